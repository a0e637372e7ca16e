"""What a council's site lists: its committees, or meetings of some of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from qa.terminal.output.screen import show_json, show_rows

if TYPE_CHECKING:
    from qa.moderngov.records import Committee, Meeting


def show_committees(committees: Sequence[Committee], as_json: bool) -> None:
    """The committees of a site, with the numbers by which they can be asked for."""
    if as_json:
        show_json([asdict(committee) for committee in committees])
        return
    rows = [
        (str(one.id), one.name, one.category or "", "no longer meets" if one.former else "")
        for one in committees
    ]
    show_rows(("Number", "Committee", "Category", ""), rows)


def show_meetings(meetings: Sequence[Meeting], as_json: bool) -> None:
    """Meetings, with the numbers by which they can be asked for."""
    if as_json:
        show_json([asdict(meeting) for meeting in meetings])
        return
    rows = [
        (str(one.id), one.date.isoformat(), one.time or "", one.committee.name, one.status or "")
        for one in meetings
    ]
    show_rows(("Number", "Date", "Time", "Committee", "Status"), rows)
