"""What was decided, and how a vote went, told from the register of decisions."""

from __future__ import annotations

from qa.answers.line.asked import asks_for
from qa.answers.line.certainty import of_resolution
from qa.answers.line.proposal import Proposal
from qa.answers.line.resolution import FoundResolution, about, met, movers, the_one, verdict
from qa.answers.search.context import Context


def propose(context: Context, found: list[FoundResolution]) -> Proposal | None:
    """The line that tells the resolution which the question asks about."""
    votes = asks_for("vote", context.question)
    best = the_one([one for one in found if one.record.votes] if votes else found)
    best = best or the_one(found)
    if best is None:
        return None
    pieces = (verdict(best), about(best), met(best))
    return Proposal(
        "vote" if best.record.votes else "decision",
        tuple(filter(None, pieces)),
        of_resolution(best),
    )


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
