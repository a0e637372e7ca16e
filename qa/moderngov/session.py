"""One run of fetching, from a person's wish to papers in the folder: shown first, then done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from qa.errors import InputRefused, SiteFailed, SiteRefused
from qa.library.lock import locked
from qa.moderngov.client import Client
from qa.moderngov.fetch import FetchReport, Progress, Trouble, carried_out, clear
from qa.moderngov.ledger import Ledger
from qa.moderngov.listed import Listed
from qa.moderngov.plan import Plan, Tell, planned
from qa.moderngov.request import Request, requests

WORK = "Another fetch is at work in this folder"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person is told as a run goes on: what is being looked at, what was planned, how far
    the papers have come, and what is waited for."""

    tell: Tell = lambda words, n, of: None
    plan: Callable[[Plan], None] = lambda plan: None
    progress: Callable[[Progress], None] = lambda progress: None
    wait: Callable[[str], None] = lambda words: None


@contextmanager
def ledger_in(folder: Path, shown: Shown, *, wait: bool = True) -> Iterator[Ledger]:
    """The ledger of a folder, for one run at a time. Raises `LibraryBusy`, `InputRefused`."""
    with (
        closing(Ledger(folder)) as ledger,
        locked(folder, wait=wait, on_wait=shown.wait, work=WORK),
    ):
        clear(folder)
        yield ledger


def fetch(
    wanted: Sequence[Request], folder: Path, ledger: Ledger, shown: Shown, *, dry: bool = False
) -> tuple[list[Plan], FetchReport]:
    """Plan what is `wanted` of each site, show it, and unless it is `dry` do it.

    A site that fails is told, and the others go on, unless there is only that one. Raises what
    `planned` and `carried_out` do.
    """
    plans, report = [], FetchReport()
    for request in wanted:
        try:
            with (
                Client(request.site, request.hosts, request.private, shown.wait) as client,
                _book(ledger, dry) as book,
            ):
                plan = planned(request, client, book, tell=shown.tell)
                plans.append(plan)
                shown.plan(plan)
                if not dry:
                    did = carried_out(plan, folder, client, book, on_progress=shown.progress)
                    report.add(did)
        except (SiteFailed, SiteRefused, InputRefused) as error:
            if len(wanted) == 1:
                raise
            report.troubles.append(Trouble(request.site, request.site, str(error)))
    return plans, report


def fetch_listed(
    manifests: Sequence[Path],
    folder: Path,
    ledger: Ledger,
    shown: Shown,
    *,
    private: bool = False,
    dry: bool = False,
) -> tuple[list[Plan], FetchReport]:
    """Bring in what manifests list, each shown first. Raises what `fetch` does."""
    plans, report = [], FetchReport()
    for manifest in manifests:
        try:
            with Listed(manifest, private, shown.wait) as listed, _book(ledger, dry) as book:
                plan = listed.planned(book)
                plans.append(plan)
                shown.plan(plan)
                if not dry:
                    did = carried_out(plan, folder, listed, book, on_progress=shown.progress)
                    report.add(did)
        except (SiteFailed, SiteRefused, InputRefused) as error:
            if len(manifests) == 1:
                raise
            report.troubles.append(Trouble(manifest.name, str(manifest), str(error)))
    return plans, report


def update(
    folder: Path, ledger: Ledger, shown: Shown, *, again: bool = False, dry: bool = False
) -> tuple[list[Plan], FetchReport]:
    """Bring all that was fetched before up to date. Raises what `fetch` does, and `InputRefused`
    where nothing was."""
    followed = ledger.followed()
    sites = requests([one for one in followed if not one.manifest], again)
    manifests = [one for one in followed if one.manifest]
    if not followed:
        raise InputRefused(
            "Nothing was fetched yet, so there is nothing to update. Begin with: "
            "python -m qa fetch SITE --committee NAME"
        )
    plans, report = fetch(sites, folder, ledger, shown, dry=dry)
    for one in manifests:
        more, also = fetch_listed(
            [Path(one.site)], folder, ledger, shown, private=one.private, dry=dry
        )
        plans += more
        report.add(also)
    return plans, report


def _book(ledger: Ledger, dry: bool) -> AbstractContextManager[Ledger]:
    """The ledger to write to: of a run that is dry one that is forgotten."""
    return closing(ledger.rehearsal()) if dry else nullcontext(ledger)
