"""Formal questions: what members and the public asked a meeting, with the answers given.

They are grouped question by question, each with its answer and its supplementary question.
"""

from __future__ import annotations

import re
from dataclasses import replace

from qa.papers.body import named_body
from qa.papers.kind import Kind, OpeningRule
from qa.papers.layout.group import WHOLE_LONG, Builder, Group
from qa.papers.layout.piece import Piece
from qa.papers.layout.section import Section
from qa.papers.opening import Head, Opening
from qa.papers.paper import Meeting
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
TOP_LINES, TITLE_LINES = 2, 4  # of a head

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


def _numbered(head: Head) -> Opening | None:
    """A page that is titled as questions, with a numbered one among its first lines."""
    titled = PHRASES["title"].search(head.top(TOP_LINES))
    if not titled or not any(PHRASES["number"].match(line) for line in head.lines):
        return None
    return Opening("questions", Meeting())


def _titled(head: Head) -> Opening | None:
    """A file, or an appendix, that is titled as questions; or a file that begins with one."""
    top = head.top(TITLE_LINES)
    begins = head.first_of_file and PHRASES["first_number"].match(top)
    if not (head.is_appendix or head.first_of_file) or not (PHRASES["title"].search(top) or begins):
        return None
    named = [line for line in head.lines[:TITLE_LINES] if "question" not in line.lower()]
    return Opening("questions", Meeting(None, named_body(named)))


def _undated(opened: Opening, _section: Section) -> bool:
    """Whether questions that name no date of their own go on with those before them."""
    return opened.meeting.date is None


def group_questions(section: Section, found: list[Piece]) -> list[Group]:
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


KIND = Kind(
    name="questions",
    words="questions and answers",
    plural="questions and answers",
    one="a question or its answer",
    place=5,
    own_meeting="body and day",
    openings=(OpeningRule(70, _numbered), OpeningRule(80, _titled)),
    continues=_undated,
    file_name=PHRASES["file_name"],
    precedence=4,
    asked=PHRASES["asked"],
    gives_meeting=True,
    dates_paper=True,
    group=group_questions,
    holds_formal_questions=True,
    lists_other_papers=True,
    meeting_inferred="beside",
)
