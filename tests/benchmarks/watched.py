"""What a process and those that it started take of the machine, as Linux tells it in /proc."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken `at` a moment, in seconds: megabytes of memory, threads, open files, and
    how many processes do so."""

    at: float
    megabytes: float
    threads: int
    files: int
    processes: int


def taken(process: int) -> Taken:
    """What `process` takes now, with those that it started."""
    megabytes, threads, files, processes = 0.0, 0, 0, 0
    for one in _family(process):
        try:
            lines = (PROC / str(one) / "status").read_text().splitlines()
            files += sum(1 for _ in (PROC / str(one) / "fd").iterdir())
        except (FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
            continue
        told = dict(line.split(":", 1) for line in lines)
        megabytes += int(told.get("VmRSS", "0 kB").split()[0]) / 1024
        threads += int(told["Threads"])
        processes += 1
    return Taken(time.monotonic(), megabytes, threads, files, processes)


def processor_seconds(process: int) -> float:
    """The processor's time that `process` and those that it started have used, in seconds; of those
    that ended, too, once it has looked after them."""
    ticks = 0
    for one in _family(process):
        try:
            told = (PROC / str(one) / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        ticks += sum(map(int, told[11:15] if one == process else told[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def proportional_megabytes(process: int) -> float:
    """The memory of `process` and those that it started, what they share counted once."""
    kilobytes = 0
    for one in _family(process):
        try:
            lines = (PROC / str(one) / "smaps_rollup").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue
        kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1024


def slope(some: list[Taken]) -> float:
    """Megabytes a minute by which the memory grew, by least squares; 0 of fewer than two."""
    if len(some) < 2:
        return 0.0
    middle = sum(one.at for one in some) / len(some)
    mean = sum(one.megabytes for one in some) / len(some)
    spread = sum((one.at - middle) ** 2 for one in some)
    return 60 * sum((one.at - middle) * (one.megabytes - mean) for one in some) / spread


def server(near: int) -> int:
    """The process of the app that process `near` has started."""
    for one in _family(near):
        words = (PROC / str(one) / "cmdline").read_bytes().split(b"\0")
        if one != near and b"streamlit" in words:
            return one
    raise LookupError("The app is not running.")


def _family(process: int) -> Iterator[int]:
    yield process
    for tasks in (PROC / str(process) / "task").glob("*/children"):
        try:
            children = [int(child) for child in tasks.read_text().split()]
        except (FileNotFoundError, ProcessLookupError):
            continue
        for child in children:
            yield from _family(child)
