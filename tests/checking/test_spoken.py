"""Sentences of speeches and letters, and figures that they reckon from those of a paper."""

from __future__ import annotations

from datetime import date

import pytest

from qa.checking.comparing import Comparison
from qa.checking.missing import missing_figure
from qa.checking.passage import CheckedPassage
from qa.checking.reading import read
from qa.checking.spoken import unaddressed

BRIDGE = CheckedPassage(
    "The bridge cost £4.20m, where £6.00m had been set aside. Last month Mr Odell counted 19 "
    "lorries and 23 vans. It was last painted in 2009. The vote was 12 to 0. He had written twice.",
    meeting_date=date(2015, 1, 20),
)


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("And I am glad to say that the roof is dry again.", "The roof is dry again."),
        ("Members, as you know, the pool reopened in May.", "The pool reopened in May."),
        ("I’m sorry to say that the bank has closed.", "The bank has closed."),
        ("Residents will be pleased to hear that the bus stays here.", "The bus stays here."),
        ("Sadly, the oldest oak fell in March.", "The oldest oak fell in March."),
        ("The plan was carried by 12 votes to none.", "The plan was carried by 12 votes to 0."),
    ],
)
def test_what_is_said_to_hearers_is_not_asked_of_papers(said: str, plain: str) -> None:
    assert unaddressed(said) == plain


@pytest.mark.parametrize(
    "said",
    [
        "Members agreed that the report be noted.",
        "We want to see more homes built.",
        "So far the council has spent £3m.",
        "I am glad of it.",
        "Now that the road is open, the bus runs again.",
    ],
)
def test_what_is_no_address_stays(said: str) -> None:
    assert unaddressed(said) == said


def figure_missing(said: str) -> str | None:
    found = missing_figure(Comparison(read(said), BRIDGE))
    return found.text if found else None


@pytest.mark.parametrize(
    "said",
    [
        "The bridge cost £4.2 million, £1.8 million less than had been set aside.",
        "There were four fewer lorries than vans, of which there were 23.",
        "It was six years since the bridge had been painted.",
        "In December Mr Odell counted lorries.",
        "Mr Odell wrote two times.",
    ],
)
def test_what_is_reckoned_from_the_paper_is_there(said: str) -> None:
    assert figure_missing(said) is None


@pytest.mark.parametrize(
    ("said", "figure"),
    [
        ("The bridge cost £1.8 million.", "£1.8 million"),  # no comparison
        ("The bridge cost £1.9 million less than was set aside.", "£1.9 million"),
        ("Four lorries were counted.", "Four"),
        ("It was seven years since the bridge had been painted.", "seven"),
        ("In November Mr Odell counted lorries.", "November"),
        ("Mr Odell wrote three times.", "three"),
    ],
)
def test_what_cannot_be_reckoned_is_missing(said: str, figure: str) -> None:
    assert figure_missing(said) == figure
