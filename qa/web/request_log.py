"""An id for each request, and a line of the log for each where the log is of JSON.

The line has the path without its query, which holds the question.
"""

from __future__ import annotations

import logging
import re
import secrets
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa import logs
from qa.settings import settings_or_defaults
from qa.web import metrics

HEADER = "x-request-id"
SOUND = re.compile(r"[A-Za-z0-9-]{8,64}")
log = logging.getLogger(__name__)


class RequestLog:
    """Middleware that gives each request an id, and counts and logs how it ended."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and log; see ASGI."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")  # by a web server in front
        request = given if SOUND.fullmatch(given) else secrets.token_hex(8)
        began, status = time.perf_counter(), 101 if scope["type"] == "websocket" else 0

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"].endswith("response.start"):
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request
            await send(message)

        with logs.request(request):
            try:
                await self._app(scope, receive, send_named)
            finally:
                self._ended(scope, status, time.perf_counter() - began)

    def _ended(self, scope: Scope, status: int, seconds: float) -> None:
        metrics.count_response(scope["path"], status)
        if settings_or_defaults().log_format == "json":
            what = {"method": scope.get("method", "WEBSOCKET"), "path": scope["path"]}
            log.info("request", extra={"of": {**what, "status": status, "seconds": seconds}})
