"""What is to be done for a site: the documents to fetch, to check, to mark and to delete."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from qa.moderngov.ledger import Entry
from qa.moderngov.records import Committee, Meeting


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be done for `meetings` of a site.

    Documents are `new`; to be `checked` for changes; `withdrawn`, since the site no longer lists
    them; or `closed` to the public. `left_out` counts documents by the reason, `elsewhere` counts
    those on hosts that were not agreed to, by the host. `visited` counts the meetings whose pages
    were requested; `failed` names those that could not be, with the reason. `size` is the bytes of
    the first `sized` new documents.
    """

    site: str
    meetings: tuple[Meeting, ...]
    new: tuple[Entry, ...]
    checked: tuple[Entry, ...]
    withdrawn: tuple[Entry, ...]
    closed: tuple[Entry, ...]
    elsewhere: tuple[tuple[str, int], ...]
    committees: tuple[Committee, ...] = ()
    visited: int = 0
    left_out: tuple[tuple[str, int], ...] = ()
    failed: tuple[str, ...] = ()
    size: int = 0
    sized: int = 0

    def to_json(self) -> dict[str, Any]:
        """The plan for another program."""
        return {
            "site": self.site,
            "committees": [asdict(committee) for committee in self.committees],
            "meetings": len(self.meetings),
            "looked_at": self.visited,
            "new": [_named(entry) for entry in self.new],
            "to_check": len(self.checked),
            "withdrawn": [_named(entry) for entry in self.withdrawn],
            "closed": len(self.closed),
            "left_out": dict(self.left_out),
            "elsewhere": dict(self.elsewhere),
            "failed": list(self.failed),
            "size": {"documents": self.sized, "bytes": self.size},
        }


def _named(entry: Entry) -> dict[str, Any]:
    source = entry.source
    return {
        "title": source.title,
        "address": entry.address,
        "item": source.item,
        "committee": source.committee,
        "meeting_date": source.meeting_date,
    }
