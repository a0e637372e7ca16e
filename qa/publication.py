"""Links to where a paper was published, with addresses that are safe to show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from qa.papers.source import Source
from qa.wording import short_date

# A host name or IP address, and its port. "user@" before it is refused, as it could mislead.
SITE = re.compile(r"([a-z\d.-]+|\[[\da-f:.]+\])(:\d{1,5})?", re.ASCII)
UNQUOTED = "!#$%&'()*+,/:;=?@[]~"  # characters with a meaning in an address
COPY, FORMER_COPY = "The council's copy", "Former address of the council's copy"


@dataclass(frozen=True, slots=True)
class ExternalLink:
    """A link to another site: `what` it leads to, its whole `address`, and the `site`."""

    what: str
    address: str
    site: str

    @property
    def is_copy(self) -> bool:
        """Whether it leads to the paper itself."""
        return self.what in (COPY, FORMER_COPY)

    @property
    def words(self) -> str:
        """What it leads to, and where: "The council's copy, on democracy.example.gov.uk"."""
        return f"{self.what}, on {self.site}"


def external_links(source: Source | None, page: int | None = None) -> list[ExternalLink]:
    """Links to the council's copy of a paper, at a PDF page, and to the page of its meeting.

    Those that the source does not state, or that are not safe, are left out.
    """
    if source is None:
        return []
    day = f" of {short_date(source.meeting_date)}" if source.meeting_date else ""
    copy = _link(FORMER_COPY if source.withdrawn else COPY, source.address, page)
    return [link for link in (copy, _link(f"The meeting{day}", source.meeting_address)) if link]


def safe_address(address: str | None, page: int | None = None) -> str | None:
    """An address, at a PDF page, quoted so that any file can hold it; None where it is not HTTP."""
    link = _link("", address, page)
    return link.address if link else None


def _link(what: str, address: str | None, page: int | None = None) -> ExternalLink | None:
    try:
        parts = urlsplit(address or "")
        site = parts.netloc.lower().encode("idna").decode()
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not SITE.fullmatch(site):
        return None
    fragment = parts.fragment or (f"page={page}" if page else "")
    whole = urlunsplit((parts.scheme, site, parts.path, parts.query, fragment))
    return ExternalLink(what, quote(whole, UNQUOTED, errors="replace"), site)
