"""The writer: asks a server for sentences, and passes on those that their passages bear out."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache

from qa.answers.answer import Answer
from qa.answers.citation import Citation
from qa.answers.written import Written, WrittenSentence, WrittenStatus
from qa.library.remembered import Remembered
from qa.settings import Settings, settings
from qa.writing.failure import WriterFailed
from qa.writing.fitness import is_fit
from qa.writing.prompt import Request
from qa.writing.resting import Rest
from qa.writing.sentences import Sentence, sentences_in
from qa.writing.server import Whereabouts, WriterServer
from qa.writing.stream import NotDone, written_by

AT_ONCE = 2  # answers that are written at once
WAIT = 10.0  # seconds that one more waits for its turn
MAX_KEPT = 200  # answers that are remembered
MOSTLY_WRONG = "Most of what the language model wrote is not borne out by the passages."
NOTHING_WRITTEN = "The language model wrote nothing that the passages bear out."
BUSY = "Others are being written for just now."
RESTING = "The language model failed three times, and is not asked for a minute."
FAILED = "The language model gave no answer that can be used."
NOT_DONE = "The language model was not done in the time, or the length, that it may take."
log = logging.getLogger(__name__)


@dataclass
class _Draft:
    """What a request has brought so far: sentences that are borne out, and how many are not."""

    request: Request
    borne_out: list[Sentence] = field(default_factory=list)
    dropped: int = 0

    def add(self, one: Sentence) -> None:
        """Take a sentence in, if its passage bears it out and it is not there yet."""
        if any(one.text == other.text for other in self.borne_out):
            return
        cited = self.request.cited
        is_sent = 1 <= one.passage <= len(cited)
        if is_sent and is_fit(one.text, cited[one.passage - 1]):
            self.borne_out.append(one)
        else:
            self.dropped += 1

    @property
    def is_mostly_wrong(self) -> bool:
        """Whether more than half of it is not borne out."""
        return self.dropped > len(self.borne_out)

    @property
    def sentences(self) -> tuple[WrittenSentence, ...]:
        """The sentences with their citations."""
        cited = self.request.cited
        return tuple(WrittenSentence(s.text.strip(), cited[s.passage - 1]) for s in self.borne_out)


class Writer:
    """Writes by a server, two answers at once, and remembers what it wrote. Any thread may ask."""

    def __init__(
        self, server: WriterServer, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.server = server
        self.rest = Rest(clock)
        self._where = Whereabouts(server)
        self._places = threading.BoundedSemaphore(AT_ONCE)
        self._kept = Remembered[tuple[tuple[Sentence, ...], int]](MAX_KEPT)

    @property
    def needs_consent(self) -> bool:
        """Whether a reader must agree first that the question and the passages go to its host."""
        return self.server.is_encrypted and self._where.is_outside()

    def writes_for(self, answer: Answer) -> bool:
        """Whether it writes for an answer: only where the papers answer."""
        return answer.status == "answered" and bool(Request.of(answer).cited)

    def passages_of(self, answer: Answer) -> Sequence[Citation]:
        """The citations whose passages are sent for an answer."""
        return Request.of(answer).cited

    def write(self, answer: Answer, *, agreed: bool = False) -> Generator[Written, None, None]:
        """What is written for an answer, each time that there is more of it, and at last the whole.

        Only the last says how it ended: what it does not show any more is not to be shown. Nothing
        comes where it does not write for the answer. `agreed` says that the reader agreed that the
        question and the passages go to a host outside.
        """
        if not self.writes_for(answer):
            return
        request, began = Request.of(answer), time.monotonic()
        key = request.key(self.server.chat, self.server.model)
        if (kept := self._kept.held(key)) is not None:
            yield self._ended(_Draft(request, [*kept[0]], kept[1]), began, "")
        elif self.rest.is_on:
            yield self.unavailable(RESTING, time.monotonic() - began)
        elif not self._places.acquire(timeout=WAIT):
            yield self.unavailable(BUSY, time.monotonic() - began)
        else:
            try:
                yield from self._asked(request, key, agreed, began)
            finally:
                self._places.release()

    def _asked(
        self, request: Request, key: str, agreed: bool, began: float
    ) -> Generator[Written, None, None]:
        draft, late = _Draft(request), ""
        body = request.body(self.server.model)
        try:
            with closing(written_by(self.server, body, agreed)) as pieces:
                for sentence in sentences_in(pieces):
                    draft.add(sentence)
                    if not draft.is_mostly_wrong:
                        yield self._written("shown", began, draft)
        except NotDone as error:
            log.warning("The writer at %s failed: %s", self.server.host, str(error))
            late = NOT_DONE
        except WriterFailed as error:
            log.warning("The writer at %s failed: %s", self.server.host, str(error))
            self.rest.failed()
            yield self.unavailable(FAILED, time.monotonic() - began)
            return
        if late and not draft.borne_out:
            self.rest.failed()
            yield self.unavailable(late, time.monotonic() - began)
            return
        self.rest.succeeded()
        if not late:
            self._kept.keep(key, (tuple(draft.borne_out), draft.dropped))
        yield self._ended(draft, began, late)

    def _ended(self, draft: _Draft, began: float, late: str) -> Written:
        if draft.is_mostly_wrong:
            return self._written("nothing borne out", began, draft, MOSTLY_WRONG)
        if not draft.borne_out:
            return self._written("nothing borne out", began, draft, NOTHING_WRITTEN)
        return self._written("shown", began, draft, late)

    def _written(
        self, status: WrittenStatus, began: float, draft: _Draft, reason: str = ""
    ) -> Written:
        shown = draft.sentences if status == "shown" else ()
        seconds = time.monotonic() - began
        model, host = self.server.model, self.server.host
        return Written(status, model, host, shown, draft.dropped, reason, seconds)

    def unavailable(self, reason: str, seconds: float = 0.0) -> Written:
        """That nothing is written, and why."""
        model, host = self.server.model, self.server.host
        return Written("unavailable", model, host, reason=reason, seconds=seconds)


def last(coming: Generator[Written, None, None]) -> Written | None:
    """All that is written, once it is; None where nothing comes."""
    ended = deque(coming, maxlen=1)
    return ended[0] if ended else None


@cache
def _writer_at(server: WriterServer) -> Writer:
    return Writer(server)


def writer_for(chosen: Settings) -> Writer | None:
    """The writer of this process that these settings name; None where they name none."""
    server = WriterServer.of(chosen)
    return _writer_at(server) if server else None


def writer() -> Writer | None:
    """The writer that the settings of this process name; None where they name none."""
    return writer_for(settings())
