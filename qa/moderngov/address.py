"""Web addresses as sites and people write them, made fit to be requested."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

import httpx

from qa import characters
from qa.errors import InputRefused, SiteRefused

MAX_LENGTH = 8000  # characters; servers take no more
CONTROL_CHARACTERS = re.compile(
    f"[{characters.CONTROLS}{characters.SPACES}{characters.TAB_AND_NEWLINE}{characters.SEPARATORS}]"
)
BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
RESERVED = "/%:@!$&'()*+,;=~"
# A page of a ModernGov site at the end of a path, such as mgListCommittees.aspx.
MODERNGOV_PAGE = re.compile(r"/[^/]+\.as[mp]x(/.*)?$", re.IGNORECASE)


def absolute_address(link: str, base: str) -> str:
    """The whole address of a `link` on a page in the folder `base`.

    Line breaks are taken out and spaces percent-encoded; what was encoded before stays as it is.
    Raises `SiteRefused` for other than a web address.
    """
    cleaned = CONTROL_CHARACTERS.sub("", link).strip()
    if len(cleaned) > MAX_LENGTH:
        raise SiteRefused("A link is too long to be an address; the paper it is for is left out.")
    try:
        parts = urlsplit(urljoin(base.rstrip("/") + "/", cleaned))
        host = _host_and_port(parts)
    except (ValueError, httpx.InvalidURL) as error:
        raise SiteRefused(f"{cleaned[:80]!r} is no web address; that link is left out.") from error
    path, query = _percent_encoded(parts.path), _percent_encoded(parts.query, safe="?")
    return urlunsplit((parts.scheme, host, path, query, ""))


def site_address(typed: str) -> str:
    """The base address of the site that a person `typed`.

    https:// is added where it was left out; a page, a query and a slash at the end are taken off.
    Raises `InputRefused` where it is no web address.
    """
    cleaned = CONTROL_CHARACTERS.sub("", typed).strip()
    try:
        parts = urlsplit(cleaned if "://" in cleaned else f"https://{cleaned}")
        host = _host_and_port(parts)
        if len(cleaned) > MAX_LENGTH:
            raise ValueError(host)
    except (ValueError, httpx.InvalidURL) as error:
        raise InputRefused(
            f"{cleaned[:80]!r} is no web address. Give that of the council's site, such as "
            "https://democracy.example.gov.uk"
        ) from error
    path = MODERNGOV_PAGE.sub("", _percent_encoded(parts.path)).rstrip("/")
    return urlunsplit((parts.scheme, host, path, "", ""))


def normalised_host(name: str) -> str:
    """The host `name` as it is compared: in small letters, without a dot at its end, in ASCII.

    Raises `httpx.InvalidURL` where it cannot be one.
    """
    bracketed = f"[{name}]" if ":" in name and not name.startswith("[") else name
    return httpx.URL(f"https://{bracketed}").raw_host.decode("ascii").lower().rstrip(".")


def _host_and_port(parts: SplitResult) -> str:
    """The host and port of an address. Raises ValueError, or `httpx.InvalidURL`, if unfit."""
    has_user_name_or_space = re.search(r"[\s@]", parts.netloc)
    if parts.scheme not in ("http", "https") or not parts.hostname or has_user_name_or_space:
        raise ValueError(parts.netloc)
    return httpx.URL(f"{parts.scheme}://{parts.netloc}").netloc.decode("ascii")


def _percent_encoded(part: str, safe: str = "") -> str:
    return quote(BARE_PERCENT.sub("%25", part), safe=RESERVED + safe, errors="replace")
