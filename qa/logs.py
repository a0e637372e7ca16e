"""Logs without the words of those who ask, and, where it is wanted, a file of their questions."""

from __future__ import annotations

import json
import logging
import os
import re
import threading
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from qa import characters
from qa.errors import CouncilPapersError, InputRefused
from qa.settings import settings

# Characters that end a line, are obeyed by a terminal, or turn text round.
UNSAFE = re.compile(f"[{characters.OBEYED}{characters.TAB_AND_NEWLINE}{characters.SURROGATES}]")
# Streamlit names sessions by such an id, which its warnings repeat.
SESSION = re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)
MAX_LENGTH = 2000  # characters of one value that is logged
# Errors whose message is about the program or the machine. That of other errors may hold words of a
# question.
SAFE_MESSAGES = (OSError, ImportError, NameError, AttributeError, TypeError, CouncilPapersError)
log = logging.getLogger(__name__)


class DiscreetRecord(logging.LogRecord):
    """A record on one line, but for the places that an error came through, without questions."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # uvicorn logs the addresses of requests, whose query holds the question.
        without_query = self.name.startswith("uvicorn")
        if isinstance(self.args, Mapping):
            self.args = {name: _safe(value, without_query) for name, value in self.args.items()}
        elif self.args:
            self.args = tuple(_safe(value, without_query) for value in self.args)
        self.msg = _safe(self.msg, without_query=False)
        if self.exc_info and self.exc_info[1]:
            self.exc_text = "".join(_traceback(self.exc_info[1]))


class JsonFormatter(logging.Formatter):
    """A record as an object of JSON on one line, with the id of the request it belongs to."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; see `logging.Formatter`."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request": _request.get() or None,
            "error": record.exc_text or None,
            **getattr(record, "of", {}),
        }
        return json.dumps({name: value for name, value in told.items() if value is not None})


_request = ContextVar("request", default="")  # the id of the request that is being answered


@contextmanager
def request(name: str) -> Iterator[None]:
    """What is logged meanwhile belongs to the request with this id."""
    token = _request.set(name)
    try:
        yield
    finally:
        _request.reset(token)


def write_json() -> None:
    """Have all that is logged from now on written as JSON, by whatever handler, if it is set so."""
    if settings().log_format != "json":
        return
    logging.basicConfig(level=logging.INFO)
    loggers = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
    for one in (logging.root, *loggers):
        for handler in one.handlers:
            handler.setFormatter(JsonFormatter())


def use_discreet_records() -> None:
    """Make all that this process logs from now on a `DiscreetRecord`, and log errors that end a
    thread."""
    logging.setLogRecordFactory(DiscreetRecord)
    threading.excepthook = _log_end_of_thread


def log_question(question: str, status: str) -> None:
    """Add a question and the status of its answer to the file that the settings name, if any."""
    if not settings().log_questions:
        return
    now = datetime.now(UTC).isoformat(timespec="seconds")
    line = json.dumps({"at": now, "question": question, "status": status}) + "\n"
    try:
        # One write for the line, so that lines of several processes do not mix. Only the owner of
        # the file may read it.
        file = os.open(settings().log_questions, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, line.encode())
        finally:
            os.close(file)
    except OSError as error:
        log.warning(
            "A question could not be added to the file that QA_LOG_QUESTIONS names: %s", error
        )


def _describe(error: BaseException) -> str:
    """An error on one line: its type, and its message where that cannot hold a question."""
    kind = type(error).__name__
    is_safe = isinstance(error, SAFE_MESSAGES) and not isinstance(error, InputRefused)
    return f"{kind}: {_one_line(str(error))}" if is_safe else kind


def _traceback(error: BaseException) -> Iterator[str]:
    """The places that an error, and those that led to it, came through."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before:
        yield from _traceback(before)
        yield "\n\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(error.__traceback__)
    yield _describe(error)


def _safe(value: object, without_query: bool) -> object:
    """A value as it may be logged; an address `without_query`, which holds the question."""
    if isinstance(value, int | float) or value is None:
        return value
    if isinstance(value, BaseException):
        return _describe(value)
    return _one_line(str(value).partition("?")[0] if without_query else str(value))


def _one_line(text: str) -> str:
    text = SESSION.sub("(a session)", text[:MAX_LENGTH])
    return UNSAFE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def _log_end_of_thread(thread: threading.ExceptHookArgs) -> None:
    if thread.exc_value:
        log.error("A thread ended", exc_info=thread.exc_value)
