"""A paper cut into its parts: each with its kind, the meeting it belongs to, and its item.

A pack holds the minutes of an earlier meeting, reports for this one, their appendices, a tracker.
Dates belong to these parts, not to the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from qa.papers.body import meeting_of_file, tidy, without_ending
from qa.papers.dates import month_in
from qa.papers.document import Document
from qa.papers.kinds import KINDS, kind_by_file_name, kind_of, opening
from qa.papers.layout.block import body_size
from qa.papers.layout.running_heads import Body
from qa.papers.layout.section import Section
from qa.papers.opening import Opening, is_work_programme
from qa.papers.paper import Meeting
from qa.papers.source import Source
from qa.papers.text import mended

# An amendment or motion is what somebody proposes, whatever became of it.
PROPOSAL = re.compile(r"\b(?:amendments?|motions?|proposed)\b", re.IGNORECASE)
# A line by itself among the first of a part.
DRAFT = re.compile(r"draft(?: (?:document|report|minutes|v\S+))?", re.IGNORECASE)
DRAFT_LINES = 12
ALIKE = 0.6  # a report's title and an entry of the agenda that share so many of their words
# A page of a report that begins in type so much larger than its text is the first of something
# bound in behind it.
TITLE_SIZE = 1.8
AGENDA_ENTRY = re.compile(r"^(?P<n>\d{1,3}[a-z]?)\.?\s+(?P<title>\S.{3,})$")
PAGE_RANGE = re.compile(r"\s*\(?(?:pages? )?\d{1,4}\s*[-–to]+\s*\d{1,4}\)?$", re.IGNORECASE)


def sections(
    bodies: tuple[Body, ...], file_name: str, title: str | None, source: Source | None = None
) -> tuple[Meeting, tuple[Section, ...]]:
    """The meeting of the paper itself, and its parts in order.

    A pack's meeting is not that of the minutes it may begin with. The first part's kind falls back
    on the file's name. What the `source` says of the paper outranks what stands in it.
    """
    source = source or Source()
    named = meeting_of_file(file_name, title)
    found = list(_cut(bodies, file_name))
    own = _outranked(_own_meeting(found, named), source)
    found[:1] = [_as_published(first, source) for first in found[:1]]
    agenda = dict(_agenda_items([s for s in found if kind_of(s.document).is_front_sheet]))
    result: list[Section] = []
    carried = own
    carried_item: str | None = None
    for section in found:
        kind = kind_of(section.document)
        meeting = _spelt_like(section.meeting, own)
        if _is_of_its_source(section, source, first=not result):
            meeting = _outranked(meeting, source)
        parent = own if kind.meeting_from == "paper" else carried
        if kind.is_record and source.meeting_date and not source.document:
            parent = replace(parent, date=None)  # of an earlier meeting, whichever that was
        meeting = _filled(meeting, parent)
        if kind.gives_meeting:
            carried, carried_item = meeting, section.item
        item = section.item
        if source.item and not result and kind.item != "none":
            item = carried_item = source.item
        if kind.is_appended and carried_item and result and not is_work_programme(item or ""):
            item = carried_item
        result.append(replace(section, meeting=meeting, item=_numbered(item, section, agenda)))
    return own, tuple(result)


def _cut(bodies: tuple[Body, ...], file_name: str) -> Iterator[Section]:
    current: Section | None = None
    large = TITLE_SIZE * body_size(bodies)
    reported = False
    blank = ended = False
    for body in bodies:
        lines = [line.text for line in body.lines]
        opened = opening(lines, current is None)
        if opened and reported and kind_of(opened.document).is_front_sheet:
            opened = None  # "Agenda …" at the head of a page in the middle of a report
        if opened and current and _continues(opened, current):
            opened = None
        if opened and kind_of(opened.document).is_record:
            opened = _with_file_month(opened, file_name)
        starts = current is None or opened is not None
        if current and not starts and not body.blank:
            kind = kind_of(current.document)
            starts = ended or (blank and kind.ends_at_blank_page)
            starts = starts or (kind.ends_at_large_type and body.lines[0].size > large)
        if starts:
            if current:
                yield current
            current = _section(body, opened, file_name, current)
        else:
            assert current is not None
            current = replace(current, sheets=(*current.sheets, body))
        kind = kind_of(current.document)
        reported = reported or kind.is_substance
        ended = kind.ends_at is not None and any(map(kind.ends_at.match, lines))
        blank = body.blank
    if current:
        yield current


def _continues(opened: Opening, current: Section) -> bool:
    """Whether a page that opens a kind of section goes on with the section of that kind at hand."""
    return opened.document == current.document and kind_of(opened.document).continues(
        opened, current
    )


def _section(body: Body, opened: Opening | None, file_name: str, before: Section | None) -> Section:
    opened = opened or Opening(_default(file_name, before), Meeting())
    kind = kind_of(opened.document)
    title = opened.title
    if not before and kind.is_titled_by_file and not title:
        title = tidy(without_ending(file_name))
    draft = opened.draft or any(DRAFT.fullmatch(line.text) for line in body.lines[:DRAFT_LINES])
    head = " ".join(line.text for line in body.lines[:4])
    if before:
        proposal = before.proposal and kind.continues_proposal
    else:
        proposal = kind.may_propose and bool(PROPOSAL.search(f"{file_name} {head}"))
    proposal = proposal or kind.proposes
    return Section(kind.name, opened.meeting, (body,), title, draft, proposal)


def _default(file_name: str, before: Section | None) -> Document:
    """The kind of a part that does not say its own: by its file's name, or bound in behind."""
    if before:
        return next(kind.name for kind in KINDS if kind.is_default_of_section)
    return kind_by_file_name(without_ending(file_name)).name


def _with_file_month(opened: Opening, file_name: str) -> Opening:
    """Minutes whose printed date has another month or year than their file name: a slip.

    "feb25m.pdf" headed "12 February 2026" is of 2025: the name was given for the website's list.
    """
    month, day = month_in(file_name), opened.meeting.date
    if not month or not day or (day.year, day.month) == month:
        return opened
    try:
        mended_day = day.replace(year=month[0], month=month[1])
    except ValueError:
        return opened
    return replace(opened, meeting=replace(opened.meeting, date=mended_day))


def _own_meeting(found: list[Section], named: Meeting) -> Meeting:
    """The meeting of the paper itself: its front sheet's, else the file's or title's, else that
    of its first part."""
    front = next((s.meeting for s in found if kind_of(s.document).is_front_sheet), None)
    first = next((s.meeting for s in found if kind_of(s.document).dates_paper), None)
    committee = (front and front.committee) or (first and first.committee) or named.committee
    day = (front and front.date) or named.date or (first and first.date)
    return Meeting(None, committee or None, day or None)


def _outranked(meeting: Meeting, source: Source) -> Meeting:
    """A meeting with what the source says of it in place of what the paper does."""
    committee = source.committee or meeting.committee
    return Meeting(None, committee, source.meeting_date or meeting.date)


def _as_published(section: Section, source: Source) -> Section:
    """The first part of a paper, of the kind and the worth that its source says."""
    document = source.document or section.document
    draft = section.draft
    if kind_of(document).is_record and source.draft is not None:
        draft = source.draft
    return replace(section, document=document, draft=draft)


def _is_of_its_source(section: Section, source: Source, first: bool) -> bool:
    """Whether a part is of the meeting that the source names: minutes for its agenda are those of
    an earlier one, and what is bound in behind the first part may be of any."""
    kind = kind_of(section.document)
    if kind.is_record:
        return first and source.document == kind.name
    return first or kind.is_front_sheet


def _filled(meeting: Meeting, parent: Meeting) -> Meeting:
    return Meeting(None, meeting.committee or parent.committee, meeting.date or parent.date)


def _spelt_like(meeting: Meeting, own: Meeting) -> Meeting:
    """The same body under one spelling: "Young People's Scrutiny" and "young people scrutiny"."""
    if meeting.committee and own.committee:
        a, b = _tokens(meeting.committee), _tokens(own.committee)
        if a <= b or b <= a or len(a & b) >= 0.75 * len(a | b):
            return replace(meeting, committee=own.committee)
    return meeting


def _tokens(name: str) -> set[str]:
    return {
        w for w in re.findall(r"[a-z]+", mended(name).lower()) if w not in ("s", "and", "the", "of")
    }


def _agenda_items(agendas: list[Section]) -> Iterator[tuple[str, str]]:
    """(number, title) of the entries on the front sheet."""
    for section in agendas:
        lines = [line for body in section.sheets for line in body.lines]
        for line, following in zip_longest(lines, lines[1:]):
            match = AGENDA_ENTRY.match(line.text)
            if not match:
                continue
            title = match["title"]
            if (
                following
                and following.bold == line.bold
                and following.text.isupper()
                and title.isupper()
            ):
                title = f"{title} {following.text}"
            yield match["n"], PAGE_RANGE.sub("", title).strip()


def _numbered(item: str | None, section: Section, agenda: dict[str, str]) -> str | None:
    """A report's title with its number on the agenda: from its corner, or by its title."""
    kind = kind_of(section.document)
    if kind.item != "numbered" or not item:
        return None if kind.item == "none" else item
    wanted = _tokens(item)
    number = section.sheets[0].item
    alike = ALIKE
    for n, title in agenda.items() if not number else ():
        tokens = _tokens(title)
        share = len(tokens & wanted) / max(len(tokens), len(wanted), 1)
        if share >= alike:
            number, alike = n, share
    return f"{number}. {item}" if number and not re.match(r"\d", item) else item
