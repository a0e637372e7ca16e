"""The meetings that there are papers of, and what each paper holds of them."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from qa.library import rows
from qa.library.allowed import Allowed
from qa.library.database import Database
from qa.library.records import StoredPassage
from qa.library.stemming import any_of
from qa.library.unread import HELD
from qa.papers.document import Document
from qa.papers.paper import Problem
from qa.papers.source import Source

_LISTED = "papers.id, digest, name, council, committee, meeting_date, document, papers.source"
_IN_ORDER = "ORDER BY meeting_date IS NULL, meeting_date, name, papers.id"


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting that there are `papers` of, by their ids: written for it, or recording it.

    `councils` are those that its papers name.
    """

    committee: str | None
    day: date
    councils: tuple[str, ...]
    papers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A paper as lists have it; `day` is that of its own meeting. See `StoredPaper`."""

    id: int
    key: str
    name: str
    council: str | None
    committee: str | None
    day: date | None
    document: Document
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An item, and the PDF page, with its printed number, on which a paper begins it."""

    title: str
    page: int
    printed: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """What a paper, by its id, holds of one kind on one meeting: its first page and its items."""

    paper: int
    committee: str | None
    day: date | None
    document: Document
    page: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many `passages` there are of a meeting; those that say the same are one."""

    committee: str | None
    day: date
    passages: int


class Meetings:
    """The meetings of a store, without the papers that are held back from the public as a whole.

    Methods raise `LibraryDamaged` where SQLite cannot use the file.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> list[Met]:
        """Every meeting, newest first, then by committee.

        It goes through what each paper holds: keep it until the generation changes.
        """
        found = self._db.rows(
            "SELECT DISTINCT paper, council, committee, meeting_date FROM portions "
            "WHERE meeting_date IS NOT NULL UNION "
            "SELECT id, council, committee, meeting_date FROM papers "
            f"WHERE meeting_date IS NOT NULL AND id NOT IN ({HELD})"
        )
        spelt = Counter(row["committee"] for row in found)
        names: dict[str, str] = {}  # as most papers spell them
        for name, _ in sorted(spelt.items(), key=lambda one: (one[1], one[0] or "")):
            names[folded(name)] = name
        by_meeting: dict[tuple[str, str], list[sqlite3.Row]] = defaultdict(list)
        for row in found:
            by_meeting[row["meeting_date"], folded(row["committee"])].append(row)
        met = [
            Met(
                names[committee],
                date.fromisoformat(day),
                tuple(sorted({row["council"] for row in same} - {None})),
                tuple(sorted({row["paper"] for row in same})),
            )
            for (day, committee), same in sorted(by_meeting.items())
        ]
        return sorted(met, key=lambda one: one.day, reverse=True)

    def committees(self) -> tuple[str, ...]:
        """The committees that papers are of, as these name them, in order."""
        found = self._db.rows(
            "SELECT DISTINCT committee FROM papers "
            f"WHERE committee > '' AND id NOT IN ({HELD}) ORDER BY committee"
        )
        return tuple(row["committee"] for row in found)

    def papers(self, ids: Iterable[int]) -> list[Listed]:
        """The papers of `ids`, oldest meeting first, those without a date last."""
        return self._papers(f"id {rows.LISTED}", rows.as_list(ids))

    def undated(self) -> list[Listed]:
        """The papers that do not say of which meeting they are."""
        return self._papers("meeting_date IS NULL")

    def problems(self, ids: Iterable[int] | None = None) -> list[tuple[Listed, Problem]]:
        """What is wrong with papers, all or those of `ids`, in the order of `papers`."""
        where = "TRUE" if ids is None else f"papers.id {rows.LISTED}"
        values = [] if ids is None else [rows.as_list(ids)]
        found = self._db.rows(
            f"SELECT {_LISTED}, kind, reason, remedy, problems.pages FROM problems "
            "JOIN papers ON papers.id = problems.paper "
            f"WHERE papers.id NOT IN ({HELD}) AND {where} {_IN_ORDER}",
            *values,
        )
        return [(_listed(row), rows.problem(row)) for row in found]

    def parts(self, papers: Iterable[int], met: Met | None = None) -> list[Part]:
        """What each of `papers`, by their ids, holds in its order: of the meeting `met`, or all."""
        where, values = f"paper {rows.LISTED}", [rows.as_list(papers)]
        if met:
            where += " AND meeting_date = ? AND folded(coalesce(committee, '')) = ?"
            values += [met.day.isoformat(), folded(met.committee)]
        found = self._db.rows(
            "SELECT paper, committee, meeting_date, document, item, page, printed_page, "
            f"min(ordinal) AS first FROM passages WHERE {where} "
            "GROUP BY paper, folded(committee), meeting_date, document, item ORDER BY paper, first",
            *values,
        )
        parts: dict[tuple[object, ...], list[sqlite3.Row]] = defaultdict(list)
        for row in found:
            own = folded(row["committee"]), row["meeting_date"], row["document"]
            parts[row["paper"], *own].append(row)
        return [_part(same) for same in parts.values()]

    def holding(
        self, ways: Iterable[Iterable[Iterable[str]]], allowed: Allowed | None, limit: int
    ) -> list[int]:
        """The ids of passages `allowed` in which, or over which, stands what is wanted.

        That is, for one of the `ways`, one of each of its alternatives, as words side by side.
        """
        wanted = " OR ".join(
            f"({' AND '.join(f'({any_of(names)})' for names in way)})" for way in ways
        )
        if not wanted:
            return []
        sql = "SELECT rowid FROM words WHERE words MATCH ?"
        with self._db.use() as db:
            found = db.execute(sql, (f"{{text heading context}} : ({wanted})",))
            ids = (row[0] for row in found if allowed is None or row[0] in allowed)
            return list(islice(ids, limit))

    def counted(self, passages: Iterable[int]) -> tuple[list[Count], int]:
        """How many there are of `passages`, by their ids, of each meeting, oldest first, and of
        none that is known."""
        found = self._db.rows(
            "SELECT committee, meeting_date, count(DISTINCT vector) FROM passages "
            f"WHERE id {rows.LISTED} GROUP BY folded(committee), meeting_date "
            "ORDER BY meeting_date, committee",
            rows.as_list(passages),
        )
        counts = [Count(row[0], date.fromisoformat(row[1]), row[2]) for row in found if row[1]]
        return counts, sum(row[2] for row in found if not row[1])

    def on_page(self, paper: int, page: int, limit: int) -> list[StoredPassage]:
        """The passages of a paper, by its id, that stand on a PDF page, in order."""
        return self._passages("? BETWEEN p.page AND p.page_end", paper, page, limit)

    def in_order(self, paper: int, start: int, limit: int) -> list[StoredPassage]:
        """The passages of a paper, by its id, from the one numbered `start`, counted from 0."""
        return self._passages("p.ordinal >= ?", paper, start, limit)

    def _passages(self, where: str, paper: int, value: int, limit: int) -> list[StoredPassage]:
        sql = f"{rows.PASSAGES} WHERE p.paper = ? AND {where} ORDER BY p.ordinal LIMIT ?"
        return [rows.stored_passage(row) for row in self._db.rows(sql, paper, value, limit)]

    def _papers(self, where: str, *values: str) -> list[Listed]:
        sql = f"SELECT {_LISTED} FROM papers WHERE {where} AND id NOT IN ({HELD}) {_IN_ORDER}"
        return [_listed(row) for row in self._db.rows(sql, *values)]


def folded(committee: str | None) -> str:
    """The name of a committee as it is compared; empty where it is not stated."""
    return (committee or "").casefold()


def _listed(row: sqlite3.Row) -> Listed:
    """A row with `_LISTED`."""
    key, day = rows.key_of(row["digest"]), rows.day(row["meeting_date"])
    return Listed(
        row["id"],
        key,
        row["name"],
        row["council"],
        row["committee"],
        day,
        row["document"],
        rows.source(row["source"]),
    )


def _part(found: Sequence[sqlite3.Row]) -> Part:
    """One part, of rows for each of its items in order; what stands under none has no title."""
    first = found[0]
    return Part(
        first["paper"],
        first["committee"],
        rows.day(first["meeting_date"]),
        first["document"],
        first["page"],
        tuple(Item(r["item"], r["page"], r["printed_page"]) for r in found if r["item"]),
    )
