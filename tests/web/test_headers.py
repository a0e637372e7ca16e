"""Who is answered, and what each answer tells the browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.websockets import WebSocket
from streamlit.file_util import get_static_dir

from qa.errors import InputRefused
from qa.settings import settings
from qa.web import headers
from qa.web.headers import FAILED, UNKNOWN, Guard, is_known, policy

ORIGIN = "http://testserver"
# Names that some programs take for another.
DISGUISED = (
    "localhost@evil.example",
    "localhost:80@evil.example",
    "localhost#evil.example",
    "localhost?.evil.example",
    "localhost/evil.example",
    "localhost\\evil.example",
    "localhost.evil.example",
    "papers.example.evil.example",
    "evilpapers.example",
    "127.0.0.1.evil.example",
    "[::1].evil.example",
    "[::1]@evil.example",
    "localhost:80:evil.example",
    "localhost evil.example",
    "localhost,evil.example",
    "localhost%00.evil.example",
    "localhost\u3002evil.example",
)


async def shown(_: Request) -> Response:
    return HTMLResponse("<p>Shown")


async def told(_: Request) -> Response:
    return PlainTextResponse("Told", headers={"Referrer-Policy": "no-referrer"})


async def unchanged(_: Request) -> Response:
    return Response(status_code=304)


async def broken(_: Request) -> Response:
    raise ValueError("what was asked")


async def stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("open")
    await socket.close()


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("QA_HOSTS", "testserver")
    settings.cache_clear()
    routes = [Route("/shown", shown), Route("/told", told), Route("/broken", broken)]
    routes.append(Route("/unchanged", unchanged))
    app = Starlette(
        routes=[*routes, WebSocketRoute("/stream", stream)],
        middleware=[Middleware(Guard)],
        exception_handlers={Exception: headers.failed},
    )
    yield TestClient(app, raise_server_exceptions=False)
    settings.cache_clear()


def test_a_page_may_run_the_scripts_of_the_service_and_nothing_else_runs_any(
    client: TestClient,
) -> None:
    page = client.get("/shown").headers["content-security-policy"]
    assert "script-src 'self' blob: 'sha256-" in page
    rest = client.get("/told").headers["content-security-policy"]
    assert rest.startswith("default-src 'none'; ")
    assert "script-src" not in rest


def test_every_script_within_streamlits_page_is_known_by_its_digest() -> None:
    page = (Path(get_static_dir()) / "index.html").read_text("utf-8")
    within = [tag for tag in page.split("<script")[1:] if " src=" not in tag.partition(">")[0]]
    assert policy(page=True).count("'sha256-") == len(within)


def test_what_a_route_says_itself_stays(client: TestClient) -> None:
    found = client.get("/told").headers
    assert found["referrer-policy"] == "no-referrer"
    assert found["x-content-type-options"] == "nosniff"


def test_a_page_that_the_browser_has_keeps_its_policy(client: TestClient) -> None:
    assert "content-security-policy" not in client.get("/unchanged").headers


def test_what_fails_is_told_in_words_with_the_same_headers(client: TestClient) -> None:
    found = client.get("/broken")
    assert (found.status_code, found.text) == (500, FAILED)
    assert found.headers["content-security-policy"].startswith("default-src 'none'")


def test_the_sites_that_are_named_may_frame_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "frame-ancestors 'self'" in client.get("/shown").headers["content-security-policy"]
    monkeypatch.setenv("QA_FRAMED_BY", "https://one.example http://two.example:8080")
    settings.cache_clear()
    framed = "frame-ancestors 'self' https://one.example http://two.example:8080"
    assert client.get("/shown").headers["content-security-policy"].endswith(framed)


@pytest.mark.parametrize(
    "sites", ["*", "one.example", "https://a; script-src *", "https://a\r\nX: y"]
)
def test_what_is_no_site_is_refused_and_frames_nothing(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, sites: str
) -> None:
    monkeypatch.setenv("QA_FRAMED_BY", sites)
    settings.cache_clear()
    with pytest.raises(InputRefused, match="QA_FRAMED_BY"):
        settings()
    assert client.get("/shown").headers["content-security-policy"].endswith("'self'")


@pytest.mark.parametrize(
    ("host", "names", "known"),
    [
        ("localhost:8501", "", True),
        ("127.0.0.1:8501", "", True),
        ("[::1]:8501", "", True),
        ("localhost.", "", True),
        ("evil.example", "", False),
        ("localhost.evil.example", "", False),
        ("127.0.0.1.evil.example", "", False),
        ("localhost@evil.example", "", False),
        ("[", "", False),
        ("papers.example", "papers.example", True),
        ("Papers.Example:443", "other.example, papers.example", True),
        ("evil.example", "papers.example", False),
        ("192.0.2.1:8501", "papers.example", True),
        ("papers.example", "", False),
        (":8501", "", False),
        ("", "", True),
        *((one, "papers.example", False) for one in DISGUISED),
    ],
)
def test_a_name_is_known(host: str, names: str, known: bool) -> None:
    assert is_known(host, names) is known


def test_who_asks_under_another_name_is_told_what_to_set(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_HOSTS", "papers.example")
    settings.cache_clear()
    found = client.get("/told", headers={"Host": "evil.example"})
    assert (found.status_code, found.text) == (421, UNKNOWN)
    assert client.get("/told", headers={"Host": "papers.example"}).text == "Told"


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "", "http://testserver.evil.example"]
)
def test_another_sites_page_is_refused(client: TestClient, origin: str) -> None:
    assert client.get("/told", headers={"Origin": origin}).status_code == 403
    with (
        pytest.raises(WebSocketDenialResponse) as refused,
        client.websocket_connect("/stream", headers={"Origin": origin}),
    ):
        pass
    assert refused.value.status_code == 403


def test_its_own_page_is_answered(client: TestClient) -> None:
    assert client.get("/told", headers={"Origin": ORIGIN}).text == "Told"
    with client.websocket_connect("/stream", headers={"Origin": ORIGIN}) as socket:
        assert socket.receive_text() == "open"
    with client.websocket_connect("/stream") as socket:  # a program, which is no page
        assert socket.receive_text() == "open"


@pytest.mark.parametrize(
    ("listens_to", "names", "told"),
    [
        ("localhost", "", False),
        ("127.0.0.1", "", False),
        ("0.0.0.0", "", True),
        ("192.0.2.1", "", True),
        ("", "", True),
        ("0.0.0.0", "papers.example", False),
    ],
)
def test_who_listens_to_others_without_a_name_is_told(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    listens_to: str,
    names: str,
    told: bool,
) -> None:
    monkeypatch.setenv("QA_HOSTS", names)
    settings.cache_clear()
    monkeypatch.setattr(st, "get_option", {"server.address": listens_to}.get)
    headers.warn_of_names()
    assert ("QA_HOSTS" in caplog.text) is told
    settings.cache_clear()


@pytest.mark.parametrize(
    ("encrypted", "set_as", "sent"),
    [
        (False, "visit=a; Path=/; HttpOnly", "visit=a; Path=/; HttpOnly"),
        (True, "visit=a; Path=/; HttpOnly", "visit=a; Path=/; HttpOnly; Secure"),
        (True, "_streamlit_user=a; Path=/", "_streamlit_user=a; Path=/; Secure; HttpOnly"),
        (True, "a=b; Secure; HttpOnly", "a=b; Secure; HttpOnly"),
        (True, "_streamlit_xsrf=a; Path=/", "_streamlit_xsrf=a; Path=/; Secure"),
    ],
)
def test_cookies_are_kept_from_scripts_and_from_the_open_network(
    encrypted: bool, set_as: str, sent: str
) -> None:
    found = MutableHeaders(raw=[(b"set-cookie", b"first=1; HttpOnly; Secure")])
    found.append("set-cookie", set_as)
    headers.guard_cookies(found, encrypted)
    assert found.getlist("set-cookie") == ["first=1; HttpOnly; Secure", sent]


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("mode", ["no-cors", "cors", "same-origin", "websocket"])
def test_nothing_on_another_sites_page_asks_in_a_visitors_name(
    client: TestClient, site: str, mode: str
) -> None:
    there = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode}
    assert client.get("/told", headers=there).status_code == 403
    assert client.get("/told", headers={**there, "Sec-Fetch-Mode": "navigate"}).status_code == 200
    assert client.get("/told", headers={**there, "Sec-Fetch-Site": "none"}).status_code == 200
