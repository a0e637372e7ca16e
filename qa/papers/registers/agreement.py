"""Decisions that running minutes tell in a sentence: "It was agreed to pay £25 a year."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.papers.text import sentences

# A sentence of running minutes that tells a decision: "It was agreed to …", "After a discussion it
# was agreed that …", "Agreed that we should …"; but "all agreed that the work was excellent"
# decides nothing, and what somebody says was agreed elsewhere is not decided here.
_AGREED = r"(?:agreed|resolved|decided)(?: at the meeting| unanimously)?"
_DOES = r"(?: to\b| (?:that|we)\b.{0,240}?\b(?:should|would|will|could|can|may|must|be|to)\b)"
TOLD = re.compile(
    rf"^(?:\(?\w{{1,3}}[).] )?(?:(?:(?!\bthat\b)[^.;:]){{0,160}}?\bit was (?:also |then |further "
    rf"|unanimously )*{_AGREED}|(?:all |members |we )?agreed){_DOES}",
    re.IGNORECASE,
)
# "The Award certificate proposal was agreed."
APPROVED = re.compile(
    r"^(?:the|this|his|her|their)\b.{0,120}\b(?:proposal|request|application|accounts|budget"
    r"|nominations?)\b.{0,60}\b(?:was|were) (?:agreed|approved)\b(?! by| at that| in principle at)",
    re.IGNORECASE,
)
# A short sentence that points at the one before it: "All agreed to this proposal."
POINTS_BACK = re.compile(r"\b(?:this|these|that proposal|it)\b(?!\s+was agreed)", re.IGNORECASE)
SHORT = 8  # words


def agreements(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of `text` that tells a decision begins and ends."""
    spans = sentences(text)
    for i, (start, end) in enumerate(spans):
        if TOLD.match(text[start:end]) or APPROVED.match(text[start:end]):
            short = len(text[start:end].split()) <= SHORT
            leans = i and short and POINTS_BACK.search(text, start, end)
            yield (spans[i - 1][0] if leans else start), end
