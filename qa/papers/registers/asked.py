"""What was asked and what was answered: formal questions, block by block, and points of debate.

It reads only passages, so that whatever it says stands in one of them, with its page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qa.papers.kinds import kind_of
from qa.papers.kinds.questions import QUESTION, TABLE
from qa.papers.paper import Passage
from qa.papers.register import Asked, Reply, Words
from qa.papers.registers.debate import debate, merged

# H, under the label: "Mrs M Steel, Hereford"; a comma at its end means that the town is still due.
QUESTIONER_WORDS = 10
# A county prints: "Question by A Member to B Member, Cabinet Member for Education and Skills".
PUT_BY = re.compile(
    r"^(?:question )?(?:by|from) (?P<by>[^\n]{3,80}?) to (?P<to>[^\n]{3,160})$", re.IGNORECASE
)
# K, between the number and "Question by": the body that met, the day, perhaps "Question".
MASTHEAD = re.compile(
    r"^(?:[A-Z&,’' ]{4,60}|[Qq]uestion"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? \d{1,2}(?:st|nd|rd|th)? \w{3,9} \d{4})$"
)
# A table of questions: an office on a line of its own, before, amid or after the question's lines.
OFFICE = (
    r"(?:(?:deputy|assistant|vice|corporate|interim|executive|strategic)[ -]){0,2}"
    r"(?:cabinet member|portfolio holder|lead member|chair(?:person|man|woman)?|leader|director"
    r"|chief executive|head of|mayor|monitoring officer)\b"
)
ADDRESSEE = re.compile(rf"^(?:the )?(?P<to>{OFFICE}[^\n.?!:;]{{0,110}})$", re.IGNORECASE)
# Two offices that the page printed one under the other, read as one line.
SECOND = re.compile(
    r"(?<!deputy)(?<!vice)(?<!\s)\s+(?=(?:Cabinet [Mm]ember|Chairperson|Leader) (?!and\b))"
)
GOES_ON = re.compile(r"(?:,|&|\b(?:and|of|the|for|to))$", re.IGNORECASE)
# "Response:", "Response;", "Response to Supplementary Question by the Director …:"; or "Answer".
RESPONSE = re.compile(
    r"^(?:written |verbal )?(?:response|reply|answer)"
    r"(?P<supplementary> to (?:the )?supplementary(?: question)?)?"
    r"(?: (?:by|from) (?:the )?(?P<by>[^\n:;]{2,110}))?\s*(?:[:;]\s*|$)",
    re.IGNORECASE,
)
# Several reply under one "Response:", each by office: "Director children and families: The …".
REPLIED = re.compile(rf"^(?:the )?(?P<by>{OFFICE}[^\n.?!:;]{{0,110}}):\s*", re.IGNORECASE)
SUPPLEMENTARY = re.compile(
    r"^supplementary question(?: (?:by|from) [^\n:;]{2,60})?\s*(?:[:;]\s*|$)", re.IGNORECASE
)
# A sample, at the foot of a page: "Minutes of the … committee – 13 July 2021 – Appendix 1".
FOOT = re.compile(r"^minutes of .{3,160}\bappendix \w{1,3}$", re.IGNORECASE)
# A sample: "Supplementary question: None asked."
NONE = re.compile(r"^(?:none|no supplementary|not asked|n/?a)\b.{0,40}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a passage, or what is left of it after its label."""

    words: Words
    text: str

    def after(self, n: int) -> Line:
        """The line without its first `n` characters."""
        return Line(Words(self.words.passage, self.words.start + n, self.words.end), self.text[n:])


@dataclass(slots=True)
class _Answer:
    by: str | None = None
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class _Block:
    """A formal question on its way: the lines read so far, each under what it is part of."""

    number: str | None = None
    by: str = ""
    to: list[str] = field(default_factory=list)
    question: list[Line] = field(default_factory=list)
    replies: list[_Answer] = field(default_factory=list)
    supplementary: list[Line] = field(default_factory=list)
    supplementary_replies: list[_Answer] = field(default_factory=list)
    at: str = "question"

    @property
    def answers(self) -> list[_Answer]:
        """The replies to which a line of a reply belongs now."""
        return self.supplementary_replies if "supplementary" in self.at else self.replies


def asked(passages: Sequence[Passage]) -> Iterator[Asked]:
    """The questions that were asked and the answers given, of one paper's passages in order.

    The formal ones come first, then the points of debate.
    """
    for lines in _blocks(passages):
        found = _formal(lines)
        if found:
            yield found
    yield from debate(passages)


def _blocks(passages: Sequence[Passage]) -> Iterator[list[Line]]:
    """The lines of each formal question, however many passages it was cut into.

    A table that runs over a page may print its label again: that begins no other question.
    """
    lines: list[Line] = []
    at: tuple[object, ...] = ()
    for i, passage in enumerate(passages):
        formal = kind_of(passage.document).holds_formal_questions
        if not formal or not QUESTION.match(passage.item or ""):
            continue
        here = _lines(i, passage.text)
        opened = (passage.item, passage.meeting)
        if opened != at or (here and _is_another(here[0].text, lines)):
            if lines:
                yield lines
            lines, at = here, opened
        else:
            lines += here[1:] if here and QUESTION.match(here[0].text) else here
    if lines:
        yield lines


def _is_another(first: str, lines: list[Line]) -> bool:
    """Whether a passage under the same number begins another question, by its first line."""
    match = QUESTION.match(first)
    if not match or not _tidy(first[match.end() :]):
        return False
    return not lines or _tidy(first) != _tidy(lines[0].text)


def _lines(passage: int, text: str) -> list[Line]:
    """The lines of a passage, but for what belongs to the table and the page around a question."""
    found = [Line(Words(passage, m.start(), m.end()), m[0]) for m in re.finditer(r"[^\n]+", text)]
    around = (TABLE.match(line.text.strip()) or FOOT.match(line.text.strip()) for line in found)
    return [
        line for line, skip in zip(found, around, strict=True) if line.text.strip() and not skip
    ]


def _formal(lines: list[Line]) -> Asked | None:
    block = _Block()
    rest = _head(block, lines)
    for line in rest:
        _read(block, line)
    question, supplementary = _words(block.question), _words(block.supplementary)
    replies = _replies(block.replies)
    if not question and not replies:  # a label over nothing
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


def _head(block: _Block, lines: list[Line]) -> list[Line]:
    """Read number, questioner and addressee where a block begins; the lines that are left."""
    label = QUESTION.match(lines[0].text)
    if not label:
        return lines
    block.number = _tidy(label["label"])
    first, rest = _tidy(lines[0].text[label.end() :]), lines[1:]
    put = PUT_BY.match(first)
    for i, line in enumerate([] if put else rest[:5]):
        put = PUT_BY.match(line.text.strip())
        if put and all(MASTHEAD.match(above.text.strip()) for above in rest[:i]):
            rest = rest[i + 1 :]
            break
        put = None
    if put:
        block.by, block.to = _tidy(put["by"]), [_tidy(put["to"])]
        return rest
    if not first and rest and _is_questioner(rest[0].text):
        first, rest = _tidy(rest[0].text), rest[1:]
    if first.endswith(",") and rest and _is_questioner(rest[0].text):
        first, rest = f"{first} {_tidy(rest[0].text)}", rest[1:]
    if len(first.split()) > QUESTIONER_WORDS:  # the question itself stands beside its number
        return [lines[0].after(label.end()), *rest]
    block.by = first
    return rest


def _is_questioner(text: str) -> bool:
    text = text.strip()
    named = text[:1].isupper() and text[-1:].isalnum() and len(text.split()) <= QUESTIONER_WORDS
    return named and not ADDRESSEE.match(text) and not MASTHEAD.match(text)


def _read(block: _Block, line: Line) -> None:
    """Put a line where it belongs. A label says what comes after it, on its line and below."""
    text = line.text.strip()
    supplementary, response = SUPPLEMENTARY.match(line.text), RESPONSE.match(line.text)
    if supplementary:
        block.at = "supplementary"
        line = line.after(supplementary.end())
        if NONE.match(line.text):
            return
    elif response and _is_label(block, response):
        again = block.at == "supplementary" or response["supplementary"]
        block.at = "reply to supplementary" if again else "reply"
        block.answers.append(_Answer(_tidy(response["by"] or "") or None))
        line = line.after(response.end())
    elif block.at == "question" and ADDRESSEE.match(text):
        block.to += [_tidy(office) for office in SECOND.split(text)]
        return
    elif block.at == "question" and block.to and GOES_ON.search(block.to[-1]):
        block.to[-1] = f"{block.to[-1]} {_tidy(text)}"
        return
    _put(block, line)


def _is_label(block: _Block, response: re.Match[str]) -> bool:
    """An answer that takes a question sentence by sentence says "Response;" under each."""
    inside = block.at.startswith("reply") and not response["supplementary"] and not response["by"]
    return not inside


def _put(block: _Block, line: Line) -> None:
    if block.at.startswith("reply"):
        replied = REPLIED.match(line.text)
        if replied:
            if block.answers[-1].lines or block.answers[-1].by:
                block.answers.append(_Answer())
            block.answers[-1].by = _tidy(replied["by"])
            line = line.after(replied.end())
    if not line.text.strip():
        return
    if block.at.startswith("reply"):
        block.answers[-1].lines.append(line)
    else:
        (block.question if block.at == "question" else block.supplementary).append(line)


def _replies(answers: list[_Answer]) -> tuple[Reply, ...]:
    return tuple(Reply(_words(answer.lines), answer.by) for answer in answers if answer.lines)


def _words(lines: Sequence[Line]) -> tuple[Words, ...]:
    return merged(line.words for line in lines)


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" :;–-")
