"""What is left of a library whose indexer is killed: `python -m tests.benchmarks.kills`.

Real indexers, in processes of their own, are ended by SIGKILL at seeded moments: by turns at a call
in the library's code, and at a time. Then the library must open; hold each paper as it was before
or as it is to be, and after `--rebuild` all papers so; answer from what it holds; be without a
finding of the doctor's but what interrupted runs leave; and the next run must make of it what an
undisturbed one makes. Papers and embedder are made for it; `--true` takes the sample papers, read
and embedded as ever, which takes long.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table

from qa.answers.answering import answer
from qa.errors import NothingIndexed
from qa.library import store
from qa.library.allowed import Allowed
from qa.library.doctor import examine
from qa.library.embedder import Embedder
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.library.rebuild import rebuild
from qa.papers.paper import Paper
from qa.papers.registers.asked import asked
from qa.papers.registers.resolution import resolutions
from qa.settings import PROJECT
from tests.made import LineReader, WordEmbedder, vectors_of

Step = Literal["indexing", "updating", "removing", "rebuilding"]
STEPS: tuple[Step, ...] = ("indexing", "updating", "removing", "rebuilding")
State = dict[str, str]  # what a library holds of each paper, by the paper's path, as a hash
PAPERS = 12
CODE = f"{os.sep}qa{os.sep}library{os.sep}"
QUESTIONS = "which street was resurfaced?", "who was asked about the library?"


class Between(Exception):
    """What should never be left."""


@dataclass(slots=True)
class Left:
    """How many libraries were left in which state: none is `broken` unless the program is."""

    kills: int = 0
    as_before: int = 0
    part_way: int = 0
    as_after: int = 0
    broken: int = 0


@dataclass(frozen=True, slots=True)
class Indexer:
    """Indexes `papers` into `index`, in this process or another."""

    step: Step
    index: Path
    papers: Path
    true: bool = False

    @property
    def embedder(self) -> Embedder | None:
        """None for the model of the program."""
        return None if self.true else WordEmbedder()

    @property
    def read(self) -> Callable[[Path], Paper] | None:
        """None for the reader of the program."""
        return None if self.true else read

    def run(self) -> None:
        """Do it, undisturbed."""
        if self.step == "rebuilding":
            rebuild([self.papers], self.index, embedder=self.embedder, read=self.read)
        else:
            with Library(self.index, embedder=self.embedder, create=True) as library:
                ingest([self.papers], library, read=self.read)

    def begun(self, call: int = 0) -> subprocess.Popen[str]:
        """Do it in another process, to be killed at a call, counted from 1; once it has begun."""
        told = [self.step, str(self.index), str(self.papers), self.true, call]
        program = f"from tests.benchmarks.kills import in_process; in_process({json.dumps(told)!r})"
        process = subprocess.Popen(
            [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=PROJECT
        )
        assert process.stdout
        process.stdout.readline()
        return process


def in_process(told: str) -> None:
    """Index as `told`, in a process that a benchmark began, and print how many calls it took."""
    step, index, papers, true, call = json.loads(told)
    indexer = Indexer(step, Path(index), Path(papers), true)
    calls = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        if CODE in frame.f_code.co_filename and event in {"call", "return", "c_call", "c_return"}:
            calls += 1
            if calls == call:
                os.kill(os.getpid(), signal.SIGKILL)

    print("begun", flush=True)
    sys.setprofile(count)
    indexer.run()
    sys.setprofile(None)
    print(calls, flush=True)


def read(path: Path) -> Paper:
    """A text file as a paper, with what its lines resolve and ask."""
    paper = LineReader()(path)
    passages = tuple(
        replace(one, standing="decided" if one.text.startswith("RESOLVED") else "recorded")
        for one in paper.passages
    )
    return replace(
        paper,
        passages=passages,
        resolutions=tuple(resolutions(passages)),
        asked=tuple(asked(passages)),
    )


def main(
    kills: Annotated[int, typer.Option(min=4, help="Indexers to kill.")] = 100,
    seed: Annotated[int, typer.Option(help="Of the moments and the papers.")] = 20,
    true: Annotated[bool, typer.Option("--true", help="Sample papers, true model.")] = False,
    figures: Annotated[Path | None, typer.Option("--json", help="Write figures here.")] = None,
) -> None:
    """Kill indexers and print what they leave. Exits with 1 if any library was left broken."""
    tell = Console()
    with tempfile.TemporaryDirectory() as folder:
        found = killed(Path(folder), kills, seed, true, lambda why: tell.print(why, markup=False))
    table = Table("", "kills", "as before", "part of the papers", "as after", "broken")
    for step, left in found.items():
        table.add_row(step, *map(str, asdict(left).values()))
    tell.print(table)
    if figures:
        figures.write_text(json.dumps({step: asdict(left) for step, left in found.items()}))
    if any(left.broken for left in found.values()):
        raise typer.Exit(1)


def killed(
    folder: Path, kills: int, seed: int, true: bool, on_broken: Callable[[str], None]
) -> dict[Step, Left]:
    """Kill so many indexers in `folder`: what they left, by what they were doing."""
    chance = random.Random(seed)
    found = {}
    for n, step in enumerate(STEPS):
        (folder / step).mkdir()
        indexer = Indexer(step, folder / step / "index", folder / step / "papers", true)
        trial = Trial(indexer, *(true_papers(step) if true else made_papers(step, chance)))
        found[step] = Left()
        for number in range(kills // len(STEPS) + (n < kills % len(STEPS))):
            share = chance.random()
            try:
                left = trial.killed(share, at_call=number % 2 == 0)
            except Exception as error:  # whatever it is, it is what is looked for
                on_broken(f"{step}, {number}: {type(error).__name__}: {error}")
                left = Left(broken=1)
            counted = Counter(asdict(found[step])) + Counter(asdict(replace(left, kills=1)))
            found[step] = Left(**counted)
    return found


class Trial:
    """One thing that indexers do, with the papers `before` and `after`, to be killed at it."""

    def __init__(self, indexer: Indexer, before: dict[str, bytes], after: dict[str, bytes]) -> None:
        self.indexer = indexer
        self.kept = indexer.index.with_name("before")
        indexer.papers.mkdir()
        self._lay(before)
        indexer.index.mkdir()
        if before:
            replace(indexer, step="indexing").run()
        shutil.copytree(indexer.index, self.kept)
        self.before = state(indexer.index)
        self._lay(after)
        process = indexer.begun()
        began = time.monotonic()
        self.calls = int(process.communicate()[0])
        self.seconds = time.monotonic() - began
        self.after = state(indexer.index)
        assert self.before != self.after

    def _lay(self, papers: dict[str, bytes]) -> None:
        for path in self.indexer.papers.iterdir():
            path.unlink()
        for name, data in papers.items():
            (self.indexer.papers / name).write_bytes(data)

    def killed(self, share: float, at_call: bool) -> Left:
        """Kill one when it has come to a `share` of its way. Raises what is wrong then."""
        index = self.indexer.index
        shutil.rmtree(index)
        shutil.copytree(self.kept, index)
        process = self.indexer.begun(1 + int(share * self.calls) if at_call else 0)
        if not at_call:
            with suppress(subprocess.TimeoutExpired):  # it had ended
                process.wait(share * self.seconds)
            process.kill()
        process.communicate()
        now = self._looked_over()
        self.indexer.run()
        if state(index) != self.after:
            raise Between("the next run did not come to the same end")
        if findings := list(self._found(set())):
            raise Between(f"after the next run: {findings}")
        if now == self.before:
            return Left(as_before=1)
        return Left(as_after=1) if now == self.after else Left(part_way=1)

    def _looked_over(self) -> State:
        """What the killed one left."""
        index = self.indexer.index
        try:
            with Library(index, embedder=self.indexer.embedder) as library:
                ids, matrix = library.store.vectors.get()
                if len(vectors_of(library)) != len(ids):
                    raise Between("the vectors are not those of the store")
                held = vectors_of(library)
                for i, vector in list(zip(ids, matrix, strict=True))[::7]:
                    if held.search(vector, 1, Allowed.of([i]))[0][1] < 0.99:
                        raise Between("a vector is not that of the store")
                pages = {p.id: pages_of(library, p.id) for p in library.store.papers.all()}
                for question in QUESTIONS:
                    for cited in answer(question, library).citations:
                        if cited.text not in pages[cited.paper_id]:
                            raise Between("an answer that no page has")
        except NothingIndexed:
            if self.before:
                raise
        now = state(index)
        for path in {*now, *self.before, *self.after}:
            if now.get(path) not in (self.before.get(path), self.after.get(path)):
                raise Between(f"{path} is neither as it was nor as it is to be")
        if self.indexer.step == "rebuilding" and now not in (self.before, self.after):
            raise Between("a half-made library was put in place")
        allowed = {"papers", "leftovers", "vectors"} | (set() if now else {"library"})
        if findings := list(self._found(allowed)):
            raise Between(str(findings))
        return now

    def _found(self, allowed: set[str]) -> Iterator[str]:
        """What the doctor finds of other kinds than those `allowed`."""
        indexer = self.indexer
        for one in examine(indexer.index, embedder=indexer.embedder, read=indexer.read):
            if one.kind not in allowed:
                yield f"{one.about}: {one.found}"


def pages_of(library: Library, paper: int) -> str:
    """The words of a paper's passages."""
    return "\n".join(p.passage.text for p in library.store.passages.in_order(paper, 0, 10_000))


def state(index: Path) -> State:
    """All that is held of each paper, without the numbers that every run gives anew."""
    if not (index / store.FILE).exists():
        return {}
    found = {}
    with closing(sqlite3.connect(index / store.FILE)) as db:
        for paper, path in db.execute("SELECT id, path FROM papers").fetchall():
            held = [db.execute(sql, (paper,)).fetchall() for sql in HELD]
            passages = db.execute(PASSAGES, (paper,))
            names = [column[0] for column in passages.description]
            held.append([kept(names, row) for row in passages])
            found[os.fsdecode(path)] = hashlib.sha256(repr(held).encode()).hexdigest()
    return found


def kept(names: Sequence[str], row: Sequence[object]) -> list[object]:
    """The columns of a row that no run gives anew."""
    return [value for name, value in zip(names, row, strict=True) if name not in ANEW]


ANEW = {"id", "paper", "vector"}
PASSAGES = (
    "SELECT p.*, v.hash, hex(v.vector) AS floats, hex(s.vectors), w.text, w.heading, w.context, "
    "w.paper AS names FROM passages p JOIN vectors v ON v.id = p.vector "
    "JOIN sentences s ON s.vector = p.vector "
    "JOIN words w ON w.rowid = p.id WHERE p.paper = ? ORDER BY ordinal"
)
HELD = (
    "SELECT name, digest, title, council, committee, meeting_date, document FROM papers "
    "WHERE id = ?",
    "SELECT kind, reason, remedy, pages FROM problems WHERE paper = ? ORDER BY rowid",
    "SELECT number, printed, text FROM pages WHERE paper = ? ORDER BY number",
    "SELECT e.register, e.record, parts.part, p.ordinal FROM entries e "
    "JOIN parts ON parts.entry = e.id JOIN passages p ON p.id = parts.passage "
    "WHERE e.paper = ? ORDER BY e.id, parts.part",
)


def made_papers(step: Step, chance: random.Random) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Papers of lines, as they are before a step and after it."""
    first = {f"minutes {n}.pdf": lines(n, chance) for n in range(PAPERS)}
    other = {f"minutes {n}.pdf": lines(n, chance) for n in range(PAPERS // 2, PAPERS * 3 // 2)}
    return changed(step, first, other)


def true_papers(step: Step) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Sample papers, as they are before a step and after it."""
    files = sorted((PROJECT / "corpus" / "thurlbridge").glob("Appendix*.pdf"))
    files += sorted((PROJECT / "corpus" / "thurlbridge").glob("Printed minutes*.pdf"))
    data = [path.read_bytes() for path in files]
    first = {path.name: one for path, one in zip(files[:5], data[:5], strict=True)}
    other = {path.name: one for path, one in zip(files[3:8], data[2:7], strict=True)}
    return changed(step, first, other)


def changed(
    step: Step, first: dict[str, bytes], other: dict[str, bytes]
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The papers before and after a step, of some, and of others that some of them become."""
    match step:
        case "indexing":
            return {}, first
        case "updating":
            return first, first | other
        case "removing":
            return first, {name: data for name, data in first.items() if name not in other}
        case "rebuilding":
            return first, other


def lines(n: int, chance: random.Random) -> bytes:
    """A paper of some lines, some of which all papers have."""
    streets = [f"{chance.choice('ABCDEFGH')}-{chance.randrange(99)} street" for _ in range(6)]
    said = [f"The committee heard that {street} was resurfaced in week {n}." for street in streets]
    said += [f"RESOLVED: that {streets[0]} be resurfaced again. The vote was carried by 6 to 2."]
    said += ["The library opens on Tuesdays, as it was said in many meetings before this one."]
    said += [f"It was queried whether {streets[1]} is safe. The director answered that it is."]
    return "\n".join(said).encode()


if __name__ == "__main__":
    typer.run(main)
