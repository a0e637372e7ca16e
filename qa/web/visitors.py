"""Limits on how many visitors are served at once, and on what they may send.

Streamlit keeps each open page in memory, with several open files, and stores whatever is uploaded.
It limits neither, nor does it check who sends. So requests beyond the limits are refused before
they reach it.
"""

from __future__ import annotations

from html import escape
from weakref import WeakValueDictionary

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.stats import CacheStat

from qa.settings import settings_or_defaults

MAX_REQUESTS = 300  # at once, beside the open pages
MAX_QUERY_BYTES = 32 * 1024  # bytes of the query of an address
MAX_BODY_BYTES = 64 * 1024  # bytes of a request that is no upload
FORM_OVERHEAD = 1024 * 1024  # bytes of a form around its file
MAX_PAPERS_IN_MEMORY = (
    10  # papers of the largest size that may lie in memory, of all visitors together
)
OPEN_FILES = 8192  # that the process may have open; each open page needs four
COME_BACK = {"Retry-After": "30", "Cache-Control": "no-store"}  # after so many seconds
STREAM, SENDING = "/_stcore/stream", "/_stcore/upload_file/"
FULL = "Many people are looking at this service just now. Open this page again in a moment."
LONG = "This address is longer than any of this service. Copy it again, or ask in fewer words."
LARGE = "Nothing so large can be sent here."
CLOSED = "No papers can be sent here."
NOT_LET_IN = "Only those who were let in may send papers. Open the page “Add papers” again."
UNMEASURED = "A paper must be sent with its size."
TOO_LARGE = "This paper is larger than may be sent: at most {} MB."
MANY_PAPERS = "Too many papers are being sent just now. Send this one again in a few minutes."


def raise_file_limit() -> None:
    """Let this process have OPEN_FILES open, as far as the system allows it.

    Many systems allow 1,024 at first.
    """
    try:
        import resource
    except ImportError:  # there is no such limit on Windows
        return
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if most == resource.RLIM_INFINITY else min(OPEN_FILES, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


class Sender:
    """A visit that may send papers."""


_SENDERS: WeakValueDictionary[str, Sender] = WeakValueDictionary()


def allow_sending() -> None:
    """Allow the visitor of this page to send papers, for as long as the visit lasts."""
    if context := get_script_run_ctx():
        _SENDERS[context.session_id] = st.session_state.setdefault("sender", Sender())


def forget_sent_files() -> None:
    """Drop the files that the visitor of this page sent, once they have been taken over."""
    if (context := get_script_run_ctx()) and exists():
        get_instance().uploaded_file_mgr.remove_session_files(context.session_id)


class Visitors:
    """Middleware that limits the visitors and requests that the app serves at once."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._pages = 0
        self._requests = 0
        self._arriving = 0  # bytes of uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse or pass on; see ASGI."""
        if scope["type"] == "websocket":
            await self._page(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._full():
            await _busy(FULL)(scope, receive, send)
            return
        self._pages += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._pages -= 1

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if refusal := self._refused(scope, headers):
            await refusal(scope, receive, send)
            return
        size = _size(headers)
        self._requests += 1
        self._arriving += size
        try:
            await self._app(scope, receive, send)
        finally:
            self._requests -= 1
            self._arriving -= size

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        if len(scope["query_string"]) > MAX_QUERY_BYTES:
            return PlainTextResponse(LONG, 414)
        if self._requests >= MAX_REQUESTS:
            return _busy(FULL)
        if SENDING in scope["path"] and scope["method"] in ("PUT", "POST"):
            return _not_sent(scope["path"].rsplit("/", 2)[1], headers, self._arriving)
        if "transfer-encoding" in headers or _size(headers) > MAX_BODY_BYTES:
            return PlainTextResponse(LARGE, 413)
        if self._full() and _opens_page(scope["path"], headers):
            page = f"<!doctype html><html lang=en><title>Council papers</title><p>{escape(FULL)}"
            return HTMLResponse(page, 503, COME_BACK)
        return None

    def _full(self) -> bool:
        return self._pages >= settings_or_defaults().visitors


def _not_sent(visit: str, headers: Headers, arriving: int) -> Response | None:
    """The refusal of a file that is sent from `visit`; None where it is accepted.

    `arriving` is the number of bytes that are being sent already.
    """
    chosen = settings_or_defaults()
    if chosen.adding == "off":
        return PlainTextResponse(CLOSED, 403)
    if visit not in _SENDERS:
        return PlainTextResponse(NOT_LET_IN, 403)
    if "content-length" not in headers:
        return PlainTextResponse(UNMEASURED, 411)
    largest = chosen.upload_mb * 1024 * 1024
    if (size := _size(headers)) > largest + FORM_OVERHEAD:
        return PlainTextResponse(TOO_LARGE.format(chosen.upload_mb), 413)
    if _held() + arriving + size > MAX_PAPERS_IN_MEMORY * largest + FORM_OVERHEAD:
        return _busy(MANY_PAPERS)
    return None


def _held() -> int:
    """The bytes of all visitors' papers in memory."""
    files = get_instance().uploaded_file_mgr.get_stats() if exists() else {}
    stats = (stat for family in files.values() for stat in family)
    return sum(stat.byte_length for stat in stats if isinstance(stat, CacheStat))


def _size(headers: Headers) -> int:
    """The stated number of bytes that are sent; a huge number where it is invalid."""
    stated = headers.get("content-length", "0")
    return int(stated) if stated.isascii() and stated.isdecimal() and len(stated) < 20 else 10**20


def _opens_page(path: str, headers: Headers) -> bool:
    """Whether a browser asks for a page to show, and not for something within one."""
    if "text/html" not in headers.get("accept", ""):
        return False
    return "." not in path.rsplit("/", 1)[1] and not path.startswith(("/api", "/healthz", "/_st"))


def _busy(words: str) -> Response:
    return PlainTextResponse(words, 503, COME_BACK)
