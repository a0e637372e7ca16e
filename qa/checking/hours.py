"""Times of day, as papers and people tell them: "5:30 p.m.", "17:30", "half past five"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

HALF_DAY = 12  # hours
_CLOCK = re.compile(r"\b(\d{1,2})(?:[.:](\d\d))?\s?([ap])\.?m\b\.?", re.IGNORECASE)
_PLAIN = re.compile(r"(?<![\d:.])([01]?\d|2[0-3]):([0-5]\d)\b(?!:)")
_NAMES = {"noon": (12, 0), "midday": (12, 0), "midnight": (0, 0)}
_NAMED = re.compile(rf"\b(?:{'|'.join(_NAMES)})\b", re.IGNORECASE)
_WORDS = re.findall(
    r"\w+",
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty",
)
_NUMBERS = {word: number for number, word in enumerate(_WORDS, 1)}
_ANY = rf"\d{{1,2}}|{'|'.join(reversed(_WORDS))}"
_SAID = re.compile(
    rf"\b(?:(?:(?P<half>half)|a?\s?(?P<quarter>quarter)|(?P<minutes>{_ANY})(?: minutes)?)\s"
    rf"(?P<side>past|to)\s(?P<of>{_ANY})\b(?!\s?[%\d])|(?P<hour>{_ANY}) o['’]clock)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Hour:
    """A time of day and where it stands; whether it says which half of the day it is of."""

    hour: int
    minute: int
    start: int
    end: int
    is_sure: bool = True


def hours_in(text: str) -> Iterator[Hour]:
    """The times of day of a text."""
    for match in _CLOCK.finditer(text):
        hour = int(match[1]) % HALF_DAY + (HALF_DAY if match[3] in "pP" else 0)
        yield Hour(hour, int(match[2] or 0), *match.span())
    for match in _PLAIN.finditer(text):
        hour = int(match[1])
        yield Hour(hour, int(match[2]), *match.span(), is_sure=hour > HALF_DAY)
    for match in _NAMED.finditer(text):
        yield Hour(*_NAMES[match[0].lower()], *match.span())
    for match in _SAID.finditer(text):
        yield from _said(match)


def _said(match: re.Match[str]) -> Iterator[Hour]:
    if match["hour"]:
        yield Hour(_number(match["hour"]) % HALF_DAY, 0, *match.span(), is_sure=False)
        return
    hour, is_to = _number(match["of"]), match["side"].lower() == "to"
    # "five to six" may be a vote, and "9 to 5" anything: what goes to an hour says its minutes.
    if hour > HALF_DAY or (is_to and match["minutes"] and "minutes" not in match[0].lower()):
        return
    minute = 30 if match["half"] else 15 if match["quarter"] else _number(match["minutes"])
    if is_to:
        hour, minute = hour - 1, 60 - minute
    yield Hour(hour % HALF_DAY, minute % 60, *match.span(), is_sure=False)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]
