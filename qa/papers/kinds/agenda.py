"""Agendas: the front sheet of a meeting, with its time, its place and its items."""

from __future__ import annotations

from qa.papers.kind import Kind, OpeningRule
from qa.papers.layout.section import Section
from qa.papers.opening import Head, Opening
from qa.papers.paper import Meeting
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
OPENING_LINES = 12  # of a head, in one of which the word stands
MAX_HEADING = 90  # characters: a longer line is a sentence


def _front_sheet(head: Head) -> Opening | None:
    lines = head.lines
    at = next((i for i, one in enumerate(lines[:OPENING_LINES]) if PHRASES["opens"].match(one)), -1)
    if at < 0 or len(lines[at]) > MAX_HEADING or PHRASES["of_an_item"].match(lines[at]):
        return None
    return Opening("agenda", Meeting())


def _always(_opened: Opening, _section: Section) -> bool:
    return True


KIND = Kind(
    name="agenda",
    words="agenda",
    plural="agendas",
    one="an agenda",
    place=1,
    own_meeting="body and day",
    openings=(OpeningRule(30, _front_sheet),),
    continues=_always,  # each of its pages may be headed "Agenda"
    file_name=PHRASES["file_name"],
    precedence=2,
    ends_at_blank_page=False,
    asked=PHRASES["asked"],
    meeting_from="paper",
    gives_meeting=True,
    item="none",
    is_front_sheet=True,
    lists_other_papers=True,
)
