"""A library of a folder, of any size, loaded onto a PostgreSQL server at once.

`python -m qa move` puts papers in one by one, each in a transaction and into every index, while
questions are answered. A library of hundreds of thousands of passages that nobody asks yet is
loaded quicker table by table, with the indexes of words and of vectors made at the end. Ids stay as
they are in the folder, so that what both engines find can be compared.
"""

from __future__ import annotations

import re
import sqlite3
import struct
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psycopg

from qa.library.bm25 import numbered, saturation
from qa.library.library import Library
from qa.library.postgresql import numbers
from qa.library.postgresql.dialect import given
from qa.library.postgresql.place import ServerPlace
from qa.library.postgresql.schema import COMMON, INDEXES, path
from qa.library.postgresql.text import Indexed
from qa.library.postgresql.vectors import index_of
from qa.library.postgresql.writing import LIMITED
from qa.library.stemming import WEIGHTS
from qa.library.store import FILE
from qa.papers.text import comparable

# The tables that both engines have alike, in an order in which rows name those that are there.
ALIKE = ("papers", "problems", "pages", "tokens", "portions", "passages", "entries", "parts")
SEQUENCES = {
    "papers": "paper_ids",
    "passages": "passage_ids",
    "vectors": "vector_ids",
    "entries": "entry_ids",
    "portions": "row_ids",
}
WORDS_INDEX = re.compile(r"CREATE INDEX words_lexemes [^;]+")
MEMORY, WORKERS = "2GB", 1  # for making an index: what it may hold, and processes beside the first


@dataclass(frozen=True, slots=True)
class Loading:
    """The seconds that rows took, and the indexes of words and of vectors."""

    rows: float
    words: float
    vectors: float


def loaded(folder: Path, place: ServerPlace, library: Library) -> Loading:
    """Load the library in `folder`, which `library` has open, to `place`, where there is none."""
    place.open(library.embedder.name).close()
    [making] = WORDS_INDEX.findall(INDEXES)
    with (
        closing(sqlite3.connect(folder / FILE)) as held,
        psycopg.connect(place.address, autocommit=True) as db,
    ):
        db.execute(f"SET search_path = {path(place.identity() or 0)}")
        began = time.perf_counter()
        with db.transaction():
            db.execute("DROP INDEX words_lexemes")
            _load_rows(held, db)
        seconds = [time.perf_counter() - began]
        db.execute(f"SET maintenance_work_mem = '{MEMORY}'")
        db.execute(f"SET max_parallel_maintenance_workers = {WORKERS}")
        [size] = db.execute("SELECT vector_dims(vector) FROM vectors LIMIT 1").fetchone() or (0,)
        for sql in (making, index_of(size)):
            began = time.perf_counter()
            db.execute(sql)
            seconds.append(time.perf_counter() - began)
        db.execute("ANALYZE")
    return Loading(*seconds)


def _load_rows(held: sqlite3.Connection, db: psycopg.Connection) -> None:
    _copy(db, "vectors", ("id", "hash", "vector"), _vectors(held))
    halves = db.execute("SELECT 'halfvec'::regtype::oid::int").fetchone() or (0,)
    _copy(db, "sentences", ("vector", "vectors"), _sentences(held, halves[0]))
    for table in ALIKE:
        found = held.execute(f"SELECT * FROM {table}")
        _copy(db, table, [one[0] for one in found.description], found)
    _load_words(held, db)
    names = held.execute(
        "SELECT council FROM passages UNION SELECT committee FROM passages UNION "
        "SELECT council FROM papers UNION SELECT committee FROM papers"
    )
    _copy(db, "folds", ("name", "folded"), ((n, comparable(n)) for (n,) in names if n))
    for table, sequence in SEQUENCES.items():
        last = f"SELECT setval('{COMMON}.{sequence}', coalesce(max(id), 1)) FROM {table}"
        db.execute(last)
    db.execute(
        f"UPDATE {COMMON}.libraries SET generation = 'loaded' "
        "WHERE 'library_' || id = current_schema()"
    )


def _copy(
    db: psycopg.Connection, table: str, columns: Sequence[str], each: Iterator[Any] | sqlite3.Cursor
) -> None:
    """Copy rows, whose vectors are pgvector's own bytes, into a table."""
    found = db.execute(
        "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute "
        "WHERE attrelid = to_regclass(%s) AND attnum > 0",
        (table,),
    )
    types: dict[str, str] = dict(found.fetchall())
    sent = ["bytea" if "vec" in types[name] else types[name] for name in columns]
    sql = f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT binary)"
    with db.cursor() as cursor, cursor.copy(sql) as copy:
        copy.set_types(sent)
        for row in each:
            copy.write_row(tuple(map(given, row)))


def _vectors(held: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    for i, name, blob in held.execute("SELECT id, hash, vector FROM vectors"):
        vector = np.frombuffer(blob, "<f4")
        yield i, name, struct.pack(">HH", len(vector), 0) + vector.astype(">f4").tobytes()


def _sentences(held: sqlite3.Connection, kind: int) -> Iterator[tuple[object, ...]]:
    """The vectors of sentences as arrays of the type `kind`, in the server's binary form."""
    [size] = held.execute("SELECT length(vector) / 4 FROM vectors LIMIT 1").fetchone()
    begins = struct.pack(">iHH", 4 + 2 * size, size, 0)
    for i, blob in held.execute("SELECT vector, vectors FROM sentences"):
        each = np.frombuffer(blob, "<f2").reshape(-1, size).astype(">f2")
        array = struct.pack(">iiIii", 1, 0, kind, len(each), 1)
        yield i, array + b"".join(begins + one.tobytes() for one in each)


def _load_words(held: sqlite3.Connection, db: psycopg.Connection) -> None:
    """Load the words of passages, and then how many of these have each."""
    known: dict[str, int] = {}
    counts: Counter[str] = Counter()
    columns = ("passage", "lexemes", "weights", "size", "stems", *LIMITED)
    with (
        db.cursor() as cursor,
        cursor.copy(f"COPY words ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        found = held.execute(
            f"SELECT w.rowid, {', '.join(f'w.{name}' for name in WEIGHTS)}, "
            f"{', '.join(f'p.{name}' for name in LIMITED)} "
            "FROM words w JOIN passages p ON p.id = w.rowid ORDER BY w.rowid"
        )
        for i, *row in found:
            one = Indexed.of(dict(zip(WEIGHTS, row, strict=False)))
            for stem in one.different:
                known.setdefault(stem, len(known) + 1)
                counts[stem] += 1
            weights = {n: saturation(f, one.size) for n, f in one.frequencies(known).items()}
            words = (
                one.lexemes(),
                numbers.sparse_text(weights),
                one.size,
                numbered(one.columns, known),
            )
            copy.write_row(tuple(map(given, (i, *words, *row[len(WEIGHTS) :]))))
    each = ((number, term, counts[term]) for term, number in known.items())
    _copy(db, "stems", ("id", "term", "passages"), each)
    own = f"pg_get_serial_sequence('{COMMON}.stems', 'id')"
    db.execute(f"SELECT setval({own}, max(id)) FROM stems")
