"""The web service of a ModernGov site: its committees, meetings and agendas, as records.

Dates that are asked for may be ignored by a site, so that its answers are checked against them.
"""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath
from typing import Protocol
from urllib.parse import unquote, urlencode, urlsplit
from xml.etree.ElementTree import Element

from qa.errors import SiteFailed, SiteRefused
from qa.moderngov.address import absolute_address
from qa.moderngov.records import Agenda, Committee, Item, LinkedDocument, Meeting
from qa.moderngov.service_xml import (
    clean,
    is_restricted,
    is_true,
    meeting_date,
    number_of,
    parse,
    raw_text,
    text_of,
    unescaped,
)

MAX_MEETINGS = 100_000  # in one response
MAX_DOCUMENTS = 5_000  # of one meeting
MAX_NUMBER_LENGTH = 20  # characters of an item's number
# The service needs both dates of a range, and may take dates beyond these for a mistake.
EARLIEST, LATEST = date(1990, 1, 1), date(2070, 12, 31)


class PageSource(Protocol):
    """What requests pages: a `Client`."""

    def page(self, address: str) -> bytes: ...


class Service:
    """The web service of the site at `site`, its base address.

    Each method raises what `client` raises, and `SiteFailed` where a response cannot be used.
    """

    def __init__(self, client: PageSource, site: str) -> None:
        self.client = client
        self.site = site.rstrip("/")

    def committees(self) -> list[Committee]:
        """The bodies that meet or have met, in the site's order."""
        root = self._call("GetCommittees", "list of committees", ("committees", "committee"))
        found: dict[int, Committee] = {}
        for element in root.iter("committee"):
            number, name = number_of(element, "committeeid"), text_of(element, "committeetitle")
            if number is None or not name or is_true(element, "committeedeleted"):
                continue
            category = text_of(element, "committeecategory") or None
            former = is_true(element, "committeeexpired")
            found.setdefault(number, Committee(number, name, category, former))
        return list(found.values())

    def meetings(
        self, committee: Committee, first: date | None, last: date | None
    ) -> list[Meeting]:
        """A committee's meetings from `first` to `last`, oldest first, each once. A meeting without
        a date that can be read is left out."""
        root = self._call(
            "GetMeetings",
            "list of meetings",
            ("getmeetings", "getmeetingsbydate", "meeting"),
            lCommitteeId=str(committee.id),
            sFromDate=f"{first or EARLIEST:%d/%m/%Y}",
            sToDate=f"{last or LATEST:%d/%m/%Y}",
        )
        found: dict[int, Meeting] = {}
        for n, element in enumerate(root.iter("meeting")):
            if n == MAX_MEETINGS:
                raise SiteFailed(
                    f"The site lists more than {MAX_MEETINGS} meetings of {committee.name}. Ask "
                    "for fewer years at once."
                )
            meeting = _listed_meeting(element, committee)
            if meeting and (first or date.min) <= meeting.date <= (last or date.max):
                found.setdefault(meeting.id, meeting)
        return sorted(found.values(), key=lambda meeting: (meeting.date, meeting.id))

    def agenda(self, meeting: Meeting) -> Agenda:
        """The items and documents of a meeting, and its date, time and status as they are now."""
        root, element = self._meeting_page(meeting.id)
        count = sum(1 for _ in root.iter("linkeddoc"))
        if count > MAX_DOCUMENTS:
            raise SiteFailed(
                f"The site links {count} documents to meeting {meeting.id}, and {MAX_DOCUMENTS} "
                "are read at most. Fetch what you need of it by hand."
            )
        documents, items = self._contents(root, is_restricted(element))
        now = Meeting(
            meeting.id,
            meeting.committee,
            meeting_date(element) or meeting.date,
            text_of(element, "meetingtime") or meeting.time,
            text_of(element, "meetingstatus") or meeting.status,
        )
        ids = f"CId={meeting.committee.id}&MId={meeting.id}"
        address = f"{self.site}/ieListDocuments.aspx?{ids}&Ver=4"
        return Agenda(now, address, tuple(items), tuple(documents))

    def _contents(
        self, element: Element, restricted: bool
    ) -> tuple[list[LinkedDocument], list[Item]]:
        """The documents that stand under an element itself, and the items within it. They are
        `restricted` where the element or what it stands in is."""
        documents: list[LinkedDocument] = []
        items: list[Item] = []
        for child in element:
            child_restricted = restricted or is_restricted(child)
            if child.tag == "linkeddoc":
                documents.append(self._document(child, child_restricted))
                continue
            child_documents, child_items = self._contents(child, child_restricted)
            if child.tag == "agendaitem":
                number = text_of(child, "agendaitemnumber")[:MAX_NUMBER_LENGTH].rstrip() or None
                title = text_of(child, "agendaitemtitle")
                minuted = bool(text_of(child, "minutesnonemptyhtmlbody"))
                items.append(Item(number, title, tuple(child_documents), child_restricted, minuted))
            else:
                documents += child_documents
            items += child_items
        return documents, items

    def _document(self, element: Element, restricted: bool) -> LinkedDocument:
        link = unescaped(raw_text(element, "url")).strip()
        try:
            address = absolute_address(link, self.site) if link else ""
            name = PurePosixPath(unquote(urlsplit(address).path)).name
        except (SiteRefused, ValueError):
            address = name = ""
        title = text_of(element, "title") or clean(name) or "Document"
        return LinkedDocument(address, title, restricted)

    def _meeting_page(self, meeting_id: int) -> tuple[Element, Element]:
        """The root of what the site answers about a meeting, and the element that has its date."""
        root = self._call(
            "GetMeeting", "agenda", ("meeting", "getmeeting"), lMeetingId=str(meeting_id)
        )
        element = next((e for e in root.iter() if e.find("meetingid") is not None), root)
        if number_of(element, "meetingid") != meeting_id:
            raise SiteFailed(
                f"The site answered with something else than meeting {meeting_id}. Look whether it "
                "is still on the site, and try again later."
            )
        return root, element

    def _call(self, method: str, what: str, tags: tuple[str, ...], **query: str) -> Element:
        """The root of the response to a `method` of the service.

        `what` names the response in messages. A response without any of `tags` is something else.
        """
        address = f"{self.site}/mgWebService.asmx/{method}"
        if query:
            address = f"{address}?{urlencode(query, safe='/')}"
        root = parse(self.client.page(address), what)
        if root.tag != "root" and not any(element.tag in tags for element in root.iter()):
            raise SiteFailed(
                f"The site answered with something else than its {what}. Look whether the address "
                "is that of a ModernGov site, and try again later."
            )
        return root


def _listed_meeting(element: Element, committee: Committee) -> Meeting | None:
    """A meeting of a committee as it is listed; None where it is of another, or has no date."""
    number, day = number_of(element, "meetingid"), meeting_date(element)
    of_committee = number_of(element, "committeeid") in (None, committee.id)
    if number is None or day is None or not of_committee:
        return None
    time, status = text_of(element, "meetingtime"), text_of(element, "meetingstatus")
    return Meeting(number, committee, day, time or None, status or None)
