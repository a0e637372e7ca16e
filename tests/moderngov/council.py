"""An invented council as its ModernGov site knows it: bodies, meetings, items and documents.

The records can be changed while a site shows them. `thurlbridge()` makes one of the sample papers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Literal

from pypdf import PdfReader, PdfWriter

PAPERS = Path(__file__).parents[2] / "corpus" / "thurlbridge"

Day = date  # a meeting has a `date` of its own
Kind = Literal["single", "converted", "front sheet", "minutes", "pack", "supplement"]
Form = Literal["absolute", "relative", "rooted", "elsewhere"]

# What the site calls the documents of a whole meeting: the start of the file name, as newer sites
# have it, and what follows "T=" in the address.
WHOLE: dict[Kind, tuple[str, int]] = {
    "front sheet": ("Agenda frontsheet", 0),
    "minutes": ("Printed minutes", 1),
    "pack": ("Public reports pack", 10),
}
SCRUTINY = "Adults and communities scrutiny committee"
GROUP = "Libraries & Leisure Working Group"  # the cheap one: two meetings, one small paper


@dataclass(slots=True, eq=False)
class Document:
    """A PDF. `form` is how pages link to it; with neither `etag` nor `modified` none can tell
    whether it changed."""

    id: int
    title: str
    data: bytes = field(repr=False)
    kind: Kind = "single"
    restricted: bool = False
    etag: bool = True
    modified: datetime | None = datetime(2021, 7, 5, 9, 30, tzinfo=UTC)
    name: str = ""
    form: Form = "absolute"

    def __post_init__(self) -> None:
        self.name = self.name or re.sub(r'[\\/:*?"<>|&%#]', "", self.title) + ".pdf"

    def replace(self, data: bytes) -> None:
        """Put another paper at the same address."""
        self.data = data
        if self.modified:
            self.modified += timedelta(days=1)


@dataclass(slots=True, eq=False)
class Item:
    """An item of an agenda; `minutes` is the HTML of what was minuted of it."""

    id: int
    number: str
    title: str
    documents: list[Document] = field(default_factory=list)
    restricted: bool = False
    display_allowed: bool = True
    minutes: str = ""


@dataclass(slots=True, eq=False)
class Meeting:
    """A meeting; `documents` are those of the whole: front sheet, minutes, pack, supplements."""

    id: int
    body_id: int
    date: date
    time: str = "10:00"
    status: str = "Confirmed"
    location: str = "The Council Chamber, The Guildhall, Corn Market, Thurlbridge"
    items: list[Item] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    agenda_published: bool = True
    minutes_published: bool = False
    decisions_published: bool = False

    def cancel(self) -> None:
        """Call it off; its page and papers stay."""
        self.status = "Cancelled"

    def reschedule(self, day: Day) -> None:
        """Move it to `day`."""
        self.status = f"Confirmed; Rescheduled from {self.date.day} {self.date:%B %Y}"
        self.date = day

    def withdraw(self, document: Document) -> None:
        """Take a document off the site."""
        for held in [self.documents, *(item.documents for item in self.items)]:
            held[:] = [other for other in held if other is not document]

    def add_supplement(self, id: int, title: str, data: bytes) -> Document:
        """Publish a paper that comes after the agenda."""
        self.documents.append(Document(id, title, data, "supplement"))
        return self.documents[-1]

    def all_documents(self) -> Iterator[Document]:
        """Each document once for each place where it is linked."""
        yield from self.documents
        for item in self.items:
            yield from item.documents

    def document(self, title: str) -> Document:
        """The first document of which the title holds `title`."""
        return next(document for document in self.all_documents() if title in document.title)

    def path(self, document: Document) -> str:
        """Where a document of the meeting lies under the base, as the site writes it: unquoted."""
        if document.kind == "single":
            return f"documents/s{document.id}/{document.name}"
        if document.kind == "converted":
            return f"mgConvert2PDF.aspx?ID={document.id}"
        if document.kind == "supplement":
            return f"documents/b{document.id}/{document.name}?T=9"
        return f"documents/g{self.id}/{document.name}?T={WHOLE[document.kind][1]}"

    def closed(self, document: Document) -> bool:
        """Whether only those who sign in may read a document of the meeting."""
        return document.restricted or any(
            document in item.documents and (item.restricted or not item.display_allowed)
            for item in self.items
        )


@dataclass(slots=True, eq=False)
class Body:
    """A committee, or something like one; one that `expired` meets no more."""

    id: int
    name: str
    category: str = "Committees"
    deleted: bool = False
    expired: bool = False


@dataclass(slots=True, eq=False)
class Council:
    """A council, and the ways of its site.

    `all_bodies` is the id that stands for all of them. A site that `ignores_dates` does so in
    `GetMeetings`. A `terse` one leaves out what the abbreviated samples leave out.
    """

    name: str
    bodies: list[Body]
    meetings: list[Meeting]
    all_bodies: int = 0
    ignores_dates: bool = False
    terse: bool = False

    def body(self, name: str) -> Body:
        """The body with that name."""
        return next(body for body in self.bodies if body.name == name)

    def meeting(self, id: int) -> Meeting:
        """The meeting with that id."""
        return next(meeting for meeting in self.meetings if meeting.id == id)

    def meetings_of(self, body: Body) -> list[Meeting]:
        """The meetings of a body, in the order in which they were entered."""
        return [meeting for meeting in self.meetings if meeting.body_id == body.id]

    def document(self, title: str) -> Document:
        """The first document of which the title holds `title`."""
        return next(
            document
            for meeting in self.meetings
            for document in meeting.all_documents()
            if title in document.title
        )


@cache
def cut(name: str, first: int = 1, last: int | None = None, title: str | None = None) -> bytes:
    """Pages `first` to `last` of a sample paper; the paper itself where no page is named.

    With another `title` in its properties the same words are another file.
    """
    path = PAPERS / f"{name}.pdf"
    if last is None and title is None:
        return path.read_bytes()
    cut, into = PdfWriter(), BytesIO()
    cut.append(PdfReader(path), pages=(first - 1, last or first))
    cut.add_metadata({"/Title": title or "Reports Template"})
    cut.write(into)
    return into.getvalue()


def thurlbridge() -> Council:
    """Thurlbridge and Vale Council with five bodies and two that are no more, made anew.

    Papers are the sample papers, whole or cut; nobody may read those that are restricted.
    """
    council = Council(
        "Thurlbridge and Vale Council",
        [
            Body(140, SCRUTINY, "Overview & Scrutiny"),
            Body(130, "Cabinet", "Executive"),
            Body(120, "Council", "Council"),
            Body(155, GROUP, "Working groups"),
            Body(161, "Heating Charges Task Group", expired=True),
            Body(99, "Test Committee", deleted=True),
        ],
        [*_scrutiny(), *_others()],
    )
    for meeting in council.meetings:
        body = next(body for body in council.bodies if body.id == meeting.body_id)
        for document in meeting.documents:
            if document.kind in WHOLE:
                start = WHOLE[document.kind][0]
                clock = meeting.time.replace(":", ".")
                document.name = f"{start} {meeting.date:%A %d-%b-%Y} {clock} {body.name}.pdf"
    return council


def _scrutiny() -> list[Meeting]:
    pack = f"Agenda reports pack {{}} 1000 {SCRUTINY}"
    minutes = f"Printed minutes {{}} 1000 {SCRUTINY}"
    july, september = pack.format("13072021"), pack.format("14092021")
    january, latest = pack.format("18012022"), pack.format("19092023")
    charges = Document(50101, "Heating charges: findings of the internal audit", cut(july, 5, 7))
    waiting = Document(50203, "Waiting times in adult social care", cut(september, 15, 17))
    return [
        Meeting(
            4101,
            140,
            date(2021, 7, 13),
            minutes_published=True,
            items=[
                Item(9001, "1.", "Apologies for absence"),
                Item(
                    9002,
                    "7.",
                    "Heating charges in sheltered housing: findings of the internal audit",
                    [
                        charges,
                        Document(50102, "Exempt appendix: sums claimed", b"", restricted=True),
                        charges,
                    ],
                    minutes="<p>The committee considered a report.</p>",
                ),
                Item(
                    9003,
                    "8.",
                    "Thurlbridge Leisure Centre: condition of the pool hall roof",
                    [Document(50103, "Pool hall roof", cut(july, 8, 9), form="relative")],
                ),
                Item(
                    9004,
                    "9.",
                    "Work programme",
                    [
                        Document(50104, "Work programme 2021/22", cut(july, 10, 10), form="rooted"),
                        charges,
                    ],
                ),
            ],
            documents=[
                Document(60101, "Agenda frontsheet", cut(july, 1, 4), "front sheet"),
                Document(60102, "Public reports pack", cut(july), "pack"),
                Document(
                    60103,
                    "Printed minutes",
                    cut(minutes.format("13072021")),
                    "minutes",
                    form="relative",
                ),
            ],
        ),
        Meeting(
            4102,
            140,
            date(2021, 9, 14),
            minutes_published=True,
            items=[
                Item(
                    9011,
                    "14.",
                    "Minutes",
                    [Document(50201, "Minutes of the previous meeting", cut(september, 5, 10))],
                ),
                Item(
                    9012,
                    "16.",
                    "Heating charges: repayment & options for a process of reconciliation",
                    [
                        Document(
                            50202,
                            "Repayment & options for a process of reconciliation",
                            cut(september, 11, 14),
                            etag=False,
                        )
                    ],
                ),
                Item(9013, "17.", "Waiting times in adult social care", [waiting]),
                Item(
                    9014,
                    "20.",
                    "Claims against the heating contractor",
                    [Document(50204, "Claims against the contractor", b"")],
                    restricted=True,
                ),
                Item(
                    9015,
                    "",
                    "Briefing for members",
                    [Document(50205, "Briefing for members", b"")],
                    display_allowed=False,
                ),
            ],
            documents=[
                Document(60201, "Agenda frontsheet", cut(september, 1, 4), "front sheet"),
                Document(60202, "Public reports pack", cut(september), "pack"),
                Document(60203, "Printed minutes", cut(january, 5, 8), "minutes"),
                Document(
                    60204,
                    "Supplementary pack: waiting times in adult social care",
                    cut(september, 15, 17, "Supplement"),  # the words of a single paper
                    "supplement",
                ),
            ],
        ),
        Meeting(  # a pack and no single papers, and a supplement that says what the pack does not
            4103,
            140,
            date(2022, 1, 18),
            location="Hexley Town Hall, Market Street, Hexley",
            items=[
                Item(9021, "23.", "Minutes"),
                Item(9022, "26.", "Executive response on heating charges"),
                Item(9023, "27.", "Libraries: consultation on opening hours"),
            ],
            documents=[
                Document(60301, "Public reports pack", cut(january), "pack"),
                Document(
                    60302,
                    "Supplementary pack: executive response",
                    cut("Appendix 1"),
                    "supplement",
                    form="relative",
                ),
            ],
        ),
        Meeting(
            4104,
            140,
            date(2022, 7, 12),
            minutes_published=True,
            items=[Item(9031, "49.", "Libraries: outcome of consultation")],
            documents=[
                Document(60401, "Printed minutes", cut(minutes.format("12072022")), "minutes")
            ],
        ),
        Meeting(4105, 140, date(2022, 9, 13), status="Cancelled", agenda_published=False),
        Meeting(
            4106,
            140,
            date(2023, 9, 19),
            status="Confirmed; Rescheduled from 12 September 2023",
            minutes_published=True,
            items=[
                Item(
                    9041,
                    "3.",
                    "Minutes of the Previous Meeting",
                    [Document(50601, "Minutes", cut(latest, 4, 5), "converted")],
                ),
                Item(
                    9042,
                    "5.",
                    "Reconciliation process: first report of the independent chair",
                    [
                        Document(50602, "Reconciliation process", cut(latest, 7, 8)),
                        Document(50603, "Appendix 1 – First report", cut(latest, 9, 10)),
                    ],
                ),
                Item(
                    9043,
                    "6.",
                    "Thurlbridge Leisure Centre: first year since reopening",
                    [Document(50604, "First year since reopening", cut(latest, 12, 13))],
                ),
            ],
            documents=[
                Document(60601, "Agenda frontsheet", cut(latest, 1, 3), "front sheet"),
                Document(60602, "Public reports pack", cut(latest), "pack"),
                Document(60603, "Printed minutes", cut(minutes.format("19092023")), "minutes"),
            ],
        ),
        Meeting(4107, 140, date(2023, 11, 14), status="Provisional", agenda_published=False),
    ]


def _others() -> list[Meeting]:
    budget = Document(
        50701,
        "Revenue Budget & Council Tax 2023-24",
        cut("Council Report - Revenue Budget and Council Tax 2023-24 FINAL"),
    )
    return [
        Meeting(
            4201,
            130,
            date(2021, 11, 9),
            "14:30",
            location="The Mayor’s Parlour, The Guildhall, Thurlbridge",
            minutes_published=True,
            decisions_published=True,
            documents=[
                Document(
                    60501,
                    "Printed minutes",
                    cut("Printed minutes 09th-Nov-2021 14.30 Cabinet"),
                    "minutes",
                )
            ],
        ),
        Meeting(
            4301,
            120,
            date(2023, 2, 23),
            "10:30",
            "Confirmed; Budget Council",
            minutes_published=True,
            items=[Item(9051, "8", "Revenue Budget & Council Tax 2023/24", [budget, budget])],
            documents=[
                Document(
                    60701,
                    "Budget amendments",
                    cut("Budget Amendments 23rd-Feb-2023 10.30 Council"),
                    "supplement",
                ),
                Document(
                    60702,
                    "Printed minutes",
                    cut("Printed minutes 23rd-Feb-2023 10.30 Full Council"),
                    "minutes",
                ),
            ],
        ),
        Meeting(
            4302,
            120,
            date(2023, 7, 13),
            "10:30",
            items=[
                Item(
                    9061,
                    "6",
                    "Questions",
                    [
                        Document(
                            50801,
                            "Questions put and answers given",
                            cut("Questions put and answers given - July 2023"),
                            form="elsewhere",
                        )
                    ],
                )
            ],
        ),
        Meeting(
            4401,
            155,
            date(2022, 5, 3),
            "18:30",
            location="Hexley Library",
            items=[
                Item(
                    9071,
                    "2",
                    "Libraries: plan for the changes",
                    [Document(50901, "Plan for the changes 2022/23", cut("Appendix 2"))],
                )
            ],
        ),
        Meeting(4402, 155, date(2022, 6, 7), "18:30", "Cancelled", agenda_published=False),
        Meeting(
            4501,
            161,
            date(2023, 6, 13),
            items=[
                Item(
                    9081,
                    "3",
                    "Schedule of recommendations & actions",
                    [
                        Document(
                            51001,
                            "Schedule of recommendations",
                            cut("Schedule of recommendations and actions"),
                        )
                    ],
                )
            ],
        ),
        Meeting(
            4901,
            99,
            date(2021, 7, 13),
            items=[Item(9091, "1", "Test", [Document(51101, "Test", cut("Appendix 1"))])],
        ),
    ]
