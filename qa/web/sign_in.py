"""Limits on signing in, whose routes are Streamlit's: each request may ask who signs people in.

What is remembered between two of them stands in a signed cookie of the browser, so nothing of it
lies here.
"""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from math import ceil

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Scope

from qa.web.shares import Shares
from qa.web.throttle import RateLimit

BEGINS = ("/auth/login", "/auth/logout")  # which only our own page leads to
ROUTES = (*BEGINS, "/oauth2callback")
A_MINUTE, OF_ALL_A_MINUTE = 20, 300  # of one address, and of all
AT_ONCE_OF_ONE, AT_ONCE = 4, 20  # that are being answered
ALL = "all"  # stands for an address
OFTEN = "You signed in or out very often just now. Try again in {} seconds."
FULL = "Many people are signing in just now. Try again in a moment."
FOREIGN = "Another site led here. Open the page “Add papers”, and sign in or out there."


class SignIns:
    """The requests to sign in and out. It is used by one event loop."""

    def __init__(self) -> None:
        self._rate, self._rate_of_all = RateLimit(), RateLimit()
        self._asking = Shares()

    def refusal(self, scope: Scope, address: str) -> Response | None:
        """The response to one that is too many or that another site sent; None otherwise."""
        if not is_one(scope):
            return None
        headers, now = Headers(scope=scope), time.monotonic()
        site = headers.get("sec-fetch-site", "none")
        if scope["path"].endswith(BEGINS) and site not in ("same-origin", "none"):
            return PlainTextResponse(FOREIGN, 403)
        if not self._asking.has_room(address, AT_ONCE_OF_ONE, AT_ONCE):
            return _later(FULL, 5)
        wait = self._rate.wait(address, A_MINUTE, now)
        wait = wait or self._rate_of_all.wait(ALL, OF_ALL_A_MINUTE, now)
        return _later(OFTEN, ceil(wait)) if wait else None

    def place(self, address: str) -> AbstractContextManager[None]:
        """A place for one while it is answered."""
        return self._asking.place(address)


def is_one(scope: Scope) -> bool:
    """Whether a request is to sign in or out."""
    return bool(scope["path"].endswith(ROUTES))


def _later(words: str, seconds: int) -> Response:
    headers = {"Retry-After": str(seconds), "Cache-Control": "no-store"}
    return PlainTextResponse(words.format(seconds), 429, headers)
