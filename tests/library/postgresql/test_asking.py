"""Questions to a library on a server: the same answers in few round trips, by the indexes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import psycopg
import pytest

from qa.answers.answering import answer
from qa.answers.registers.decisions import decisions
from qa.answers.registers.previous import previous
from qa.errors import DiskFull
from qa.evaluation.gold import read_gold
from qa.library.files import PaperFile
from qa.library.filters import NO_LIMITS, Filters
from qa.library.folder_place import FolderPlace
from qa.library.library import Library
from qa.library.move import move
from qa.library.postgresql import vectors
from qa.library.postgresql.database import Database
from qa.library.postgresql.place import ServerPlace
from qa.library.postgresql.server import SETTINGS
from qa.library.postgresql.store import Store
from qa.library.records import PassageVectors
from tests.conftest import CORPUS
from tests.made import a_paper, a_passage
from tests.round_trips import Trips, counted

MOST = 14  # round trips of one question
MORE = (
    "who voted agaisnt the council tax increase, and what was resolved?",  # typed wrong, too
    "what happened to the reconciliation process since it was first promised?",
    "when was it agreed to close Castle Street to lorries, and who moved it?",
    "what was said in reply to the question about tenants who had registered?",
    "when are the bins emptied?",
    "what was decided on 14 July 2031 about the number 17 bus?",
)
INDEX = re.compile(r"(?:Index (?:Only )?Scan using|Bitmap Index Scan on) (\w+)")
DIFFERS = {"seconds", "score", "passage_id", "paper_id", "id"}  # a score's last figure, too


@dataclass(frozen=True)
class Moved:
    """The sample papers in a folder and on a server, and the round trips to that."""

    folder: Library
    server: Library
    trips: Trips


@pytest.fixture(scope="module")
def moved(
    samples: Library, server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Moved]:
    place = ServerPlace(server, "asked", tmp_path_factory.mktemp("asked"))
    move(samples.place, place, embedder=samples.embedder)
    with counted(server) as trips:
        near = ServerPlace(trips.address, place.name, place.folder)
        with Library(near, embedder=samples.embedder) as library:
            answer("what is this about?", library)  # what any question wants to know
            yield Moved(samples, library, trips)
    place.discard()


def lasting(held: object) -> object:
    """What is told, without what differs from one asking or one library to the next."""
    if isinstance(held, dict):
        return {key: lasting(one) for key, one in held.items() if key not in DIFFERS}
    return [lasting(one) for one in held] if isinstance(held, list) else held


def test_every_answer_is_that_of_the_folder_in_fourteen_round_trips_at_most(moved: Moved) -> None:
    gold = [(one.question, one.previous) for one in read_gold(CORPUS / "gold.jsonl")]
    taken = {}
    for question, before in (*gold, *((one, None) for one in MORE)):
        trips = moved.trips.number
        ours = answer(question, moved.server, previous=before)
        taken[question] = moved.trips.number - trips
        theirs = answer(question, moved.folder, previous=before)
        assert lasting(ours.to_json()) == lasting(theirs.to_json()), question
    assert min(taken.values()) > 0
    assert {one: n for one, n in taken.items() if n > MOST} == {}


def test_registers_are_those_of_the_folder(moved: Moved) -> None:
    for ask in (decisions, previous):
        for text in ("", "the Castle Street lorries", "reconciliation"):
            ours, theirs = ask(moved.server, text), ask(moved.folder, text)
            assert [lasting(one.to_json()) for one in ours.found] == [
                lasting(one.to_json()) for one in theirs.found
            ]


def test_moved_back_to_a_folder_it_answers_to_the_last_figure_as_before(
    moved: Moved, tmp_path: Path
) -> None:
    place = FolderPlace(tmp_path)
    move(moved.server.place, place, embedder=moved.folder.embedder)
    with Library(place, embedder=moved.folder.embedder) as back:
        for question in MORE:
            told = [
                answer(question, library).to_json() | {"seconds": 0}
                for library in (moved.folder, back)
            ]
            assert told[0] == told[1], question


def test_what_fails_side_by_side_fails_where_it_is_wanted(moved: Moved) -> None:
    def fails() -> int:
        raise LookupError("gone")

    def read(store: Any) -> int:
        first, second = store.both(fails, lambda: len(store))
        with pytest.raises(LookupError, match="gone"):
            first()
        return int(second())

    assert moved.server.store.read(read) == len(moved.folder.store)


def test_a_statement_that_fails_side_by_side_ends_all_of_them(moved: Moved) -> None:
    def read(store: Any) -> None:
        store.each([lambda: store._db.rows("SELECT 1 / 0"), lambda: len(store), lambda: len(store)])

    with pytest.raises(psycopg.errors.DivisionByZero):
        moved.server.store.read(read)
    assert len(moved.server.store) == len(moved.folder.store)  # and the next goes on


def plans(work: Callable[[], object]) -> dict[str, Sequence[str]]:
    """The indexes that the plan of each statement goes by that `work` sends."""
    found: dict[str, Sequence[str]] = {}
    send = psycopg.Cursor.execute

    def explained(cursor: Any, query: Any, *args: Any, **named: Any) -> Any:
        if str(query).startswith(("SELECT", "WITH")) and "EXPLAIN" not in str(query):
            plan = "\n".join(row[0] for row in send(cursor, f"EXPLAIN {query}", *args).fetchall())
            found[str(query)] = INDEX.findall(plan)
        return send(cursor, query, *args, **named)

    with mock.patch.object(psycopg.Cursor, "execute", explained):
        work()
    return found


@pytest.fixture(scope="module")
def large(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A library with an index of vectors, whose plans go by indexes wherever they can: of so few
    passages, to read all costs less."""
    chance = np.random.default_rng(3)
    with counted(server) as way, pytest.MonkeyPatch.context() as patched:
        patched.setitem(SETTINGS, "enable_seqscan", "off")
        patched.setattr(vectors, "MAX_COMPARED", 500)
        place = ServerPlace(way.address, "large", tmp_path_factory.mktemp("large"))
        store = place.open("words")
        for n in range(4):
            texts = [f"street{n} gate{i} was mended in house{i % 50}" for i in range(750)]
            made = chance.normal(size=(len(texts), 64)).astype(np.float32)
            made /= np.linalg.norm(made, axis=1, keepdims=True)
            own = {f"{n} {i}": PassageVectors(one, one[None]) for i, one in enumerate(made)}
            paper = a_paper(f"{n}.pdf", *map(a_passage, texts))
            store.put(paper, PaperFile(Path(f"/{n}.pdf"), 1, 1), str(n), list(own), own)
        store.save()
        yield store
        place.discard()
        store.close()


def test_words_are_found_by_their_index_and_the_nearest_by_theirs(large: Store) -> None:
    _, [vector] = large.vectors.get(sorted(large.vectors.get()[0])[:1])
    later = Filters(date_from=date(2022, 1, 1))
    committee = Filters(committee="Adults and communities scrutiny committee")
    for index, ask in (
        ("words_lexemes", lambda: large.words.search(["gate7", "house9"], 20)),
        ("words_lexemes", lambda: large.words.search(["gate7", "house9"], 20, committee)),
        ("words_lexemes", lambda: large.words.containing([[["gate7"]]], NO_LIMITS, 20)),
        ("words_day", lambda: large.words.containing([[["mended"]]], later, 20)),
        ("vectors_nearest", lambda: large.vectors.nearest(vector, 20)),
    ):
        going_by = plans(ask)
        assert any(index in names for names in going_by.values()), going_by
    both = plans(lambda: large.nearest(vector, ["gate7", "house9"], 20, NO_LIMITS))
    assert {"words_lexemes", "vectors_nearest"} <= {n for names in both.values() for n in names}


def test_an_index_is_made_though_the_machine_lets_processes_share_little(
    large: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, tried = vectors._make_index, []

    def makes(db: Database, dimension: int, megabytes: int, first: str) -> None:
        tried.append(first)
        if "max_parallel_maintenance_workers = 0" not in first:
            raise DiskFull
        make(db, dimension, megabytes, first)

    monkeypatch.setattr(vectors, "_make_index", makes)
    with large._db.writing() as db:
        db.execute(f"DROP INDEX {vectors.INDEX}")
    large.save()
    assert len(tried) == 2 and not vectors.wants_index(large._db)


def test_limits_that_leave_few_are_compared_one_by_one(large: Store) -> None:
    _, [vector] = large.vectors.get(sorted(large.vectors.get()[0])[:1])
    none = Filters(committee="Planning")
    assert isinstance(large._db, Database)
    going_by = plans(lambda: large.vectors.nearest(vector, 20, none))
    assert not any("vectors_nearest" in names for names in going_by.values())
