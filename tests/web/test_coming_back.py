"""Whoever signs in comes back to the page that they came from, and is led nowhere else."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from qa.web.coming_back import COOKIE, OWN
from qa.web.visitors import Visitors

PROVIDER = "https://id.example.org/authorize"


async def streamlit(request: Request) -> Response:
    """As Streamlit answers: to who signs people in, and from there to its first page."""
    signing = request.url.path.endswith("/auth/login")
    return RedirectResponse(PROVIDER if signing else "/", 302)


def browser(scheme: str = "https") -> TestClient:
    app = Visitors(Starlette(routes=[Route("/{path:path}", streamlit)]))
    return TestClient(app, base_url=f"{scheme}://papers.example.org", follow_redirects=False)


def back_to(page: str, one: TestClient) -> str:
    """Where somebody is led who signs in on a page."""
    sent = one.get("/auth/login", headers={"Referer": page})
    assert sent.headers["location"] == PROVIDER
    return str(one.get("/oauth2callback?code=1&state=2").headers["location"])


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    "page",
    [
        "/upton",
        "/?q=When+is+the+fair%3F&committee=Caf%C3%A9",
        "/council/papers/decisions?council=upton",
    ],
)
def test_one_comes_back_to_the_page_and_its_question(scheme: str, page: str) -> None:
    one = browser(scheme)
    assert back_to(f"{scheme}://papers.example.org{page}", one) == page
    assert not {COOKIE, OWN} & {*one.cookies}  # nothing of the question stays behind
    assert one.get("/oauth2callback").headers["location"] == "/"


def test_the_cookie_is_of_this_host_alone_and_no_script_reads_it() -> None:
    there = {"Referer": "https://papers.example.org/upton"}
    cookie = browser().get("/auth/login", headers=there).headers["set-cookie"]
    assert cookie.startswith("__Host-") and "Secure" in cookie and "HttpOnly" in cookie


@pytest.mark.parametrize(
    "page",
    [
        "https://elsewhere.example.org/upton",
        "https://papers.example.org@elsewhere.example.org/upton",
        "https://papers.example.org.elsewhere.example.org/",
        "https://papers.example.org//elsewhere.example.org",
        "https://papers.example.org/\\elsewhere.example.org",
        "https://papers.example.org/auth/logout",
        "https://papers.example.org/?q=" + "a" * 4000,
        "http://[",
        "",
    ],
)
def test_another_page_is_not_kept(page: str) -> None:
    assert back_to(page, browser()) == "/"


@pytest.mark.parametrize(
    "planted",
    [
        "https://elsewhere.example.org/",
        "//elsewhere.example.org/",
        "/\\elsewhere.example.org/",
        "\\\\elsewhere.example.org",
        "/\t/elsewhere.example.org",
        "/upton\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "/auth/logout",
        "upton",
    ],
)
def test_a_planted_cookie_leads_nowhere_else(planted: str) -> None:
    bears = {"Cookie": f"{OWN}={quote(planted, safe='')}"}
    answer = browser().get("/oauth2callback?code=1", headers=bears)
    assert answer.headers["location"] == "/"
    assert "a=b" not in answer.headers.get("set-cookie", "")


def test_where_signing_in_fails_nobody_is_led_anywhere() -> None:
    async def refused(_: Request) -> Response:
        return Response("no", 403)

    app = Visitors(Starlette(routes=[Route("/{path:path}", refused)]))
    one = TestClient(app, base_url="https://papers.example.org")
    one.get("/auth/login", headers={"Referer": "https://papers.example.org/upton"})
    assert "location" not in one.get("/oauth2callback").headers
