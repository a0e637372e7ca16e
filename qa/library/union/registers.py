"""The registers of several libraries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from qa.library.filters import Filters
from qa.library.records import Entry, Record, StoredPassage
from qa.library.registers import Registers
from qa.library.union.members import Member, Members
from qa.papers.register import Asked, Resolution

Which = Filters | Sequence[int]


class UnionRegisters(Registers):
    """See `qa.library.registers.Registers`."""

    def __init__(self, members: Members) -> None:
        self._members = members

    def resolutions(self, which: Which, limit: int | None = None) -> list[Entry[Resolution]]:
        """What was resolved, newest first, `limit` at most."""
        return self._found(which, limit, lambda m, own: m.store.registers.resolutions(own, limit))

    def asked(self, which: Which, limit: int | None = None) -> list[Entry[Asked]]:
        """What was asked and answered, chosen as for `resolutions`."""
        return self._found(which, limit, lambda m, own: m.store.registers.asked(own, limit))

    def of_paper(self, paper_id: int) -> tuple[tuple[Resolution, ...], tuple[Asked, ...]]:
        """What one paper records, in its order."""
        named = self._members.one(paper_id)
        return named[0].store.registers.of_paper(named[1]) if named else ((), ())

    def trackers(self, days: Iterable[date]) -> list[StoredPassage]:
        """The passages of trackers that record what was decided at the meetings of `days`."""
        wanted = list(days)
        found = self._members.ask(lambda one: one.store.registers.trackers(wanted))
        return [*chain.from_iterable(map(member.passage, some) for member, some in found)]

    def _found(
        self, which: Which, limit: int | None, do: Callable[[Member, Which], list[Entry[Record]]]
    ) -> list[Entry[Record]]:
        if isinstance(which, Filters):
            found = self._members.ask(lambda one: do(one, which))
        else:
            found = self._members.of_ids(which, do)
        entries = [_entry(member, one) for member, some in found for one in some]
        return sorted(entries, key=_day, reverse=True)[:limit]


def _entry(member: Member, one: Entry[Record]) -> Entry[Record]:
    passages = {part: member.passage(stored) for part, stored in one.passages.items()}
    return replace(one, id=member.outer(one.id), passages=passages)


def _day(one: Entry[Record]) -> date:
    first = next(iter(one.passages.values()), None)
    return (first and first.passage.meeting.date) or date.min
