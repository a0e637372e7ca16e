"""What a question leans towards: a time, a decision, a formal answer.

These are preferences, not filters: a passage that fits is put a little forward, and one that does
not fit may still come first.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from qa.papers.dates import MONTHS, dates_in
from qa.papers.paper import Passage, Standing

# Words of a question, and the standing of the passages it is likely to be answered by.
STANDINGS: tuple[tuple[re.Pattern[str], Standing], ...] = (
    (
        re.compile(
            r"\bdecid\w*|\bdecision\b|\bresol(?:ved?|ution)\b|\bagreed?\b|\bvot(?:e|ed|es|ing)\b"
            r"|\bapproved?\b|\bcarried\b|\bpassed\b|\bsettled\b|\bsigned off\b|\bsay yes\b"
            r"|\bwhat did (?:\w+ ){1,3}(?:want|ask for|recommend|call for)\b|\bpropos(?:ed|er)\b"
            r"|\bseconde[dr]\b",
            re.IGNORECASE,
        ),
        "decided",
    ),
    (
        re.compile(
            r"\b(?:has|have|did) (?:anyone|anybody|any|a member|a resident)\b.*\b(?:ask|rais)"
            r"|\bwhat (?:did|have) we (?:say|said|tell|told|reply|replied|answer)"
            r"|\bour (?:reply|answer|response)\b|\b(?:public|member'?s'?) question\b"
            r"|\bwas (?:told|said to)\b|\basked about\b|\bcheck (?:our|the) (?:reply|answer)",
            re.IGNORECASE,
        ),
        "answered",
    ),
)
_MONTH = "|".join(f"{name[:3].lower()}(?:{name[3:].lower()})?" for name in MONTHS)
MONTH_YEAR = re.compile(
    rf"\b({_MONTH}|sept)\.?,?\s+(?:of\s+)?(20\d\d|'?[12]\d)(?![\d/:]|(?:st|nd|rd|th)\b)",
    re.IGNORECASE,
)
SEASON_YEAR = re.compile(
    r"\b(spring|summer|autumn|winter|early|mid|late|start of|end of)[\s-]+(?:in\s+)?(20\d\d)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(20\d\d)\b(?![/-]\d)")
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
class Leaning:
    """The meetings (first and last day) and the standing that a question leans towards."""

    period: tuple[date, date] | None
    standings: frozenset[Standing]

    def towards(self, passage: Passage) -> tuple[bool, bool]:
        """Whether `passage` is of that time, and whether of that standing."""
        day = passage.meeting.date
        timely = bool(self.period and day and self.period[0] <= day <= self.period[1])
        return timely, passage.standing in self.standings


def leaning(question: str) -> Leaning:
    """What the words of `question` lean towards."""
    standings = frozenset(s for asks, s in STANDINGS if asks.search(question))
    return Leaning(_period(question), standings)


def _period(text: str) -> tuple[date, date] | None:
    """The days that a question names: a date, a month, a part of a year, a year."""
    spans = [(day, day) for day, _, _ in dates_in(text)]
    if not spans:
        spans = [
            _months(_year(m[2]), _month(m[1]), _month(m[1])) for m in MONTH_YEAR.finditer(text)
        ]
    if not spans:
        spans = [_months(int(m[2]), *PARTS[m[1].lower()]) for m in SEASON_YEAR.finditer(text)]
    if not spans:
        spans = [_months(int(m[1]), 1, 12) for m in YEAR.finditer(text)]
    if not spans:
        return None
    return min(first for first, _ in spans), max(last for _, last in spans)


def _year(text: str) -> int:
    year = int(text.lstrip("'"))
    return year if year > 99 else 2000 + year


def _month(name: str) -> int:
    return next(i for i, full in enumerate(MONTHS, 1) if full.lower()[:3] == name.lower()[:3])


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
