"""Web addresses as sites and people write them, made fit to be asked for."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

import httpx

from qa import characters
from qa.errors import InputRefused, SiteRefused

LONGEST = 8000  # characters; servers take no more
CONTROLS = re.compile(
    f"[{characters.CONTROLS}{characters.SPACES}{characters.TAB_AND_NEWLINE}{characters.SEPARATORS}]"
)
BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
RESERVED = "/%:@!$&'()*+,;=~"
PAGE = re.compile(r"/[^/]+\.as[mp]x(/.*)?$", re.IGNORECASE)  # mgListCommittees.aspx and its like


def absolute(link: str, base: str) -> str:
    """The whole address of a `link` on a page in the folder `base`: without the line breaks that
    it holds, its spaces percent-encoded, what was encoded before left as it is.

    Raises `SiteRefused` for other than a web address.
    """
    cleaned = CONTROLS.sub("", link).strip()
    if len(cleaned) > LONGEST:
        raise SiteRefused("A link is too long to be an address; the paper it is for is left out.")
    try:
        parts = urlsplit(urljoin(base.rstrip("/") + "/", cleaned))
        host = _authority(parts)
    except (ValueError, httpx.InvalidURL) as error:
        raise SiteRefused(f"{cleaned[:80]!r} is no web address; that link is left out.") from error
    return urlunsplit(
        (parts.scheme, host, _encoded(parts.path, ""), _encoded(parts.query, "?"), "")
    )


def base_of(typed: str) -> str:
    """The base of the site that a person `typed`: https:// where they left that out, without a
    page, a query or a slash at its end. Raises `InputRefused` where it is no web address."""
    cleaned = CONTROLS.sub("", typed).strip()
    try:
        parts = urlsplit(cleaned if "://" in cleaned else f"https://{cleaned}")
        host = _authority(parts)
        if len(cleaned) > LONGEST:
            raise ValueError(host)
    except (ValueError, httpx.InvalidURL) as error:
        raise InputRefused(
            f"{cleaned[:80]!r} is no web address. Give that of the council's site, such as "
            "https://democracy.example.gov.uk"
        ) from error
    path = PAGE.sub("", _encoded(parts.path, "")).rstrip("/")
    return urlunsplit((parts.scheme, host, path, "", ""))


def host_of(name: str) -> str:
    """The host `name` as it is compared: in small letters, without a dot at its end, in ASCII.

    Raises `httpx.InvalidURL` where it cannot be one.
    """
    bracketed = f"[{name}]" if ":" in name and not name.startswith("[") else name
    return httpx.URL(f"https://{bracketed}").raw_host.decode("ascii").lower().rstrip(".")


def _authority(parts: SplitResult) -> str:
    """The host and port of an address. Raises ValueError, or `httpx.InvalidURL`, if unfit."""
    wrong = re.search(r"[\s@]", parts.netloc)  # before an @ stand names and passwords
    if parts.scheme not in ("http", "https") or not parts.hostname or wrong:
        raise ValueError(parts.netloc)
    return httpx.URL(f"{parts.scheme}://{parts.netloc}").netloc.decode("ascii")


def _encoded(part: str, more: str) -> str:
    return quote(BARE_PERCENT.sub("%25", part), safe=RESERVED + more, errors="replace")
