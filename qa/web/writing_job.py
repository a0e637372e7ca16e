"""The job that has an answer put in sentences, when it is its turn."""

from __future__ import annotations

from contextlib import closing

from qa.answers.answer import Answer
from qa.answers.written import Written
from qa.web import state
from qa.web.fair_queue import Busy
from qa.web.job import Job
from qa.writing.writer import AT_ONCE, BUSY, FAILED, Writer

WAITING = 4  # answers that may wait to be written, each for half a minute at most


class WritingJob(Job):
    """An answer that is being written. Pages read what is `written` so far."""

    def __init__(self, writer: Writer, found: Answer, agreed: bool, address: str) -> None:
        """Begin, for a reader at `address`, who `agreed` or not that it goes to a host outside."""
        self.found = found
        self.written: Written | None = None
        self._writer = writer
        self._agreed = agreed
        self._address = address
        super().__init__(())

    def _work(self) -> None:
        try:
            with state.writing.turn(self._address, AT_ONCE, WAITING):
                self._write()
        except Busy:
            self.written = self._writer.unavailable(BUSY)

    def _write(self) -> None:
        with closing(self._writer.write(self.found, agreed=self._agreed)) as coming:
            for written in coming:
                self.written = written
                if self.stopping:  # another question was asked
                    return

    def _fail(self, words: str) -> None:
        self.written = self._writer.unavailable(FAILED)
