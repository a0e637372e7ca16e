"""Quotes: the sentences of the passages found that answer, word for word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qa.answers.citation import Citation, Place, Quote
from qa.answers.search.context import Hit
from qa.answers.search.unit import unit_around
from qa.answers.understanding.question import Question
from qa.library.library import Library
from qa.papers.paper import Standing
from qa.papers.text import sentences
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
MARKED = 4  # words: a shorter line, such as the head of a list, is not marked as what answers
QUOTED_WHOLE = 80  # words: a passage no longer than this is quoted whole


def citations(hits: Sequence[Hit]) -> tuple[Citation, ...]:
    """The hits as citations, numbered from 1 in their order."""
    return tuple(
        Citation.of(hit.stored, n, hit.score, tuple(map(Place.of, hit.copies)))
        for n, hit in enumerate(hits, 1)
    )


def printed_pages(
    cited: Iterable[Citation], library: Library
) -> Mapping[int, Mapping[int, str | None]]:
    """The printed numbers of pages, by paper, where citations run over several."""
    papers = sorted({one.paper_id for one in cited if one.breaks})
    return library.store.papers.printed_pages(papers) if papers else {}


def best_quote(
    question: Question,
    citation: Citation,
    scores: Sequence[float],
    printed: Mapping[int, str | None] | None = None,
    *,
    told: tuple[int, int] | None = None,
) -> Quote:
    """The words of `citation` around the sentence that says most of what `question` asks.

    `scores` say how well each of its sentences answers; `printed` is as in `Quote.of`. Where the
    answer line quotes the words `told` of it, the quote is of the best sentence among them.
    """
    text = citation.text
    spans = sentences(text)
    if len(spans) < 2:
        return Quote.of(citation, 0, len(text), printed)
    first = answers_from(question, citation.standing, text, spans)
    among = [i for i, (a, b) in enumerate(spans) if told and a < told[1] and b > told[0]]
    first = min([first, *among])
    best = max(among or range(first, len(spans)), key=lambda i: (scores[i], -i))
    # A quote is cited by the page on which it begins, so it begins on the page that answers.
    turned = max((at for at in citation.breaks if at <= spans[best][0]), default=0)
    first = max(first, next(i for i, (start, _) in enumerate(spans) if start >= turned))
    says_something = len(text[slice(*spans[best])].split()) >= MARKED
    marked = spans[best] if says_something else None
    if first == 0 and len(text.split()) <= QUOTED_WHOLE:
        return Quote.of(citation, 0, len(text), printed, marked=marked)
    return Quote.of(citation, *unit_around(text, best, scores, first), printed, marked=marked)


def answers_from(
    question: Question, standing: Standing, text: str, spans: Sequence[tuple[int, int]]
) -> int:
    """The first sentence of a passage of this `standing` that may begin a quote.

    What a questioner claimed is no answer: of a formal question only the reply is quoted, unless
    somebody asks what was asked.
    """
    if standing != "answered" or question.asks_for_questions:
        return 0
    reply = PHRASES["reply"].search(text)
    after = [i for i, (start, _) in enumerate(spans) if reply and start >= reply.start()]
    return after[0] if len(after) > 1 else 0
