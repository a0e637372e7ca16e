"""Papers changed at random by the thousand, and what became of each.

    python -m tests.benchmarks.mutants [FOLDER…] --mutants 3000 --seed 1 --minutes 10

The papers in the folders (by default the sample papers, and those of ../shared where they lie
beside this checkout) are cut, flipped, mixed and otherwise changed. Each that comes of it is read
within bounds, and must end as read, read in part, without text or refused, in words that a clerk
understands, with pages that are there and passages that stand on them, and without a fault of this
program. Ends with an error where one does not; `--only N` reads that one again.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from qa.papers.reading import MEGABYTES, Reading
from tests.benchmarks.hostile import SHARED, Peak, resident
from tests.papers.mutant import mutant, outcome, sources

CORPUS = Path(__file__).parents[2] / "corpus"
STEP, PAGES = 5.0, 20.0  # seconds: of 1,252 pages of true papers the longest took half a second
GROWTH = 100  # megabytes by which the memory of this process may grow
out = Console(highlight=False, markup=False)


def main(
    folders: Annotated[list[Path] | None, typer.Argument(help="Papers to change.")] = None,
    mutants: Annotated[int, typer.Option(help="How many at most.")] = 3000,
    seed: Annotated[int, typer.Option(help="Another gives others.")] = 1,
    minutes: Annotated[float, typer.Option(help="How long at most.")] = 30,
    only: Annotated[int | None, typer.Option(help="Read this one, and say more of it.")] = None,
    figures: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
) -> None:
    """Change papers at random, read them, and print what became of them."""
    if not folders and not SHARED.is_dir():
        out.print(f"{SHARED} is not there: only the sample papers are changed.")
    of = sources(folders or [CORPUS, SHARED])
    if not of:
        raise typer.BadParameter("There is no small PDF in these folders.")
    ends = time.monotonic() + 60 * minutes
    reading = Reading(step=STEP, pages=PAGES)
    found: Counter[str] = Counter()
    breaches: list[str] = []
    longest, began, grown = 0.0, time.monotonic(), 0.0
    with tempfile.TemporaryDirectory() as folder, Peak() as peak:
        path = Path(folder) / "mutant.pdf"
        for number in range(mutants) if only is None else [only]:
            if time.monotonic() > ends:
                break
            path.write_bytes(mutant(of, seed, number))
            start = time.monotonic()
            became, wrong = outcome(reading, path)
            longest = max(longest, time.monotonic() - start)
            found[became] += 1
            breaches += [f"--seed {seed} --only {number}: {one}" for one in wrong]
            if number == 100:
                grown = resident(os.getpid())
            if only is not None:
                kept = Path(tempfile.gettempdir()) / f"mutant-{seed}-{number}.pdf"
                kept.write_bytes(path.read_bytes())
                out.print(f"{became}: {kept}")
    reading.close()
    grown = resident(os.getpid()) - grown if grown else 0.0
    if grown > GROWTH:
        breaches.append(f"this process grew by {grown:.0f} MB")
    if peak.megabytes > MEGABYTES:
        breaches.append(f"a worker took {peak.megabytes:.0f} MB")
    table = Table("what became of them", "mutants")
    for name, times in found.most_common():
        table.add_row(name, f"{times:,}")
    out.print(table)
    out.print(
        f"{found.total():,} mutants of {len(of)} papers in {time.monotonic() - began:.0f} seconds; "
        f"the longest took {longest:.1f}. Memory: a worker at most {peak.megabytes:.0f} MB, this "
        f"process {grown:+.0f} MB. Breaches: {len(breaches)}."
    )
    for breach in breaches[:50]:
        out.print(breach)
    if figures:
        figures.write_text(
            json.dumps(
                {
                    "mutants": found.total(),
                    "seed": seed,
                    "outcomes": found,
                    "longest_seconds": round(longest, 1),
                    "worker_megabytes": round(peak.megabytes),
                    "grown_megabytes": round(grown),
                    "breaches": breaches,
                },
                indent=1,
            )
        )
    raise typer.Exit(bool(breaches))


if __name__ == "__main__":
    typer.run(main)
