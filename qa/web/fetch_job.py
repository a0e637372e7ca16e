"""The job that fetches papers from councils' sites and adds them."""

from __future__ import annotations

import threading
from dataclasses import replace

from qa.errors import CouncilPapersError, InputRefused
from qa.library.councils.home import Home
from qa.library.ingest import Progress as Ingesting
from qa.library.ingest import ingest
from qa.library.run import IngestReport
from qa.moderngov.plan import Plan
from qa.moderngov.report import Progress as Fetching
from qa.moderngov.request import Request
from qa.moderngov.session import Callbacks, fetch, followed_requests, open_ledger
from qa.moderngov.wording import report_lines, size_words
from qa.settings import settings
from qa.web.job import LIBRARY_TURN, Job, Progress, library_turn
from qa.wording import count

BUSY = (
    "Papers are being fetched just now, and there is one fetch at a time. Wait until it has ended, "
    "and then try again."
)
STOPPED = "Stopped. What was fetched until then stays, and the next fetch goes on from there."


class _Stopped(Exception):
    """Somebody asked for the job to stop."""


class FetchJob(Job):
    """One fetch: its only `progress`, its `plans`, and in `lines` what became of it.

    `wanted` is what was asked for, None for all that is followed; a `dry` job only plans.
    """

    def __init__(self, wanted: Request | None, dry: bool, home: Home) -> None:
        self.home = home
        self.wanted = wanted
        self.dry = dry
        self.plans: list[Plan] = []
        self.lines: list[str] = []
        super().__init__([Progress("Beginning")])

    def _work(self) -> None:
        self._fetch()
        if self.dry:
            return
        try:
            self._index()
        except CouncilPapersError as error:
            self.lines.append(f"Not added to the library yet: {error}")

    def _fail(self, words: str) -> None:
        self.lines.append(f"Not finished: {words}")

    def _fetch(self) -> None:
        """Make the plans, and carry them out unless it is dry. What was in the way is a line."""
        folder = self.home.fetched
        callbacks = Callbacks(self._look, self.plans.append, self._move, self._wait)
        try:
            with open_ledger(folder, callbacks, wait=False) as ledger:
                asked = [self.wanted] if self.wanted else followed_requests(ledger)
                # Whoever runs the service may have followed a site on a private network.
                requests = [replace(one, private=settings().fetch_private) for one in asked]
                _, report = fetch(requests, folder, ledger, callbacks, dry_run=self.dry)
        except _Stopped:
            self.lines.append("Stopped." if self.dry else STOPPED)
        except CouncilPapersError as error:
            self.lines.append(str(error))
        else:
            if not self.dry:
                failed = [words for plan in self.plans for words in plan.failed]
                self.lines += report_lines(report)
                self.lines += [f"Could not be looked at: {words}" for words in failed]

    def _index(self) -> None:
        """Bring the library up to date with what was fetched."""
        waits = LIBRARY_TURN.locked()
        self._show("Waiting for papers that are being added" if waits else "Adding")
        with library_turn(self.home) as library:
            # The folder is there, as its ledger was used just now; what is gone was closed.
            report = ingest(
                [self.home.fetched],
                library,
                on_progress=self._add,
                on_wait=self._say,
                may_remove=lambda lost: True,
            )
        self.lines += _added(report)

    def _show(self, words: str, share: float = 0.0) -> None:
        self.progress[0] = Progress(words, share)

    def _say(self, words: str) -> None:
        self._show(words, self.progress[0].share)

    def _look(self, words: str, n: int, of: int) -> None:
        self._check()
        self._show(f"{words} ({n + 1} of {of})", n / of if of else 0)

    def _move(self, now: Fetching) -> None:
        self._check()
        if now.title:
            got = f"{size_words(now.received)} received"
            words = f"Fetching paper {now.done + 1} of {now.all}: {now.title} ({got})"
            self._show(words, now.done / now.all)

    def _wait(self, words: str) -> None:
        self._check()
        self._say(words)

    def _add(self, now: Ingesting) -> None:
        if now.name:
            words = f"Adding paper {now.papers + 1} of {now.all_papers} to the library: {now.name}"
            self._show(words, now.papers / now.all_papers)

    def _check(self) -> None:
        if self.stopping:
            raise _Stopped


class FetchJobs:
    """The fetch jobs of this process, one at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest: FetchJob | None = None

    def running(self, home: Home | None = None) -> FetchJob | None:
        """The job that goes on now, if any; only if it is of `home`, where that is given."""
        latest = self._latest
        if latest is None or latest.done or (home and latest.home.place != home.place):
            return None
        return latest

    def begin(self, wanted: Request | None, home: Home, *, dry: bool = False) -> FetchJob:
        """Begin a job. Raises `InputRefused` while another goes on."""
        with self._lock:
            if self.running():
                raise InputRefused(BUSY)
            self._latest = FetchJob(wanted, dry, home)
            return self._latest


fetch_jobs = FetchJobs()


def _added(report: IngestReport) -> list[str]:
    """What became of papers in the library."""
    read = f"{count(report.read, 'paper')}, {count(report.passages, 'passage')}"
    counts = {
        f"Added to the library: {read}.": report.read,
        f"{count(report.unreadable, 'paper')} could not be read.": report.unreadable,
        f"{count(report.faulty, 'paper')} met a fault in this program.": report.faulty,
        f"Taken out of the library: {count(report.removed, 'paper')}.": report.removed,
    }
    return [words for words, n in counts.items() if n] or ["The library is as it was."]
