"""A formal question as it is read line by line: who asks whom, the question, and the replies.

The phrases stand in formal_question.toml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from qa.papers.kinds.questions import QUESTION
from qa.papers.register import Asked, Reply, Words
from qa.papers.registers.debate import merged
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
PUT_BY, PUT_TO = _PHRASES["put_by"], _PHRASES["put_to"]
LABELLED_BY, LABELLED_TO = _PHRASES["labelled_by"], _PHRASES["labelled_to"]
MASTHEAD = _PHRASES["masthead"]
ADDRESSEE = _PHRASES["addressee"]
SECOND_OFFICE = _PHRASES["second_office"]
GOES_ON = _PHRASES["goes_on"]
RESPONSE = _PHRASES["response"]
REPLY_BY_OFFICE = _PHRASES["reply_by_office"]
SUPPLEMENTARY = _PHRASES["supplementary"]
NONE_ASKED = _PHRASES["none_asked"]

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


def formal_question(lines: list[QuestionLine]) -> Asked | None:
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
        by=block.by.rstrip(" ,") or None,  # "Mr Ash, Elm Road, to the leader"
        to=tuple(block.to),
        supplementary=supplementary,
        supplementary_replies=_replies(block.supplementary_replies),
    )


def _read_head(block: _QuestionBlock, lines: list[QuestionLine]) -> list[QuestionLine]:
    """Read number, questioner and addressee from the first lines, and return the other lines."""
    label = QUESTION.match(lines[0].text)
    if not label:
        return lines
    block.number = tidy(label["label"])
    first, rest = tidy(lines[0].text[label.end() :]), lines[1:]
    if labels := _labels(rest[:MASTHEAD_LINES]):
        block.by = next(tidy(found["by"]) for _, found in labels if "by" in found.groupdict())
        block.to = [tidy(found["to"]) for _, found in labels if "to" in found.groupdict()]
        taken = [line for line, _ in labels]
        return [line for line in rest if line not in taken]
    put, rest = _put_by(first, rest)
    if put:
        block.by, block.to = tidy(put["by"]), [tidy(put["to"])]
        return rest
    if not first and rest and _is_questioner(rest[0].text):
        first, rest = tidy(rest[0].text), rest[1:]
    if first.endswith(",") and rest and _is_questioner(rest[0].text):
        first, rest = f"{first} {tidy(rest[0].text)}", rest[1:]
    if len(first.split()) > MAX_QUESTIONER_WORDS:  # the question itself stands beside its number
        return [lines[0].after(label.end()), *rest]
    block.by = first
    return rest


def _labels(lines: list[QuestionLine]) -> list[tuple[QuestionLine, re.Match[str]]]:
    """The lines that are nothing but a label with who asks or who is asked behind it; none where
    nobody is said to ask."""
    each = ((line, line.text.strip()) for line in lines)
    found = [(line, LABELLED_BY.match(text) or LABELLED_TO.match(text)) for line, text in each]
    labels = [(line, label) for line, label in found if label]
    return labels if any("by" in label.groupdict() for _, label in labels) else []


def _put_by(
    first: str, rest: list[QuestionLine]
) -> tuple[re.Match[str] | None, list[QuestionLine]]:
    """The line "Question by … to …" or "… to ask …", if there is one, and the lines that follow."""
    put = PUT_BY.match(first) or PUT_TO.match(first)
    if put:
        return put, rest
    for i, line in enumerate(rest[:MASTHEAD_LINES]):
        put = PUT_BY.match(line.text.strip()) or PUT_TO.match(line.text.strip())
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
        block.answers.append(_ReplyLines(tidy(response["by"] or "") or None))
        line = line.after(response.end())
    elif block.part == "question" and block.to and GOES_ON.search(block.to[-1]):
        block.to[-1] = f"{block.to[-1]} {tidy(text)}"
        return
    elif block.part == "question" and ADDRESSEE.match(text):
        block.to += [tidy(office) for office in SECOND_OFFICE.split(text)]
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
        block.answers[-1].by = tidy(replied["by"])
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


def tidy(text: str) -> str:
    return " ".join(text.split()).strip(" :;–-")
