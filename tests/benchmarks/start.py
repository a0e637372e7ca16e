"""How long it takes to begin: `python -m tests.benchmarks.start`.

Over the sample papers, each in a process of its own, by turns, so that the machine's noise falls on
all alike: Python alone; the vector of a question as it is made, and by sentence-transformers with
the same weights; a question from the shell; and from `streamlit run` to the first answer. Seconds,
and megabytes at the highest.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from qa.settings import PROJECT
from tests.benchmarks.watched import taken
from tests.browser.app import running

QUESTION = "what happened to the reconciliation process?"
VECTOR = "from qa.library.embedder import SentenceEmbedder, installed_model as model\n"
WAYS = {
    "Python alone": ["-c", "pass"],
    "vector of a question": [
        "-c",
        f"{VECTOR}SentenceEmbedder('', 16, 1).embed_one({QUESTION!r})",
    ],
    "the same by sentence-transformers": [
        "-c",
        f"{VECTOR}SentenceEmbedder(str(model()), 16, 1).embed_one({QUESTION!r})",
    ],
    "python -m qa ask": ["-m", "qa", "ask", QUESTION],
}
SERVED = "streamlit run to the first answer"


@dataclass(frozen=True, slots=True)
class Began:
    """Medians, and the quickest, of some beginnings."""

    seconds: float
    quickest: float
    megabytes: float


def main(
    rounds: Annotated[int, typer.Option(min=1, help="Times that each begins.")] = 7,
    figures: Annotated[Path | None, typer.Option("--json", help="Write figures here.")] = None,
) -> None:
    """Measure and print."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in (*WAYS, SERVED)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # In another process: what this one holds would count as held by those that it starts.
        index = [sys.executable, "-m", "qa", "index", "--index", str(folder / "index"), "corpus"]
        subprocess.run(index, cwd=PROJECT, stdout=subprocess.DEVNULL, check=True)
        for _ in range(rounds):
            for way, words in WAYS.items():
                found[way].append(of_process(words, folder / "index"))
            found[SERVED].append(of_service(folder))
    told = {
        way: Began(
            statistics.median(seconds for seconds, _ in all_of_it),
            min(seconds for seconds, _ in all_of_it),
            statistics.median(megabytes for _, megabytes in all_of_it),
        )
        for way, all_of_it in found.items()
    }
    table = Table("", "seconds", "quickest", "MB")
    for way, began in told.items():
        table.add_row(
            way, f"{began.seconds:.2f}", f"{began.quickest:.2f}", f"{began.megabytes:.0f}"
        )
    Console().print(table)
    if figures:
        figures.write_text(json.dumps({way: asdict(began) for way, began in told.items()}))


def of_process(words: list[str], index: Path) -> tuple[float, float]:
    """The seconds that a process takes, and its megabytes at the highest."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *words],
        stdout=subprocess.DEVNULL,
        cwd=PROJECT,
        env={**os.environ, "QA_INDEX": str(index)},
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return time.perf_counter() - began, used.ru_maxrss / 1024


def of_service(folder: Path) -> tuple[float, float]:
    """The seconds from starting the service until a question is answered, and its megabytes."""
    began = time.perf_counter()
    with running(folder / "index", folder) as address:
        asked = urllib.parse.quote(QUESTION)
        urllib.request.urlopen(f"{address}/api/ask?q={asked}", timeout=120).close()
        seconds = time.perf_counter() - began
        [service] = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        return seconds, taken(int(service)).megabytes


if __name__ == "__main__":
    typer.run(main)
