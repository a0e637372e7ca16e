"""A separate process that opens papers, because a paper may be made to harm whoever opens it.

A hostile file can make the library that opens it run for ever, take all memory, crash, or return
more than there is room for. In a separate process that costs one answer: the process is ended, and
the next call starts another. It also keeps threads apart, for no two may use pdfium at once. Only
records of papers and plain values are accepted as answers.

The process is started with `subprocess` rather than `multiprocessing`, whose children first run the
main module again: under `streamlit run` that is Streamlit's, or the page at hand.
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
from collections.abc import Callable
from contextlib import suppress
from dataclasses import is_dataclass
from datetime import date
from time import monotonic
from typing import Any, Literal, ParamSpec, TypeVar, cast

from qa.errors import CouncilPapersError, ProgramFault, UnreadablePaper
from qa.faults import log_fault, place_of
from qa.papers.pages.time_used import seconds_used

P = ParamSpec("P")
R = TypeVar("R")
# What a call came to: its value; the reason and remedy of an `UnreadablePaper`; the bound that was
# broken, in words; or the place of a fault of this program.
_Answer = tuple[Literal["value", "unreadable", "too much", "fault"], Any]
_LENGTH = struct.Struct(">Q")  # the length of an answer in bytes, which is sent before it
MAX_ANSWER = 32 << 20  # bytes
# The process ends itself once its time is up; after so many more seconds it is killed.
GRACE = 5.0
ENDING = 0.2  # seconds until the system has told that a process which fell silent has ended
# Time is that of the processor: on a busy machine a good paper takes many times as long. What waits
# for something that never comes is ended after so many times its limit by the clock.
STRETCH = 10.0
COUNTS_TIME = hasattr(signal, "setitimer")  # not on Windows: there the clock limits
REMEDY = "Open the file in a PDF viewer and save it again, or ask for a copy."
# The environment variables that Python and Tesseract need to start. Others may hold secrets.
ENVIRONMENT = (
    "PATH",
    "LD_LIBRARY_PATH",
    "SYSTEMROOT",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TESSDATA_PREFIX",
)


class Busy(CouncilPapersError):
    """A call waited longer than it may for the calls before it."""

    def __init__(self) -> None:
        super().__init__("Too many papers are being opened just now. Try again in a moment.")


class TooMuch(UnreadablePaper):
    """A paper that takes more time, memory or room than it may."""

    def __init__(self, what: str) -> None:
        super().__init__(f"The file takes more than {what} to open.", REMEDY)


class Worker:
    """Runs functions in another process, one at a time, whichever thread asks.

    A call may take `seconds` of the processor, and the process `megabytes` of memory. Only Linux
    can limit memory; there the process cannot write files either. A call waits for those before
    it, `patience` seconds at most. The process ends when this one does. `used` counts the seconds
    that all calls took.
    """

    def __init__(self, seconds: float, megabytes: int, patience: float = 10.0) -> None:
        self.used = 0.0
        self._seconds = seconds
        self._megabytes = megabytes
        self._patience = patience
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def call(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What `function` returns. It must lie in a module; its arguments and result are pickled.

        Raises the `UnreadablePaper` that it raises, or one that says that the process broke off,
        and `ProgramFault` for any other error, whose place is logged. Raises `TooMuch` where it
        takes too much time, memory or output, and `Busy` where the wait is too long.
        """
        return self.call_within(self._seconds, function, *args, **kwargs)

    def call_within(
        self, seconds: float, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """As `call`, within so many seconds instead of the worker's own."""
        clock = seconds * STRETCH if COUNTS_TIME else seconds
        question = pickle.dumps((seconds, clock, pickle.dumps((function, args, kwargs))))
        if not self._turn.acquire(timeout=self._patience):
            raise Busy
        try:
            kind, found = self._ask(question, seconds, clock)
        except BaseException:  # KeyboardInterrupt too
            self._end()  # otherwise the next call would get the answer to this one
            raise
        finally:
            self._turn.release()
        if kind == "unreadable":
            raise UnreadablePaper(*found)
        if kind == "too much":
            raise TooMuch(found)
        if kind == "fault":
            log_fault(found)
            raise ProgramFault(found)
        return cast(R, found)

    def close(self) -> None:
        """End the process once the present call is answered. A later call starts another."""
        with self._turn:
            self._end()

    def _ask(self, question: bytes, seconds: float, clock: float) -> _Answer:
        fresh = self._process is None or self._process.poll() is not None
        if fresh:
            self._end()
            self._process = self._start()
        assert self._process
        start, before = monotonic(), seconds_used(self._process.pid)
        guard = threading.Timer(clock + GRACE, self._process.kill)
        guard.start()
        try:
            answer = _exchange(self._process, question)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
            late = _broken_limit(self._process, seconds, clock, monotonic() - start)
            self.used += seconds if late else 0.0
            if not (fresh or late):  # the process may have ended before this call
                self._end()
                return self._ask(question, seconds, clock)
            raise (TooMuch(f"{late:g} seconds") if late else _crashed()) from error
        finally:
            guard.cancel()
        self.used += seconds_used(self._process.pid) - before
        if answer[0] == "too much" and not fresh:  # earlier papers may have left memory taken
            self._end()
            return self._ask(question, seconds, clock)
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-B", "-m", __name__, str(self._megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={
                **{name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            },
        )

    def _end(self) -> None:
        if self._process:
            assert self._process.stdin and self._process.stdout
            self._process.kill()
            self._process.wait()
            self._process.stdout.close()
            with suppress(OSError):  # of what could not be sent
                self._process.stdin.close()
        self._process = None


class _Records(pickle.Unpickler):
    """Reads answers, and allows only records of papers and dates in them.

    A pickle can name any function to be called, and a paper may have taken over the process that
    sends it.
    """

    def find_class(self, module: str, name: str) -> object:
        """A record of papers, or a date. Raises `UnpicklingError` for anything else."""
        if (module, name) == ("datetime", "date"):
            return date
        if module.startswith("qa.papers."):
            found = super().find_class(module, name)
            record = isinstance(found, type) and is_dataclass(found) and found.__module__ == module
            # Without `__setstate__`, unpickling may set attributes of the class itself.
            if record and hasattr(found, "__setstate__"):
                return cast(object, found)
        raise pickle.UnpicklingError(f"{module}.{name} is no record")


def _exchange(process: subprocess.Popen[bytes], question: bytes) -> _Answer:
    """The answer of `process` to `question`.

    Raises `EOFError`, `OSError`, `ValueError` or `UnpicklingError` where it gives none, or one that
    is not as it must be.
    """
    assert process.stdin and process.stdout
    process.stdin.write(question)
    process.stdin.flush()
    length = process.stdout.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        raise EOFError
    [size] = _LENGTH.unpack(length)
    if size > MAX_ANSWER:
        raise ValueError(f"an answer of {size} bytes")
    try:
        answer: _Answer = _Records(io.BytesIO(process.stdout.read(size))).load()
    except (LookupError, TypeError, AttributeError, ImportError, MemoryError) as error:
        raise pickle.UnpicklingError from error
    match answer:
        case ("value", _) | ("unreadable", (str(), str())) | ("too much" | "fault", str()):
            return answer
    raise ValueError("an answer of another shape")


def _broken_limit(
    process: subprocess.Popen[bytes], seconds: float, clock: float, passed: float
) -> float | None:
    """The limit that a process broke which gave no answer, in seconds; None where it broke none."""
    with suppress(subprocess.TimeoutExpired):
        if COUNTS_TIME and process.wait(ENDING) == -signal.SIGPROF:
            return seconds
    return clock if passed >= clock else None


def _crashed() -> UnreadablePaper:
    return UnreadablePaper("The file is damaged: what opens it broke off.", REMEDY)


def _limit(megabytes: int) -> None:
    """Limit what this process may take, as far as the system can."""
    with suppress(ImportError):  # on Windows
        import resource

        for what, most in (
            (resource.RLIMIT_AS, megabytes << 20),
            (resource.RLIMIT_CORE, 0),  # a core file would hold the paper's words
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_NOFILE, 64),
        ):
            with suppress(OSError, ValueError):
                resource.setrlimit(what, (most, most))


def _limit_time(seconds: float) -> None:
    """End this process once it took so many more seconds of the processor; 0 is no limit."""
    if COUNTS_TIME:
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _serve(megabytes: int) -> None:
    """Answer the calls on standard input until it is closed, as it is when the caller ends."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for output in (1, 2):  # what a library prints is not an answer, and may be the paper's words
        os.dup2(nowhere, output)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interruption is for the calling process
    _limit(megabytes)
    with suppress(EOFError, BrokenPipeError):
        while True:
            seconds, clock, question = pickle.load(sys.stdin.buffer)
            # The time is limited here: the limit must hold when the calling process is gone.
            faulthandler.dump_traceback_later(clock, exit=True, file=nowhere)
            _limit_time(seconds)
            try:
                function, args, kwargs = pickle.loads(question)
                answer = pickle.dumps(("value", function(*args, **kwargs)))
            except UnreadablePaper as error:
                answer = pickle.dumps(("unreadable", (error.reason, error.remedy)))
            except MemoryError:
                answer = pickle.dumps(("too much", f"{megabytes} MB of memory"))
            except Exception as error:  # a fault of this program costs one paper, not the run
                answer = pickle.dumps(("fault", place_of(error)))
            if len(answer) > MAX_ANSWER:
                answer = pickle.dumps(("too much", f"{MAX_ANSWER >> 20} MB of text"))
            answers.write(_LENGTH.pack(len(answer)) + answer)
            answers.flush()
            _limit_time(0)
            faulthandler.cancel_dump_traceback_later()


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
