"""A read-only snapshot of a store, to be read through while the store is asked and changed."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable, Iterator

import numpy as np

from qa.library import rows
from qa.library.records import Matrix, Position

CHUNK = 20_000  # vectors held at a time: some 30 MB
_POSITION = """
SELECT value, (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'passages'),
    (SELECT coalesce(max(n), 0) FROM gone) FROM meta WHERE key = 'store'
"""
# CROSS JOIN makes SQLite read the vectors in the order in which they lie in the file, and look up
# the passages of each in an index.
_VECTORS = "SELECT p.id, v.vector FROM vectors v CROSS JOIN passages p ON p.vector = v.id"


class Snapshot:
    """The store as `db`, a connection of its own, sees it. Methods raise `sqlite3.DatabaseError`.

    `position` is where the store stands, and `passages` how many there are.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        db.execute("BEGIN")  # until the connection is closed it sees what it saw first
        self.position = read_position(db)
        [self.passages] = db.execute(rows.COUNT_PASSAGES).fetchone()

    def chunks(self) -> Iterator[tuple[list[int], Matrix]]:
        """The ids and vectors of all passages, float32 [n, dimension], some at a time."""
        found = self._db.execute(_VECTORS)
        while some := found.fetchmany(CHUNK):
            yield [row[0] for row in some], rows.vectors(row[1] for row in some)

    def sample(self, count: int) -> Matrix:
        """The vectors of about `count` passages from all over: float32 [n, dimension]."""
        sql = f"{_VECTORS} WHERE p.id {rows.IN_LIST}".replace("CROSS ", "")
        return rows.vectors(row[1] for row in self._db.execute(sql, (self._sample_ids(count),)))

    def sample_sentences(self, count: int) -> Matrix:
        """The vector of one sentence of each of about `count` passages: float32 [n, dimension]."""
        sql = (
            "SELECT s.vectors, length(v.vector) / 4 FROM passages p "
            "JOIN vectors v ON v.id = p.vector JOIN sentences s ON s.vector = v.id "
            f"WHERE p.id {rows.IN_LIST}"
        )
        found = self._db.execute(sql, (self._sample_ids(count),)).fetchall()
        each = (rows.half_vectors(row[0], row[1]) for row in found)
        first = [vectors[np.abs(vectors).sum(1) > 0][:1] for vectors in each]
        return np.concatenate(first) if first else np.zeros((0, 0), np.float32)

    def _sample_ids(self, count: int) -> rows.Listed:
        """About `count` ids, drawn evenly from those ever given: some may be gone."""
        last = self.position.last
        given = int(count * last / max(self.passages, 1))
        chosen: Iterable[int] = range(1, last + 1)
        if given < last:
            chosen = random.Random(last).sample(range(1, last + 1), given)
        return rows.as_list(chosen)


def read_position(db: sqlite3.Connection) -> Position:
    """Where the store that `db` reads stands now."""
    return Position(*db.execute(_POSITION).fetchone())
