"""A turn of a way: it indexes the papers and is asked the questions, each in a process."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from qa.evaluation.gold import GoldQuestion
from qa.evaluation.scoring import Json
from qa.library.embedder import PACKAGE
from qa.settings import PROJECT
from tests.benchmarks.compare.environments import Environment
from tests.benchmarks.watched import taken

LOOK = 0.2  # seconds between two looks at what a process takes
ALONE = {  # nothing is fetched, told to anyone, or taken from outside the environment
    "HF_HUB_OFFLINE": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "PYTHONPATH": "",
    "PYTHONNOUSERSITE": "1",
    "QA_MODEL": "",
    "QA_OCR": "off",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a way. To index: seconds, those of all cores together (`work`), megabytes of
    memory, and megabytes on disk. Of questions: milliseconds, and those of all cores together."""

    seconds: float
    work: float
    memory: float
    disk: float
    median: float
    p95: float
    asking: float


def turn(
    way: str,
    home: Environment,
    folders: Sequence[Path],
    asked: Sequence[GoldQuestion],
    index: Path,
) -> tuple[Turn, list[Json]]:
    """A turn of `way`, with its index in the folder `index` that is yet to be made, and what it
    answered."""
    index.mkdir()
    spent = _indexed(way, home, folders, index)
    answers = _answers(way, home, asked, index)
    took = [1000 * answer["seconds"] for answer in answers]
    p95 = statistics.quantiles(took, n=20)[-1]
    work = statistics.median(1000 * answer["work"] for answer in answers)
    return Turn(*spent, _size(index), statistics.median(took), p95, work), answers


def _command(way: str, home: Environment, action: str, index: Path) -> list[str]:
    """The command by which a way indexes or is asked."""
    module = f"tests.benchmarks.compare.ways.{way}"
    model = str(resources.files(PACKAGE) / "model")
    return [str(home.python), "-m", module, action, str(index), model]


def _indexed(
    way: str, home: Environment, folders: Sequence[Path], index: Path
) -> tuple[float, float, float]:
    """The seconds that it takes to index, those of all cores together, and the megabytes of memory
    at the highest."""
    memory, log = 0.0, index.with_suffix(".log")
    with log.open("w") as told, tempfile.TemporaryFile("w+") as given:
        given.writelines(f"{folder}\n" for folder in folders)
        given.seek(0)
        began, worked = time.perf_counter(), _worked()
        process = subprocess.Popen(
            _command(way, home, "index", index),
            stdin=given,
            stdout=told,
            stderr=told,
            cwd=PROJECT,
            env={**os.environ, **ALONE},
        )
        while True:
            try:
                failed = process.wait(LOOK)
                break
            except subprocess.TimeoutExpired:
                with suppress(PermissionError):  # it is just ending
                    memory = max(memory, taken(process.pid).megabytes)
    seconds, work = time.perf_counter() - began, _worked() - worked
    if failed:
        raise SystemExit(f"{way} does not index:\n{log.read_text()[-2000:]}")
    return seconds, work, memory


def _worked() -> float:
    """The seconds that all processes that this one started, and that ended, had of all cores."""
    used = os.times()
    return used.children_user + used.children_system


def _answers(way: str, home: Environment, asked: Sequence[GoldQuestion], index: Path) -> list[Json]:
    """The answers of a way, in the shape that is scored; the first question is asked once more
    before, of a way that is not warm."""
    lines = [json.dumps({"question": q.question, "previous": q.previous}) for q in asked]
    ran = subprocess.run(
        _command(way, home, "ask", index),
        input="".join(f"{line}\n" for line in [lines[0], *lines]),
        capture_output=True,
        text=True,
        cwd=PROJECT,
        env={**os.environ, **ALONE},
    )
    if ran.returncode:
        raise SystemExit(f"{way} does not answer:\n{ran.stderr[-2000:]}")
    _, *told = map(json.loads, ran.stdout.splitlines())
    return [
        {
            "status": "answered",
            "citations": [{"n": n, **one} for n, one in enumerate(answer["found"], 1)],
            "quotes": [],
            "seconds": answer["seconds"],
            "work": answer["work"],
        }
        for answer in told
    ]


def _size(folder: Path) -> float:
    """The megabytes of all in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*")) / 1e6
