"""The registers of resolutions, and of questions and answers, with the passages they stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date

from pydantic import TypeAdapter

from qa.library import rows
from qa.library.filters import Filters, Register
from qa.library.records import Entry, StoredPassage
from qa.library.sql import Sql, Writing
from qa.papers.paper import Paper
from qa.papers.register import Asked, Resolution, passages_of

ROWS_AN_ENTRY = 4  # of a query for entries, which is one for each passage of an entry
_RESOLUTION, _ASKED = TypeAdapter(Resolution), TypeAdapter(Asked)


class Registers:
    """The registers of a store. Methods raise what `qa.library.protocol` names."""

    def __init__(self, db: Sql) -> None:
        self._db = db

    def resolutions(
        self, which: Filters | Sequence[int], limit: int | None = None
    ) -> list[Entry[Resolution]]:
        """What was resolved, newest first, `limit` at most: at the meetings within filters, or in
        any of some passages, given by their ids."""
        return [
            Entry(i, _RESOLUTION.validate_json(record), parts)
            for i, record, parts in self._entries("resolutions", which, limit)
        ]

    def asked(self, which: Filters | Sequence[int], limit: int | None = None) -> list[Entry[Asked]]:
        """What was asked and answered, chosen as for `resolutions`."""
        return [
            Entry(i, _ASKED.validate_json(record), parts)
            for i, record, parts in self._entries("asked", which, limit)
        ]

    def of_paper(self, paper_id: int) -> tuple[tuple[Resolution, ...], tuple[Asked, ...]]:
        """What one paper records, in its order: what was resolved, and what was asked."""
        sql = "SELECT register, record FROM entries WHERE paper = ? ORDER BY id"
        found = self._db.rows(sql, paper_id)
        return (
            tuple(_RESOLUTION.validate_json(r[1]) for r in found if r[0] == "resolutions"),
            tuple(_ASKED.validate_json(r[1]) for r in found if r[0] == "asked"),
        )

    def trackers(self, days: Iterable[date]) -> list[StoredPassage]:
        """The passages of trackers that record what was decided at the meetings of `days`."""
        found = self._db.rows(
            f"SELECT {rows.COLUMNS} FROM portions o "
            "CROSS JOIN passages p ON p.id BETWEEN o.first AND o.last "
            "JOIN papers ON papers.id = p.paper "
            f"WHERE o.document = 'tracker' AND o.meeting_date {rows.IN_LIST} ORDER BY p.id",
            rows.as_list(day.isoformat() for day in days),
        )
        return [rows.stored_passage(row) for row in found]

    def _entries(
        self, register: Register, which: Filters | Sequence[int], limit: int | None
    ) -> Iterator[tuple[int, str, dict[int, StoredPassage]]]:
        ids: Sequence[object]
        if isinstance(which, Filters):
            sql, values = _within(which)
            order = self._first(limit, sql, register, *values)
            among, ids = f"e.id {rows.IN_LIST}", (rows.as_list(order),)
        else:
            among = (
                f"e.id IN (SELECT entry FROM parts WHERE register = ? AND passage {rows.IN_LIST})"
            )
            ids = (register, rows.as_list(which))
        records: dict[int, str] = {}
        parts: dict[int, dict[int, StoredPassage]] = defaultdict(dict)
        for row in self._db.rows(
            f"SELECT e.id AS entry, e.record, parts.part, {rows.COLUMNS} FROM entries e "
            "JOIN parts ON parts.entry = e.id JOIN passages p ON p.id = parts.passage "
            f"JOIN papers ON papers.id = p.paper WHERE {among} ORDER BY e.id, parts.part",
            *ids,
        ):
            records[row["entry"]] = row["record"]
            parts[row["entry"]][row["part"]] = rows.stored_passage(row)
        if not isinstance(which, Filters):
            order = _newest_first(parts, set(which))[:limit]
        return ((entry, records[entry], parts[entry]) for entry in order)

    def _first(self, limit: int | None, sql: str, *values: object) -> list[int]:
        """The first `limit` entries that a query finds, each once: it may find one several times,
        as it stands in several passages."""
        if limit is None:
            return list(dict.fromkeys(row["entry"] for row in self._db.rows(sql, *values)))
        looked_at = max(1, limit) * ROWS_AN_ENTRY
        while True:
            found = self._db.rows(f"{sql} LIMIT ?", *values, looked_at)
            entries = list(dict.fromkeys(row["entry"] for row in found))
            if len(entries) >= limit or len(found) < looked_at:
                return entries[:limit]
            looked_at *= 4


def _within(filters: Filters) -> tuple[str, Sequence[object]]:
    """A query for the entries of a register at the meetings within `filters`, and its values."""
    where, values = filters.where("portions")
    # CROSS JOIN makes SQLite go by the index of days, newest first: so it stops at the limit.
    return (
        "SELECT entry FROM portions CROSS JOIN parts ON passage BETWEEN first AND last "
        f"AND register = ? WHERE {where} "
        "ORDER BY meeting_date DESC NULLS LAST, first DESC, last DESC, passage, entry"
    ), values


def _newest_first(entries: Mapping[int, Mapping[int, StoredPassage]], among: Set[int]) -> list[int]:
    """Entries, given with their passages, by the latest meeting of those `among` these; those
    without one last."""

    def day(entry: int) -> date:
        own = (one for one in entries[entry].values() if one.id in among)
        return max((one.passage.meeting.date or date.min for one in own), default=date.min)

    return sorted(entries, key=lambda entry: (-day(entry).toordinal(), entry))


def insert_entries(db: Writing, paper: Paper, paper_id: int, passages: Sequence[int]) -> None:
    """Insert the entries of a paper's registers; `passages` are the ids of its passages."""
    for resolution in paper.resolutions:
        record = _RESOLUTION.dump_json(resolution).decode()
        _insert(db, "resolutions", record, paper_id, passages_of(resolution), passages)
    for asked in paper.asked:
        record = _ASKED.dump_json(asked).decode()
        _insert(db, "asked", record, paper_id, passages_of(asked), passages)


def _insert(
    db: Writing,
    register: Register,
    record: str,
    paper_id: int,
    parts: Sequence[int],
    passages: Sequence[int],
) -> None:
    columns = {"paper": paper_id, "register": register, "record": record}
    entry = db.insert("entries", columns)
    db.executemany(
        "INSERT INTO parts (entry, part, passage, register) VALUES (?, ?, ?, ?)",
        [(entry, part, passages[part], register) for part in parts],
    )
