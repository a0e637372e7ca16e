"""How often a server is asked, counted on the way there."""

from __future__ import annotations

import select
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

PORT = ".s.PGSQL.5432"
# What ends a transaction that only read: it is sent, and nobody waits for an answer.
NOT_WAITED_FOR = b"Q\0\0\0\rROLLBACK\0"
HEAD = 5  # bytes: the kind of a message, and its length without that
READY = b"Z"


@dataclass
class Trips:
    """The `address` that leads to a server by way of this, and the `number` of round trips."""

    address: str
    number: int = 0


@contextmanager
def counted(address: str) -> Iterator[Trips]:
    """A way to the server at `address`, on its own machine, on which round trips are counted: each
    time that the server has answered all that it was asked together."""
    there = Path(str(conninfo_to_dict(address)["host"])) / PORT
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as door:
        Path(folder).chmod(0o755)
        door.bind(str(Path(folder) / PORT))
        door.listen()
        trips = Trips(f"postgresql://postgres@/postgres?host={folder}")
        threading.Thread(target=_take, args=(door, there, trips), daemon=True).start()
        yield trips
        door.shutdown(socket.SHUT_RDWR)


def _take(door: socket.socket, there: Path, trips: Trips) -> None:
    with suppress(OSError):
        while True:
            client, _ = door.accept()
            server = socket.socket(socket.AF_UNIX)
            server.connect(str(there))
            threading.Thread(target=_pass_on, args=(client, server, trips), daemon=True).start()


def _pass_on(client: socket.socket, server: socket.socket, trips: Trips) -> None:
    unread, waits = b"", False  # what is not a whole message yet; the first is for the connection
    with client, server, suppress(OSError):
        while True:
            for one in select.select([client, server], [], [])[0]:
                said = one.recv(1 << 16)
                if not said:
                    return
                if one is client:
                    waits = waits and said != NOT_WAITED_FOR
                else:
                    unread, ready = _messages(unread + said)
                    trips.number += ready - (not waits) if ready else 0
                    waits = waits or ready > 0
                (server if one is client else client).sendall(said)


def _messages(said: bytes) -> tuple[bytes, int]:
    """The beginning of a message that has not ended, and how often the server is ready again: once
    for all that it was asked together."""
    ready = at = 0
    while at + HEAD <= len(said):
        end = at + 1 + int.from_bytes(said[at + 1 : at + HEAD])
        if end > len(said):
            break
        ready += said[at : at + 1] == READY
        at = end
    return said[at:], ready
