"""The meetings of several libraries, and what could not be read of their papers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from itertools import chain

from qa.library.filters import Filters
from qa.library.meetings import ListedPaper, Meetings, PaperPart, PassageCount, StoredMeeting
from qa.library.union.members import Member, Members
from qa.library.unread import MAX_NAMED, Gaps, Unread
from qa.papers.paper import Problem

_LAST = date.max  # stands for no date where papers are listed oldest first


class UnionMeetings(Meetings):
    """See `qa.library.meetings.Meetings`. Meetings of two councils are never one."""

    def __init__(self, members: Members) -> None:
        self._members = members

    def all(self) -> list[StoredMeeting]:
        """Every meeting, newest first, then by council."""
        found = self._members.ask(lambda one: one.store.meetings.all())
        met = [_met(member, one) for member, some in found for one in some]
        return sorted(met, key=lambda one: one.day, reverse=True)

    def committees(self) -> tuple[str, ...]:
        """The committees that papers are of, in alphabetical order."""
        found = self._members.ask(lambda one: one.store.meetings.committees())
        return tuple(sorted(set(chain.from_iterable(names for _, names in found))))

    def councils(self) -> tuple[str, ...]:
        """The councils that papers are of, and those whose libraries these are."""
        found = self._members.ask(lambda one: one.store.meetings.councils())
        named = set(chain.from_iterable(names for _, names in found))
        return tuple(sorted(named | {member.whose for member in self._members.each}))

    def papers(self, ids: Iterable[int]) -> list[ListedPaper]:
        """The papers of `ids`, oldest meeting first, those without a date last."""
        found = self._members.of_ids(ids, lambda one, own: one.store.meetings.papers(own))
        papers = [member.paper(paper) for member, some in found for paper in some]
        return sorted(papers, key=lambda one: one.day or _LAST)

    def undated(self) -> list[ListedPaper]:
        """The papers that do not state the date of their meeting."""
        found = self._members.ask(lambda one: one.store.meetings.undated())
        return [member.paper(paper) for member, some in found for paper in some]

    def problems(self, ids: Iterable[int] | None = None) -> list[tuple[ListedPaper, Problem]]:
        """The problems of all papers, or of those of `ids`, oldest meeting first."""
        if ids is None:
            found = self._members.ask(lambda one: one.store.meetings.problems())
        else:
            found = self._members.of_ids(ids, lambda one, own: one.store.meetings.problems(own))
        each = [(member.paper(paper), problem) for member, some in found for paper, problem in some]
        return sorted(each, key=lambda one: one[0].day or _LAST)

    def parts(self, papers: Iterable[int], met: StoredMeeting | None = None) -> list[PaperPart]:
        """What each of `papers` holds: of the meeting `met`, or of every meeting."""
        found = self._members.of_ids(papers, lambda one, own: one.store.meetings.parts(own, met))
        return [
            replace(part, paper=member.outer(part.paper)) for member, some in found for part in some
        ]

    def count_passages(self, passages: Iterable[int]) -> tuple[list[PassageCount], int]:
        """The number of `passages` of each meeting, oldest first, and of no known meeting."""
        found = self._members.of_ids(passages, lambda m, own: m.store.meetings.count_passages(own))
        counts = [one for _, (some, _) in found for one in some]
        return sorted(counts, key=lambda one: one.day), sum(loose for _, (_, loose) in found)


class UnionUnread(Unread):
    """See `qa.library.unread.Unread`."""

    def __init__(self, members: Members) -> None:
        self._members = members

    def held_back(self) -> frozenset[int]:
        """The ids of the papers that are held back as a whole."""
        found = self._members.ask(lambda one: one.store.unread.held_back())
        return frozenset(member.outer(i) for member, ids in found for i in ids)

    def pages(self, paper: int) -> list[int]:
        """The numbers of the pages of a paper that could not be read."""
        named = self._members.one(paper)
        return named[0].store.unread.pages(named[1]) if named else []

    def within(self, filters: Filters) -> Gaps:
        """What could not be read within `filters`."""
        return _together(m[1] for m in self._members.ask(lambda m: m.store.unread.within(filters)))

    def at(
        self,
        meetings: Collection[tuple[str | None, date]],
        filters: Filters,
        silence: tuple[date, date] | None = None,
    ) -> Gaps:
        """What could not be read of the papers of `meetings`."""
        found = self._members.ask(lambda one: one.store.unread.at(meetings, filters, silence))
        return _together(gaps for _, gaps in found)


def _met(member: Member, met: StoredMeeting) -> StoredMeeting:
    return replace(
        met,
        councils=met.councils or (member.whose,),
        whose=member.label,
        papers=tuple(member.outer(paper) for paper in met.papers),
    )


def _together(each: Iterable[Gaps]) -> Gaps:
    every = list(each)
    papers = sorted(
        chain.from_iterable(one.papers for one in every),
        key=lambda gap: gap.day or date.min,
        reverse=True,
    )
    more = sum(one.more for one in every) + len(papers[MAX_NAMED:])
    return Gaps(tuple(papers[:MAX_NAMED]), more, any(one.held_back for one in every))
