"""A small library to make briefings from, one of its papers hostile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.answers.citation import Citation
from qa.briefing.briefing import Briefing, briefing
from qa.briefing.selection import Selection
from qa.library.library import Library
from qa.library.protocol import Store
from qa.library.reference import Reference, mark
from qa.papers.paper import Page
from tests.made import PUBLISHED, WordEmbedder, a_paper, a_passage, passages_of
from tests.web.conftest import PAPERS, build

FIRST = "The leisure centre was closed in May.\n"
SECOND = "It will open again on 3 September 2022."
OVER_TWO_PAGES = replace(
    a_passage(FIRST + SECOND, page=1), page_end=2, breaks=(len(FIRST),), item="4. LEISURE CENTRE"
)
LEISURE = replace(
    a_paper("leisure.pdf", OVER_TWO_PAGES),
    pages=(Page(1, "3", FIRST), Page(2, "4", SECOND)),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The papers of the web tests, and one whose passage runs over two pages."""
    build(tmp_path / "index", (*PAPERS, LEISURE))
    with Library(tmp_path / "index", embedder=WordEmbedder()) as library:
        yield library.store


def words(store: Store, text: str) -> Reference:
    """The reference of `text`, wherever it stands."""
    for paper in store.papers.all():
        for stored in passages_of(store, paper.key):
            start = stored.passage.text.find(text)
            if start >= 0:
                passage = stored.passage
                page = passage.page + sum(offset <= start for offset in passage.breaks)
                end = start + len(text)
                return Reference(paper.key, page, mark(passage.text), start, end)
    raise LookupError(text)


@pytest.fixture
def selection(store: Store) -> Selection:
    """A selection with a title, a question, two citations, one of them hostile, and a note."""
    kept = (
        Selection()
        .with_title("Passes: spring & summer")
        .with_question("How many passes?\n\nAnd what next?")
    )
    renewed = words(store, "412 bus passes were renewed")
    [hostile] = passages_of(store, _key(store, "\n"))
    kept = kept.toggled(renewed).toggled(Citation.of(hostile, 1, 1.0).reference)
    return kept.with_note(renewed, "Ask for the cost.\n=cmd() <b>too</b>")


def _key(store: Store, part: str) -> str:
    return next(paper.key for paper in store.papers.all() if part in paper.name)


@pytest.fixture
def published(store: Store, selection: Selection) -> Briefing:
    """The briefing, its first citation from minutes that the council withdrew."""
    made = briefing(selection, store)
    first, *rest = made.sources
    source = replace(PUBLISHED, withdrawn=date(2026, 3, 3), title="<b>*Minutes*</b>")
    cited = replace(first.citation, source=source)
    return replace(made, sources=(replace(first, citation=cited), *rest))
