"""Checks that the tables of a store fit each other, and repairs of what does not.

This program never leaves them otherwise; damage of the file, or another program, may.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
from pydantic import TypeAdapter, ValidationError

from qa.errors import LibraryDamaged
from qa.library import rows, vector_index
from qa.library.database import Database
from qa.library.live_index import LiveIndex
from qa.library.sql import Sql
from qa.papers.register import Asked, Resolution, passages_of
from qa.papers.text import sentences
from qa.wording import count

# What can be wrong with papers, for people, and a query for the papers with which it is.
PAPER_CHECKS = {
    "passages that no word finds": (
        "SELECT paper FROM passages WHERE id NOT IN (SELECT rowid FROM words)"
    ),
    "passages without a vector": (
        "SELECT paper FROM passages WHERE vector NOT IN (SELECT id FROM vectors)"
    ),
    "passages on pages that it does not have": (
        "SELECT p.paper FROM passages p WHERE 2 > (SELECT sum(CASE WHEN number = p.page THEN 1 "
        "ELSE 0 END + CASE WHEN number = p.page_end THEN 1 ELSE 0 END) "
        "FROM pages WHERE paper = p.paper)"
    ),
    "passages that no limit finds": (
        "SELECT paper FROM passages p WHERE NOT EXISTS (SELECT 1 FROM portions "
        "WHERE paper = p.paper AND p.id BETWEEN first AND last)"
    ),
    "passages that are counted wrongly": (
        "SELECT paper FROM portions o WHERE last - first + 1 IS NOT (SELECT count(*) FROM passages "
        "WHERE id BETWEEN o.first AND o.last AND paper = o.paper AND council IS o.council AND "
        "committee IS o.committee AND meeting_date IS o.meeting_date AND document = o.document)"
    ),
    "passages missing": "SELECT paper FROM passages GROUP BY paper HAVING max(ordinal) >= count(*)",
    "entries in the registers that stand elsewhere": (
        "SELECT e.paper FROM parts JOIN entries e ON e.id = parts.entry "
        "LEFT JOIN passages p ON p.id = parts.passage WHERE p.paper IS NOT e.paper"
    ),
}
# For each table, a condition for its rows that belong to nothing.
ORPHANS = {
    "words": "rowid NOT IN (SELECT id FROM passages)",
    "vectors": "id NOT IN (SELECT vector FROM passages)",
    "sentences": "vector NOT IN (SELECT id FROM vectors)",
    "tokens": "vector NOT IN (SELECT id FROM vectors)",
    "parts": "entry NOT IN (SELECT id FROM entries)",
    **dict.fromkeys(
        ("passages", "pages", "portions", "problems", "entries"),
        "paper NOT IN (SELECT id FROM papers)",
    ),
}
REGISTERS: dict[str, TypeAdapter[Resolution] | TypeAdapter[Asked]] = {
    "resolutions": TypeAdapter(Resolution),
    "asked": TypeAdapter(Asked),
}
# By how much the length of a vector may differ from 1: a passage's, and a sentence's of 16 bits.
TOLERANCE, HALF_TOLERANCE = 1e-3, 1e-2


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something beside the papers that does not fit them: the file or table that it is `about`,
    what was `found`, and what mends it."""

    kind: Literal["contents", "vectors"]
    about: str
    found: str
    mend: Callable[[], object]


class PaperChecks:
    """Checks of the papers of a store, and repairs. Methods raise what `qa.library.protocol`
    names."""

    paper_checks: Mapping[str, str] = PAPER_CHECKS

    def __init__(self, db: Sql) -> None:
        self._db = db

    def misfits(self, paper: int, dimension: int) -> list[int]:
        """The ids of the vectors of a paper that do not fit its passages; vectors should have
        `dimension` numbers."""
        raise NotImplementedError

    def faults(self, dimension: int) -> dict[int, list[str]]:
        """What is wrong with papers, by their ids; vectors should have `dimension` numbers."""
        found: dict[int, list[str]] = defaultdict(list)
        for what, sql in self.paper_checks.items():
            for row in self._db.rows(f"SELECT DISTINCT paper FROM ({sql}) found"):
                found[row["paper"]].append(what)
        for row in self._db.rows("SELECT id FROM papers"):
            if self.misfits(row["id"], dimension):
                found[row["id"]].append("passages with a vector that does not fit them")
            if any(self._broken_records(row["id"])):
                found[row["id"]].append("passages or entries whose record is broken")
        return found

    def disown_misfits(self, paper: int, dimension: int) -> None:
        """Take from the vectors that do not fit the passages of a paper the hash of their text, so
        that others are made when the paper is read again."""
        with self._db.writing() as db:
            db.execute(
                f"UPDATE vectors SET hash = 'unfit ' || id WHERE id {rows.IN_LIST}",
                (rows.as_list(self.misfits(paper, dimension)),),
            )

    def _broken_records(self, paper: int) -> Iterator[bool]:
        """For each record of a paper, whether it cannot be read or names what is not there."""
        for row in self._db.rows("SELECT text, breaks FROM passages WHERE paper = ?", paper):
            yield not _within(row["breaks"], len(row["text"]))
        entries = (
            "SELECT entries.register, record, CAST(json_group_array(part) AS text) AS parts "
            "FROM entries LEFT JOIN parts ON parts.entry = entries.id WHERE paper = ? "
            "GROUP BY entries.id"
        )
        for row in self._db.rows(entries, paper):
            try:
                record = REGISTERS[row["register"]].validate_json(row["record"])
            except (KeyError, ValidationError):
                yield True
            else:
                yield passages_of(record) != tuple(sorted(json.loads(row["parts"])))


class Integrity(PaperChecks):
    """Checks and repairs of the store of a folder."""

    def __init__(self, db: Database, index: LiveIndex) -> None:
        super().__init__(db)
        self._index = index

    def derived(self) -> Iterator[Misfit]:
        """What does not fit the papers, and what mends it."""
        for table, n in self.orphans().items():
            found = f"{count(n, 'row')} of the table “{table}” belong to nothing."
            yield Misfit("contents", table, found, partial(self.delete_orphans, table))
        if not self.word_index_is_intact():
            found = "The index of words is not that of the passages."
            yield Misfit("contents", "words", found, self.rebuild_word_index)
        [row] = self._db.rows(rows.COUNT_PASSAGES)
        if row["n"] and not self._index.open():
            found = "The file of the vectors is missing, damaged, or not of these papers."
            yield Misfit("vectors", vector_index.FILE, found, self._index.save)

    def orphans(self) -> dict[str, int]:
        """The number of rows that belong to nothing, by table, where there are any."""
        found = {
            table: self._db.rows(f"SELECT count(*) AS n FROM {table} WHERE {which}")[0]["n"]
            for table, which in ORPHANS.items()
        }
        return {table: n for table, n in found.items() if n}

    def delete_orphans(self, table: str) -> None:
        """Delete the rows of `table` that belong to nothing."""
        with self._db.writing() as db:
            db.execute(f"DELETE FROM {table} WHERE {ORPHANS[table]}")
            db.new_generation()

    def word_index_is_intact(self) -> bool:
        """Whether the index of words fits the words that it is of."""
        try:
            with self._db.writing() as db:
                db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        except LibraryDamaged:
            return False
        return True

    def rebuild_word_index(self) -> None:
        """Build the index of words again from the words that it is of."""
        with self._db.writing() as db:
            db.execute("INSERT INTO words (words) VALUES ('rebuild')")
            db.new_generation()

    def misfits(self, paper: int, dimension: int) -> list[int]:
        """The ids of the vectors of a paper that do not fit its passages."""
        found = self._db.rows(
            "SELECT v.id, v.vector, coalesce(s.vectors, x'') AS sentences, p.text FROM passages p "
            "JOIN vectors v ON v.id = p.vector LEFT JOIN sentences s ON s.vector = v.id "
            "WHERE p.paper = ?",
            paper,
        )
        return [
            row["id"]
            for row in found
            if not fits(row["vector"], "<f4", 1, dimension, TOLERANCE)
            or not fits(
                row["sentences"], "<f2", len(sentences(row["text"])) or 1, dimension, HALF_TOLERANCE
            )
        ]


def fits(blob: bytes, kind: str, count: int, dimension: int, tolerance: float) -> bool:
    """Whether `blob` holds `count` vectors of numbers of NumPy's `kind`, each of length 1."""
    if len(blob) != count * dimension * np.dtype(kind).itemsize:
        return False
    lengths = np.linalg.norm(np.frombuffer(blob, kind).astype("f4").reshape(count, -1), axis=1)
    # A sentence too short to mean anything has zeros. NaN fails both conditions.
    zero = lengths == 0 if kind == "<f2" else np.zeros(count, bool)
    return bool(np.all(zero | (np.abs(lengths - 1) < tolerance)))


def _within(breaks: str, length: int) -> bool:
    """Whether `breaks`, as a column holds them, are places in a text of so many characters."""
    try:
        return all(0 <= place <= length for place in json.loads(breaks))
    except (TypeError, ValueError):
        return False
