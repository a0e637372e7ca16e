"""What a store holds at one moment, to be gone through at leisure while it is asked and changed."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable, Iterator

import numpy as np

from qa.errors import LibraryDamaged
from qa.library import rows
from qa.library.records import Matrix, Position

CHUNK = 20_000  # vectors held at a time: some 30 MB
_POSITION = """
SELECT value, (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'passages'),
    (SELECT coalesce(max(n), 0) FROM gone) FROM meta WHERE key = 'store'
"""
# The vectors as they lie in the file; which passages each is of stands in an index.
_VECTORS = "SELECT p.id, v.vector FROM vectors v CROSS JOIN passages p ON p.vector = v.id"


class Moment:
    """A moment of the store that `db`, a connection of its own, reads. Methods raise
    `sqlite3.DatabaseError`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        db.execute("BEGIN")  # until the connection is closed it sees what it saw first
        self.position = position(db)
        [self.passages] = db.execute(rows.COUNTED).fetchone()

    def chunks(self) -> Iterator[tuple[list[int], Matrix]]:
        """The ids and vectors of all passages, float32 [n, dimension], some at a time."""
        found = self._db.execute(_VECTORS)
        while some := found.fetchmany(CHUNK):
            yield [row[0] for row in some], matrix(row[1] for row in some)

    def some(self, count: int) -> Matrix:
        """The vectors of about `count` passages from all over: float32 [n, dimension]."""
        sql = f"{_VECTORS} WHERE p.id {rows.LISTED}".replace("CROSS ", "")
        return matrix(row[1] for row in self._db.execute(sql, (self._ids(count),)))

    def sentences(self, count: int) -> Matrix:
        """A sentence's vector of each of about `count` passages: float32 [n, dimension]."""
        sql = (
            "SELECT s.vectors, length(v.vector) / 4 FROM passages p "
            "JOIN vectors v ON v.id = p.vector JOIN sentences s ON s.vector = v.id "
            f"WHERE p.id {rows.LISTED}"
        )
        found = self._db.execute(sql, (self._ids(count),)).fetchall()
        every = (halves(row[0], row[1]) for row in found)
        spoken = [said[lengths > 0][:1] for said in every for lengths in [np.abs(said).sum(1)]]
        return np.concatenate(spoken) if spoken else np.zeros((0, 0), np.float32)

    def _ids(self, count: int) -> str:
        """About `count` ids, evenly among those ever given: some may be gone."""
        last = self.position.last
        given = int(count * last / max(self.passages, 1))
        chosen: Iterable[int] = range(1, last + 1)
        if given < last:
            chosen = random.Random(last).sample(range(1, last + 1), given)
        return rows.as_list(chosen)


def position(db: sqlite3.Connection) -> Position:
    """How far a store has come."""
    return Position(*db.execute(_POSITION).fetchone())


def matrix(blobs: Iterable[bytes]) -> Matrix:
    """Vectors as columns hold them: float32 [n, dimension]. Raises `LibraryDamaged`."""
    held = list(blobs)
    if len({len(blob) for blob in held}) > 1 or any(len(blob) % 4 for blob in held[:1]):
        raise LibraryDamaged("vectors of different lengths")
    return np.frombuffer(b"".join(held), "<f4").reshape(len(held), -1 if held else 0)


def halves(blob: bytes, dimension: int) -> Matrix:
    """Vectors of sentences as a column holds them: float32 [n, dimension]."""
    return np.frombuffer(blob, "<f2").astype(np.float32).reshape(-1, dimension)
