"""The vectors are those of the store, whatever became of their file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.library.allowed import Allowed
from qa.library.files import PaperFile
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.records import Changes, PassageVectors, Position
from qa.library.vector_index import FILE
from qa.library.vectors import Vectors
from tests.made import WordEmbedder, a_paper, a_passage, folder_store, vectors_of

TEXTS = ("The bus passes were renewed.", "The library is to close.", "Potholes were filled.")


def filled(folder: Path) -> None:
    """Make a library in `folder` that holds `TEXTS`, as an ingest leaves it."""
    embedder = WordEmbedder()
    with Library(folder, embedder=embedder, create=True) as library:
        embedded = zip(TEXTS, embedder.embed(TEXTS), strict=True)
        vectors = {text: PassageVectors(v, v[None]) for text, v in embedded}
        paper = a_paper("minutes.pdf", *map(a_passage, TEXTS))
        library.store.put(paper, PaperFile(Path("/papers/minutes.pdf"), 1, 1), "", TEXTS, vectors)
        library.store.save()


def nearest(folder: Path, text: str) -> str:
    """The passage nearest to `text`."""
    with Library(folder, embedder=WordEmbedder()) as library:
        [(i, _)] = vectors_of(library).search(library.embedder.embed_one(text), 1)
        return library.store.passages.get([i])[0].passage.text


def test_the_file_is_as_good_as_the_store(tmp_path: Path) -> None:
    filled(tmp_path)
    before = (tmp_path / FILE).read_bytes()
    assert nearest(tmp_path, TEXTS[1]) == TEXTS[1]
    assert (tmp_path / FILE).read_bytes() == before


@pytest.mark.parametrize(
    "damage", ["missing", "a folder", "empty", "cut short", "changed", "of before"]
)
def test_a_file_that_is_not_of_the_store_is_made_again(tmp_path: Path, damage: str) -> None:
    filled(tmp_path)
    file = tmp_path / FILE
    good = file.read_bytes()
    match damage:
        case "missing":
            file.unlink()
        case "a folder":
            file.unlink()
            file.mkdir()
        case "empty":
            file.write_bytes(b"")
        case "cut short":
            file.write_bytes(good[:-7])
        case "changed":
            file.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
        case "of before":
            filled(tmp_path)
            file.write_bytes(good)
    assert nearest(tmp_path, TEXTS[2]) == TEXTS[2]
    if damage != "a folder":  # which nothing can be written to
        with Library(tmp_path, embedder=WordEmbedder()) as library:
            library.store.save()
            assert folder_store(library).index.open()


def test_what_another_process_adds_or_takes_out_is_seen(tmp_path: Path) -> None:
    filled(tmp_path)
    with Library(tmp_path, embedder=WordEmbedder()) as library:
        assert len(vectors_of(library)) == 3
        filled(tmp_path)
        ids, _ = library.store.vectors.get()
        hits = vectors_of(library).search(library.embedder.embed_one(TEXTS[0]), 9)
        assert {i for i, _ in hits} == set(ids)


def test_two_libraries_open_at_once_both_keep_up(tmp_path: Path) -> None:
    filled(tmp_path)
    with (
        Library(tmp_path, embedder=WordEmbedder()) as one,
        Library(tmp_path, embedder=WordEmbedder()) as two,
    ):
        assert len(vectors_of(one)) == len(vectors_of(two)) == 3
        one.store.remove(one.store.papers.all()[0].id)
        two.store.put(a_paper("new.pdf"), PaperFile(Path("/papers/new.pdf"), 1, 1), "", (), {})
        assert len(vectors_of(one)) == len(vectors_of(two)) == 0


def test_a_limit_follows_the_library(tmp_path: Path) -> None:
    filled(tmp_path)
    limit, other = Filters(date_from=date(2021, 1, 1)), Filters(committee="planning")
    with Library(tmp_path, embedder=WordEmbedder()) as library:
        before = folder_store(library).allowed(limit)
        assert before and before.ids == sorted(library.store.vectors.get()[0])
        nothing = folder_store(library).allowed(other)
        assert nothing is not None and not nothing
        assert library.searched(limit).papers == 1
        library.store.remove(library.store.papers.all()[0].id)
        assert not folder_store(library).allowed(limit)
        assert library.searched(limit).papers == 0
        assert folder_store(library).allowed(Filters()) is None


@given(
    rows=st.lists(st.lists(st.floats(-1, 1), min_size=4, max_size=4), min_size=1, max_size=20),
    data=st.data(),
)
def test_the_nearest_come_first_and_only_those_allowed(
    rows: list[list[float]], data: st.DataObject
) -> None:
    matrix = np.asarray(rows, np.float32)
    ids = [10 + 3 * n for n in range(len(rows))]
    allowed = data.draw(st.none() | st.lists(st.sampled_from(ids), unique=True))
    gone = data.draw(st.lists(st.sampled_from(ids), unique=True))
    vectors = Vectors()
    vectors.apply(Changes(ids, matrix, [], Position("", 99, 0)))
    vectors.apply(Changes([], matrix[:0], gone, Position("", 99, len(gone))))
    only = None if allowed is None else Allowed.of(allowed)
    hits = vectors.search(matrix[0], len(rows), only)
    assert {i for i, _ in hits} == (set(ids) if allowed is None else set(allowed)) - set(gone)
    exact = dict(zip(ids, (matrix @ matrix[0]).tolist(), strict=True))
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
    assert all(score == pytest.approx(exact[i], abs=1e-5) for i, score in hits)
