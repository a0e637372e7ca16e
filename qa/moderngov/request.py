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
    """What a person wants of a site: the papers of meetings from `first` to `last`.

    They are of `committees`, each named by its name, a part of it or its number, or else of all;
    and of single `meetings` by number where any are named. With `again` every meeting is visited,
    however old. A request is `followed` where it brings up to date what was asked for before: its
    committees are numbers, and the site may no longer list them. `council` is the name to cite;
    `hosts` and `private` are as the `Client` takes them.
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
        """What it is called in reports."""
        return self.site


def find_committees(committees: Sequence[Committee], wanted: Iterable[str]) -> list[Committee]:
    """The committees with such numbers, names, or parts of names. Raises `InputRefused` where there
    is none."""
    found: dict[int, Committee] = {}
    for typed in wanted:
        name = " ".join(typed.casefold().split())
        exact = [c for c in committees if name in (str(c.id), c.name.casefold())]
        meant = exact or [c for c in committees if name and name in c.name.casefold()]
        if not meant:
            names = [c.name for c in committees]
            nearest = "; ".join(text for text, _, _ in process.extract(typed, names, limit=3))
            raise InputRefused(
                f"The site has no committee called “{typed}”. Nearest are: {nearest}. "
                "See all with --list."
            )
        found.update((c.id, c) for c in meant)
    return list(found.values())


def update_requests(followed: Sequence[Followed], again: bool = False) -> list[Request]:
    """The requests that bring all that is `followed` up to date: one for the committees of a site
    that are followed for the same dates."""
    numbers_by_request: dict[Request, list[str]] = {}
    for one in followed:
        request = Request(
            one.site,
            first=one.first,
            last=one.last,
            council=one.council,
            hosts=one.hosts,
            private=one.private,
            again=again,
            followed=True,
        )
        numbers_by_request.setdefault(request, []).append(str(one.committee))
    return [
        replace(request, committees=tuple(numbers))
        for request, numbers in numbers_by_request.items()
    ]
