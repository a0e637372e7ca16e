"""The lock on a library's folder, which whoever changes the library holds, one at a time.

It is a lock of the operating system, so that it ends with its process, however that ends. Readers
need no lock.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from qa.errors import LibraryBusy, cannot_write

FILE = "indexing.lock"
INDEXING = "Another indexing run is at work on this library"
# States who holds the lock, for those who wait. It is a file of its own, since Windows lets nobody
# read a locked one.
NOTE = "indexing.json"


@contextmanager
def locked(
    folder: Path,
    *,
    wait: bool = True,
    on_wait: Callable[[str], None] = lambda words: None,
    work: str = INDEXING,
) -> Iterator[None]:
    """Hold the lock on `folder`, once nobody else does.

    `on_wait` is called with a sentence on who is waited for, which begins with `work`. Raises
    `LibraryBusy` where it would have to wait and may not; `DiskFull`, `LibraryUnwritable`.
    """
    lock = FileLock(folder / FILE, thread_local=False)
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if not wait:
                raise LibraryBusy(_holder(folder, work)) from None
            on_wait(f"{_holder(folder, work)} Waiting…")
            lock.acquire()
    except OSError as error:
        raise cannot_write(folder, error) from error
    try:
        with suppress(OSError):  # then those who wait are shown less
            (folder / NOTE).write_text(json.dumps([os.getpid(), datetime.now().isoformat()]))
        yield
    finally:
        lock.release()


def _holder(folder: Path, work: str) -> str:
    """A sentence on who holds the lock."""
    who = ""
    with suppress(OSError, ValueError):  # the note is being written, or could not be
        process, since = json.loads((folder / NOTE).read_text())
        who = f" (since {datetime.fromisoformat(since):%H:%M}, process {int(process)})"
    return f"{work}{who}."
