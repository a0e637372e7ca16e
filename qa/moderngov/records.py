"""What a ModernGov site tells: its committees, their meetings, and the papers of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Committee:
    """A body that meets. One that is `former` meets no more; its papers are there."""

    id: int
    name: str
    category: str | None = None
    former: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as lists have it; `status` is in the site's words ("Confirmed; Rescheduled from
    24 September 2026"), `time` as it prints it."""

    id: int
    committee: Committee
    date: date
    time: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """A document that a meeting's page links to, at its whole `address`; "" for one that no link
    leads to."""

    address: str
    title: str
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An item of an agenda, with the documents that are linked under it. What stands under one
    that is `restricted` is not for the public, whatever the documents say."""

    number: str | None
    title: str
    documents: tuple[Linked, ...] = ()
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Agenda:
    """A meeting with its items, and the documents of the whole: front sheet, pack, minutes.

    `address` is that of the meeting's own page.
    """

    meeting: Meeting
    address: str
    items: tuple[Item, ...] = ()
    documents: tuple[Linked, ...] = ()
