"""The ledger reconciled with what a site lists of a meeting now."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from qa.library.uploads import safe_name
from qa.moderngov.ledger import Entry, Ledger
from qa.moderngov.records import Meeting
from qa.moderngov.selection import IN_MINUTES, IN_PACK, IN_SINGLES, RESTRICTED, Selection, Wanted
from qa.papers.file_name import READ, ending_of, without_ending


def reconcile(
    site: str, meeting: Meeting, selection: Selection, ledger: Ledger, now: datetime
) -> None:
    """Note in the ledger which documents of a meeting are wanted now, and what became of others."""
    entries = ledger.entries(site, meeting.id)
    wanted = {one.address for one in selection.wanted}
    unwanted = [entry for entry in entries if entry.address not in wanted]
    reasons = {one.address: one.reason for one in selection.left_out}
    for entry in unwanted:
        _note_unwanted(entry, reasons.get(entry.address), ledger, now)
    for one in selection.wanted:
        if known := ledger.entry(site, one.address):
            _note_wanted_again(known, one, meeting, ledger)
        else:
            _note_new(site, one, meeting, unwanted, ledger)


def _note_unwanted(entry: Entry, reason: str | None, ledger: Ledger, now: datetime) -> None:
    """Note what became of a document that is left out for a `reason`, or no longer listed."""
    if reason == RESTRICTED:
        ledger.save(replace(entry, state="closed"))
    elif reason in (IN_SINGLES, IN_PACK, IN_MINUTES):
        ledger.save(replace(entry, leaving=True))
    elif entry.state == "wanted":
        ledger.forget(entry)
    elif not entry.source.withdrawn:
        ledger.save(replace(entry, source=replace(entry.source, withdrawn=now.date())))


def _note_wanted_again(entry: Entry, wanted: Wanted, meeting: Meeting, ledger: Ledger) -> None:
    """Note what the site says of a document now. One that stands under two meetings stays with the
    one that had it first, until it is withdrawn from there."""
    if entry.meeting == meeting.id or entry.source.withdrawn:
        state = "wanted" if entry.state == "closed" else entry.state
        ledger.save(
            replace(entry, meeting=meeting.id, source=wanted.source, state=state, leaving=False)
        )


def _note_new(
    site: str, wanted: Wanted, meeting: Meeting, unwanted: list[Entry], ledger: Ledger
) -> None:
    """Note a new document. Where it replaces an unwanted one, which then is taken from the list of
    those, it gets the place of that."""
    replaced = next((entry for entry in unwanted if _is_replaced(entry, wanted)), None)
    if replaced:
        unwanted.remove(replaced)
        ledger.forget(replaced)
    path = replaced.path if replaced else _path(site, meeting, wanted.name, ledger)
    ledger.save(Entry(site, wanted.address, meeting.id, path, wanted.role, wanted.source))


def _is_replaced(entry: Entry, wanted: Wanted) -> bool:
    """Whether an unwanted document was published again at another address."""
    old, new = entry.source, wanted.source
    return (entry.role, old.item, old.title) == (wanted.role, new.item, new.title)


def _path(site: str, meeting: Meeting, name: str, ledger: Ledger) -> str:
    """Where a new document goes: a folder for the site, the committee and the meeting."""
    folders = [
        folder_name(urlsplit(site).netloc or Path(site).stem),
        folder_name(meeting.committee.name),
        *([str(meeting.id)] if meeting.id else []),
    ]
    stem, ending = without_ending(name), ending_of(name)
    stems = (f"{stem} ({n})" if n > 1 else stem for n in count(1))
    paths = ("/".join([*folders, one]) for one in stems)
    # What a site says of a paper lies beside it, under its name without the ending.
    free = (path for path in paths if not any(ledger.is_taken(f"{path}.{e}") for e in READ))
    return f"{next(free)}.{ending}"


def folder_name(name: str) -> str:
    """A safe name for the folder of what is called `name`."""
    return without_ending(safe_name(re.sub(r"[/\\]", "-", name)))
