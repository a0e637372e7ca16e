"""The index of vectors follows the size of the library, and finds what comparing all finds."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qa.library import vector_index
from qa.library.allowed import Allowed
from qa.library.files import PaperFile
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.records import Matrix, PassageVectors, Position
from qa.library.snapshot import Snapshot
from qa.library.vector_index import FILE, IndexNote, VectorIndex
from qa.library.vector_log import VectorLog
from tests.made import WordEmbedder, a_paper, a_passage, folder_store, vectors_of

MANY, EACH, WIDE = 600, 100, 64


def near_some(count: int, seed: int) -> Matrix:
    """Vectors in clusters, as passages lie."""
    chance = np.random.default_rng(seed)
    middles = np.random.default_rng(0).normal(size=(12, WIDE))
    found = middles[chance.integers(0, 12, count)] + chance.normal(size=(count, WIDE)) * 0.7
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), np.float32)


def add(library: Library, names: range) -> None:
    """Papers of EACH passages, whose vectors are as many others."""
    for n in names:
        texts = [f"Paper {n} says {m}." for m in range(EACH)]
        vectors = near_some(EACH, n)
        made = {t: PassageVectors(v, v[None]) for t, v in zip(texts, vectors, strict=True)}
        paper = a_paper(f"{n}.pdf", *(a_passage(t, page=m + 1) for m, t in enumerate(texts)))
        library.store.put(paper, PaperFile(Path(f"/papers/{n}.pdf"), 1, 1), f"{n}", texts, made)


@pytest.fixture(params=["IDMap,Flat", "IVF"])
def library(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Library]:
    """A library of MANY passages, of the size of which there is such an index."""
    monkeypatch.setattr(vector_index, "MAX_FLAT", MANY if request.param == "IDMap,Flat" else 9)
    monkeypatch.setattr(vector_index, "PROBES", (2, 4, 8, 16, 32, 64))
    with Library(tmp_path, embedder=WordEmbedder(), create=True) as opened:
        add(opened, range(MANY // EACH))
        opened.store.save()
        yield opened


def kept(library: Library) -> IndexNote:
    """What is known of the index of the library."""
    return folder_store(library).index.note or IndexNote(0, Position("", 0, 0), "")


def recall(library: Library, allowed: Allowed | None = None) -> float:
    """The share of the nearest ten that are found, on average."""
    ids, matrix = library.store.vectors.get()
    right, asked = 0, near_some(40, 99)
    for one in asked:
        near = sorted(zip((-matrix @ one).tolist(), ids, strict=True))
        exact = [i for _, i in near if allowed is None or i in allowed][:10]
        right += len({i for i, _ in vectors_of(library).search(one, 10, allowed)} & set(exact))
    return right / 10 / len(asked)


def test_its_kind_is_that_of_its_size_and_its_recall_is_measured(
    library: Library, request: pytest.FixtureRequest
) -> None:
    known = kept(library)
    assert known.kind.startswith(request.node.callspec.params["library"])
    assert bool(known.probes) == known.kind.startswith("IVF")
    assert known.passages == len(vectors_of(library)) == MANY
    assert known.recall >= 0.95
    assert recall(library) >= 0.95


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (("IDMap,Flat",), "with all 45,000 vectors."),
        (("IVF512,SQ8", 8, 0.9812), "that lie in the nearest 8 of 512 parts: that finds 98.1% of"),
    ],
)
def test_what_a_question_is_compared_with_is_said(known: tuple[Any, ...], said: str) -> None:
    assert said in IndexNote(45_000, Position("", 45_000, 0), *known).describe()


def test_it_is_opened_from_its_file(library: Library) -> None:
    one = near_some(1, 5)[0]
    found = vectors_of(library).search(one, 9)
    with Library(library.folder, embedder=WordEmbedder()) as again:
        assert vectors_of(again).index is not None
        assert vectors_of(again).search(one, 9) == found


def test_only_what_is_allowed_is_found_and_all_of_it(library: Library) -> None:
    ids, _ = library.store.vectors.get()
    for allowed in (Allowed.of(ids[:7]), Allowed.of(ids[::3])):
        found = vectors_of(library).search(near_some(1, 5)[0], MANY, allowed)
        assert {i for i, _ in found} == set(allowed.ids)
    assert recall(library, Allowed.of(ids[::2])) >= 0.95
    nothing = folder_store(library).allowed(Filters(committee="planning"))
    assert vectors_of(library).search(near_some(1, 5)[0], MANY, nothing) == []


def test_what_came_and_went_since_is_known_at_once(library: Library) -> None:
    before = (library.folder / FILE).read_bytes()
    paper = library.store.papers.all()[0]
    gone = {stored.id for stored in library.store.passages.in_order(paper.id, 0, EACH)}
    files = library.store.papers.fingerprints()
    [held] = {i for i, file, _ in files if file.path.name == paper.name}
    library.store.remove(held)
    add(library, range(70, 71))
    every = library.store.vectors.get()[0]
    found = {i for i, _ in vectors_of(library).search(near_some(1, 5)[0], 2 * MANY)}
    assert found <= set(every) and not found & gone
    assert found >= set(every[-EACH:])
    assert recall(library) >= 0.95
    late = Allowed.of(every[-5:])
    assert {i for i, _ in vectors_of(library).search(near_some(1, 5)[0], 9, late)} == set(late.ids)
    assert (library.folder / FILE).read_bytes() == before


def test_it_becomes_another_as_the_library_grows(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_index, "MAX_FLAT", 9)
    add(library, range(10, 12))
    library.store.save()
    assert kept(library).kind.startswith("IVF")
    assert kept(library).passages == len(vectors_of(library)) == MANY + 2 * EACH
    assert recall(library) >= 0.95


def test_a_damaged_file_is_left_alone_and_taken_again(library: Library) -> None:
    file = library.folder / FILE
    one = near_some(1, 5)[0]
    found = {i for i, _ in vectors_of(library).search(one, 9)}
    file.write_bytes(b"x" + file.read_bytes()[1:])
    with Library(library.folder, embedder=WordEmbedder()) as again:
        assert vectors_of(again).index is None
        assert len({i for i, _ in vectors_of(again).search(one, 9)} & found) >= 8
        again.store.save()
        assert vectors_of(again).index is not None


def test_a_file_that_is_cut_short_under_a_reader_harms_no_question(library: Library) -> None:
    one = near_some(1, 5)[0]
    with Library(library.folder, embedder=WordEmbedder()) as reader:
        found = vectors_of(reader).search(one, 9)
        with (library.folder / FILE).open("r+b") as file:
            file.truncate(100)  # in place: a reader that had mapped it would end by a signal
        assert vectors_of(reader).search(one, 9) == found


def test_one_of_another_kind_is_built_again(library: Library) -> None:
    note = replace(kept(library), kind="IDMap,SQ8")  # as an earlier version built them
    VectorLog(folder_store(library)._db).note_index(note.as_text())
    with Library(library.folder, embedder=WordEmbedder()) as again:
        assert vectors_of(again).index is None
        again.store.save()
        assert vectors_of(again).index is not None
    assert kept(library).kind != note.kind


def test_questions_go_on_while_it_is_taken(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(library, range(20, 23))
    taking, go_on = threading.Event(), threading.Event()
    true = vector_index.build_index

    def slowly(snapshot: Snapshot) -> VectorIndex | None:
        taking.set()
        assert go_on.wait(30)
        return true(snapshot)

    monkeypatch.setattr("qa.library.live_index.build_index", slowly)
    with ThreadPoolExecutor(1) as pool:
        saving = pool.submit(library.store.save)
        assert taking.wait(30)
        add(library, range(30, 31))
        one, late = near_some(1, 5)[0], library.store.vectors.get()[0][-1]
        assert late in {i for i, _ in vectors_of(library).search(one, 2 * MANY)}
        go_on.set()
        saving.result()
    assert kept(library).passages == MANY + 3 * EACH
    assert late in {i for i, _ in vectors_of(library).search(one, 2 * MANY)}


def test_whoever_only_asks_takes_one_where_there_is_none(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    (library.folder / FILE).unlink()
    with Library(library.folder, embedder=WordEmbedder()) as again:
        assert vectors_of(again).index is None
    monkeypatch.setattr("qa.library.live_index.FEW_CHANGES", MANY - 1)
    with Library(library.folder, embedder=WordEmbedder()) as again:
        assert vectors_of(again).index is not None
        assert len(vectors_of(again)) == MANY
    assert (library.folder / FILE).is_file()
