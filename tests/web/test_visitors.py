"""How many are served at once, what may be sent, and that who is refused is told so in words."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.types import Message
from starlette.websockets import WebSocket

from qa.settings import settings
from qa.web import visitors, visits
from qa.web.visitors import Visitors
from qa.web.visits import Visit

HTML = {"Accept": "text/html,application/xhtml+xml"}
MB = 1024 * 1024


async def stream(socket: WebSocket) -> None:
    """A page that is open until its visitor leaves."""
    await socket.accept()
    await socket.receive()


async def took_in(request: Request) -> Response:
    """Whatever is sent, read whole."""
    return PlainTextResponse(f"{len(await request.body())} bytes")


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A client of an app that takes in everything, behind what refuses."""
    monkeypatch.setenv("QA_VISITORS", "2")
    monkeypatch.setenv("QA_UPLOAD_MB", "1")
    settings.cache_clear()
    app = Starlette(
        routes=[
            WebSocketRoute("/_stcore/stream", stream),
            Route("/{path:path}", took_in, methods=["GET", "PUT", "POST", "DELETE"]),
        ]
    )
    yield TestClient(Visitors(app))
    settings.cache_clear()


@pytest.fixture
def adding(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """The same, where a visitor was let in who may add papers."""
    monkeypatch.setenv("QA_ADDING", "passphrase")
    settings.cache_clear()
    let_in = Visit("the session", "", "known", may_send=True)
    monkeypatch.setattr(visits, "_BY_TICKET", {"known": let_in})
    return client


def send(client: TestClient, visit: str, size: int) -> tuple[int, str]:
    """The status and the words that answer a file of so many bytes, sent from a visit."""
    answered = client.put(f"/_stcore/upload_file/{visit}/file", content=b"x" * size)
    return answered.status_code, answered.text


def test_so_many_pages_are_open_and_who_comes_then_is_asked_to_come_again(
    client: TestClient,
) -> None:
    with ExitStack() as open_pages:
        for _ in range(2):
            open_pages.enter_context(client.websocket_connect("/_stcore/stream"))
        with (
            pytest.raises(WebSocketDenialResponse) as refused,
            client.websocket_connect("/_stcore/stream"),
        ):
            pass
        assert refused.value.status_code == 503
        page = client.get("/", headers=HTML)
        assert page.status_code == 503 and int(page.headers["Retry-After"]) > 0
        assert visitors.FULL in page.text
        # Who is there already has all that the page fetches, and programs have their own bounds.
        for path in ("/static/js/index.js", "/api/ask?q=x", "/healthz", "/papers/a.pdf"):
            assert client.get(path, headers=HTML).status_code == 200
    with client.websocket_connect("/_stcore/stream"):  # those have left
        assert client.get("/decisions", headers=HTML).status_code == 200


def test_more_requests_than_can_be_answered_are_refused_and_the_others_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(visitors, "MAX_REQUESTS", 3)
    go_on = asyncio.Event()

    async def waits(_: Request) -> Response:
        await go_on.wait()
        return PlainTextResponse("done")

    async def ask() -> list[httpx.Response]:
        app = Visitors(Starlette(routes=[Route("/", waits)]))
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            asking = [asyncio.create_task(client.get("/")) for _ in range(5)]
            done, _ = await asyncio.wait(asking, return_when=asyncio.FIRST_COMPLETED)
            assert all(one.result().status_code == 503 for one in done)
            go_on.set()
            return list(await asyncio.gather(*asking))

    found = asyncio.run(ask())
    assert sorted(one.status_code for one in found) == [200, 200, 200, 503, 503]
    assert all("Retry-After" in one.headers for one in found if one.status_code == 503)


def test_nothing_is_taken_in_where_nobody_may_add_papers(client: TestClient) -> None:
    assert send(client, "known", 10) == (403, visitors.CLOSED)


def test_only_who_was_let_in_sends_papers(adding: TestClient) -> None:
    assert send(adding, "known", 10) == (200, "10 bytes")
    assert send(adding, "stranger", 10) == (403, visitors.NOT_LET_IN)


def test_a_paper_that_is_too_large_is_refused(adding: TestClient) -> None:
    assert send(adding, "known", MB) == (200, f"{MB} bytes")
    status, words = send(adding, "known", 2 * MB + 1)
    assert status == 413 and "at most 1 MB" in words


def test_a_paper_without_its_size_is_refused(adding: TestClient) -> None:
    refused = adding.put("/_stcore/upload_file/known/file", content=iter([b"x"]))
    assert (refused.status_code, refused.text) == (411, visitors.UNMEASURED)


def test_no_more_papers_than_there_is_room_for_lie_in_memory(
    adding: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visitors, "_held", lambda: visitors.MAX_PAPERS_IN_MEMORY * MB)
    assert send(adding, "known", MB) == (200, f"{MB} bytes")
    assert send(adding, "known", MB + 1) == (503, visitors.MANY_PAPERS)


@pytest.mark.parametrize("path", ["/", "/api/ask", "/_stcore/agent/interact"])
def test_nothing_large_is_taken_in_elsewhere(client: TestClient, path: str) -> None:
    assert client.post(path, content=b"x" * 1000).status_code == 200
    for large in (b"x" * (visitors.MAX_BODY_BYTES + 1), iter([b"x"])):
        refused = client.post(path, content=large)
        assert (refused.status_code, refused.text) == (413, visitors.LARGE)


@pytest.mark.parametrize("told", ["-1", "1e3", "٣", "", "9" * 30])
def test_a_size_that_is_no_number_is_refused(client: TestClient, told: str) -> None:
    headers = [(b"content-length", told.encode())]
    assert client.get("/", headers=headers).status_code == 413


def test_an_address_has_an_end(client: TestClient) -> None:
    assert client.get("/", params={"q": "x" * 20_000}).status_code == 200
    refused = client.get("/", params={"q": "x" * visitors.MAX_QUERY_BYTES})
    assert (refused.status_code, refused.text) == (414, visitors.LONG)


@pytest.mark.parametrize("ranges", ["bytes=" + ",".join(f"{n}-{n}" for n in range(0, 8000, 2))])
def test_a_file_is_not_asked_for_in_thousands_of_parts(client: TestClient, ranges: str) -> None:
    assert client.get("/papers/a.pdf", headers={"Range": ranges}).status_code == 416
    some = "bytes=0-99,200-299,500-"  # as a viewer of PDFs asks
    assert client.get("/papers/a.pdf", headers={"Range": some}).status_code == 200


async def unread(_: Request) -> Response:
    """Answers whatever is sent, without looking at it."""
    return PlainTextResponse("done")


def test_what_nobody_reads_of_a_request_is_not_waited_for() -> None:
    client = TestClient(Visitors(Starlette(routes=[Route("/", unread, methods=["GET", "POST"])])))
    assert client.post("/", content=b"x" * 1000).headers["connection"] == "close"
    assert "connection" not in client.get("/").headers


def test_what_is_refused_ends_the_connection(client: TestClient) -> None:
    refused = client.post("/", content=b"x" * (visitors.MAX_BODY_BYTES + 1))
    assert (refused.status_code, refused.headers["connection"]) == (413, "close")


def test_an_upload_that_stalls_is_ended_long_before_the_time_that_all_of_it_may_take(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(visitors, "BODY_SECONDS", 0.2)

    async def stalls() -> Message:
        await asyncio.sleep(60)
        raise AssertionError("it was waited for")

    async def scene() -> Message:
        return await visitors.Body(stalls, 200 * MB).receive()

    assert asyncio.run(scene()) == {"type": "http.disconnect"}
