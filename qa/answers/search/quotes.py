"""Quotes: the sentences of the passages found that answer, word for word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.answers.answer import Citation, Place, Quote
from qa.answers.search.context import Hit
from qa.answers.search.term_weights import TermWeights
from qa.answers.understanding.question import Question
from qa.answers.understanding.wanted import wanted
from qa.library.library import Library
from qa.library.stemming import stems
from qa.papers.text import sentences
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
MAX_WORDS = 70  # of a quote, unless one sentence is longer
QUOTED_WHOLE = 45  # words: a passage no longer than this is quoted whole
BONUS = 0.15  # for each thing asked for (a figure, a date, a name) that a run of sentences has
MIN_WORDS = 4  # of a sentence whose nearness in meaning counts
MAX_SENTENCES = 5  # of a run, or list items
COST = 0.0004  # of each word, so that of runs that say as much the shorter is quoted
# Words: a shorter quote goes on with the next sentence, where the answer to a question asked in
# debate often stands.
ENOUGH = 45


def citations(hits: Sequence[Hit]) -> tuple[Citation, ...]:
    """The hits as citations, numbered from 1 in their order."""
    return tuple(
        Citation.of(hit.stored, n, hit.score, tuple(map(Place.of, hit.copies)))
        for n, hit in enumerate(hits, 1)
    )


def printed_pages(citation: Citation, library: Library) -> Mapping[int, str | None]:
    """The printed numbers of its paper's pages, where a citation runs over several."""
    return library.store.papers.printed_pages(citation.paper_id) if citation.breaks else {}


def best_quote(
    question: Question,
    citation: Citation,
    weights: TermWeights,
    cosines: Sequence[float],
    printed: Mapping[int, str | None] | None = None,
) -> Quote:
    """The run of sentences of `citation` that says most of what `question` asks.

    `cosines` are those of its sentences to the question; `printed` is as in `Quote.of`.
    """
    text = citation.text
    spans = sentences(text)
    if len(text.split()) <= QUOTED_WHOLE or len(spans) < 2:
        return Quote.of(citation, 0, len(text), printed)
    lengths = [len(text[a:b].split()) for a, b in spans]
    meaning = [
        (cosine if length >= MIN_WORDS else 0.0)
        for cosine, length in zip(cosines, lengths, strict=True)
    ]
    found = [frozenset(stems(text[a:b])) for a, b in spans]
    wants = wanted(question.text)
    best, best_score = (0, 0), -1.0
    for i in range(_first_sentence(question, citation, spans), len(spans)):
        for j in range(i, min(i + MAX_SENTENCES, len(spans))):
            words = sum(lengths[i : j + 1])
            if j > i and words > MAX_WORDS:
                break
            run = text[spans[i][0] : spans[j][1]]
            share = weights.share(frozenset().union(*found[i : j + 1]))
            share += BONUS * sum(bool(want.looks.search(run)) for want in wants)
            score = max(meaning[i : j + 1]) + share - COST * words
            if score > best_score:
                best, best_score = (i, j), score
    i, j = _widened(text, spans, lengths, *best)
    return Quote.of(citation, spans[i][0], spans[j][1], printed)


def _first_sentence(
    question: Question, citation: Citation, spans: Sequence[tuple[int, int]]
) -> int:
    """The first sentence that may begin a quote.

    What a questioner claimed is no answer: of a formal question only the reply is quoted, unless
    somebody asks what was asked.
    """
    if citation.standing != "answered" or question.asks_for_questions:
        return 0
    reply = PHRASES["reply"].search(citation.text)
    after = [i for i, (start, _) in enumerate(spans) if reply and start >= reply.start()]
    return after[0] if len(after) > 1 else 0


def _widened(
    text: str, spans: Sequence[tuple[int, int]], lengths: Sequence[int], i: int, j: int
) -> tuple[int, int]:
    """The run `i` to `j`, with the sentences before that it continues and those that follow on."""
    while (
        i
        and PHRASES["continues"].match(text[slice(*spans[i])])
        and sum(lengths[i - 1 : j + 1]) <= MAX_WORDS
    ):
        i -= 1
    while j + 1 < len(spans) and sum(lengths[i : j + 2]) <= MAX_WORDS:
        if sum(lengths[i : j + 1]) >= ENOUGH and text[spans[j][1] - 1] != ":":
            break
        j += 1
    return i, j
