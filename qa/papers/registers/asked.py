"""What was asked and what was answered: formal questions, and points of debate.

Only passages are read, so that whatever is found stands in one of them, with its page. The phrases
stand in asked.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from qa.papers.kinds import kind_of
from qa.papers.kinds.questions import QUESTION, TABLE
from qa.papers.paper import Passage
from qa.papers.register import Asked, Words
from qa.papers.registers.clause import Clause, clauses
from qa.papers.registers.debate import debate
from qa.papers.registers.formal_question import QuestionLine, formal_question, tidy
from qa.papers.registers.plain_question import plain_questions
from qa.papers.registers.question_time import BEGINS, is_question_heading, put_questions
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
FOOT = _PHRASES["foot"]


def asked(passages: Sequence[Passage]) -> Iterator[Asked]:
    """The questions that were asked and the answers given, of one paper's passages in order.

    The formal ones come first, then the points of debate.
    """
    for lines in _blocks(passages):
        found = formal_question(lines)
        if found and found.replies:
            yield found
            continue
        indices = sorted({line.words.passage for line in lines})
        clauses_of = (clause for i in indices for clause in _clauses(i, passages[i]))
        here = list(clauses_of)
        put_so = [one for one in put_questions(here) if one.replies]
        yield from put_so or list(plain_questions(here)) or filter(None, [found])
    put = list(_put(passages))
    yield from put
    formal = {words.passage for one in put for words in one.question}
    yield from (point for point in debate(passages) if point.question[0].passage not in formal)


def _put(passages: Sequence[Passage]) -> Iterator[Asked]:
    """The questions in a paper of questions that are not numbered one by one, and in the minutes of
    a question time."""
    together = groupby(enumerate(passages), lambda one: _of_question_time(one[1]))
    for of_questions, group in together:
        if of_questions:
            parts = list(group)
            here = [clause for i, p in parts for clause in _clauses(i, p)]
            put = list(put_questions(here))
            if not any(one.replies for one in put):
                put = list(plain_questions(here)) or put
            of_minutes = kind_of(parts[0][1].document).is_record
            # Minutes also speak of questions whose words and replies stand elsewhere.
            yield from (one for one in put if one.replies or not of_minutes)


def _of_question_time(passage: Passage) -> tuple[object, ...] | None:
    """The part of a paper in which questions were put that a passage is of; None for others."""
    kind = kind_of(passage.document)
    item = passage.item or ""
    if kind.holds_formal_questions and not QUESTION.match(item):
        return passage.document, passage.meeting
    if kind.is_record and is_question_heading(item):
        return passage.document, passage.meeting, item
    return None


def _clauses(index: int, passage: Passage) -> Iterator[Clause]:
    lines = passage.text.count("\n") + 1
    return clauses(index, passage, [passage.standing] * lines, [BEGINS])


def _blocks(passages: Sequence[Passage]) -> Iterator[list[QuestionLine]]:
    """The lines of each formal question, which may have been cut into several passages.

    A table that goes on over a page may print the label of a question again, which does not begin
    another question.
    """
    lines: list[QuestionLine] = []
    current: tuple[object, ...] = ()
    for i, passage in enumerate(passages):
        formal = kind_of(passage.document).holds_formal_questions
        if not formal or not QUESTION.match(passage.item or ""):
            continue
        here = _lines(i, passage.text)
        opened = (passage.item, passage.meeting)
        if opened != current or (here and _is_another(here[0].text, lines)):
            if lines:
                yield lines
            lines, current = here, opened
        else:
            lines += here[1:] if here and QUESTION.match(here[0].text) else here
    if lines:
        yield lines


def _is_another(first: str, lines: list[QuestionLine]) -> bool:
    """Whether a passage whose question has the same number begins another, by its first line."""
    match = QUESTION.match(first)
    if not match or not tidy(first[match.end() :]):
        return False
    return not lines or tidy(first) != tidy(lines[0].text)


def _lines(passage: int, text: str) -> list[QuestionLine]:
    """The lines of a passage, but for the header of a table of questions and the foot of a page."""
    found = [
        QuestionLine(Words(passage, m.start(), m.end()), m[0]) for m in re.finditer(r"[^\n]+", text)
    ]
    return [line for line in found if (words := line.text.strip()) and not _is_around(words)]


def _is_around(text: str) -> bool:
    return bool(TABLE.match(text) or FOOT.match(text))
