"""Errors for the status of a site's response."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from qa.errors import Missing, SiteFailed
from qa.settings import settings


class TemporaryFailure(SiteFailed):
    """A failure that may pass, so that the request is made again.

    `after` is the number of seconds that the site asks us to wait, 0 where it does not say.
    """

    def __init__(self, words: str, after: float = 0.0) -> None:
        super().__init__(words)
        self.after = after


class Denied(SiteFailed):
    """A request that the site takes to be wrong, or not ours to make."""


def check_status(response: httpx.Response, conditional: bool) -> None:
    """Raise the error that the status of a response stands for; return where it has a body to take.

    The body may also be the one that we have, where the request was `conditional`.
    Raises `Missing`, `Denied`, `TemporaryFailure`, or `SiteFailed` where the site asks to be left
    alone for longer than the settings allow.
    """
    status, host = response.status_code, response.url.host
    if status == 200 or (status == 304 and conditional):
        return
    if status in (404, 410):
        raise Missing(f"{host} says that {response.url.path[:80]} is not there.")
    if status in (401, 403):
        raise Denied(
            f"{host} refuses us (status {status}). Set QA_CONTACT, so that the council can see "
            "who asks, or ask the council."
        )
    if status == 429 or (status >= 500 and status != 501):
        after = _retry_after(response.headers.get("retry-after", ""))
        if after > settings().fetch_patience:
            back = datetime.fromtimestamp(min(time.time() + after, 4e9), UTC)
            raise SiteFailed(
                f"{host} asks not to be asked before {back:%d %B %Y, %H:%M} UTC. "
                "Run this again then."
            )
        raise TemporaryFailure(f"{host} is busy or in trouble (status {status}).", after)
    raise Denied(f"{host} gave no answer that can be used (status {status}).")


def _retry_after(header: str) -> float:
    """Seconds to wait by a Retry-After header: a number or a date; 0 where it is neither."""
    if header.isascii() and header.isdigit():
        return float(header[:12])
    with suppress(ValueError):
        when = parsedate_to_datetime(header)
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        return max(0.0, (when - datetime.now(UTC)).total_seconds())
    return 0.0
