"""The registers of a store: what is entered, found and taken out again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.library.filters import Filters
from qa.library.library import Library
from qa.papers.paper import Paper
from qa.papers.registers.resolution import resolutions
from tests.made import a_paper, a_passage, library_of

pytestmark = pytest.mark.usefixtures("engine")


def minutes(name: str, day: date | None, *texts: str) -> Paper:
    """Minutes of a day that resolve each of `texts`."""
    passages = tuple(
        replace(a_passage(text, day), standing="decided", item=f"{n}. Item")
        for n, text in enumerate(texts, 1)
    )
    return replace(a_paper(name, *passages), resolutions=tuple(resolutions(passages)))


PAPERS = (
    minutes("a.pdf", date(2021, 7, 13), "RESOLVED that A be done.", "RESOLVED that B be done."),
    minutes("b.pdf", date(2022, 7, 12), "RESOLVED that C be done."),
    minutes("c.pdf", None, "RESOLVED that D be done."),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with library_of(PAPERS, tmp_path) as opened:
        yield opened


def said(library: Library, filters: Filters | None = None, limit: int | None = None) -> list[str]:
    """What was resolved, as the register lists it."""
    entries = library.store.registers.resolutions(filters or Filters(), limit)
    return ["".join(map(entry.text_of, entry.record.words)) for entry in entries]


def test_the_newest_come_first_and_those_without_a_date_last(library: Library) -> None:
    assert [words[14] for words in said(library)] == ["C", "A", "B", "D"]
    assert [words[14] for words in said(library, limit=2)] == ["C", "A"]


def test_filters_limit_by_the_meeting(library: Library) -> None:
    assert [w[14] for w in said(library, Filters(date_to=date(2021, 12, 31)))] == ["A", "B"]
    assert said(library, Filters(committee="cabinet")) == []


def test_a_search_may_be_of_a_registers_passages_only(library: Library) -> None:
    vector, vectors = library.embedder.embed_one("resolved"), library.store.vectors
    within = [i for i, _ in vectors.nearest(vector, 99, Filters(register="resolutions"))]
    assert len(within) == len(library.store.registers.resolutions(within)) == 4
    assert vectors.nearest(vector, 99, Filters(register="asked")) == []


def test_what_is_taken_out_or_replaced_leaves_no_entry(library: Library) -> None:
    first = next(paper for paper in library.store.papers.all() if paper.name == "a.pdf")
    library.store.remove(first.id)
    assert [words[14] for words in said(library)] == ["C", "D"]
