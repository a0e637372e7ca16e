"""The step of a search that tells the story of a subject over time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import chain

from qa.answers.answer import Mention, Step
from qa.answers.citation import Citation, Place, Quote
from qa.answers.search.candidates import sentence_cosines
from qa.answers.search.context import Context, Hit, follow
from qa.answers.search.quotes import citations, printed_pages
from qa.answers.search.search import search
from qa.answers.story.decided import Decided, decided, with_decisions
from qa.answers.story.mention import last_mention
from qa.answers.story.subject import Subject, goes_on, subject_of
from qa.answers.story.timeline import FoundStep, find_steps
from qa.library.records import StoredPassage
from qa.papers.paper import Meeting

DEPTH = 160  # hits that a story is looked for in
BEFORE = 2  # passages before a hit, from which it may go on


def tell_story(context: Context) -> Context:
    """The step that finds what was said of the subject, meeting by meeting, and when it ends.

    The hits become those of a deeper search, which follows the words of the first ones.
    """
    if context.refusal is not None or not context.question.story:
        return context
    subject = subject_of(context.question, context.hits, context.term_weights)
    deeper = replace(context, top=max(context.top, DEPTH))
    threaded, of_register = context.library.store.both(
        lambda: search(follow(deeper, context.hits)), lambda: decided(context)
    )
    own, thread = _whose(context), threaded()
    thread = replace(thread, hits=tuple(hit for hit in thread.hits if _is_of(own, hit.stored)))
    entries = [e for e in of_register().entries if all(_is_of(own, p) for p in e.passages.values())]
    registered = replace(of_register(), entries=entries)
    steps = _steps(replace(thread, vector=context.vector), subject, registered)
    found = {hit.stored.id for hit in thread.hits}
    added = {step.hit.stored.id: step.hit for step in steps if step.hit.stored.id not in found}
    hits: tuple[Hit, ...] = (*thread.hits, *added.values())
    last: tuple[date, Hit] | None = None
    printed: Mapping[int, Mapping[int, str | None]] = {}
    if steps:
        latest = max(steps, key=lambda step: step.day)
        mentioned_last, printed_on = context.library.store.both(
            lambda: last_mention(thread, subject, (latest.day, latest.hit)),
            lambda: printed_pages(citations([step.hit for step in steps]), context.library),
        )
        last, printed = mentioned_last(), printed_on()
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
        timeline=tuple(_step(step, by_passage[step.hit.stored.id], printed) for step in steps),
        last_mentioned=mention,
    )


def _whose(context: Context) -> Meeting | None:
    """The meeting whose council the story is of: that which the question names, or of the passage
    that was found first. What another council did of the same is no step of it."""
    meetings = [hit.stored.passage for hit in context.hits]
    named = filter(context.question.preference.of_council, meetings)
    first = next(chain(named, meetings), None)
    return first.meeting if first else None


def _is_of(own: Meeting | None, stored: StoredPassage) -> bool:
    """Whether a passage may be of the council that a story is of."""
    return own is None or not stored.passage.meeting.is_elsewhere(own)


def _steps(context: Context, subject: Subject, of_register: Decided) -> list[FoundStep]:
    """The steps in the hits, oldest first; the first is "raised" if it only reports progress."""
    hits, store = context.hits, context.library.store
    going_on = [hit.stored.id for hit in hits if goes_on(hit.stored)]
    cosines, before = store.both(
        lambda: sentence_cosines([hit.stored.id for hit in hits], context),
        lambda: store.passages.before(going_on, BEFORE),
    )
    steps = find_steps(hits, subject, cosines(), before())
    steps = with_decisions(steps, of_register, subject)
    if steps and steps[0].kind == "progress":
        steps[0] = replace(steps[0], kind="raised")
    return steps


def _step(
    found: FoundStep, cited: Citation, printed: Mapping[int, Mapping[int, str | None]]
) -> Step:
    quote = Quote.of(cited, found.start, found.end, printed.get(cited.paper_id))
    places = tuple(map(Place.of, found.copies))
    decided = found.decided and (found.decided[0] - found.start, found.decided[1] - found.start)
    return Step(found.day, quote, found.kind, cited.standing, places, decided)
