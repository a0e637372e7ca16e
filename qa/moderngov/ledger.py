"""The ledger of what was fetched: whose papers are followed, and what became of each document.

One SQLite file in the folder of fetched papers. Without it nothing is lost but time: the papers and
what is known of them lie beside it, and are fetched once more.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

from qa.errors import InputRefused
from qa.moderngov.client import Known
from qa.papers.source import Source, as_text, from_text

FILE = "fetched.sqlite"
STALE = timedelta(days=1)  # after which a run that was stopped is not gone on with
# A document is wanted until it was fetched. One that says the "same words" as other papers of its
# meeting was not kept; one that was "closed" to the public is to be taken out.
State = Literal["wanted", "kept", "same words", "closed"]

TABLES = """
CREATE TABLE IF NOT EXISTS followed (
    site TEXT NOT NULL,
    committee INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (site, committee)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS meetings (
    site TEXT NOT NULL,
    id INTEGER NOT NULL,
    committee INTEGER NOT NULL,
    day TEXT NOT NULL,
    status TEXT,
    looked TEXT NOT NULL,
    PRIMARY KEY (site, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (
    site TEXT NOT NULL,
    address TEXT NOT NULL,
    meeting INTEGER NOT NULL,
    path TEXT NOT NULL UNIQUE COLLATE NOCASE,  -- within the folder of fetched papers
    role TEXT NOT NULL,
    state TEXT NOT NULL,
    leaving INTEGER NOT NULL,
    source TEXT NOT NULL,
    etag TEXT,
    last_modified TEXT,
    digest TEXT,
    checked TEXT,
    PRIMARY KEY (site, address)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unfinished (site TEXT PRIMARY KEY, began TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS documents_meeting ON documents (site, meeting);
"""


@dataclass(frozen=True, slots=True)
class Followed:
    """A committee whose papers are kept up to date, of meetings from `first` to `last`.

    `hosts` are others that the person agreed to ask for documents; `private` says that the site may
    lie on a private network.
    """

    site: str
    committee: int
    name: str
    council: str | None = None
    first: date | None = None
    last: date | None = None
    hosts: tuple[str, ...] = ()
    private: bool = False

    @property
    def manifest(self) -> bool:
        """Whether it is a manifest, by its path, that is read again."""
        return not self.committee


@dataclass(frozen=True, slots=True)
class Looked:
    """A meeting as it was when its page was `looked` at last, in UTC."""

    id: int
    committee: int
    day: date
    status: str | None
    looked: datetime


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a site's meeting, and where its copy lies in the folder of fetched papers.

    `known` tells whether it changed since it was `checked`, in UTC. One that is `leaving` is taken
    out once all others of its meeting are there.
    """

    site: str
    address: str
    meeting: int
    path: str
    role: str
    source: Source
    state: State = "wanted"
    leaving: bool = False
    known: Known = field(default_factory=Known)
    checked: datetime | None = None


class Ledger:
    """The ledger in a folder. Each change of it is safe once its method returns."""

    def __init__(self, folder: Path) -> None:
        """Open the ledger in `folder`, made if there is none. Raises `InputRefused`."""
        self._file = folder / FILE
        with self._told():
            folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self._file, check_same_thread=False)
            self._db.row_factory = sqlite3.Row
            self._db.executescript(TABLES)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def rehearsal(self) -> Ledger:
        """The same ledger, in memory: what is changed in it is forgotten."""
        copy = object.__new__(Ledger)
        copy._file = self._file
        copy._db = sqlite3.connect(":memory:")
        copy._db.row_factory = sqlite3.Row
        with self._told():
            self._db.backup(copy._db)
        return copy

    def begin(self, site: str, now: datetime) -> datetime:
        """When the run began that is to be gone on with: now, or that of one that was stopped."""
        for row in self._rows("SELECT began FROM unfinished WHERE site = ?", site):
            began = datetime.fromisoformat(row["began"])
            if now - began < STALE:
                return began
        self._write("REPLACE INTO unfinished VALUES (?, ?)", site, now.isoformat())
        return now

    def finish(self, site: str) -> None:
        """Note that a run came to its end: the next looks at everything anew."""
        self._write("DELETE FROM unfinished WHERE site = ?", site)

    def follow(self, followed: Followed) -> None:
        """Keep a committee's papers up to date from now on, in these bounds."""
        record = json.dumps(
            {
                "name": followed.name,
                "council": followed.council,
                "first": followed.first and followed.first.isoformat(),
                "last": followed.last and followed.last.isoformat(),
                "hosts": followed.hosts,
                "private": followed.private,
            }
        )
        self._write(
            "REPLACE INTO followed VALUES (?, ?, ?)", followed.site, followed.committee, record
        )

    def followed(self) -> list[Followed]:
        """The committees that are followed, by site."""
        return [_followed(row) for row in self._rows("SELECT * FROM followed ORDER BY site")]

    def look(self, site: str, looked: Looked) -> None:
        """Note that a meeting's page was looked at."""
        self._write(
            "REPLACE INTO meetings VALUES (?, ?, ?, ?, ?, ?)",
            site,
            looked.id,
            looked.committee,
            looked.day.isoformat(),
            looked.status,
            looked.looked.isoformat(),
        )

    def looked(self, site: str, committee: int) -> dict[int, Looked]:
        """The meetings of a committee that were looked at, by their ids."""
        sql = "SELECT * FROM meetings WHERE site = ? AND committee = ?"
        return {row["id"]: _looked(row) for row in self._rows(sql, site, committee)}

    def documents(self, site: str, meeting: int) -> list[Document]:
        """The documents of a meeting."""
        sql = "SELECT * FROM documents WHERE site = ? AND meeting = ? ORDER BY path"
        return [_document(row) for row in self._rows(sql, site, meeting)]

    def document(self, site: str, address: str) -> Document | None:
        """The document at an address, of whichever meeting."""
        sql = "SELECT * FROM documents WHERE site = ? AND address = ?"
        return next(map(_document, self._rows(sql, site, address)), None)

    def holder(self, path: str) -> Document | None:
        """The document whose place is `path`."""
        found = self._rows("SELECT * FROM documents WHERE path = ?", path)
        return next(map(_document, found), None)

    def put(self, document: Document) -> Document:
        """Note how a document is now."""
        self._write(
            "REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            document.site,
            document.address,
            document.meeting,
            document.path,
            document.role,
            document.state,
            document.leaving,
            as_text(document.source),
            document.known.etag,
            document.known.last_modified,
            document.known.digest,
            document.checked and document.checked.isoformat(),
        )
        return document

    def forget(self, document: Document) -> None:
        """Note nothing of a document any more."""
        sql = "DELETE FROM documents WHERE site = ? AND address = ?"
        self._write(sql, document.site, document.address)

    def _rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        with self._told():
            return self._db.execute(sql, values).fetchall()

    def _write(self, sql: str, *values: object) -> None:
        with self._told(), self._db:
            self._db.execute(sql, values)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error, ValueError) as error:
            raise InputRefused(
                f"The ledger of fetched papers, {self._file}, cannot be used ({error}). Make sure "
                "that it may be written; if it is damaged delete it and fetch again: the papers "
                "stay."
            ) from error


def _followed(row: sqlite3.Row) -> Followed:
    told = json.loads(row["record"])
    return Followed(
        row["site"],
        row["committee"],
        told["name"],
        told["council"],
        told["first"] and date.fromisoformat(told["first"]),
        told["last"] and date.fromisoformat(told["last"]),
        tuple(told["hosts"]),
        told["private"],
    )


def _looked(row: sqlite3.Row) -> Looked:
    day, looked = date.fromisoformat(row["day"]), datetime.fromisoformat(row["looked"])
    return Looked(row["id"], row["committee"], day, row["status"], looked)


def _document(row: sqlite3.Row) -> Document:
    return Document(
        row["site"],
        row["address"],
        row["meeting"],
        row["path"],
        row["role"],
        from_text(row["source"]),
        row["state"],
        bool(row["leaving"]),
        Known(row["etag"], row["last_modified"], row["digest"]),
        row["checked"] and datetime.fromisoformat(row["checked"]),
    )
