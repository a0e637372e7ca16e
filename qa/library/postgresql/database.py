"""One library on a server: its statements run among its own partitions, and nowhere else."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from qa.errors import LibraryDamaged, LibraryOutdated
from qa.library.postgresql.dialect import Row, given, translated
from qa.library.postgresql.schema import COMMON, path
from qa.library.postgresql.server import Server, translated_errors
from qa.library.sql import Values

if TYPE_CHECKING:
    from qa.library.postgresql.server import Connection

WRITING = 2  # the kind of the advisory lock of whoever writes a paper; its number is the library's
GENERATION = f"SELECT generation FROM {COMMON}.libraries WHERE id = $1"


class Database:
    """The library `library`, by its id, on `server`.

    Methods raise what `qa.library.protocol` names. Threads may share it: each statement takes a
    connection of its own.
    """

    def __init__(self, server: Server, library: int) -> None:
        self.server = server
        self.library = library

    @property
    def generation(self) -> str:
        """A token that every change of the passages replaces; empty before the first."""
        with self._connection() as db:
            return _generation(db, self.library)

    def rows(self, sql: str, *values: object) -> list[Row]:
        """The rows that a query finds."""
        with self._connection() as db:
            return _run(db, sql, values)

    def sent(self, sql: str, *values: object) -> list[Row]:
        """The rows that a query finds, with pgvector's values as the bytes that it sends."""
        with self._connection() as db:
            return _run(db, sql, values, binary=True)

    @contextmanager
    def writing(self) -> Iterator[PgWriting]:
        """A transaction that changes the library, while nobody else does."""
        with self._connection() as db, db.transaction():
            db.execute("SELECT pg_advisory_xact_lock($1, $2)", (WRITING, self.library))
            yield PgWriting(db, self.library)

    @contextmanager
    def at_one_moment(self) -> Iterator[Moment]:
        """This library as it is now, and stays while it is read."""
        with self._connection() as db:
            db.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                yield Moment(self, db, _generation(db, self.library))
            finally:
                if not (db.closed or db.broken):
                    db.execute("ROLLBACK")

    def close(self) -> None:
        """Close the connections to the server."""
        self.server.close()

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        """A connection whose statements find the partitions of this library alone."""
        with self.server.connection() as db:
            if getattr(db, "of_library", None) != self.library:
                db.execute(f"SET search_path = {path(self.library)}")
                db.of_library = self.library  # type: ignore[attr-defined]
            yield db


class Moment(Database):
    """A library in one transaction that only reads: nothing in it changes. For one thread."""

    def __init__(self, of: Database, db: Connection, generation: str) -> None:
        super().__init__(of.server, of.library)
        self._db, self._generation = db, generation

    @property
    def generation(self) -> str:
        """The generation of that moment."""
        return self._generation

    def close(self) -> None:
        """Nothing: whoever opened the transaction ends it."""

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        with translated_errors(self.server.address):
            yield self._db


class PgWriting:
    """A transaction that changes a library. See `qa.library.sql.Writing`."""

    def __init__(self, db: Connection, library: int) -> None:
        self.db = db
        self._library = library

    def execute(self, sql: str, values: Values = ()) -> Sequence[Row]:
        """Run a statement: the rows that it gives."""
        return _run(self.db, sql, values)

    def executemany(self, sql: str, values: Iterable[Values]) -> None:
        """Run a statement for each of `values`, without waiting for one before the next."""
        each = [tuple(map(given, one)) for one in values]
        if each:
            with self.db.cursor() as cursor:
                cursor.executemany(translated(sql), each)

    def insert(self, table: str, columns: Mapping[str, object]) -> int:
        """Insert a row into a table that has ids: its id."""
        marks = ", ".join("?" * len(columns))
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) RETURNING id"
        [row] = self.execute(sql, tuple(columns.values()))
        return int(row["id"])

    def copy(self, table: str, columns: Sequence[str], values: Iterable[Values]) -> None:
        """Insert many rows into a table."""
        sql = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        with self.db.cursor() as cursor, cursor.copy(sql) as copy:
            for one in values:
                copy.write_row(tuple(map(given, one)))

    def new_ids(self, sequence: str, count: int) -> list[int]:
        """So many ids that were never given before, in order."""
        sql = f"SELECT nextval('{COMMON}.{sequence}') AS id FROM generate_series(1, ?)"
        return sorted(row["id"] for row in self.execute(sql, (count,)))

    def new_generation(self) -> None:
        """Name a new generation, which tells everyone that the passages changed."""
        self.execute(
            f"UPDATE {COMMON}.libraries SET generation = ? WHERE id = ?",
            (secrets.token_hex(16), self._library),
        )


def _run(db: Connection, sql: str, values: Values, *, binary: bool = False) -> list[Row]:
    with db.cursor(binary=binary) as cursor:
        found: Any = cursor.execute(translated(sql), tuple(map(given, values)))
        return list(found.fetchall()) if found.description else []


def _generation(db: Connection, library: int) -> str:
    found = db.execute(GENERATION, (library,)).fetchall()
    if not found:  # it was built again, and this is the one of before
        raise LibraryReplaced
    return str(found[0][0])


class LibraryReplaced(LibraryDamaged):
    """Another library took the place of the one that was open."""

    def __init__(self) -> None:
        super().__init__("it was built again meanwhile")


def outdated(key: str, found: object, wanted: object) -> LibraryOutdated:
    """The error for a library that was made with something else."""
    return LibraryOutdated(f"{key} {found}", f"{key} {wanted}")
