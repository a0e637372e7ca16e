"""Votes as minutes print them: in a block with the names, or in a sentence with the counts.

The phrases stand in vote.toml.
"""

from __future__ import annotations

import re

from qa.papers.register import Outcome, Votes
from qa.phrases import Phrase, Phrases

_PHRASES = Phrases.beside(__file__)
SIDE = _PHRASES["side"]
NAMED_SIDE = _PHRASES["named_side"]
FAVOUR_TO_AGAINST = _PHRASES["favour_to_against"]
FAVOUR, AGAINST, ABSTAINED = (_PHRASES[name] for name in ("favour", "against", "abstained"))
_IN_ORDER: tuple[Outcome, ...] = ("withdrawn", "fell", "lost", "unanimous", "carried", "agreed")
RESULTS = tuple((_PHRASES[outcome], outcome) for outcome in _IN_ORDER)

HONOUR = re.compile(r"[A-Z]{2,4}")  # letters after a name, and no name: "Mr Ash, OBE, Mr Elm"
MAX_NAME_LENGTH = 60  # characters
_WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
NUMBERS = {**{word: n for n, word in enumerate(_WORDS)}, "eleven": 11, "twelve": 12}
NUMBERS |= {"nil": 0, "none": 0}


def outcome_in(text: str) -> Outcome | None:
    """What the words of a result say became of what was put; None where they do not say."""
    return next((outcome for pattern, outcome in RESULTS if pattern.search(text)), None)


def votes(text: str) -> Votes | None:
    """The counts, and the names, that stand in `text`; None where there are no counts."""
    return _votes_in_block(text) or _votes_behind_names(text) or _votes_in_sentence(text)


def _votes_in_block(text: str) -> Votes | None:
    sides = list(SIDE.finditer(text))
    if not sides:
        return None
    ends = [side.start() for side in sides[1:]] + [len(text)]
    counts: dict[str, int] = {}
    names: dict[str, tuple[str, ...]] = {}
    for side, end in zip(sides, ends, strict=True):
        which = side["side"].lower()[:2]  # fo, ag, ab
        counts[which] = int(side["n"])
        names[which] = _names(text[side.end() : end], counts[which])
    return Votes(
        counts.get("fo"),
        counts.get("ag"),
        counts.get("ab"),
        names.get("fo", ()),
        names.get("ag", ()),
        names.get("ab", ()),
    )


def _votes_behind_names(text: str) -> Votes | None:
    counts = {one["side"].lower()[:2]: int(one["n"]) for one in NAMED_SIDE.finditer(text)}
    if not counts:
        return None
    return Votes(counts.get("fo"), counts.get("ag"), counts.get("ab"))


def _names(text: str, count: int) -> tuple[str, ...]:
    """The names of one side, in order, without the line of the result that may follow."""
    found: list[str] = []
    for part in re.split(r"[,\n]", text):
        name = " ".join(part.split()).strip(" .")
        if found and HONOUR.fullmatch(name):
            found[-1] += f", {name}"
        elif name and name[0].isupper() and not outcome_in(name) and len(name) < MAX_NAME_LENGTH:
            found.append(name)
    return tuple(found) if count else ()


def _votes_in_sentence(text: str) -> Votes | None:
    both = FAVOUR_TO_AGAINST.search(text)
    favour = _count(both["favour"]) if both else _counted(FAVOUR, text)
    against = _count(both["against"]) if both else _counted(AGAINST, text)
    abstained = _counted(ABSTAINED, text)
    if favour is None and against is None:
        return None
    # "Lost by 13 votes to 10" begins with the greater number, which is then those against.
    if both and favour and against and favour > against and outcome_in(text) == "lost":
        favour, against = against, favour
    return Votes(favour, against, abstained)


def _counted(pattern: Phrase, text: str) -> int | None:
    found = pattern.search(text)
    return _count(found["n"]) if found else None


def _count(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.lower()]
