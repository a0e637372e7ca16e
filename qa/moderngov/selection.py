"""Which documents of a meeting are fetched, and what the site says of each.

A site publishes the same words again and again: as single papers, bound into a pack, and as copies
under several items. Each is fetched once, and what is not for the public never.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, count
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import TypeAdapter, ValidationError

from qa.library.uploads import SEPARATOR, safe_name
from qa.moderngov.records import Agenda, Item, LinkedDocument, Meeting
from qa.papers.document import Document
from qa.papers.file_name import READ, ending_of, without_ending
from qa.papers.kinds import AGENDA, APPENDIX, DECISION, MINUTES
from qa.papers.opening import is_appendix_label
from qa.papers.source import Address, Source

Role = Literal["single", "pack", "front sheet", "minutes", "minutes page", "supplement"]

# Why a document is left out, as it is shown.
RESTRICTED = "restricted"
UNUSABLE = "no address that can be used"
NOT_A_PAPER = "neither a PDF, a Word file (.docx) nor a web page"
OLD_WORD = "an old Word file (.doc), which is not read"
OTHER_MEETING = "of another meeting"
UNKNOWN = "of a kind that is not known"
IN_SINGLES = "in single papers already"
IN_PACK = "in the pack already"
IN_MINUTES = "in the printed minutes already"
MINUTES_PAGE = "Minutes on the page of the meeting"

# What the parameter "T" of an address says of a document that the site made of a whole meeting: its
# role, and its kind where that is certain. A pack holds papers of several kinds.
MADE: dict[str, tuple[Role, Document | None]] = {
    "0": ("front sheet", AGENDA.name),
    "1": ("minutes", MINUTES.name),
    "2": ("single", DECISION.name),
    "9": ("supplement", None),
    "10": ("pack", None),
}
SUPPLEMENT = "9"
FOLDER = re.compile(r"/documents/(?P<letter>[gbs])(?P<number>\d+)/", re.IGNORECASE | re.ASCII)
CONVERTED_TO_PDF = re.compile(r"/mgConvert2PDF\.aspx$", re.IGNORECASE)
OLD_WORD_FILE = re.compile(r"\.do[ct]$", re.IGNORECASE)
FILE_EXTENSION = re.compile(r"\.[a-z][a-z0-9]{1,4}$|\.7z$", re.IGNORECASE)
DRAFT = re.compile(
    r"\b(?:draft|unconfirmed|unapproved|unsigned"
    r"|(?:not(?: yet)?|to be|for) (?:approved|confirmed|signed|approval|confirmation))\b",
    re.IGNORECASE,
)
APPROVED = re.compile(r"\b(?:approved|confirmed|signed)\b", re.IGNORECASE)
MAX_LENGTH = 500  # characters of a field of a Source
_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document to fetch from `address`, with what the site says of it.

    `name` is a safe name for its file, which no other document of the meeting has.
    """

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
class Selection:
    """The documents of a meeting that are wanted, each once, and those that are left out."""

    wanted: tuple[Wanted, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class _Link:
    """What an address says of its document.

    `letter` and `number` are those of its folder: g of a meeting, b of a supplement, s of a single
    paper, "" for another folder. `made` is the parameter T. All addresses of one document have the
    same `key`.
    """

    letter: str
    number: int
    made: str | None
    path: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Listed:
    """A document as the meeting's page lists it, with the item it stands under (None: the whole
    meeting) and what its address says (None: no address can be used)."""

    document: LinkedDocument
    item: Item | None
    link: _Link | None

    @property
    def restricted(self) -> bool:
        return self.document.restricted or (self.item is not None and self.item.restricted)

    def left_out(self, reason: str) -> LeftOut:
        return LeftOut(self.document.title, self.document.address if self.link else None, reason)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A document that may be fetched. One that the site made of the whole meeting has no item."""

    document: LinkedDocument
    item: Item | None
    role: Role
    kind: Document | None

    def left_out(self, reason: str) -> LeftOut:
        return LeftOut(self.document.title, self.document.address, reason)


def select_documents(agenda: Agenda, council: str | None) -> Selection:
    """The documents to fetch of a meeting.

    Single papers are preferred to the pack, which is fetched only where no item has one; the front
    sheet is fetched only without the pack. Minutes, decisions and supplements are always fetched.
    """
    listed = _listed(agenda)
    restricted = {one.link.key for one in listed if one.link and one.restricted}
    candidates: dict[tuple[str, ...], _Candidate] = {}
    left_out: list[LeftOut] = []
    for one in listed:
        if one.restricted or (one.link and one.link.key in restricted):
            left_out.append(one.left_out(RESTRICTED))
        elif one.link is None:
            left_out.append(one.left_out(UNUSABLE))
        elif reason := _reason_against(one.link, agenda.meeting):
            left_out.append(one.left_out(reason))
        elif one.link.key not in candidates or _is_pdf_of(one, candidates[one.link.key]):
            candidates[one.link.key] = _candidate(one.document, one.item, one.link)
    chosen, repeated = _without_repeats([*candidates.values(), *_minutes_page(agenda)])
    names: set[str] = set()
    wanted = tuple(
        Wanted(
            one.document.address,
            _file_name(one.document, names),
            _source(one, agenda, council),
            one.role,
        )
        for one in chosen
    )
    return Selection(wanted, tuple(dict.fromkeys([*left_out, *repeated])))


def _is_pdf_of(one: _Listed, candidate: _Candidate) -> bool:
    """Whether a document is the PDF of a candidate that is none: its pages can be cited."""
    pdf = one.link is not None and _ending(one.link) == "pdf"
    return pdf and not candidate.document.address.lower().partition("?")[0].endswith(".pdf")


def _minutes_page(agenda: Agenda) -> list[_Candidate]:
    """The page of a meeting itself, where what was minuted stands under its items."""
    if not any(item.minuted and not item.restricted for item in agenda.items):
        return []
    document = LinkedDocument(agenda.address, MINUTES_PAGE)
    return [_Candidate(document, None, "minutes page", MINUTES.name)]


def _listed(agenda: Agenda) -> list[_Listed]:
    """The documents under the items of a meeting, and then those of the whole meeting."""
    placed: list[tuple[LinkedDocument, Item | None]] = [
        (document, item) for item in agenda.items for document in item.documents
    ]
    placed += [(document, None) for document in agenda.documents]
    return [_Listed(document, item, _link(document.address)) for document, item in placed]


def _without_repeats(
    candidates: Iterable[_Candidate],
) -> tuple[list[_Candidate], list[LeftOut]]:
    """The candidates without the pack or the front sheet where others hold the same words."""
    candidates = list(candidates)
    has_singles = any(one.item for one in candidates)
    has_pack = not has_singles and any(one.role == "pack" for one in candidates)
    has_minutes = any(one.role == "minutes" for one in candidates)
    chosen: list[_Candidate] = []
    repeated: list[LeftOut] = []
    for one in candidates:
        if one.role == "pack" and has_singles:
            repeated.append(one.left_out(IN_SINGLES))
        elif one.role == "front sheet" and has_pack:
            repeated.append(one.left_out(IN_PACK))
        elif one.role == "minutes page" and has_minutes:
            repeated.append(one.left_out(IN_MINUTES))
        else:
            chosen.append(one)
    return chosen, repeated


def _link(address: str) -> _Link | None:
    """What an address says; None where it cannot be used."""
    try:
        parts = urlsplit(_ADDRESS.validate_python(address))
    except ValidationError:
        return None
    host, path = (parts.hostname or "").lower(), unquote(parts.path)
    query = {name.lower(): value.strip() for name, value in parse_qsl(parts.query)}
    folder = FOLDER.search(path)
    if folder:
        letter, number, made = folder["letter"].lower(), int(folder["number"]), query.get("t")
    elif CONVERTED_TO_PDF.search(path) and query.get("id", "").isdecimal():
        letter, number, made = "s", int(query["id"]), None
    else:
        return _Link("", 0, None, path, (host, path.lower(), parts.query))
    made_of_meeting = made or "" if letter == "g" else ""
    return _Link(letter, number, made, path, (host, letter, str(number), made_of_meeting))


def _reason_against(link: _Link, meeting: Meeting) -> str | None:
    """Why a document is left out by its address alone; None where there is no reason."""
    if OLD_WORD_FILE.search(link.path):
        return OLD_WORD
    if not _ending(link) and (FILE_EXTENSION.search(link.path) or not link.letter):
        return NOT_A_PAPER
    if link.letter == "g" and link.number != meeting.id:
        return OTHER_MEETING
    if link.letter == "g" and link.made not in MADE:
        return UNKNOWN
    if link.letter == "b" and link.made not in (None, SUPPLEMENT):
        return UNKNOWN
    return None


def _ending(link: _Link) -> str:
    """The ending of the file that an address is of, if papers are read in that form; else ""."""
    if CONVERTED_TO_PDF.search(link.path) and link.letter == "s":
        return "pdf"
    ending = ending_of(link.path)
    return ending if ending in READ else ""


def _candidate(document: LinkedDocument, item: Item | None, link: _Link) -> _Candidate:
    if link.letter in ("g", "b"):
        return _Candidate(document, None, *MADE[link.made or SUPPLEMENT])
    kind = APPENDIX.name if is_appendix_label(document.title) else None
    return _Candidate(document, item, "single", kind)


def _file_name(document: LinkedDocument, taken: set[str]) -> str:
    """A safe name for a document's file, unlike those that are `taken`, to which it is added."""
    link = _link(document.address)
    page = document.title == MINUTES_PAGE
    ending = "html" if page else (link and _ending(link)) or "pdf"
    stem = without_ending(safe_name(SEPARATOR.sub("-", _title_for_file(document))))
    names = chain([stem], (f"{stem} ({n})" for n in count(2)))
    name = next(name for name in names if name.casefold() not in taken)
    taken.add(name.casefold())
    return f"{name}.{ending}"


def _title_for_file(document: LinkedDocument) -> str:
    """The title; or, of documents that the site made of a whole meeting, the name of its file: the
    titles of those are all alike, and the names have the day and the committee."""
    link = _link(document.address)
    file = link.path.rpartition("/")[2] if link and link.letter in ("g", "b") else ""
    return file if FILE_EXTENSION.search(file) else document.title


def _source(candidate: _Candidate, agenda: Agenda, council: str | None) -> Source:
    meeting, item, document = agenda.meeting, candidate.item, candidate.document
    return Source(
        address=document.address,
        meeting_address=agenda.address,
        council=_field(council),
        committee=_field(meeting.committee.name),
        meeting_date=meeting.date,
        time=_field(meeting.time),
        status=_field(meeting.status),
        item=_field(item.number and f"{item.number.rstrip('.')}.", item.title) if item else None,
        title=_field(document.title),
        document=candidate.kind,
        draft=_is_draft(document) if candidate.role in ("minutes", "minutes page") else None,
    )


def _field(*words: str | None) -> str | None:
    """Words as a field of a Source; None for none."""
    return " ".join(word for word in words if word)[:MAX_LENGTH].strip() or None


def _is_draft(minutes: LinkedDocument) -> bool | None:
    """Whether minutes are a draft, by their title and file name; None where neither says."""
    words = f"{minutes.title} {unquote(urlsplit(minutes.address).path)}".replace("_", " ")
    if DRAFT.search(words):
        return True
    return False if APPROVED.search(words) else None
