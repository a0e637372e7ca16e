"""Limits on what is searched, in a library that holds papers of several councils."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.answers.answering import answer
from qa.library.filters import Filters
from qa.library.library import Library
from qa.papers.paper import Meeting, Paper, Passage
from tests.made import a_paper, a_passage, library_of

pytestmark = pytest.mark.usefixtures("engine")

HERE, THERE, NOWHERE = "Thurlbridge Council", "Marrow Vale District Council", None
SAME = "Planning committee"  # of both
JULY, MAY = date(2021, 7, 13), date(2022, 5, 3)


def of(council: str | None, text: str, day: date, committee: str = SAME) -> Passage:
    """A passage of minutes of a council's committee."""
    return replace(a_passage(text, day), meeting=Meeting(council, committee, day))


def paper(name: str, *passages: Passage) -> Paper:
    """A paper of the meeting that its first passage is of."""
    return replace(a_paper(name, *passages), meeting=passages[0].meeting)


PAPERS = (
    paper("here july.pdf", of(HERE, "The weir will be mended in stone.", JULY)),
    paper("here may.pdf", of(HERE, "The weir was mended.", MAY)),
    paper("there.pdf", of(THERE, "The weir stays as it is.", JULY)),
    paper("full.pdf", of(THERE, "The weir was noted.", JULY, "Council")),
    paper("unnamed.pdf", of(NOWHERE, "The weir is of no council.", JULY)),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with library_of(PAPERS, tmp_path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (Filters(council=HERE), {"here july.pdf", "here may.pdf"}),
        (Filters(council="marrow"), {"there.pdf", "full.pdf"}),
        (Filters("planning", council=THERE), {"there.pdf"}),
        (Filters("full council", council=THERE), {"full.pdf"}),
        (Filters("full council", council=HERE), set()),
        (Filters(date_from=MAY, council=HERE), {"here may.pdf"}),
        (Filters(date_from=MAY, council=THERE), set()),
        (Filters(SAME, JULY, JULY, council="council"), {"here july.pdf", "there.pdf"}),
        (Filters(council="Elsewhere"), set()),
    ],
)
def test_a_council_limits_what_is_found_alone_and_with_other_limits(
    library: Library, filters: Filters, names: set[str]
) -> None:
    found = answer("was the weir mended?", library, filters=filters)
    assert {citation.paper for citation in found.citations} == names
    assert found.searched.papers == len(names)
    assert {p.name for p in library.store.papers.all() if filters.take(p)} == names
    within = library.store.vectors.nearest(library.embedder.embed_one("weir"), 10, filters)
    assert {one.paper for one in library.store.passages.get([i for i, _ in within])} == names


def test_the_councils_that_papers_name_are_offered(library: Library) -> None:
    assert library.store.facets().councils == (THERE, HERE)


def test_a_limit_to_a_council_stays_where_the_question_has_others(library: Library) -> None:
    own = Filters(council=HERE)
    assert own.within(Filters(date_from=MAY)) == Filters(date_from=MAY, council=HERE)
    assert Filters(SAME).within(own) == Filters(SAME, council=HERE)
