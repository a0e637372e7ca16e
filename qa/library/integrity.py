"""Whether what a store holds belongs together, as this program never leaves it otherwise."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from pydantic import TypeAdapter, ValidationError

from qa.errors import LibraryDamaged
from qa.library import rows
from qa.library.database import Database, renew
from qa.papers.register import Asked, Resolution, passages_of
from qa.papers.text import sentences

# What a paper may have that it should not, and which papers have it, once for each.
AMISS = {
    "passages that no word finds": (
        "SELECT paper FROM passages WHERE id NOT IN (SELECT rowid FROM words)"
    ),
    "passages without a vector": (
        "SELECT paper FROM passages WHERE vector NOT IN (SELECT id FROM vectors)"
    ),
    "passages on pages that it does not have": (
        "SELECT p.paper FROM passages p WHERE 2 > (SELECT sum((number = p.page) + "
        "(number = p.page_end)) FROM pages WHERE paper = p.paper)"
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
# Rows that belong to nothing: which table, and which of it.
ASTRAY = {
    "words": "rowid NOT IN (SELECT id FROM passages)",
    "vectors": "id NOT IN (SELECT vector FROM passages)",
    "sentences": "vector NOT IN (SELECT id FROM vectors)",
    "parts": "entry NOT IN (SELECT id FROM entries)",
    **dict.fromkeys(
        ("passages", "pages", "portions", "problems", "sayings", "entries"),
        "paper NOT IN (SELECT id FROM papers)",
    ),
}
REGISTERS: dict[str, TypeAdapter[Resolution] | TypeAdapter[Asked]] = {
    "resolutions": TypeAdapter(Resolution),
    "asked": TypeAdapter(Asked),
}
LENGTH, HALVES = 1e-3, 1e-2  # by how much the length of a vector may be off, and of a sentence's


class Integrity:
    """What a store holds, looked over. Methods raise `LibraryDamaged` as those of `Store` do."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def amiss(self, dimension: int) -> dict[int, list[str]]:
        """What papers, by their ids, have that they should not, such as other `dimension`s."""
        found: dict[int, list[str]] = defaultdict(list)
        for what, sql in AMISS.items():
            for row in self._db.rows(f"SELECT DISTINCT paper FROM ({sql})"):
                found[row["paper"]].append(what)
        for row in self._db.rows("SELECT id FROM papers"):
            if self._unfit(row["id"], dimension):
                found[row["id"]].append("passages with a vector that does not fit them")
            if any(self._broken(row["id"])):
                found[row["id"]].append("passages or entries whose record is broken")
        return found

    def astray(self) -> dict[str, int]:
        """How many rows of each table belong to nothing, where there are any."""
        found = {
            table: self._db.rows(f"SELECT count(*) AS n FROM {table} WHERE {which}")[0]["n"]
            for table, which in ASTRAY.items()
        }
        return {table: n for table, n in found.items() if n}

    def drop(self, table: str) -> None:
        """Delete the rows of `table` that belong to nothing."""
        with self._db.use() as db:
            db.execute(f"DELETE FROM {table} WHERE {ASTRAY[table]}")
            renew(db)

    def indexed(self) -> bool:
        """Whether the index of words is that of the passages' words."""
        try:
            with self._db.use() as db:
                db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        except LibraryDamaged:
            return False
        return True

    def index_again(self) -> None:
        """Make the index of words again from the words that it holds."""
        with self._db.use() as db:
            db.execute("INSERT INTO words (words) VALUES ('rebuild')")
            renew(db)

    def disown(self, paper: int, dimension: int) -> None:
        """Let no text be known by a vector of a paper that does not fit it: reading it again makes
        another."""
        with self._db.use() as db:
            db.execute(
                f"UPDATE vectors SET hash = 'unfit ' || id WHERE id {rows.IN_LIST}",
                (rows.as_list(self._unfit(paper, dimension)),),
            )

    def _unfit(self, paper: int, dimension: int) -> list[int]:
        """The ids of the vectors of a paper that are not as its passages need them."""
        found = self._db.rows(
            "SELECT v.id, v.vector, coalesce(s.vectors, x'') AS sentences, p.text FROM passages p "
            "JOIN vectors v ON v.id = p.vector LEFT JOIN sentences s ON s.vector = v.id "
            "WHERE p.paper = ?",
            paper,
        )
        return [
            row["id"]
            for row in found
            if not _fits(row["vector"], "<f4", 1, dimension, LENGTH)
            or not _fits(
                row["sentences"], "<f2", len(sentences(row["text"])) or 1, dimension, HALVES
            )
        ]

    def _broken(self, paper: int) -> Iterator[bool]:
        """Whether each record of a paper cannot be read, or names what is not there."""
        for row in self._db.rows("SELECT text, breaks FROM passages WHERE paper = ?", paper):
            yield not _within(row["breaks"], len(row["text"]))
        entries = (
            "SELECT entries.register, record, json_group_array(part) AS parts FROM entries "
            "LEFT JOIN parts ON parts.entry = entries.id WHERE paper = ? GROUP BY entries.id"
        )
        for row in self._db.rows(entries, paper):
            try:
                record = REGISTERS[row["register"]].validate_json(row["record"])
            except (KeyError, ValidationError):
                yield True
            else:
                yield passages_of(record) != tuple(sorted(json.loads(row["parts"])))


def _fits(blob: bytes, kind: str, count: int, dimension: int, slack: float) -> bool:
    """Whether `blob` holds `count` vectors, each of length 1."""
    if len(blob) != count * dimension * np.dtype(kind).itemsize:
        return False
    lengths = np.linalg.norm(np.frombuffer(blob, kind).astype("f4").reshape(count, -1), axis=1)
    none = lengths == 0 if kind == "<f2" else np.zeros(count, bool)  # a sentence that says nothing
    return bool(np.all(none | (np.abs(lengths - 1) < slack)))  # which what is no number is not


def _within(breaks: str, length: int) -> bool:
    """Whether `breaks` are places in a text of so many characters."""
    try:
        return all(0 <= place <= length for place in json.loads(breaks))
    except (TypeError, ValueError):
        return False
