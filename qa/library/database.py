"""The SQLite file of a library, opened, of this program's making, and safe to share."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qa.errors import LibraryDamaged, LibraryOutdated
from qa.library.schema import TABLES, VERSION

_OPENING = threading.Lock()  # two threads would make the tables of a new file twice
BUSY_SECONDS = 30  # to wait for another process that is writing


class Database:
    """One SQLite file.

    One connection serves every thread, one at a time: queries take milliseconds, and Streamlit
    runs each click in a new thread, so that a connection a thread would be opened for each click.
    Methods raise `LibraryDamaged` where SQLite cannot use the file.
    """

    def __init__(self, file: Path, model: str) -> None:
        """Open `file`, made if there is none, for vectors of the model `model`.

        Raises `LibraryOutdated` where another version or model made it, and `LibraryDamaged`.
        """
        self._lock = threading.RLock()
        try:
            self._db = sqlite3.connect(file, timeout=BUSY_SECONDS, check_same_thread=False)
        except sqlite3.OperationalError as error:
            raise LibraryDamaged(str(error)) from error
        self._db.row_factory = sqlite3.Row
        # SQLite's own lower() knows no letters beyond a to z.
        self._db.create_function("folded", 1, lambda text: text and text.casefold())
        try:
            with _OPENING:
                self._prepare({"version": str(VERSION), "model": model})
        except (LibraryDamaged, LibraryOutdated):
            self.close()
            raise

    def _prepare(self, wanted: dict[str, str]) -> None:
        with self.use() as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA foreign_keys = ON")
            if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
                db.executescript(f"BEGIN IMMEDIATE; {TABLES}")
                meta = {**wanted, "generation": ""}
                db.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
            found = dict(db.execute("SELECT key, value FROM meta").fetchall())
        for key, value in wanted.items():
            if found.get(key) != value:
                raise LibraryOutdated(f"{key} {found.get(key)}", f"{key} {value}")

    @contextmanager
    def use(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one thread at a time; what is written goes in whole or not at all."""
        with self._lock:
            try:
                with self._db:
                    yield self._db
            except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
                raise  # a mistake of this program, not of the file
            except sqlite3.DatabaseError as error:
                raise LibraryDamaged(str(error)) from error

    def rows(self, sql: str, *values: str | int) -> list[sqlite3.Row]:
        """The rows that a query finds."""
        with self.use() as db:
            return db.execute(sql, values).fetchall()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()
