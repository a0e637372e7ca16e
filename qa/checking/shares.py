"""Shares of a whole as people say them, "two thirds" or "four in ten": what papers have as 66%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ONES = {word: number for number, word in enumerate(WORDS, 1)}
PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
COUNT, NAMES = "|".join(WORDS), "|".join(PARTS)
PART = re.compile(
    rf"\b(?:(?P<many>{COUNT})[\s-](?P<parts>{NAMES})s|a (?P<part>{NAMES}) of)\b", re.IGNORECASE
)
IN = re.compile(
    rf"\b(?P<some>{COUNT}|\d) (?:[a-z]+ ){{0,2}}(?:in|out of)(?: every)? (?P<all>{COUNT}|10|100)\b"
    r"(?! (?-i:[A-Z])|\s?[%\d]|-)",
    re.IGNORECASE,
)
UNDER = re.compile(r"\b(?:nearly|almost|under|less than|not quite|fewer than)\s$", re.IGNORECASE)
OVER = re.compile(r"\b(?:over|more than|above|at least)\s$", re.IGNORECASE)
BEFORE = 16  # characters in which such a word stands
ROUND = Decimal(3)  # points that are rounded away either way, or twice that one way
NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Share:
    """A share in per cent, how much less and more it may be, and where it stands."""

    value: Decimal
    less: Decimal
    more: Decimal
    start: int
    end: int


def shares_in(text: str) -> Iterator[Share]:
    """The shares of a text."""
    for match in PART.finditer(text):
        whole = PARTS[(match["parts"] or match["part"]).lower()]
        yield from _share(text, match, _number(match["many"] or "one"), whole)
    for match in IN.finditer(text):
        yield from _share(text, match, _number(match["some"]), _number(match["all"]))


def _share(text: str, match: re.Match[str], many: int, whole: int) -> Iterator[Share]:
    if not 0 < many < whole:
        return
    before = text[max(0, match.start() - BEFORE) : match.start()]
    less, more = ROUND, ROUND
    if UNDER.search(before):
        less, more = 2 * ROUND, NONE
    elif OVER.search(before):
        less, more = NONE, 2 * ROUND
    yield Share(Decimal(100 * many) / whole, less, more, *match.span())


def _number(word: str) -> int:
    return ONES.get(word.lower()) or int(word)
