"""Who asks, and of which councils, where several share the service.

Which councils are asked is chosen by an address, and anyone may type one. Who asks comes from the
sign-in, whose cookie is signed, or from the key of a program; of what they may not read, nothing is
opened. Of the two, only the second decides what is shown.
"""

from __future__ import annotations

import json
from contextvars import ContextVar
from dataclasses import dataclass

import streamlit as st
from starlette.datastructures import Headers, QueryParams
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.errors import StreamlitAPIException
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.web.server.server_util import AUTH_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from qa.errors import CouncilPapersError
from qa.library.councils.catalogue import Catalogue, catalogue
from qa.library.councils.person import NOBODY, Person, digest_of, signed_in
from qa.web.address import COUNCIL, councils
from qa.web.base_path import base

HEADER = "x-council-papers-at"  # of a web socket: the council whose own address it came by
BEARER = "bearer "
MAX_NAMES = 500  # characters of the names of councils


@dataclass(frozen=True, slots=True)
class Asking:
    """A person, the key of the council whose own address they asked, if it was one, and the names
    of the councils that they chose."""

    person: Person = NOBODY
    at: str = ""
    names: str = ""


NOT_KNOWN = Asking()
_asking = ContextVar("asking", default=NOT_KNOWN)


def asking() -> Asking:
    """Who asks now: the visitor of the page that is being drawn, or whoever sent a request.

    Where neither is known it is nobody, who may read what everyone may.
    """
    if get_script_run_ctx(suppress_warning=True) is None:
        return _asking.get()
    headers = st.context.headers
    at = headers.get(HEADER) or council_at(headers.get("host") or "")
    names = st.query_params.get(COUNCIL, "")[:MAX_NAMES]
    return Asking(_visitor(), at, names)


def _visitor() -> Person:
    """The person who has signed in on the page that is being drawn."""
    try:
        claims = st.user.to_dict()
    except StreamlitAPIException:  # it knows nobody, as without a sign-in
        return NOBODY
    return signed_in(claims) if claims.get("is_logged_in") is True else NOBODY


class Askers:
    """Middleware that notes who asks, and takes the key of a council from the front of a path."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; see ASGI."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        known = _catalogue()
        if known is None:
            await self._app(scope, receive, send)
            return
        at, path = _at_path(scope["path"], known)
        if at and not path:
            asked = scope["query_string"].decode("latin-1")
            home = f"{base()}/{at}/" + (f"?{asked}" if asked else "")
            await RedirectResponse(home)(scope, receive, send)
            return
        headers = [one for one in scope["headers"] if one[0] != HEADER.encode()]
        if at:
            headers.append((HEADER.encode(), at.encode()))
            root = f"{scope.get('root_path', '')}/{at}"
            scope = {**scope, "path": path, "raw_path": path.encode(), "front": root}
        scope = {**scope, "headers": headers}
        names = QueryParams(scope["query_string"]).getlist(COUNCIL)
        at = at or council_at(Headers(scope=scope).get("host", ""))
        who = Asking(person_of(scope), at, ",".join(names)[:MAX_NAMES])
        token, links = _asking.set(who), councils.set(who.names)
        try:
            await self._app(scope, receive, send)
        finally:
            _asking.reset(token)
            councils.reset(links)


def person_of(scope: Scope) -> Person:
    """Who sent a request: who has signed in in its browser, or the program whose key it bears."""
    connection = HTTPConnection(scope)
    given = connection.headers.get("authorization", "")
    if given.lower().startswith(BEARER):
        return Person(program=digest_of(given[len(BEARER) :].strip()))
    if not any(name.startswith(AUTH_COOKIE_NAME) for name in connection.cookies):
        return NOBODY
    found = _get_signed_cookie_with_chunks(connection.cookies, AUTH_COOKIE_NAME)
    try:
        claims = json.loads(found) if found else {}
    except ValueError:
        return NOBODY
    return signed_in(claims) if claims.get("is_logged_in") is True else NOBODY


def _at_path(path: str, known: Catalogue) -> tuple[str, str]:
    """The council that a path begins with, and the path without it, empty where nothing is left
    but its key; none, and the path, where it begins with no council."""
    under = base()
    first, slash, rest = path.removeprefix(under).lstrip("/").partition("/")
    if path.startswith(f"{under}/") and known.named(first):
        return first, f"{under}/{rest}" if slash else ""
    return "", path


def council_at(host: str) -> str:
    """The key of the council that is asked under this name of a host; empty where none is."""
    known = _catalogue()
    council = known.at_host(host.rpartition(":")[0] or host) if known and host else None
    return council.key if council else ""


def _catalogue() -> Catalogue | None:
    """The catalogue; none where it cannot be used, which whoever asks the library is told."""
    try:
        return catalogue()
    except CouncilPapersError:
        return None
