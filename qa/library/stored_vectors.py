"""The vectors as the database holds them: for a search to rank by, and for the index to follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate

import numpy as np

from qa.library import rows
from qa.library.database import Database
from qa.library.records import Candidates, Changes, Matrix, Position
from qa.library.relevance import Tokens
from qa.library.snapshot import Snapshot, read_position


class StoredVectors:
    """The vectors of a store. Methods raise `LibraryDamaged` where SQLite cannot use the file."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, ids: Sequence[int] | None = None) -> tuple[list[int], Matrix]:
        """The ids of all passages (or of `ids` only), and their vectors: float32 [n, dimension]."""
        sql = "SELECT p.id, v.vector FROM passages p JOIN vectors v ON v.id = p.vector"
        found = (
            self._db.rows(sql)
            if ids is None
            else self._db.rows(f"{sql} WHERE p.id {rows.IN_LIST}", rows.as_list(ids))
        )
        return [row["id"] for row in found], rows.vectors(row["vector"] for row in found)

    def candidates(self, ids: Sequence[int]) -> Candidates:
        """The passages of `ids`, as far as they are there, for a search to rank."""
        found = self._db.rows(
            f"SELECT {rows.OUTLINE}, v.vector AS vector, s.vectors AS sentences FROM passages p "
            "JOIN vectors v ON v.id = p.vector JOIN sentences s ON s.vector = p.vector "
            f"WHERE p.id {rows.IN_LIST}",
            rows.as_list(ids),
        )
        vectors = rows.vectors(row["vector"] for row in found)
        dimension = vectors.shape[1]
        blobs = [row["sentences"] for row in found]
        sentences = rows.half_vectors(b"".join(blobs), max(dimension, 1))
        counts = (len(blob) // (2 * dimension) for blob in blobs)
        begins = list(accumulate(counts, initial=0))[:-1]
        return Candidates([rows.outline(row) for row in found], vectors, sentences, begins)

    def tokens(self, ids: Sequence[int]) -> dict[int, Tokens]:
        """The tokens of those passages of `ids` that have any, by their ids."""
        found = self._db.rows(
            "SELECT p.id, t.dimension, t.tokens FROM passages p JOIN tokens t "
            f"ON t.vector = p.vector WHERE p.id {rows.IN_LIST}",
            rows.as_list(ids),
        )
        return {
            row["id"]: np.frombuffer(row["tokens"], np.int8).reshape(-1, row["dimension"])
            for row in found
        }

    def known(self, hashes: Iterable[str]) -> set[str]:
        """Those of `hashes`, of embedded texts, whose vector is stored."""
        found = self._db.rows(
            f"SELECT hash FROM vectors WHERE hash {rows.IN_LIST}", rows.as_list(hashes)
        )
        return {row["hash"] for row in found}

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """What the store holds now, to be read through while it is asked and changed."""
        with self._db.apart() as db:
            yield Snapshot(db)

    def changes_since(self, before: Position) -> Changes:
        """What came and went since `before`; everything where that is another store's position."""
        with self._db.use() as db:
            db.execute("BEGIN")  # so that what follows is of one moment
            now = read_position(db)
            if before.store != now.store:
                before = Position(now.store, 0, now.gone)
            came = db.execute(
                "SELECT p.id, v.vector FROM passages p JOIN vectors v ON v.id = p.vector "
                "WHERE p.id > ? ORDER BY p.id",
                (before.last,),
            ).fetchall()
            gone = db.execute("SELECT passage FROM gone WHERE n > ?", (before.gone,)).fetchall()
        ids, vectors = [row[0] for row in came], rows.vectors(row[1] for row in came)
        return Changes(ids, vectors, [row[0] for row in gone], now)

    def index_note(self) -> str | None:
        """What was noted of the index of vectors that was written last."""
        found = self._db.rows("SELECT value FROM meta WHERE key = 'snapshot'")
        return found[0]["value"] if found else None

    def note_index(self, note: str) -> None:
        """Note what is to be known of the index of vectors that lies beside the store."""
        with self._db.use() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES ('snapshot', ?)", (note,))
