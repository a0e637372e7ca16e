"""Assistants ask at /mcp, in the process that serves the pages, where the settings allow it.

Each request stands alone and is answered with JSON: no session is kept and no stream stays open.
It counts against its address's requests as those of programs do, and waits in the same queue.
"""

from __future__ import annotations

import math
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from qa.errors import InputRefused
from qa.settings import settings, settings_or_defaults
from qa.web import state
from qa.web.api import routes
from qa.web.fair_queue import Busy
from qa.web.throttle import client

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

PATH = "/mcp"
MAX_BODY = 64 * 1024  # bytes of a request
OFF = "Assistants cannot ask here: whoever keeps this service has QA_MCP switched off."
BUSY = "Too many are asking at this moment. Ask again in a few seconds."
_front = ContextVar("front", default="")  # the address of the front page, as it was asked for


class Door:
    """The route: it passes requests on to the protocol's server while that runs."""

    def __init__(self) -> None:
        self._manager: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Serve assistants meanwhile, where the settings allow it."""
        if not settings_or_defaults().mcp:
            yield
            return
        from mcp.server.transport_security import TransportSecuritySettings

        from qa.assistants.server import server

        made = server(state.asked, _in_turn, _front.get)
        made.streamable_http_app(
            stateless_http=True,
            json_response=True,
            max_request_body_size=MAX_BODY,
            # The names of this service are checked before, by QA_HOSTS (`headers.Guard`).
            transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        )
        async with made.session_manager.run():
            self._manager = made.session_manager
            try:
                yield
            finally:
                self._manager = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; see ASGI."""
        if self._manager is None:
            await PlainTextResponse(OFF, 404)(scope, receive, send)
            return
        if scope["method"] != "POST":  # a stream that stays open is of no use here
            await PlainTextResponse("Send a POST.", 405, {"Allow": "POST"})(scope, receive, send)
            return
        address = client(scope)
        wait = math.ceil(routes.rate.wait(address, settings().rate, time.monotonic()))
        if wait:
            headers = {"Retry-After": str(wait)}
            await PlainTextResponse(BUSY, 429, headers)(scope, receive, send)
            return
        routes.asking.set(address)
        _front.set(_front_of(scope))
        await self._manager.handle_request(scope, receive, send)


def _front_of(scope: Scope) -> str:
    """The address of the front page, by the name that the request has for this service, which was
    checked before it came here."""
    host = Headers(scope=scope).get("host", "")
    return (
        f"{scope['scheme']}://{host}{scope.get('front', scope.get('root_path', ''))}/"
        if host
        else ""
    )


async def _in_turn(work: Callable[[], Any]) -> Any:
    """Do work when it is the turn of the address that asks."""
    chosen = settings()
    try:
        return await routes.queue.run(work, routes.asking.get(), chosen.at_once, chosen.waiting)
    except Busy as error:
        raise InputRefused(BUSY) from error


door = Door()
ROUTES = [Route(PATH, door, methods=["GET", "POST", "DELETE", "HEAD"])]
