"""Planning a fetch: a site's meetings, compared with what was fetched before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from qa.errors import InputRefused, Missing, SiteFailed, SiteRefused
from qa.moderngov.client import Client
from qa.moderngov.ledger import Entry, Followed, Ledger, Visit
from qa.moderngov.plan import Plan
from qa.moderngov.reconciliation import reconcile
from qa.moderngov.records import Committee, Meeting, Version
from qa.moderngov.request import Request, find_committees
from qa.moderngov.selection import Selection, select_documents
from qa.moderngov.service import Service

# Councils add minutes and replace papers in the months after a meeting. Of older meetings a run
# visits only those that were visited longest ago, so that in time all of them are seen again.
RECENT = timedelta(days=120)
OLDER_MEETINGS = 10
SIZED_DOCUMENTS = 25  # documents whose size is asked beforehand; each takes a request

OnStep = Callable[[str, int, int], None]  # what is being done; how much of it is done, of how much


class PaperSource(Protocol):
    """Where papers come from: a `Client` of a site, or a manifest."""

    @property
    def requests(self) -> int: ...
    @property
    def received(self) -> int: ...
    def allows(self, address: str) -> bool: ...
    def download(self, address: str, to: Path, known: Version) -> Version | None: ...


@dataclass(slots=True)
class _Found:
    """The committees and meetings that a request asks for, and what could not be had, in words."""

    committees: list[Committee]
    meetings: list[Meeting] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def make_plan(
    request: Request,
    client: Client,
    ledger: Ledger,
    *,
    on_step: OnStep = lambda words, done, total: None,
) -> Plan:
    """Visit the meetings that are asked for, and note in the ledger which documents are wanted.

    A run that was stopped goes on: meetings that it visited are not requested again. Raises what
    the client does; where one of several meetings or committees fails, the plan says so instead.
    """
    now = datetime.now(UTC)
    service = Service(client, request.site)
    began = ledger.begin(request.site, now)
    found = _find_meetings(request, service, on_step)
    to_visit = []
    for committee in found.committees:
        visits = ledger.visits(request.site, committee.id)
        listed = [one for one in found.meetings if one.committee.id == committee.id]
        unlisted = [] if request.meetings else _unlisted(visits, listed, committee, request)
        to_visit += _meetings_to_visit([*listed, *unlisted], visits, request, began)
        found.meetings += unlisted
    left_out, failed = _visit_meetings(to_visit, request, service, ledger, on_step, now)
    if not request.meetings:
        for committee in found.committees:
            ledger.follow(_followed(request, committee))
    visited = _visited_since(began, found.committees, ledger, request.site)
    plan = replace(
        compare(request.site, found.meetings, visited, client, ledger, began, now),
        committees=tuple(found.committees),
        visited=len(to_visit) - len(failed),
        left_out=tuple(sorted(left_out.items())),
        failed=(*found.failed, *failed),
    )
    return _with_sizes(plan, client, on_step)


def compare(
    site: str,
    meetings: Sequence[Meeting],
    visited: Container[int],
    source: PaperSource,
    ledger: Ledger,
    began: datetime,
    now: datetime,
) -> Plan:
    """What is to be done for `meetings` by the ledger.

    Papers that we have of the meetings `visited` in this run, by their ids, are checked for
    changes. The run `began` at that time and goes on `now`.
    """
    entries = [one for meeting in meetings for one in ledger.entries(site, meeting.id)]
    wanted = [one for one in entries if one.state == "wanted" and not one.source.withdrawn]
    other_hosts = Counter(
        str(urlsplit(one.address).hostname) for one in wanted if not source.allows(one.address)
    )
    return Plan(
        site=site,
        meetings=tuple(meetings),
        new=tuple(one for one in wanted if source.allows(one.address)),
        checked=tuple(
            one for one in entries if one.meeting in visited and _is_to_be_checked(one, began)
        ),
        withdrawn=tuple(one for one in entries if one.source.withdrawn == now.date()),
        closed=tuple(one for one in entries if one.state == "closed"),
        elsewhere=tuple(sorted(other_hosts.items())),
    )


def _find_meetings(request: Request, service: Service, on_step: OnStep) -> _Found:
    """The committees that are asked for, and their meetings; or single meetings, and theirs."""
    found = _find_committees(request, service)
    asked, found.committees = found.committees, []
    missing = set(request.meetings)
    for n, committee in enumerate(asked):
        if request.meetings and not missing:
            break
        on_step(f"Meetings of {committee.name}", n, len(asked))
        try:
            listed = service.meetings(committee, request.first, request.last)
        except SiteFailed as error:
            if len(asked) == 1:
                raise
            found.failed.append(f"{committee.name}: {error}")
            continue
        found.committees.append(committee)
        found.meetings += [one for one in listed if not request.meetings or one.id in missing]
        missing -= {one.id for one in listed}
    if missing:
        numbers = ", ".join(map(str, sorted(missing)))
        raise InputRefused(
            f"The site lists no meeting with the number {numbers} there. See them with: --list "
            "--committee NAME"
        )
    if request.meetings:
        by_id = {one.committee.id: one.committee for one in found.meetings}
        found.committees = list(by_id.values())
    return found


def _find_committees(request: Request, service: Service) -> _Found:
    """The committees that are asked for, or else all; of those that are followed, the site may no
    longer list some."""
    listed = service.committees()
    if not request.followed:
        names = request.committees
        return _Found(find_committees(listed, names) if names else listed)
    found = [one for one in listed if str(one.id) in request.committees]
    gone = sorted(set(request.committees) - {str(one.id) for one in found})
    return _Found(found, failed=[f"committee {n}: the site lists it no more" for n in gone])


def _unlisted(
    visits: dict[int, Visit], listed: Sequence[Meeting], committee: Committee, request: Request
) -> list[Meeting]:
    """Meetings that were visited before, and that the site no longer lists."""
    ids = {one.id for one in listed}
    return [
        Meeting(one.id, committee, one.day, status=one.status)
        for one in visits.values()
        if one.id not in ids
        and (request.first is None or one.day >= request.first)
        and (request.last is None or one.day <= request.last)
    ]


def _meetings_to_visit(
    meetings: Sequence[Meeting], visits: dict[int, Visit], request: Request, began: datetime
) -> list[Meeting]:
    """Meetings that are new, recent, or listed with another day or status than before; and of the
    others those that were visited longest ago."""
    to_visit, others = [], []
    for one in meetings:
        visit = visits.get(one.id)
        if visit and visit.visited >= began:
            continue
        changed = not visit or (visit.day, visit.status) != (one.date, one.status)
        if changed or request.again or one.date >= began.date() - RECENT:
            to_visit.append(one)
        else:
            others.append(one)
    others.sort(key=lambda one: visits[one.id].visited)
    return to_visit + others[:OLDER_MEETINGS]


def _visit_meetings(
    meetings: Sequence[Meeting],
    request: Request,
    service: Service,
    ledger: Ledger,
    on_step: OnStep,
    now: datetime,
) -> tuple[Counter[str], list[str]]:
    """Request the pages of meetings, and note in the ledger which of their documents are wanted.

    Gives the number of documents that are left out, by the reason, and in words the meetings whose
    pages could not be had.
    """
    left_out: Counter[str] = Counter()
    failed = []
    for n, meeting in enumerate(meetings):
        name = f"{meeting.committee.name}, {meeting.date:%d/%m/%Y}"
        on_step(name, n, len(meetings))
        selection = Selection()
        try:
            agenda = service.agenda(meeting)
        except Missing:
            pass  # the meeting is gone, and all its documents with it
        except SiteFailed as error:
            failed.append(f"{name}: {error}")
            continue
        else:
            meeting = agenda.meeting
            selection = select_documents(agenda, request.council)
        left_out.update(one.reason for one in selection.left_out)
        reconcile(request.site, meeting, selection, ledger, now)
        visit = Visit(meeting.id, meeting.committee.id, meeting.date, meeting.status, now)
        ledger.note_visit(request.site, visit)
    return left_out, failed


def _visited_since(
    began: datetime, committees: Sequence[Committee], ledger: Ledger, site: str
) -> set[int]:
    """The ids of the meetings that were visited in the run that `began` then."""
    return {
        meeting_id
        for committee in committees
        for meeting_id, visit in ledger.visits(site, committee.id).items()
        if visit.visited >= began
    }


def _is_to_be_checked(entry: Entry, began: datetime) -> bool:
    has_copy = entry.state in ("kept", "same words") and not entry.source.withdrawn
    return has_copy and (entry.checked is None or entry.checked < began)


def _followed(request: Request, committee: Committee) -> Followed:
    return Followed(
        request.site,
        committee.id,
        committee.name,
        request.council,
        request.first,
        request.last,
        request.hosts,
        request.private,
    )


def _with_sizes(plan: Plan, client: Client, on_step: OnStep) -> Plan:
    """The plan with the size of its first new documents, as far as the site tells their sizes."""
    total = sized = 0
    for n, entry in enumerate(plan.new[:SIZED_DOCUMENTS]):
        on_step("Asking how large the papers are", n, min(SIZED_DOCUMENTS, len(plan.new)))
        try:
            size = client.size(entry.address)
        except (SiteFailed, SiteRefused):
            size = None
        if size is None:
            break  # a site that does not tell one size tells none
        total, sized = total + size, sized + 1
    return replace(plan, size=total, sized=sized)
