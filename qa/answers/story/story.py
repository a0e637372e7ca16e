"""The step of a search that tells the story of a subject over time."""

from __future__ import annotations

from dataclasses import replace

from qa.answers.answer import Mention, Step
from qa.answers.citation import Citation, Place, Quote
from qa.answers.search.candidates import sentence_cosines
from qa.answers.search.context import Context, Hit, follow
from qa.answers.search.quotes import citations, printed_pages
from qa.answers.search.search import search
from qa.answers.story.decided import with_decisions
from qa.answers.story.mention import last_mention
from qa.answers.story.subject import Subject, goes_on, subject_of
from qa.answers.story.timeline import FoundStep, find_steps
from qa.library.library import Library

DEPTH = 160  # hits that a story is looked for in
BEFORE = 2  # passages before a hit, from which it may go on


def tell_story(context: Context) -> Context:
    """The step that finds what was said of the subject, meeting by meeting, and when it ends.

    The hits become those of a deeper search, which follows the words of the first ones.
    """
    if context.refusal is not None or not context.question.story:
        return context
    subject = subject_of(context.question, context.hits, context.term_weights)
    thread = replace(follow(context, context.hits), top=max(context.top, DEPTH))
    thread = search(thread)
    steps = _steps(replace(thread, vector=context.vector), subject)
    found = {hit.stored.id for hit in thread.hits}
    added = {step.hit.stored.id: step.hit for step in steps if step.hit.stored.id not in found}
    hits: tuple[Hit, ...] = (*thread.hits, *added.values())
    last = None
    if steps:
        latest = max(steps, key=lambda step: step.day)
        last = last_mention(thread, subject, (latest.day, latest.hit))
    if last and last[1] not in hits:
        hits = (*hits, last[1])
    cited = citations(hits)
    by_passage = {citation.passage_id: citation for citation in cited}
    mention = None
    if last:
        mentioned = by_passage[last[1].stored.id]
        mention = Mention(last[0], mentioned.document, mentioned.n)
    return replace(
        context,
        hits=hits,
        citations=cited,
        timeline=tuple(
            _step(step, by_passage[step.hit.stored.id], context.library) for step in steps
        ),
        last_mentioned=mention,
    )


def _steps(context: Context, subject: Subject) -> list[FoundStep]:
    """The steps in the hits, oldest first; the first is "raised" if it only reports progress."""
    hits = context.hits
    cosines = sentence_cosines([hit.stored.id for hit in hits], context)
    going_on = [hit.stored.id for hit in hits if goes_on(hit.stored)]
    before = context.library.store.passages.before(going_on, BEFORE)
    steps = with_decisions(find_steps(hits, subject, cosines, before), context, subject)
    if steps and steps[0].kind == "progress":
        steps[0] = replace(steps[0], kind="raised")
    return steps


def _step(found: FoundStep, cited: Citation, library: Library) -> Step:
    quote = Quote.of(cited, found.start, found.end, printed_pages(cited, library))
    places = tuple(map(Place.of, found.copies))
    return Step(found.day, quote, found.kind, cited.standing, places)
