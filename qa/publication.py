"""Where a paper was published: addresses on other sites, made fit to be shown as links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from qa.papers.source import Source
from qa.wording import short_date

# A host, of names or of numbers, and its port. Who stands before it ("user@") would hide it.
SITE = re.compile(r"([a-z\d.-]+|\[[\da-f:.]+\])(:\d{1,5})?", re.ASCII)
KEPT = "!#$%&'()*+,/:;=?@[]~"  # signs that an address has a use for
COPY, WAS = "The council's copy", "Former address of the council's copy"


@dataclass(frozen=True, slots=True)
class ExternalLink:
    """A link to another site: `what` it leads to, its whole `address`, and the `site`."""

    what: str
    address: str
    site: str

    @property
    def is_copy(self) -> bool:
        """Whether it leads to the paper itself."""
        return self.what in (COPY, WAS)

    @property
    def words(self) -> str:
        """What it leads to, and where: "The council's copy, on democracy.example.gov.uk"."""
        return f"{self.what}, on {self.site}"


def external_links(said: Source | None, page: int | None = None) -> list[ExternalLink]:
    """The council's copy of a paper, at a PDF page of it, and the page of its meeting: those of
    them that are told."""
    if said is None:
        return []
    day = f" of {short_date(said.meeting_date)}" if said.meeting_date else ""
    copy = _link(WAS if said.withdrawn else COPY, said.address, page)
    return [link for link in (copy, _link(f"The meeting{day}", said.meeting_address)) if link]


def safe_address(address: str | None, page: int | None = None) -> str | None:
    """An address, at a PDF page, in signs that anything can hold; None where it is none of the
    web."""
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
    return ExternalLink(what, quote(whole, KEPT, errors="replace"), site)
