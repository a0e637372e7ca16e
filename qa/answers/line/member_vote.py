"""How a member voted, and who was on one side of a vote, from the printed lists."""

from __future__ import annotations

from itertools import zip_longest

from qa.answers.line.asked import asks_for, member_asked
from qa.answers.line.certainty import of_resolution
from qa.answers.line.named import persons_named
from qa.answers.line.proposal import Piece, Proposal
from qa.answers.line.resolution import FoundResolution
from qa.answers.line.told import about, met, verdict
from qa.answers.line.vote import the_vote
from qa.answers.search.context import Context
from qa.answers.understanding.question import Question
from qa.papers.register import Votes, Words
from qa.papers.registers.vote import SIDE

MAX_NAMES = 150  # words of a list of names that are quoted
SIDES = {"against": "ag", "abstaining": "ab", "in_favour": "fo"}


def propose(context: Context, found: list[FoundResolution]) -> Proposal | None:
    """The line that tells how the member named voted, or who was on the side asked for."""
    if name := member_asked(context.question):
        return _of_member(name, found, context.question)
    for asked, side in SIDES.items():
        if asks_for(asked, context.question):
            return _of_side(side, found, context.question)
    return None


def _of_member(name: str, found: list[FoundResolution], question: Question) -> Proposal | None:
    """How a member voted who is on one list only of the vote: on two, the paper has a mistake.

    The vote is chosen first. Another vote, on whose lists the name stands, is not the one asked
    about; but of two that are as likely, the one with the name is.
    """

    def is_listed(one: FoundResolution) -> bool:
        return one.record.votes is not None and len(_sides_of(name, one.record.votes)) == 1

    best = the_vote(found, question, is_listed)
    if best is None or best.record.votes is None or not is_listed(best):
        return None
    [(side, printed)] = _sides_of(name, best.record.votes)
    how = best.record.how[-1] if best.record.how else best.record.words[-1]
    told = Piece(best.entry.passages[how.passage], fields=f"{printed} {side}.")
    pieces = (told, verdict(best), about(best), met(best))
    return Proposal("member vote", tuple(filter(None, pieces)), of_resolution(best))


def _sides_of(name: str, votes: Votes) -> list[tuple[str, str]]:
    """The sides on whose lists a member stands, in words, with the name as printed."""
    lists = (
        ("voted for", votes.in_favour),
        ("voted against", votes.opposed),
        ("abstained", votes.abstaining),
    )
    printed = persons_named(name, [one for _, names in lists for one in names])
    return [(side, one) for side, names in lists for one in names if one in printed]


def _of_side(side: str, found: list[FoundResolution], question: Question) -> Proposal | None:
    """The names on one side of the vote asked about, as they are printed: below a head, or else in
    whatever words, as far as the register has all of them."""
    best = the_vote(found, question)
    if best is None:
        return None
    span = _printed(side, best)
    names = Piece(best.entry.passages[span.passage], span.start, span.end) if span else None
    names = names or _named(side, best)
    if names is None:
        return None
    pieces = (names, verdict(best), about(best), met(best))
    return Proposal("member vote", tuple(filter(None, pieces)), of_resolution(best))


def _named(side: str, found: FoundResolution) -> Piece | None:
    """Who was on a side, as fields; None where not as many are named as were counted."""
    votes = found.record.votes
    if votes is None:
        return None
    names, count, voted = {
        "fo": (votes.in_favour, votes.favour, "voted for"),
        "ag": (votes.opposed, votes.against, "voted against"),
        "ab": (votes.abstaining, votes.abstained, "abstained"),
    }[side]
    if not names or len(names) != count or len(names) > MAX_NAMES:
        return None
    how = found.record.how[-1] if found.record.how else found.record.words[-1]
    listed = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return Piece(found.entry.passages[how.passage], fields=f"{listed} {voted}.")


def _printed(side: str, found: FoundResolution) -> Words | None:
    """Where the head of a side and its names stand, if they stand together."""
    how = found.record.how
    for head, names in zip_longest(how, how[1:]):
        match = SIDE.match(found.entry.text_of(head))
        if not match or match["side"].lower()[:2] != side:
            continue
        if names is None or names.passage != head.passage or SIDE.match(found.entry.text_of(names)):
            return head
        whole = Words(head.passage, head.start, names.end)
        return whole if len(found.entry.text_of(whole).split()) <= MAX_NAMES else head
    return None
