"""Papers on their way from councils' sites into the library: they go on while the page is left."""

from __future__ import annotations

import threading
from contextlib import nullcontext
from dataclasses import dataclass, replace

from qa.errors import CouncilPapersError, InputRefused, NothingIndexed
from qa.library.ingest import Progress as Indexed
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.library.run import IngestReport
from qa.moderngov.plan import Plan
from qa.moderngov.report import Progress
from qa.moderngov.request import Request
from qa.moderngov.session import Callbacks, fetch, followed_requests, open_ledger
from qa.moderngov.wording import report_lines, size_words
from qa.settings import settings
from qa.web import state
from qa.web.upload_job import INSIDE, TURN
from qa.wording import count

BUSY = (
    "Papers are being fetched just now, and there is one fetch at a time. Wait until it has ended, "
    "and then try again."
)
STOPPED = "Stopped. What was fetched until then stays, and the next fetch goes on from there."


class _Stopped(Exception):
    """Somebody asked for the run to end."""


@dataclass(frozen=True, slots=True)
class Step:
    """Where a run is, in words, and what share of what it does now is done."""

    words: str
    share: float = 0.0


class Haul:
    """One run: the `step` it is at, what was planned, and in `lines` what became of it.

    `wanted` is what was asked for, None for all that is followed; a `dry` run only plans.
    """

    def __init__(self, wanted: Request | None, dry: bool) -> None:
        """Begin it, beside."""
        self.wanted = wanted
        self.dry = dry
        self.step = Step("Beginning")
        self.plans: list[Plan] = []
        self.lines: list[str] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="haul", daemon=True)
        self._thread.start()

    @property
    def done(self) -> bool:
        """Whether it has come to its end."""
        return not self._thread.is_alive()

    @property
    def stopping(self) -> bool:
        """Whether it was asked to end."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Let it end before the next paper."""
        self._stop.set()

    def _run(self) -> None:
        failure = f"Not finished: {INSIDE}"
        try:
            self._fetch()
            if not self.dry:
                self._index()
            failure = ""
        except CouncilPapersError as error:
            failure = f"Not added to the library yet: {error}"
        finally:
            self.lines += [failure] if failure else []

    def _fetch(self) -> None:
        """Plan, and unless it is dry fetch; what stands in the way is told."""
        folder = settings().fetched
        callbacks = Callbacks(self._tell, self.plans.append, self._move, self._wait)
        try:
            with open_ledger(folder, callbacks, wait=False) as ledger:
                asked = [self.wanted] if self.wanted else followed_requests(ledger)
                # Whoever runs the service may have followed a site on a private network.
                kept_out = [replace(one, private=settings().fetch_private) for one in asked]
                _, report = fetch(kept_out, folder, ledger, callbacks, dry_run=self.dry)
        except _Stopped:
            self.lines.append("Stopped." if self.dry else STOPPED)
        except CouncilPapersError as error:
            self.lines.append(str(error))
        else:
            if not self.dry:
                unseen = [words for plan in self.plans for words in plan.failed]
                self.lines += report_lines(report)
                self.lines += [f"Could not be looked at: {words}" for words in unseen]

    def _index(self) -> None:
        """Bring the library up to date with what was fetched."""
        self.step = Step("Waiting for papers that are being added" if TURN.locked() else "Adding")
        with TURN, _opened() as library:
            did = ingest([settings().fetched], library, on_progress=self._add, on_wait=self._say)
        self.lines += _added(did)

    def _tell(self, words: str, n: int, of: int) -> None:
        self._check()
        self.step = Step(f"{words} ({n + 1} of {of})", n / of if of else 0)

    def _move(self, now: Progress) -> None:
        self._check()
        got = f"{size_words(now.received)} received"
        if now.title:
            words = f"Fetching paper {now.done + 1} of {now.all}: {now.title} ({got})"
            self.step = Step(words, now.done / now.all)

    def _wait(self, words: str) -> None:
        self._check()
        self._say(words)

    def _say(self, words: str) -> None:
        self.step = Step(words, self.step.share)

    def _add(self, now: Indexed) -> None:
        if now.name:
            words = f"Adding paper {now.papers + 1} of {now.all_papers} to the library: {now.name}"
            self.step = Step(words, now.papers / now.all_papers)

    def _check(self) -> None:
        if self.stopping:
            raise _Stopped


class Hauls:
    """The runs of this process: one at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest: Haul | None = None

    def at_work(self) -> Haul | None:
        """The run that goes on now, if any."""
        latest = self._latest
        return None if latest is None or latest.done else latest

    def begin(self, wanted: Request | None, *, dry: bool = False) -> Haul:
        """Begin a run. Raises `InputRefused` while another goes on."""
        with self._lock:
            if self.at_work():
                raise InputRefused(BUSY)
            self._latest = Haul(wanted, dry)
            return self._latest


hauls = Hauls()


def _opened() -> nullcontext[Library] | Library:
    try:
        return nullcontext(state.library())
    except NothingIndexed:
        return Library(embedder=state.embedder(), create=True)


def _added(report: IngestReport) -> list[str]:
    """What became of papers in the library."""
    read = f"{count(report.read, 'paper')}, {count(report.passages, 'passage')}"
    told = {
        f"Added to the library: {read}.": report.read,
        f"{count(report.unreadable, 'paper')} could not be read.": report.unreadable,
        f"{count(report.faulty, 'paper')} met a fault in this program.": report.faulty,
        f"Taken out of the library: {count(report.removed, 'paper')}.": report.removed,
    }
    return [words for words, n in told.items() if n] or ["The library is as it was."]
