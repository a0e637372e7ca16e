"""What indexing takes beside another state of the program: `python -m tests.benchmarks.indexing`.

    python -m tests.benchmarks.indexing FOLDER… --against CHECKOUT

CHECKOUT is a folder with another state (`git worktree add CHECKOUT COMMIT`). Both index the same
papers, each time anew and by turns, since a machine that others share is never as quick twice.
Printed are the processor's seconds of all processes, and how many times as quick this state is: the
median of the pairs, the least and the greatest. OCR is off.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from qa.settings import PROJECT


@dataclass(frozen=True, slots=True)
class Pair:
    """The processor's seconds of this state and of the other."""

    this: float
    other: float

    @property
    def times(self) -> float:
        """How many times as quick this state is."""
        return self.other / self.this


def main(
    folders: Annotated[list[Path], typer.Argument(help="Folders of papers.")],
    against: Annotated[Path, typer.Option(help="A folder with another state of the program.")],
    pairs: Annotated[int, typer.Option(min=1, help="Times that each indexes them.")] = 5,
    figures: Annotated[Path | None, typer.Option("--json", help="Write figures here.")] = None,
) -> None:
    """Measure and print."""
    papers = [folder.resolve() for folder in folders]
    other = against.resolve()
    found = []
    for n in range(pairs):
        # Who begins changes, since what is read from the disk first is read more slowly.
        states = [PROJECT, other] if n % 2 == 0 else [other, PROJECT]
        took = {state: seconds(state, papers) for state in states}
        found.append(Pair(took[PROJECT], took[other]))
    times = [pair.times for pair in found]
    table = Table("", "this", "other")
    for n, pair in enumerate(found, 1):
        table.add_row(f"pair {n}, seconds", f"{pair.this:.1f}", f"{pair.other:.1f}")
    told = f"{statistics.median(times):.2f} times as quick ({min(times):.2f} to {max(times):.2f})"
    Console().print(table, f"This state is {told}.")
    if figures:
        figures.write_text(json.dumps([asdict(pair) for pair in found]))


def seconds(state: Path, papers: list[Path]) -> float:
    """The processor's seconds in which a state of the program indexes `papers`."""
    with tempfile.TemporaryDirectory() as index:
        words = [sys.executable, "-m", "qa", "index", *map(str, papers), "--index", index]
        process = subprocess.Popen(
            words, cwd=state, stdout=subprocess.DEVNULL, env={**os.environ, "QA_OCR": "off"}
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise typer.BadParameter(f"{state} could not index them.")
        return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    typer.run(main)
