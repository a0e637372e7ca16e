"""Heads of papers that are made up of templates: names and days are drawn by chance."""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from qa.papers.dates import MONTHS, WORDS
from qa.phrases import Phrases

_DATA = Phrases(Path(__file__).with_name("templates.toml")).data
TEMPLATES: list[dict[str, Any]] = _DATA["head"]
BUSINESS: dict[str, list[str]] = _DATA["business"]  # lines that may follow a head, by its kind
WRAPS_LONG, WRAPS_SHORT = 0.6, 0.4  # how often such lines are wrapped
_WORDS: dict[str, list[str]] = _DATA["words"]
SLOT = re.compile(r"\{(\w+)\}")


def made_heads(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """So many heads, each as a form is: its lines, and its kind, body and day as truth."""
    chance = random.Random(seed)
    for n in range(count):
        yield _head(TEMPLATES[n % len(TEMPLATES)], chance)


def _head(template: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    place = chance.choice(_WORDS["places"])
    council = _council(place, chance)
    body = chance.choice(_WORDS["bodies"])
    authority = f"{place} {chance.choice(_WORDS['authorities'])}"
    board = chance.choice(_WORDS["boards"])
    day = date(2004, 1, 1) + timedelta(days=chance.randrange(8000))
    style = chance.randrange(len(STYLES))
    days = {
        "day": day,
        "before": day - timedelta(days=chance.choice((7, 28, 35, 56))),
        "next": day + timedelta(days=chance.choice((7, 28, 42))),
        "issued": day - timedelta(days=chance.choice((5, 6, 8))),
    }
    fixed = {
        "place": place,
        "council": council,
        "body": body,
        "other": chance.choice([one for one in _WORDS["bodies"] if one != body]),
        "board": board,
        "placed": f"{place} {body}",
        "sentencebody": body.capitalize(),
        "elsewhere": _council(chance.choice(_WORDS["places"]), chance),
        "authority": authority,
        "kindof": chance.choice(_WORDS["kinds"]),
        "welsh": f"Cyngor {chance.choice(('Cymuned', 'Tref', 'Sir'))} {place}",
        "time": chance.choice(("7.30pm", "10.00 am", "7 pm", "2:00 p.m.", "19:00")),
        "weekday": _weekday(day),
        "year": str(day.year),
        "n1": str(chance.randrange(1, 12)),
        "letter": chance.choice("ABCDEF"),
        **{name: _written(one, style) for name, one in days.items()},
        **{f"welsh{name}": _welsh(one) for name, one in days.items()},
    }

    def filled(slot: re.Match[str]) -> str:
        name = slot[1].lower()
        drawn = {
            "n": lambda: str(chance.randrange(1, 700)),
            "name": lambda: f"{chance.choice(_WORDS['first'])} {chance.choice(_WORDS['last'])}",
            "subject": lambda: chance.choice(_WORDS["subjects"]),
            "department": lambda: chance.choice(_WORDS["departments"]),
        }
        text = drawn[name]() if name in drawn else fixed[name]
        return text.upper() if slot[1].isupper() else text

    business = BUSINESS.get(template["kind"], [])
    following = chance.choices(business, k=max(0, chance.randrange(-6, 14))) if business else []
    printed = [*template["text"].strip().splitlines(), *following]
    lines = [SLOT.sub(filled, line) for line in printed]
    lines = [part for line in lines for part in _wrapped(line, chance)]
    bodies = {"body": body, "council": "Council", "board": board, "authority": authority}
    bodies["placed"] = fixed["placed"]
    committee = bodies.get(template["body"])
    dated = template.get("dated", True)
    truth = {
        "document": template["kind"],
        "committee": committee,
        "date": day.isoformat() if dated else None,
    }
    number = TEMPLATES.index(template)
    return {"lines": lines, "truth": truth, "form": f"made {number}", "region": "made"}


def _wrapped(line: str, chance: random.Random) -> list[str]:
    """A line, or the two that it may be set as: long ones in a narrow column, short ones as titles
    that run on."""
    words = line.split()
    if len(line) > 55 and chance.random() < WRAPS_LONG:
        return textwrap.wrap(line, chance.randrange(38, 95))
    if 4 <= len(words) <= 9 and ":" not in line and chance.random() < WRAPS_SHORT:
        at = chance.randrange(2, len(words) - 1)
        return [" ".join(words[:at]), " ".join(words[at:])]
    return [line]


def _council(place: str, chance: random.Random) -> str:
    tier = chance.choice(_WORDS["tiers"]).replace("-", " ")
    forms = (f"{place} {tier} Council", f"{place} Council", f"The {place} {tier} Council")
    return chance.choice(forms)


def _ordinal(day: int) -> str:
    ending = "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _weekday(day: date) -> str:
    return _WORDS["weekdays"][day.weekday()]


def _month(day: date) -> str:
    return MONTHS[day.month - 1]


STYLES = (
    lambda d: f"{d.day} {_month(d)} {d.year}",
    lambda d: f"{_weekday(d)} {d.day} {_month(d)} {d.year}",
    lambda d: f"{_weekday(d)}, {_ordinal(d.day)} {_month(d)}, {d.year}",
    lambda d: f"{_weekday(d)} {_ordinal(d.day)} {_month(d)} {d.year}",
    lambda d: f"{_ordinal(d.day)} {_month(d)} {d.year}",
    lambda d: f"{_month(d)} {d.day}, {d.year}",
    lambda d: f"{_weekday(d)}, {_month(d)} {d.day}, {d.year}",
    lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
    lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    lambda d: d.isoformat(),
    lambda d: f"{_weekday(d)} the {_ordinal(d.day)} day of {_month(d)} {d.year}",
    lambda d: f"{_weekday(d)[:3]} {d.day} {_month(d)[:3]} {d.year % 100:02}",
)


def _written(day: date, style: int) -> str:
    return STYLES[style](day)


def _welsh(day: date) -> str:
    month = re.sub(r"\[(.).*?\]|(\w)\?", r"\1\2", WORDS["welsh"][day.month - 1])
    return f"{day.day} {month.capitalize()} {day.year}"
