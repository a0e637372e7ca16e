"""What belongs to one visit: Streamlit's session, and who may go on with it or send papers to it.

Streamlit gives a session to whoever knows its id, and writes the id into the addresses of uploads.
Here an id opens nothing by itself. Whoever comes back to a session must bear the cookie of the
browser that began it, and papers are sent under a ticket that stands for the id.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from hmac import compare_digest
from weakref import WeakValueDictionary

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import Scope
from streamlit.runtime import exists, get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadFileUrlInfo

# By TLS the cookie has a name that browsers let no other host set, nor overwrite:
# https://www.rfc-editor.org/rfc/rfc6265bis, section 4.1.3
COOKIE, OWN = "visit", "__Host-visit"
PROTOCOL = "sec-websocket-protocol"  # whose third entry is the id of the session to go on with
SENDING = "/_stcore/upload_file/"


@dataclass(eq=False)
class Visit:
    """A session, the cookie of its browser, and the ticket under which it sends papers."""

    session: str
    cookie: str
    ticket: str = field(default_factory=secrets.token_urlsafe)
    may_send: bool = False


# A visit lasts as long as the state of its session, which holds it.
_BY_SESSION: WeakValueDictionary[str, Visit] = WeakValueDictionary()
_BY_TICKET: WeakValueDictionary[str, Visit] = WeakValueDictionary()


def current() -> Visit | None:
    """The visit of the page that is being drawn; None outside a page."""
    context = get_script_run_ctx()
    if context is None:
        return None
    visit: Visit | None = st.session_state.get(COOKIE)
    if visit is None or visit.session != context.session_id:
        visit = Visit(context.session_id, _borne(st.context.cookies.to_dict()))
        st.session_state[COOKIE] = visit
        _BY_SESSION[visit.session] = visit
        _BY_TICKET[visit.ticket] = visit
    return visit


def allow_sending() -> None:
    """Allow the visitor of this page to send papers, for as long as the visit lasts."""
    if visit := current():
        visit.may_send = True


def may_send(ticket: str) -> bool:
    """Whether papers may be sent under a ticket."""
    visit = _BY_TICKET.get(ticket)
    return visit is not None and visit.may_send


def forget_sent_files() -> None:
    """Drop the files that the visitor of this page sent, once they have been taken over."""
    if (visit := current()) and exists():
        get_instance().uploaded_file_mgr.remove_session_files(visit.session)


def mark_browser(scope: Scope, response: MutableHeaders) -> None:
    """Give a browser that opens the page a cookie, if it has none, that no script can read."""
    if not response.get("content-type", "").startswith("text/html"):
        return
    name, also = (OWN, "; Secure") if scope["scheme"] == "https" else (COOKIE, "")
    if name not in HTTPConnection(scope).cookies:
        cookie = f"{name}={secrets.token_urlsafe()}; Path=/; HttpOnly; SameSite=Lax{also}"
        response.append("set-cookie", cookie)


def without_foreign_session(scope: Scope) -> Scope:
    """A handshake, without the session that it asks to go on with if another browser began that."""
    asked = Headers(scope=scope).get(PROTOCOL, "").split(",")
    if len(asked) < 3 or _began(asked[2].strip(), scope):
        return scope
    others = [one for one in scope["headers"] if one[0] != PROTOCOL.encode()]
    kept = ",".join(asked[:2]).encode("latin-1")
    return {**scope, "headers": [*others, (PROTOCOL.encode(), kept)]}


def with_session(scope: Scope) -> Scope:
    """A request to send or to drop a paper, with the id of the session in place of the ticket."""
    before, _, rest = scope["path"].partition(SENDING)
    ticket, _, file = rest.partition("/")
    visit = _BY_TICKET.get(ticket)
    path = f"{before}{SENDING}{visit.session if visit else 'nobody'}/{file}"
    return {**scope, "path": path, "raw_path": path.encode()}


def send_under_tickets() -> None:
    """Write tickets into the addresses of uploads. To be called before the first page is opened."""
    made = MemoryUploadedFileManager.get_upload_urls
    if hasattr(made, "__wrapped__"):
        return

    @wraps(made)
    def under_tickets(
        self: MemoryUploadedFileManager, session_id: str, file_names: Sequence[str]
    ) -> list[UploadFileUrlInfo]:
        visit = _BY_SESSION.get(session_id)
        return made(self, visit.ticket if visit else "nobody", file_names)

    setattr(MemoryUploadedFileManager, made.__name__, under_tickets)


def _began(session: str, scope: Scope) -> bool:
    """Whether the browser that sends this handshake began the session."""
    visit, cookie = _BY_SESSION.get(session), _borne(HTTPConnection(scope).cookies)
    return (
        visit is not None
        and cookie != ""
        and compare_digest(visit.cookie.encode(), cookie.encode())
    )


def _borne(cookies: Mapping[str, str]) -> str:
    """The cookie that a browser bears; empty where it has none."""
    return cookies.get(OWN) or cookies.get(COOKIE) or ""
