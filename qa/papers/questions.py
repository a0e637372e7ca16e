"""Formal questions into groups: each question with its answer and its supplementary."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.papers.group import LONG, Builder, Group
from qa.papers.piece import Piece
from qa.papers.section import Section

# A formal question: "PQ 1", "MQ 2", "Question 4", "Public question 3", "Q7".
QUESTION = re.compile(
    r"^(?:(?P<label>(?:P|M|C)Q\s?\d{1,2}"
    r"|(?:public |member'?s?'? |councillor )?question (?:no\.? ?)?\d{1,2})\b)"
    r"(?!\s*(?:was|is|were|and)\b)",
    re.IGNORECASE,
)
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
            builder.start(
                item=label + (f", {who['who']}" if who else ""),
                section=heading,
                standing="answered",
            )
        builder.group.pieces.append(piece)
        builder.group.standing = "answered" if asked else "recorded"
    return [_with_question(group) for group in builder.groups()]


def _with_question(group: Group) -> Group:
    """The later parts of a long answer are still found by the question."""
    question = " ".join(" ".join(p.text for p in group.pieces[:4]).split()[:90])
    return replace(group, context=question) if group.words > LONG else group
