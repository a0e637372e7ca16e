"""One library on a server: its statements run among its own partitions, and nowhere else."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from qa.errors import LibraryBusy, LibraryDamaged, LibraryOutdated, LibraryUnreachable
from qa.library.postgresql.dialect import Row, given, translated
from qa.library.postgresql.schema import COMMON, path
from qa.library.postgresql.server import Server, translated_errors
from qa.library.postgresql.side_by_side import Query, SideBySide, answered
from qa.library.sql import Values

if TYPE_CHECKING:
    from qa.library.postgresql.replicas import Replicas
    from qa.library.postgresql.server import Connection

Found = TypeVar("Found")
READ_SECONDS = 20  # of one statement of a question
BEGIN = (
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; "
    f"SET LOCAL statement_timeout = '{READ_SECONDS}s'; "
    f"SELECT generation FROM {COMMON}.libraries WHERE id = "
)
WRITING = 2  # the kind of the advisory lock of whoever writes a paper; its number is the library's
GENERATION = f"SELECT generation FROM {COMMON}.libraries WHERE id = $1"


class Database:
    """The library `library`, by its id, on `server`.

    Methods raise what `qa.library.protocol` names. Threads may share it: each statement takes a
    connection of its own.
    """

    def __init__(self, server: Server, library: int, replicas: Replicas | None = None) -> None:
        """The library on `server`; with `replicas`, it is read there where they are fresh, and only
        written on the server itself."""
        self.server = server
        self.library = library
        self.replicas = replicas

    @property
    def generation(self) -> str:
        """A token that every change of the passages replaces; empty before the first."""

        def read(db: Connection) -> str:
            return _generation(db.execute(GENERATION, (self.library,)).fetchall())

        return self._read(read)

    def rows(self, sql: str, *values: object) -> list[Row]:
        """The rows that a query finds."""
        return self._found(Query(sql, values))

    def sent(self, sql: str, *values: object) -> list[Row]:
        """The rows that a query finds, with pgvector's values as the bytes that it sends."""
        return self._found(Query(sql, values, binary=True))

    def _found(self, query: Query) -> list[Row]:
        return self._read(lambda db: answered(db, [query])[0])

    def at_one_moment(self, find: Callable[[Moment], Found]) -> Found:
        """What `find` makes of this library as it is now, and stays while it is read."""

        def read(db: Connection) -> Found:
            try:
                return find(Moment(self, db, _begun(db, self.library)))
            finally:
                self.server.roll_back(db)

        return self._read(read)

    @contextmanager
    def writing(self) -> Iterator[PgWriting]:
        """A transaction that changes the library, while nobody else does."""
        with self._connection() as db, db.transaction():
            db.execute("SELECT pg_advisory_xact_lock($1, $2)", (WRITING, self.library))
            yield PgWriting(db, self.library)

    def close(self) -> None:
        """Close the connections to the server."""
        self.server.close()

    def _read(self, read: Callable[[Connection], Found]) -> Found:
        """What `read` makes of this library: on a fresh replica, or the next where one fails while
        it is read, or on the server itself."""
        for server in self.replicas.fresh() if self.replicas else ():
            try:
                with self._connection(server) as db:
                    return read(db)
            except (LibraryUnreachable, LibraryBusy, LibraryReplaced) as error:
                # What was asked for may conflict with what just came to the replica, or not have
                # come to it yet.
                if isinstance(error, LibraryUnreachable) and self.replicas:
                    self.replicas.failed(server, error)
        with self._connection() as db:
            return read(db)

    @contextmanager
    def _connection(self, server: Server | None = None) -> Iterator[Connection]:
        """A connection whose statements find the partitions of this library alone."""
        with (server or self.server).connection() as db:
            if getattr(db, "of_library", None) != self.library:
                db.execute(f"SET search_path = {path(self.library)}")
                db.of_library = self.library  # type: ignore[attr-defined]
            yield db


class Moment(Database):
    """A library in one transaction that only reads: nothing in it changes, so the same is never
    asked twice. For one thread, and those of `side_by_side`."""

    def __init__(self, of: Database, db: Connection, generation: str) -> None:
        super().__init__(of.server, of.library)
        self._db, self._generation = db, generation
        self._known: dict[Query, list[Row]] = {}
        self._asks = threading.local()  # `here`: where the works of `side_by_side` ask

    @property
    def generation(self) -> str:
        """The generation of that moment."""
        return self._generation

    def close(self) -> None:
        """Nothing: whoever opened the transaction ends it."""

    def side_by_side(self, works: Sequence[Callable[[], Found]]) -> Sequence[Callable[[], Found]]:
        """What each of `works` gives, to be called for."""
        asks: SideBySide | None = getattr(self._asks, "here", None)
        if asks:
            return asks.within(works)
        with self._connection() as db:
            return SideBySide(db, self._asks).outcomes(works)

    def _found(self, query: Query) -> list[Row]:
        if query not in self._known:
            asks = getattr(self._asks, "here", None)
            self._known[query] = asks.rows(query) if asks else super()._found(query)
        return self._known[query]

    @contextmanager
    def _connection(self, server: Server | None = None) -> Iterator[Connection]:
        with translated_errors(self.server.address):
            yield self._db


class PgWriting:
    """A transaction that changes a library. See `qa.library.sql.Writing`."""

    def __init__(self, db: Connection, library: int) -> None:
        self.db = db
        self._library = library

    def execute(self, sql: str, values: Values = ()) -> Sequence[Row]:
        """Run a statement: the rows that it gives."""
        return answered(self.db, [Query(sql, values)])[0]

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


def _begun(db: Connection, library: int) -> str:
    """Begin a transaction that only reads: the generation of the library then."""
    cursor = db.execute(f"{BEGIN}{library:d}")
    while cursor.nextset():
        pass
    return _generation(cursor.fetchall())


def _generation(found: Sequence[Row]) -> str:
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
