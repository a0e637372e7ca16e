"""Whose business a thing is: said only where it is plain, and the papers do not speak of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answers.search.business import elsewhere
from qa.answers.search.context import Hit
from qa.library.records import StoredPassage
from qa.papers.paper import Meeting
from tests.made import KEY, a_passage


def of(council: str | None, committee: str | None = "Cabinet") -> list[Hit]:
    """A hit in the papers of a council."""
    passage = replace(a_passage("The gate is green."), meeting=Meeting(council, committee))
    return [Hit(StoredPassage(1, 1, KEY, "a.pdf", passage), 1.0, 0.5)]


@pytest.mark.parametrize("hits", [of("Westshire County Council"), of(None, "County Council")])
def test_a_county_does_not_collect_bins(hits: list[Hit]) -> None:
    told = elsewhere("when are the bins emptied in Upton?", hits, ["The gate is green."])
    assert told == (
        "The district or borough council collects bins, and these are papers of a county council."
    )


def test_a_parish_does_not_mend_roads() -> None:
    hits = of("Nether Wallop Parish Council")
    assert elsewhere("who fills the potholes in Mill Lane?", hits, ["The gate is green."])


@pytest.mark.parametrize(
    ("question", "hits", "text"),
    [
        ("when are the bins emptied?", of("Westshire Council"), "The gate is green."),
        ("when are the bins emptied?", of("Wye District Council"), "The gate is green."),
        ("when are the bins emptied?", of(None), "The gate is green."),
        ("when are the bins emptied?", of("Westshire County Council"), "Bins were discussed."),
        ("what of the library?", of("Westshire County Council"), "The gate is green."),
    ],
)
def test_nothing_is_said_where_it_may_be_its_business(
    question: str, hits: list[Hit], text: str
) -> None:
    assert elsewhere(question, hits, [text]) is None
