"""Questions of a question time that are set out in no way that is known: what ends in a question
mark, and what is begun as a reply behind it.

Councils set out questions in more ways than can be listed, but nearly all print a question mark and
a word for the reply. This is tried where no known way gave a question with its reply. The phrases
stand in plain_question.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qa.papers.register import Asked, Reply
from qa.papers.registers.clause import Clause
from qa.papers.registers.debate import merged
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
REPLY, SPEAKER, ANOTHER = _PHRASES["reply"], _PHRASES["speaker"], _PHRASES["another"]
PERSON = _PHRASES["person"]
ASKS = re.compile(r"\?[\s\"'”’)\]]*(?:\([^()]{3,60}\)[\s.]*)?$")
MAX_REPLY = 40  # clauses


def plain_questions(found: Iterable[Clause]) -> Iterator[Asked]:
    """The questions in the clauses of one question time, each with its reply, in order."""
    head: list[Clause] = []  # what was read since the last reply, up to the question
    question: list[Clause] = []
    reply: list[Clause] = []
    for clause in found:
        text = clause.text
        asks = ASKS.search(text) is not None
        if reply and (asks or ANOTHER.match(text) or len(reply) >= MAX_REPLY):
            yield _asked(head, question, reply)
            head, question, reply = [], [], []
        if reply or (question and not asks and _begins_reply(text)):
            reply.append(clause)
        elif asks:
            question.append(clause)
        elif question:
            head, question = [clause], []  # nobody replied to it
        else:
            head.append(clause)
    if reply:
        yield _asked(head, question, reply)


def _begins_reply(text: str) -> bool:
    return bool(REPLY.match(text) or SPEAKER.match(text))


def _asked(head: list[Clause], question: list[Clause], reply: list[Clause]) -> Asked:
    named = (PERSON.search(clause.text) for clause in (*head[-2:], *question[:1]))
    by = next((one[0] for one in named if one), None)
    answers = PERSON.search(reply[0].text[: reply[0].text.find(":") + 1 or 60])
    words = merged(clause.words for clause in reply)
    return Asked(
        formal=True,
        question=merged(clause.words for clause in question),
        replies=(Reply(words, answers[0] if answers else None),),
        by=by,
    )
