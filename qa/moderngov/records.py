"""What a ModernGov site lists: its committees, their meetings, and the documents of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Committee:
    """A body that meets. A `former` one no longer does, but its papers are still there."""

    id: int
    name: str
    category: str | None = None
    former: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as the site lists it.

    `time` and `status` are in the site's words, such as "Confirmed; Rescheduled from 24 September
    2026".
    """

    id: int
    committee: Committee
    date: date
    time: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class LinkedDocument:
    """A document that a meeting's page links to. Its `address` is "" where no link can be used."""

    address: str
    title: str
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An item of an agenda, with the documents that are linked under it.

    What stands under a `restricted` item is not for the public, whatever the documents say.
    `minuted` says that the site has the words of the minutes of it.
    """

    number: str | None
    title: str
    documents: tuple[LinkedDocument, ...] = ()
    restricted: bool = False
    minuted: bool = False


@dataclass(frozen=True, slots=True)
class Agenda:
    """A meeting with its items, and the documents of the whole: front sheet, pack, minutes.

    `address` is that of the meeting's own page.
    """

    meeting: Meeting
    address: str
    items: tuple[Item, ...] = ()
    documents: tuple[LinkedDocument, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """What tells one version of a document from another: the headers that its site sent with it
    (`etag`, `last_modified`), and the SHA-256 of its bytes in hexadecimal (`digest`)."""

    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
