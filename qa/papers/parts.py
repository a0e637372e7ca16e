"""Where each part of a paper begins: a front sheet, minutes, a report, its appendices, a letter.

A part begins with a page that opens like one (`qa.papers.kinds`), or where the part before it is
over: behind a blank page, after the end of a letter, at a page that begins in far larger type.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qa.papers.body import tidy
from qa.papers.dates import month_in
from qa.papers.document import Document
from qa.papers.file_name import without_ending
from qa.papers.kinds import KINDS, kind_by_file_name, kind_of, opening
from qa.papers.layout.block import body_size
from qa.papers.layout.running_heads import Body
from qa.papers.layout.section import Section
from qa.papers.opening import Opening
from qa.papers.pages.sheet import Line
from qa.papers.paper import Meeting
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
DRAFT_LINES, TITLE_LINES = 12, 4  # of the first page of a part
STAMP_WORDS = 4  # a text box laid over a page that has more words is a remark
# A page whose first line is so many times larger than the text of the paper begins another part.
TITLE_SIZE = 1.8


def parts(bodies: tuple[Body, ...], file_name: str) -> Iterator[Section]:
    """The parts of a paper in order, each with the meeting that it names itself.

    The kind of the first falls back on the name of the file.
    """
    cutter = _Cutter(file_name, large=TITLE_SIZE * body_size(bodies))
    for body in bodies:
        if ended := cutter.take(body):
            yield ended
    if cutter.part:
        yield cutter.part


class _Cutter:
    """Takes the pages of a paper one after another, and knows the part that is at hand."""

    def __init__(self, file_name: str, large: float) -> None:
        self.part: Section | None = None
        self._file_name = file_name
        self._large = large  # size of type in points
        self._past_front = False  # whether there was minutes or a report
        self._after_blank = False
        self._after_end = False

    def take(self, body: Body) -> Section | None:
        """Put a page into the part at hand, or begin another: then the part that ended."""
        opened = self._opened(body)
        ended = None
        if self.part and not opened and not self._is_over(self.part, body):
            self.part = replace(self.part, sheets=(*self.part.sheets, body))
        else:
            ended, self.part = self.part, self._begin(body, opened)
        kind = kind_of(self.part.document)
        self._past_front = self._past_front or kind.is_substance
        self._after_end = kind.ends_at is not None and any(
            kind.ends_at.match(line.text) for line in body.lines
        )
        self._after_blank = body.blank
        return ended

    def _opened(self, body: Body) -> Opening | None:
        """How a page opens another part; None where it does not."""
        named = None if self.part else self._default()
        opened = opening([line.text for line in body.lines], named)
        if not opened:
            return None
        if not self.part and not opened.meeting.date:
            opened = _with_running_heads(opened, body)
        kind = kind_of(opened.document)
        if self._past_front and kind.is_front_sheet:
            return None  # a report whose page is headed "Agenda …"
        if self.part and self.part.document == kind.name and kind.continues(opened, self.part):
            return None
        return _with_file_month(opened, self._file_name) if kind.is_record else opened

    def _is_over(self, part: Section, body: Body) -> bool:
        """Whether the part at hand ended before a page that does not open like another."""
        if body.blank:
            return False
        kind = kind_of(part.document)
        return (
            self._after_end
            or (self._after_blank and kind.ends_at_blank_page)
            or (kind.ends_at_large_type and body.lines[0].size > self._large)
        )

    def _begin(self, body: Body, opened: Opening | None) -> Section:
        opened = opened or Opening(self._default(), Meeting())
        kind = kind_of(opened.document)
        title = opened.title
        if not self.part and kind.is_titled_by_file and not title:
            title = tidy(without_ending(self._file_name))
        draft = any(PHRASES["draft"].fullmatch(line.text) for line in body.lines[:DRAFT_LINES])
        draft = draft or any(
            (line.is_aslant or _is_stamp(line)) and PHRASES["draft_across"].search(line.text)
            for line in body.sheet.lines
        )
        if self.part:
            proposal = self.part.proposal and kind.continues_proposal
        else:
            head = " ".join(line.text for line in body.lines[:TITLE_LINES])
            title_and_name = f"{self._file_name} {head}"
            proposal = kind.may_propose and bool(PHRASES["proposal"].search(title_and_name))
        return Section(
            kind.name,
            opened.meeting,
            (body,),
            title,
            opened.draft or draft,
            proposal or kind.proposes,
        )

    def _default(self) -> Document:
        """The kind of a part that does not say its own."""
        if self.part:
            return next(kind.name for kind in KINDS if kind.is_default_of_section)
        return kind_by_file_name(without_ending(self._file_name)).name


def _with_running_heads(opened: Opening, body: Body) -> Opening:
    """The first part of a paper, with the meeting that its running heads name."""
    again = opening([line.text for line in body.sheet.lines], opened.document)
    if not again or again.document != opened.document:
        return opened
    committee = opened.meeting.committee or again.meeting.committee
    return replace(opened, meeting=replace(again.meeting, committee=committee))


def _is_stamp(line: Line) -> bool:
    return line.stamped and len(line.text.split()) <= STAMP_WORDS


def _with_file_month(opened: Opening, file_name: str) -> Opening:
    """A record whose date is in another month or year than its file name says: a slip.

    "feb25m.pdf" headed "12 February 2026" is of 2025: whoever lists minutes on a website gives the
    name, beside others in order.
    """
    month, day = month_in(file_name), opened.meeting.date
    if not month or not day or (day.year, day.month) == month:
        return opened
    try:
        mended_day = day.replace(year=month[0], month=month[1])
    except ValueError:
        return opened
    return replace(opened, meeting=replace(opened.meeting, date=mended_day, last_day=None))
