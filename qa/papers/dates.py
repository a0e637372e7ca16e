"""Dates as council papers write them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from qa.phrases import Phrases

WORDS = Phrases.beside(__file__).data
MONTHS = tuple(calendar.month_name[1:])
# The name of a month, as part of a pattern that ignores case: in full, or shortened too.
MONTH_IN_FULL = f"(?:{'|'.join(MONTHS).lower()})"
MONTH_NAME = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
MONTH = f"(?:{'|'.join([MONTH_NAME, *WORDS['welsh'], *WORDS['irish']])})"
WEEKDAY = f"(?:{'|'.join(WORDS['weekdays'])})"
# "16", "9th", "5th.", "11eg", "third", "3rd day".
DAY = (
    rf"(?P<day>\d{{1,2}}(?![\d:])|(?:{'|'.join(reversed(WORDS['ordinals']))})\b)"
    r"(?:\s?(?:st|nd|rd|th|eg|fed|ydd|ed|af|ail|ain)\b)?\.?(?:\s?day\b)?"
)
OF = r"[\s,-]{1,3}(?:(?:of|o)\s+)?"
YEAR_IN_FULL = r"(?P<year>20\d\d|19\d\d)\b"
# 2024, or of two figures: "12 Feb 24", "12 Feb '24"; but not "12 Feb 10.30" or "12 May 12 noon".
YEAR = (
    r"(?P<year>20\d\d|19\d\d|['’]\d\d|"
    r"\d\d(?=\s*(?:$|[,;)\]\n–—(]|\.(?!\d)|-(?!\d)|at\b|from\b|in the\b|commenc)))\b"
)
# "Monday 16 March 2020", "9th January, 2025", "13th-Mar-2025", "the 3rd day of May 2023",
# "4ydd o Hydref 2022".
IN_WORDS = re.compile(
    rf"\b{DAY}{OF}(?P<month>{MONTH})\b\.?,?[\s,-]*{YEAR}", re.IGNORECASE | re.MULTILINE
)
# "September 26, 2005", "February the 6th 2018".
MONTH_FIRST = re.compile(
    rf"\b(?P<month>{MONTH})\.?[\s-](?:the\s)?{DAY}[\s,-]{{1,3}}{YEAR_IN_FULL}", re.IGNORECASE
)
# "16/03/2020", "16/3/20", "10.12.24", "13-03-2025"; but "4.2.10" is a paragraph.
IN_FIGURES = re.compile(
    r"(?<![\d/.£€$])(?P<day>\d{1,2})(?P<sep>[/.-])(?P<m>\d{1,2})(?P=sep)"
    r"(?P<year>20\d\d|(?:(?<=\D\d\d\D)|(?<=/))\d\d)\b(?![/.-]\d)"
)
# "2020-07-14", "2010.07.26".
YEAR_FIRST = re.compile(
    r"(?<![\d/.-])(?P<year>20\d\d|19\d\d)(?P<sep>[-./_])(?P<m>\d\d)(?P=sep)(?P<day>\d\d)(?!\d)"
)
# File names: "16032020 1015 …", "20200714".
IN_FILE_NAME = re.compile(r"\b(?P<day>[0-3]\d)(?P<m>[01]\d)(?P<year>20\d\d)\b")
FULL = (IN_WORDS, MONTH_FIRST, YEAR_FIRST, IN_FIGURES, IN_FILE_NAME)
# "14th November", "November 14".
WITHOUT_YEAR = (
    re.compile(rf"\b{DAY}{OF}(?P<month>{MONTH})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<month>{MONTH})\.?\s(?:the\s)?{DAY}", re.IGNORECASE),
)
# The first of several days, up to the last: "5 and Wednesday 6 March 2024", "30 June to 1 July".
FIRST_OF_SEVERAL = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?(?:\s(?P<month>{MONTH}))?"
    rf"(?:,\s?\d{{1,2}}(?:st|nd|rd|th)?)*\s?(?:and|&|to|[-–/+])\s?(?:{WEEKDAY},?\s)?(?:the\s)?$",
    re.IGNORECASE,
)
# The same with the month first: "March 5 and 6, 2024", "March 30 - April 1, 2024".
MONTH_BEFORE_SEVERAL = re.compile(
    rf"\b(?P<month>{MONTH})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s?\d{{1,2}}(?:st|nd|rd|th)?)*"
    rf",?\s?(?:and|&|to|[-–/+])\s?(?P<last>(?:(?P<last_month>{MONTH})\.?\s)?(?P<last_day>\d{{1,2}})"
    rf"(?:st|nd|rd|th)?[\s,-]{{1,3}}{YEAR_IN_FULL})",
    re.IGNORECASE,
)
WEEKDAY_BEFORE = re.compile(
    rf"\b(?:{'|'.join(f'({one})' for one in WORDS['weekdays'])})(?:\snext)?[\s,]{{1,3}}"
    r"(?:(?:the|y)\s)?$",
    re.IGNORECASE,
)
BEFORE = 30  # characters before a date in which its weekday, or the first of several days, stands
# File names: "feb25m.pdf", "september24", "March26": a month without its day.
MONTH_IN_FILE_NAME = re.compile(
    rf"^(?P<month>{MONTH_NAME})[ _-]?(?P<year>20\d\d|\d\d)(?=[a-z]{{0,4}}\b|_)", re.IGNORECASE
)
MAX_KNOWN = 300  # characters of a text whose days are kept
HAS_NUMBER = re.compile(r"\d")
LATE = 60  # a year of two figures from here on is of the twentieth century


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day as a text writes it, and where it begins and ends.

    `day` is None where the text gives no year. `weekday`, 0 for Monday, is None where none stands
    before it.
    """

    day: date | None
    month: int
    of_month: int
    start: int
    end: int
    weekday: int | None = None

    def in_year(self, year: int) -> date | None:
        """The same day in a year, where that has it and it is the weekday that stands there."""
        day = _date(year, self.month, self.of_month)
        return day if day and self.weekday in (None, day.weekday()) else None


def dates_in(text: str) -> list[tuple[date, int, int]]:
    """The full dates in `text`, in order, each with where it begins and ends.

    Of several days, "5 and 6 March", each is one.
    """
    return [(one.day, one.start, one.end) for one in _full_days(text) if one.day]


def days_in(text: str) -> list[WrittenDay]:
    """The days in `text`, in order, those without a year too."""
    return list((_known_days if len(text) <= MAX_KNOWN else _days)(text))


def _days(text: str) -> list[WrittenDay]:
    found = _full_days(text)
    for pattern in WITHOUT_YEAR if HAS_NUMBER.search(text) else ():
        for match in pattern.finditer(text):
            month, of_month = month_number(match["month"]), _day_number(match["day"])
            known = _date(2000, month, of_month)  # a leap year
            if known and not _overlaps(found, match):
                weekday = _weekday_before(text, match.start())
                found.append(WrittenDay(None, month, of_month, match.start(), match.end(), weekday))
    return sorted(found, key=lambda one: one.start)


# The lines of a head are looked through several times, for what is asked of them.
_known_days = lru_cache(2048)(_days)


def _full_days(text: str) -> list[WrittenDay]:
    found = list(_several_with_month_first(text)) if HAS_NUMBER.search(text) else []
    for pattern in FULL if HAS_NUMBER.search(text) else ():
        for match in pattern.finditer(text):
            day = _day_of_match(match)
            if day and not _overlaps(found, match):
                found.append(_written(day, match.start(), match.end(), text))
    for last in tuple(found):
        before = text[max(0, last.start - BEFORE) : last.start]
        first = FIRST_OF_SEVERAL.search(before)
        if first and last.day and not HAS_NUMBER.search(before[: first.start()][-1:]):
            month = month_number(first["month"]) if first["month"] else last.month
            day = _date(last.day.year, month, int(first["day"]))
            start = last.start - len(before) + first.start()
            if day and day < last.day and not any(one.end > start >= one.start for one in found):
                found.append(_written(day, start, start + len(first["day"]), text))
    return sorted(found, key=lambda one: one.start)


def _several_with_month_first(text: str) -> Iterator[WrittenDay]:
    """The first and the last of days that one month stands before."""
    for match in MONTH_BEFORE_SEVERAL.finditer(text):
        year, month = int(match["year"]), month_number(match["month"])
        last_month = month_number(match["last_month"]) if match["last_month"] else month
        first = _date(year, month, int(match["day"]))
        last = _date(year, last_month, int(match["last_day"]))
        if first and last and first < last:
            yield _written(first, match.start(), match.end("day"), text)
            yield _written(last, match.start("last"), match.end("last"), text)


def _written(day: date, start: int, end: int, text: str) -> WrittenDay:
    return WrittenDay(day, day.month, day.day, start, end, _weekday_before(text, start))


def _weekday_before(text: str, start: int) -> int | None:
    match = WEEKDAY_BEFORE.search(text[max(0, start - BEFORE) : start])
    return match.lastindex - 1 if match and match.lastindex else None


def _overlaps(found: list[WrittenDay], match: re.Match[str]) -> bool:
    return any(one.start < match.end() and match.start() < one.end for one in found)


def _day_of_match(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    year, day = int(parts["year"].strip("'’")), _day_number(parts["day"])
    if parts.get("month"):
        return _date(year, month_number(parts["month"]), day)
    month = int(parts["m"])
    if month > 12 and parts.get("sep") == "/":
        month, day = day, month  # "3/13/2023", as in North America
    return _date(year, month, day)


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
    """The number, 1 to 12, of a month that is named in full or shortened, in any language here."""
    wanted = name.lower()
    for i, full in enumerate(MONTHS, 1):
        if full.lower().startswith(wanted[:3]) and re.fullmatch(MONTH_NAME, wanted):
            return i
    return next(
        i
        for language in ("welsh", "irish")
        for i, month in enumerate(WORDS[language], 1)
        if re.fullmatch(month, wanted)
    )


def _day_number(words: str) -> int:
    if words.isdigit():
        return int(words)
    wordings = enumerate(WORDS["ordinals"], 1)
    return next(i for i, one in wordings if re.fullmatch(one, words, re.IGNORECASE))


def _date(year: int, month: int, day: int) -> date | None:
    if year < 100:
        year += 1900 if year >= LATE else 2000
    try:
        return date(year, month, day)
    except ValueError:
        return None
