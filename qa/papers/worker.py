"""A process beside this one that opens papers, because a paper may be made to harm whoever does.

pdfium can be brought to run for ever, to take all memory, or to break off, and no two threads may
use it at once. Here that costs one answer: the process is ended, and the next call starts another.

It is a Python of its own rather than `multiprocessing`, whose children first run the main module
again, which under `streamlit run` is Streamlit's, or the very page at hand.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import ParamSpec, TypeVar, cast

from qa.errors import CouncilPapersError, UnreadablePaper

P = ParamSpec("P")
R = TypeVar("R")
_Answer = tuple[object, tuple[str, str] | None]  # a value, or why there is none and what to do
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

        Raises the `UnreadablePaper` that it raises, or one that tells of too much time, too much
        memory, or a process that broke off, as it does at any other error, which the log then has.
        Raises `Busy` where the wait is too long.
        """
        question = pickle.dumps((function, args, kwargs))
        if not self._turn.acquire(timeout=self._patience):
            raise Busy
        try:
            value, unreadable = self._ask(question)
        except BaseException:
            self._end()  # or the next call would get the answer to this one
            raise
        finally:
            self._turn.release()
        if unreadable:
            raise UnreadablePaper(*unreadable)
        return cast(R, value)

    def close(self) -> None:
        """End the process, once the call at hand is answered. A later call starts another."""
        with self._turn:
            self._end()

    def _ask(self, question: bytes) -> _Answer:
        fresh = self._process is None or self._process.poll() is not None
        if fresh:
            self._end()
            self._process = self._started()
        assert self._process
        asked, answered = self._process.stdin, self._process.stdout
        assert asked and answered
        start = monotonic()
        try:
            asked.write(question)
            asked.flush()
            answer: _Answer = pickle.load(answered)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            late = monotonic() - start >= self._seconds
            if not (fresh or late):  # it may have ended before it was asked
                self._end()
                return self._ask(question)
            raise UnreadablePaper(
                f"The file takes more than {self._seconds:g} seconds to open."
                if late
                else "The file is damaged: what opens it broke off.",
                REMEDY,
            ) from error
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", __name__, str(self._seconds), str(self._megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
        self._process = None


def _serve(seconds: float, megabytes: int) -> None:
    """Answer what stands on the standard input, until it ends with the process that asks."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # which is for the process that asks
    with suppress(ImportError, OSError, ValueError):  # not on every system
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    with suppress(EOFError, BrokenPipeError):
        while True:
            function, args, kwargs = pickle.load(sys.stdin.buffer)
            # Here, and not where it is asked from, for it must hold when that process is gone.
            faulthandler.dump_traceback_later(seconds, exit=True)
            try:
                answer: _Answer = function(*args, **kwargs), None
            except UnreadablePaper as error:
                answer = None, (error.reason, error.remedy)
            except MemoryError:
                reason = f"The file takes more than {megabytes} MB of memory to open."
                answer = None, (reason, REMEDY)
            pickle.dump(answer, answers)
            answers.flush()
            faulthandler.cancel_dump_traceback_later()


if __name__ == "__main__":
    _serve(float(sys.argv[1]), int(sys.argv[2]))
