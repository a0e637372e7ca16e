"""A ModernGov site's web service: its XML, read into records.

What comes is not to be trusted: text is escaped twice, dates that were asked for are ignored,
elements are missing or new, and a sign-in page may stand where XML should.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath
from typing import Protocol
from urllib.parse import unquote, urlencode, urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from qa.errors import SiteFailed, SiteRefused
from qa.library.uploads import INVISIBLE
from qa.moderngov.address import absolute
from qa.moderngov.records import Agenda, Committee, Item, Linked, Meeting

MEETINGS = 100_000  # that one answer may list
DOCUMENTS = 5_000  # that one meeting may have
DEEPEST = 50  # elements within each other; true answers have eight
LONGEST = 300  # characters of a text
LONGEST_NUMBER = 20  # characters of an item's number
UNESCAPED = 3  # times: twice is common
# The service wants both days. What lies beyond these it may take for a mistake.
FIRST, LAST = date(1990, 1, 1), date(2070, 12, 31)
DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)", re.ASCII)
PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
HEAD = 1000  # bytes in which a web page shows itself
# Control characters, which .NET writes into XML though XML has none.
UNSOUND = re.compile(
    rb"&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));", re.IGNORECASE
)
BOM = b"\xef\xbb\xbf"
# How .NET and what came before it write these; anything else is taken for the more careful one.
YES, NO = ("true", "1", "-1", "yes"), ("false", "0", "no")


class Asking(Protocol):
    """What asks a site: a `Client`."""

    def page(self, address: str) -> bytes: ...


class Service:
    """The web service of the site at `site`, its base address. All of it raises what `client`
    raises, and `SiteFailed` where an answer cannot be used."""

    def __init__(self, client: Asking, site: str) -> None:
        self.client = client
        self.site = site.rstrip("/")

    def committees(self) -> list[Committee]:
        """The bodies that meet or have met, in the site's order."""
        root = self._asked("GetCommittees", "list of committees", ("committees", "committee"))
        found: dict[int, Committee] = {}
        for element in root.iter("committee"):
            number, name = _number(element, "committeeid"), _text(element, "committeetitle")
            if number is None or not name or _flag(element, "committeedeleted"):
                continue
            category = _text(element, "committeecategory") or None
            former = _flag(element, "committeeexpired")
            found.setdefault(number, Committee(number, name, category, former))
        return list(found.values())

    def meetings(
        self, committee: Committee, first: date | None, last: date | None
    ) -> list[Meeting]:
        """A committee's meetings from `first` to `last`, oldest first, each once. One without a
        date that can be read is left out."""
        root = self._asked(
            "GetMeetings",
            "list of meetings",
            ("getmeetings", "getmeetingsbydate", "meeting"),
            lCommitteeId=str(committee.id),
            sFromDate=f"{first or FIRST:%d/%m/%Y}",
            sToDate=f"{last or LAST:%d/%m/%Y}",
        )
        found: dict[int, Meeting] = {}
        for n, element in enumerate(root.iter("meeting")):
            if n == MEETINGS:
                raise SiteFailed(
                    f"The site lists more than {MEETINGS} meetings of {committee.name}. Ask for "
                    "fewer years at once."
                )
            number, day = _number(element, "meetingid"), _day(element)
            of = _number(element, "committeeid")
            if number is None or day is None or of not in (None, committee.id):
                continue
            if (first or date.min) <= day <= (last or date.max):
                time, status = _text(element, "meetingtime"), _text(element, "meetingstatus")
                found.setdefault(
                    number, Meeting(number, committee, day, time or None, status or None)
                )
        return sorted(found.values(), key=lambda meeting: (meeting.date, meeting.id))

    def agenda(self, meeting: Meeting) -> Agenda:
        """What the page of a meeting has, and when it is as things stand now. A document of which
        the address cannot be used has the address ""."""
        root, element = self._meeting(meeting.id)
        count = sum(1 for _ in root.iter("linkeddoc"))
        if count > DOCUMENTS:
            raise SiteFailed(
                f"The site links {count} documents to meeting {meeting.id}, and {DOCUMENTS} are "
                "read at most. Fetch what you need of it by hand."
            )
        documents, items = self._parts(root, _restricted(element))
        now = Meeting(
            meeting.id,
            meeting.committee,
            _day(element) or meeting.date,
            _text(element, "meetingtime") or meeting.time,
            _text(element, "meetingstatus") or meeting.status,
        )
        ids = f"CId={meeting.committee.id}&MId={meeting.id}"
        address = f"{self.site}/ieListDocuments.aspx?{ids}&Ver=4"
        return Agenda(now, address, tuple(items), tuple(documents))

    def _parts(self, element: Element, restricted: bool) -> tuple[list[Linked], list[Item]]:
        """The documents that stand under an element itself, and the items within it."""
        documents: list[Linked] = []
        items: list[Item] = []
        for child in element:
            closed = restricted or _restricted(child)
            if child.tag == "linkeddoc":
                documents.append(self._linked(child, closed))
                continue
            own, within = self._parts(child, closed)
            if child.tag == "agendaitem":
                number = _text(child, "agendaitemnumber")[:LONGEST_NUMBER].rstrip() or None
                title = _text(child, "agendaitemtitle")
                items.append(Item(number, title, tuple(own), closed))
            else:
                documents += own
            items += within
        return documents, items

    def _linked(self, element: Element, restricted: bool) -> Linked:
        link = _unescaped(_raw(element, "url")).strip()
        try:
            address = absolute(link, self.site) if link else ""
            name = PurePosixPath(unquote(urlsplit(address).path)).name
        except (SiteRefused, ValueError):
            address = name = ""
        return Linked(address, _text(element, "title") or _clean(name) or "Document", restricted)

    def _meeting(self, meeting_id: int) -> tuple[Element, Element]:
        """The root of what the site says of a meeting, and the element that has its day."""
        root = self._asked(
            "GetMeeting", "agenda", ("meeting", "getmeeting"), lMeetingId=str(meeting_id)
        )
        element = next((e for e in root.iter() if e.find("meetingid") is not None), root)
        if _number(element, "meetingid") != meeting_id:
            raise SiteFailed(
                f"The site answered with something else than meeting {meeting_id}. Look whether it "
                "is still on the site, and try again later."
            )
        return root, element

    def _asked(self, method: str, what: str, tags: tuple[str, ...], **query: str) -> Element:
        """The root of what the site answers. `what` names that in messages; an answer that has
        none of `tags` is no such thing."""
        address = f"{self.site}/mgWebService.asmx/{method}"
        if query:
            address = f"{address}?{urlencode(query, safe='/')}"
        root = _parsed(self.client.page(address), what)
        if root.tag != "root" and not any(element.tag in tags for element in root.iter()):
            raise SiteFailed(
                f"The site answered with something else than its {what}. Look whether the address "
                "is that of a ModernGov site, and try again later."
            )
        return root


def _parsed(body: bytes, what: str) -> Element:
    """An answer as elements, their names in small letters and without namespaces."""
    if PAGE.match(body.removeprefix(BOM)[:HEAD]):
        raise SiteFailed(
            f"The site answered with a web page where its {what} should be. Look at the address in "
            "a browser: it may ask to sign in, or be closed for work. Try again later."
        )
    try:
        root: Element = fromstring(UNSOUND.sub(b"", body.removeprefix(BOM).lstrip()))
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise SiteFailed(
            f"The site's {what} cannot be read: it is not sound XML. Try again later."
        ) from error
    _check_depth(root, what)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2].lower()
    return root


def _check_depth(root: Element, what: str) -> None:
    level = [root]
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
    if level:
        raise SiteFailed(
            f"The site's {what} cannot be read: its parts lie too deep within each other. Try "
            "again later."
        )


def _raw(element: Element, name: str) -> str:
    """The text of the first child of that name; "" where there is none."""
    child = element.find(name)
    return "" if child is None else "".join(child.itertext())


def _text(element: Element, name: str) -> str:
    return _clean(_unescaped(_raw(element, name)[: LONGEST * 10]))


def _unescaped(text: str) -> str:
    for _ in range(UNESCAPED):
        text, before = html.unescape(text), text
        if text == before:
            break
    return text


def _clean(text: str) -> str:
    visible: Iterator[str] = (
        c for c in text if c.isspace() or unicodedata.category(c) not in INVISIBLE
    )
    return " ".join("".join(visible).split())[:LONGEST].rstrip()


def _number(element: Element, name: str) -> int | None:
    text = _text(element, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _day(element: Element) -> date | None:
    match = DAY.match(_text(element, "meetingdate"))
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None


def _flag(element: Element, name: str) -> bool:
    return _text(element, name).lower() in YES


def _restricted(element: Element) -> bool:
    """Whether an element says that it is not for the public, or says it so that none can tell."""
    return _text(element, "isrestricted").lower() not in ("", *NO) or _text(
        element, "isdisplayallowed"
    ).lower() not in ("", *YES)
