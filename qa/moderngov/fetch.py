"""Papers brought in from a site, as planned: each with what the site knows of it, beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

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
from qa.moderngov.client import Known
from qa.moderngov.ledger import Document, Ledger
from qa.moderngov.overlap import same_words
from qa.moderngov.plan import Asking, Plan
from qa.papers.source import beside, keep_beside, source_of

PART = ".part"
IN_A_ROW = 5  # papers that fail one after another: the site is not asked on
GIVEN_UP = f"{IN_A_ROW} papers failed one after another, so the site is left alone for now."


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a fetch stands as it begins the paper `title`: `done` of `all`, `received` bytes."""

    title: str
    done: int
    all: int
    received: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """A paper that could not be fetched, and why."""

    title: str
    address: str
    reason: str


@dataclass(slots=True)
class FetchReport:
    """What became of papers, counted; `unfinished` says why not all was done, or is empty."""

    fetched: int = 0
    replaced: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    taken_out: int = 0
    same_words: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    requests: int = 0
    received: int = 0
    unfinished: str = ""

    def add(self, other: FetchReport) -> None:
        """Count what became of papers of another site too."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def to_json(self) -> dict[str, Any]:
        """The report for another program."""
        told = {name: getattr(self, name) for name in self.__slots__}
        return {**told, "troubles": [asdict(one) for one in self.troubles]}


def carried_out(
    plan: Plan,
    folder: Path,
    client: Asking,
    ledger: Ledger,
    *,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    now: datetime | None = None,
) -> FetchReport:
    """Fetch what is planned into `folder`. It may be stopped at any moment, and be gone on with.

    What the site closed to the public is taken out first. A paper comes to lie in its place whole,
    or not at all; one that fails is told, and the rest goes on. Raises `DiskFull`, `InputRefused`.
    """
    run = _Run(folder, client, ledger, now or datetime.now(UTC))
    try:
        run.take_out(plan.closed)
        run.report.withdrawn = len(plan.withdrawn)
        todo = sorted([*plan.new, *plan.checked], key=_in_turn)
        seen = {one.id for one in plan.meetings}
        for n, one in enumerate(todo):
            on_progress(Progress(one.source.title or "", n, len(todo), client.received))
            if not run.take(one):
                break
            if n + 1 == len(todo) or todo[n + 1].meeting != one.meeting:
                run.settle(plan.site, one.meeting)
                seen.discard(one.meeting)
        for meeting in seen:
            run.settle(plan.site, meeting)
        on_progress(Progress("", len(todo), len(todo), client.received))
    except OSError as error:
        told = cannot_write(folder, error)
        raise told if isinstance(told, DiskFull) else _unwritable(folder, error) from error
    if not run.report.unfinished:
        ledger.finish(plan.site)
    run.report.requests, run.report.received = client.requests, client.received
    return run.report


class _Run:
    """One fetch from one site."""

    def __init__(self, folder: Path, client: Asking, ledger: Ledger, now: datetime) -> None:
        self.report = FetchReport()
        self._folder = folder
        self._client = client
        self._ledger = ledger
        self._now = now
        self._failures = 0  # in a row

    def take(self, document: Document) -> bool:
        """Fetch a document, or ask whether it changed; whether to go on with others."""
        try:
            self._fetch(document)
        except Ceiling as error:
            self.report.unfinished = str(error)
        except Missing as error:
            self._failures = 0
            if document.state == "wanted":
                self._trouble(document, error)
            else:
                self._withdraw(document)
        except (SiteFailed, SiteRefused) as error:
            self._failures += 1
            self._trouble(document, error)
            if self._failures == IN_A_ROW:
                self.report.unfinished = GIVEN_UP
        else:
            self._failures = 0
        return not self.report.unfinished

    def _fetch(self, document: Document) -> None:
        path = self._folder / document.path
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(PART)
        known = document.known
        if document.state == "kept" and not path.exists():
            known = Known()
        try:
            told = self._client.download(document.address, part, known)
            if told is None:
                self._ledger.put(replace(document, checked=self._now))
                self.report.unchanged += 1
                return
            if path.exists() and document.state != "same words":
                self.report.replaced += 1
            else:
                self.report.fetched += 1
            keep_beside(path, document.source)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        self._ledger.put(replace(document, state="kept", known=told, checked=self._now))

    def _withdraw(self, document: Document) -> None:
        source = replace(document.source, withdrawn=self._now.date())
        self._ledger.put(replace(document, source=source))
        self.report.withdrawn += 1

    def _trouble(self, document: Document, error: Exception) -> None:
        title = document.source.title or document.path
        self.report.troubles.append(Trouble(title, document.address, str(error)))

    def take_out(self, documents: Iterable[Document]) -> None:
        """Delete our copies of documents, and what lies beside them."""
        for one in documents:
            path = self._folder / one.path
            if path.exists():
                path.unlink()
                self.report.taken_out += 1
            beside(path).unlink(missing_ok=True)
            self._ledger.forget(one)

    def settle(self, site: str, meeting: int) -> None:
        """Have the files of a meeting be as the ledger says: what is said of each lies beside it,
        and no words lie there twice."""
        documents = self._ledger.documents(site, meeting)
        kept = [one for one in documents if one.state == "kept"]
        for one in kept:
            path = self._folder / one.path
            if path.exists() and not _lies_beside(path, one):
                keep_beside(path, one.source)
        stays = [one for one in kept if not one.leaving]
        if any(one.role in ("single", "pack") for one in stays):
            self.take_out(one for one in kept if one.leaving)  # its words are there without it
        singles = [self._folder / one.path for one in stays if one.role == "single"]
        fresh = any(one.checked == self._now for one in stays)
        for one in stays if fresh and singles else ():
            path = self._folder / one.path
            if one.role == "supplement" and path.exists() and same_words(path, singles):
                path.unlink()
                beside(path).unlink(missing_ok=True)
                self._ledger.put(replace(one, state="same words"))
                self.report.same_words += 1


def _lies_beside(path: Path, document: Document) -> bool:
    """Whether what is said of a document is what lies beside it."""
    try:
        return source_of(path) == document.source
    except UnreadablePaper:
        return False


def _in_turn(document: Document) -> tuple[int, int, bool]:
    """Newest meetings first; of each its supplements last, to be compared with the rest."""
    day = document.source.meeting_date or date.min
    return -day.toordinal(), document.meeting, document.role == "supplement"


def _unwritable(folder: Path, error: OSError) -> InputRefused:
    return InputRefused(
        f"Papers cannot be put into {folder} ({error.strerror}). Give the account that runs this "
        "the right to write there, or name another folder with QA_FETCHED."
    )


def clear(folder: Path) -> None:
    """Delete what a fetch that was stopped left half received in `folder`."""
    for part in folder.rglob(f"*{PART}"):
        part.unlink(missing_ok=True)
