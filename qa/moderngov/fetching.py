"""Carrying out a plan: papers fetched into a folder, each with what its site says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from qa.errors import (
    Ceiling,
    DiskFull,
    InputRefused,
    Missing,
    SiteFailed,
    SiteRefused,
    UnreadablePaper,
    cannot_write,
)
from qa.moderngov.ledger import Entry, Ledger
from qa.moderngov.overlap import only_repeats
from qa.moderngov.plan import Plan
from qa.moderngov.planning import PaperSource
from qa.moderngov.records import Version
from qa.moderngov.report import FetchReport, Progress, Trouble
from qa.papers.source import beside, keep_beside, source_of

PARTIAL = ".part"  # the extension of a file that is being received
MAX_FAILURES = 5  # papers that fail in a row, after which the site is left alone
GIVEN_UP = f"{MAX_FAILURES} papers failed one after another, so the site is left alone for now."


def carry_out(
    plan: Plan,
    folder: Path,
    source: PaperSource,
    ledger: Ledger,
    *,
    on_progress: Callable[[Progress], None] = lambda progress: None,
) -> FetchReport:
    """Fetch what is planned into `folder`. It may be stopped at any moment, and then goes on.

    Papers that the site closed to the public are deleted first. A paper comes to lie in its place
    whole, or not at all; one that fails is reported, and the others are fetched all the same.
    Raises `DiskFull` and `InputRefused`.
    """
    run = _Run(folder, source, ledger)
    try:
        run.carry_out(plan, on_progress)
    except OSError as error:
        reason = cannot_write(folder, error)
        raise reason if isinstance(reason, DiskFull) else _unwritable(folder, error) from error
    if not run.report.unfinished:
        ledger.finish(plan.site)
    run.report.requests, run.report.received = source.requests, source.received
    return run.report


class _Run:
    """One fetch from one site."""

    def __init__(self, folder: Path, source: PaperSource, ledger: Ledger) -> None:
        self.report = FetchReport()
        self._folder = folder
        self._source = source
        self._ledger = ledger
        self._now = datetime.now(UTC)
        self._failures = 0  # in a row

    def carry_out(self, plan: Plan, on_progress: Callable[[Progress], None]) -> None:
        """Delete, fetch and check what is planned, meeting by meeting, the newest first."""
        self._delete(plan.closed)
        self.report.withdrawn = len(plan.withdrawn)
        entries = sorted([*plan.new, *plan.checked], key=_newest_first)
        unsettled = {meeting.id for meeting in plan.meetings}
        for n, entry in enumerate(entries):
            title = entry.source.title or ""
            on_progress(Progress(title, n, len(entries), self._source.received))
            self._fetch(entry)
            if self.report.unfinished:
                break
            if n + 1 == len(entries) or entries[n + 1].meeting != entry.meeting:
                self._settle(plan.site, entry.meeting)
                unsettled.discard(entry.meeting)
        for meeting in unsettled:
            self._settle(plan.site, meeting)
        on_progress(Progress("", len(entries), len(entries), self._source.received))

    def _fetch(self, entry: Entry) -> None:
        """Fetch a document, or ask whether it changed; note in the report what came of it."""
        try:
            self._download(entry)
        except Ceiling as error:
            self.report.unfinished = str(error)
        except Missing as error:
            self._failures = 0
            if entry.state == "wanted":
                self._add_trouble(entry, error)
            else:
                self._withdraw(entry)
        except (SiteFailed, SiteRefused) as error:
            self._failures += 1
            self._add_trouble(entry, error)
            if self._failures == MAX_FAILURES:
                self.report.unfinished = GIVEN_UP
        else:
            self._failures = 0

    def _download(self, entry: Entry) -> None:
        path = self._folder / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}{PARTIAL}")
        known = entry.version
        if entry.state == "kept" and not path.exists():
            known = Version()  # our copy was deleted: fetch it although it did not change
        try:
            version = self._source.download(entry.address, partial, known)
            if version is None:
                self._ledger.save(replace(entry, checked=self._now))
                self.report.unchanged += 1
                return
            if path.exists() and entry.state != "same words":
                self.report.replaced += 1
            else:
                self.report.fetched += 1
            keep_beside(path, entry.source)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
        self._ledger.save(replace(entry, state="kept", version=version, checked=self._now))

    def _withdraw(self, entry: Entry) -> None:
        source = replace(entry.source, withdrawn=self._now.date())
        self._ledger.save(replace(entry, source=source))
        self.report.withdrawn += 1

    def _add_trouble(self, entry: Entry, error: Exception) -> None:
        title = entry.source.title or entry.path
        self.report.troubles.append(Trouble(title, entry.address, str(error)))

    def _delete(self, entries: Iterable[Entry]) -> None:
        """Delete our copies of documents, what lies beside them, and their entries."""
        for entry in entries:
            path = self._folder / entry.path
            if path.exists():
                path.unlink()
                self.report.taken_out += 1
            beside(path).unlink(missing_ok=True)
            self._ledger.forget(entry)

    def _settle(self, site: str, meeting: int) -> None:
        """Bring the files of a meeting in line with the ledger: beside each paper lies what its
        site says of it now, and no words lie there twice."""
        kept = [one for one in self._ledger.entries(site, meeting) if one.state == "kept"]
        for entry in kept:
            path = self._folder / entry.path
            if path.exists() and not _lies_beside(path, entry):
                keep_beside(path, entry.source)
        staying = [entry for entry in kept if not entry.leaving]
        roles = {entry.role for entry in staying}
        for entry in kept:
            needed = {"minutes"} if entry.role == "minutes page" else {"single", "pack"}
            if entry.leaving and roles & needed:
                self._delete([entry])
        if any(entry.checked == self._now for entry in staying):
            self._drop_repeats(staying)

    def _drop_repeats(self, entries: Iterable[Entry]) -> None:
        """Delete our copies of supplements that hold only words of single papers."""
        entries = list(entries)
        singles = [self._folder / entry.path for entry in entries if entry.role == "single"]
        if not singles:
            return
        for entry in entries:
            path = self._folder / entry.path
            if entry.role == "supplement" and path.exists() and only_repeats(path, singles):
                path.unlink()
                beside(path).unlink(missing_ok=True)
                self._ledger.save(replace(entry, state="same words"))
                self.report.same_words += 1


def _lies_beside(path: Path, entry: Entry) -> bool:
    """Whether what the site says of a document is what lies beside its copy."""
    try:
        return source_of(path) == entry.source
    except UnreadablePaper:
        return False


def _newest_first(entry: Entry) -> tuple[int, int, bool]:
    """The key that sorts the newest meetings first. The supplements of a meeting come last, since
    they are compared with its other papers."""
    day = entry.source.meeting_date or date.min
    return -day.toordinal(), entry.meeting, entry.role == "supplement"


def _unwritable(folder: Path, error: OSError) -> InputRefused:
    return InputRefused(
        f"Papers cannot be put into {folder} ({error.strerror}). Give the account that runs this "
        "the right to write there, or name another folder with QA_FETCHED."
    )


def delete_partial_files(folder: Path) -> None:
    """Delete the files in `folder` that a fetch was receiving when it was stopped."""
    for partial in folder.rglob(f"*{PARTIAL}"):
        partial.unlink(missing_ok=True)
