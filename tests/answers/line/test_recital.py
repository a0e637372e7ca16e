"""What a resolution is about may stand in its recitals alone."""

from __future__ import annotations

from dataclasses import fields

import pytest

from qa.answers.line.found import Found
from qa.answers.line.recital import with_recital
from qa.answers.search.context import Hit
from qa.answers.search.sentence import Signs
from qa.answers.search.term_weights import TermWeights
from qa.library.records import StoredPassage
from qa.papers.text import sentences
from tests.made import a_passage

ASKED = TermWeights({"roadsid": 3.0, "mower": 3.0}, {})
BOUGHT = (
    "NOW THEREFORE we authorize the purchase of a reconditioned Ransomes 213 at a cost of $9,400."
)
SIGNS = Signs(*[0.0 for _ in fields(Signs)])


def told(text: str, own: float = 0.0) -> str:
    """What is told of the last sentence of a resolution to who asks about a roadside mower."""
    hit = Hit(StoredPassage(1, 1, "a", "a.pdf", a_passage(text)), 1.0, 0.5)
    spans = sentences(text)
    return with_recital(Found(hit, *spans[-1], SIGNS, 1.0, own), spans, ASKED).text


def test_a_clause_is_told_with_the_recital_that_says_what_it_is_of() -> None:
    above = "WHEREAS the verges are high; AND WHEREAS a new roadside mower is too dear; "
    assert told(above + BOUGHT) == f"AND WHEREAS a new roadside mower is too dear; {BOUGHT}"


@pytest.mark.parametrize(
    "above",
    [
        # a figure of a recital would be taken for that which was resolved
        "WHEREAS the bids for the roadside mower were up to $31,000; ",
        "WHEREAS the verges are high; ",
        # of another resolution, which stands between
        "WHEREAS the roadside mower is broken; NOW THEREFORE we hire a man. Carried. ",
    ],
)
def test_a_recital_that_says_more_or_less_is_left_away(above: str) -> None:
    assert told(above + BOUGHT) == BOUGHT


def test_a_clause_that_says_itself_what_it_is_of_needs_none() -> None:
    assert told("WHEREAS a new roadside mower is too dear; " + BOUGHT, own=0.9) == BOUGHT
