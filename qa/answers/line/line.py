"""The step of a search that tells the answer line.

Kinds of lines are tried in the order of what the question asks for; the first that is sure enough
is told. The passages that it stands on come first among the hits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from qa.answers.answer_line import LineKind
from qa.answers.line import decision, earlier_answer, member_vote, nothing, sentence
from qa.answers.line.asked import asks_for, asks_what_was_said, member_asked
from qa.answers.line.certainty import LEAST
from qa.answers.line.proposal import Proposal
from qa.answers.line.resolution import SAME_MATTER, resolutions_asked
from qa.answers.line.story import story_line
from qa.answers.search.candidates import sentence_cosines
from qa.answers.search.context import Context, Hit
from qa.answers.search.quotes import citations
from qa.library.records import StoredPassage
from qa.papers.paper import Passage

# Lines that an entry of a register tells: where one is sure, the papers do answer.
OF_REGISTER: tuple[LineKind, ...] = ("decision", "vote", "member vote")
UNASKED = 0.6  # how sure an earlier answer must be where nobody asks for one
NEAR = 5  # of the first passages, among which a decision is looked for
PLAIN = 0.7  # how sure it must be where all else says that they do not


def tell_line(context: Context) -> Context:
    """The step that tells the answer line, and puts first the passages that it stands on."""
    if context.rows:
        return context
    # What became of a motion is told by how it ended, if that is known; else the story tells it.
    ended = context.timeline and asks_for("ended", context.question)
    if context.timeline and not ended:
        return replace(context, line=story_line(context))
    proposals = _of_register(context) if ended else _proposals(context)
    sure = (one for one in proposals if one and one.certainty >= LEAST[one.kind])
    line = next((one for one in sure if not ended or one.kind in OF_REGISTER), None)
    if line is None and context.timeline:
        return replace(context, line=story_line(context))
    if line is None:
        return _with_latest_first(context)
    context = replace(context, hits=_brought_forward(context, line))
    if line.kind in OF_REGISTER:
        context = replace(context, doubt=None, refusal=None)
    cited = citations(context.hits)
    numbers = {citation.passage_id: citation.n for citation in cited}
    return replace(context, citations=cited, line=line.line(numbers))


def _proposals(context: Context) -> Iterator[Proposal]:
    """The lines that may be told, in the order in which they are preferred."""
    if context.refusal is not None:
        entries = (one for one in _of_register(context) if one and one.kind in OF_REGISTER)
        yield from (one for one in entries if one.certainty >= PLAIN)
        yield from filter(None, [nothing.propose(context)])
        return
    yield from filter(None, _of_register(context))
    told = sentence.propose(context)
    if told and context.doubt is None and told.certainty >= LEAST["sentence"]:
        yield told


def _of_register(context: Context) -> Iterator[Proposal | None]:
    """The lines that entries of the registers tell, where the question asks for one."""
    question = context.question
    votes, decided = asks_for("vote", question), asks_for("decided", question)
    moved = asks_for("moved", question)
    store, member = context.library.store, member_asked(question)
    resolved, replied = store.both(
        lambda: resolutions_asked(context, member=member if votes else ""),
        lambda: earlier_answer.propose(context),
    )
    if asks_for("yes_or_no", question) and _is_proposed_first(context):
        decided = True  # whether it is so hangs on what became of the proposal
    if asks_for("of_officers", question):
        decided = False
    if (votes or decided or moved) and not asks_for("why", question):
        found = resolved()
        if votes and member:  # how the vote ended does not say how a member voted
            yield member_vote.propose(context, found)
            return
        if moved:
            yield decision.propose_mover(context, found)
            return
        yield member_vote.propose(context, found) if votes else None
        yield decision.propose_day(context, found) if asks_for("when", question) else None
        yield decision.propose(context, found)
    if asks_what_was_said(question):
        yield replied()
    elif _is_answered_first(context):
        answered = replied()
        yield answered if answered and answered.certainty >= UNASKED else None


def _with_latest_first(context: Context) -> Context:
    """The hits with what was decided before what was only proposed for it, and what a later meeting
    says of as much of the matter before all else, where it is asked if something is so: who reads
    no further takes the first for the answer."""
    question, timed = context.question, context.question.preference
    if not (context.hits and asks_for("yes_or_no", question)):
        return context
    changes = asks_for("now", question) and not (timed.period or timed.months)
    near = context.hits[:NEAR]

    def stands_over(one: Hit, other: Hit) -> bool:
        own, beside = one.stored.passage, other.stored.passage
        shares = [context.term_weights.share_in(each.text) for each in (own, beside)]
        as_much = shares[0] >= SAME_MATTER * shares[1]
        return as_much and _is_later_word(beside, own, changes=changes)

    later = [hit for hit in near if stands_over(hit, near[0])]
    latest = max(
        later, key=lambda hit: hit.stored.passage.meeting.date or date.min, default=near[0]
    )
    hits = (latest, *(hit for hit in context.hits if hit is not latest))
    foremost = any(stands_over(latest, hit) for hit in near)
    return replace(context, hits=hits, foremost=foremost)


def _is_later_word(first: Passage, passage: Passage, *, changes: bool) -> bool:
    """Whether a passage stands over the `first`: it was decided where that was proposed, or it is
    of a later meeting, if what is asked `changes`."""
    on, day = passage.meeting.date, first.meeting.date
    if not (on and day) or passage.standing == "proposed":
        return False
    if first.standing == "proposed" and passage.standing == "decided":
        return on >= day
    return changes and on > day


def _is_proposed_first(context: Context) -> bool:
    """Whether the first passage only proposes something."""
    return bool(context.hits) and context.hits[0].stored.passage.standing == "proposed"


def _is_answered_first(context: Context) -> bool:
    """Whether the first passage is a reply to a formal question, and replies are asked for."""
    first = context.hits[0].stored.passage if context.hits else None
    answered = first is not None and first.standing == "answered"
    return answered and not context.question.asks_for_questions


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
