"""Faults of this program: where they lie, and how they are logged, without anybody's words."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

PACKAGE = Path(__file__).parent
log = logging.getLogger(__name__)


def place_of(error: BaseException) -> str:
    """The type of an error and the line of this program that it came out of, such as "ValueError
    at qa/papers/sections.py:244"; without its words, which may be a paper's."""
    calls = [(f.f_code.co_filename, line) for f, line in traceback.walk_tb(error.__traceback__)]
    ours = [(file, line) for file, line in calls if Path(file).is_relative_to(PACKAGE)]
    places = [
        f"{Path(file).relative_to(PACKAGE.parent).as_posix()}:{line}" for file, line in ours[-1:]
    ]
    if calls[-1:] != ours[-1:]:  # it was raised in a library that was called there
        places += [f"{Path(file).name}:{line}" for file, line in calls[-1:]]
    return " at ".join([type(error).__name__, *places])


def log_fault(place: str) -> None:
    """Log a fault by its `place`, which may come from a process that a paper has taken over."""
    log.error("A fault in this program kept a paper from being read: %s", ascii(place)[:200])
