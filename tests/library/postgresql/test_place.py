"""Libraries on a server: apart from each other, written whole, built again beside themselves, and
moved there and back with the same answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import psycopg
import pytest

from qa.answers.answering import answer
from qa.errors import InputRefused, LibraryBusy, LibraryOutdated, LibraryUnreachable
from qa.library.doctor import examine
from qa.library.filters import Filters
from qa.library.folder_place import FolderPlace
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.library.move import move
from qa.library.place import Place
from qa.library.postgresql.place import ServerPlace
from qa.library.rebuild import rebuild
from qa.papers.paper import Paper
from tests.benchmarks.server_kills import killed
from tests.made import MEETING, LineReader, WordEmbedder, a_paper, a_passage, library_of

JULY = date(2021, 7, 13)
TEXTS = ("The bus passes were renewed.", "Potholes were filled in the ring road.")


@pytest.fixture
def place(tmp_path: Path, server: str) -> ServerPlace:
    return ServerPlace(server, str(tmp_path), tmp_path / "index")


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder of two papers, each line of which is a passage."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for n, text in enumerate(TEXTS):
        (folder / f"{n}.pdf").write_text(f"{text}\nThe council met on day {n}.")
    return folder


def update(place: Place, papers: Path) -> None:
    with Library(place, embedder=WordEmbedder(), create=True) as library:
        ingest([papers], library, read=LineReader())


def texts(place: Place) -> set[str]:
    """All passages, as found by their vectors."""
    with Library(place, embedder=WordEmbedder()) as library:
        near = library.store.vectors.nearest(library.embedder.embed_one("the"), 999)
        found = library.store.passages.get([i for i, _ in near])
        assert len(found) == len(library.store)
        return {one.passage.text for one in found}


def test_two_libraries_of_one_server_know_nothing_of_each_other(
    place: ServerPlace, papers: Path
) -> None:
    other = replace(place, name=f"{place.name} other")
    update(place, papers)
    (papers / "1.pdf").unlink()
    (papers / "0.pdf").write_text("Secret plans of the other council.")
    update(other, papers)
    assert texts(other) == {"Secret plans of the other council."}
    assert {*TEXTS} < texts(place)
    with Library(place, embedder=WordEmbedder()) as library:
        words = library.store.words
        assert words.search(["secret"], 9) == [] and words.frequencies(["secret"]) == {}
        assert words.containing([[["secret"]]], Filters(), 9) == []
        assert "secret" not in dict(words.vocabulary("s", 1, 9))
        assert len(library.store.papers.all()) == 2


def test_what_is_indexed_again_is_read_only_where_it_changed(
    place: ServerPlace, papers: Path
) -> None:
    update(place, papers)
    (papers / "1.pdf").write_text("Nothing was decided.")
    read = LineReader()
    with Library(place, embedder=WordEmbedder()) as library:
        ingest([papers], library, read=read)
    assert read.read == ["1.pdf"]
    assert texts(place) == {TEXTS[0], "The council met on day 0.", "Nothing was decided."}
    assert examine(place, embedder=WordEmbedder(), read=LineReader()) == []


def test_a_library_built_again_takes_the_place_of_the_old_in_one_step(
    place: ServerPlace, papers: Path
) -> None:
    update(place, papers)
    with Library(place, embedder=WordEmbedder()) as old:
        ids = old.store.vectors.get()[0]
    before = place.identity()
    seen: list[set[str]] = []

    def read(path: Path) -> Paper:
        seen.append(texts(place))
        return LineReader()(path)

    (papers / "0.pdf").write_text("All is new.")
    rebuild([papers], place, embedder=WordEmbedder(), read=read)
    assert all({*TEXTS} < one for one in seen), "the old one answers until the new one is whole"
    assert texts(place) == {"All is new.", TEXTS[1], "The council met on day 1."}
    assert place.identity() != before and place.begun() is None
    with Library(place, embedder=WordEmbedder()) as new:
        assert min(new.store.vectors.get()[0]) > max(ids)


def test_a_rebuild_that_was_interrupted_is_told_of_and_gone_on_with(
    place: ServerPlace, papers: Path
) -> None:
    update(place, papers)

    def stop(path: Path) -> Paper:
        if path.name == "1.pdf":
            raise KeyboardInterrupt
        return LineReader()(path)

    with pytest.raises(KeyboardInterrupt):
        rebuild([papers], place, embedder=WordEmbedder(), read=stop)
    [left] = examine(place, embedder=WordEmbedder(), read=LineReader())
    assert left.kind == "leftovers" and {*TEXTS} < texts(place)
    again = LineReader()
    rebuild([papers], place, embedder=WordEmbedder(), read=again)
    assert again.read == ["1.pdf"] and {*TEXTS} < texts(place)


def test_a_library_of_another_model_is_to_be_built_again(place: ServerPlace, papers: Path) -> None:
    class Other(WordEmbedder):
        name = "other words"

    update(place, papers)
    with pytest.raises(LibraryOutdated, match=r"model words.*index --rebuild"):
        Library(place, embedder=Other())
    rebuild([papers], place, embedder=Other(), read=LineReader())
    with Library(place, embedder=Other()) as library:
        assert len(library.store) == 4


def test_only_one_run_at_a_time_changes_a_library(place: ServerPlace, papers: Path) -> None:
    update(place, papers)
    with place.locked():
        with pytest.raises(LibraryBusy, match="Another indexing run"), place.locked(wait=False):
            pass
        assert {*TEXTS} < texts(place), "who asks does not wait"
    with place.locked(wait=False):
        pass


def test_a_server_that_is_not_there_is_told_without_its_password(tmp_path: Path) -> None:
    away = ServerPlace("postgresql://ann:secret@127.0.0.1:9/papers", "council", tmp_path)
    with pytest.raises(LibraryUnreachable, match=r"127\.0\.0\.1:9") as told:
        Library(away, embedder=WordEmbedder())
    assert "secret" not in str(told.value) and "ann" not in str(told.value)


def test_what_is_read_at_one_moment_stays_as_it_was(place: ServerPlace, papers: Path) -> None:
    update(place, papers)
    with Library(place, embedder=WordEmbedder()) as library:

        def look(state: Library) -> tuple[set[str], str]:
            before = {one.name for one in state.store.papers.all()}
            library.store.remove(library.store.papers.all()[0].id)
            assert {one.name for one in state.store.papers.all()} == before
            assert len(state.store.words.search(["council"], 9)) == 2
            return before, state.store.generation

        before, generation = library.read_consistently(look)
        assert len(before) == 2 and len(library.store.papers.all()) == 1
        assert library.store.generation != generation


def test_a_library_that_is_moved_there_and_back_gives_the_same_answers(
    place: ServerPlace, tmp_path: Path
) -> None:
    meeting = replace(MEETING, date=JULY)
    heard = a_passage("The committee heard that 412 bus passes were renewed in the spring.")
    some = [
        replace(a_paper("minutes.pdf", heard, a_passage(TEXTS[1])), meeting=meeting),
        a_paper("undated.pdf", a_passage("The pool is to close.", None)),
    ]
    back = FolderPlace(tmp_path / "back")
    with library_of(some, tmp_path) as library:
        assert move(library.place, place, embedder=WordEmbedder()) == 2
        assert move(library.place, place, embedder=WordEmbedder()) == 2, "it may be said again"
        assert move(place, back, embedder=WordEmbedder()) == 2
        told = [_told(library)]
    for moved in (place, back):
        with Library(moved, embedder=WordEmbedder()) as library:
            told.append(_told(library))
    assert told[0] == told[1] == told[2]
    assert examine(place, embedder=WordEmbedder()) == examine(back, embedder=WordEmbedder())
    other = tmp_path / "other"
    other.mkdir()
    with library_of([a_paper("other.pdf", heard)], other) as another, pytest.raises(InputRefused):
        move(another.place, place, embedder=WordEmbedder())


def _told(library: Library) -> list[object]:
    questions = ("how many bus passes were renewed?", "what became of the pool?", "potholes")
    answers = [answer(question, library).to_json() for question in questions]
    return [
        {**one, "seconds": 0, "citations": list(map(_lasting, one["citations"]))} for one in answers
    ]


def _lasting(citation: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in citation.items() if name not in ("score", "paper_id")}


def test_what_is_killed_while_writing_leaves_whole_papers(tmp_path: Path) -> None:
    """The indexer, and the server itself; `python -m tests.benchmarks.server_kills` kills more."""
    assert [who for who, _ in killed(tmp_path, kills=3, seed=2)] == ["indexer", "server", "indexer"]


def test_migrations_bring_an_empty_database_to_this_version_once(server: str) -> None:
    with psycopg.connect(server, autocommit=True) as db:
        before = db.execute("SELECT count(*) FROM council_papers.migrations").fetchone()
    assert before == (1,)
