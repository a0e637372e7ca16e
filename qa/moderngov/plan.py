"""What is to be fetched from a site: its meetings, compared with what was fetched before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from rapidfuzz import process

from qa.errors import InputRefused, Missing, SiteFailed, SiteRefused
from qa.library.uploads import safe_name
from qa.moderngov.choice import IN_PACK, IN_SINGLES, RESTRICTED, Choice, Wanted, chosen
from qa.moderngov.client import Client, Known
from qa.moderngov.ledger import Document, Followed, Ledger, Looked
from qa.moderngov.records import Committee, Meeting
from qa.moderngov.service import Service

# Councils add minutes and replace papers in the months after a meeting. What is older is looked at
# in turn, so that all comes to be seen again without asking for all of it each time.
RECENT = timedelta(days=120)
IN_TURN = 10
SIZED = 25  # documents of which the size is asked beforehand: each is a request


@dataclass(frozen=True, slots=True)
class Request:
    """What a person wants of a site: of `committees` by name, part of one, or number, or else of
    all, the meetings from `first` to `last`; or of these only single `meetings`, by number.

    With `again` every meeting is looked at, however old. Committees that are `followed` may be gone
    by now. `hosts` and `private` are the client's.
    """

    site: str
    committees: tuple[str, ...] = ()
    meetings: tuple[int, ...] = ()
    first: date | None = None
    last: date | None = None
    council: str | None = None
    hosts: tuple[str, ...] = ()
    private: bool = False
    again: bool = False
    followed: bool = False


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


def matching(committees: Sequence[Committee], wanted: Iterable[str]) -> list[Committee]:
    """The committees meant by numbers, names, or parts of names. Raises `InputRefused`."""
    found: dict[int, Committee] = {}
    for one in wanted:
        name = " ".join(one.casefold().split())
        same = [c for c in committees if name in (str(c.id), c.name.casefold())]
        meant = same or [c for c in committees if name and name in c.name.casefold()]
        if not meant:
            names = [c.name for c in committees]
            near = "; ".join(text for text, _, _ in process.extract(one, names, limit=3))
            raise InputRefused(
                f"The site has no committee called “{one}”. Nearest are: {near}. "
                "See all with --list."
            )
        found.update((c.id, c) for c in meant)
    return list(found.values())


def requests(followed: Sequence[Followed], again: bool = False) -> list[Request]:
    """What is to be asked so that all that is `followed` is up to date, a request a site and span
    of time."""
    same: dict[Request, list[str]] = {}
    for one in followed:
        key = Request(
            one.site,
            first=one.first,
            last=one.last,
            council=one.council,
            hosts=one.hosts,
            private=one.private,
            again=again,
            followed=True,
        )
        same.setdefault(key, []).append(str(one.committee))
    return [replace(key, committees=tuple(numbers)) for key, numbers in same.items()]


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
        if not request.meetings:
            own += _gone(before, own, committee, request)
        todo += _to_look_at(own, before, request, began)
        meetings = [*meetings, *(one for one in own if one not in meetings)]
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


def reconcile(site: str, meeting: Meeting, choice: Choice, ledger: Ledger, now: datetime) -> None:
    """Note in the ledger what is wanted of a meeting now, and what became of the rest."""
    before = {one.address: one for one in ledger.documents(site, meeting.id)}
    wanted = {one.address for one in choice.wanted}
    out = {one.address: one.reason for one in choice.left_out}
    gone = [one for address, one in before.items() if address not in wanted]
    for old in gone:
        match out.get(old.address):
            case reason if reason == RESTRICTED:
                ledger.put(replace(old, state="closed"))
            case reason if reason in (IN_SINGLES, IN_PACK):
                ledger.put(replace(old, leaving=True))
            case _ if old.state == "wanted":
                ledger.forget(old)
            case _ if not old.source.withdrawn:
                ledger.put(replace(old, source=replace(old.source, withdrawn=now.date())))
    for new in choice.wanted:
        if known := ledger.document(site, new.address):
            # It may be for another meeting too: then it is of the one that had it first.
            if known.meeting == meeting.id or known.source.withdrawn:
                state = "wanted" if known.state == "closed" else known.state
                ledger.put(
                    replace(
                        known, meeting=meeting.id, source=new.source, state=state, leaving=False
                    )
                )
        else:
            former = next((one for one in gone if _is_replaced(one, new)), None)
            if former:
                gone.remove(former)
                ledger.forget(former)
            path = former.path if former else _place(site, meeting, new.name, ledger)
            ledger.put(Document(site, new.address, meeting.id, path, new.role, new.source))


def _is_replaced(old: Document, new: Wanted) -> bool:
    """Whether a document that is gone was put up anew at another address."""
    return (old.role, old.source.item, old.source.title) == (
        new.role,
        new.source.item,
        new.source.title,
    )


def _place(site: str, meeting: Meeting, name: str, ledger: Ledger) -> str:
    """Where a new document goes: a folder a site, a committee and a meeting, under its title."""
    folders = [
        folder(urlsplit(site).netloc or Path(site).stem),
        folder(meeting.committee.name),
        *([str(meeting.id)] if meeting.id else []),
    ]
    stem = name.removesuffix(".pdf")
    names = (f"{stem} ({n}).pdf" if n > 1 else name for n in count(1))
    places = ("/".join([*folders, one]) for one in names)
    return next(place for place in places if not ledger.holder(place))


def folder(name: str) -> str:
    """The name of a folder for what is called `name`."""
    return safe_name(re.sub(r"[/\\]", "-", name)).removesuffix(".pdf")


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
