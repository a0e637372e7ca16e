"""The SQLite file of a library, opened, of this program's making, and safe to share."""

from __future__ import annotations

import os
import secrets
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from copy import copy
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from qa.errors import (
    CouncilPapersError,
    DiskFull,
    LibraryBusy,
    LibraryDamaged,
    LibraryOutdated,
    LibraryUnwritable,
)
from qa.library.lock import locked
from qa.library.schema import TABLES, version
from qa.library.sql import Values
from qa.papers.text import comparable

CACHE_KB = 32_768  # of pages that SQLite keeps in memory
BUSY_SECONDS = 30  # to wait for another process that is writing
# SQLite's codes for errors that a person can do something about.
FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}
FORBIDDEN = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
# The endings of the files that SQLite keeps beside a database; that of the file itself comes last.
ENDINGS = "-wal", "-shm", ""


class Database:
    """One SQLite file.

    One connection serves all threads, one at a time: queries take milliseconds, and since Streamlit
    runs each click in a new thread, connections of their own would be opened for every click.
    Methods raise `LibraryDamaged` where SQLite cannot use the file, `LibraryOutdated` once another
    version or model took it over, and `DiskFull`, `LibraryUnwritable` and `LibraryBusy`.
    """

    def __init__(self, file: Path, model: str) -> None:
        """Open `file`, or make it if there is none, for vectors of the model `model`."""
        self._file = file
        self._wanted = {"version": version(), "model": model}
        self._lock = threading.RLock()
        self._pinned: str | None = None
        with _translated_errors(file):
            self._db = sqlite3.connect(
                _address(file), uri=True, timeout=BUSY_SECONDS, check_same_thread=False
            )
        try:
            self._prepare()
            self._read_meta()
        except CouncilPapersError:
            self.close()
            raise

    def _prepare(self) -> None:
        self._db.row_factory = sqlite3.Row
        # SQLite's own lower() changes no letters beyond a to z, and knows no accents.
        self._db.create_function("folded", 1, lambda text: text and comparable(text))
        with self.use() as db:
            db.execute("PRAGMA foreign_keys = ON")
            db.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        if not self._has_tables():
            with locked(self._file.parent):  # since two processes may begin at once
                if not self._has_tables():
                    self._create_tables()

    def _has_tables(self) -> bool:
        return bool(self.rows("SELECT 1 FROM sqlite_master WHERE name = 'meta'"))

    def _create_tables(self) -> None:
        with self.use() as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(f"BEGIN IMMEDIATE; {TABLES}")
            meta = {**self._wanted, "store": secrets.token_hex(8), "generation": ""}
            db.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())

    def _read_meta(self) -> dict[str, str]:
        """The table `meta`. Raises `LibraryOutdated` if its version or model is another."""
        found = {row["key"]: row["value"] for row in self.rows("SELECT key, value FROM meta")}
        for key, value in self._wanted.items():
            if found.get(key) != value:
                raise LibraryOutdated(f"{key} {found.get(key)}", f"{key} {value}")
        return found

    @property
    def generation(self) -> str:
        """A token that every change of the passages replaces; empty before the first."""
        return self._read_meta()["generation"] if self._pinned is None else self._pinned

    @property
    def is_pinned(self) -> bool:
        """Whether this was made by `pinned`."""
        return self._pinned is not None

    def pinned(self) -> Database:
        """The same file, taken to stay in the generation that it is in now."""
        same = copy(self)
        same._pinned = self.generation
        return same

    @contextmanager
    def apart(self) -> Iterator[sqlite3.Connection]:
        """A connection for a long reading, during which others can use this object's own."""
        with _translated_errors(self._file), closing(open_read_only(self._file)) as db:
            yield db

    @contextmanager
    def use(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one thread at a time, as one transaction: all of it or nothing."""
        with self._lock, _translated_errors(self._file), self._db:
            yield self._db

    def rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """The rows that a query finds."""
        with self.use() as db:
            return db.execute(sql, values).fetchall()

    @contextmanager
    def writing(self) -> Iterator[SqliteWriting]:
        """A transaction that changes the database."""
        with self.use() as db:
            yield SqliteWriting(db)

    def begin_beside(self, file: Path) -> bool:
        """Begin to take the place of `file`: from now on, ids are given that it never gave.

        False if this was begun before and `file` has changed since.
        """
        generation, last = _last_ids(file)
        with self.use() as db:
            known = db.execute("SELECT value FROM meta WHERE key = 'beside'").fetchone()
            if known is None:
                db.execute("INSERT INTO meta VALUES ('beside', ?)", (generation,))
                db.executemany("INSERT INTO sqlite_sequence VALUES (?, ?)", last)
        return known is None or known[0] == generation

    def replace(self, file: Path) -> Path | None:
        """Put what this holds in place of what `file` holds.

        A damaged file is kept: then the folder into which it was moved is returned. The contents
        are copied in one transaction, so that whoever reads sees the one or the other, and an
        interruption leaves what was there. Renaming this file would not do: SQLite would read it
        together with what it keeps beside the old one.
        """
        kept = None if is_intact(file) else set_aside(file)
        with self.use() as db, closing(sqlite3.connect(file, timeout=BUSY_SECONDS)) as there:
            there.execute("PRAGMA journal_mode = WAL")
            db.backup(there)
            there.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return kept

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()


class SqliteWriting:
    """A transaction of SQLite's that changes the database. See `qa.library.sql.Writing`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def execute(self, sql: str, values: Values = ()) -> list[sqlite3.Row]:
        """Run a statement: the rows that it gives."""
        return self._db.execute(sql, values).fetchall()

    def executemany(self, sql: str, values: Iterable[Values]) -> None:
        """Run a statement for each of `values`."""
        self._db.executemany(sql, values)

    def insert(self, table: str, columns: Mapping[str, object]) -> int:
        """Insert a row into `table`: its id."""
        marks = ", ".join("?" * len(columns))
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
        return self._db.execute(sql, tuple(columns.values())).lastrowid or 0

    def new_generation(self) -> None:
        """Name a new generation, which tells everyone that the passages changed."""
        sql = "UPDATE meta SET value = ? WHERE key = 'generation'"
        self._db.execute(sql, (secrets.token_hex(16),))


def open_read_only(file: Path) -> sqlite3.Connection:
    """A connection to `file`, by whatever program it was made, that changes nothing."""
    address = _address(file)
    if "?" not in address:
        address += "?mode=ro"
    db = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)
    db.row_factory = sqlite3.Row
    return db


def _address(file: Path) -> str:
    """The address by which SQLite opens `file`.

    On a file system that nobody can write to now, SQLite must be told that it need not look for
    the writing of others, for which it makes a file beside this one.
    """
    address = f"file:{quote(str(file.absolute()))}"
    try:
        fixed = os.statvfs(file.parent).f_flag & os.ST_RDONLY
    except (AttributeError, OSError):  # Windows has no statvfs; the folder may be missing
        fixed = 0
    return f"{address}?mode=ro&immutable=1" if fixed else address


def is_intact(file: Path) -> bool:
    """Whether SQLite finds no damage in `file`; it finds none where there is no file."""
    try:
        with closing(open_read_only(file)) as db:
            return [row[0] for row in db.execute("PRAGMA quick_check(1)")] == ["ok"]
    except sqlite3.DatabaseError as error:
        return error.sqlite_errorcode & 0xFF not in DAMAGED


def set_aside(file: Path) -> Path:
    """Move a damaged `file`, with what SQLite keeps beside it, into a new folder: that folder."""
    folder = file.parent / f"damaged {datetime.now():%Y-%m-%d %H.%M.%S}"
    folder.mkdir(exist_ok=True)
    for ending in ENDINGS:
        path = file.with_name(file.name + ending)
        if path.exists():
            path.replace(folder / path.name)
    return folder


def digests_in(file: Path) -> list[str]:
    """The SHA-256 of each paper of which `file` holds pages, by whatever version it was made; none
    if it cannot be read."""
    try:
        with closing(open_read_only(file)) as db:
            return [row[0] for row in db.execute("SELECT digest FROM papers WHERE pages > 0")]
    except sqlite3.DatabaseError:  # there is no such file, or no such table
        return []


def _last_ids(file: Path) -> tuple[str, list[tuple[str, int]]]:
    """The generation of `file`, and the last id of each of its tables; nothing if unreadable."""
    try:
        with closing(open_read_only(file)) as db:
            [generation] = db.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()
            return generation, [tuple(row) for row in db.execute("SELECT * FROM sqlite_sequence")]
    except (sqlite3.DatabaseError, TypeError):  # there is no such file, or no such table
        return "", []


@contextmanager
def _translated_errors(file: Path) -> Iterator[None]:
    """Raise SQLite's errors as this program's own, which say what to do."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise  # a mistake of this program, not of the file
    except sqlite3.DatabaseError as error:
        code = error.sqlite_errorcode
        if code in FULL:
            raise DiskFull from error
        if code & 0xFF in FORBIDDEN:
            raise LibraryUnwritable(file.parent, str(error)) from error
        if code & 0xFF in BUSY:
            raise LibraryBusy("Another process is writing to this library.") from error
        if code & 0xFF == sqlite3.SQLITE_ERROR and "no such table" not in str(error):
            raise  # a statement that makes no sense is a mistake of this program, too
        raise LibraryDamaged(str(error)) from error
