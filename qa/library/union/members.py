"""The stores that are asked together, and ids that tell of which of them something is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from qa.errors import CouncilPapersError
from qa.library.records import Outline, StoredPaper, StoredPassage
from qa.papers.paper import Meeting

if TYPE_CHECKING:
    from qa.library.kept_files import KeptFiles
    from qa.library.meetings import ListedPaper
    from qa.library.protocol import Store

Found = TypeVar("Found")
Listed = TypeVar("Listed", "ListedPaper", StoredPaper)
MOST = 4096  # councils of one process: an id is the member's own, times this, plus its number
THREADS = 8  # that ask members side by side: on servers, most of the time is spent waiting
SECONDS = 20.0  # of one reading, after which members that were not heard are left out


@dataclass(frozen=True, slots=True)
class Member:
    """The store of one council, whose name is `whose`, with its `number` in this process, and where
    the files of its papers are kept."""

    number: int
    key: str
    whose: str
    store: Store
    files: KeptFiles | None = None
    told: bool = True

    @property
    def label(self) -> str:
        """What results say of whose they are; nothing where only one council is asked."""
        return self.whose if self.told else ""

    def outer(self, own: int) -> int:
        """The id under which others know what has the id `own` in this store."""
        return own * MOST + self.number

    def passage(self, stored: StoredPassage) -> StoredPassage:
        """A passage of this store as others know it: it says whose it is."""
        passage = replace(stored.passage, meeting=self.meeting(stored.passage.meeting))
        return replace(
            stored,
            id=self.outer(stored.id),
            paper_id=self.outer(stored.paper_id),
            passage=passage,
            whose=self.label,
        )

    def outline(self, one: Outline) -> Outline:
        """The same for the outline of a passage."""
        paper, meeting = self.outer(one.paper_id), self.meeting(one.meeting)
        return replace(one, id=self.outer(one.id), paper_id=paper, meeting=meeting)

    def paper(self, paper: Listed) -> Listed:
        """The same for a paper."""
        return replace(paper, id=self.outer(paper.id), council=paper.council or self.whose)

    def meeting(self, meeting: Meeting) -> Meeting:
        """A meeting, which is this council's where its papers do not say of which it is."""
        return meeting if meeting.council else replace(meeting, council=self.whose)


class MembersFailed(Exception):
    """Some members could not be asked, each with the reason: the rest are to be asked alone."""

    def __init__(self, why: dict[int, str]) -> None:
        super().__init__()
        self.why = why


@dataclass(frozen=True, slots=True)
class Members:
    """Members, by their numbers, in the order in which they are asked.

    Within a reading, `until` is when (monotonic) the last of them must have been heard: those that
    fail or come too late then raise `MembersFailed`.
    """

    by_number: dict[int, Member]
    until: float | None = field(default=None)

    @classmethod
    def of(cls, each: Iterable[Member], until: float | None = None) -> Members:
        """These members."""
        return cls({one.number: one for one in each}, until)

    @property
    def each(self) -> Sequence[Member]:
        """All of them."""
        return [*self.by_number.values()]

    def ask(self, do: Callable[[Member], Found]) -> list[tuple[Member, Found]]:
        """What `do` gives for each member, side by side, in their order."""
        return self.ask_some(do, self.each)

    def ask_some(
        self, do: Callable[[Member], Found], some: Sequence[Member]
    ) -> list[tuple[Member, Found]]:
        """The same for some of them."""
        if len(some) < 2:
            outcomes = [self._asked(do, one) for one in some]
        else:
            outcomes = list(_pool.map(lambda one: self._asked(do, one), some))
        failed = {m.number: str(e) for m, _, e in outcomes if e is not None}
        if failed and self.until is not None:
            raise MembersFailed(failed)
        for _, _, error in outcomes:
            if error is not None:
                raise error
        return [(member, found[0]) for member, found, _ in outcomes]

    def split(self, ids: Iterable[int]) -> dict[Member, list[int]]:
        """The members that `ids` are of, each with its own ids, in their order; ids of no member
        are left out."""
        found: dict[Member, list[int]] = {}
        for one in ids:
            if member := self.by_number.get(one % MOST):
                found.setdefault(member, []).append(one // MOST)
        return found

    def of_ids(
        self, ids: Iterable[int], do: Callable[[Member, list[int]], Found]
    ) -> list[tuple[Member, Found]]:
        """What `do` gives for each member and those of `ids` that are its own."""
        own = self.split(ids)
        return self.ask_some(lambda member: do(member, own[member]), [*own])

    def one(self, outer: int) -> tuple[Member, int] | None:
        """The member that an id is of, and its id there; None where it is of none."""
        member = self.by_number.get(outer % MOST)
        return (member, outer // MOST) if member else None

    def _asked(
        self, do: Callable[[Member], Found], member: Member
    ) -> tuple[Member, list[Found], CouncilPapersError | None]:
        if self.until is not None and time.monotonic() > self.until:
            return member, [], CouncilPapersError("it took too long")
        try:
            return member, [do(member)], None
        except CouncilPapersError as error:
            return member, [], error


_pool = ThreadPoolExecutor(THREADS, thread_name_prefix="member")
