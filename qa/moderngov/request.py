"""What a person wants of a site: which committees, which meetings, of which days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import process

from qa.errors import InputRefused
from qa.moderngov.ledger import Followed
from qa.moderngov.records import Committee


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

    @property
    def name(self) -> str:
        """What the site is called."""
        return self.site


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
