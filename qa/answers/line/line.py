"""The step of a search that tells the answer line: the first of the kinds in `order.py` that is
sure enough. The passages that it stands on come first among the hits."""

from __future__ import annotations

from dataclasses import replace

from qa.answers.answer_line import AnswerLine
from qa.answers.line.called_in import with_call_in
from qa.answers.line.foremost import with_latest_first
from qa.answers.line.order import OF_REGISTER, first_line, nearest
from qa.answers.line.proposal import Proposal
from qa.answers.line.wish import wish_of
from qa.answers.search.candidates import sentence_cosines
from qa.answers.search.context import Context, Hit
from qa.answers.search.quotes import citations
from qa.library.records import StoredPassage


def tell_line(context: Context) -> Context:
    """The step that tells the answer line, and puts first the passages that it stands on."""
    if context.rows:
        return context
    wish = wish_of(context)
    line = first_line(wish)
    if line is None:
        first = with_latest_first(context)
        return first if first.foremost else replace(first, nearest=_quoted(nearest(wish)))
    if isinstance(line, AnswerLine):  # of a story, whose citations are numbered
        return replace(context, line=line)
    line = with_call_in(line, context)
    context = replace(context, hits=_brought_forward(context, line))
    if line.kind in OF_REGISTER:
        context = replace(context, doubt=None, refusal=None)
    cited = citations(context.hits)
    numbers = {citation.passage_id: citation.n for citation in cited}
    return replace(context, citations=cited, line=line.line(numbers))


def _quoted(line: Proposal | None) -> tuple[int, int, int] | None:
    """The passage, by its id, and the words of it that a line would quote."""
    quoted = (one for one in line.pieces if not one.fields) if line else ()
    return next(((one.stored.id, one.start, one.end) for one in quoted), None)


def _brought_forward(context: Context, line: Proposal) -> tuple[Hit, ...]:
    """The hits with those that a line stands on first; where it stands on a passage that is not
    among them, or is a copy there, a hit of its own."""
    hits = context.hits
    by_id = {hit.stored.id: hit for hit in hits}
    first = [by_id.get(i) or _hit(stored, context) for i, stored in line.passages.items()]
    ids = {hit.stored.id for hit in first}
    return (*first, *(hit for hit in hits if hit.stored.id not in ids))


def _hit(stored: StoredPassage, context: Context) -> Hit:
    """A hit for a passage that the search did not find among the first."""
    best = max((hit.score for hit in context.hits), default=1.0)
    sentences = sentence_cosines([stored.id], context)[stored.id]
    return Hit(stored, best, max(sentences), sentences)
