"""Figures in a text: amounts and counts, but no dates, years, codes and numbers of reports."""

from __future__ import annotations

import re

from qa.papers.dates import MONTH_IN_FULL, dates_in
from qa.papers.money import amounts_in
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
# Not within a code or a year: "PPL24-001", "R2025-207", "16-007", "4.2.1", "2020/21".
FIGURE = re.compile(
    r"(?<![\w./-])"
    r"(?:\d+ ?[-–] ?\d+ ?(?:%|per cent\b)"  # "70-80%"
    r"|\d[\d,.]*\d(?: ?(?:%|per cent\b|million\b|billion\b|bn\b|[mk]\b))?|\d(?: ?%)?)"
)
SHARE = re.compile(r"(?<![\w.-])\d[\d.]*(?: ?[-–] ?\d[\d.]*)? ?(?:%|per cent\b)")
# "4) The", "3.3 The", where a line begins
NUMBERED = re.compile(r"^\W*\d+(?:\.\d+)*[.)]\s|^\W*\d+(?:\.\d+)+\s(?=[A-Z])", re.MULTILINE)
TIME = re.compile(
    rf"\b(?:{MONTH_IN_FULL})(?: (?:19|20)\d\d)?\b|\b(?:19|20)\d\d\b"
    r"|\b\d{1,2}[:.]\d\d ?(?:am|pm)?\b",
    re.IGNORECASE,
)
DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{MONTH_IN_FULL})\b|(?:{MONTH_IN_FULL}) \d{{1,2}}\b",
    re.IGNORECASE,
)
CODE = re.compile(r"\d+(?:[-/.]\d+){2,}|(?!\d+ ?- ?\d+ ?(?:%|per cent))\d+[-/][A-Za-z\d]")


def figures_in(text: str, *, of_money: bool) -> list[tuple[int, int]]:
    """Where figures stand, but no dates, years and numbers of reports. Of money only amounts, or
    shares where there are none: "how much" may ask for either."""
    amounts = [(one.start, one.end) for one in amounts_in(text)]
    if of_money:
        return amounts or [match.span() for match in SHARE.finditer(text)]
    taken = [*amounts, *((a, b) for _, a, b in dates_in(text))]
    for pattern in (TIME, DAY, PHRASES["reference"]):
        taken += [match.span() for match in pattern.finditer(text)]
    taken += [number.span() for number in NUMBERED.finditer(text)]
    others = (
        match.span() for match in FIGURE.finditer(text) if not CODE.match(text, match.start())
    )
    within = [(a, b) for a, b in others if not any(start < b and a < end for start, end in taken)]
    return sorted([*amounts, *within])
