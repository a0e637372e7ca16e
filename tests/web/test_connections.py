"""Connections that only take places are ended by the real web server; others are not."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import connect

from qa.settings import settings
from qa.web import connections
from qa.web.connections import bound_connections
from qa.web.open_pages import until_closed
from qa.web.page_messages import MAX_BYTES

SOON = 10.0  # seconds, far more than what is waited for takes


async def who(request: Request) -> Response:
    """Where the request came from, and by which scheme."""
    assert request.client
    return PlainTextResponse(f"{request.url.scheme} {request.client.host}")


async def long(_: Request) -> Response:
    """More than any buffer between here and the reader holds."""

    async def parts() -> AsyncIterator[bytes]:
        for _ in range(400):
            yield b"x" * 65536

    return StreamingResponse(parts())


async def echo(page: WebSocket) -> None:
    """A page that says how much came."""
    await page.accept()
    while True:
        await page.send_text(str(len(await page.receive_bytes())))


async def talks(page: WebSocket) -> None:
    """A page that is sent something all the time, until it has left."""
    await page.accept()
    with suppress(WebSocketDisconnect):
        for _ in range(2000):
            await page.send_bytes(b"an answer")
            await asyncio.sleep(0.005)


async def talking(scope: Scope, receive: Receive, send: Send) -> None:
    """The same, as it is sent to pages of the service."""
    await talks(WebSocket(scope, receive, until_closed(send)))


@contextmanager
def serving() -> Iterator[int]:
    """The port of the web server, as Streamlit sets it up, with some routes."""
    pages = [WebSocketRoute("/page", echo), Mount("/talks", talking)]
    routes = [Route("/who", who), Route("/long", long), *pages]
    bound_connections()
    app = Starlette(routes=routes)
    config = uvicorn.Config(app, port=0, ws="websockets-sansio", log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture
def port() -> Iterator[int]:
    """The port of a server."""
    with serving() as number:
        yield number


def opened(port: int, sent: bytes) -> socket.socket:
    """A connection on which this was sent."""
    mine = socket.create_connection(("127.0.0.1", port), timeout=SOON)
    mine.sendall(sent)
    return mine


def is_ended(mine: socket.socket) -> bool:
    """Whether the server ends a connection soon."""
    with mine:
        try:
            while mine.recv(65536):
                pass
        except ConnectionResetError:
            return True
        except TimeoutError:
            return False
    return True


def test_a_connection_that_never_asks_is_ended(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    monkeypatch.setattr(connections, "REQUEST_SECONDS", 0.3)
    assert is_ended(opened(port, b""))
    assert is_ended(opened(port, b"GET /who HTTP/1.1\r\nHost: localhost\r\nX-More: "))
    with connect(f"ws://127.0.0.1:{port}/page") as page:
        time.sleep(0.6)  # a web socket has asked
        page.send(b"abc")
        assert page.recv() == "3"


def test_half_of_a_second_request_ends_the_connection(
    monkeypatch: pytest.MonkeyPatch, port: int
) -> None:
    monkeypatch.setattr(connections, "REQUEST_SECONDS", 0.3)
    mine = opened(port, b"GET /who HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert b"200 OK" in mine.recv(65536)
    mine.sendall(b"GET /who HTTP/1.1\r\nX-More: ")
    began = time.monotonic()
    with mine, suppress(OSError):
        while time.monotonic() - began < SOON:
            mine.sendall(b"x")  # that the connection is alive
            time.sleep(0.05)
    assert time.monotonic() - began < SOON


@pytest.mark.parametrize(
    "request_head",
    [
        b"POST /who HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        + b"1\r\nx\r\n" * 10_000,
        # Two lengths, by which two servers may find different requests in the same bytes.
        b"POST /who HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /who HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
        b"Content-Length: 6\r\n\r\nabcde",
        b"POST /who HTTP/1.1\r\nHost: localhost\r\nContent-Length : 5\r\n\r\nabcde",
        b"POST /who HTTP/1.1\r\nHost: localhost\r\nContent-Length: +5\r\n\r\nabcde",
        b"GET /who HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"GET /who HTTP/1.1\r\nHost: localhost\r\nX: a\rGET /who HTTP/1.1\r\n\r\n",
        b"GET /who HTTP/1.1\r\nHost: localhost\r\nX: a\x00b\r\n\r\n",
        b"GET  /who HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /who HTTP/1.1\r\nHost: localhost\r\n" + b"A: b\r\n" * 200 + b"\r\n",
        b"GET /who HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 80_000 + b"\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 100,
    ],
    ids=range(13),
)
def test_a_request_that_two_servers_may_understand_differently_is_refused_and_the_connection_ends(
    port: int, request_head: bytes
) -> None:
    mine, came = opened(port, request_head), b""
    with mine, suppress(ConnectionResetError):
        while part := mine.recv(65536):
            came += part
    assert came.count(b"HTTP/1.1 ") == 1 and came.startswith((b"HTTP/1.1 400", b"HTTP/1.1 431"))


def test_a_question_as_long_as_may_be_comes_in_pieces(port: int) -> None:
    mine = opened(port, b"GET /who?q=" + b"a" * 20_000)
    time.sleep(0.1)
    mine.sendall(b"a" * 12_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
    with mine:
        assert b"200 OK" in mine.recv(65536)


def test_a_reader_who_takes_nothing_is_cut_and_one_who_takes_all_has_it_whole(
    monkeypatch: pytest.MonkeyPatch, port: int
) -> None:
    monkeypatch.setattr(connections, "READER_SECONDS", 0.5)
    slow = opened(port, b"GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert len(httpx.get(f"http://127.0.0.1:{port}/long").content) == 400 * 65536
    time.sleep(1.5)
    taken = 0
    with slow, pytest.raises(ConnectionResetError):
        while part := slow.recv(65536):
            taken += len(part)
        raise ConnectionResetError  # some systems end it without saying why
    assert taken < 400 * 65536


def test_one_address_has_so_many_connections(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    monkeypatch.setattr(connections, "MAX_OF_ONE", 2)
    held = [opened(port, b"") for _ in range(2)]
    assert is_ended(opened(port, b""))
    for one in held:
        one.close()
    for _ in range(100):  # until the server has seen that they left
        if not is_ended_at_once(port):
            return
        time.sleep(0.05)
    raise AssertionError("no place was given back")


def is_ended_at_once(port: int) -> bool:
    """Whether a request is refused a connection."""
    try:
        return httpx.get(f"http://127.0.0.1:{port}/who").status_code != 200
    except httpx.HTTPError:
        return True


def test_a_proxy_of_ours_has_as_many_as_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MAX_OF_ONE", 2)
    monkeypatch.setenv("QA_PROXIES", "127.0.0.1")
    settings.cache_clear()
    with serving() as port:
        held = [opened(port, b"") for _ in range(5)]
        assert httpx.get(f"http://127.0.0.1:{port}/who").status_code == 200
        for one in held:
            one.close()
    settings.cache_clear()


FORWARDED = {"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "https"}


@pytest.mark.parametrize(
    ("proxies", "told"),
    [
        ("", "http 127.0.0.1"),  # nobody's word is taken
        ("192.0.2.1", "http 127.0.0.1"),
        ("127.0.0.1", "https 198.51.100.7"),
        ("192.0.2.1, 127.0.0.0/8", "https 198.51.100.7"),
    ],
)
def test_only_known_proxies_say_where_a_request_came_from(
    monkeypatch: pytest.MonkeyPatch, proxies: str, told: str
) -> None:
    monkeypatch.setenv("QA_PROXIES", proxies)
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")  # the web server's own setting
    settings.cache_clear()
    with serving() as port:
        assert httpx.get(f"http://127.0.0.1:{port}/who", headers=FORWARDED).text == told
    settings.cache_clear()


def test_a_page_sends_nothing_large(port: int) -> None:
    with connect(f"ws://127.0.0.1:{port}/page") as page:
        page.send(b"x" * MAX_BYTES)
        assert page.recv() == str(MAX_BYTES)
        with pytest.raises(ConnectionClosedError) as closed:
            page.send(b"x" * (MAX_BYTES + 1))
            page.recv()
    # What says so may be lost, where the rest of the message is still on its way.
    assert closed.value.rcvd is None or closed.value.rcvd.code == 1009


def masked(opcode: int, payload: bytes = b"", last: bool = True, compressed: bool = False) -> bytes:
    """A frame of a web socket as a browser sends it (RFC 6455, section 5.2), by a mask of 0."""
    first = opcode | (0x80 if last else 0) | (0x40 if compressed else 0)
    size = len(payload)
    length = bytes([0x80 | size]) if size < 126 else bytes([0x80 | 126]) + size.to_bytes(2, "big")
    return bytes([first]) + length + bytes(4) + payload


def page_of(port: int, also: bytes = b"", path: bytes = b"/page") -> socket.socket:
    """A page by hand, to send it what no library sends."""
    mine = opened(
        port,
        b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n" + also + b"\r\n",
    )
    assert b" 101 " in mine.recv(65536)
    return mine


CONTINUED, BINARY, PING, PONG = 0, 2, 9, 10


@pytest.mark.parametrize(
    "flood",
    [
        masked(BINARY, last=False) + masked(CONTINUED, last=False) * 200_000,  # parts of nothing
        masked(BINARY, b"x", last=False) + masked(CONTINUED, b"x", last=False) * 10_000,
        masked(PING) * 50_000,
        masked(PONG) * 50_000,
    ],
    ids=["empty parts", "parts of a byte", "pings", "pongs"],
)
def test_frames_that_make_up_no_message_end_the_page(port: int, flood: bytes) -> None:
    mine = page_of(port)
    with suppress(OSError):
        mine.sendall(flood)
    assert is_ended(mine)
    assert httpx.get(f"http://127.0.0.1:{port}/who").status_code == 200


def test_a_message_in_a_few_parts_whose_bytes_come_one_by_one_is_one_message(port: int) -> None:
    with page_of(port) as mine:
        for byte in masked(BINARY, b"abc", last=False) + masked(CONTINUED, b"de"):
            mine.sendall(bytes([byte]))
        assert mine.recv(100).endswith(b"5")
        mine.sendall(masked(PING, b"?"))
        assert mine.recv(100).endswith(b"?")


def test_a_message_that_unpacks_to_more_than_may_be_sent_ends_the_page(port: int) -> None:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -12)
    bomb = deflate.compress(bytes(40_000_000)) + deflate.flush(zlib.Z_SYNC_FLUSH)
    asked = b"Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=12\r\n"
    mine = page_of(port, asked)
    with suppress(OSError):
        mine.sendall(masked(BINARY, bomb[:60_000], compressed=True))
    assert is_ended(mine)


@pytest.mark.parametrize(
    "ending",
    [
        b"\xff" * 100,  # no frame
        masked(BINARY, b"x" * 60_000, last=False)
        + masked(CONTINUED, b"x" * 60_000, last=False) * 9,
        masked(1, b"\xed\xa0\x80"),  # text that is none
        masked(1, b"text"),
        masked(BINARY, b"x") + masked(BINARY, b"y", last=False) + masked(BINARY, b"z"),
    ],
)
def test_a_page_that_is_ended_while_much_is_sent_to_it_is_no_fault_in_the_log(
    port: int, caplog: pytest.LogCaptureFixture, ending: bytes
) -> None:
    mine = page_of(port, path=b"/talks/")
    with suppress(OSError):
        mine.sendall(ending)
    assert is_ended(mine)
    time.sleep(0.3)
    assert not [one for one in caplog.records if one.exc_info]
