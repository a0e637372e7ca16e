"""Files made to harm whoever opens them: how each ends when they are indexed among good papers.

    python -m tests.benchmarks.hostile [FOLDER]

The files of the folder (by default ../shared/papers/hostile, where that lies beside this checkout),
those of `tests.papers.hostile`, and the sample papers are indexed together, as `python -m qa index`
does but with a made-up model. Ends with an error where one has no end or breaks its bounds or meets
a fault of this program, or a good paper among them is not read whole.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import threading
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from qa.library.ingest import ingest
from qa.library.library import Library
from qa.papers.paper import Paper
from qa.papers.reading import (
    MEGABYTES,
    PAGES_SECONDS,
    SECONDS_PER_PAGE,
    STEP_SECONDS,
    Reading,
)
from tests.made import WordEmbedder
from tests.papers import hostile

CORPUS = Path(__file__).parents[2] / "corpus"
SHARED = Path(__file__).parents[3] / "shared" / "papers"
OUTCOMES = ("read", "read in part", "no text", "refused")
out = Console(highlight=False, markup=False)


def resident(process: int, what: str = "VmRSS") -> float:
    """Megabytes of memory that a process takes now, or took at most (`VmHWM`); 0 if it is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(rf"{what}:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


class Peak:
    """The most memory that a process which this one started took, in `megabytes`, where /proc
    tells."""

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Peak:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        self._end.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._end.wait(0.05):
            for tasks in Path(f"/proc/{os.getpid()}/task").glob("*/children"):
                try:
                    children = tasks.read_text().split()
                except OSError:
                    continue
                for child in children:
                    self.megabytes = max(self.megabytes, resident(int(child), "VmHWM"))


@dataclass(slots=True)
class Ended:
    """How one file ended, in how many seconds, with how many megabytes of a worker."""

    kind: str
    name: str
    outcome: str = ""
    faulty: bool = False
    words: str = ""
    seconds: float = 0.0
    megabytes: float = 0.0


@dataclass(slots=True)
class Watched:
    """Reads papers as `Reading` does, each in a process of its own, and notes what each took."""

    step: float
    pages: float
    took: dict[Path, tuple[float, float]] = field(default_factory=dict)

    def read(self, path: Path) -> Paper:
        """See `Reading`."""
        reading, began = Reading(step=self.step, pages=self.pages), time.monotonic()
        with Peak() as peak:
            try:
                return reading.read(path)
            finally:
                self.took[path] = (time.monotonic() - began, peak.megabytes)
                reading.close()


def main(
    folder: Annotated[Path | None, typer.Argument(help="Files to try beside those made.")] = None,
    step: Annotated[float, typer.Option(help="Seconds for a page.")] = STEP_SECONDS,
    pages: Annotated[float, typer.Option(help="Seconds for all pages.")] = PAGES_SECONDS,
    figures: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
) -> None:
    """Index hostile files and good papers together, and print how each ended."""
    given = folder or SHARED / "hostile"
    if not given.is_dir():
        out.print(f"{given} is not there: only the files that are made here are tried.")
    began, before = time.monotonic(), resident(os.getpid())
    watched = Watched(step, pages)
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary) / "made"
        for kind, files in track(hostile.MADE.items(), "Making files", console=out, transient=True):
            hostile.made(made, {kind: files})
        hostile.odd(made / "odd files")
        folders = [CORPUS, made, *([given] if given.is_dir() else [])]
        with Library(Path(temporary) / "index", embedder=WordEmbedder(), create=True) as library:
            ingest(folders, library, read=watched.read)
            ended = endings(library, watched, [made, given, CORPUS])
    wrong = [
        f"{one.kind}, {one.name}: {one.outcome or 'no end'} {one.words}, {one.seconds:.0f} s, "
        f"{one.megabytes:.0f} MB"
        for one in ended
        if one.outcome not in OUTCOMES
        or one.seconds > 3 * step + pages + SECONDS_PER_PAGE * 10_000
        or one.megabytes > MEGABYTES
        or one.faulty
        or (one.kind in ("good", CORPUS.name) and one.outcome in ("refused", "read in part"))
    ]
    show(ended)
    grown = resident(os.getpid()) - before
    out.print(
        f"{len(ended)} files indexed in {time.monotonic() - began:.0f} seconds; this process grew "
        f"by {grown:.0f} MB. Breaches: {len(wrong)}."
    )
    for breach in wrong:
        out.print(breach)
    if figures:
        told = {"files": [asdict(one) for one in ended], "breaches": wrong}
        figures.write_text(json.dumps(told, indent=1))
    raise typer.Exit(bool(wrong))


def endings(library: Library, watched: Watched, folders: list[Path]) -> list[Ended]:
    """How each file ended that lies in `folders`, as the library tells it."""
    found = []
    for paper in library.store.papers.all():
        folder = next(f.resolve() for f in folders if paper.path.is_relative_to(f.resolve()))
        kind = paper.path.relative_to(folder).parts[0] if folder.name != CORPUS.name else "corpus"
        unread = [problem for problem in paper.problems if problem.kind == "unread"]
        if not paper.pages:
            outcome = "refused"
        elif unread:
            outcome = "read in part"
        else:
            outcome = "read" if paper.passages else "no text"
        faulty = any(problem.kind == "fault" for problem in paper.problems)
        words = " ".join(problem.reason for problem in paper.problems)
        seconds, megabytes = watched.took.get(paper.path, (0.0, 0.0))
        found.append(Ended(kind, paper.name, outcome, faulty, words, seconds, megabytes))
    return sorted(found, key=lambda one: (one.kind, one.name))


def show(ended: list[Ended]) -> None:
    """Print how the files of each kind ended, and the slowest and the largest."""
    table = Table("kind", "files", *OUTCOMES, "longest, s", "most, MB")
    for kind in dict.fromkeys(one.kind for one in ended):
        of = [one for one in ended if one.kind == kind]
        table.add_row(kind, *told(of))
    table.add_row("all", *told(ended))
    out.print(table)


def told(of: list[Ended]) -> list[str]:
    """The figures of some files, as a row of the table."""
    counted = Counter(one.outcome for one in of)
    return [
        str(len(of)),
        *(str(counted[outcome] or "") for outcome in OUTCOMES),
        f"{max(one.seconds for one in of):.1f}",
        f"{max(one.megabytes for one in of):.0f}",
    ]


if __name__ == "__main__":
    typer.run(main)
