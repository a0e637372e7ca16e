"""What is written down: of what went wrong, without the words of who asked; and the questions
themselves, only where whoever keeps the service wants that."""

from __future__ import annotations

import json
import logging
import os
import re
import threading
import traceback
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from qa import characters
from qa.errors import CouncilPapersError, InputRefused
from qa.settings import settings

# What ends a line, is obeyed by a terminal, or turns text round.
UNSEEN = re.compile(f"[{characters.OBEYED}{characters.TAB_AND_NEWLINE}{characters.SURROGATES}]")
LONGEST = 2000  # characters of one thing that is logged
# Errors whose words are of the program and the machine: those of others may be a reader's.
WORDED = (OSError, ImportError, NameError, AttributeError, TypeError, CouncilPapersError)
UNWRITTEN = "A question could not be added to the file that QA_LOG_QUESTIONS names: %s"
log = logging.getLogger(__name__)


class Record(logging.LogRecord):
    """An entry of a log: on one line, but for the places that an error came through."""

    def __init__(self, *given: Any, **rest: Any) -> None:
        super().__init__(*given, **rest)
        asked = self.name.startswith("uvicorn")  # which logs addresses, and with them questions
        if isinstance(self.args, Mapping):
            self.args = {name: _inert(value, asked) for name, value in self.args.items()}
        elif self.args:
            self.args = tuple(_inert(value, asked) for value in self.args)
        self.msg = _inert(self.msg, False)
        if self.exc_info and self.exc_info[1]:
            self.exc_text = "".join(_traced(self.exc_info[1]))


def discreet() -> None:
    """Have all that this process logs from now on be such a `Record`."""
    logging.setLogRecordFactory(Record)
    threading.excepthook = _ended


def asked(question: str, status: str) -> None:
    """Store a question and what came of it, where the settings name a file for that."""
    if not settings().log_questions:
        return
    now = datetime.now(UTC).isoformat(timespec="seconds")
    line = json.dumps({"at": now, "question": question, "status": status}) + "\n"
    try:
        # In one write, so that the lines of several processes do not mix; for its owner only.
        file = os.open(settings().log_questions, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, line.encode())
        finally:
            os.close(file)
    except OSError as error:
        log.warning(UNWRITTEN, error)


def told(error: BaseException) -> str:
    """An error on one line: its kind, and its words where they are nobody's question."""
    kind = type(error).__name__
    worded = isinstance(error, WORDED) and not isinstance(error, InputRefused)
    return f"{kind}: {_line(str(error))}" if worded else kind


def _traced(error: BaseException) -> Iterator[str]:
    """The places that an error and those before it came through."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before:
        yield from _traced(before)
        yield "\n\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(error.__traceback__)
    yield told(error)


def _inert(value: object, asked: bool) -> object:
    if isinstance(value, int | float) or value is None:
        return value
    if isinstance(value, BaseException):
        return told(value)
    return _line(str(value).partition("?")[0] if asked else str(value))


def _line(text: str) -> str:
    return UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text[:LONGEST])


def _ended(thread: threading.ExceptHookArgs) -> None:
    if thread.exc_value:
        log.error("A thread ended", exc_info=thread.exc_value)
