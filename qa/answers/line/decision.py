"""What was decided, and how a vote went, told from the register of decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answers.answer_line import LineKind
from qa.answers.line.asked import PHRASES as ASKED
from qa.answers.line.asked import asks_for, matter_of
from qa.answers.line.certainty import of_resolution
from qa.answers.line.later import (
    is_later,
    is_of_other_title,
    received,
    said_later,
    taken_back,
    undone_by,
)
from qa.answers.line.proposal import Piece, Proposal
from qa.answers.line.resolution import (
    HITS,
    SAME_MATTER,
    FoundResolution,
    decided_later,
    is_unclear,
    the_one,
)
from qa.answers.line.settled import YES, tells_another_deed
from qa.answers.line.told import about, met, movers, verdict
from qa.answers.line.vote import of_mover, the_motion, the_vote
from qa.answers.registers.entry import day_of
from qa.answers.search.beside import is_of_other_end
from qa.answers.search.context import Context
from qa.answers.understanding.question import Question
from qa.library.stemming import stems
from qa.wording import short_date

FIRST_WORDS = 15  # of what was resolved, among which it is said if it is not to do something
UNSAID = "The paper does not say who voted which way, or how many."
UNCOUNTED = 0.7  # how sure a vote must be that is told without its counts
MORE = 0.2  # of the matter, that a later proposal holds beyond an entry
MOSTLY = 0.7  # of the share that an entry holds of the matter: a sentence with so much is of it


def propose(context: Context, found: Sequence[FoundResolution]) -> Proposal | None:
    """The line that tells the resolution which the question asks about."""
    found = of_mover(found, context.question)
    votes, best = asks_for("vote", context.question), the_one(_of_deed(found, context.question))
    if votes or (best and best.record.votes and asks_for("ended_by_vote", context.question)):
        best = the_vote(found, context.question)
    if best is None and not any(one.record.votes for one in found):
        best = the_one(found)
    if best is None:
        return None
    if votes and not best.record.votes and not _is_the_vote(best, found, context.question):
        return None
    if asks_for("got", context.question) and _only_applies(best):
        return None
    if _is_only_of_the_matter(best, context.question) or _is_put_later(best, context):
        return None
    if not votes and is_unclear(best, found):
        return None
    timed = context.question.preference
    is_open = not (votes or timed.period or timed.months)
    later = decided_later(best, _of_its_matter(best, found, context)) if is_open else None
    if later and best.record.outcome == "deferred":
        best, later = later, None  # what was put off and decided since stands as it was decided
    counts = _without_counts(best, context.question)
    ended, said = _ended(best, context.question), about(best)
    if _says_yes_to_another(best, context.question):
        pieces = (said, *ended, counts, met(best))  # a vote to deny it reads as a yes to it
    else:
        pieces = (*ended, counts, said, met(best))
    kind: LineKind = "vote" if best.record.votes else "decision"
    told = Proposal(kind, tuple(filter(None, pieces)), of_resolution(best))
    if not is_open:
        return told
    undone = undone_by(best.passage, context)
    if best.record.kind == "recommendation" and not (later or undone):
        return replace(told, further=tuple(received(best.passage, best.share, context)))
    if later:
        further = tuple(filter(None, [_again(later), about(later)]))
    elif undone:
        further = tuple(taken_back(undone))
    else:
        further = tuple(said_later(best.passage, best.share, context))
    return replace(told, further=further)


def _of_its_matter(
    best: FoundResolution, found: Sequence[FoundResolution], context: Context
) -> list[FoundResolution]:
    """Those of `found` that are not of something else by their title and their words."""
    matter, first = matter_of(context.term_weights, context.question), best.passage.passage
    return [
        one
        for one in found
        if not is_of_other_title(
            one.passage.passage, first, one.entry.text_of(one.clause.words), matter
        )
    ]


def _ended(best: FoundResolution, question: Question) -> tuple[Piece, ...]:
    """How it ended, as fields; but to who asks whether something was done, nothing that says yes
    where it was resolved not to, to do something else, or only to look into it: the words of the
    resolution tell it."""
    misleads = asks_for("yes_or_no", question) and not best.record.votes
    of_it = best.entry.text_of(best.clause.words)
    looks = ASKED["only_looks"].search(of_it) and not ASKED["only_looks"].search(question.own)
    other = _says_yes_to_another(best, question)
    if misleads and best.record.outcome in YES and (best.before or looks or other):
        return ()
    return (verdict(best),)


def _says_yes_to_another(best: FoundResolution, question: Question) -> bool:
    """Whether it is asked if something is so, and what was agreed to is to refuse it, or another
    thing: "Agreed" would say yes to it."""
    if not asks_for("yes_or_no", question) or best.record.outcome not in YES:
        return False
    of_it = best.entry.text_of(best.clause.words)  # which may deny one thing among others
    denied = _is_denied(best) or bool(ASKED["denied"].search(of_it))
    return denied or tells_another_deed(of_it, question)


def _is_the_vote(
    best: FoundResolution, found: Sequence[FoundResolution], question: Question
) -> bool:
    """Whether it is clear that a vote of which the paper gives no counts is the one asked about;
    where these are asked for, no other holds as much: every budget and each policy on budgets has
    all of "who voted against the budget"."""
    others = (one for one in found if one.entry is not best.entry)
    rivals = (one for one in others if one.share >= SAME_MATTER * best.share)
    return of_resolution(best) >= UNCOUNTED and not (asks_for("counts", question) and any(rivals))


def _without_counts(best: FoundResolution, question: Question) -> Piece | None:
    """To who asks how many voted, or who, that the paper does not say it, where no words of it
    might."""
    asked = asks_for("counts", question)
    if not asked or best.record.votes or best.record.outcome == "unanimous":
        return None
    own = best.entry.passages.values()
    if any(ASKED["voted"].search(one.passage.text) for one in own):
        return None
    return replace(verdict(best), fields=UNSAID)


def _is_only_of_the_matter(best: FoundResolution, question: Question) -> bool:
    """Whether a question asks if something is so, and no clause of a resolution speaks of nearly
    all of it: that members were to meet about a speed limit does not say that there is one."""
    asked = any(asks_for(what, question) for what in ("decided", "vote"))
    return not asked and best.clause.share < MOSTLY


def _is_put_later(best: FoundResolution, context: Context) -> bool:
    """Whether a paper of a later day puts clearly more of what is asked to a meeting: that the site
    was chosen does not say whether the budget was approved for which a report asks since."""
    matter = matter_of(context.term_weights, context.question)
    return any(
        passage.standing == "proposed"
        and is_later(passage, best.passage.passage)
        and matter.share_in(f"{passage.item or ''}\n{passage.text}") >= best.share + MORE
        for passage in (hit.stored.passage for hit in context.hits[:HITS])
    )


def _only_applies(found: FoundResolution) -> bool:
    """Whether a resolution is to ask others for something, which does not say that it was got."""
    text = "\n".join(map(found.entry.text_of, found.record.words))
    return bool(ASKED["to_apply"].search(text))


def _is_denied(found: FoundResolution) -> bool:
    """Whether a resolution is not to do something: "it was resolved not to support the appeal", or
    to refuse it: "that the request be declined"."""
    text = " ".join(map(found.entry.text_of, found.record.words[:2]))  # "RESOLVED –" and its list
    decides = ASKED["did_decide"].search(text)
    words = (text[decides.end() :] if decides else text).split()
    return bool(ASKED["denied"].search(" ".join(words[:FIRST_WORDS])))


def _words(found: FoundResolution) -> str:
    """The words of an entry."""
    return "\n".join(map(found.entry.text_of, found.record.words))


def _again(later: FoundResolution) -> Piece:
    """When the matter was decided later, and how: "Later, 27 May 2025: agreed."; but not "agreed"
    where that was not to do it."""
    day, ended = day_of(later.entry), verdict(later)
    if day and _is_denied(later):
        return replace(ended, fields=f"Later, {short_date(day)}:")
    return replace(ended, fields=f"Later, {short_date(day)}: {ended.fields}") if day else ended


def _of_deed(found: Sequence[FoundResolution], question: Question) -> Sequence[FoundResolution]:
    """Those that name what is asked to have been done, where some do that hold as much of the
    matter as the best: of a field that was let and not sold "is it let" means the one."""
    asked, best = ASKED["deed_done"].search(question.own), the_one(found)
    if asked is None or best is None:
        return found
    deed = {*stems(asked["verb"])}
    done = [
        one
        for one in found
        if one.share >= SAME_MATTER * best.share
        and deed & {*stems(" ".join(map(one.entry.text_of, one.record.words)))}
    ]
    return done or found


def propose_mover(context: Context, found: list[FoundResolution]) -> Proposal | None:
    """The line that tells who moved what the question asks about."""
    best = the_motion([one for one in found if one.record.proposer], context.question)
    if best is None:
        return None
    pieces = (movers(best), verdict(best), about(best), met(best))
    return Proposal("person", tuple(filter(None, pieces)), of_resolution(best))


def propose_day(context: Context, found: list[FoundResolution]) -> Proposal | None:
    """The line that tells on which day it was decided."""
    of_day = [one for one in found if met(one) and one.record.outcome != "not stated"]
    of_day = [one for one in of_day if not is_of_other_end(_words(one), context.question)]
    counted = any(one.record.votes for one in of_day) and asks_for("vote", context.question)
    best = the_vote(of_day, context.question) if counted else the_one(of_day)
    if best is None:
        return None
    pieces = (met(best), verdict(best), about(best))
    return Proposal("date", tuple(filter(None, pieces)), of_resolution(best))
