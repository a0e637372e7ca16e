"""A library on a PostgreSQL server, by its name there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import CouncilPapersError, LibraryBusy
from qa.library.folder_place import create_folder
from qa.library.kept_files import KeptFiles
from qa.library.lock import INDEXING
from qa.library.postgresql.database import Database, outdated
from qa.library.postgresql.dialect import Row
from qa.library.postgresql.replicas import Replicas, replicas_of
from qa.library.postgresql.schema import COMMON, partitions, schema_of
from qa.library.postgresql.server import server_at, translated_errors, without_secrets
from qa.library.postgresql.store import Store
from qa.library.protocol import Store as AnyStore
from qa.library.schema import version
from qa.settings import settings

if TYPE_CHECKING:
    from qa.library.postgresql.server import Connection

INDEXING_LOCK = 1  # the kind of the advisory lock of an indexing run; its number is the library's
BESIDE = " (being built again)"  # ends the name of a library that is to take another's place
FETCHED = "files"  # the folder of files that were fetched from where they are kept
_LIBRARY = f"SELECT id, version, model FROM {COMMON}.libraries WHERE name = $1"


@dataclass(frozen=True, slots=True)
class ServerPlace:
    """The library called `name` on the server at `address`. See `qa.library.place.Place`."""

    address: str
    name: str
    folder: Path
    replicas: tuple[str, ...] = ()
    most_behind: float = 30.0

    @property
    def _replicas(self) -> Replicas | None:
        """The replicas that it is read on, with the seconds that they may be behind."""
        if not self.replicas:
            return None
        return replicas_of(self.address, self.replicas, self.most_behind)

    @property
    def files(self) -> KeptFiles | None:
        """Where the files of its papers are kept, for app servers that share no folders."""
        chosen = settings()
        if not chosen.files:
            return None
        name = self.name.removesuffix(BESIDE)
        return KeptFiles(chosen.files, name, self.folder / FETCHED, chosen.files_mb)

    def __str__(self) -> str:
        return f"{without_secrets(self.address)} ({self.name})"

    def is_there(self) -> bool:
        """Whether the server has the library."""
        return self.identity() is not None

    def identity(self) -> int | None:
        """The id of the library, which a rebuild changes; None where there is none."""
        found = self._known()
        return int(found["id"]) if found else None

    def _known(self) -> Row | None:
        """What the server, or else a fresh replica, knows of the library."""
        others = self._replicas.fresh() if self._replicas else []
        for server in (*others, server_at(self.address)):
            try:
                with server.connection() as db:
                    found = db.execute(_LIBRARY, (self.name,)).fetchall()
            except CouncilPapersError as error:
                if server.address == self.address or self._replicas is None:
                    raise
                self._replicas.failed(server, error)
            else:
                return found[0] if found else None
        return None

    def open(self, model: str) -> Store:
        """The store on the server, made if there is none, for vectors of the model `model`."""
        create_folder(self.folder)
        server = server_at(self.address)
        wanted = {"version": version(), "model": model}
        if self._replicas and (known := self._known()):
            _check(known, wanted)
            return Store(Database(server, known["id"], self._replicas))
        with server.connection() as db, db.transaction():
            found = db.execute(_LIBRARY, (self.name,)).fetchall()
            if not found:  # since two processes may begin at once, one waits for the other here
                db.execute(f"LOCK TABLE {COMMON}.libraries IN SHARE ROW EXCLUSIVE MODE")
                found = db.execute(_LIBRARY, (self.name,)).fetchall()
            if not found:
                db.execute(
                    f"INSERT INTO {COMMON}.libraries (name, version, model) VALUES ($1, $2, $3)",
                    (self.name, *wanted.values()),
                )
                found = db.execute(_LIBRARY, (self.name,)).fetchall()
                db.execute(partitions(found[0]["id"]))
        _check(found[0], wanted)
        return Store(Database(server, found[0]["id"], self._replicas))

    @contextmanager
    def locked(
        self, *, wait: bool = True, on_wait: Callable[[str], None] = lambda words: None
    ) -> Iterator[None]:
        """Hold the lock on the library, which ends with the connection that holds it."""
        library = self.identity() or 0
        with translated_errors(self.address), server_at(self.address).open() as db:
            key = INDEXING_LOCK, library
            [held] = db.execute("SELECT pg_try_advisory_lock($1, $2)", key).fetchall()
            if not held[0]:
                if not wait:
                    raise LibraryBusy(f"{INDEXING}.")
                on_wait(f"{INDEXING}. Waiting…")
                db.execute("SET lock_timeout = 0")
                db.execute("SELECT pg_advisory_lock($1, $2)", key)
            yield

    def digests(self) -> Sequence[str]:
        """The SHA-256 of each paper of which the library holds pages."""
        with suppress(CouncilPapersError):
            library = self.identity()
            if library is not None:
                found = Database(server_at(self.address), library).rows(
                    "SELECT digest FROM papers WHERE pages > 0"
                )
                return [row["digest"] for row in found]
        return ()

    def beside(self, model: str) -> ServerPlace:
        """The place of a library that is to take the place of this one, as far as it was built."""
        place, state = self._beside(), self._state()
        with suppress(CouncilPapersError):
            if _beside_of(place) == state:
                place.open(model)
                return place
        place.discard()
        place.open(model)
        with server_at(self.address).connection() as db:
            sql = f"UPDATE {COMMON}.libraries SET beside = $1 WHERE name = $2"
            db.execute(sql, (state, place.name))
        return place

    def begun(self) -> ServerPlace | None:
        """The place of a library that was begun to be built beside this one."""
        with suppress(CouncilPapersError):
            if self._beside().is_there():
                return self._beside()
        return None

    def replace_by(self, store: AnyStore) -> None:
        """Put what `store` holds in place of this library, by giving it its name."""
        store.save()
        server = server_at(self.address)
        with server.connection() as db, db.transaction():
            _drop(db, self.name)
            db.execute(
                f"UPDATE {COMMON}.libraries SET name = $1, beside = NULL WHERE name = $2",
                (self.name, self._beside().name),
            )

    def is_intact(self) -> bool:
        """True: a server that finds damage says so when the library is read."""
        return True

    def discard(self) -> None:
        """Take the library from the server."""
        with server_at(self.address).connection() as db, db.transaction():
            _drop(db, self.name)

    def _beside(self) -> ServerPlace:
        return ServerPlace(self.address, self.name + BESIDE, self.folder)

    def _state(self) -> str:
        """The id and the generation of the library; what none has where there is none."""
        library = self.identity()
        if library is None:
            return "none"
        return f"{library} {Database(server_at(self.address), library).generation}"


def _check(found: Row, wanted: Mapping[str, str]) -> None:
    """Raise `LibraryOutdated` where another version or model made a library."""
    for key, value in wanted.items():
        if found[key] != value:
            raise outdated(key, found[key], value)


def _beside_of(place: ServerPlace) -> str | None:
    """The library, and its generation, that the one in `place` was begun to take the place of."""
    with server_at(place.address).connection() as db:
        sql = f"SELECT beside FROM {COMMON}.libraries WHERE name = $1"
        found = db.execute(sql, (place.name,)).fetchall()
    return found[0]["beside"] if found else None


def _drop(db: Connection, name: str) -> None:
    """Take a library from the server, within a transaction."""
    for row in db.execute(_LIBRARY, (name,)).fetchall():
        db.execute(f"DROP SCHEMA {schema_of(row['id'])} CASCADE")
        db.execute(f"DELETE FROM {COMMON}.libraries WHERE id = $1", (row["id"],))
