"""The figures and days of a text, with what each is worth, whichever way it is written.

"£1.2 million" and "£1,200,000", "six" and "6", "18 October 2021" and "October 18, 2021" are each
one value. A month without its day, and a day without its year, are known by what they give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from qa.checking.hours import HALF_DAY, hours_in
from qa.checking.rounding import NONE, leeway
from qa.checking.shares import shares_in
from qa.papers.dates import MONTH_NAME, days_in, month_number
from qa.papers.money import Amount, amounts_in
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
_ONES: dict[str, int] = PHRASES.data["ones"]
_TENS: dict[str, int] = PHRASES.data["tens"]
_SCALES: dict[str, int] = PHRASES.data["scales"]
THOUSANDS = PHRASES["thousands"]
MILLIONS = PHRASES["millions"]

_MONTH = re.compile(rf"\b(?P<month>{MONTH_NAME})\b\.?,?\s?(?P<year>(?:19|20)\d\d)?", re.IGNORECASE)
_YEARS = re.compile(r"\b(?P<first>(?:19|20)\d\d)\s?[/–-]\s?(?P<second>(?:20)?\d\d)\b(?![/–-]\d)")
_YEAR = re.compile(r"(?<![\d£$€,.])(?:19[5-9]|20[0-6])\d\b(?![,.]?\d|\s?%)")
_NUMBER = re.compile(
    r"(?<![\w.,/])c?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s?(?P<percent>%|per ?cent\b)|\s(?P<scale>million|thousand|billion|m)\b)?"
)
# The end of a range, whose unit its beginning shares: "70-80%", "5 to 6 million".
_RANGE = re.compile(
    r"\s?(?:[-–—]|to\b)\s?\d+(?:\.\d+)?"
    r"(?:\s?(?P<percent>%|per ?cent\b)|\s(?P<scale>million|thousand|billion|m)\b)"
)
_WORDS_TOO = ("May", "March", "Mar", "Sept", "Jan", "Dec")  # names of other things as well
_AS_TIME = re.compile(
    r"(?:\b(?:in|by|from|of|until|since|last|next|early|late|mid)\s|/)$", re.IGNORECASE
)
# The first of two days that share a month: "10 and 11 March".
_BEFORE_DAY = re.compile(r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\s?(?:and|to|&|[-–])\s?$")
# The number of an entry in a list, which counts nothing; not the first figure of a row of a table.
_MARK = re.compile(
    r"(?m:^)[ \t]*\(?\d{1,3}(?:\.\d{1,3})*(?:[.)]|(?<=\d\.\d)|(?<=\d\.\d\d))(?=\s)"
    r"(?!\s(?:per|million|billion|thousand|m)\b)(?!\s[-–(]?[\d,]*\d\.\d)"
)
_LINK = re.compile(r"\s?(?:[-–—]|\bto\b|\band\b)\s?")
_SMALL = "|".join(sorted([*_ONES, *_TENS, *_SCALES], key=len, reverse=True))
_IN_WORDS = re.compile(
    rf"\b(?:{_SMALL})(?:[\s-](?:and\s)?(?:{_SMALL}))*\b(?P<percent>\sper ?cent\b)?", re.IGNORECASE
)

Kind = Literal["money", "percent", "day", "month", "year", "years", "clock", "number"]
Value = Decimal | tuple[int | None, ...]
LONGEST = 30  # years between the ends of what is told of several
LAST = 10**6  # place behind the end of any text
OF_TIME: tuple[Kind, ...] = ("day", "month", "year", "years")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure or day of a text, and where it stands in it.

    The value of a day is (year or None, month, day), of a month (year or None, month), of a year
    (year,), of years ("2022/23") both, of a time of day hour and minute, and 12 where it does not
    say which half of the day; of others a number.
    `text` is what is written; `less` and `more` are how far it is rounded.
    """

    kind: Kind
    value: Value
    start: int
    end: int
    text: str
    in_words: bool = False
    less: Decimal = NONE
    more: Decimal = NONE

    @property
    def is_of_time(self) -> bool:
        """Whether it says when."""
        return self.kind in OF_TIME

    def fits(self, other: Figure) -> bool:
        """Whether this, of a sentence, is what `other`, of a paper, says."""
        if self.is_of_time or other.is_of_time:
            return self.is_of_time and other.is_of_time and _same_time(self, other)
        if self.kind == "clock" or other.kind == "clock":
            return self.kind == other.kind and _same_hour(self, other)
        if "percent" in (self.kind, other.kind) and "money" in (self.kind, other.kind):
            return False
        own, held = self.value, other.value
        assert isinstance(own, Decimal) and isinstance(held, Decimal)
        return own - self.less <= held <= own + self.more


def figures_in(text: str) -> list[Figure]:
    """The figures of `text`, in order; none is part of another."""
    found: list[Figure] = []
    for one in _all(text):
        if not any(held.start < one.end and one.start < held.end for held in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def in_units(figures: list[Figure], text: str) -> list[Figure]:
    """The same, with numbers of a table in thousands or millions as the money they are too."""
    scale = 1000 if THOUSANDS.search(text) else 1_000_000 if MILLIONS.search(text) else 0
    if not scale:
        return figures
    more = [
        replace(one, kind="money", value=one.value * scale)
        for one in figures
        if one.kind in ("number", "money") and isinstance(one.value, Decimal)
    ]
    return [*figures, *more]


def of_meeting(day: date) -> Figure:
    """The day of a meeting, as a figure that stands nowhere in the text."""
    return Figure("day", (day.year, day.month, day.day), -1, -1, day.isoformat())


def _all(text: str) -> Iterator[Figure]:
    for day in days_in(text):
        year = day.day.year if day.day else None
        value = (year, day.month, day.of_month)
        yield Figure("day", value, day.start, day.end, text[day.start : day.end])
        before = _BEFORE_DAY.search(text, max(0, day.start - 12), day.start)
        if before:
            one_before = (year, day.month, int(before["day"]))
            yield Figure("day", one_before, before.start(), before.end("day"), before["day"])
    for hour in hours_in(text):
        half = () if hour.is_sure else (HALF_DAY,)
        said = text[hour.start : hour.end].rstrip(" ,")
        yield Figure("clock", (hour.hour, hour.minute, *half), hour.start, hour.end, said)
    for share in shares_in(text):
        said = text[share.start : share.end]
        yield Figure(
            "percent", share.value, share.start, share.end, said, True, share.less, share.more
        )
    for amount in amounts_in(text):
        yield from _money(text, amount)
    for match in _MONTH.finditer(text):
        if match["year"] or match[0][0].isupper():
            month = month_number(match["month"])
            if (
                match["year"]
                or match["month"] not in _WORDS_TOO
                or _AS_TIME.search(text, max(0, match.start() - 8), match.start())
            ):
                year = int(match["year"]) if match["year"] else None
                yield _figure("month", (year, month), match)
    for match in _YEARS.finditer(text):
        first = int(match["first"])
        last = first - first % 100 + int(match["second"]) % 100
        if int(match["second"]) % 100 == (first + 1) % 100:
            yield _figure("years", (first, first + 1), match)
        elif first < last <= first + LONGEST:
            # Both ends of "2025-29", as of "2025 to 2029".
            for name, year in (("first", first), ("second", last)):
                yield Figure("year", (year,), match.start(name), match.end(name), match[name])
    for match in _YEAR.finditer(text):
        yield _figure("year", (int(match[0]),), match)
    yield from _numbers(text)


def _money(text: str, amount: Amount) -> Iterator[Figure]:
    """An amount; both ends of a range, each by itself."""
    start, end = amount.start, amount.end
    link = _LINK.search(text, start, end) if amount.up_to is not None else None
    if link and amount.up_to is not None:
        yield _of_money(text, abs(amount.up_to), link.end(), end)
        end = link.start()
    yield _of_money(text, abs(amount.value), start, end)


def _of_money(text: str, value: Decimal, start: int, end: int) -> Figure:
    less, more = leeway(text, start, end, value)
    return Figure("money", value, start, end, text[start:end], less=less, more=more)


def _numbers(text: str) -> Iterator[Figure]:
    marks = [one.span() for one in _MARK.finditer(text)]
    for match in _NUMBER.finditer(text):
        if any(start <= match.start() < end for start, end in marks):
            continue
        percent, scale = match["percent"], match["scale"]
        if not percent and not scale and (behind := _RANGE.match(text, match.end())):
            percent, scale = behind["percent"], behind["scale"]
        value = Decimal(match["number"].replace(",", "")) * _SCALES.get(scale or "", 1)
        less, more = leeway(text, match.start(), match.end(), value)
        found = _figure("percent" if percent else "number", value, match)
        yield replace(found, less=less, more=more)
    for match in _IN_WORDS.finditer(text):
        words = re.findall(r"[a-z]+", match[0].lower())
        words = [word for word in words if word not in ("and", "per", "cent", "percent")]
        if words == ["one"] or (words[0] in _SCALES and len(words) == 1):
            continue  # "one of them", "a hundred"
        kind: Kind = "percent" if match["percent"] else "number"
        value = _worth(words)
        less, more = leeway(f"{text[: match.start()]}{value}", match.start(), LAST, value)
        yield replace(_figure(kind, value, match), in_words=True, less=less, more=more)


def _worth(words: list[str]) -> Decimal:
    """What a number in words is worth: "one hundred and twenty-six" is 126."""
    whole, part = 0, 0
    for word in words:
        if word in _SCALES:
            part = max(1, part) * _SCALES[word]
            if _SCALES[word] > 100:
                whole, part = whole + part, 0
        else:
            part += _ONES.get(word) or _TENS.get(word, 0)
    return Decimal(whole + part)


def _figure(kind: Kind, value: Value, match: re.Match[str]) -> Figure:
    written = match[0].rstrip(" ,")
    return Figure(kind, value, match.start(), match.start() + len(written), written)


def _same_hour(asked: Figure, held: Figure) -> bool:
    own, other = asked.value, held.value
    assert isinstance(own, tuple) and isinstance(other, tuple)
    if len(own) == len(other) == 2:
        return own == other
    return (own[0] or 0) % HALF_DAY == (other[0] or 0) % HALF_DAY and own[1] == other[1]


def _same_time(asked: Figure, held: Figure) -> bool:
    """Whether what a sentence says of a time is no other than what a paper says.

    A sentence may say less ("in October 2021" for the 18th), or name the year that the paper leaves
    to its reader; then the years are compared elsewhere.
    """
    own, other = _parts(asked), _parts(held)
    if held.kind in ("year", "years") and asked.kind not in ("year", "years"):
        return False  # "29 June 2022" is more than the 2022 that the paper has
    if asked.kind in ("year", "years"):
        years = {one for one in (own[0], own[3]) if one}
        return bool(years) and years <= {other[0], other[3]}
    if own[2] and not other[2]:
        return False
    return all(a is None or b is None or a == b for a, b in zip(own[:3], other[:3], strict=True))


def _parts(one: Figure) -> tuple[int | None, int | None, int | None, int | None]:
    """Year, month, day, and the second year of a span of two."""
    assert isinstance(one.value, tuple)
    value = one.value
    if one.kind == "day":
        return value[0], value[1], value[2], None
    if one.kind == "month":
        return value[0], value[1], None, None
    return value[0], None, None, value[1] if one.kind == "years" else None
