"""The records that a paper becomes: pages, passages and problems.

The library, the answers and the pages of the web are made of these. They hold only what stands on
the page, where it stands, and which meeting it belongs to.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from qa.papers.attachment import Attachment
from qa.papers.document import Document
from qa.papers.file_name import Form
from qa.papers.register import Asked, Resolution
from qa.papers.source import Source

Standing = Literal["decided", "proposed", "recorded", "answered", "draft"]
# The kinds of steps of a story.
StepKind = Literal[
    "raised",
    "recommended",
    "accepted",
    "rejected",
    "refused",
    "withdrawn",
    "deferred",
    "progress",
    "delayed",
    "completed",
    "superseded",
]

# What may be wrong with pages, or with a whole paper: they cannot be read; a fault of this program
# kept them, or something of them, from being read; they are pictures without text; their text was
# read from a picture; they have words that nobody sees, which were not read; there are files
# attached. They are not for the public and held back: for they are marked so, because whoever keeps
# the library shut them out, or until somebody has looked. Or they are marked and were let in all
# the same, by a setting, or by name.
ProblemKind = Literal[
    "unread",
    "fault",
    "no text",
    "ocr",
    "hidden",
    "attached",
    "exempt",
    "shut out",
    "waiting",
    "let in",
    "released",
]

HELD_KINDS: tuple[ProblemKind, ...] = ("exempt", "shut out", "waiting")

STANDINGS: tuple[Standing, ...] = get_args(Standing)


MeetingPart = Literal["council", "committee", "date"]


@dataclass(frozen=True, slots=True)
class Meeting:
    """Who met and when, as far as the paper says it; None otherwise.

    A meeting of several days, or one that was adjourned to another, has the first as its `date` and
    the last as its `last_day`. `inferred` are the parts that the paper itself does not say, each
    with the name of the paper beside it that does, or "" where many do.
    """

    council: str | None = None
    committee: str | None = None
    date: date | None = None
    last_day: datetime.date | None = None
    inferred: tuple[tuple[MeetingPart, str], ...] = ()

    def filled_up(self, other: Meeting) -> Meeting:
        """This meeting, with what it lacks taken from another."""
        dated = self if self.date else other
        council, committee = self.council or other.council, self.committee or other.committee
        return Meeting(council, committee, dated.date, dated.last_day)

    def is_elsewhere(self, other: Meeting) -> bool:
        """Whether two meetings are of different councils, as far as papers say whose they are."""
        return bool(self.council and other.council) and self.council != other.council


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: `number` counts from 1, `printed` is the number on the sheet, if it has one."""

    number: int
    printed: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Header:
    """The row, or rows, that name the columns of a table, word for word. They stand in the passage
    at the index `passage` of their paper; None where that is the passage of the rows itself."""

    text: str
    passage: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Some 60 to 200 words that belong together, word for word, with all that a citation needs.

    `text` stands on PDF pages `page` to `page_end`. `context` is searched with the passage but
    never quoted, since it does not stand there: the header of a table that began a page before,
    say. `breaks` are the offsets in `text` at which pages after `page` begin, so that a quote can
    be cited by the very page it stands on. `terms` are pairs of an abbreviation and its meaning, of
    which the passage has only one; the paper explains them. `ocr` says that some of the words were
    read from a picture, and may be misread. In a paper without pages, whose text flows, `page`
    counts where the writer broke the page, and `paragraphs` are the offsets in `text` at which
    paragraphs begin, each with its number in the paper, from 1. `header` is that of the table whose
    rows the passage has. `ends` are the offsets in `text` at which a printed line ends although
    the next word had room; they tell the registers where something else begins, and are not kept.
    """

    text: str
    page: int
    page_end: int
    printed_page: str | None
    meeting: Meeting
    published_with: date | None
    document: Document
    standing: Standing
    item: str | None = None
    section: str | None = None
    context: str = ""
    breaks: tuple[int, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    ocr: bool = False
    paragraphs: tuple[tuple[int, int], ...] = ()
    header: Header | None = None
    ends: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a paper (or with some of its pages) and what a clerk can do about it."""

    kind: ProblemKind
    reason: str
    remedy: str
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that was read. `meeting` is that of the paper itself; its passages may record others.

    The words of its `resolutions` and `asked` stand in its passages. `source` is what the site that
    published it says of it, if anything; `status` what its first page says of its meeting, where
    that was cancelled or the like. `attached` are the files within it that may be read as papers of
    their own.
    """

    name: str
    title: str | None
    meeting: Meeting
    document: Document
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    asked: tuple[Asked, ...] = ()
    source: Source | None = None
    form: Form = "pdf"
    attached: tuple[Attachment, ...] = ()
    status: str | None = None
