"""The store of several libraries together, which can be asked and not written."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import NoReturn, TypeVar

from qa.errors import CouncilPapersError, InputRefused, NothingIndexed
from qa.library.files import PaperFile
from qa.library.filters import Filters
from qa.library.in_turn import InTurn
from qa.library.integrity import Misfit
from qa.library.meetings import one_spelling
from qa.library.protocol import Integrity, Store
from qa.library.records import Facets, PassageVectors, Searched
from qa.library.union.meetings import UnionMeetings, UnionUnread
from qa.library.union.members import SECONDS, Member, Members, MembersFailed
from qa.library.union.papers import UnionPapers, UnionPassages
from qa.library.union.registers import UnionRegisters
from qa.library.union.search import UnionVectors, UnionWords
from qa.papers.kinds import KINDS
from qa.papers.paper import Paper
from qa.papers.source import Source

Found = TypeVar("Found")
LEAST_SECONDS = 5.0  # of a reading after one in which a member was not heard
ONE_COUNCIL = "Papers belong to one council. Choose the council that this is of."
NOBODY_HEARD = "None of the councils' libraries could be read: {}."


class UnionStore(InTurn):
    """See `qa.library.protocol.Store`. Members that fail while it is read are left out, and
    `searched` names them."""

    def __init__(
        self,
        members: Iterable[Member],
        left_out: Mapping[str, str] | None = None,
        until: float | None = None,
    ) -> None:
        """The store of `members`; `left_out` are the names of others, each with the reason."""
        self.left_out = dict(left_out or {})
        self._generation = ""
        self._members = Members.of(members, until)
        self.papers = UnionPapers(self._members)
        self.passages = UnionPassages(self._members)
        self.words = UnionWords(self._members)
        self.vectors = UnionVectors(self._members)
        self.meetings = UnionMeetings(self._members)
        self.registers = UnionRegisters(self._members)
        self.unread = UnionUnread(self._members)

    @property
    def integrity(self) -> Integrity:
        """None: it is examined library by library."""
        return _Unexamined()

    @property
    def generation(self) -> str:
        """The generations of all members, and who is left out.

        Within a reading, in which members stay as they are, they are asked once.
        """
        if self._generation and self._members.until is not None:
            return self._generation
        each = self._members.ask(lambda one: one.store.generation)
        told = " ".join([*(f"{m.key}:{token}" for m, token in each), *sorted(self.left_out)])
        self._generation = told
        return told

    @property
    def is_empty(self) -> bool:
        """Whether there is no paper."""
        return all(empty for _, empty in self._members.ask(lambda one: one.store.is_empty))

    def __len__(self) -> int:
        """How many passages there are."""
        return sum(number for _, number in self._members.ask(lambda one: len(one.store)))

    def read(self, find: Callable[[Store], Found]) -> Found:
        """What `find` makes of these libraries, each in one consistent state.

        Where some fail, or are not heard in time, it is called again for the others.
        """
        left_out, members = dict(self.left_out), [*self._members.each]
        seconds = SECONDS if len(members) > 1 else math.inf
        while members:
            until = time.monotonic() + seconds
            read = partial(_found_in, find=find, left_out=dict(left_out), until=until)
            try:
                return _read(members, [], read)
            except MembersFailed as failed:
                why = failed.why
            left_out |= {one.whose: why[one.number] for one in members if one.number in why}
            members = [one for one in members if one.number not in why]
            seconds = max(seconds / 2, LEAST_SECONDS)
        raise CouncilPapersError(NOBODY_HEARD.format("; ".join(left_out.values())))

    def searched(self, filters: Filters) -> Searched:
        """How many papers lie within `filters`, of which councils, and who was left out."""
        found = self._members.ask(lambda one: one.store.searched(filters))
        days = [*chain.from_iterable((one.earliest, one.latest) for _, one in found)]
        known = [day for day in days if day]
        return Searched(
            sum(one.papers for _, one in found),
            min(known, default=None),
            max(known, default=None),
            tuple(member.whose for member in self._members.each),
            tuple(sorted(self.left_out.items())),
        )

    def facets(self) -> Facets:
        """What there is to filter by in any of the libraries."""
        each = [facets for _, facets in self._members.ask(lambda one: one.store.facets())]
        kinds = {*chain.from_iterable(one.documents for one in each)}
        known = [day for one in each for day in (one.earliest, one.latest) if day]
        return Facets(
            _names(one.committees for one in each),
            tuple(kind.name for kind in KINDS if kind.name in kinds),
            min(known, default=None),
            max(known, default=None),
            _names(one.councils for one in each),
        )

    def prepare(self) -> None:
        """Load what the first question would have to wait for."""
        self._members.ask(lambda one: one.store.prepare())

    def close(self) -> None:
        """Nothing: the libraries are open for others too."""

    def put(
        self,
        paper: Paper,
        file: PaperFile,
        digest: str,
        hashes: Sequence[str],
        vectors: Mapping[str, PassageVectors],
    ) -> None:
        """Refused: a paper belongs to one council."""
        raise InputRefused(ONE_COUNCIL)

    def remove(self, paper_id: int) -> None:
        """Refused."""
        raise InputRefused(ONE_COUNCIL)

    def set_file(self, paper_id: int, file: PaperFile) -> None:
        """Refused."""
        raise InputRefused(ONE_COUNCIL)

    def set_source(self, paper_id: int, source: Source | None) -> None:
        """Refused."""
        raise InputRefused(ONE_COUNCIL)

    def infer_meetings(self) -> None:
        """Refused."""
        raise InputRefused(ONE_COUNCIL)

    def save(self, *, finished: bool = True) -> None:
        """Refused."""
        raise InputRefused(ONE_COUNCIL)


class _Unexamined:
    """See `qa.library.protocol.Integrity`: every check is refused."""

    def faults(self, dimension: int) -> NoReturn:
        """Refused."""
        raise InputRefused(ONE_COUNCIL)

    def disown_misfits(self, paper: int, dimension: int) -> NoReturn:
        """Refused."""
        raise InputRefused(ONE_COUNCIL)

    def derived(self) -> Iterable[Misfit]:
        """Refused."""
        raise InputRefused(ONE_COUNCIL)


def _found_in(
    members: Sequence[Member],
    *,
    find: Callable[[Store], Found],
    left_out: Mapping[str, str],
    until: float,
) -> Found:
    return find(UnionStore(members, left_out, until))


def _read(
    waiting: Sequence[Member], ready: Sequence[Member], find: Callable[[Sequence[Member]], Found]
) -> Found:
    """What `find` makes of `ready` and of `waiting`, each of which is held at one moment."""
    if not waiting:
        return find(ready)
    first, *others = waiting
    entered = False

    def at(state: Store) -> Found:
        nonlocal entered
        entered = True
        return _read(others, [*ready, replace(first, store=state)], find)

    try:
        return first.store.read(at)
    except CouncilPapersError as error:
        if entered or isinstance(error, NothingIndexed):
            raise
        raise MembersFailed({first.number: str(error)}) from error


def _names(each: Iterable[Sequence[str]]) -> tuple[str, ...]:
    counted: dict[str, int] = {}
    for name in chain.from_iterable(each):
        counted[name] = counted.get(name, 0) + 1
    return one_spelling(counted)
