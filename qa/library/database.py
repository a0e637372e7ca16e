"""The SQLite file of a library, opened, of this program's making, and safe to share."""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
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

CACHE = 32_768  # kB of pages that questions come back to
BUSY_SECONDS = 30  # to wait for another process that is writing
# What SQLite says where there is no room, and where it may not write.
FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}
FORBIDDEN = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
BESIDE = "-wal", "-shm", ""  # what SQLite keeps beside a file, by its ending; the file last


class Database:
    """One SQLite file.

    One connection serves every thread, one at a time: queries take milliseconds, and Streamlit
    runs each click in a new thread, so that a connection a thread would be opened for each click.
    Methods raise `LibraryDamaged` where SQLite cannot use the file, `LibraryOutdated` once another
    version or model took it over, and `DiskFull`, `LibraryUnwritable` and `LibraryBusy`.
    """

    def __init__(self, file: Path, model: str) -> None:
        """Open `file`, made if there is none, for vectors of the model `model`."""
        self._file = file
        self._wanted = {"version": version(), "model": model}
        self._lock = threading.RLock()
        with _told(file):
            self._db = sqlite3.connect(file, timeout=BUSY_SECONDS, check_same_thread=False)
        try:
            self._prepare()
            self._known()
        except CouncilPapersError:
            self.close()
            raise

    def _prepare(self) -> None:
        self._db.row_factory = sqlite3.Row
        # SQLite's own lower() knows no letters beyond a to z.
        self._db.create_function("folded", 1, lambda text: text and text.casefold())
        with self.use() as db:
            db.execute("PRAGMA foreign_keys = ON")
            db.execute(f"PRAGMA cache_size = -{CACHE}")
        if not self._made():
            with locked(self._file.parent):  # two processes may begin at once
                if not self._made():
                    self._make()

    def _made(self) -> bool:
        return bool(self.rows("SELECT 1 FROM sqlite_master WHERE name = 'meta'"))

    def _make(self) -> None:
        with self.use() as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(f"BEGIN IMMEDIATE; {TABLES}")
            meta = {**self._wanted, "store": secrets.token_hex(8), "generation": ""}
            db.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())

    def _known(self) -> dict[str, str]:
        """What the file says of itself. Raises `LibraryOutdated` where that is not as wanted."""
        found = {row["key"]: row["value"] for row in self.rows("SELECT key, value FROM meta")}
        for key, value in self._wanted.items():
            if found.get(key) != value:
                raise LibraryOutdated(f"{key} {found.get(key)}", f"{key} {value}")
        return found

    @property
    def generation(self) -> str:
        """A token that every change of the passages replaces; empty before the first."""
        return self._known()["generation"]

    @contextmanager
    def apart(self) -> Iterator[sqlite3.Connection]:
        """A connection that only reads, for long: meanwhile this one is there for others."""
        with _told(self._file), closing(reader(self._file)) as db:
            yield db

    @contextmanager
    def use(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one thread at a time; what is written goes in whole or not at all."""
        with self._lock, _told(self._file), self._db:
            yield self._db

    def rows(self, sql: str, *values: str | int) -> list[sqlite3.Row]:
        """The rows that a query finds."""
        with self.use() as db:
            return db.execute(sql, values).fetchall()

    def begin_beside(self, file: Path) -> bool:
        """Be the one that is to take the place of `file`, and give no id that it gave.

        False where this was begun before and `file` has changed since.
        """
        generation, last = _left_off(file)
        with self.use() as db:
            known = db.execute("SELECT value FROM meta WHERE key = 'beside'").fetchone()
            if known is None:
                db.execute("INSERT INTO meta VALUES ('beside', ?)", (generation,))
                db.executemany("INSERT INTO sqlite_sequence VALUES (?, ?)", last)
        return known is None or known[0] == generation

    def replace(self, file: Path) -> Path | None:
        """Put what this holds in place of what `file` holds; a damaged one is kept, and where.

        It is one transaction of the file itself: whoever reads it sees the one or the other, and
        an end in the midst leaves what was there. Another file of its name would be taken together
        with what SQLite keeps beside the old one.
        """
        kept = None if intact(file) else keep(file)
        with self.use() as db, closing(sqlite3.connect(file, timeout=BUSY_SECONDS)) as there:
            there.execute("PRAGMA journal_mode = WAL")
            db.backup(there)
            there.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return kept

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()


def renew(db: sqlite3.Connection) -> tuple[str, str]:
    """Name a new generation: the one before, and the new one."""
    [before] = db.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()
    after = secrets.token_hex(16)
    db.execute("UPDATE meta SET value = ? WHERE key = 'generation'", (after,))
    return before, after


def reader(file: Path) -> sqlite3.Connection:
    """A connection to `file`, whoever made it, that changes nothing."""
    db = sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True, timeout=BUSY_SECONDS)
    db.row_factory = sqlite3.Row
    return db


def intact(file: Path) -> bool:
    """Whether SQLite finds no damage in `file`; it finds none where there is no file."""
    try:
        with closing(reader(file)) as db:
            return [row[0] for row in db.execute("PRAGMA quick_check(1)")] == ["ok"]
    except sqlite3.DatabaseError as error:
        return error.sqlite_errorcode & 0xFF not in DAMAGED


def keep(file: Path) -> Path:
    """Move a damaged `file`, with what SQLite keeps beside it, into a folder of its own: where."""
    folder = file.parent / f"damaged {datetime.now():%Y-%m-%d %H.%M.%S}"
    folder.mkdir(exist_ok=True)
    for ending in BESIDE:
        path = file.with_name(file.name + ending)
        if path.exists():
            path.replace(folder / path.name)
    return folder


def _left_off(file: Path) -> tuple[str, list[tuple[str, int]]]:
    """The generation of `file`, and the last id of each of its tables, as far as it can tell."""
    try:
        with closing(reader(file)) as db:
            [generation] = db.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()
            return generation, [tuple(row) for row in db.execute("SELECT * FROM sqlite_sequence")]
    except (sqlite3.DatabaseError, TypeError):  # there is none, or another program's
        return "", []


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Tell of SQLite's errors in words that a person can use."""
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
        raise LibraryDamaged(str(error)) from error
