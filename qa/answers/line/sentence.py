"""The sentence that answers, with what was asked for marked in it; of several the newest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answers.answer_line import LineKind
from qa.answers.line.amended import as_amended, under_its_item
from qa.answers.line.asked import asks_for, member_asked
from qa.answers.line.certainty import MOST_AHEAD, of_sentence
from qa.answers.line.choice import as_printed, candidates, says_the_same
from qa.answers.line.found import Found
from qa.answers.line.later import decided_since, received
from qa.answers.line.marks import values_of
from qa.answers.line.newest import (
    may_change,
    newest,
    of_the_same_matter,
    piece_of,
    settled_since,
)
from qa.answers.line.objection import kind_of_line, may_be_told
from qa.answers.line.owner import with_owner
from qa.answers.line.proposal import Piece, Proposal
from qa.answers.line.put import decided_over
from qa.answers.line.settled import (
    decided_below,
    decided_next,
    ended,
    has_ended,
    is_lost,
    is_recommended,
    ruling_on,
    says_yes_to_another,
    settles,
)
from qa.answers.line.superseded import confirmed_next, is_superseded
from qa.answers.line.tellable import tellable, tells_no_figure
from qa.answers.search.context import Context
from qa.answers.understanding.question import Question

LEAST_OWN = 0.01  # of the question
PROPOSED = "Proposed, not decided:"


def propose(context: Context) -> Proposal | None:
    """The line of the sentence that answers best; None where no sentence may stand by itself."""
    question = context.question
    every = sorted(tellable(context), key=lambda one: -one.score)
    found = [one for one in every if not tells_no_figure(one, question)]
    if asks_for("of_officers", question):
        found = [one for one in found if one.hit.stored.passage.standing == "proposed"]
    if not found:
        return None
    ruling = None if member_asked(question) else ruling_on(found[0], every, question)
    if ruling:
        return _as_ruled(found[0], ruling, question)
    lost: Proposal | None = None
    for best in candidates(found, question):
        told = _told(best, found, every, context)
        if told and not told.lost:
            return told
        lost = lost or told
    return lost  # what was put and lost is no price or day, but where nothing else is told


def _told(
    best: Found, found: Sequence[Found], every: Sequence[Found], context: Context
) -> Proposal | None:
    """The line of a sentence among those found; None where it may not be told."""
    question = context.question
    best = with_owner(as_printed(best, found, question), question)
    if not may_be_told(best, every, context):
        return None
    kind = kind_of_line(best, question)
    under = under_its_item(best, context)
    entries = [one for one in under if best.hit.stored in one.passages.values()]
    best = decided_below(best, found, entries, question)
    became = ended(best, entries)
    if kind == "yes or no" and not (became or settles(best.text, best.own, question)):
        return None
    if kind == "yes or no" and says_yes_to_another(best, entries, question):
        became = None
    if is_superseded(best, question):
        return None
    of_officers = asks_for("of_officers", question)
    of_outcome = kind == "yes or no" or asks_for("decided", question)
    is_put = best.hit.stored.passage.standing == "proposed"
    proposed = of_outcome and is_put and not has_ended(best, entries)
    before = Piece(best.hit.stored, fields=PROPOSED) if proposed and not of_officers else became
    leaves_open = kind == "yes or no" or (kind == "figure" and len(values_of(best, question)) > 1)
    lost = kind != "yes or no" and is_lost(best, entries, question)
    then = decided_next(best, entries) if lost or (leaves_open and not became) else ()
    then = then or (confirmed_next(best, question) if kind == "figure" else ())
    pieces = (*filter(None, [before]), piece_of(best, question), *then)
    behind = (every[0].score - best.score) / max(best.own, LEAST_OWN)
    told = Proposal(kind, pieces, _certainty(best, found, context), behind=behind, lost=lost)
    if (changed := as_amended(told, best, under, context)) is not told:
        return changed
    if is_recommended(best, entries) and not asks_for("of_officers", question):
        further = tuple(received(best.hit.stored, best.own, context))
        if further or kind == "yes or no":
            return replace(told, further=further)
    if kind == "yes or no" and not proposed:
        since = settled_since(told, best, context) if asks_for("now", question) else told
        return since if since is not told else _with_later_word(told, best, context)
    return told if proposed or not may_change(kind, question) else newest(told, best, context)


def _with_later_word(told: Proposal, best: Found, context: Context) -> Proposal:
    """The line with what was decided on the same matter at a later meeting."""
    timed = context.question.preference
    if timed.period or timed.months:
        return told
    return replace(told, further=tuple(decided_since(best.hit.stored, best.text, context)))


def _certainty(best: Found, found: Sequence[Found], context: Context) -> float:
    """How sure a sentence is, by how far it is ahead of others that say something else."""
    question = context.question
    alike = of_the_same_matter(best, found, question)
    others = [one for one in found if one.hit is not best.hit and one not in alike]
    same = [one for one in others if says_the_same(one, best, question)]
    rivals = (one for one in others if one not in same and best.score - one.score < MOST_AHEAD)
    over = [(one, decided_over(one.hit.stored, one.text, context)) for one in rivals]
    # What was only put, and decided since, is none; where this is the decision, it speaks for it.
    ahead = best.score - max(
        (one.score for one, decided in over if not decided), default=best.score - MOST_AHEAD
    )
    put = [one for one, decided in over if decided is best.hit]
    first = max(one.signs.first for one in (best, *same, *alike, *put))
    return of_sentence(replace(best.signs, first=first), ahead)


def _as_ruled(put: Found, ruling: Found, question: Question) -> Proposal:
    """What was put to the meeting, with what was decided on it further down."""
    kind: LineKind = "yes or no" if asks_for("yes_or_no", question) else "sentence"
    pieces = (piece_of(put, question), piece_of(ruling, question))
    return Proposal(kind, pieces, of_sentence(put.signs, MOST_AHEAD))
