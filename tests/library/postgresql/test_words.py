"""The words of passages rank on a server as FTS5 ranks them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.library.files import PaperFile
from qa.library.filters import NO_LIMITS, Filters
from qa.library.protocol import Store
from qa.library.records import PassageVectors
from qa.papers.paper import Passage
from tests.engines import place_in
from tests.made import a_paper, a_passage

WORDS = ("bus", "buses", "school", "meals", "free", "the", "council", "café", "ﬁre", "É", "\uf0b7")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join)
PASSAGES = st.builds(
    lambda text, item, context, day: replace(a_passage(text, day), item=item, context=context),
    TEXTS,
    st.none() | TEXTS,
    TEXTS,
    st.sampled_from((date(2021, 7, 13), date(2022, 7, 12), None)),
)
TERMS = st.lists(TEXTS.map(lambda text: text[:20]) | st.sampled_from(WORDS), max_size=6)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, server: str) -> Iterator[tuple[Store, Store]]:
    """A store in a folder and one on a server."""
    folder = tmp_path_factory.mktemp("library")
    stores = [place_in(folder, address).open("words") for address in ("", server)]
    yield stores[0], stores[1]
    stores[0].close()


def put(store: Store, passages: list[Passage]) -> list[int]:
    """Put them in as one paper, in place of what was there: their ids, in order."""
    one = PassageVectors(np.ones(3, np.float32), np.ones((1, 3), np.float32))
    hashes = [str(n) for n in range(len(passages))]
    paper, file = a_paper("a.pdf", *passages), PaperFile(Path("/a.pdf"), 1, 1)
    store.put(paper, file, "", hashes, dict.fromkeys(hashes, one))
    return sorted(store.vectors.get()[0])


@given(passages=st.lists(PASSAGES, min_size=1, max_size=8), terms=TERMS, late=st.booleans())
def test_words_rank_alike_with_every_engine(
    both: tuple[Store, Store], passages: list[Passage], terms: list[str], late: bool
) -> None:
    filters = Filters(date_from=date(2022, 1, 1)) if late else NO_LIMITS
    found, held = [], []
    for store in both:
        place = {i: n for n, i in enumerate(put(store, passages))}
        found.append([(place[i], score) for i, score in store.words.search(terms, 5, filters)])
        ways = [[[term] for term in terms], [terms]] if terms else []
        held.append([place[i] for i in store.words.containing(ways, filters, 99)])
    assert [i for i, _ in found[0]] == [i for i, _ in found[1]]
    assert [s for _, s in found[1]] == pytest.approx([s for _, s in found[0]])
    assert held[0] == held[1]
