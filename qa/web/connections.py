"""Bounds on connections, where the web server (uvicorn) has none.

Streamlit starts the web server and passes nothing of this on to it. So the classes of the server
that take connections are wrapped, before the first one comes.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

import uvicorn.config
from starlette.types import ASGIApp
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from uvicorn.protocols.http.auto import AutoHTTPProtocol
from uvicorn.protocols.utils import get_remote_addr
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from qa.settings import settings_or_defaults
from qa.web.heads import Requests
from qa.web.page_messages import MAX_BYTES
from qa.web.throttle import RateLimit, is_within, network

BELIEVING = ProxyHeadersMiddleware.__name__  # what takes the address from the headers of a proxy
MAX_CONNECTIONS = 4000  # at once
MAX_OF_ONE = 400  # connections of one address at once, unless it is a proxy of ours
REQUEST_SECONDS = 15.0  # within which the head of a request must have come
READ = 16 * 1024  # bytes that are read from a connection at once
PIECE = 4096  # bytes of a web socket that are taken apart before others have their turn
MAX_PARTS = 64  # of one message
TEXT = 1  # the kind of a frame: RFC 6455, section 5.2
FRAMES_A_MINUTE, AHEAD_SECONDS = 1200, 6.0  # of one web socket, and how many of them at once
READER_SECONDS = 30.0  # within which a reader must take some of what was sent (some 50 KB)


class Connections:
    """The connections of this process.

    Those beyond the bounds are ended at once, and so are those that send no request and those that
    do not take what is sent to them. It is used by one event loop.
    """

    def __init__(self) -> None:
        self._addresses: dict[asyncio.Transport, str] = {}
        self._numbers = Counter[str]()
        self._slow: dict[asyncio.Transport, asyncio.TimerHandle] = {}

    def made(self, protocol: Any, transport: asyncio.Transport) -> None:
        """Count a new connection, and end it where there are too many."""
        peer = get_remote_addr(transport)
        name = network(peer[0]) if peer else ""
        self._addresses[transport] = name
        self._numbers[name] += 1
        protocol.config.ws_max_size = MAX_BYTES  # read when one becomes a web socket
        one_has_many = self._numbers[name] > MAX_OF_ONE and not is_within(name, proxies())
        if one_has_many or len(self._addresses) > MAX_CONNECTIONS:
            transport.abort()
            return
        protocol.conn = Requests(time.monotonic)
        if hasattr(transport, "max_size"):  # asyncio's own, of what it reads at once
            transport.max_size = READ
        _later(REQUEST_SECONDS, _end_half_request, protocol, transport)

    def lost(self, protocol: Any, _: Exception | None) -> None:
        """Forget a connection that has ended."""
        name = self._addresses.pop(protocol.transport, None)
        if name is not None:
            self._numbers[name] -= 1
            if not self._numbers[name]:
                del self._numbers[name]
        self.took_some(protocol)

    def is_behind(self, protocol: Any) -> None:
        """Give a reader, for whom enough waits to be sent, some time to take some of it."""
        transport = protocol.transport
        self.took_some(protocol)
        self._slow[transport] = _later(READER_SECONDS, transport.abort)

    def took_some(self, protocol: Any) -> None:
        """More can be sent to a reader who had not taken all."""
        if timer := self._slow.pop(protocol.transport, None):
            timer.cancel()

    def __len__(self) -> int:
        return len(self._addresses)


def bound_connections() -> None:
    """Bound the connections of this process, and believe only the proxies that QA_PROXIES names.

    To be called before the server starts. A second call changes nothing.
    """
    server = vars(uvicorn.config)
    if server[BELIEVING] is not ProxyHeadersMiddleware:
        return
    server[BELIEVING] = _from_known_proxies
    connections = Connections()
    http: type = AutoHTTPProtocol
    for protocol in (http, WebSocketsSansIOProtocol):
        _wrap(protocol, "connection_lost", connections.lost)
        _wrap(protocol, "pause_writing", connections.is_behind)
        _wrap(protocol, "resume_writing", connections.took_some)
    _wrap(http, "connection_made", connections.made)
    frames, pages = Frames(), WebSocketsSansIOProtocol
    _replace(pages, "data_received", frames.take)
    _replace(pages, "handle_events", frames.count)


def proxies() -> list[str]:
    """The addresses and networks whose word on where a request came from is believed."""
    return settings_or_defaults().proxies.replace(",", " ").split()


def _from_known_proxies(app: ASGIApp, **_: object) -> Any:
    """Take the address of a request from the headers of our own proxies only.

    The server's default is to believe any program on this machine, and FORWARDED_ALLOW_IPS.
    """
    return ProxyHeadersMiddleware(app, trusted_hosts=proxies())  # type: ignore[arg-type]


def _wrap(protocol: type, name: str, after: Callable[..., None]) -> None:
    """Have `after` called with what the method `name` of a class was called with, after it."""
    method = getattr(protocol, name)

    @wraps(method)
    def both(self: object, *args: object) -> None:
        method(self, *args)
        after(self, *args)

    setattr(protocol, name, both)


def _replace(protocol: type, name: str, by: Callable[..., None]) -> None:
    """Have `by` called in place of the method `name` of a class, with that before what it takes."""
    method = getattr(protocol, name)

    @wraps(method)
    def instead(self: object, *args: object) -> None:
        by(method, self, *args)

    setattr(protocol, name, instead)


def _later(seconds: float, call: Callable[..., object], *args: object) -> asyncio.TimerHandle:
    return asyncio.get_running_loop().call_later(seconds, call, *args)


def _end_half_request(protocol: Any, transport: asyncio.Transport) -> None:
    """End a connection whose request has not come whole for too long, or look again later."""
    is_web_socket = transport.get_protocol() is not protocol
    if is_web_socket or transport.is_closing():
        return
    began = protocol.conn.began
    if began is not None and time.monotonic() - began >= REQUEST_SECONDS:
        transport.abort()
    else:
        _later(REQUEST_SECONDS, _end_half_request, protocol, transport)


class Frames:
    """The frames of web sockets, of which Streamlit sees those that make up whole messages.

    A web socket is ended that sends more of the others than a page does: pings, or messages in
    parts so small that they never end. So is one that sends text: where that is not sound, the web
    server logs it as a fault. It is used by one event loop.
    """

    def __init__(self) -> None:
        self._rates: WeakKeyDictionary[Any, RateLimit] = WeakKeyDictionary()

    def take(self, receive: Callable[[Any, bytes], None], protocol: Any, data: bytes) -> None:
        """Have a web socket `receive` what came, in small pieces, until it is ended."""
        for start in range(0, len(data), PIECE):
            if not protocol.transport.is_closing():
                receive(protocol, data[start : start + PIECE])

    def count(self, handle: Callable[[Any], None], protocol: Any) -> None:
        """Have a web socket `handle` the frames that came, unless they are too many."""
        number = len(protocol.conn.events) if protocol.handshake_complete else 0
        rate = self._rates.setdefault(protocol, RateLimit(AHEAD_SECONDS))
        wait = rate.wait("", FRAMES_A_MINUTE, time.monotonic(), number)
        has_text = any(getattr(one, "opcode", None) == TEXT for one in protocol.conn.events)
        if wait or has_text or len(protocol.frames) > MAX_PARTS:
            protocol.transport.abort()
        else:
            handle(protocol)
