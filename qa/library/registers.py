"""The registers: what was resolved, and what was asked and answered, each with where it stands."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from pydantic import TypeAdapter

from qa.library import rows
from qa.library.database import Database
from qa.library.filters import Filters, Register
from qa.library.records import Entry, StoredPassage
from qa.papers.paper import Paper
from qa.papers.register import Asked, Resolution, stands_in

_RESOLUTION, _ASKED = TypeAdapter(Resolution), TypeAdapter(Asked)


class Registers:
    """The registers of a store. Methods raise `LibraryDamaged` where SQLite cannot use the file."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def resolutions(
        self, filters: Filters, limit: int | None = None, within: Sequence[int] | None = None
    ) -> list[Entry[Resolution]]:
        """What was resolved at the meetings within `filters`, newest first, `limit` at most.

        `within` leaves only what stands in one of these passages.
        """
        return [
            Entry(i, _RESOLUTION.validate_json(record), parts)
            for i, record, parts in self._entries("resolutions", filters, limit, within)
        ]

    def asked(
        self, filters: Filters, limit: int | None = None, within: Sequence[int] | None = None
    ) -> list[Entry[Asked]]:
        """What was asked and answered; otherwise like `resolutions`."""
        return [
            Entry(i, _ASKED.validate_json(record), parts)
            for i, record, parts in self._entries("asked", filters, limit, within)
        ]

    def trackers(self, days: Iterable[date]) -> list[StoredPassage]:
        """The passages of trackers that record what was decided at the meetings of `days`."""
        found = self._db.rows(
            f"{rows.PASSAGES} WHERE p.document = 'tracker' AND p.meeting_date {rows.LISTED} "
            "ORDER BY p.id",
            rows.as_list(day.isoformat() for day in days),
        )
        return [rows.stored_passage(row) for row in found]

    def _entries(
        self,
        register: Register,
        filters: Filters,
        limit: int | None,
        within: Sequence[int] | None,
    ) -> Iterator[tuple[int, str, dict[int, StoredPassage]]]:
        where, values = replace(filters, register=None).of_passages()
        if within is not None:
            where += f" AND passage {rows.LISTED}"
            values = [*values, rows.as_list(within)]
        entries = self._db.rows(
            "SELECT entry, max(meeting_date) AS day FROM parts "
            "JOIN passages ON passages.id = parts.passage "
            f"WHERE register = ? AND {where} GROUP BY entry ORDER BY day DESC, entry LIMIT ?",
            register,
            *values,
            -1 if limit is None else limit,
        )
        ids = rows.as_list(row["entry"] for row in entries)
        sql = f"SELECT id, record FROM entries WHERE id {rows.LISTED}"
        records = {row["id"]: row["record"] for row in self._db.rows(sql, ids)}
        parts: dict[int, dict[int, StoredPassage]] = defaultdict(dict)
        for row in self._db.rows(
            f"SELECT parts.entry, parts.part, {rows.COLUMNS} FROM parts "
            "JOIN passages p ON p.id = parts.passage JOIN papers ON papers.id = p.paper "
            f"WHERE parts.entry {rows.LISTED}",
            ids,
        ):
            parts[row["entry"]][row["part"]] = rows.stored_passage(row)
        return ((row["entry"], records[row["entry"]], parts[row["entry"]]) for row in entries)


def enter(db: sqlite3.Connection, paper: Paper, paper_id: int, passages: Sequence[int]) -> None:
    """Enter what a paper resolved and answered; `passages` are its passages' ids, by index."""
    for resolution in paper.resolutions:
        record = _RESOLUTION.dump_json(resolution).decode()
        _enter(db, "resolutions", record, paper_id, stands_in(resolution), passages)
    for asked in paper.asked:
        record = _ASKED.dump_json(asked).decode()
        _enter(db, "asked", record, paper_id, stands_in(asked), passages)


def _enter(
    db: sqlite3.Connection,
    register: Register,
    record: str,
    paper_id: int,
    parts: Sequence[int],
    passages: Sequence[int],
) -> None:
    columns = {"paper": paper_id, "register": register, "record": record}
    entry = rows.insert(db, "entries", columns)
    db.executemany(
        "INSERT INTO parts VALUES (?, ?, ?, ?)",
        [(entry, part, passages[part], register) for part in parts],
    )
