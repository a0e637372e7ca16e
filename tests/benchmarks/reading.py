"""How fast papers are read: `python -m tests.benchmarks.reading`.

The sample papers, or those in other folders: into passages with all that a citation needs, by one
process and by one for each core, beside what pypdf takes for the bare text, and pdfium, which the
program builds on and which is its limit. By turns, so that the machine's noise falls on all alike;
medians of the rounds. OCR is off: `tests.benchmarks.ocr` is about that.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Annotated

import pypdfium2
import typer
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from rich.console import Console
from rich.table import Table

from qa.errors import UnreadablePaper
from qa.library.files import paper_files
from qa.papers.reading import Reading
from qa.settings import PROJECT

CORES = os.cpu_count() or 1
PYPDF = "pypdf, bare text"


def main(
    folders: Annotated[list[Path] | None, typer.Argument(help="Folders of papers.")] = None,
    rounds: Annotated[int, typer.Option(min=1, help="Times that each reads them.")] = 3,
    figures: Annotated[Path | None, typer.Option("--json", help="Write figures here.")] = None,
) -> None:
    """Measure and print."""
    papers = [file.path for file in paper_files(folders or [PROJECT / "corpus"])]
    with closing(Reading()) as alone, closing(Reading(processes=CORES)) as together:
        ways: dict[str, Callable[[Sequence[Path]], int]] = {
            "pdfium, bare text": lambda papers: sum(map(by_pdfium, papers)),
            PYPDF: lambda papers: sum(map(by_pypdf, papers)),
            "passages, one process": lambda papers: sum(pages_read(alone, one) for one in papers),
            f"passages, {CORES} processes": lambda papers: by_all(together, papers),
        }
        rates: dict[str, list[float]] = {name: [] for name in ways}
        for read in ways.values():
            read(papers[:CORES])  # starts the processes
        for _ in range(rounds):
            for name, read in ways.items():
                began = time.perf_counter()
                pages = read(papers)
                rates[name].append(pages / (time.perf_counter() - began))
    plain = statistics.median(rates[PYPDF])
    table = Table("", "pages/s", "least-most", "times pypdf")
    for name, rate in rates.items():
        middle = statistics.median(rate)
        spread = f"{min(rate):.0f}-{max(rate):.0f}"
        table.add_row(name, f"{middle:.0f}", spread, f"{middle / plain:.2f}")
    Console().print(table, f"{len(papers)} papers of {pages} pages, {CORES} cores.")
    if figures:
        figures.write_text(json.dumps({"papers": len(papers), "cores": CORES, "pages/s": rates}))


def by_pdfium(paper: Path) -> int:
    """How many pages pdfium has text of; none of a paper that it cannot open."""
    try:
        with pypdfium2.PdfDocument(paper) as document:
            return len([page.get_textpage().get_text_range() for page in document])
    except pypdfium2.PdfiumError:
        return 0


def by_pypdf(paper: Path) -> int:
    """The same of pypdf."""
    try:
        return len([page.extract_text() for page in PdfReader(paper).pages])
    except PyPdfError:
        return 0


def pages_read(reading: Reading, paper: Path) -> int:
    """How many pages are read, with their passages."""
    try:
        return len(reading.read(paper).pages)
    except UnreadablePaper:
        return 0


def by_all(reading: Reading, papers: Sequence[Path]) -> int:
    """The same, of several at a time."""
    with ThreadPoolExecutor(reading.processes) as pool:
        return sum(pool.map(lambda paper: pages_read(reading, paper), papers))


if __name__ == "__main__":
    typer.run(main)
