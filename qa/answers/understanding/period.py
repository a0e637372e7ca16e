"""The times that a question names: a date, a month, a part of a year, a year."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa.papers.dates import MONTH_NAME, dates_in, month_number
from qa.wording import short_date

MONTH_YEAR = re.compile(
    rf"\b({MONTH_NAME})\.?,?\s+(?:of\s+)?(20\d\d|'?[12]\d)(?![\d/]|:\d|(?:st|nd|rd|th)\b)",
    re.IGNORECASE,
)
# "in January", "from January through to March", "the March meeting"; but "may" is mostly a verb,
# and "the May elections" are spoken of before May and after it.
MONTH = re.compile(
    rf"\b(?:in|of|from|since|until|to|by|for|last|and|through|between|during) ({MONTH_NAME})\b"
    rf"(?!\s+(?:be|have|not|need|only)\b)"
    rf"|\bthe ({MONTH_NAME})\b(?=\W*$|[,.;:?!]|\s+(?:and|or|to|until|was|were|is|did)\b)"
    rf"|\b({MONTH_NAME})(?='?s? (?:meeting|minutes|one|vote|report|agenda|pack|cabinet|council"
    rf"|committee|session|papers|budget|decision|motion|debate|figures|update)s?\b)",
    re.IGNORECASE,
)
SEASON_YEAR = re.compile(
    r"\b(spring|summer|autumn|winter|early|mid|late|start of|end of)[\s-]+(?:in\s+)?(20\d\d)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(20\d\d)\b(?![/-]\d)")
# A time that was taken out is marked, so that the words before it can be taken out too.
TAKEN_OUT = "\0"
BEFORE_TIME = re.compile(
    rf"(?:\b(?:in|of|from|since|until|to|by|on|at|during|between|and|through|the)\s+)*{TAKEN_OUT}"
)
# First and last month of what people call a part of a year.
PARTS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 12),
    "winter": (1, 3),
    "early": (1, 4),
    "start of": (1, 3),
    "mid": (5, 8),
    "late": (9, 12),
    "end of": (10, 12),
}


@dataclass(frozen=True, slots=True)
class Period:
    """A time: its first and last day, and where in a question the words for it begin and end."""

    first: date
    last: date
    start: int = 0
    end: int = 0

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def is_a_month(self) -> bool:
        """Whether it is one month, from its first day to its last."""
        return (self.first, self.last) == _months(
            self.first.year, self.first.month, self.first.month
        )

    def holds(self, day: date) -> bool:
        """Whether `day` is one of them."""
        return self.first <= day <= self.last

    def spoken(self) -> str:
        """In words: "15 September 2020", "March 2020", "2021", "March 2021 to June 2021"."""
        if self.first == self.last:
            return short_date(self.first)
        ends = (self.first.month, self.first.day, self.last.month, self.last.day)
        spell = "%Y" if ends == (1, 1, 12, 31) else "%B %Y"
        first, last = f"{self.first:{spell}}", f"{self.last:{spell}}"
        return first if first == last else f"{first} to {last}"


def periods(text: str) -> list[Period]:
    """The times that `text` names, of the finest kind only.

    These are its dates; without any, its months with a year; then parts of years; then years.
    """
    return (
        [Period(day, day, start, end) for day, start, end in dates_in(text)]
        or [
            Period(*_months(_year(m[2]), month_number(m[1]), month_number(m[1])), *m.span())
            for m in MONTH_YEAR.finditer(text)
        ]
        or [
            Period(*_months(int(m[2]), *PARTS[m[1].lower()]), *m.span())
            for m in SEASON_YEAR.finditer(text)
        ]
        or [Period(*_months(int(m[1]), 1, 12), *m.span()) for m in YEAR.finditer(text)]
    )


def spanning(found: Sequence[Period]) -> Period | None:
    """The time from the first day of any of them to the last; None where there is none."""
    if not found:
        return None
    return Period(min(one.first for one in found), max(one.last for one in found))


def months(text: str) -> frozenset[int]:
    """The months that are named without a year, 1 to 12."""
    return frozenset(
        month_number(match[1] or match[2] or match[3]) for match in MONTH.finditer(text)
    )


def names_a_time(question: str) -> bool:
    """Whether `question` names a date, a month or a year."""
    return bool(periods(question) or MONTH.search(question))


def without_time(question: str) -> str:
    """`question` without the dates, months and years that it names."""
    for _, start, end in reversed(dates_in(question)):
        question = question[:start] + TAKEN_OUT + question[end:]
    for pattern in (MONTH_YEAR, SEASON_YEAR, MONTH, YEAR):
        question = pattern.sub(TAKEN_OUT, question)
    return " ".join(BEFORE_TIME.sub(" ", question).split())


def _year(text: str) -> int:
    year = int(text.lstrip("'"))
    return year if year > 99 else 2000 + year


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
