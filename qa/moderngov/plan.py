"""What is to be fetched from a site: its meetings, compared with what was fetched before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from qa.errors import InputRefused, Missing, SiteFailed, SiteRefused
from qa.moderngov.choice import Choice, chosen
from qa.moderngov.client import Client, Known
from qa.moderngov.ledger import Document, Followed, Ledger, Looked
from qa.moderngov.reconciled import reconcile
from qa.moderngov.records import Committee, Meeting
from qa.moderngov.request import Request, matching
from qa.moderngov.service import Service

# Councils add minutes and replace papers in the months after a meeting. What is older is looked at
# in turn, so that all comes to be seen again without asking for all of it each time.
RECENT = timedelta(days=120)
IN_TURN = 10
SIZED = 25  # documents of which the size is asked beforehand: each is a request


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be done: documents that are `new`, those to be `checked` for changes, and those
    that the site lists no more (`withdrawn`) or has `closed` to the public.

    `left_out` counts documents by the reason, `elsewhere` by the host that they lie on. The sizes
    of `sized` of the new ones were told: `size` bytes. `failed` meetings could not be looked at.
    """

    site: str
    meetings: tuple[Meeting, ...]
    new: tuple[Document, ...]
    checked: tuple[Document, ...]
    withdrawn: tuple[Document, ...]
    closed: tuple[Document, ...]
    elsewhere: tuple[tuple[str, int], ...]
    committees: tuple[Committee, ...] = ()
    looked: int = 0
    left_out: tuple[tuple[str, int], ...] = ()
    failed: tuple[str, ...] = ()
    size: int = 0
    sized: int = 0

    def to_json(self) -> dict[str, Any]:
        """The plan for another program."""
        return {
            "site": self.site,
            "committees": [asdict(one) for one in self.committees],
            "meetings": len(self.meetings),
            "looked_at": self.looked,
            "new": [_named(one) for one in self.new],
            "to_check": len(self.checked),
            "withdrawn": [_named(one) for one in self.withdrawn],
            "closed": len(self.closed),
            "left_out": dict(self.left_out),
            "elsewhere": dict(self.elsewhere),
            "failed": list(self.failed),
            "size": {"documents": self.sized, "bytes": self.size},
        }


class Asking(Protocol):
    """What papers are had from."""

    @property
    def requests(self) -> int: ...
    @property
    def received(self) -> int: ...
    def allows(self, address: str) -> bool: ...
    def download(self, address: str, to: Path, known: Known) -> Known | None: ...


Tell = Callable[[str, int, int], None]  # what is being done, as the how manieth of how many


def planned(
    request: Request,
    client: Client,
    ledger: Ledger,
    *,
    tell: Tell = lambda words, n, of: None,
    now: datetime | None = None,
) -> Plan:
    """Look at the meetings that are asked for, and note in the ledger what is wanted of them.

    A run that was stopped is gone on with: what it looked at is not asked for again. Raises what
    the client does; what could not be looked at of several is told in the plan.
    """
    now = now or datetime.now(UTC)
    service = Service(client, request.site)
    began = ledger.begin(request.site, now)
    committees, meetings, failed = _meetings(request, service, tell)
    todo = []
    for committee in committees:
        before = ledger.looked(request.site, committee.id)
        own = [one for one in meetings if one.committee.id == committee.id]
        gone = [] if request.meetings else _gone(before, own, committee, request)
        todo += _to_look_at([*own, *gone], before, request, began)
        meetings += gone
    left_out, unseen = _looked_at(todo, request, service, ledger, tell, now)
    if not request.meetings:
        for committee in committees:
            ledger.follow(_follow(request, committee))
    seen = {
        i
        for committee in committees
        for i, looked in ledger.looked(request.site, committee.id).items()
        if looked.looked >= began
    }
    plan = compared(request.site, meetings, seen, client, ledger, began, now)
    plan = replace(
        plan,
        committees=tuple(committees),
        looked=len(todo) - len(unseen),
        left_out=tuple(sorted(left_out.items())),
        failed=(*failed, *unseen),
    )
    return _sized(plan, client, tell)


def compared(
    site: str,
    meetings: Sequence[Meeting],
    seen: Container[int],
    client: Asking,
    ledger: Ledger,
    began: datetime,
    now: datetime,
) -> Plan:
    """What is to be done for `meetings`, by the ledger; what is there of those `seen` in this run
    is asked for changes."""
    found = [one for meeting in meetings for one in ledger.documents(site, meeting.id)]
    wanted = [one for one in found if one.state == "wanted" and not one.source.withdrawn]
    hosts = Counter(
        str(urlsplit(one.address).hostname) for one in wanted if not client.allows(one.address)
    )
    return Plan(
        site=site,
        meetings=tuple(meetings),
        new=tuple(one for one in wanted if client.allows(one.address)),
        checked=tuple(
            one for one in found if one.meeting in seen and _is_to_be_checked(one, began)
        ),
        withdrawn=tuple(one for one in found if one.source.withdrawn == now.date()),
        closed=tuple(one for one in found if one.state == "closed"),
        elsewhere=tuple(sorted(hosts.items())),
    )


def _looked_at(
    meetings: Sequence[Meeting],
    request: Request,
    service: Service,
    ledger: Ledger,
    tell: Tell,
    now: datetime,
) -> tuple[Counter[str], list[str]]:
    """Look at the pages of meetings, and note in the ledger what is wanted of each: how many
    documents are left out, by the reason, and which meetings could not be looked at."""
    left_out: Counter[str] = Counter()
    failed = []
    for n, meeting in enumerate(meetings):
        tell(f"{meeting.committee.name}, {meeting.date:%d/%m/%Y}", n, len(meetings))
        choice = Choice((), ())
        try:
            agenda = service.agenda(meeting)
        except Missing:
            pass  # all that was there is withdrawn
        except SiteFailed as error:
            failed.append(f"{meeting.committee.name}, {meeting.date:%d/%m/%Y}: {error}")
            continue
        else:
            meeting = agenda.meeting
            choice = chosen(agenda, request.council)
        left_out.update(one.reason for one in choice.left_out)
        reconcile(request.site, meeting, choice, ledger, now)
        looked = Looked(meeting.id, meeting.committee.id, meeting.date, meeting.status, now)
        ledger.look(request.site, looked)
    return left_out, failed


def _meetings(
    request: Request, service: Service, tell: Tell
) -> tuple[list[Committee], list[Meeting], list[str]]:
    """The committees that are asked for, and their meetings; or single meetings and theirs; and
    what of it could not be had."""
    committees, failed = _committees(request, service)
    there, meetings = [], list[Meeting]()
    wanted = set(request.meetings)
    for n, committee in enumerate(committees):
        if request.meetings and not wanted:
            break
        tell(f"Meetings of {committee.name}", n, len(committees))
        try:
            listed = service.meetings(committee, request.first, request.last)
        except SiteFailed as error:
            if len(committees) == 1:
                raise
            failed.append(f"{committee.name}: {error}")
            continue
        there.append(committee)
        meetings += [one for one in listed if not request.meetings or one.id in wanted]
        wanted -= {one.id for one in listed}
    if wanted:
        numbers = ", ".join(map(str, sorted(wanted)))
        raise InputRefused(
            f"The site lists no meeting with the number {numbers} there. See them with: --list "
            "--committee NAME"
        )
    if request.meetings:
        there = list({one.committee.id: one.committee for one in meetings}.values())
    return there, meetings, failed


def _committees(request: Request, service: Service) -> tuple[list[Committee], list[str]]:
    """The committees that are asked for, and which of those that are followed are there no more."""
    listed = service.committees()
    if not request.followed:
        return (matching(listed, request.committees) if request.committees else listed), []
    there = [one for one in listed if str(one.id) in request.committees]
    gone = sorted(set(request.committees) - {str(one.id) for one in there})
    return there, [f"committee {number}: the site lists it no more" for number in gone]


def _gone(
    before: dict[int, Looked], listed: Sequence[Meeting], committee: Committee, request: Request
) -> list[Meeting]:
    """Meetings that were looked at before, and that the site's list has no more."""
    there = {one.id for one in listed}
    return [
        Meeting(one.id, committee, one.day, status=one.status)
        for one in before.values()
        if one.id not in there
        and (request.first is None or one.day >= request.first)
        and (request.last is None or one.day <= request.last)
    ]


def _to_look_at(
    meetings: Sequence[Meeting], before: dict[int, Looked], request: Request, began: datetime
) -> list[Meeting]:
    """Those that were not looked at, that the list tells other of than before, or that are recent;
    and of the others those that were looked at longest ago."""
    todo, rest = [], []
    for one in meetings:
        then = before.get(one.id)
        if then and then.looked >= began:
            continue
        changed = not then or (then.day, then.status) != (one.date, one.status)
        if changed or request.again or one.date >= began.date() - RECENT:
            todo.append(one)
        else:
            rest.append(one)
    return todo + sorted(rest, key=lambda one: before[one.id].looked)[:IN_TURN]


def _is_to_be_checked(document: Document, began: datetime) -> bool:
    had = document.state in ("kept", "same words") and not document.source.withdrawn
    return had and (document.checked is None or document.checked < began)


def _follow(request: Request, committee: Committee) -> Followed:
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


def _sized(plan: Plan, client: Client, tell: Tell) -> Plan:
    """The plan with the sizes of its first new documents, as far as the site tells them."""
    size = sized = 0
    for n, one in enumerate(plan.new[:SIZED]):
        tell("Asking how large the papers are", n, min(SIZED, len(plan.new)))
        try:
            told = client.size(one.address)
        except (SiteFailed, SiteRefused):
            told = None
        if told is None:
            break  # a site that does not tell one size tells none
        size, sized = size + told, sized + 1
    return replace(plan, size=size, sized=sized)


def _named(document: Document) -> dict[str, Any]:
    said = document.source
    return {
        "title": said.title,
        "address": document.address,
        "item": said.item,
        "committee": said.committee,
        "meeting_date": said.meeting_date,
    }
