"""The vectors on a server: HNSW finds the nearest of many, and of few all are compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from qa.errors import DiskFull
from qa.library import rows
from qa.library.filters import NO_LIMITS, Filters
from qa.library.postgresql import numbers
from qa.library.postgresql.database import Database, Moment
from qa.library.postgresql.dialect import Row
from qa.library.postgresql.outlines import COLUMNS, TABLES, candidates, within
from qa.library.records import Candidates, Matrix, PassageVectors
from qa.library.relevance import NO_TOKENS, Tokens
from qa.library.remembered import Remembered

# Passages that are all compared: so many take less than the index does, and none is missed (see
# `tests.benchmarks.nearest`). Of more, the index is asked. Where limits leave a small share, its
# scan would go through most of it.
MAX_COMPARED = 40_000
MOST_SCANNED = 0.1
# So many more than are wanted are asked of the index, which compares numbers of 16 bits.
SPARE = 2.0
CACHED_COUNTS = 100
INDEX = "vectors_nearest"  # the name of the index, where there is one
# What the index takes while it is made, a vector, and at most: what does not fit takes far longer.
BUILD_BYTES, MOST_MEGABYTES = 4096, 8192
_JOINED = "FROM passages p JOIN vectors v ON v.id = p.vector"


class Vectors:
    """The vectors of a library. See `qa.library.protocol.Vectors`."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._counts: Remembered[int] = Remembered(CACHED_COUNTS)
        self._read: dict[int, Tokens | None] = {}  # of passages, in one moment

    def of(self, db: Database) -> Vectors:
        """The same vectors, read through `db`."""
        same = Vectors(db)
        same._counts = self._counts
        return same

    def nearest(
        self, vector: Matrix, limit: int, filters: Filters = NO_LIMITS
    ) -> list[tuple[int, float]]:
        """The ids of the passages within `filters` nearest to `vector`, best first."""
        sql, values = self._nearest(vector, limit, filters)
        return [(row["id"], row["cosine"]) for row in self._db.rows(sql, *values)]

    def outlined(self, vector: Matrix, limit: int, filters: Filters) -> list[Row]:
        """The same passages, as rows that `candidates` takes."""
        sql, values = self._nearest(vector, limit, filters)
        return self._db.rows(
            f"WITH found AS MATERIALIZED ({sql}) SELECT {COLUMNS} FROM {TABLES} "
            "WHERE p.id IN (SELECT id FROM found)",
            *values,
            numbers.as_text(vector),
        )

    def _nearest(self, vector: Matrix, limit: int, filters: Filters) -> tuple[str, list[str | int]]:
        """The query for the nearest passages, with their cosines, and its values."""
        where, values = within(filters, "p.id")
        size, text = len(vector), numbers.as_text(vector)
        near = f"v.vector <#> CAST(? AS vector({size}))"
        if self._compares(filters):
            sql = f"SELECT p.id, -({near}) AS cosine {_JOINED} WHERE {where} ORDER BY {near}, p.id"
            return f"{sql} LIMIT ?", [text, *values, text, limit]
        # The nearest by numbers of 16 bits, in the order of those of 32.
        by_index = f"ORDER BY v.vector::halfvec({size}) <#> CAST(? AS halfvec({size})) LIMIT ?"
        if filters == NO_LIMITS:  # then nothing tempts the server to go by another table first
            chosen = f"(SELECT v.id, v.vector FROM vectors v {by_index}) near"
            near_ones = f"{chosen} JOIN passages p ON p.vector = near.id"
        else:
            near_ones = f"(SELECT p.id, v.vector {_JOINED} WHERE {where} {by_index}) p"
        column = "near.vector" if filters == NO_LIMITS else "p.vector"
        return (
            f"SELECT p.id, -({column} <#> CAST(? AS vector({size}))) AS cosine FROM {near_ones} "
            "ORDER BY cosine DESC, p.id LIMIT ?"
        ), [text, *values, text, round(limit * SPARE), limit]

    def _compares(self, filters: Filters) -> bool:
        """Whether all vectors within `filters` are compared, rather than the index asked."""
        every = self._count(NO_LIMITS)
        if every <= MAX_COMPARED or not self._is_indexed():
            return True
        left = self._count(filters)
        return left <= MAX_COMPARED or left < MOST_SCANNED * every

    def cosines(self, ids: Sequence[int], vector: Matrix) -> list[tuple[int, float]]:
        """The passages of `ids`, best first, with their cosine to `vector`."""
        found = self._db.rows(
            f"SELECT p.id, -(v.vector <#> CAST(? AS vector)) AS cosine {_JOINED} "
            f"WHERE p.id {rows.IN_LIST} ORDER BY cosine DESC, p.id",
            numbers.as_text(vector),
            rows.as_list(ids),
        )
        return [(row[0], row[1]) for row in found]

    def get(self, ids: Sequence[int] | None = None) -> tuple[list[int], Matrix]:
        """The ids of all passages (or of `ids` only), and their vectors: float32 [n, dimension]."""
        where = "" if ids is None else f"WHERE p.id {rows.IN_LIST}"
        values = [] if ids is None else [rows.as_list(ids)]
        found = self._db.sent(f"SELECT p.id, v.vector {_JOINED} {where} ORDER BY p.id", *values)
        return [row[0] for row in found], numbers.matrix(row[1] for row in found)

    def of_paper(self, paper_id: int) -> list[tuple[str, PassageVectors]]:
        """The vectors of each of a paper's passages, in order, each with the hash of its text."""
        found = self._db.sent(
            f"SELECT v.hash, v.vector, s.vectors, t.dimension, t.tokens {_JOINED} "
            "JOIN sentences s ON s.vector = v.id LEFT JOIN tokens t ON t.vector = v.id "
            "WHERE p.paper = ? ORDER BY p.ordinal",
            paper_id,
        )
        return [(row[0], _whole(row)) for row in found]

    def candidates(self, ids: Sequence[int], vector: Matrix) -> Candidates:
        """The passages of `ids`, as far as they are there, for a search for `vector` to rank."""
        return candidates(self.outlines(ids, vector))

    def outlines(self, ids: Sequence[int], vector: Matrix) -> list[Row]:
        """The passages of `ids` as rows that `candidates` takes."""
        sql = f"SELECT {COLUMNS} FROM {TABLES} WHERE p.id {rows.IN_LIST}"
        return self._db.rows(sql, numbers.as_text(vector), rows.as_list(ids)) if ids else []

    def tokens(self, ids: Sequence[int]) -> dict[int, Tokens]:
        """The tokens of those passages of `ids` that have any, by their ids. Those that were read
        in the same moment are not read again."""
        known = self._read if isinstance(self._db, Moment) else {}
        left = [i for i in ids if i not in known]
        if left:
            found = self._db.sent(
                "SELECT p.id, t.dimension, t.tokens FROM passages p "
                f"JOIN tokens t ON t.vector = p.vector WHERE p.id {rows.IN_LIST}",
                rows.as_list(left),
            )
            known |= dict.fromkeys(left) | {row[0]: _tokens(row[2], row[1]) for row in found}
        return {i: tokens for i in sorted({*ids}) if (tokens := known[i]) is not None}

    def known(self, hashes: Iterable[str]) -> set[str]:
        """Those of `hashes`, of embedded texts, whose vector is stored."""
        sql = f"SELECT hash FROM vectors WHERE hash {rows.IN_LIST}"
        return {row["hash"] for row in self._db.rows(sql, rows.as_list(hashes))}

    def describe(self) -> str:
        """What a question is compared with, for people."""
        every = self._count(NO_LIMITS)
        if not self._is_indexed():
            return f"A question is compared with all {every:,} vectors."
        return f"An index on the server finds the nearest of {every:,} vectors."

    def _count(self, filters: Filters) -> int:
        """How many passages lie within `filters`, about."""
        where, values = within(filters, "portions.first")
        sql = f"SELECT coalesce(sum(last - first + 1), 0) AS n FROM portions WHERE {where}"
        if filters.register:
            sql = "SELECT count(*) AS n FROM parts WHERE register = ?"
            values = [filters.register]
        key = self._db.generation, filters
        return self._counts.get(key, lambda: int(self._db.rows(sql, *values)[0]["n"]))

    def _is_indexed(self) -> bool:
        sql = "SELECT count(*) AS n FROM pg_class WHERE oid = to_regclass(?)"
        key = self._db.generation, INDEX
        return bool(self._counts.get(key, lambda: int(self._db.rows(sql, INDEX)[0]["n"])))


def wants_index(db: Database) -> bool:
    """Whether a library has so many vectors that an index of them is worth it, and has none."""
    [row] = db.rows(
        "SELECT (SELECT count(*) FROM vectors) AS vectors, to_regclass(?) IS NOT NULL AS there",
        INDEX,
    )
    return row["vectors"] > MAX_COMPARED and not row["there"]


def build_index(db: Database) -> None:
    """Make the index of a library's vectors, where it wants one.

    Papers that come later go into it as they are written.
    """
    if not wants_index(db):
        return
    [row] = db.rows("SELECT count(*) AS n, min(vector_dims(vector)) AS size FROM vectors")
    megabytes = min(max(row["n"] * BUILD_BYTES >> 20, 64), MOST_MEGABYTES)
    try:
        _make_index(db, row["size"], megabytes, "")
    except DiskFull:  # processes side by side share memory, of which containers give little
        _make_index(db, row["size"], megabytes, "SET LOCAL max_parallel_maintenance_workers = 0")


def _make_index(db: Database, dimension: int, megabytes: int, first: str) -> None:
    with db.writing() as writing:
        if first:
            writing.execute(first)
        writing.execute(f"SET LOCAL maintenance_work_mem = '{megabytes}MB'")
        writing.execute(index_of(dimension))
        writing.new_generation()


def index_of(dimension: int) -> str:
    """The statement that makes the index of vectors with so many numbers."""
    return (
        f"CREATE INDEX {INDEX} ON vectors USING hnsw ((vector::halfvec({dimension})) "
        "halfvec_ip_ops) WITH (m = 32, ef_construction = 200)"
    )


def _whole(row: Row) -> PassageVectors:
    tokens = _tokens(row[4], row[3]) if row[4] is not None else NO_TOKENS
    return PassageVectors(numbers.vector(row[1]), numbers.half_vectors(row[2]), tokens)


def _tokens(held: bytes, dimension: int) -> Tokens:
    return np.frombuffer(held, np.int8).reshape(-1, dimension)
