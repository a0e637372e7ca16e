"""From a question to an answer: a search is a list of steps over one context.

`understand` makes the context. Each step takes it and returns it with what the step found:

1. `retrieve` finds passages that may answer, by their words and by their meaning.
2. `rank` puts the best of them first.
3. `fold_copies` folds passages that say the same into one hit.
4. `refuse` says why the papers are not believed to answer, if they are not.
5. `list_rows` puts first the rows of trackers that have the status asked for.
6. `tell_story` finds what was said of the subject over time, if the question asks for that.
7. `tell_line` tells what a reader is told first, on the citations, which it numbers.
8. `quote_best` finds the words in the citations that answer best; `quote` those of each citation.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from qa.answers import Status
from qa.answers.answer import Answer
from qa.answers.citation import Citation, Quote
from qa.answers.line.line import tell_line
from qa.answers.registers.response import statuses
from qa.answers.registers.tracked import list_rows, row_of, statuses_asked
from qa.answers.search.candidates import retrieve
from qa.answers.search.context import TOP, Context, Hit, context_for, understand
from qa.answers.search.copies import fold_copies
from qa.answers.search.extracts import extracts
from qa.answers.search.gist import gist
from qa.answers.search.headers import with_headers
from qa.answers.search.quotes import best_quote, citations, printed_pages
from qa.answers.search.ranking import rank
from qa.answers.search.refusal import refuse
from qa.answers.search.search import search
from qa.answers.search.sentence import sentence_scores
from qa.answers.search.unread import unread
from qa.answers.search.weights import WEIGHTS, Weights
from qa.answers.story.figures import differences
from qa.answers.story.story import tell_story
from qa.answers.understanding.question import parse_question
from qa.library.filters import Filters
from qa.library.library import Library, consistent

QUOTED = 4  # citations that an answer quotes, twice as many where a list is asked for
LIST_QUOTED_WHOLE = 150  # words: a list in a passage no longer than this is quoted whole


@consistent
def answer(
    question: str,
    library: Library,
    *,
    filters: Filters | None = None,
    top: int = TOP,
    previous: str | None = None,
    joined: bool | None = None,
    weights: Weights = WEIGHTS,
) -> Answer:
    """What the papers in `library` within `filters` say to `question`.

    `previous` is the question before it in a conversation, from which a follow-up question is
    completed; `joined` says whether it is one where the person said so. `weights` are others than
    the usual ones where those are measured.
    """
    began = time.perf_counter()
    context = understand(
        question, library, filters, previous=previous, joined=joined, top=top, weights=weights
    )
    return _composed(question, _after(STEPS, context), began)


@consistent
def more_like(passage_id: int, library: Library, *, story: bool = False) -> Answer | None:
    """What other passages say of the subject of this one; None where it is no longer there.

    As a `story`, what was said of the subject meeting by meeting, this passage included.
    """
    began = time.perf_counter()
    found = library.store.passages.get([passage_id])
    if not found:
        return None
    [stored] = found
    _, [vector] = library.store.vectors.get([passage_id])
    question = parse_question(gist(stored.passage, library))
    hits = search(context_for(question, library, vector=vector, top=TOP + 1)).hits
    if story:
        shared = gist(stored.passage, library, [hit.stored.passage for hit in hits])
        question = parse_question(shared or question.text)
        hits = search(context_for(question, library, vector=vector)).hits
    else:
        hits = tuple(hit for hit in hits if passage_id not in hit.ids)[:TOP]
    question = replace(question, story=story, listed=False)
    context = replace(context_for(question, library, vector=vector), hits=hits)
    return _composed(question.text, _after(ANSWERING, context), began)


def quote_best(context: Context) -> Context:
    """The step that makes the hits citations, and quotes what answers best of all of them.

    Of a list and of a story each citation is quoted, as by `quote`.
    """
    if context.refusal is not None or context.question.listed or context.rows or context.timeline:
        return quote(context)
    cited = context.citations or citations(context.hits)
    told = {one.n: span for one in cited if (span := _told(context, one))}
    if context.foremost and not told:
        told = {cited[0].n: (0, len(cited[0].text))}
    elif context.nearest and not told:
        told = {one.n: context.nearest[1:] for one in cited if one.passage_id == context.nearest[0]}
    cited, headed = with_headers(cited, extracts(context, cited, told), context.library)
    return replace(context, citations=cited, quotes=headed)


def quote(context: Context) -> Context:
    """The step that makes the hits citations, and quotes the best of them if they answer."""
    cited = context.citations or citations(context.hits)
    if context.refusal is not None:
        return replace(context, citations=cited)
    number = context.rows or (2 * QUOTED if context.question.listed else QUOTED)
    printed = printed_pages(cited[:number], context.library)
    quotes = [
        _quote(context, citation, hit, printed.get(citation.paper_id))
        for citation, hit in zip(cited[:number], context.hits, strict=False)
    ]
    cited, headed = with_headers(cited, quotes, context.library)
    return replace(context, citations=cited, quotes=headed)


Steps = Sequence[Callable[[Context], Context]]
ANSWERING: Steps = (list_rows, tell_story, quote)
STEPS: Steps = (retrieve, rank, fold_copies, refuse, list_rows, tell_story, tell_line, quote_best)


def _after(steps: Steps, context: Context) -> Context:
    """The context after each of these steps, in turn."""
    for step in steps:
        context = step(context)
    return context


def _composed(question: str, context: Context, began: float) -> Answer:
    """The answer that a context gives once all steps are done."""
    steps, mention = context.timeline, context.last_mentioned
    shown = max(context.top, context.rows)
    used = {step.citation for step in steps} | ({mention.citation} if mention else set())
    used |= {*context.line.citations} if context.line else set()
    used |= {quote.citation for quote in context.quotes}
    answer = Answer(
        question=question,
        asked=context.question.text,
        status=_status(context),
        shape="timeline" if steps else "passages",
        quotes=context.quotes,
        citations=tuple(c for c in context.citations if c.n <= shown or c.n in used),
        searched=context.library.searched(context.limits),
        seconds=0.0,
        timeline=steps,
        reason=context.refusal or context.doubt,
        notes=context.notes,
        last_mentioned=mention,
        differences=differences(steps),
        line=context.line,
    )
    gaps = unread(answer, context.library, context.limits)
    return replace(answer, unread=gaps, seconds=time.perf_counter() - began)


def _status(context: Context) -> Status:
    if context.refusal is not None:
        return "not_found"
    return "answered" if context.doubt is None else "uncertain"


def _quote(
    context: Context, citation: Citation, hit: Hit, printed: Mapping[int, str | None] | None
) -> Quote:
    """The words of a citation that answer; all of them where a list is asked for."""
    question, text = context.question, citation.text
    wanted = statuses_asked(question)
    if wanted & set(statuses(text)):
        return Quote.of(citation, *row_of(text, wanted), printed)
    if question.listed and len(text.split()) <= LIST_QUOTED_WHOLE:
        return Quote.of(citation, 0, len(text), printed)
    scores = sentence_scores(context, hit, citation.n - 1)
    return best_quote(question, citation, scores, printed, told=_told(context, citation))


def _told(context: Context, citation: Citation) -> tuple[int, int] | None:
    """Where the answer line quotes a citation, if it does: its quote is of these words."""
    parts = context.line.parts if context.line else ()
    quoted = (part.text for part in parts if part.verbatim and part.citation == citation.n)
    text = next(quoted, None)
    at = citation.text.find(text) if text else -1
    return (at, at + len(text)) if text and at >= 0 else None
