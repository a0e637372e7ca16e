"""Which requests are accepted, and the security headers of every response.

The content security policy allows nothing but what the pages do not work without.
"""

from __future__ import annotations

import logging
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

from qa.settings import settings_or_defaults
from qa.web.asking import council_at

# What Streamlit's page may fetch or run.
PAGE = {
    "script-src": "'self' blob:",  # Streamlit runs browser.js, and nothing else, from a blob
    "style-src": "'self' 'unsafe-inline'",  # Streamlit writes styles into the page
    "connect-src": "'self'",  # and the web socket: https://www.w3.org/TR/CSP3/#match-schemes
    "img-src": "'self'",
    "font-src": "'self' data:",  # one font stands in Streamlit's style sheet
    "manifest-src": "'self'",
}
HOST = re.compile(r"[\w.-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?", re.ASCII)
SCRIPT = re.compile("<script>(.*?)</script>", re.DOTALL)
# Everything else: papers, pictures, files, JSON, scripts and styles, which the page fetches.
INERT = {"style-src": "'unsafe-inline'"}
READ_BY_SCRIPTS = "_streamlit_xsrf="  # Streamlit's page sends it back in a header
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # a question stands in its address
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), "
    "payment=(), publickey-credentials-get=(), serial=(), usb=()",
}
UNKNOWN = (
    "This service does not go by the name in this address. Whoever keeps it lists its names in "
    "the setting QA_HOSTS."
)
NAMELESS = (
    "Other machines may ask this service, but only by its number: list its names in QA_HOSTS, such "
    "as QA_HOSTS=papers.example.gov.uk."
)
FOREIGN = (
    "Other sites may link to this service; their scripts may not ask it. Behind a web server, "
    "have that pass the header Host on as it came."
)
log = logging.getLogger(__name__)
FAILED = "This cannot be shown. It is in the log of whoever keeps this service."


class Guard:
    """Middleware that refuses foreign requests and adds headers to all responses."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse or pass on; see ASGI."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return

        async def send_protected(message: Message) -> None:
            # The browser applies the headers that it has to a response that was not modified.
            if message["type"].endswith("response.start") and message["status"] != 304:
                protect(headers := MutableHeaders(scope=message))
                guard_cookies(headers, scope["scheme"] in ("https", "wss"))
            await send(message)

        if refusal := refused(scope):
            await refusal(scope, receive, send_protected)
        else:
            await self._app(scope, receive, send_protected)


def refused(scope: Scope) -> Response | None:
    """The response to a request under a foreign name, or from another site's page; else None."""
    headers = Headers(scope=scope)
    host, origin = headers.get("host", ""), headers.get("origin")
    if not (is_known(host, settings_or_defaults().hosts) or council_at(host)):
        return PlainTextResponse(UNKNOWN, 421)
    # Streamlit would request this machine's public address from another host to check the origin.
    if origin is not None and origin.partition("://")[2] != host:
        return PlainTextResponse(FOREIGN, 403)
    # Browsers say who asks also where there is no Origin, as for a picture on another site's page:
    # https://www.w3.org/TR/fetch-metadata/
    is_foreign = headers.get("sec-fetch-site", "none") not in ("same-origin", "none")
    if is_foreign and headers.get("sec-fetch-mode", "navigate") != "navigate":
        return PlainTextResponse(FOREIGN, 403)
    return None


def is_known(host: str, names: str) -> bool:
    """Whether `host` is a name of this service: one of `names`, localhost or an IP address.

    Otherwise a site could make its own name point here, and its scripts could then read this
    service in a visitor's browser (DNS rebinding). An IP address cannot be made to point elsewhere.
    """
    if not host:  # only programs leave it out
        return True
    if not HOST.fullmatch(host):
        return False
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    listed = re.findall(r"[^\s,]+", names.lower())
    return name in listed or name == "localhost" or _is_ip(name)


def warn_of_names() -> None:
    """Say in the log that QA_HOSTS is needed, where others may ask and it is not set."""
    listens_to = str(st.get_option("server.address") or "0.0.0.0")
    if not settings_or_defaults().hosts.strip() and not _is_this_machine(listens_to):
        log.warning(NAMELESS)


def protect(headers: MutableHeaders) -> None:
    """Add the security headers to those of a response, unless it has them."""
    is_page = headers.get("content-type", "").startswith("text/html")
    headers.setdefault("Content-Security-Policy", policy(is_page, settings_or_defaults().framed_by))
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)


def guard_cookies(headers: MutableHeaders, encrypted: bool) -> None:
    """Have the browser send cookies over TLS only, where this came by it, and keep them from
    scripts."""
    cookies = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for cookie in cookies:
        words = cookie.lower()
        if encrypted and "; secure" not in words:
            cookie += "; Secure"
        if "; httponly" not in words and not cookie.startswith(READ_BY_SCRIPTS):
            cookie += "; HttpOnly"
        headers.append("set-cookie", cookie)


@cache
def policy(page: bool, framed_by: str = "") -> str:
    """The content security policy of the page, or of everything else."""
    rules = {"default-src": "'none'", **(PAGE if page else INERT)}
    if page:
        rules["script-src"] += "".join(f" {digest}" for digest in _scripts())
    rules |= {"base-uri": "'none'", "form-action": "'self'" if page else "'none'"}
    rules["frame-ancestors"] = " ".join(["'self'", *framed_by.split()])
    return "; ".join(f"{name} {value}" for name, value in rules.items())


async def failed(_: Request, __: Exception) -> Response:
    """The response to a fault of this program, which does not pass through `Guard`."""
    response = PlainTextResponse(FAILED, 500)
    protect(response.headers)
    return response


@cache
def _scripts() -> tuple[str, ...]:
    """The digests of the scripts within Streamlit's page."""
    page = (Path(get_static_dir()) / "index.html").read_text("utf-8")
    digests = (sha256(script.encode()).digest() for script in SCRIPT.findall(page))
    return tuple(f"'sha256-{b64encode(digest).decode()}'" for digest in digests)


def _is_ip(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _is_this_machine(address: str) -> bool:
    return address == "localhost" or (_is_ip(address) and ip_address(address).is_loopback)
