"""Limits on how many visitors are served at once, and on what they may send and be sent.

Streamlit keeps each open page in memory, with several open files, and stores whatever is uploaded.
It limits neither, nor does it check who sends. So requests beyond the limits are refused before
they reach it. Each address has a share, so that one with a loop leaves the rest to others.
"""

from __future__ import annotations

import time
from contextlib import ExitStack
from html import escape
from math import ceil

from anyio import move_on_after, sleep
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import exists, get_instance
from streamlit.runtime.stats import CacheStat

from qa.settings import settings_or_defaults
from qa.web import coming_back, metrics, sign_in, visits
from qa.web.open_pages import OpenPages, until_closed
from qa.web.shares import Shares
from qa.web.sign_in import SignIns
from qa.web.throttle import RateLimit, client
from qa.web.visits import SENDING

MAX_REQUESTS, MAX_OF_ONE = 300, 75  # that are being answered at once: of all, and of one address
# Responses that are being taken by their readers, of all and of one address. They hold no place of
# the above, as a reader may be slow.
MAX_READERS, MAX_READERS_OF_ONE = 1000, 100
REFUSAL_SECONDS = 1.0  # after which what is too many is refused
MAX_RANGES = 8  # parts of a file that one request may ask for
REQUESTS_A_MINUTE = 3000  # of one address, files of the page included
MAX_QUERY_BYTES = 32 * 1024  # bytes of the query of an address
MAX_BODY_BYTES = 64 * 1024  # bytes of a request that is no upload
# For each part of the body of a request, and for all of it: this and a second for each BODY_RATE
# bytes.
BODY_SECONDS = 30.0
BODY_RATE = 16 * 1024
FORM_OVERHEAD = 1024 * 1024  # bytes of a form around its file
MEGABYTE = 1024 * 1024
MAX_PAPERS_IN_MEMORY = (
    10  # papers of the largest size that may lie in memory, of all visitors together
)
METRICS = "/_stcore/metrics"  # Streamlit's own, which any address may ask for
OPEN_FILES = 8192  # that the process may have open; each open page needs four
COME_BACK = {"Retry-After": "30", "Cache-Control": "no-store"}  # after so many seconds
FULL = "Many people are looking at this service just now. Open this page again in a moment."
OFTEN = "Much was asked from your address just now. Try again in {} seconds."
LONG = "This address is longer than any of this service. Copy it again, or ask in fewer words."
RANGES = f"At most {MAX_RANGES} parts of a file can be asked for at once. Ask for the whole file."
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


class Visitors:
    """Middleware that limits the visitors and requests that the app serves at once."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._pages = OpenPages()
        self._requests, self._readers = Shares(), Shares()
        self._rate, self._sent = RateLimit(), RateLimit()
        self._sign_ins = SignIns()
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
        if not self._pages.make_room(client(scope), settings_or_defaults().visitors):
            await sleep(REFUSAL_SECONDS)  # else one that asks again at once costs as much as a page
            await _busy(FULL)(scope, receive, send)
            return
        sent = until_closed(send)
        opened = self._pages.opened(client(scope), receive, sent)
        with opened as received, metrics.open_pages.track_inprogress():
            await self._app(visits.without_foreign_session(scope), received, sent)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers, address = Headers(scope=scope), client(scope)
        body = Body(receive, _size(headers))
        if refusal := self._refused(scope, headers):
            if refusal.status_code in (429, 503):  # else those who ask again at once cost as much
                await sleep(REFUSAL_SECONDS)
            refusal.headers["Connection"] = "close"
            await refusal(scope, receive, send)
            return
        if SENDING in scope["path"]:
            scope = visits.with_session(scope)
        self._arriving += body.size
        try:
            with ExitStack() as place:
                place.enter_context(self._requests.place(address))
                if sign_in.is_one(scope):
                    place.enter_context(self._sign_ins.place(address))
                await self._app(scope, body.receive, self._counted(scope, send, body, place))
        finally:
            self._arriving -= body.size

    def _counted(self, scope: Scope, send: Send, body: Body, place: ExitStack) -> Send:
        """What sends the response: it counts the bytes, and who is slow to take them apart."""
        address, is_read = client(scope), False

        async def send_counted(message: Message) -> None:
            nonlocal is_read
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                visits.mark_browser(scope, headers)
                coming_back.lead_back(scope, message["status"], headers)
                if not body.is_whole:  # else the rest of it would be taken, however slowly it comes
                    headers["Connection"] = "close"
            elif message.get("more_body") and not is_read:
                is_read = True
                place.close()
                place.enter_context(self._readers.place(address))
            limit, size = settings_or_defaults().share_mb * MEGABYTE, len(message.get("body", b""))
            self._sent.spend(address, limit, time.monotonic(), size)
            await send(message)

        return send_counted

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        address, now = client(scope), time.monotonic()
        if len(scope["query_string"]) > MAX_QUERY_BYTES:
            return PlainTextResponse(LONG, 414)
        if not self._requests.has_room(address, MAX_OF_ONE, MAX_REQUESTS):
            return _busy(FULL)
        if not self._readers.has_room(address, MAX_READERS_OF_ONE, MAX_READERS):
            return _busy(FULL)
        wait = self._rate.wait(address, REQUESTS_A_MINUTE, now)
        wait = wait or self._sent.wait(address, settings_or_defaults().share_mb * MEGABYTE, now, 0)
        if wait:
            return _too_often(ceil(wait))
        if headers.get("range", "").count(",") >= MAX_RANGES:
            return PlainTextResponse(RANGES, 416)
        if refusal := self._sign_ins.refusal(scope, address):
            return refusal
        if SENDING in scope["path"] and scope["method"] in ("PUT", "POST"):
            return _not_sent(scope["path"].rsplit("/", 2)[1], headers, self._arriving)
        if scope["path"].endswith(METRICS) and not settings_or_defaults().metrics:
            return PlainTextResponse(metrics.CLOSED, 404)
        if "transfer-encoding" in headers or _size(headers) > MAX_BODY_BYTES:
            return PlainTextResponse(LARGE, 413)
        if _opens_page(scope["path"], headers):
            visitors = settings_or_defaults().visitors
            if not self._pages.has_room(address, visitors):
                page = (
                    f"<!doctype html><html lang=en><title>Council papers</title><p>{escape(FULL)}"
                )
                return HTMLResponse(page, 503, COME_BACK)
        return None


def _not_sent(ticket: str, headers: Headers, arriving: int) -> Response | None:
    """The refusal of a file that is sent under `ticket`; None where it is accepted.

    `arriving` is the number of bytes that are being sent already.
    """
    chosen = settings_or_defaults()
    if chosen.adding == "off":
        return PlainTextResponse(CLOSED, 403)
    if not visits.may_send(ticket):
        return PlainTextResponse(NOT_LET_IN, 403)
    if "content-length" not in headers:
        return PlainTextResponse(UNMEASURED, 411)
    largest = chosen.upload_mb * MEGABYTE
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


class Body:
    """The body of a request of `size` bytes, whose sender leaves if that takes too long.

    `is_whole` says whether all of it has come.
    """

    def __init__(self, receive: Receive, size: int) -> None:
        self.size = size
        self.is_whole = not size
        self._receive = receive
        self._deadline = time.monotonic() + BODY_SECONDS + size / BODY_RATE

    async def receive(self) -> Message:
        """What comes next; see ASGI."""
        if self.is_whole:  # what comes now is that the client has left
            return await self._receive()
        with move_on_after(min(BODY_SECONDS, self._deadline - time.monotonic())):
            message = await self._receive()
            self.is_whole = not message.get("more_body")
            return message
        return {"type": "http.disconnect"}


def _too_often(seconds: int) -> Response:
    return PlainTextResponse(OFTEN.format(seconds), 429, {**COME_BACK, "Retry-After": str(seconds)})


def _busy(words: str) -> Response:
    return PlainTextResponse(words, 503, COME_BACK)
