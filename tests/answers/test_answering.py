"""Answers over a small library of made papers: what is quoted, cited, folded and refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.answers.answering import answer
from qa.library.filters import Filters
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.papers.paper import Paper, Passage
from tests.made import WordEmbedder, a_paper, a_passage

pytestmark = pytest.mark.usefixtures("engine")

ROOF = "The roof of the pool hall will be repaired at a cost of £412,000 by the end of May."
BUS = "Members asked about the subsidy of the evening bus to Hexley, which ends in March."
TALK = (
    "The chairperson welcomed members of the public. It was asked how the pool hall would be kept "
    "open. The assistant director explained that swimming lessons would move to Hexley Baths. "
    "The repair of the pool hall roof would cost £412,000. Members thanked officers for the report "
    "and asked that it be circulated to parish councils before the summer recess."
)


def library_of(tmp_path: Path, *papers: Paper) -> Library:
    """A library that holds `papers`."""
    by_name = {paper.name: paper for paper in papers}
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in by_name:
        (folder / name).write_text(name)
    library = Library(tmp_path / "index", embedder=WordEmbedder(), create=True)
    ingest([folder], library, read=lambda path: by_name[path.name])
    return library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    minutes = a_paper("minutes.pdf", a_passage(ROOF), a_passage(BUS), a_passage(TALK, page=3))
    pack = a_paper("pack.pdf", late(a_passage(ROOF, page=9)))
    opened = library_of(tmp_path, minutes, pack)
    yield opened
    opened.close()


def late(passage: Passage) -> Passage:
    """A passage of minutes as the next meeting's pack carries it."""
    return replace(passage, published_with=date(2021, 9, 14))


def test_quotes_are_word_for_word_from_their_citation(library: Library) -> None:
    found = answer("how much does the repair of the pool hall roof cost?", library)
    assert found.status == "answered"
    assert found.quotes
    for quote in found.quotes:
        cited = found.cited(quote.citation)
        assert quote.text == cited.text[quote.start : quote.end]
        assert quote.pdf_page >= cited.pdf_page


def test_a_quote_tells_the_figure_asked_for(library: Library) -> None:
    found = answer("how much does the repair of the pool hall roof cost?", library)
    of_talk = next(q for q in found.quotes if found.cited(q.citation).pdf_page == 3)
    assert of_talk.marked
    assert of_talk.text[slice(*of_talk.marked)].endswith("roof would cost £412,000.")


def test_the_same_words_served_twice_are_one_citation(library: Library) -> None:
    found = answer("repair of the pool hall roof", library)
    same = [c for c in found.citations if c.text == ROOF]
    assert len(same) == 1
    assert {same[0].paper, *(place.paper for place in same[0].also_in)} == {
        "minutes.pdf",
        "pack.pdf",
    }


def test_a_filter_that_matches_nothing_finds_nothing(library: Library) -> None:
    found = answer("pool hall roof", library, filters=Filters(committee="planning"))
    assert found.status == "not_found"
    assert not found.citations
    assert found.searched.papers == 0


def test_what_is_not_there_is_refused_with_the_nearest_passages(library: Library) -> None:
    found = answer("zebra crossing outside Saint Mary's hospital car park", library)
    assert found.status == "not_found"
    assert not found.quotes
    assert found.citations
    assert found.searched.papers == 2


def test_the_answer_has_the_shape_of_the_contract(library: Library) -> None:
    data = answer("pool hall roof", library).to_json()
    assert {"question", "asked", "status", "shape", "quotes", "citations"} <= data.keys()
    searched = {"papers": 2, "from": "2021-07-13", "to": "2021-07-13"}
    assert data["searched"] == searched | {"councils": [], "left_out": {}}
    first = data["citations"][0]
    assert first["n"] == 1
    assert first["meeting_date"] == "2021-07-13"
    assert data["citations"] == sorted(data["citations"], key=lambda c: c["n"])


def test_a_story_is_told_oldest_first_one_step_a_date(tmp_path: Path) -> None:
    days = [date(2022, 7, 12), date(2021, 7, 13), date(2021, 11, 9)]
    steps = [
        "The mobile library would be delayed for want of a driver.",
        "A resident asked whether the mobile library could visit Hexley.",
        "Cabinet accepted that a mobile library be bought.",
    ]
    papers = [
        a_paper(f"{day}.pdf", a_passage(step, day)) for day, step in zip(days, steps, strict=True)
    ]
    undated = a_paper("appendix.pdf", a_passage("The mobile library.", None))
    with library_of(tmp_path, *papers, undated) as library:
        found = answer("what happened to the mobile library?", library)
    assert found.shape == "timeline"
    assert [step.date for step in found.timeline] == sorted(days)
    assert all(step.text in found.cited(step.citation).text for step in found.timeline)
