"""One run of fetching, from a person's wish to papers in the folder: shown first, then done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from qa.errors import InputRefused, SiteFailed, SiteRefused
from qa.library.lock import locked
from qa.moderngov.client import Client
from qa.moderngov.fetch import FetchReport, Progress, Trouble, carried_out, clear
from qa.moderngov.ledger import Ledger
from qa.moderngov.listed import Listed, Manifest
from qa.moderngov.plan import Asking, Plan, Tell, planned
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
    wanted: Sequence[Request | Manifest],
    folder: Path,
    ledger: Ledger,
    shown: Shown,
    *,
    dry: bool = False,
) -> tuple[list[Plan], FetchReport]:
    """Plan what is `wanted` of each site or manifest, show it, and unless it is `dry` do it.

    One that fails is told, and the others go on, unless there is only that one. Raises what
    `planned` and `carried_out` do.
    """
    plans, report = [], FetchReport()
    for one in wanted:
        try:
            with _asking(one, shown) as (asking, look), _book(ledger, dry) as book:
                plan = look(book)
                plans.append(plan)
                shown.plan(plan)
                if not dry:
                    report.add(carried_out(plan, folder, asking, book, on_progress=shown.progress))
        except (SiteFailed, SiteRefused, InputRefused) as error:
            if len(wanted) == 1:
                raise
            report.troubles.append(Trouble(one.name, one.name, str(error)))
    return plans, report


def followed(ledger: Ledger, again: bool = False) -> list[Request | Manifest]:
    """What is to be asked so that all that was fetched before is up to date.

    Raises `InputRefused` where nothing was.
    """
    found = ledger.followed()
    if not found:
        raise InputRefused(
            "Nothing was fetched yet, so there is nothing to update. Begin with: "
            "python -m qa fetch SITE --committee NAME"
        )
    sites = requests([one for one in found if not one.manifest], again)
    return [*sites, *(Manifest(Path(one.site), one.private) for one in found if one.manifest)]


@contextmanager
def _asking(
    wanted: Request | Manifest, shown: Shown
) -> Iterator[tuple[Asking, Callable[[Ledger], Plan]]]:
    """What papers are had from, and how that is planned."""
    if isinstance(wanted, Manifest):
        with Listed(wanted, shown.wait) as listed:
            yield listed, listed.planned
    else:
        with Client(wanted.site, wanted.hosts, wanted.private, shown.wait) as client:
            yield client, partial(planned, wanted, client, tell=shown.tell)


def _book(ledger: Ledger, dry: bool) -> AbstractContextManager[Ledger]:
    """The ledger to write to: of a run that is dry one that is forgotten."""
    return closing(ledger.rehearsal()) if dry else nullcontext(ledger)
