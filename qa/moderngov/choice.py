"""Which papers of a meeting are wanted, and what its page says of each.

The same words are published again and again: as single papers, bound into a pack, and as copies
under several items. Each is wanted once, and what is not for the public never.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, count
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import TypeAdapter, ValidationError

from qa.library.uploads import SEPARATOR, safe_name
from qa.moderngov.records import Agenda, Item, Linked, Meeting
from qa.papers.document import Document
from qa.papers.kinds import AGENDA, APPENDIX, DECISION, MINUTES
from qa.papers.opening import is_appendix_label
from qa.papers.source import Address, Source

Role = Literal["single", "pack", "front sheet", "minutes", "supplement"]

RESTRICTED = "restricted"
UNUSABLE = "no address that can be used"
NOT_A_PDF = "not a PDF"
ELSEWHERE = "of another meeting"
UNKNOWN = "of a kind that is not known"
IN_SINGLES = "in single papers already"
IN_PACK = "in the pack already"

# What "T" says of a document that the site made of a whole meeting: its role, and its kind where
# that is certain. A pack is of several kinds.
MADE: dict[str, tuple[Role, Document | None]] = {
    "0": ("front sheet", AGENDA.name),
    "1": ("minutes", MINUTES.name),
    "2": ("single", DECISION.name),
    "9": ("supplement", None),
    "10": ("pack", None),
}
SUPPLEMENT = "9"
FOLDER = re.compile(r"/documents/(?P<letter>[gbs])(?P<number>\d+)/", re.IGNORECASE | re.ASCII)
CONVERTED = re.compile(r"/mgConvert2PDF\.aspx$", re.IGNORECASE)
ENDING = re.compile(r"\.[a-z][a-z0-9]{1,4}$|\.7z$", re.IGNORECASE)
DRAFT = re.compile(
    r"\b(?:draft|unconfirmed|unapproved|unsigned"
    r"|(?:not(?: yet)?|to be|for) (?:approved|confirmed|signed|approval|confirmation))\b",
    re.IGNORECASE,
)
APPROVED = re.compile(r"\b(?:approved|confirmed|signed)\b", re.IGNORECASE)
LONGEST = 500  # characters of what a Source says
_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper to fetch from `address`, to be kept as the file `name`, which no other paper of the
    meeting has, with what the site says of it."""

    address: str
    name: str
    source: Source
    role: Role


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A document that is not fetched, and why; `address` is None where none can be used."""

    title: str
    address: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The papers of a meeting, each once, and the documents that are left out."""

    wanted: tuple[Wanted, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A document with the item it stands under; None where it is of the whole meeting."""

    linked: Linked
    item: Item | None

    @property
    def restricted(self) -> bool:
        return self.linked.restricted or (self.item is not None and self.item.restricted)


@dataclass(frozen=True, slots=True)
class _Link:
    """What an address tells: the `letter` of its folder (g: of a meeting, b: a supplement, s: a
    single paper; "" for none), the number of that, and T. One document has one `key`."""

    letter: str
    number: int
    made: str | None
    path: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A document that may be wanted. What the site made of the whole meeting is of no item."""

    linked: Linked
    item: Item | None
    role: Role
    document: Document | None


def chosen(agenda: Agenda, council: str | None) -> Choice:
    """The papers that are wanted of a meeting.

    Single papers stand before the pack, which is wanted only where no item has one; the front
    sheet only without the pack. Minutes, decisions and supplements are always wanted.
    """
    placed = [_Placed(linked, item) for item in agenda.items for linked in item.documents]
    placed += [_Placed(linked, None) for linked in agenda.documents]
    read = [(p, _link(p.linked.address)) for p in placed]
    closed = {link.key for p, link in read if link and p.restricted}
    found: dict[tuple[str, ...], _Found] = {}
    left: list[LeftOut] = []
    for p, link in read:
        if p.restricted or (link and link.key in closed):
            left.append(_left(p.linked, RESTRICTED, link))
        elif link is None:
            left.append(_left(p.linked, UNUSABLE, None))
        elif reason := _refusal(link, agenda.meeting):
            left.append(_left(p.linked, reason, link))
        elif link.key not in found:
            found[link.key] = _found(p, link)
    singles = any(f.item for f in found.values())
    packed = not singles and any(f.role == "pack" for f in found.values())
    wanted: list[Wanted] = []
    names: set[str] = set()
    for f in found.values():
        if f.role == "pack" and singles:
            left.append(LeftOut(f.linked.title, f.linked.address, IN_SINGLES))
        elif f.role == "front sheet" and packed:
            left.append(LeftOut(f.linked.title, f.linked.address, IN_PACK))
        else:
            name = _name(_called(f.linked), names)
            wanted.append(Wanted(f.linked.address, name, _source(f, agenda, council), f.role))
    return Choice(tuple(wanted), tuple(dict.fromkeys(left)))


def _left(linked: Linked, reason: str, link: _Link | None) -> LeftOut:
    return LeftOut(linked.title, linked.address if link else None, reason)


def _link(address: str) -> _Link | None:
    """What an address tells; None where it cannot be used."""
    try:
        parts = urlsplit(_ADDRESS.validate_python(address))
    except ValidationError:
        return None
    host, path = (parts.hostname or "").lower(), unquote(parts.path)
    query = {name.lower(): value.strip() for name, value in parse_qsl(parts.query)}
    folder = FOLDER.search(path)
    if folder:
        letter, number, made = folder["letter"].lower(), int(folder["number"]), query.get("t")
    elif CONVERTED.search(path) and query.get("id", "").isdecimal():
        letter, number, made = "s", int(query["id"]), None
    else:
        return _Link("", 0, None, path, (host, path.lower(), parts.query))
    kind = made or "" if letter == "g" else ""
    return _Link(letter, number, made, path, (host, letter, str(number), kind))


def _refusal(link: _Link, meeting: Meeting) -> str | None:
    """Why a document is not wanted, whatever else there is; None where nothing speaks against."""
    converted = CONVERTED.search(link.path) is not None and link.letter == "s"
    ending = ENDING.search(link.path)
    is_pdf = converted or (ending is not None and ending[0].lower() == ".pdf")
    if not is_pdf and (ending or not link.letter):
        return NOT_A_PDF
    if link.letter == "g" and link.number != meeting.id:
        return ELSEWHERE
    if link.letter == "g" and link.made not in MADE:
        return UNKNOWN
    if link.letter == "b" and link.made not in (None, SUPPLEMENT):
        return UNKNOWN
    return None


def _found(placed: _Placed, link: _Link) -> _Found:
    if link.letter in ("g", "b"):
        return _Found(placed.linked, None, *MADE[link.made or SUPPLEMENT])
    appendix = is_appendix_label(placed.linked.title)
    return _Found(placed.linked, placed.item, "single", APPENDIX.name if appendix else None)


def _called(linked: Linked) -> str:
    """What a document is known by: its title; or, of those that the site made of a whole meeting,
    whose titles are all alike, the file that it made: its name has the day and the committee."""
    link = _link(linked.address)
    file = link.path.rpartition("/")[2] if link and link.letter in ("g", "b") else ""
    return file if ENDING.search(file) else linked.title


def _name(called: str, taken: set[str]) -> str:
    """A safe name for the file, unlike those that are `taken`, to which it is added."""
    stem = safe_name(SEPARATOR.sub("-", called)).removesuffix(".pdf")
    names = chain([stem], (f"{stem} ({n})" for n in count(2)))
    name = next(name for name in names if name.casefold() not in taken)
    taken.add(name.casefold())
    return f"{name}.pdf"


def _source(found: _Found, agenda: Agenda, council: str | None) -> Source:
    meeting, item, linked = agenda.meeting, found.item, found.linked
    return Source(
        address=linked.address,
        meeting_address=agenda.address,
        council=_said(council),
        committee=_said(meeting.committee.name),
        meeting_date=meeting.date,
        time=_said(meeting.time),
        status=_said(meeting.status),
        item=_said(item.number and f"{item.number.rstrip('.')}.", item.title) if item else None,
        title=_said(linked.title),
        document=found.document,
        draft=_draft(linked) if found.role == "minutes" else None,
    )


def _said(*words: str | None) -> str | None:
    """Words as a Source has them; None for none."""
    return " ".join(word for word in words if word)[:LONGEST].strip() or None


def _draft(minutes: Linked) -> bool | None:
    """Whether minutes are a draft, by what they are called; None where that is left open."""
    words = f"{minutes.title} {unquote(urlsplit(minutes.address).path)}".replace("_", " ")
    if DRAFT.search(words):
        return True
    return False if APPROVED.search(words) else None
