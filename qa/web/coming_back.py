"""Coming back, once signed in, to the page that one came from: to a question, or to a council.

Streamlit leads everybody to its first page. The address of the page stands in a cookie while
somebody signs in. It is a path of this service, with no name of a host, both when it is kept and
when it is used: so no cookie that another planted leads anywhere else.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import Scope

LOGIN, CALLBACK = "/auth/login", "/oauth2callback"
NOWHERE = (LOGIN, CALLBACK, "/auth/logout")
COOKIE, OWN = "back", "__Host-back"  # as in `qa.web.visits`
SECONDS = 900  # that signing in may take
MAX_LETTERS = 3000  # of an address that is kept: browsers take cookies of 4,096 bytes
# A path from the root: a second slash, or a backslash, would begin the name of a host.
PATH = re.compile(r"/(?![/\\])[!#-\[\]-~]*")


def lead_back(scope: Scope, status: int, response: MutableHeaders) -> None:
    """Keep where somebody came from who is to sign in; lead them there once they have."""
    path = scope["path"]
    name, also = (OWN, "; Secure") if scope["scheme"] == "https" else (COOKIE, "")
    cookie = f"{name}={{}}; Path=/; Max-Age={{}}; HttpOnly; SameSite=Lax{also}"
    if path.endswith(LOGIN):
        if came_from := _own(Headers(scope=scope)):
            response.append("set-cookie", cookie.format(quote(came_from, safe=""), SECONDS))
    elif path.endswith(CALLBACK) and 300 <= status < 400:
        kept = unquote(HTTPConnection(scope).cookies.get(name, ""))
        if _is_here(kept):
            response["location"] = kept
        if kept:
            response.append("set-cookie", cookie.format("", 0))


def _own(headers: Headers) -> str:
    """The path and the query of the page of this service that a request came from, if any."""
    try:
        referrer = urlsplit(headers.get("referer", ""))
    except ValueError:
        return ""
    there = referrer.path + (f"?{referrer.query}" if referrer.query else "")
    ours = referrer.netloc == headers.get("host")
    return there if ours and _is_here(there) else ""


def _is_here(address: str) -> bool:
    """Whether an address is a path of this service, to which one may be led."""
    path = address.partition("?")[0]
    return (
        len(address) <= MAX_LETTERS
        and PATH.fullmatch(address) is not None
        and not path.endswith(NOWHERE)
    )
