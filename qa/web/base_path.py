"""The path under which the service is served, where that is not the root of its address.

Streamlit serves its own pages under `server.baseUrlPath`, but not the routes that are added to it.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send


def base() -> str:
    """The base path, such as "/papers"; empty for the root."""
    path = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"/{path}" if path else ""


class BasePath:
    """Middleware that has `routes` answer under the base path too."""

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self._app = app
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, without the base path where one of the routes is meant; see ASGI."""
        await self._app(self._without_base(scope), receive, send)

    def _without_base(self, scope: Scope) -> Scope:
        under = base()
        if scope["type"] != "http" or not under or not scope["path"].startswith(f"{under}/"):
            return scope
        path = scope["path"].removeprefix(under)
        there = {**scope, "path": path, "raw_path": path.encode()}
        is_ours = any(route.matches(there)[0] != Match.NONE for route in self._routes)
        return there if is_ours else scope
