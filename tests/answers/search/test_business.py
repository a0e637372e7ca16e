"""Whose business a thing is: said only where it is plain, and the papers do not speak of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa.answers.answering import answer
from qa.answers.search.business import Count, elsewhere
from qa.answers.search.context import Hit
from qa.library.records import StoredPassage
from qa.papers.paper import Meeting
from tests.made import KEY, a_paper, a_passage, library_of

pytestmark = pytest.mark.usefixtures("engine")


def of(council: str | None, committee: str | None = "Cabinet") -> list[Hit]:
    """A hit in the papers of a council."""
    passage = replace(a_passage("The gate is green."), meeting=Meeting(council, committee))
    return [Hit(StoredPassage(1, 1, KEY, "a.pdf", passage), 1.0, 0.5)]


def mentions(*words: str) -> Count:
    """A library of which one passage mentions each of `words`."""
    return lambda groups: [len({*words} & {*marks}) for marks in groups]


NONE = mentions()


@pytest.mark.parametrize("hits", [of("Westshire County Council"), of(None, "County Council")])
def test_a_county_does_not_collect_bins(hits: list[Hit]) -> None:
    told = elsewhere("when are the bins emptied in Upton?", hits, ["The gate is green."], NONE)
    assert told == (
        "The district or borough council collects bins, and these are papers of a county council."
    )


def test_a_parish_does_not_mend_roads() -> None:
    hits = of("Nether Wallop Parish Council")
    assert elsewhere("who fills the potholes in Mill Lane?", hits, ["The gate is green."], NONE)


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
    assert elsewhere(question, hits, [text], NONE) is None


@pytest.mark.parametrize(
    ("council", "mention", "question", "does"),
    [
        ("Strath Community Council", "Scottish Government", "when is bin day?", "The council of"),
        ("Llanfair Community Council", "Senedd", "who mends potholes?", "The county or county"),
        ("Moyle Borough Council", "NILGA", "who mends potholes?", "The Department for"),
        ("Moyle Borough Council", "NILGA", "is my child's school bus late?", "The Education"),
        ("Township of Upper Pine", "Ontario", "when do school holidays begin?", "The school board"),
        ("Nether Wallop Parish Council", "NALC", "when is bin day?", "The district or borough"),
    ],
)
def test_who_does_what_differs_by_country(
    council: str, mention: str, question: str, does: str
) -> None:
    told = elsewhere(question, of(council, None), ["The gate is green."], mentions(mention))
    assert told
    assert told.startswith(does)


@pytest.mark.parametrize(
    ("council", "mention"),
    [
        ("Moyle Borough Council", "NILGA"),  # it collects bins in Northern Ireland
        ("Township of Upper Pine", "Ontario"),
        ("Strath Council", "Police Scotland"),  # a council of all services
        ("Glan Taf County Borough Council", "Estyn"),
        ("London Borough of Ham", "Ofsted"),
    ],
)
def test_a_council_that_collects_bins_is_not_said_not_to(council: str, mention: str) -> None:
    assert elsewhere("when is bin day?", of(council, None), ["A gate."], mentions(mention)) is None


def test_who_collects_bins_is_said_where_the_papers_only_touch_on_waste(tmp_path: Path) -> None:
    said = "The contract for waste collection vehicles of the districts was noted by the county."
    passage = replace(a_passage(said), meeting=Meeting("Westshire County Council", "Cabinet"))
    papers = [
        a_paper("a.pdf", passage),
        a_paper("b.pdf", replace(passage, text="A gate is green.")),
    ]
    with library_of(papers, tmp_path) as library:
        found = answer("when will my bins be emptied over Easter?", library)
    assert found.status == "not_found"
    assert found.reason
    assert found.reason.startswith("The district or borough council collects bins")
