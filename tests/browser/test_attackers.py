"""Ways in which somebody might harm the service from outside, each tried on the app as it runs.

That the log has no traceback after all of them is looked at as the app ends.
"""

from __future__ import annotations

import asyncio
import re
import socket
import time
from contextlib import suppress
from urllib.parse import urlsplit

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.benchmarks.visit import Visit
from tests.browser.app import PASSPHRASE

QUESTION = "how many bus passes were renewed?"
SECRET = "what became of the quicksilver lantern?"
STREAMLIT = "/_stcore/"


def said(address: str, sent: bytes, seconds: float = 20.0) -> bytes:
    """All that the app says on one connection until it ends that."""
    there = urlsplit(address)
    came = b""
    mine = socket.create_connection(("127.0.0.1", there.port or 80), timeout=seconds)
    with mine, suppress(ConnectionError):
        mine.sendall(sent)
        while part := mine.recv(65536):
            came += part
    return came


def head(address: str, line: str, *headers: str, of: str = "203.0.113.1") -> bytes:
    """A request as it is written."""
    host = f"Host: {urlsplit(address).netloc}"
    return "\r\n".join([line, host, f"X-Forwarded-For: {of}", *headers, "", ""]).encode("latin-1")


def test_a_page_cannot_have_forgotten_what_was_loaded_for_all_nor_its_own_conversation(
    crowded: str,
) -> None:
    async def scene() -> tuple[str, bytes]:
        async with Visit(crowded, "203.0.113.10") as visit:
            await visit.ask(SECRET)
            await visit.send(BackMsg(clear_cache=True))
            await visit.send(BackMsg(load_git_info=True))
            told = BackMsg(backend_operation_request={"request_id": "1"})  # type: ignore[arg-type]
            told.backend_operation_request.install_skills.SetInParent()
            await visit.send(told)
            became, _ = await visit.ask(QUESTION)
            return became, visit.heard

    became, heard = asyncio.run(scene())
    assert became == "answered" and b"quicksilver" in heard


@pytest.mark.parametrize("sent", [b"\xff" * 100, "text", b"\x0a\xff\xff\xff\xff\x0f"])
def test_what_no_page_says_ends_the_page(crowded: str, sent: bytes | str) -> None:
    async def scene() -> None:
        async with Visit(crowded, "203.0.113.11") as visit:
            await visit._socket.send(sent)
            with pytest.raises(ConnectionClosed):
                await visit.ask(QUESTION)

    asyncio.run(scene())


def test_whoever_guesses_the_passphrase_without_pause_keeps_no_editor_out(crowded: str) -> None:
    async def guess(visit: Visit, words: str) -> str:
        """What the page says to a passphrase."""
        told = BackMsg()
        told.rerun_script.page_name = "add-papers"
        await visit.say(told)
        field = next(
            one.text_input for one in visit.shown if one.WhichOneof("type") == "text_input"
        )
        button = next(one.button for one in visit.shown if one.button.label == "Continue")
        told.rerun_script.widget_states.widgets.extend(
            [
                WidgetState(id=field.id, string_value=words),
                WidgetState(id=button.id, trigger_value=True),
            ]
        )
        await visit.say(told)
        return " ".join(one.alert.body for one in visit.shown)

    async def guesser() -> None:
        async with Visit(crowded, "203.0.113.12") as visit:
            while True:
                with suppress(StopIteration):
                    await guess(visit, "a guess of four words")

    async def scene() -> tuple[str, bytes]:
        guessing = [asyncio.ensure_future(guesser()) for _ in range(4)]
        await asyncio.sleep(6)
        async with Visit(crowded, "203.0.113.13") as editor:
            answer = await guess(editor, PASSPHRASE)
            for one in guessing:
                one.cancel()
            return answer, editor.heard

    answer, heard = asyncio.run(scene())
    assert "passphrase" not in answer.lower() and b"Leave" in heard


@pytest.mark.parametrize(
    ("line", "headers"),
    [
        ("POST /api/papers HTTP/1.1", ["Content-Length: 60000"]),
        ("PUT /_stcore/upload_file/x/y HTTP/1.1", ["Content-Length: 60000"]),
        ("POST /api/papers HTTP/1.1", ["Transfer-Encoding: chunked"]),
        ("GET /api/papers HTTP/1.1", ["Content-Length: 10"]),
        ("POST /_stcore/agent/mcp HTTP/1.1", ["Content-Length: 60000"]),
    ],
)
def test_a_body_that_never_comes_is_not_waited_for(
    crowded: str, line: str, headers: list[str]
) -> None:
    began = time.monotonic()
    came = said(crowded, head(crowded, line, *headers, of="203.0.113.14"))
    assert came.startswith(b"HTTP/1.1 ") and time.monotonic() - began < 15


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example/",
        "//evil.example/papers/",
        "/\\evil.example",
        "/%2f%2fevil.example/",
        "/%5cevil.example/",
        "//evil.example/%2e%2e/",
        "/static//evil.example/..",
        "http://evil.example/",
        "/papers/..%2f..%2fevil.docx",
        "/papers///evil.example.pdf",
        "/auth/login?provider=//evil.example",
        "/auth/logout?next=//evil.example",
        "/oauth2callback?state=x&error=%0d%0aLocation:%20//evil.example",
        "/?q=%0d%0aLocation:%20//evil.example",
    ],
)
def test_no_address_leads_to_another_site(crowded: str, target: str) -> None:
    came = said(crowded, head(crowded, f"GET {target} HTTP/1.1", "Connection: close"))
    lines = came.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    assert re.fullmatch(r"HTTP/1\.1 [234]\d\d .*", lines[0]), lines[0]
    for name, _, value in (line.partition(": ") for line in lines[1:]):
        if name.lower() == "location":
            there = urlsplit(value)
            assert there.hostname in (None, urlsplit(crowded).hostname), value
            assert not value.startswith(("//", "/\\")), value


@pytest.mark.parametrize(
    "target",
    [
        "/%",
        "/%zz",
        "/%ff%fe",
        "/%c0%af%c0%af",
        "/%00",
        "/papers/%00.pdf",
        "/papers/%ed%a0%80.pdf",
        "/papers/x/99999999999999999999.png",
        "/papers/x/1.png?width=%ff",
        "/papers/x/1.png?width=1e9",
        "/papers/x/1.png?cite=" + "a" * 8000,
        "/api/ask?q=%ff%fe",
        "/api/ask?q=%ed%a0%80",
        "/api/ask?q=x&top=99999999999999999999",
        "/api/ask?q=x&from=99999-99-99",
        "/api/papers?offset=99999999999999999999",
        "/api/papers?limit=-1",
        "/api/passage?cite=%00",
        "/api/" + "a/" * 2000,
        "/" + ";" * 4000,
        "/?" + "q=a&" * 5000,
        "/media/" + "a" * 500,
        "/component/bridge/../../etc/passwd",
        "/_stcore/bidi-components/bridge/..%2f..%2fetc%2fpasswd",
        "/app/static/..%2fqa%2fsettings.py",
        "/.streamlit/secrets.toml",
        "/.index/library.sqlite",
        "/static/../../../../etc/passwd",
        "*",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "DELETE"])
def test_no_address_and_no_method_upset_it(crowded: str, target: str, method: str) -> None:
    who = "203.0.113.2" + str(len(target) % 10)
    came = said(crowded, head(crowded, f"{method} {target} HTTP/1.1", "Connection: close", of=who))
    assert re.match(rb"HTTP/1\.1 [234]\d\d ", came), came[:100]
    assert b"root:" not in came and b"SQLite" not in came and b"Traceback" not in came


@pytest.mark.parametrize(
    "header",
    [
        "Range: bytes=" + ",".join(f"{n}-{n}" for n in range(0, 4000, 2)),
        "Range: bytes=0-,0-,0-,0-,0-,0-,0-,0-,0-,0-",
        "Range: bytes=99999999999999999999-",
        "Range: bytes=-0",
        "Range: bytes=5-1",
        "Range: bytes=" + "-" * 5000,
        "If-Range: \x00",
        "If-Modified-Since: Mon, 99 Foo 99999 99:99:99 GMT",
        "If-None-Match: " + '"a",' * 3000,
        "Accept-Encoding: " + "gzip;q=0.1," * 900,
        "Cookie: " + "; ".join(f"a{n}={n}" for n in range(1500)),
        "Cookie: visit=" + "%" * 8000,
        'Cookie: _streamlit_user="2|1:0|10:1|15:x|4:eA==|' + "0" * 64 + '"',
        "Cookie: " + "; ".join(f"_streamlit_user_{n}=x" for n in range(900)),
        "Forwarded: for=127.0.0.1;proto=https;host=evil.example",
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-Proto: javascript",
        "X-Original-URL: /metrics",
        "X-HTTP-Method-Override: DELETE",
        "X-Request-ID: a\tb",
        "Upgrade: h2c",
        "Content-Encoding: gzip",
    ],
)
@pytest.mark.parametrize("path", ["/", "/api/papers", "PDF", "/_stcore/health"])
def test_no_header_upsets_it(crowded: str, header: str, path: str) -> None:
    if path == "PDF":
        path = the_longest(crowded)
    who = "198.51.100.2" + str(len(header) % 10)
    began = time.monotonic()
    came = said(crowded, head(crowded, f"GET {path} HTTP/1.1", header, "Connection: close", of=who))
    assert re.match(rb"HTTP/1\.1 [234]\d\d ", came), came[:100]
    assert b"evil.example" not in came.partition(b"\r\n\r\n")[0]
    assert time.monotonic() - began < 15


def the_longest(address: str) -> str:
    """The address of the longest paper."""
    found = httpx.get(f"{address}/api/papers", headers={"X-Forwarded-For": "198.51.100.77"}).json()
    longest = max(found["papers"], key=lambda paper: paper["pages"])
    return f"/papers/{longest['key']}.pdf"


@pytest.mark.parametrize("path", ["agent/interact", "agent/mcp", "metrics", "script-health-check"])
def test_what_streamlit_could_be_asked_for_is_closed(crowded: str, path: str) -> None:
    who = {"X-Forwarded-For": "198.51.100.78"}
    for method in ("GET", "POST"):
        found = httpx.request(method, f"{crowded}{STREAMLIT}{path}", headers=who, content=b"{}")
        closed = found.status_code in (400, 403, 404, 405)
        assert closed or "<title>" in found.text, (method, found.status_code, found.text[:200])


def test_the_id_of_a_session_cannot_be_guessed(crowded: str) -> None:
    async def sessions() -> set[str]:
        found = set()
        for _ in range(5):
            async with Visit(crowded, "203.0.113.15") as visit:
                found.add(visit.session)
        return found

    ids = asyncio.run(sessions())
    random = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
    assert len(ids) == 5 and all(map(random.fullmatch, ids))


def test_one_address_that_opens_and_leaves_pages_all_the_time_is_slowed(crowded: str) -> None:
    async def scene() -> tuple[int, str]:
        refused = 0
        for _ in range(320):
            try:
                async with Visit(crowded, "203.0.113.16", silent=True):
                    pass
            except InvalidStatus as error:
                assert error.response.status_code == 503
                refused += 1
                break
        async with Visit(crowded, "203.0.113.17") as visit:
            return refused, (await visit.ask(QUESTION))[0]

    assert asyncio.run(scene()) == (1, "answered")


@pytest.mark.parametrize("name", ["passphrase known", "visit", "turns", "chosen", "address"])
def test_what_is_known_of_a_visit_cannot_be_said_to_be_an_input(crowded: str, name: str) -> None:
    async def scene() -> None:
        async with Visit(crowded, "203.0.113.18") as visit:
            told = BackMsg()
            told.rerun_script.page_name = "add-papers"
            told.rerun_script.widget_states.widgets.append(WidgetState(id=name, bool_value=True))
            with pytest.raises(ConnectionClosed):
                await visit.say(told)

    asyncio.run(scene())


def test_inputs_that_a_page_does_not_have_change_nothing(crowded: str) -> None:
    async def scene() -> bytes:
        async with Visit(crowded, "203.0.113.19") as visit:
            told = BackMsg()
            for name in ("passphrase known", "visit", "turns", "chosen", "address"):
                told.rerun_script.widget_states.widgets.append(
                    WidgetState(id=f"$$ID-{'0' * 32}-{name}", bool_value=True)
                )
            told.rerun_script.page_name = "add-papers"
            told.rerun_script.fragment_id = "x" * 1000
            await visit.send(told)
            told.rerun_script.fragment_id = ""
            await visit.say(told)
            return visit.heard

    assert b"Leave" not in asyncio.run(scene())
