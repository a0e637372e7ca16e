"""Formal questions into groups: each question with its answer and its supplementary."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.papers.layout.group import WHOLE_LONG, Builder, Group
from qa.papers.layout.piece import Piece
from qa.papers.layout.section import Section

# A formal question: "PQ 1", "MQ 2", "Question 4", "Public question 3", "Q7".
QUESTION = re.compile(
    r"^(?:(?P<label>(?:P|M|C)Q\s?\d{1,2}"
    r"|(?:public |member'?s?'? |councillor )?question (?:no\.? ?)?\d{1,2})\b)"
    r"(?!\s*(?:was|is|were|and)\b)",
    re.IGNORECASE,
)
REPLY = re.compile(r"(?:response|reply|answer)\b", re.IGNORECASE)
# H, around the questions of a table: its heading ("Appendix 2 - Questions from members of the
# Council") and its header ("Question Number", "Questioner Question Question to").
TABLE = re.compile(
    r"^(?:(?:appendix|annexe?) \w{1,3}\b.{0,20}\bquestions\b.{0,120}"
    r"|agenda item.{1,20}\bquestions from\b.{0,80}"
    r"|(?:questioner|question|number|and|to)(?: (?:questioner|question|number|and|to)){0,9})$",
    re.IGNORECASE,
)
QUESTION_WORDS = 90  # of it, by which a reply that is cited apart is found
ASKED_BY = re.compile(r"question (?:by|from)\s+(?P<who>.{3,60}?)(?: to |,|$)", re.IGNORECASE)


def questions(section: Section, found: list[Piece]) -> list[Group]:
    """The groups of a section of questions; what stands before the first is a group too."""
    builder = Builder(section)
    heading = section.item
    asked = False
    for piece in found:
        match = QUESTION.match(piece.text)
        if match:
            asked = True
            who = ASKED_BY.search(piece.text)
            label = " ".join(match["label"].split())
            _apart(builder, heading)
            builder.start(
                item=label + (f", {who['who']}" if who else ""),
                section=heading,
                standing="answered",
            )
        builder.group.pieces.append(piece)
        builder.group.standing = "answered" if asked else "recorded"
    return [part for group in builder.groups() for part in _whole(group)]


def _apart(builder: Builder, heading: str | None) -> None:
    """End a question before the heading and the header of the next one's table."""
    group = builder.group
    table: list[Piece] = []
    while len(group.pieces) > 1 and TABLE.match(group.pieces[-1].text.strip()):
        table.insert(0, group.pieces.pop())
    if table and group.standing == "answered":
        builder.start(item=heading, section=None, standing="recorded")
    builder.group.pieces += table


def _whole(group: Group) -> list[Group]:
    """A question with its answer, or, where that is too long, the one and then the other.

    The answer is then still found by the question.
    """
    if group.standing != "answered":
        return [group]
    if group.words <= WHOLE_LONG:
        return [replace(group, whole=True)]
    asked = " ".join(" ".join(p.text for p in group.pieces[:4]).split()[:QUESTION_WORDS])
    replies = [i for i, piece in enumerate(group.pieces) if i and REPLY.match(piece.text)]
    parts = [group.pieces[: replies[0]], group.pieces[replies[0] :]] if replies else [group.pieces]
    first, *rest = (replace(group, pieces=pieces) for pieces in parts)
    return [first, *(replace(part, context=asked) for part in rest)]
