"""The ledger of what was fetched: which committees are followed, and the state of each document.

It is one SQLite file in the folder of fetched papers. If it is deleted, only time is lost: the
papers and what is known of them lie beside it, and are fetched once more.
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
from qa.moderngov.records import Version
from qa.papers.source import Source, as_text, from_text

FILE = "fetched.sqlite"
MAX_AGE_OF_RUN = timedelta(days=1)  # after which a run that was stopped is begun anew
# A document is "wanted" until it was fetched, and "kept" from then on. One with the "same words" as
# other papers of its meeting was not kept; one that was "closed" to the public is to be deleted.
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
    """A committee whose papers are kept up to date, for meetings from `first` to `last`.

    `hosts` are other hosts that the person agreed to fetch documents from; `private` says that the
    site may lie on a private network. A manifest is followed as committee 0 of the site that its
    path is.
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
    def is_manifest(self) -> bool:
        """Whether `site` is the path of a manifest."""
        return not self.committee


@dataclass(frozen=True, slots=True)
class Visit:
    """A meeting as it was when its page was last requested, at the time `visited` in UTC."""

    id: int
    committee: int
    day: date
    status: str | None
    visited: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of a site's meeting, and where its copy lies in the folder of fetched papers.

    `version` is the one that we have, as of when it was `checked`, in UTC. An entry that is
    `leaving` is deleted once papers that hold its words are there.
    """

    site: str
    address: str
    meeting: int
    path: str
    role: str
    source: Source
    state: State = "wanted"
    leaving: bool = False
    version: Version = field(default_factory=Version)
    checked: datetime | None = None


class Ledger:
    """The ledger in a folder. Each change of it is safe once its method returns."""

    def __init__(self, folder: Path) -> None:
        """Open the ledger in `folder`, made if there is none. Raises `InputRefused`."""
        self._file = folder / FILE
        with self._errors_explained():
            folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self._file, check_same_thread=False)
            self._db.row_factory = sqlite3.Row
            self._db.executescript(TABLES)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def copy_in_memory(self) -> Ledger:
        """A copy whose changes are forgotten once it is closed."""
        copy = object.__new__(Ledger)
        copy._file = self._file
        copy._db = sqlite3.connect(":memory:")
        copy._db.row_factory = sqlite3.Row
        with self._errors_explained():
            self._db.backup(copy._db)
        return copy

    def begin(self, site: str, now: datetime) -> datetime:
        """When the run began that goes on now: `now`, or earlier where a run was stopped."""
        for row in self._rows("SELECT began FROM unfinished WHERE site = ?", site):
            began = datetime.fromisoformat(row["began"])
            if now - began < MAX_AGE_OF_RUN:
                return began
        self._write("REPLACE INTO unfinished VALUES (?, ?)", site, now.isoformat())
        return now

    def finish(self, site: str) -> None:
        """Note that a run came to its end, so that the next visits every meeting anew."""
        self._write("DELETE FROM unfinished WHERE site = ?", site)

    def follow(self, followed: Followed) -> None:
        """Keep a committee's papers up to date from now on, within its dates."""
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

    def note_visit(self, site: str, visit: Visit) -> None:
        """Note that a meeting's page was requested."""
        self._write(
            "REPLACE INTO meetings VALUES (?, ?, ?, ?, ?, ?)",
            site,
            visit.id,
            visit.committee,
            visit.day.isoformat(),
            visit.status,
            visit.visited.isoformat(),
        )

    def visits(self, site: str, committee: int) -> dict[int, Visit]:
        """The meetings of a committee whose pages were requested, by their ids."""
        sql = "SELECT * FROM meetings WHERE site = ? AND committee = ?"
        return {row["id"]: _visit(row) for row in self._rows(sql, site, committee)}

    def entries(self, site: str, meeting: int) -> list[Entry]:
        """The entries of a meeting's documents."""
        sql = "SELECT * FROM documents WHERE site = ? AND meeting = ? ORDER BY path"
        return [_entry(row) for row in self._rows(sql, site, meeting)]

    def entry(self, site: str, address: str) -> Entry | None:
        """The entry of the document at an address, of whichever meeting."""
        sql = "SELECT * FROM documents WHERE site = ? AND address = ?"
        return next(map(_entry, self._rows(sql, site, address)), None)

    def is_taken(self, path: str) -> bool:
        """Whether some document's copy lies, or is to lie, at `path` within the folder."""
        return bool(self._rows("SELECT * FROM documents WHERE path = ?", path))

    def save(self, entry: Entry) -> None:
        """Note how a document is now, in place of what was noted before."""
        self._write(
            "REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            entry.site,
            entry.address,
            entry.meeting,
            entry.path,
            entry.role,
            entry.state,
            entry.leaving,
            as_text(entry.source),
            entry.version.etag,
            entry.version.last_modified,
            entry.version.digest,
            entry.checked and entry.checked.isoformat(),
        )

    def forget(self, entry: Entry) -> None:
        """Delete the entry of a document."""
        sql = "DELETE FROM documents WHERE site = ? AND address = ?"
        self._write(sql, entry.site, entry.address)

    def _rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        with self._errors_explained():
            return self._db.execute(sql, values).fetchall()

    def _write(self, sql: str, *values: object) -> None:
        with self._errors_explained(), self._db:
            self._db.execute(sql, values)

    @contextmanager
    def _errors_explained(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error, ValueError) as error:
            raise InputRefused(
                f"The ledger of fetched papers, {self._file}, cannot be used ({error}). Make sure "
                "that it may be written; if it is damaged delete it and fetch again: the papers "
                "stay."
            ) from error


def _followed(row: sqlite3.Row) -> Followed:
    record = json.loads(row["record"])
    return Followed(
        row["site"],
        row["committee"],
        record["name"],
        record["council"],
        record["first"] and date.fromisoformat(record["first"]),
        record["last"] and date.fromisoformat(record["last"]),
        tuple(record["hosts"]),
        record["private"],
    )


def _visit(row: sqlite3.Row) -> Visit:
    day, visited = date.fromisoformat(row["day"]), datetime.fromisoformat(row["looked"])
    return Visit(row["id"], row["committee"], day, row["status"], visited)


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(
        row["site"],
        row["address"],
        row["meeting"],
        row["path"],
        row["role"],
        from_text(row["source"]),
        row["state"],
        bool(row["leaving"]),
        Version(row["etag"], row["last_modified"], row["digest"]),
        row["checked"] and datetime.fromisoformat(row["checked"]),
    )
