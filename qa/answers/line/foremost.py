"""What is quoted first where no line tells if something is so, or how it is now.

Who reads no further takes the first passage for the answer: what was decided goes before what was
only proposed for it, and what a later meeting says of as much of the matter before all else.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from qa.answers.line.asked import asks_for
from qa.answers.line.put import decided_over, undone_by
from qa.answers.line.resolution import SAME_MATTER
from qa.answers.search.context import Context, Hit
from qa.papers.paper import Passage
from qa.papers.text import sentences

NEAR = 5  # of the first passages, among which it is looked for


def with_latest_first(context: Context) -> Context:
    """The search with the hit first that stands over the others."""
    context = _with_undoing_first(_with_decided_first(context))
    if context.foremost:
        return context
    question, timed = context.question, context.question.preference
    at_present = asks_for("at_present", question) or asks_for("got", question)
    if not (context.hits and (at_present or asks_for("yes_or_no", question))):
        return context
    changes = (at_present or asks_for("now", question)) and not (timed.period or timed.months)
    near = context.hits[:NEAR]

    def stands_over(one: Hit, other: Hit) -> bool:
        own, beside = one.stored.passage, other.stored.passage
        weights = context.term_weights
        same = weights.among(beside.text)  # what the other holds of the question
        as_much = weights.share_in(own.text) >= SAME_MATTER * weights.share_in(beside.text)
        of_it = as_much and same.share_in(own.text) >= SAME_MATTER * same.share_in(beside.text)
        return of_it and _is_later_word(beside, own, changes=changes)

    later = [hit for hit in near if stands_over(hit, near[0])]
    latest = max(
        later, key=lambda hit: hit.stored.passage.meeting.date or date.min, default=near[0]
    )
    hits = (latest, *(hit for hit in context.hits if hit is not latest))
    foremost = any(stands_over(latest, hit) for hit in near)
    return replace(context, hits=hits, foremost=foremost)


def _with_decided_first(context: Context) -> Context:
    """The search with what was decided first, where the first passage only tells what was put to
    the meeting under the same item."""
    if not context.hits:
        return context
    first = context.hits[0]
    decided = decided_over(first.stored, _nearest_sentence(first), context)
    if decided is None:
        return context
    hits = (decided, *(hit for hit in context.hits if hit is not decided))
    return replace(context, hits=hits, foremost=True)


def _with_undoing_first(context: Context) -> Context:
    """The search with the later resolution first that takes back what the first passage says was
    decided."""
    later = undone_by(context.hits[0].stored, context) if context.hits else None
    if later is None:
        return context
    hits = (later, *(hit for hit in context.hits if hit is not later))
    return replace(context, hits=hits, foremost=True)


def _nearest_sentence(hit: Hit) -> str:
    """The sentence of a passage that is nearest to the question."""
    text = hit.stored.passage.text
    cosines = dict(enumerate(hit.sentences))
    spans = sentences(text)
    start, end = spans[max(range(len(spans)), key=lambda i: cosines.get(i, 0.0))]
    return text[start:end]


def _is_later_word(first: Passage, passage: Passage, *, changes: bool) -> bool:
    """Whether a passage stands over the `first`: it was decided where that was proposed, or it is
    of a later meeting, if what is asked `changes`."""
    on, day = passage.meeting.date, first.meeting.date
    is_elsewhere = passage.meeting.is_elsewhere(first.meeting)
    if not (on and day) or is_elsewhere or passage.standing == "proposed":
        return False
    if first.standing == "proposed" and passage.standing == "decided":
        return on >= day
    return changes and on > day
