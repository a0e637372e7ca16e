"""The vectors of a folder's store: as SQLite holds them, and as FAISS finds the nearest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise

import numpy as np

from qa.library import rows
from qa.library.allowed import Allowed
from qa.library.database import Database
from qa.library.filters import NO_LIMITS, Filters
from qa.library.live_index import LiveIndex
from qa.library.records import Candidates, Matrix, PassageVectors
from qa.library.relevance import Tokens
from qa.library.sql import Row


class StoredVectors:
    """The vectors of a store. See `qa.library.protocol.Vectors`."""

    def __init__(
        self, db: Database, index: LiveIndex, allowed: Callable[[Filters], Allowed | None]
    ) -> None:
        """Read `db` and search `index`; `allowed` gives the passages within limits."""
        self._db = db
        self._index = index
        self._allowed = allowed

    def nearest(
        self, vector: Matrix, limit: int, filters: Filters = NO_LIMITS
    ) -> list[tuple[int, float]]:
        """The ids of the passages within `filters` nearest to `vector`, best first."""
        allowed = self._allowed(filters)
        return self._index.at(self._db.generation).search(vector, limit, allowed)

    def cosines(self, ids: Sequence[int], vector: Matrix) -> list[tuple[int, float]]:
        """The passages of `ids`, best first, with their cosine to `vector`."""
        return self._index.at(self._db.generation).search(vector, len(ids), Allowed.of(ids))

    def describe(self) -> str:
        """What a question is compared with, for people."""
        note = self._index.note
        return note.describe() if note else ""

    def get(self, ids: Sequence[int] | None = None) -> tuple[list[int], Matrix]:
        """The ids of all passages (or of `ids` only), and their vectors: float32 [n, dimension]."""
        sql = "SELECT p.id, v.vector FROM passages p JOIN vectors v ON v.id = p.vector"
        found = (
            self._db.rows(sql)
            if ids is None
            else self._db.rows(f"{sql} WHERE p.id {rows.IN_LIST}", rows.as_list(ids))
        )
        return [row["id"] for row in found], rows.vectors(row["vector"] for row in found)

    def of_paper(self, paper_id: int) -> list[tuple[str, PassageVectors]]:
        """The vectors of each of a paper's passages, in order, each with the hash of its text."""
        found = self._db.rows(
            "SELECT v.hash, v.vector, s.vectors AS sentences, t.dimension, t.tokens "
            "FROM passages p JOIN vectors v ON v.id = p.vector JOIN sentences s ON s.vector = v.id "
            "LEFT JOIN tokens t ON t.vector = v.id WHERE p.paper = ? ORDER BY p.ordinal",
            paper_id,
        )
        return [(row["hash"], _whole(row)) for row in found]

    def candidates(self, ids: Sequence[int], vector: Matrix) -> Candidates:
        """The passages of `ids`, as far as they are there, for a search for `vector` to rank."""
        found = self._db.rows(
            f"SELECT {rows.OUTLINE}, v.vector AS vector, s.vectors AS sentences FROM passages p "
            "JOIN vectors v ON v.id = p.vector JOIN sentences s ON s.vector = p.vector "
            f"WHERE p.id {rows.IN_LIST}",
            rows.as_list(ids),
        )
        if not found:
            return Candidates((), (), ())
        vectors = rows.vectors(row["vector"] for row in found)
        dimension = vectors.shape[1]
        blobs = [row["sentences"] for row in found]
        sentences = _cosines(rows.half_vectors(b"".join(blobs), dimension), vector)
        counts = (len(blob) // (2 * dimension) for blob in blobs)
        ends = list(accumulate(counts, initial=0))
        return Candidates(
            [rows.outline(row) for row in found],
            _cosines(vectors, vector),
            [tuple(sentences[begin:end]) for begin, end in pairwise(ends)],
        )

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


def _whole(row: Row) -> PassageVectors:
    [vector] = rows.vectors([row["vector"]])
    sentences = rows.half_vectors(row["sentences"], len(vector))
    if row["tokens"] is None:
        return PassageVectors(vector, sentences)
    tokens = np.frombuffer(row["tokens"], np.int8).reshape(-1, row["dimension"])
    return PassageVectors(vector, sentences, tokens)


def _cosines(vectors: Matrix, vector: Matrix) -> list[float]:
    # "@" would hand this to BLAS threads, which then spin while they wait for more work and take
    # the cores from other questions.
    cosines: list[float] = np.einsum("nd,d->n", vectors, vector).tolist()
    return cosines
