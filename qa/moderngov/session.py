"""One run of fetching: each site or manifest is planned, shown, and then fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from qa.errors import InputRefused, SiteFailed, SiteRefused
from qa.library.lock import locked
from qa.moderngov.client import Client
from qa.moderngov.fetching import carry_out, delete_partial_files
from qa.moderngov.ledger import Ledger
from qa.moderngov.manifest_source import Manifest, ManifestSource
from qa.moderngov.plan import Plan
from qa.moderngov.planning import OnStep, PaperSource, make_plan
from qa.moderngov.report import FetchReport, Progress, Trouble
from qa.moderngov.request import Request, update_requests

WORK = "Another fetch is at work in this folder"


@dataclass(frozen=True, slots=True)
class Callbacks:
    """What is called as a run goes on, so that a person can be shown how it goes.

    `on_step` is called for each page that is requested while a plan is made, `on_plan` with the
    plan, `on_progress` for each paper, and `on_wait` with what is waited for.
    """

    on_step: OnStep = lambda words, done, total: None
    on_plan: Callable[[Plan], None] = lambda plan: None
    on_progress: Callable[[Progress], None] = lambda progress: None
    on_wait: Callable[[str], None] = lambda words: None


@contextmanager
def open_ledger(folder: Path, callbacks: Callbacks, *, wait: bool = True) -> Iterator[Ledger]:
    """The ledger of a folder, for one run at a time. Raises `LibraryBusy` and `InputRefused`."""
    with (
        closing(Ledger(folder)) as ledger,
        locked(folder, wait=wait, on_wait=callbacks.on_wait, work=WORK),
    ):
        delete_partial_files(folder)
        yield ledger


def fetch(
    requests: Sequence[Request | Manifest],
    folder: Path,
    ledger: Ledger,
    callbacks: Callbacks,
    *,
    dry_run: bool = False,
) -> tuple[list[Plan], FetchReport]:
    """Plan what is asked for of each site or manifest and, unless it is a dry run, fetch it.

    Where one of several fails, the report says so and the others go on; where there is only one,
    its error is raised: what `make_plan` and `carry_out` raise.
    """
    plans, report = [], FetchReport()
    for request in requests:
        try:
            with (
                _paper_source(request, callbacks) as (source, plan_in),
                _ledger_to_write(ledger, dry_run) as written,
            ):
                plan = plan_in(written)
                plans.append(plan)
                callbacks.on_plan(plan)
                if not dry_run:
                    report.add(
                        carry_out(plan, folder, source, written, on_progress=callbacks.on_progress)
                    )
        except (SiteFailed, SiteRefused, InputRefused) as error:
            if len(requests) == 1:
                raise
            report.troubles.append(Trouble(request.name, request.name, str(error)))
    return plans, report


def followed_requests(ledger: Ledger, again: bool = False) -> list[Request | Manifest]:
    """The requests that bring all that was fetched before up to date; `again` visits all meetings.

    Raises `InputRefused` where nothing was fetched before.
    """
    followed = ledger.followed()
    if not followed:
        raise InputRefused(
            "Nothing was fetched yet, so there is nothing to update. Begin with: "
            "python -m qa fetch SITE --committee NAME"
        )
    sites = update_requests([one for one in followed if not one.is_manifest], again)
    manifests = [Manifest(Path(one.site), one.private) for one in followed if one.is_manifest]
    return [*sites, *manifests]


@contextmanager
def _paper_source(
    request: Request | Manifest, callbacks: Callbacks
) -> Iterator[tuple[PaperSource, Callable[[Ledger], Plan]]]:
    """Where papers come from, and how fetching them is planned."""
    if isinstance(request, Manifest):
        with ManifestSource(request, callbacks.on_wait) as source:
            yield source, source.make_plan
    else:
        with Client(request.site, request.hosts, request.private, callbacks.on_wait) as client:
            yield client, partial(make_plan, request, client, on_step=callbacks.on_step)


def _ledger_to_write(ledger: Ledger, dry_run: bool) -> AbstractContextManager[Ledger]:
    """The ledger that a run writes to: in a dry run, a copy whose changes are forgotten."""
    return closing(ledger.copy_in_memory()) if dry_run else nullcontext(ledger)
