"""Answers a second by how many processes serve: `python -m tests.benchmarks.processes`.

`python -m qa serve --processes N` is started over the sample papers, and visitors, each from an
address of its own and always at the same process, ask one question after another. The numbers of
processes take turns, so that a machine that is busy meanwhile slows all of them.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich import print as tell
from rich.table import Table

from qa.evaluation.gold import read_gold
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.settings import PROJECT
from tests.benchmarks.crowd import PROXY
from tests.benchmarks.load import Counted, Kind
from tests.benchmarks.visit import Visit

FIRST_PORT = 18501
VISITORS = 12
NUMBERS = (1, 2, 4)


@contextmanager
def serving(index: Path, processes: int) -> Iterator[list[str]]:
    """The addresses of so many processes."""
    command = [sys.executable, "-m", "qa", "serve", "--processes", str(processes)]
    process = subprocess.Popen(
        [*command, "--port", str(FIRST_PORT)],
        cwd=PROJECT,
        env={**os.environ, "QA_INDEX": str(index), "QA_PROXIES": PROXY},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    addresses = [f"http://localhost:{FIRST_PORT + n}" for n in range(processes)]
    try:
        for address in addresses:
            while not _is_ready(address):
                time.sleep(0.25)
        yield addresses
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


async def answered(addresses: list[str], seconds: float) -> Counted:
    """What became of what visitors ask in so many seconds."""
    questions = [gold.question for gold in read_gold(PROJECT / "corpus/gold.jsonl")]
    told, until = Counted(Kind), time.monotonic() + seconds

    async def visitor(number: int) -> None:
        chance = random.Random(number)
        while time.monotonic() < until:
            address = addresses[number % len(addresses)]
            async with Visit(address, f"198.51.100.{number}") as visit:
                for _ in range(5):
                    told["page"].count(*await visit.ask(chance.choice(questions)))

    async with asyncio.TaskGroup() as group:
        for number in range(VISITORS):
            group.create_task(visitor(number))
    return told


def main(
    seconds: Annotated[float, typer.Option(help="For how long each time.")] = 15.0,
    rounds: Annotated[int, typer.Option(min=1, help="How often each number has its turn.")] = 3,
    json_file: Annotated[Path | None, typer.Option("--json", help="File for the figures.")] = None,
) -> None:
    """Serve by one process and by more, and print the answers a second."""
    found = defaultdict[int, list[float]](list)
    with tempfile.TemporaryDirectory() as name:
        index = Path(name) / "index"
        with Library(index, create=True) as library:
            ingest([PROJECT / "corpus"], library)
        for _ in range(rounds):
            for number in NUMBERS:
                with serving(index, number) as addresses:
                    asyncio.run(answered(addresses, 3))
                    began = time.monotonic()
                    told = asyncio.run(answered(addresses, seconds))["page"].figures()
                    found[number].append(told["answered"] / (time.monotonic() - began))
    if json_file:
        json_file.write_text(json.dumps(found, indent=1))
    table = Table("processes", "answers a second", "× one")
    one = statistics.median(found[1])
    for number, rates in found.items():
        rate = statistics.median(rates)
        table.add_row(str(number), f"{rate:.1f}", f"{rate / one:.2f}")
    tell(table, f"{os.cpu_count()} cores, which the visitors take a part of.")


def _is_ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz", timeout=10).status_code == 200
    except httpx.HTTPError:
        return False


if __name__ == "__main__":
    typer.run(main)
