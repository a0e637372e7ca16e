"""How many of the nearest passages the server's index finds, by how widely it looks, and how long
that takes beside comparing all: `python -m tests.benchmarks.nearest --passages 22000`.

The vectors are made for it, around as many subjects as a council has, since those of one council
many times over are copies, which no index tells apart. Those asked for are near to one of them.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from statistics import mean, median

import numpy as np
import psycopg

from qa.library.postgresql.numbers import as_text
from qa.library.records import Matrix
from tests.engines import running_server

SIZE, SUBJECTS, NEAREST = 384, 300, 200
WAYS = ((400, 250), (800, 400), (1000, 600))  # ef_search, and how many are asked of the index
INDEX = (
    "CREATE INDEX nearest ON held USING hnsw ((vector::halfvec(384)) halfvec_ip_ops) "
    "WITH (m = 32, ef_construction = 200)"
)
BY_INDEX = (
    "SELECT id FROM (SELECT id, vector FROM held ORDER BY vector::halfvec(384) <#> "
    "%s::halfvec(384) LIMIT %s) found ORDER BY vector <#> %s::vector LIMIT %s"
)
ALL = "SELECT id FROM held ORDER BY vector <#> %s::vector LIMIT %s"


def main() -> None:
    """Make vectors and their index, and look for the nearest in each way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=22_000)
    parser.add_argument("--questions", type=int, default=30)
    given = parser.parse_args()
    random = np.random.default_rng(1)
    subjects = random.normal(size=(SUBJECTS, SIZE))
    held = _of_length_1(
        0.8 * subjects[random.integers(SUBJECTS, size=given.passages)]
        + 0.9 * random.normal(size=(given.passages, SIZE))
    )
    chosen = held[random.integers(given.passages, size=given.questions)]
    asked = _of_length_1(chosen + 0.04 * random.normal(size=chosen.shape))
    with running_server() as address, psycopg.connect(address, autocommit=True) as db:
        _fill(db, held)
        for name in ("nearest", "held"):
            [size] = db.execute("SELECT pg_relation_size(%s::regclass)", (name,)).fetchone() or (0,)
            print(f"{name}: {size / given.passages:.0f} bytes a passage")
        for wide, wanted in WAYS:
            db.execute(f"SET hnsw.ef_search = {wide:d}")
            _tell(f"ef_search {wide}, {wanted} asked", db, held, asked, wanted)
        db.execute("SET enable_indexscan = off")
        _tell("all compared", db, held, asked, 0)


def _fill(db: psycopg.Connection, held: Matrix) -> None:
    db.execute("CREATE EXTENSION vector")
    db.execute("CREATE TABLE held (id integer PRIMARY KEY, vector vector(384) NOT NULL)")
    db.execute("ALTER TABLE held ALTER vector SET STORAGE PLAIN")
    with db.cursor() as cursor, cursor.copy("COPY held FROM STDIN") as rows:
        for i, vector in enumerate(held):
            rows.write_row((i, as_text(vector)))
    db.execute("SET maintenance_work_mem = '512MB'")
    began = time.perf_counter()
    db.execute(INDEX)
    print(f"index made in {time.perf_counter() - began:.0f} s")
    db.execute("SET enable_seqscan = off")
    db.execute("SET hnsw.iterative_scan = strict_order")


def _tell(name: str, db: psycopg.Connection, held: Matrix, asked: Matrix, wanted: int) -> None:
    shares, seconds = [], []
    for vector in asked:
        text, began = as_text(vector), time.perf_counter()
        values: Sequence[object] = (text, wanted, text, NEAREST) if wanted else (text, NEAREST)
        found = db.execute(BY_INDEX if wanted else ALL, values).fetchall()
        seconds.append(time.perf_counter() - began)
        nearest = set(np.argsort(-(held @ vector))[:NEAREST].tolist())
        shares.append(len(nearest & {row[0] for row in found}) / NEAREST)
    told = f"{mean(shares):.3f} mean, {min(shares):.3f} least, {1000 * median(seconds):.0f} ms"
    print(f"{name}: {told}", flush=True)


def _of_length_1(vectors: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Matrix:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


if __name__ == "__main__":
    main()
