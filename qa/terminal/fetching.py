"""`python -m qa fetch`: what it shows as it goes, and what it does once papers were fetched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path

from rich import progress
from rich.table import Column

from qa.moderngov.client import Client
from qa.moderngov.fetch import Progress
from qa.moderngov.listed import Manifest
from qa.moderngov.plan import Plan
from qa.moderngov.request import Request, matching
from qa.moderngov.service import Service
from qa.moderngov.session import Shown, fetch, followed, ledger_in
from qa.moderngov.wording import plan_lines, report_lines, size
from qa.settings import settings
from qa.terminal import console
from qa.terminal.console import err, one_line

DONE, TROUBLED, MORE = 0, 1, 3  # exit codes
NO_CONTACT = (
    "Set QA_CONTACT to your email address: the council's site is then told whom to write to."
)


def show_list(request: Request, as_json: bool) -> None:
    """The committees of a site, or the meetings of those that are named."""
    with Client(request.site, request.hosts, request.private, console.warn) as client:
        service = Service(client, request.site)
        committees = service.committees()
        if not request.committees:
            if as_json:
                console.show_json([asdict(one) for one in committees])
            else:
                rows = [
                    (str(one.id), one.name, one.category or "", "no longer meets" * one.former)
                    for one in committees
                ]
                console.show_rows(("Number", "Committee", "Category", ""), rows)
            return
        meetings = [
            meeting
            for committee in matching(committees, request.committees)
            for meeting in service.meetings(committee, request.first, request.last)
        ]
    if as_json:
        console.show_json([asdict(one) for one in meetings])
        return
    told = [
        (str(one.id), one.date.isoformat(), one.time or "", one.committee.name, one.status or "")
        for one in meetings
    ]
    console.show_rows(("Number", "Date", "Time", "Committee", "Status"), told)


def run(
    wanted: Request | Manifest | None,
    *,
    again: bool,
    dry: bool,
    index: Path | None,
    as_json: bool,
    wait: bool,
) -> int:
    """Fetch what is `wanted`, or else all that is followed; then index it into the library in the
    folder `index`, if any. The exit code."""
    folder = settings().fetched
    if not settings().contact:
        console.warn(NO_CONTACT)
    with _shown(as_json) as shown, ledger_in(folder, shown, wait=wait) as ledger:
        asked = [wanted] if wanted else followed(ledger, again)
        plans, report = fetch(asked, folder, ledger, shown, dry=dry)
    if as_json:
        told = None if dry else report.to_json()
        console.show_json({"plans": [plan.to_json() for plan in plans], "report": told})
    elif not dry:
        for line in report_lines(report):
            console.say(line)
    if index and not dry:
        _index(folder, index, as_json, wait)
    if report.unfinished:
        return MORE
    return TROUBLED if report.troubles or any(plan.failed for plan in plans) else DONE


def _index(folder: Path, index: Path, as_json: bool, wait: bool) -> None:
    """Bring the library up to date with what was fetched."""
    from qa.library.ingest import ingest
    from qa.library.library import Library

    with Library(index, create=True) as library:
        with nullcontext(_silent) if as_json else console.indexing() as show:
            report = ingest([folder], library, on_progress=show, wait=wait, on_wait=console.warn)
        if not as_json:
            console.show_report(report, library.store.papers(), library.note)


def _silent(_: object) -> None:
    """Show nothing: what is printed is for another program."""


@contextmanager
def _shown(as_json: bool) -> Iterator[Shown]:
    """Show a fetch as it goes: a bar on a terminal, a line a step elsewhere; the plan before the
    rest, unless it is printed as JSON at the end."""

    def plan(planned: Plan) -> None:
        for line in () if as_json else plan_lines(planned):
            console.say(line)

    if not err.is_terminal:
        yield Shown(_tell_line, plan, _progress_line, console.warn)
        return
    columns = (
        progress.TextColumn("{task.completed:.0f} of {task.total:.0f}"),
        progress.BarColumn(bar_width=20),
        progress.TextColumn("{task.fields[received]}", markup=False),
        progress.TextColumn(
            "{task.description}",
            markup=False,
            table_column=Column(ratio=1, no_wrap=True, overflow="ellipsis"),
        ),
    )
    with progress.Progress(*columns, console=err, transient=True, expand=True) as bar:
        task = bar.add_task("", total=0, received="")

        def tell(words: str, n: int, of: int) -> None:
            bar.update(task, description=one_line(words), completed=n, total=of)

        def move(now: Progress) -> None:
            tell(now.title, now.done, now.all)
            bar.update(task, received=size(now.received))

        yield Shown(tell, plan, move, console.warn)


def _tell_line(words: str, n: int, of: int) -> None:
    console.warn(f"{n + 1} of {of}: {one_line(words)}")


def _progress_line(now: Progress) -> None:
    if now.title:
        _tell_line(f"Fetching {now.title}", now.done, now.all)
