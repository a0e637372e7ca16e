"""A process beside this one that opens papers, because a paper may be made to harm whoever does.

What opens it can be brought to run for ever, to take all memory, to break off, or to find more
than there is room for, and no two threads may use pdfium at once. Here that costs one answer: the
process is ended, and the next call starts another. Its answers are records of papers and plain
values, and nothing else is let out of it.

It is a Python of its own rather than `multiprocessing`, whose children first run the main module
again, which under `streamlit run` is Streamlit's, or the very page at hand.
"""

from __future__ import annotations

import faulthandler
import io
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import is_dataclass
from datetime import date
from time import monotonic
from types import TracebackType
from typing import Any, Literal, ParamSpec, TypeVar, cast

from qa.errors import CouncilPapersError, UnreadablePaper

P = ParamSpec("P")
R = TypeVar("R")
# A value; or why there is none and what to do; or what there was too little of.
_Answer = tuple[Literal["value", "unreadable", "too much"], Any]
_LENGTH = struct.Struct(">Q")  # of an answer, in bytes, which stands before it
MOST = 32 << 20  # bytes of an answer: of 1,252 pages the longest took 0.2 MB
REMEDY = "Open the file in a PDF viewer and save it again, or ask for a copy."


class Busy(CouncilPapersError):
    """A worker that had no time for a call within the wait."""

    def __init__(self) -> None:
        super().__init__("Too many papers are being opened just now. Try again in a moment.")


class Worker:
    """Runs functions in another process, one at a time, whichever thread asks.

    A call may take `seconds`, and the process `megabytes` where the system can limit them. A call
    waits `patience` seconds at most for those before it. The process ends when this one does.
    """

    def __init__(self, seconds: float, megabytes: int, patience: float = 10.0) -> None:
        self._seconds = seconds
        self._megabytes = megabytes
        self._patience = patience
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def call(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What `function` returns; it must be of a module, and pickle able to carry all of it.

        Raises the `UnreadablePaper` that it raises, or one that tells of too much time, memory or
        output, or a process that broke off, as it does at any other error, which the log then has.
        Raises `Busy` where the wait is too long.
        """
        return self.call_within(self._seconds, function, *args, **kwargs)

    def call_within(
        self, seconds: float, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """As `call`, of what may take so many seconds."""
        question = pickle.dumps((seconds, function, args, kwargs))
        if not self._turn.acquire(timeout=self._patience):
            raise Busy
        try:
            kind, found = self._ask(question, seconds)
        except BaseException:
            self._end()  # or the next call would get the answer to this one
            raise
        finally:
            self._turn.release()
        if kind == "unreadable":
            raise UnreadablePaper(*found)
        if kind == "too much":
            raise UnreadablePaper(f"The file takes more than {found} to open.", REMEDY)
        return cast(R, found)

    def close(self) -> None:
        """End the process, once the call at hand is answered. A later call starts another."""
        with self._turn:
            self._end()

    def _ask(self, question: bytes, seconds: float) -> _Answer:
        fresh = self._process is None or self._process.poll() is not None
        if fresh:
            self._end()
            self._process = self._started()
        assert self._process
        start = monotonic()
        try:
            answer = _answered(self._process, question)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
            late = monotonic() - start >= seconds
            if not (fresh or late):  # it may have ended before it was asked
                self._end()
                return self._ask(question, seconds)
            raise UnreadablePaper(
                f"The file takes more than {seconds:g} seconds to open."
                if late
                else "The file is damaged: what opens it broke off.",
                REMEDY,
            ) from error
        if answer[0] == "too much" and not fresh:  # it may be what papers before left behind
            self._end()
            return self._ask(question, seconds)
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", __name__, str(self._megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
        self._process = None


class _Records(pickle.Unpickler):
    """Reads answers: pickles may name anything to be run, and these come from where papers are."""

    def find_class(self, module: str, name: str) -> object:
        """A record of papers, or a date."""
        if (module, name) == ("datetime", "date"):
            return date
        if module.startswith("qa.papers."):
            found = super().find_class(module, name)
            if isinstance(found, type) and is_dataclass(found) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no record")


def _answered(process: subprocess.Popen[bytes], question: bytes) -> _Answer:
    """The answer of `process`. Raises what tells that it gave none that can be used."""
    assert process.stdin and process.stdout
    process.stdin.write(question)
    process.stdin.flush()
    length = process.stdout.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        raise EOFError
    [size] = _LENGTH.unpack(length)
    if size > MOST:
        raise ValueError(f"an answer of {size} bytes")
    try:
        answer: _Answer = _Records(io.BytesIO(process.stdout.read(size))).load()
    except (AttributeError, ImportError, IndexError, KeyError, TypeError) as error:
        raise pickle.UnpicklingError from error
    return answer


def _mistake(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    """Tell the log of an error without its words, which may be the paper's."""
    places = traceback.extract_tb(trace)
    where = f" at {places[-1].filename}:{places[-1].lineno}" if places else ""
    print(f"What opens papers broke off: {kind.__name__}{where}", file=sys.stderr, flush=True)


def _serve(megabytes: int) -> None:
    """Answer what stands on the standard input, until it ends with the process that asks."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    sys.excepthook = _mistake
    nowhere = os.open(os.devnull, os.O_WRONLY)  # who asks is told that the time is up
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # which is for the process that asks
    with suppress(ImportError, OSError, ValueError):  # not on every system
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # which would hold what the paper says
    with suppress(EOFError, BrokenPipeError):
        while True:
            seconds, function, args, kwargs = pickle.load(sys.stdin.buffer)
            # Here, and not where it is asked from, for it must hold when that process is gone.
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
            try:
                answer = pickle.dumps(("value", function(*args, **kwargs)))
            except UnreadablePaper as error:
                answer = pickle.dumps(("unreadable", (error.reason, error.remedy)))
            except MemoryError:
                answer = pickle.dumps(("too much", f"{megabytes} MB of memory"))
            if len(answer) > MOST:
                answer = pickle.dumps(("too much", f"{MOST >> 20} MB of text"))
            answers.write(_LENGTH.pack(len(answer)) + answer)
            answers.flush()
            faulthandler.cancel_dump_traceback_later()


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
