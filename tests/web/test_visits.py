"""What the id of a session opens: nothing, without the cookie of the browser that began it."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Scope
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.testing.v1 import AppTest

from qa.web import visits
from qa.web.visitors import Visitors
from qa.web.visits import COOKIE, OWN, Visit


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Visit:
    """The visit of a browser with a cookie."""
    begun = Visit("the-session", "the-cookie")
    monkeypatch.setattr(visits, "_BY_SESSION", {begun.session: begun})
    monkeypatch.setattr(visits, "_BY_TICKET", {begun.ticket: begun})
    return begun


def handshake(protocols: str, cookie: str) -> Scope:
    """How a browser asks to go on with a session."""
    headers = [(b"host", b"localhost"), (b"sec-websocket-protocol", protocols.encode())]
    if cookie:
        headers.append((b"cookie", f"a=b; {COOKIE}={cookie}".encode()))
    return {"type": "websocket", "path": "/_stcore/stream", "headers": headers}


def asked(scope: Scope) -> str:
    """What a handshake asks for, once it was looked at."""
    [value] = [v for name, v in scope["headers"] if name == b"sec-websocket-protocol"]
    return str(value.decode())


def test_the_browser_that_began_a_session_goes_on_with_it(visit: Visit) -> None:
    scope = handshake("streamlit, xsrf, the-session", "the-cookie")
    assert visits.without_foreign_session(scope) is scope


@pytest.mark.parametrize("cookie", ["", "another", "the-cooki", "the-cookie2"])
def test_another_that_knows_its_id_begins_a_new_one(visit: Visit, cookie: str) -> None:
    scope = handshake("streamlit, xsrf, the-session", cookie)
    assert asked(visits.without_foreign_session(scope)) == "streamlit, xsrf"


def test_so_does_one_without_a_cookie_where_the_first_had_none(visit: Visit) -> None:
    visit.cookie = ""
    scope = handshake("streamlit, xsrf, the-session", "")
    assert asked(visits.without_foreign_session(scope)) == "streamlit, xsrf"


def test_a_new_visit_is_as_it_was(visit: Visit) -> None:
    for protocols in ("streamlit", "streamlit, xsrf"):
        scope = handshake(protocols, "")
        assert visits.without_foreign_session(scope) is scope


def test_papers_are_sent_under_a_ticket_and_not_under_the_id(visit: Visit) -> None:
    visits.send_under_tickets()
    [urls] = MemoryUploadedFileManager("/_stcore/upload_file").get_upload_urls("the-session", ["a"])
    for address in (urls.upload_url, urls.delete_url):
        assert "the-session" not in address and visit.ticket in address
    scope: Scope = {"path": f"/council{urls.upload_url}", "raw_path": b""}
    told = visits.with_session(scope)["path"]
    assert told == f"/council/_stcore/upload_file/the-session/{urls.file_id}"


def test_the_id_is_no_ticket(visit: Visit) -> None:
    visit.may_send = True
    assert visits.may_send(visit.ticket) and not visits.may_send("the-session")
    scope: Scope = {"path": "/_stcore/upload_file/the-session/file", "raw_path": b""}
    assert "the-session" not in visits.with_session(scope)["path"]


def test_a_browser_is_given_a_cookie_with_the_page_once_that_no_script_reads() -> None:
    async def page(request: Request) -> Response:
        return HTMLResponse("page") if request.url.path == "/" else PlainTextResponse("file")

    client = TestClient(Visitors(Starlette(routes=[Route("/{path:path}", page)])))
    assert "set-cookie" not in client.get("/file").headers
    given = client.get("/").headers["set-cookie"]
    assert given.startswith(f"{COOKIE}=") and "HttpOnly" in given and "SameSite=Lax" in given
    assert "set-cookie" not in client.get("/").headers


def test_by_tls_the_cookie_is_one_that_no_other_host_can_set() -> None:
    async def page(_: Request) -> Response:
        return HTMLResponse("page")

    app = Visitors(Starlette(routes=[Route("/", page)]))
    client = TestClient(app, base_url="https://papers.example.gov.uk")
    planted = {"Cookie": f"{COOKIE}=of-an-attacker-at-another-host-of-the-council"}
    given = client.get("/", headers=planted).headers["set-cookie"]
    assert given.startswith(f"{OWN}=") and "Secure" in given and "Path=/;" in given
    assert "Domain" not in given
    assert "set-cookie" not in client.get("/").headers


def test_where_both_cookies_come_the_planted_one_counts_for_nothing(visit: Visit) -> None:
    scope = handshake("streamlit, xsrf, the-session", f"the-cookie; {OWN}=the-browsers")
    assert asked(visits.without_foreign_session(scope)) == "streamlit, xsrf"
    visit.cookie = "the-browsers"
    assert visits.without_foreign_session(scope) is scope


def test_who_opens_the_page_that_asks_for_papers_may_send_them() -> None:
    def page() -> None:
        from qa.web import visits

        visits.allow_sending()

    shown = AppTest.from_function(page).run()
    assert not shown.exception
    assert visits.may_send(shown.session_state[COOKIE].ticket)
