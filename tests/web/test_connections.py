"""Connections that only take places are ended by the real web server; others are not."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import connect

from qa.settings import settings
from qa.web import connections
from qa.web.connections import bound_connections
from qa.web.open_pages import MAX_MESSAGE_BYTES

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


@contextmanager
def serving() -> Iterator[int]:
    """The port of the web server, as Streamlit sets it up, with some routes."""
    routes = [Route("/who", who), Route("/long", long), WebSocketRoute("/page", echo)]
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
        page.send(b"x" * MAX_MESSAGE_BYTES)
        assert page.recv() == str(MAX_MESSAGE_BYTES)
        with pytest.raises(ConnectionClosedError) as closed:
            page.send(b"x" * (MAX_MESSAGE_BYTES + 1))
            page.recv()
    # What says so may be lost, where the rest of the message is still on its way.
    assert closed.value.rcvd is None or closed.value.rcvd.code == 1009
