"""Petitions: what people who signed ask a council to do, as it was handed in or presented."""

from __future__ import annotations

from qa.papers.kind import Kind, OpeningRule
from qa.papers.opening import Head, Opening
from qa.papers.paper import Meeting
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
TITLE_LINES = 4  # of a head, in one of which its title stands
MAX_TITLE = 120  # characters: a longer line is a sentence


def _titled(head: Head) -> Opening | None:
    """A page with the title of a petition. Behind another part it must be in the words of those
    who signed: reports have items and paragraphs about petitions."""
    title = next(
        (
            line
            for line in head.lines[:TITLE_LINES]
            if PHRASES["title"].match(line) and len(line) <= MAX_TITLE
        ),
        None,
    )
    signed = any(PHRASES["signed"].search(line) for line in head.lines)
    if not title or not (head.first_of_file or signed):
        return None
    return Opening("petition", Meeting(), title)


KIND = Kind(
    name="petition",
    words="petition",
    plural="petitions",
    one="a petition",
    place=9,
    titled_by_kind=True,
    openings=(OpeningRule(85, _titled),),
    file_name=PHRASES["file_name"],
    precedence=9,
    is_titled_by_file=True,
    asked=PHRASES["asked"],
    proposes=True,
    meeting_inferred="beside",
)
