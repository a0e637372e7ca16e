"""The sections of a paper: its parts, each with the meeting it belongs to and its item.

A pack holds the minutes of an earlier meeting, reports for this one, their appendices, a tracker.
Dates belong to these parts, not to the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from qa.papers.body import is_pack, meeting_of_file
from qa.papers.heads.body_name import one_name
from qa.papers.kinds import kind_of
from qa.papers.layout.running_heads import Body
from qa.papers.layout.section import Section
from qa.papers.opening import is_work_programme
from qa.papers.paper import Meeting
from qa.papers.parts import parts
from qa.papers.source import Source
from qa.papers.text import mended

# Shares of the words of two titles, of which one is a report's and one an entry of the agenda, and
# of the names of two bodies, from which on they are the same.
SAME_TITLE, SAME_BODY = 0.6, 0.75
SMALL_WORDS = {"s", "and", "the", "of"}
AGENDA_ENTRY = re.compile(r"^(?P<n>\d{1,3}[a-z]?)\.?\s+(?P<title>\S.{3,})$")
PAGE_RANGE = re.compile(r"\s*\(?(?:pages? )?\d{1,4}\s*[-–to]+\s*\d{1,4}\)?$", re.IGNORECASE)


def sections(
    bodies: tuple[Body, ...],
    file_name: str,
    title: str | None,
    source: Source | None = None,
    folder: str = "",
) -> tuple[Meeting, tuple[Section, ...]]:
    """The meeting of the paper itself, and its parts in order.

    A pack's meeting is not that of the minutes it may begin with. What the `source` says of the
    paper outranks what stands in it.
    """
    source = source or Source()
    found = list(parts(bodies, file_name))
    named = meeting_of_file(file_name, title, folder)
    own = _own_meeting(found, named, is_pack(file_name, title))
    own = _by_one_name(_outranked(own, source))
    found[:1] = [_as_published(first, source) for first in found[:1]]
    agenda = dict(_agenda_items([s for s in found if kind_of(s.document).is_front_sheet]))
    result: list[Section] = []
    before, item_before = own, None  # what a part that names none takes from the part before it
    for section in found:
        kind = kind_of(section.document)
        meeting = _meeting(section, own, before, source, first=not result)
        if kind.gives_meeting:
            before, item_before = meeting, section.item
        item = section.item
        if source.item and not result and kind.item != "none":
            item = item_before = source.item
        if kind.is_appended and item_before and result and not is_work_programme(item or ""):
            item = item_before
        meeting = _by_one_name(meeting)
        result.append(replace(section, meeting=meeting, item=_numbered(item, section, agenda)))
    return own, tuple(result)


def _own_meeting(found: list[Section], named: Meeting, pack: bool) -> Meeting:
    """The meeting of the paper itself: that of its front sheet, or else that of its first part, or
    else the one that its file, its folder or its title has `named`; for a pack, that one first."""
    front = next((s.meeting for s in found if kind_of(s.document).is_front_sheet), Meeting())
    dating = (s.meeting for s in found if kind_of(s.document).dates_paper or s is found[0])
    first = next((meeting for meeting in dating if meeting != Meeting()), Meeting())
    dated = (front, named, first) if pack else (front, first, named)
    own = next((meeting for meeting in dated if meeting.date), Meeting())
    committee = front.committee or first.committee or named.committee
    return replace(own, committee=committee)


def _by_one_name(meeting: Meeting) -> Meeting:
    """A meeting with the one name by which its body is known."""
    name = meeting.committee
    return replace(meeting, committee=one_name(name) if name else None)


def _meeting(
    section: Section, own: Meeting, before: Meeting, source: Source, *, first: bool
) -> Meeting:
    """The meeting of a section, filled up from its paper's `own` or that of the part `before`."""
    kind = kind_of(section.document)
    meeting = _spelt_like(section.meeting, own)
    if _is_of_its_source(section, source, first=first):
        meeting = _outranked(meeting, source)
    parent = own if kind.meeting_from == "paper" else before
    if kind.is_record and source.meeting_date and not source.document:
        parent = replace(
            parent, date=None, last_day=None
        )  # it is of an earlier meeting, whichever that was
    return meeting.filled_up(parent)


def _outranked(meeting: Meeting, source: Source) -> Meeting:
    """A meeting with what the source says of it in place of what the paper does."""
    committee = source.committee or meeting.committee
    if source.meeting_date in (None, meeting.date):
        return replace(meeting, committee=committee)
    return Meeting(None, committee, source.meeting_date)


def _as_published(section: Section, source: Source) -> Section:
    """The first part of a paper, of the kind and the worth that its source says."""
    document = source.document or section.document
    draft = section.draft
    if kind_of(document).is_record and source.draft is not None:
        draft = source.draft
    return replace(section, document=document, draft=draft)


def _is_of_its_source(section: Section, source: Source, *, first: bool) -> bool:
    """Whether a part is of the meeting that the source names: minutes for its agenda are those of
    an earlier one, and what is bound in behind the first part may be of any."""
    kind = kind_of(section.document)
    if kind.is_record:
        return first and source.document == kind.name
    return first or kind.is_front_sheet


def _spelt_like(meeting: Meeting, own: Meeting) -> Meeting:
    """The same body under one spelling: "Young People's Scrutiny" and "young people scrutiny"."""
    if meeting.committee and own.committee:
        a, b = _words(meeting.committee), _words(own.committee)
        if a <= b or b <= a or len(a & b) >= SAME_BODY * len(a | b):
            return replace(meeting, committee=own.committee)
    return meeting


def _words(name: str) -> set[str]:
    return set(re.findall(r"[a-z]+", mended(name).lower())) - SMALL_WORDS


def _agenda_items(agendas: list[Section]) -> Iterator[tuple[str, str]]:
    """(number, title) of the entries on front sheets. A title in capitals may wrap."""
    for section in agendas:
        lines = [line for body in section.sheets for line in body.lines]
        for line, following in zip_longest(lines, lines[1:]):
            match = AGENDA_ENTRY.match(line.text)
            if not match:
                continue
            title = match["title"]
            capitals = following and following.text.isupper() and title.isupper()
            if capitals and following.bold == line.bold:
                title = f"{title} {following.text}"
            yield match["n"], PAGE_RANGE.sub("", title).strip()


def _numbered(item: str | None, section: Section, agenda: dict[str, str]) -> str | None:
    """A report's title with its number on the agenda: from its corner, or by its title."""
    kind = kind_of(section.document)
    if kind.item != "numbered" or not item:
        return None if kind.item == "none" else item
    wanted = _words(item)
    number = section.sheets[0].item
    alike = SAME_TITLE
    for n, title in agenda.items() if not number else ():
        words = _words(title)
        share = len(words & wanted) / max(len(words), len(wanted), 1)
        if share >= alike:
            number, alike = n, share
    return f"{number}. {item}" if number and not re.match(r"\d", item) else item
