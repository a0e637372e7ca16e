"""The sentences that answer, word for word, out of the passages found."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qa.answers.answer import Citation, Quote
from qa.answers.search.replies import ASKED
from qa.answers.search.term_weights import Evidence
from qa.answers.understanding.question import Question
from qa.answers.understanding.wanted import wanted
from qa.library.stemming import stems
from qa.papers.text import sentences

WORDS = 70  # a quote is no longer, unless one sentence is
SHORT = 45  # words: a passage no longer than this is quoted whole
# A sentence that leans on the one before it.
LEANS = re.compile(
    r"^(?:this|that|these|those|it|its|they|their|he|she|such|however|therefore"
    r"|the (?:former|latter)|in (?:this|that)|as a (?:result|consequence))\b",
    re.IGNORECASE,
)
# Where the reply to a formal question begins.
REPLY = re.compile(r"^(?:response|reply|answer)\b[^\n]{0,90}", re.IGNORECASE | re.MULTILINE)
BONUS = 0.15  # for a run that holds what is asked for
MEANING = 1.0  # what the nearest sentence's cosine counts for beside the words told
LONGEST = 5  # sentences or list items
COST = 0.0004  # of each word: of runs that tell as much, the shorter
# Words: a shorter quote goes on with the next sentence, where the answer to a question of the
# debate often stands. Facts stood in the quotes of .60 of the development questions, .50 without.
ENOUGH = 45


def best_quote(
    question: Question,
    citation: Citation,
    evidence: Evidence,
    cosines: Sequence[float],
    printed: Mapping[int, str | None] | None = None,
) -> Quote:
    """The run of sentences of `citation` that says most of what `question` asks.

    `cosines` tell how near each of its sentences is in meaning; `printed` is as in `Quote.of`.
    """
    text = citation.text
    spans = sentences(text)
    if len(text.split()) <= SHORT or len(spans) < 2:
        return Quote.of(citation, 0, len(text), printed)
    lengths = [len(text[a:b].split()) for a, b in spans]
    worth = [
        (MEANING * cosine if length > 3 else 0.0)
        for cosine, length in zip(cosines, lengths, strict=True)
    ]
    said = [frozenset(stems(text[a:b])) for a, b in spans]
    wants = wanted(question.text)
    best, best_score = (0, 0), -1.0
    for i in range(_answer_begins(question, citation, spans), len(spans)):
        for j in range(i, min(i + LONGEST, len(spans))):
            words = sum(lengths[i : j + 1])
            if j > i and words > WORDS:
                break
            run = text[spans[i][0] : spans[j][1]]
            # How much of what is asked for is told: its words, and the figure, date or name.
            told = evidence.share(frozenset().union(*said[i : j + 1]))
            told += BONUS * sum(bool(want.looks.search(run)) for want in wants)
            score = max(worth[i : j + 1]) + told - COST * words
            if score > best_score:
                best, best_score = (i, j), score
    i, j = _led_in(text, spans, lengths, *best)
    return Quote.of(citation, spans[i][0], spans[j][1], printed)


def _answer_begins(question: Question, citation: Citation, spans: list[tuple[int, int]]) -> int:
    """The first sentence that may begin a quote.

    What a questioner claimed is no answer: of a formal question only the reply is quoted, unless
    it is asked what was asked.
    """
    if citation.standing != "answered" or ASKED.search(question.text):
        return 0
    reply = REPLY.search(citation.text)
    after = [i for i, (start, _) in enumerate(spans) if reply and start >= reply.start()]
    return after[0] if len(after) > 1 else 0


def _led_in(
    text: str, spans: list[tuple[int, int]], lengths: list[int], i: int, j: int
) -> tuple[int, int]:
    """The run `i` to `j` with the sentence before that it leans on, and what follows from it."""
    while i and LEANS.match(text[slice(*spans[i])]) and sum(lengths[i - 1 : j + 1]) <= WORDS:
        i -= 1
    while j + 1 < len(spans) and sum(lengths[i : j + 2]) <= WORDS:
        if sum(lengths[i : j + 1]) >= ENOUGH and text[spans[j][1] - 1] != ":":
            break
        j += 1
    return i, j
