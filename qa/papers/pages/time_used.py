"""The time that a process has spent, as the system counts it: not what it waited for others."""

from __future__ import annotations

import os
from pathlib import Path
from time import monotonic

# The fields of /proc/PID/stat behind the name of the program that count time: of the process and
# of its children that have ended, for the program and for the system (see proc_pid_stat(5)).
_FIELDS = slice(11, 15)


def seconds_used(process: int) -> float:
    """The seconds of processor time that a process and its children took so far, as far as the
    system tells; else those of the clock. Only differences mean something."""
    try:
        stat = Path(f"/proc/{process}/stat").read_bytes()
    except OSError:
        return monotonic()
    ticks = stat.rpartition(b")")[2].split()[_FIELDS]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
