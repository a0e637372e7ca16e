"""The ledger reconciled with what a site lists of a meeting now."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from qa.library.uploads import safe_name
from qa.moderngov.choice import IN_PACK, IN_SINGLES, RESTRICTED, Choice, Wanted
from qa.moderngov.ledger import Document, Ledger
from qa.moderngov.records import Meeting


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
