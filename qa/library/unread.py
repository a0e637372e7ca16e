"""Which papers and pages could not be read, and which papers are held back from the public."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa.library import rows
from qa.library.filters import Filters
from qa.library.sql import Row, Sql
from qa.papers.paper import ProblemKind
from qa.papers.text import comparable

MAX_NAMED = 3  # papers with gaps that an answer names
# The ids of the papers that are held back as a whole: marked so, or with no passage left. Nothing
# of such a paper may be shown to the public, since even its name may say too much.
HELD_BACK = (
    f"SELECT problems.paper FROM problems WHERE {rows.IS_HELD} AND (problems.pages = '[]' "
    "OR NOT EXISTS (SELECT 1 FROM passages WHERE passages.paper = problems.paper))"
)
_PROBLEMS = "FROM problems JOIN papers ON papers.id = problems.paper"
_NOT_READ = "kind IN ('unread', 'fault', 'no text')"
_MEETING = "meeting_date || folded(coalesce(committee, ''))"


@dataclass(frozen=True, slots=True)
class Gap:
    """The pages of a paper that could not be read, none where that is all of it.

    `kinds` are their problems; `day` and `committee` are those of the paper's own meeting.
    """

    key: str
    name: str
    committee: str | None
    day: date | None
    kinds: tuple[ProblemKind, ...]
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """What could not be read and might matter to an answer.

    A few `papers` are named, newest meeting first; there are so many `more`. `held_back`: whether
    papers or pages of a meeting are not for the public.
    """

    papers: tuple[Gap, ...] = ()
    more: int = 0
    held_back: bool = False


class Unread:
    """What is unread in a store. Methods raise what `qa.library.protocol` names.

    A limit on the kind of document is ignored: of what kind unread pages are is not known.
    """

    def __init__(self, db: Sql) -> None:
        self._db = db

    def held_back(self) -> frozenset[int]:
        """The ids of the papers that are held back as a whole."""
        return frozenset(row["paper"] for row in self._db.rows(HELD_BACK))

    def pages(self, paper: int) -> list[int]:
        """The numbers of the pages of a paper that could not be read."""
        sql = f"SELECT pages FROM problems WHERE paper = ? AND {_NOT_READ}"
        found = self._db.rows(sql, paper)
        return sorted({page for row in found for page in json.loads(row["pages"])})

    def within(self, filters: Filters) -> Gaps:
        """What could not be read within `filters`."""
        return self._gaps("TRUE", [], filters)

    def at(
        self,
        meetings: Collection[tuple[str | None, date]],
        filters: Filters,
        silence: tuple[date, date] | None = None,
    ) -> Gaps:
        """What could not be read of the papers of `meetings`, each a committee and a day.

        `silence` is the first and the last day of a story. With it, also what could not be read of
        papers of that last day or later, and of papers of the same committees since the first.
        """
        at_meetings = f"{_MEETING} {rows.IN_LIST}"
        these = rows.as_list(f"{day}{comparable(name)}" for name, day in meetings)
        held = f"EXISTS (SELECT 1 {_PROBLEMS} WHERE {rows.IS_HELD} AND {at_meetings})"
        where = at_meetings
        values: list[object] = [these, these]
        if silence:
            first, last = map(str, silence)
            own = rows.as_list(comparable(name) for name, _ in meetings if name)
            since = f"folded(committee) {rows.IN_LIST} AND coalesce(meeting_date, ?) >= ?"
            where = f"({at_meetings} OR meeting_date >= ? OR {since})"
            values += [last, own, first, first]
        return self._gaps(where, values, filters, held)

    def _gaps(
        self, where: str, values: Sequence[object], filters: Filters, held: str = "FALSE"
    ) -> Gaps:
        """The gaps for which the condition `where` holds, and whether `held` does."""
        limits, within = replace(filters, document=None).where("papers")
        found = self._db.rows(
            f"SELECT held.back, gaps.* FROM (SELECT {held} AS back) held LEFT JOIN ("
            "SELECT digest, name, min(committee) AS committee, max(meeting_date) AS meeting_date, "
            "CAST(json_group_array(problems.pages) AS text) AS pages, "
            "CAST(json_group_array(kind) AS text) AS kinds, "
            f"count(*) OVER () AS papers {_PROBLEMS} "
            f"WHERE {_NOT_READ} AND papers.id NOT IN ({HELD_BACK}) AND {where} AND {limits} "
            "GROUP BY digest, name "
            "ORDER BY max(meeting_date) DESC NULLS LAST, name, digest LIMIT ?) gaps ON TRUE "
            "ORDER BY meeting_date DESC NULLS LAST, name, digest",
            *values,
            *within,
            MAX_NAMED,
        )
        gaps = [row for row in found if row["digest"] is not None]
        papers = gaps[0]["papers"] if gaps else 0
        return Gaps(tuple(map(_gap, gaps)), papers - len(gaps), bool(found[0]["back"]))


def _gap(row: Row) -> Gap:
    each = [json.loads(pages) for pages in json.loads(row["pages"])]
    return Gap(
        rows.key_of(row["digest"]),
        row["name"],
        row["committee"],
        rows.day(row["meeting_date"]),
        tuple(sorted(set(json.loads(row["kinds"])))),
        tuple(sorted({page for pages in each for page in pages})) if all(each) else (),
    )
