"""What was decided, and how a vote went, told from the register of decisions."""

from __future__ import annotations

from dataclasses import replace

from qa.answers.line.asked import asks_for, matter_of
from qa.answers.line.certainty import of_resolution
from qa.answers.line.proposal import Piece, Proposal
from qa.answers.line.resolution import (
    HITS,
    FoundResolution,
    about,
    decided_later,
    met,
    movers,
    the_one,
    verdict,
)
from qa.answers.registers.entry import day_of
from qa.answers.search.context import Context
from qa.papers.text import sentences
from qa.wording import short_date

MOSTLY = 0.7  # of the share that an entry holds of the matter: a sentence with so much is of it


def propose(context: Context, found: list[FoundResolution]) -> Proposal | None:
    """The line that tells the resolution which the question asks about."""
    votes = asks_for("vote", context.question)
    best = the_one([one for one in found if one.record.votes] if votes else found)
    best = best or the_one(found)
    if best is None:
        return None
    pieces = [verdict(best), about(best), met(best)]
    timed = context.question.preference
    if not (votes or timed.period or timed.months) and (later := decided_later(best, found)):
        pieces += [_again(later), about(later)]
    elif not (votes or timed.period or timed.months):
        pieces += _said_later(best, context)
    return Proposal(
        "vote" if best.record.votes else "decision",
        tuple(filter(None, pieces)),
        of_resolution(best),
    )


def _said_later(best: FoundResolution, context: Context) -> list[Piece]:
    """What minutes of a later meeting say of nearly all of the matter, with the day; the latest."""
    matter, day = matter_of(context.term_weights), day_of(best.entry)
    found = []
    for hit in context.hits[:HITS]:
        passage = hit.stored.passage
        met_on = passage.meeting.date
        if not (day and met_on and met_on > day) or passage.standing == "proposed":
            continue
        for a, b in sentences(passage.text):
            if matter.share_in(passage.text[a:b]) >= MOSTLY * best.share:
                found.append((met_on, Piece(hit.stored, a, b)))
    if not found:
        return []
    met_on, piece = max(found, key=lambda each: each[0])
    return [Piece(piece.stored, fields=f"Later, {short_date(met_on)}:"), piece]


def _again(later: FoundResolution) -> Piece:
    """When the matter was decided later, and how: "Later, 27 May 2025: agreed."."""
    day, ended = day_of(later.entry), verdict(later)
    return replace(ended, fields=f"Later, {short_date(day)}: {ended.fields}") if day else ended


def propose_mover(context: Context, found: list[FoundResolution]) -> Proposal | None:
    """The line that tells who moved what the question asks about."""
    best = the_one([one for one in found if one.record.proposer])
    if best is None:
        return None
    pieces = (movers(best), verdict(best), about(best), met(best))
    return Proposal("person", tuple(filter(None, pieces)), of_resolution(best))


def propose_day(context: Context, found: list[FoundResolution]) -> Proposal | None:
    """The line that tells on which day it was decided."""
    best = the_one([one for one in found if met(one) and one.record.outcome != "not stated"])
    if best is None:
        return None
    pieces = (met(best), verdict(best), about(best))
    return Proposal("date", tuple(filter(None, pieces)), of_resolution(best))
