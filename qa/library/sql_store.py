"""What the stores of all engines that speak SQL have in common."""

from __future__ import annotations

import os
from typing import Literal

from qa.library import rows
from qa.library.files import PaperFile
from qa.library.filters import NO_LIMITS, Filters
from qa.library.in_turn import InTurn
from qa.library.inferring import changes, rewrite
from qa.library.meetings import Meetings, one_spelling
from qa.library.papers import Papers
from qa.library.passages import Passages
from qa.library.records import Facets, Searched
from qa.library.registers import Registers
from qa.library.sql import Sql
from qa.library.unread import Unread
from qa.papers.kinds import KINDS
from qa.papers.source import Source


class SqlStore(InTurn):
    """The parts of a store that read `db` alike, and what is written alike.

    See `qa.library.protocol.Store`.
    """

    def __init__(self, db: Sql) -> None:
        self._db = db
        self.papers = Papers(db)
        self.passages = Passages(db)
        self.meetings = Meetings(db)
        self.registers = Registers(db)
        self.unread = Unread(db)

    def close(self) -> None:
        """Let go of the database."""
        self._db.close()

    @property
    def generation(self) -> str:
        """A token that every change of the passages replaces; empty before the first."""
        return self._db.generation

    @property
    def is_empty(self) -> bool:
        """Whether there is no paper."""
        return not self._db.rows("SELECT 1 FROM papers LIMIT 1")

    def __len__(self) -> int:
        """How many passages there are."""
        [row] = self._db.rows(rows.COUNT_PASSAGES)
        return int(row["n"])

    def searched(self, filters: Filters) -> Searched:
        """How many papers lie within `filters`, and the first and last of their meetings."""
        where, values = filters.where("portions")
        if filters.register:
            within = "passage BETWEEN first AND last"
            where += f" AND EXISTS (SELECT 1 FROM parts WHERE {within} AND register = ?)"
            values = [*values, filters.register]
        sql = "SELECT count(DISTINCT paper), min(meeting_date), max(meeting_date) FROM portions"
        [(papers, first, last)] = self._db.rows(f"{sql} WHERE {where}", *values)
        return Searched(papers, rows.day(first), rows.day(last))

    def facets(self) -> Facets:
        """The committees, kinds of document, dates and councils that there are to filter by."""
        kinds = {row[0] for row in self._db.rows("SELECT DISTINCT document FROM portions")}
        dates = self.searched(NO_LIMITS)
        return Facets(
            self._names("committee"),
            tuple(kind.name for kind in KINDS if kind.name in kinds),
            dates.earliest,
            dates.latest,
            self._names("council"),
        )

    def _names(self, column: Literal["committee", "council"]) -> tuple[str, ...]:
        found = self._db.rows(
            f"SELECT {column}, count(*) FROM portions WHERE {column} > '' GROUP BY {column}"
        )
        return one_spelling({row[0]: row[1] for row in found})

    def set_file(self, paper_id: int, file: PaperFile) -> None:
        """Note that a paper, itself unchanged, now lies at `file`."""
        with self._db.writing() as db:
            db.execute(
                "UPDATE papers SET path = ?, size = ?, mtime_ns = ? WHERE id = ?",
                (os.fsencode(file.path), file.size, file.mtime_ns, paper_id),
            )

    def set_source(self, paper_id: int, source: Source | None) -> None:
        """Note what is now stated of a paper, itself unchanged, where it was published."""
        with self._db.writing() as db:
            sql = "UPDATE papers SET source = ? WHERE id = ?"
            db.execute(sql, (rows.source_text(source), paper_id))
            db.new_generation()

    def infer_meetings(self) -> None:
        """Take what papers do not say of their meetings from those beside them (see
        `qa.library.neighbours`). Nothing is written where that is as it was."""
        changed = changes(self._db)
        if not changed:
            return
        with self._db.writing() as db:
            for paper_id, meeting in changed.items():
                rewrite(db, paper_id, meeting)
            db.new_generation()
