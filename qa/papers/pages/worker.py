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
from collections.abc import Callable
from contextlib import suppress
from dataclasses import is_dataclass
from datetime import date
from time import monotonic
from typing import Any, Literal, ParamSpec, TypeVar, cast

from qa.errors import CouncilPapersError, ProgramFault, UnreadablePaper
from qa.faults import log_fault, place_of

P = ParamSpec("P")
R = TypeVar("R")
# A value; or why there is none and what to do; or what there was too little of; or the place of a
# fault of this program.
_Answer = tuple[Literal["value", "unreadable", "too much", "fault"], Any]
_LENGTH = struct.Struct(">Q")  # of an answer, in bytes, which stands before it
MOST = 32 << 20  # bytes of an answer: of 1,252 pages the longest took 0.2 MB
GRACE = 5.0  # seconds after which one that does not end itself in time is ended
REMEDY = "Open the file in a PDF viewer and save it again, or ask for a copy."
# What a Python needs to start, beside its paths, and tesseract. The rest may be secrets.
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
    """A worker that had no time for a call within the wait."""

    def __init__(self) -> None:
        super().__init__("Too many papers are being opened just now. Try again in a moment.")


class TooMuch(UnreadablePaper):
    """A paper that takes more time, memory or room than it may."""

    def __init__(self, what: str) -> None:
        super().__init__(f"The file takes more than {what} to open.", REMEDY)


class Worker:
    """Runs functions in another process, one at a time, whichever thread asks.

    A call may take `seconds`, and the process `megabytes` where the system can limit them (Linux
    can; macOS and Windows cannot). There it also writes no file. A call waits `patience` seconds at
    most for those before it. The process ends when this one does.
    """

    def __init__(self, seconds: float, megabytes: int, patience: float = 10.0) -> None:
        self._seconds = seconds
        self._megabytes = megabytes
        self._patience = patience
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def call(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What `function` returns; it must be of a module, and pickle able to carry all of it.

        Raises the `UnreadablePaper` that it raises, or one that says that the process broke off,
        and `ProgramFault` for any other error, whose place is logged. Raises `TooMuch` where it
        takes too much time, memory or output, and `Busy` where the wait is too long.
        """
        return self.call_within(self._seconds, function, *args, **kwargs)

    def call_within(
        self, seconds: float, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """As `call`, of what may take so many seconds."""
        question = pickle.dumps((seconds, pickle.dumps((function, args, kwargs))))
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
            raise TooMuch(found)
        if kind == "fault":
            log_fault(found)
            raise ProgramFault(found)
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
        guard = threading.Timer(seconds + GRACE, self._process.kill)
        guard.start()
        try:
            answer = _answered(self._process, question)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
            late = monotonic() - start >= seconds
            if not (fresh or late):  # it may have ended before it was asked
                self._end()
                return self._ask(question, seconds)
            raise (TooMuch(f"{seconds:g} seconds") if late else _broke_off()) from error
        finally:
            guard.cancel()
        if answer[0] == "too much" and not fresh:  # it may be what papers before left behind
            self._end()
            return self._ask(question, seconds)
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
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
            with suppress(OSError):  # what was not sent
                self._process.stdin.close()
        self._process = None


class _Records(pickle.Unpickler):
    """Reads answers: pickles may name anything to be run, and these come from where papers are."""

    def find_class(self, module: str, name: str) -> object:
        """A record of papers, or a date."""
        if (module, name) == ("datetime", "date"):
            return date
        if module.startswith("qa.papers."):
            found = super().find_class(module, name)
            record = isinstance(found, type) and is_dataclass(found) and found.__module__ == module
            if record and hasattr(found, "__setstate__"):  # without, an answer may set the class's
                return cast(object, found)
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
    except (LookupError, TypeError, AttributeError, ImportError, MemoryError) as error:
        raise pickle.UnpicklingError from error
    match answer:
        case ("value", _) | ("unreadable", (str(), str())) | ("too much" | "fault", str()):
            return answer
    raise ValueError("an answer of another shape")


def _broke_off() -> UnreadablePaper:
    return UnreadablePaper("The file is damaged: what opens it broke off.", REMEDY)


def _limit(megabytes: int) -> None:
    """Hold this process to what it needs, as far as the system can."""
    with suppress(ImportError):  # on Windows
        import resource

        for what, most in (
            (resource.RLIMIT_AS, megabytes << 20),
            (resource.RLIMIT_CORE, 0),  # which would hold what the paper says
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_NOFILE, 64),
        ):
            with suppress(OSError, ValueError):
                resource.setrlimit(what, (most, most))


def _serve(megabytes: int) -> None:
    """Answer what stands on the standard input, until it ends with the process that asks."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for output in (1, 2):  # what a library prints is no answer, and may be the paper's words
        os.dup2(nowhere, output)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # which is for the process that asks
    _limit(megabytes)
    with suppress(EOFError, BrokenPipeError):
        while True:
            seconds, question = pickle.load(sys.stdin.buffer)
            # Here, and not only where it is asked from: it must hold when that process is gone.
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
            try:
                function, args, kwargs = pickle.loads(question)
                answer = pickle.dumps(("value", function(*args, **kwargs)))
            except UnreadablePaper as error:
                answer = pickle.dumps(("unreadable", (error.reason, error.remedy)))
            except MemoryError:
                answer = pickle.dumps(("too much", f"{megabytes} MB of memory"))
            except Exception as error:  # a fault of this program costs one paper, not the run
                answer = pickle.dumps(("fault", place_of(error)))
            if len(answer) > MOST:
                answer = pickle.dumps(("too much", f"{MOST >> 20} MB of text"))
            answers.write(_LENGTH.pack(len(answer)) + answer)
            answers.flush()
            faulthandler.cancel_dump_traceback_later()


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
