"""Appendices, and whatever else is bound in behind a report without saying what it is."""

from __future__ import annotations

from qa.papers.kind import Kind, OpeningRule
from qa.papers.layout.section import Section
from qa.papers.opening import Head, Opening, is_work_programme
from qa.papers.paper import Meeting
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
MAX_HEADING = 90  # characters: a longer line is a sentence


def _work_programme(head: Head) -> Opening | None:
    """The plan of a committee's coming business, which is bound in under a heading of its own."""
    first = head.lines[0] if head.lines else ""
    if head.first_of_file or not is_work_programme(first) or len(first) >= MAX_HEADING:
        return None
    return Opening("appendix", Meeting(), first)


def _labelled(head: Head) -> Opening | None:
    return Opening("appendix", Meeting(), head.lines[0]) if head.is_appendix else None


def _same_title(opened: Opening, section: Section) -> bool:
    """Whether the title of an appendix stands at the head of each of its pages."""
    return opened.title is not None and opened.title == section.item


KIND = Kind(
    name="appendix",
    words="appendix",
    plural="appendices",
    one="an appendix",
    place=4,
    titled_by_kind=True,
    openings=(OpeningRule(60, _work_programme), OpeningRule(110, _labelled)),
    continues=_same_title,
    file_name=PHRASES["file_name"],
    precedence=6,
    is_default_of_section=True,
    is_titled_by_file=True,
    may_propose=True,
    continues_proposal=True,
    is_appended=True,
    meeting_inferred="beside",
)
