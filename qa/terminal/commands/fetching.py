"""`fetch`: brings a council's papers in from its site, or from a list, and indexes them."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.settings import settings
from qa.terminal.options import From, Index, Json, To, Wait
from qa.terminal.output.screen import say, show_json, warn

if TYPE_CHECKING:
    from qa.moderngov.manifest_source import Manifest
    from qa.moderngov.plan import Plan
    from qa.moderngov.report import FetchReport
    from qa.moderngov.request import Request

DONE, SOME_FAILED, STOPPED_AT_LIMIT, INTERRUPTED = 0, 1, 3, 130  # exit codes
NO_CONTACT = (
    "Set QA_CONTACT to your email address: the council's site is then told whom to write to."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted: papers of a site, or of a manifest, or all that was fetched before."""

    site: Annotated[
        str | None, typer.Argument(metavar="[SITE]", help="Address of a ModernGov site.")
    ] = None
    show_list: Annotated[
        bool, typer.Option("--list", help="Show committees, or the meetings of those named.")
    ] = False
    committees: Annotated[
        list[str] | None,
        typer.Option("--committee", help="Name, part of it, or number; may be repeated."),
    ] = None
    meetings: Annotated[
        list[int] | None, typer.Option("--meeting", help="Number of a meeting; may be repeated.")
    ] = None
    every: Annotated[bool, typer.Option("--every", help="All committees of the site.")] = False
    date_from: From = None
    date_to: To = None
    update: Annotated[
        bool, typer.Option("--update", help="Bring all that was fetched before up to date.")
    ] = False
    manifest: Annotated[
        Path | None, typer.Option(help="Papers from elsewhere: a list in CSV or JSON Lines.")
    ] = None
    again: Annotated[
        bool, typer.Option("--again", help="Look at every meeting again, however old.")
    ] = False
    council: Annotated[str | None, typer.Option(help="Name of the council, for citations.")] = None
    also: Annotated[
        list[str] | None, typer.Option("--also", help="Another host to fetch documents from.")
    ] = None
    private: Annotated[
        bool, typer.Option("--private", help="The site may lie on a private network.")
    ] = False

    def check(self) -> None:
        """Raise `typer.BadParameter` where it is not clear what is wanted."""
        if sum(map(bool, (self.site, self.update, self.manifest))) != 1:
            raise typer.BadParameter("Name a SITE, or give --update, or --manifest and a file.")
        is_limited = bool(self.committees or self.meetings)
        if self.site and not self.show_list and self.every == is_limited:
            raise typer.BadParameter(
                "Give --committee NAME, --meeting NUMBER or --every; --list shows all."
            )

    def request(self) -> Request | Manifest | None:
        """The same, as fetching takes it; None for all that was fetched before.

        Raises `InputRefused` where the site is no web address.
        """
        from qa.moderngov.address import site_address
        from qa.moderngov.manifest_source import Manifest
        from qa.moderngov.request import Request

        if self.manifest:
            return Manifest(self.manifest, self.private)
        if not self.site:
            return None
        return Request(
            site_address(self.site),
            committees=tuple(self.committees or ()),
            meetings=tuple(self.meetings or ()),
            first=self.date_from,
            last=self.date_to,
            council=self.council,
            hosts=tuple(self.also or ()),
            private=self.private,
            again=self.again,
        )


@dataclass(frozen=True, slots=True)
class Run:
    """How the run goes, and into which library."""

    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be fetched.")] = (
        False
    )
    no_index: Annotated[bool, typer.Option("--no-index", help="Do not index what was fetched.")] = (
        False
    )
    as_json: Json = False
    wait: Wait = True
    index: Index = None


def fetch(wanted: Wanted, run: Run) -> None:
    """Fetch a council's papers from its own ModernGov SITE, and index them.

    What will be fetched is shown first. It may be stopped at any moment and goes on from there.
    Exits with 1 if anything could not be fetched, with 3 if a limit was reached and more is left.
    """
    from qa.moderngov.request import Request

    wanted.check()
    request = wanted.request()
    try:
        if wanted.show_list and isinstance(request, Request):
            _show_list(request, run.as_json)
            return
        plans, report = _fetch(request, wanted.again, run)
        if not (run.dry_run or run.no_index):
            _index(run)
    except KeyboardInterrupt:
        warn("Stopped. What was fetched stays; run the same again to go on.")
        raise typer.Exit(INTERRUPTED) from None
    raise typer.Exit(_exit_code(plans, report))


def _show_list(request: Request, as_json: bool) -> None:
    """Show the committees of a site, or the meetings of those that are named."""
    from qa.moderngov.client import Client
    from qa.moderngov.request import find_committees
    from qa.moderngov.service import Service
    from qa.terminal.output.site import show_committees, show_meetings

    with Client(request.site, request.hosts, request.private, warn) as client:
        service = Service(client, request.site)
        committees = service.committees()
        if not request.committees:
            show_committees(committees, as_json)
            return
        meetings = [
            meeting
            for committee in find_committees(committees, request.committees)
            for meeting in service.meetings(committee, request.first, request.last)
        ]
    show_meetings(meetings, as_json)


def _fetch(
    request: Request | Manifest | None, again: bool, run: Run
) -> tuple[list[Plan], FetchReport]:
    """Plan, and unless it is a dry run fetch, what is asked for, or else all that was fetched
    before; show both."""
    from qa.library.councils.home import home
    from qa.moderngov.session import fetch, followed_requests, open_ledger
    from qa.moderngov.wording import report_lines
    from qa.terminal.output.progress import show_fetching

    if not settings().contact:
        warn(NO_CONTACT)
    folder = home(run.index).fetched
    with (
        show_fetching(with_plan=not run.as_json) as callbacks,
        open_ledger(folder, callbacks, wait=run.wait) as ledger,
    ):
        requests = [request] if request else followed_requests(ledger, again)
        plans, report = fetch(requests, folder, ledger, callbacks, dry_run=run.dry_run)
    if run.as_json:
        done = None if run.dry_run else report.to_json()
        show_json({"plans": [plan.to_json() for plan in plans], "report": done})
    elif not run.dry_run:
        for line in report_lines(report):
            say(line)
    return plans, report


def _index(run: Run) -> None:
    """Bring the library up to date with what was fetched; nothing is shown beside JSON."""
    from qa.library.councils.home import home
    from qa.library.ingest import ingest
    from qa.library.library import Library
    from qa.terminal.output.papers import show_report
    from qa.terminal.output.progress import show_indexing

    showing = nullcontext(lambda progress: None) if run.as_json else show_indexing()
    where = home(run.index)
    with Library(where.place, create=True) as library:
        with showing as on_progress:
            report = ingest(
                [where.fetched],
                library,
                on_progress=on_progress,
                wait=run.wait,
                on_wait=warn,
                # The folder is there, as its ledger was used just now; what is gone was closed.
                may_remove=lambda lost: True,
            )
        if not run.as_json:
            show_report(report, library.store.papers.all(), library.store.vectors.describe())


def _exit_code(plans: list[Plan], report: FetchReport) -> int:
    if report.unfinished:
        return STOPPED_AT_LIMIT
    if report.troubles or any(plan.failed for plan in plans):
        return SOME_FAILED
    return DONE
