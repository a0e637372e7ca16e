"""A PostgreSQL server: connections to it, and its errors as this program's own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from queue import Empty, LifoQueue
from selectors import EVENT_READ, DefaultSelector
from typing import TYPE_CHECKING, Any

from qa.errors import (
    DiskFull,
    InputRefused,
    LibraryBusy,
    LibraryDamaged,
    LibraryUnreachable,
    LibraryUnwritable,
)
from qa.library.postgresql.dialect import rows
from qa.library.postgresql.schema import COMMON, MIGRATIONS

if TYPE_CHECKING:
    import psycopg

    Connection = psycopg.Connection[Any]

NO_DRIVER = (
    "QA_STORE names a PostgreSQL server, and the package that speaks to one is not installed. "
    "Install it: pip install council-papers[postgresql]"
)
KEPT = 8  # connections that are kept open for the next who asks
CONNECT_SECONDS = 10
BUSY_SECONDS = 30  # to wait for another process that is writing
# What each connection begins with. Plans are made for the values of each question, since a general
# one cannot know how many rows a limit leaves; and compiling a plan takes longer than running it.
SETTINGS = {
    "application_name": "council-papers",
    "plan_cache_mode": "force_custom_plan",
    "jit": "off",
    "hnsw.ef_search": "800",  # 40 by default, which misses many of the nearest 200
    "hnsw.iterative_scan": "strict_order",  # go on where limits leave few of the nearest
    "hnsw.max_scan_tuples": "100000",
    "lock_timeout": f"{BUSY_SECONDS}s",
}
MIGRATING = 1  # the advisory lock of whoever changes the tables that libraries share


class Server:
    """A server, by its address. Threads share it.

    Methods raise what `qa.library.protocol` names.
    """

    def __init__(self, address: str) -> None:
        """Reach the server at `address`; the tables are made, or brought to this version."""
        self.address = address
        self._idle: LifoQueue[Connection] = LifoQueue(KEPT)
        self._migrated = False
        self._lock = threading.Lock()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection for one thread, outside of any transaction."""
        with translated_errors(self.address):
            self._migrate()
            db = self._taken()
            try:
                yield db
            finally:
                self._given_back(db)

    @contextmanager
    def probe(self, seconds: int) -> Iterator[Connection]:
        """A connection of its own to look at the server itself, which must answer in `seconds`."""
        with translated_errors(self.address), self.open(seconds) as db:
            db.execute(f"SET statement_timeout = '{seconds}s'")
            yield db

    def open(self, seconds: int = CONNECT_SECONDS) -> Connection:
        """A new connection, which the caller closes; it must be there within `seconds`."""
        try:
            import psycopg
        except ImportError as error:
            raise InputRefused(NO_DRIVER) from error
        options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        db = psycopg.connect(
            self.address,
            autocommit=True,
            prepare_threshold=None,
            cursor_factory=psycopg.RawCursor,
            connect_timeout=seconds,
            options=options,
        )
        db.row_factory = rows
        return db

    def roll_back(self, db: Connection) -> None:
        """End a transaction that only read. Nobody waits for the server to say that it did: who
        takes the connection next hears of it."""
        if not (db.closed or db.broken):
            db.pgconn.send_query(b"ROLLBACK")

    def close(self) -> None:
        """Close the connections that are kept open."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return

    def _taken(self) -> Connection:
        while True:
            try:
                db = self._idle.get_nowait()
            except Empty:
                return self.open()
            if not (db.closed or db.broken) and _is_idle(db):
                return db
            db.close()

    def _given_back(self, db: Connection) -> None:
        if db.closed or db.broken or self._idle.full():
            db.close()
        else:
            self._idle.put(db)

    def _migrate(self) -> None:
        """Bring the tables that libraries share to this version, one change after another."""
        with self._lock:
            if self._migrated:
                return
            db = self.open()
            with db, db.transaction():
                if not self._is_behind(db):
                    self._migrated = True
                    return
                db.execute("SELECT pg_advisory_xact_lock(0, $1)", (MIGRATING,))
                db.execute(f"CREATE SCHEMA IF NOT EXISTS {COMMON}")
                db.execute(f"SET LOCAL search_path = {COMMON}, public")
                db.execute("CREATE TABLE IF NOT EXISTS migrations (number integer PRIMARY KEY)")
                for number in range(_number(db) + 1, len(MIGRATIONS) + 1):
                    db.execute(MIGRATIONS[number - 1])
                    db.execute("INSERT INTO migrations VALUES ($1)", (number,))
            self._migrated = True

    def _is_behind(self, db: Connection) -> bool:
        [there] = db.execute("SELECT to_regclass($1)", (f"{COMMON}.migrations",)).fetchall()
        if there[0] is None:
            return True
        number = _number(db)
        if number > len(MIGRATIONS):
            raise LibraryDamaged("its tables are of a later version of this program")
        return number < len(MIGRATIONS)


def _is_idle(db: Connection) -> bool:
    """Whether a connection is in no transaction, once the server has said what it still has to."""
    from psycopg import OperationalError
    from psycopg.pq import TransactionStatus

    with DefaultSelector() as selector, suppress(OperationalError):
        selector.register(db.pgconn.socket, EVENT_READ)
        while True:
            while db.pgconn.is_busy():  # to ask for the result itself would hold up all threads
                selector.select()
                db.pgconn.consume_input()
            if db.pgconn.get_result() is None:
                return db.info.transaction_status == TransactionStatus.IDLE
    return False


@lru_cache(maxsize=64)
def server_at(address: str) -> Server:
    """The server at an address, whose connections the whole process shares."""
    return Server(address)


def _number(db: Connection) -> int:
    found = db.execute(f"SELECT coalesce(max(number), 0) FROM {COMMON}.migrations").fetchall()
    return int(found[0][0])


@contextmanager
def translated_errors(address: str) -> Iterator[None]:
    """Raise the server's errors as this program's own, which say what to do."""
    try:
        import psycopg
        from psycopg import errors
    except ImportError as error:
        raise InputRefused(NO_DRIVER) from error
    try:
        yield
    except (errors.DiskFull, errors.OutOfMemory) as error:
        raise DiskFull from error
    except (errors.ReadOnlySqlTransaction, errors.InsufficientPrivilege) as error:
        raise LibraryUnwritable(Path(without_secrets(address)), str(error)) from error
    except (errors.LockNotAvailable, errors.SerializationFailure) as error:
        raise LibraryBusy("Another process is writing to this library.") from error
    except (errors.UndefinedTable, errors.InvalidSchemaName, errors.DataCorrupted) as error:
        raise LibraryDamaged(str(error).splitlines()[0]) from error
    except (errors.IntegrityError, errors.ProgrammingError, errors.DataError):
        raise  # a mistake of this program, not of the server
    except psycopg.OperationalError as error:
        detail = str(error).strip().splitlines()
        raise LibraryUnreachable(without_secrets(address), detail[0] if detail else "") from error


def without_secrets(address: str) -> str:
    """The address of a server as people may see it: without names and passwords."""
    scheme, _, rest = address.partition("://")
    host = rest.partition("?")[0].rpartition("@")[2]
    return f"{scheme}://{host}"
