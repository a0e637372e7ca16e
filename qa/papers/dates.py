"""Dates as council papers write them."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime

MONTHS = tuple(calendar.month_name[1:])
# The name of a month, as part of a pattern that ignores case: in full, or shortened too.
MONTH_IN_FULL = f"(?:{'|'.join(MONTHS).lower()})"
MONTH_NAME = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# "Monday 16 March 2020", "9th January, 2025", "13th-Mar-2025", "10 th December 2025".
IN_WORDS = re.compile(
    rf"\b(?P<day>\d{{1,2}})\s?(?:st|nd|rd|th)?[\s,-]+(?:of\s+)?(?P<month>{MONTH_NAME})"
    r"\.?,?[\s,-]+(?P<year>20\d\d|19\d\d)\b",
    re.IGNORECASE,
)
# "16/03/2020", "16/3/20", "10.12.24", "13-03-2025"; but "4.2.10" is a paragraph.
IN_FIGURES = re.compile(
    r"\b(?P<day>\d{1,2})(?P<sep>[/.-])(?P<m>\d{1,2})(?P=sep)"
    r"(?P<year>20\d\d|(?:(?<=\D\d\d\D)|(?<=/))\d\d)\b(?!/)"
)
# File names: "16032020 1015 …".
IN_FILE_NAME = re.compile(r"\b(?P<day>[0-3]\d)(?P<m>[01]\d)(?P<year>20\d\d)\b")
# File names: "feb25m.pdf", "september24", "March26": a month without its day.
MONTH_IN_FILE_NAME = re.compile(
    rf"^(?P<month>{MONTH_NAME})[ _-]?(?P<year>20\d\d|\d\d)(?=[a-z]{{0,4}}\b|_)", re.IGNORECASE
)


def dates_in(text: str) -> list[tuple[date, int, int]]:
    """The full dates in `text`, in order, each with where it begins and ends."""
    found: list[tuple[date, int, int]] = []
    for pattern in (IN_WORDS, IN_FIGURES, IN_FILE_NAME):
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = month_number(parts["month"]) if parts.get("month") else int(parts["m"])
            day = _date(int(parts["year"]), month, int(parts["day"]))
            if day and not any(a < match.end() and match.start() < b for _, a, b in found):
                found.append((day, match.start(), match.end()))
    return sorted(found, key=lambda hit: hit[1])


def day_of(text: str) -> date | None:
    """The date that `text` is, as a person writes it: 2020-09-15, 15 September 2020, 15/09/2020."""
    text = text.strip()
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        found = dates_in(text)
    return found[0][0] if len(found) == 1 and found[0][1:] == (0, len(text)) else None


def month_in(name: str) -> tuple[int, int] | None:
    """The (year, month) that a file name like "feb25m.pdf" gives."""
    match = MONTH_IN_FILE_NAME.search(name)
    if not match:
        return None
    year = int(match["year"])
    return (year if year > 99 else 2000 + year), month_number(match["month"])


def month_number(name: str) -> int:
    """The number, 1 to 12, of a month that is named in full or shortened."""
    return next(i for i, full in enumerate(MONTHS, 1) if full.lower().startswith(name.lower()[:3]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return None
