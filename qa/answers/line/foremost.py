"""What is quoted first where no line tells if something is so, or how it is now.

Who reads no further takes the first passage for the answer: what was decided goes before what was
only proposed for it, and what a later meeting says of as much of the matter before all else.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from qa.answers.line.asked import asks_for
from qa.answers.line.later import undone_by
from qa.answers.line.put import decided_over
from qa.answers.line.resolution import SAME_MATTER
from qa.answers.search.beside import is_of_head
from qa.answers.search.context import Context, Hit
from qa.answers.understanding.question import Question
from qa.papers.paper import Passage
from qa.papers.text import sentences

# Of what the first passage holds of a question, that one must hold which tells how a vote went.
AS_MUCH = 0.4
BEHIND = 0.5  # of the score of a passage, so that a later one may stand over it
HEAD = 3  # sentences of a passage, of which one is the title of the paper
NEAR = 5  # of the first passages, among which it is looked for


def with_latest_first(context: Context) -> Context:
    """The search with the hit first that stands over the others."""
    context = _with_decided_first(context)
    if context.hits and (undone := undone_by(context.hits[0].stored, context)):
        return _with_first(undone, context)
    context = _with_vote_first(_with_own_deed_first(context))
    question, timed = context.question, context.question.preference
    at_present = asks_for("at_present", question) or asks_for("got", question)
    if not (context.hits and (at_present or asks_for("yes_or_no", question))):
        return context
    changes = (at_present or asks_for("now", question)) and not (timed.period or timed.months)
    near = context.hits[:NEAR]

    def stands_over(one: Hit, other: Hit) -> bool:
        if one.score < other.score - BEHIND or _is_head(one.stored.passage, question):
            return False
        own, beside = _titled(one.stored.passage), _titled(other.stored.passage)
        weights = context.term_weights
        same = weights.among(beside)  # what the other holds of the question
        as_much = weights.share_in(own) >= SAME_MATTER * weights.share_in(beside)
        of_it = as_much and same.share_in(own) >= SAME_MATTER * same.share_in(beside)
        return of_it and _is_later_word(other.stored.passage, one.stored.passage, changes=changes)

    later = [hit for hit in near if stands_over(hit, near[0])]
    latest = max(
        later, key=lambda hit: hit.stored.passage.meeting.date or date.min, default=near[0]
    )
    if any(stands_over(latest, hit) for hit in near):
        return _with_first(latest, context)
    return context


def _is_head(passage: Passage, question: Question) -> bool:
    """Whether a passage begins as minutes do, and no meeting is asked about."""
    text = passage.text
    return any(is_of_head(text[a:b], question) for a, b in sentences(text)[:HEAD])


def _with_first(first: Hit, context: Context) -> Context:
    """The search with a hit first, which stands over the others."""
    hits = (first, *(hit for hit in context.hits if hit is not first))
    return replace(context, hits=hits, foremost=True)


def _titled(passage: Passage) -> str:
    """The words of a passage with the title over them."""
    return f"{passage.item or ''}\n{passage.text}"


def _with_decided_first(context: Context) -> Context:
    """The search with what was decided first, where the first passage only tells what was put to
    the meeting under the same item."""
    if not context.hits:
        return context
    first = context.hits[0]
    decided = decided_over(first.stored, _nearest_sentence(first), context)
    return _with_first(decided, context) if decided else context


def _with_own_deed_first(context: Context) -> Context:
    """The search with the first passage that the body decided of which it is asked what it did, if
    it holds nearly as much of the matter as the very first, which is of another."""
    bodies, near = context.question.preference.committees, context.hits[:NEAR]
    if not (near and bodies and asks_for("deed_of", context.question)):
        return context
    if near[0].stored.passage.meeting.committee in bodies:
        return context
    weights = context.term_weights
    least = AS_MUCH * weights.share_in(_titled(near[0].stored.passage))
    own = (
        hit
        for hit in near
        for passage in [hit.stored.passage]
        if passage.meeting.committee in bodies and passage.standing == "decided"
        if weights.share_in(_titled(passage)) >= least
    )
    first = next(own, None)
    return _with_first(first, context) if first else context


def _with_vote_first(context: Context) -> Context:
    """The search with the first passage that tells how a vote went, where that is asked for and the
    very first does not, if it holds nearly as much of the matter."""
    near = context.hits[:NEAR]
    if not near or not asks_for("vote", context.question):
        return context
    entries = context.library.store.registers.resolutions([hit.stored.id for hit in near])
    voted = {
        stored.id for entry in entries if entry.record.votes for stored in entry.passages.values()
    }
    least = AS_MUCH * context.term_weights.share_in(_titled(near[0].stored.passage))
    first = next(
        (
            hit
            for hit in near
            if hit.stored.id in voted
            and context.term_weights.share_in(_titled(hit.stored.passage)) >= least
        ),
        near[0],
    )
    return context if first is near[0] else _with_first(first, context)


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
    if not on or is_elsewhere or passage.standing == "proposed":
        return False
    if not day:  # of no meeting: a plan, of which nobody knows if it still holds
        return changes and first.standing != "decided" and passage.standing == "decided"
    if first.standing == "proposed" and passage.standing == "decided":
        return on >= day
    return changes and on > day
