"""Who may ask, and what every response tells the browser: to run, fetch and frame nothing else.

The policy began as nothing at all; what stands beside it is what the pages do not work without.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

from qa.settings import settings_or_defaults

# Of Streamlit's page, by what would be fetched or run.
PAGE = {
    "script-src": "'self' blob:",  # Streamlit runs browser.js, and it alone, from a blob
    "style-src": "'self' 'unsafe-inline'",  # Streamlit writes its styles while it draws
    "connect-src": "'self'",  # and the web socket: https://www.w3.org/TR/CSP3/#match-schemes
    "img-src": "'self'",
    "font-src": "'self' data:",  # of one font, which lies in Streamlit's style sheet
    "manifest-src": "'self'",
}
SCRIPT = re.compile("<script>(.*?)</script>", re.DOTALL)
# Of all else: papers, pictures, files, JSON, scripts and styles, which the page fetches by its own.
INERT = {"style-src": "'unsafe-inline'"}
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
FOREIGN = (
    "Other sites may link to this service; their scripts may not ask it. Behind a web server, "
    "have that pass the header Host on as it came."
)
FAILED = "This cannot be shown. It is in the log of whoever keeps this service."


class Guard:
    """The app, asked under its own names and by its own pages, with headers on all it answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse or pass on; see ASGI."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return

        async def told(message: Message) -> None:
            # One that is not modified keeps the headers that the browser has of it.
            if message["type"].endswith("response.start") and message["status"] != 304:
                protect(MutableHeaders(scope=message))
            await send(message)

        if refusal := refused(scope):
            await refusal(scope, receive, told)
        else:
            await self._app(scope, receive, told)


def refused(scope: Scope) -> Response | None:
    """What is answered to who asks under another name, or from another site's page."""
    asked = Headers(scope=scope)
    host, origin = asked.get("host", ""), asked.get("origin")
    arrived, _ = scope.get("server") or ("", None)
    if not is_known(host, arrived, settings_or_defaults().hosts):
        return PlainTextResponse(UNKNOWN, 421)
    # Streamlit would ask another host for this one's address, to see whether the origin is that.
    if origin is not None and origin.partition("://")[2] != host:
        return PlainTextResponse(FOREIGN, 403)
    return None


def is_known(host: str, arrived: str, names: str) -> bool:
    """Whether `host` is a name of this service, where `names` are listed or it `arrived` at an
    address for this machine only.

    A site that has its own name lead there would have the visitor's browser ask as if the service
    were its own (DNS rebinding). A number cannot be led elsewhere.
    """
    listed = re.split(r"[\s,]+", names.lower().strip()) if names.strip() else []
    if not host or not (listed or _ip_is_loopback(arrived)):
        return True
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    return name in listed or name == "localhost" or _is_ip(name)


def protect(headers: MutableHeaders) -> None:
    """Add to the headers of a response what is not in them."""
    shown = headers.get("content-type", "").startswith("text/html")
    headers.setdefault("Content-Security-Policy", policy(shown, settings_or_defaults().framed_by))
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)


@cache
def policy(page: bool, framed_by: str = "") -> str:
    """The content security policy of the page, or of all else."""
    rules = {"default-src": "'none'", **(PAGE if page else INERT)}
    if page:
        rules["script-src"] += "".join(f" {digest}" for digest in _scripts())
    rules |= {"base-uri": "'none'", "form-action": "'self'" if page else "'none'"}
    rules["frame-ancestors"] = " ".join(["'self'", *framed_by.split()])
    return "; ".join(f"{name} {value}" for name, value in rules.items())


async def failed(_: Request, __: Exception) -> Response:
    """What is answered where something went wrong inside: this goes past the `Guard`."""
    response = PlainTextResponse(FAILED, 500)
    protect(response.headers)
    return response


@cache
def _scripts() -> tuple[str, ...]:
    """The digests of the scripts within the page, as Streamlit was installed."""
    page = (Path(get_static_dir()) / "index.html").read_text("utf-8")
    digests = (sha256(script.encode()).digest() for script in SCRIPT.findall(page))
    return tuple(f"'sha256-{b64encode(digest).decode()}'" for digest in digests)


def _is_ip(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _ip_is_loopback(name: str) -> bool:
    return _is_ip(name) and ip_address(name).is_loopback
