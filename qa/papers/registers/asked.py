"""What was asked and what was answered: formal questions, and points of debate.

Only passages are read, so that whatever is found stands in one of them, with its page. The phrases
stand in asked.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from qa.papers.kinds import kind_of
from qa.papers.kinds.questions import QUESTION, TABLE
from qa.papers.paper import Passage
from qa.papers.register import Asked, Reply, Words
from qa.papers.registers.clause import Clause, clauses
from qa.papers.registers.debate import debate, merged
from qa.papers.registers.question_time import BEGINS, is_question_heading, put_questions
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
PUT_BY = _PHRASES["put_by"]
MASTHEAD = _PHRASES["masthead"]
ADDRESSEE = _PHRASES["addressee"]
SECOND_OFFICE = _PHRASES["second_office"]
GOES_ON = _PHRASES["goes_on"]
RESPONSE = _PHRASES["response"]
REPLY_BY_OFFICE = _PHRASES["reply_by_office"]
SUPPLEMENTARY = _PHRASES["supplementary"]
NONE_ASKED = _PHRASES["none_asked"]
FOOT = _PHRASES["foot"]

# The questioner under the label of a question ("Mrs M Steel, Northmere") has at most so many words.
# A comma at the end of the line means that the town stands in the next.
MAX_QUESTIONER_WORDS = 10
MASTHEAD_LINES = 5  # lines after the number of a question among which "Question by" is looked for


Part = Literal["question", "reply", "supplementary", "reply to supplementary"]


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A line of a passage, or what is left of it after its label."""

    words: Words
    text: str

    def after(self, n: int) -> QuestionLine:
        """The line without its first `n` characters."""
        return QuestionLine(
            Words(self.words.passage, self.words.start + n, self.words.end), self.text[n:]
        )


@dataclass(slots=True)
class _ReplyLines:
    """The lines of a reply that were read so far, and who gives it."""

    by: str | None = None
    lines: list[QuestionLine] = field(default_factory=list)


@dataclass(slots=True)
class _QuestionBlock:
    """A formal question while it is read: its lines so far, by what they are part of.

    `part` is the one that the next line belongs to.
    """

    number: str | None = None
    by: str = ""
    to: list[str] = field(default_factory=list)
    question: list[QuestionLine] = field(default_factory=list)
    replies: list[_ReplyLines] = field(default_factory=list)
    supplementary: list[QuestionLine] = field(default_factory=list)
    supplementary_replies: list[_ReplyLines] = field(default_factory=list)
    part: Part = "question"

    @property
    def answers(self) -> list[_ReplyLines]:
        """The replies to which the next line of a reply belongs."""
        return self.supplementary_replies if "supplementary" in self.part else self.replies

    @property
    def in_reply(self) -> bool:
        """Whether the next line belongs to a reply."""
        return self.part.startswith("reply")


def asked(passages: Sequence[Passage]) -> Iterator[Asked]:
    """The questions that were asked and the answers given, of one paper's passages in order.

    The formal ones come first, then the points of debate.
    """
    for lines in _blocks(passages):
        found = _formal(lines)
        if found and found.replies:
            yield found
            continue
        indices = sorted({line.words.passage for line in lines})
        clauses_of = (clause for i in indices for clause in _clauses(i, passages[i]))
        put_so = [one for one in put_questions(clauses_of) if one.replies]
        yield from put_so or filter(None, [found])
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
            put = put_questions(clause for i, p in parts for clause in _clauses(i, p))
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
    if not match or not _tidy(first[match.end() :]):
        return False
    return not lines or _tidy(first) != _tidy(lines[0].text)


def _lines(passage: int, text: str) -> list[QuestionLine]:
    """The lines of a passage, but for the header of a table of questions and the foot of a page."""
    found = [
        QuestionLine(Words(passage, m.start(), m.end()), m[0]) for m in re.finditer(r"[^\n]+", text)
    ]
    return [line for line in found if (words := line.text.strip()) and not _is_around(words)]


def _is_around(text: str) -> bool:
    return bool(TABLE.match(text) or FOOT.match(text))


def _formal(lines: list[QuestionLine]) -> Asked | None:
    """The formal question that stands in `lines`; None where only its label does."""
    block = _QuestionBlock()
    for line in _read_head(block, lines):
        _read(block, line)
    question, supplementary = _words(block.question), _words(block.supplementary)
    replies = _replies(block.replies)
    if not question and not replies:
        return None
    return Asked(
        formal=True,
        question=question,
        replies=replies,
        number=block.number,
        by=block.by or None,
        to=tuple(block.to),
        supplementary=supplementary,
        supplementary_replies=_replies(block.supplementary_replies),
    )


def _read_head(block: _QuestionBlock, lines: list[QuestionLine]) -> list[QuestionLine]:
    """Read number, questioner and addressee from the first lines, and return the other lines."""
    label = QUESTION.match(lines[0].text)
    if not label:
        return lines
    block.number = _tidy(label["label"])
    first, rest = _tidy(lines[0].text[label.end() :]), lines[1:]
    put, rest = _put_by(first, rest)
    if put:
        block.by, block.to = _tidy(put["by"]), [_tidy(put["to"])]
        return rest
    if not first and rest and _is_questioner(rest[0].text):
        first, rest = _tidy(rest[0].text), rest[1:]
    if first.endswith(",") and rest and _is_questioner(rest[0].text):
        first, rest = f"{first} {_tidy(rest[0].text)}", rest[1:]
    if len(first.split()) > MAX_QUESTIONER_WORDS:  # the question itself stands beside its number
        return [lines[0].after(label.end()), *rest]
    block.by = first
    return rest


def _put_by(
    first: str, rest: list[QuestionLine]
) -> tuple[re.Match[str] | None, list[QuestionLine]]:
    """The line "Question by … to …", if there is one, and the lines that follow it."""
    put = PUT_BY.match(first)
    if put:
        return put, rest
    for i, line in enumerate(rest[:MASTHEAD_LINES]):
        put = PUT_BY.match(line.text.strip())
        if put and all(MASTHEAD.match(above.text.strip()) for above in rest[:i]):
            return put, rest[i + 1 :]
    return None, rest


def _is_questioner(text: str) -> bool:
    """Whether a line under the label of a question names who asks it."""
    text = text.strip()
    named = text[:1].isupper() and text[-1:].isalnum() and len(text.split()) <= MAX_QUESTIONER_WORDS
    return named and not ADDRESSEE.match(text) and not MASTHEAD.match(text)


def _read(block: _QuestionBlock, line: QuestionLine) -> None:
    """Put a line where it belongs. A label says what stands after it, on its line and below."""
    text = line.text.strip()
    supplementary, response = SUPPLEMENTARY.match(line.text), RESPONSE.match(line.text)
    if supplementary:
        block.part = "supplementary"
        line = line.after(supplementary.end())
        if NONE_ASKED.match(line.text):
            return
    elif response and _is_label(block, response):
        again = block.part == "supplementary" or response["supplementary"]
        block.part = "reply to supplementary" if again else "reply"
        block.answers.append(_ReplyLines(_tidy(response["by"] or "") or None))
        line = line.after(response.end())
    elif block.part == "question" and ADDRESSEE.match(text):
        block.to += [_tidy(office) for office in SECOND_OFFICE.split(text)]
        return
    elif block.part == "question" and block.to and GOES_ON.search(block.to[-1]):
        block.to[-1] = f"{block.to[-1]} {_tidy(text)}"
        return
    _add(block, line)


def _is_label(block: _QuestionBlock, response: re.Match[str]) -> bool:
    """Whether "Response" begins a reply. Within one it is part of the reply: some answer a question
    sentence by sentence and print "Response;" under each."""
    return not block.in_reply or bool(response["supplementary"] or response["by"])


def _add(block: _QuestionBlock, line: QuestionLine) -> None:
    """Add a line to the part of the block that is being read."""
    replied = REPLY_BY_OFFICE.match(line.text) if block.in_reply else None
    if replied:
        if block.answers[-1].lines or block.answers[-1].by:
            block.answers.append(_ReplyLines())
        block.answers[-1].by = _tidy(replied["by"])
        line = line.after(replied.end())
    if not line.text.strip():
        return
    if block.in_reply:
        block.answers[-1].lines.append(line)
    else:
        (block.question if block.part == "question" else block.supplementary).append(line)


def _replies(answers: list[_ReplyLines]) -> tuple[Reply, ...]:
    return tuple(Reply(_words(answer.lines), answer.by) for answer in answers if answer.lines)


def _words(lines: Sequence[QuestionLine]) -> tuple[Words, ...]:
    return merged(line.words for line in lines)


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" :;–-")
