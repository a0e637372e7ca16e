"""The server that writes: where it is, and whether that is within one's own network."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from qa.network import CheckedNetwork, Resolve, is_private, is_public, resolve_host
from qa.settings import Settings
from qa.writing.failure import WriterFailed

CONNECTING = 3.0  # seconds until there is a connection, the name looked up and TLS agreed
KNOWN_FOR = 60.0  # seconds for which it is known whether a host is outside
OTHER_MODEL = "default"  # for servers that have but one model, and want a name all the same
# Looking up a name cannot be ended: not more than these wait for an answer at a time.
_LOOKUPS = ThreadPoolExecutor(2, thread_name_prefix="writer-name")


def resolve_in_time(host: str, port: int) -> list[str]:
    """The addresses of a host. Raises OSError where there is none, or none is told in time."""
    looked_up = _LOOKUPS.submit(resolve_host, host, port)
    try:
        return looked_up.result(CONNECTING)
    finally:
        looked_up.cancel()


@dataclass(frozen=True)
class WriterServer:
    """A server by its base `address`, with the `model` that is asked and the `key` that it wants.

    `resolve` looks up the addresses of its host.
    """

    address: str
    model: str = OTHER_MODEL
    key: str = field(default="", repr=False)
    resolve: Resolve = field(default=resolve_in_time, repr=False, compare=False)

    @classmethod
    def of(cls, chosen: Settings) -> WriterServer | None:
        """The server that the settings name; None where they name none."""
        if not chosen.writer_url:
            return None
        base = chosen.writer_url.rstrip("/")
        if not urlsplit(base).path:
            base += "/v1"  # where such servers have it
        return cls(base, chosen.writer_model or OTHER_MODEL, chosen.writer_key)

    @property
    def chat(self) -> str:
        """The address that is asked."""
        return f"{self.address}/chat/completions"

    @property
    def host(self) -> str:
        """The name of its host, as the setting has it."""
        return urlsplit(self.address).hostname or ""

    @property
    def is_encrypted(self) -> bool:
        """Whether it is asked by TLS."""
        return urlsplit(self.address).scheme == "https"

    def looks_inside(self) -> bool:
        """Whether all addresses of its host are private now. Of a name that is not known, no."""
        parts = urlsplit(self.address)
        try:
            port = parts.port or (443 if self.is_encrypted else 80)
            found = self.resolve(self.host, port)
        except (OSError, ValueError):
            return False
        return bool(found) and all(map(is_private, found))


class WriterNetwork(CheckedNetwork):
    """Leads to private addresses, and to public ones only by TLS and where the reader `agreed`.

    What counts are the addresses that are then connected to: a name that led inside when it was
    looked at may lead elsewhere by now.
    """

    def __init__(self, server: WriterServer, agreed: bool) -> None:
        super().__init__(server.resolve)
        self._server = server
        self._agreed = agreed

    def refuse(self, host: str, addresses: Sequence[str]) -> None:
        for one in addresses:
            if is_private(one):
                continue
            if not self._server.is_encrypted:
                raise WriterFailed("It is asked by plain http, and is at no private address.")
            if not self._agreed or not is_public(one):
                raise WriterFailed("It is outside, and nobody agreed to send anything there.")


class Whereabouts:
    """Whether a server is outside, looked up at most once a minute. Any thread may ask."""

    def __init__(self, server: WriterServer) -> None:
        self._server = server
        self._lock = threading.Lock()
        self._known: tuple[float, bool] | None = None

    def is_outside(self) -> bool:
        """Whether its host is outside one's own network, or not known to be within."""
        with self._lock:
            if self._known is None or time.monotonic() - self._known[0] > KNOWN_FOR:
                self._known = time.monotonic(), not self._server.looks_inside()
            return self._known[1]
