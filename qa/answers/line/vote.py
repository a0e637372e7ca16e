"""Which vote of the register a question is about, where that is clear."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answers.line.asked import asks_for
from qa.answers.line.resolution import FoundResolution, the_one
from qa.answers.registers.entry import day_of
from qa.answers.understanding.question import Question

# A vote is told if the next is so far behind. Of 97 entries to three councils' questions that were
# sure enough .86 stood in the marked passage; of the 82 that were ahead by so much, .90.
CLEAR = 0.1
# Of the share of the matter that an amendment holds; it rests on one vote of the sample papers.
AS_MUCH = 0.9


def the_vote(found: Sequence[FoundResolution], question: Question) -> FoundResolution | None:
    """The vote that a question asks about, of `found`, best first; None where there is none, or
    where another vote is nearly as likely: another vote told for it is worse than none.

    An amendment is told where amendments are asked for, or where no motion of that meeting holds
    as much of the matter: to have voted against one is mostly to have voted for the motion.
    """
    votes = [one for one in found if one.record.votes]
    among = [one for one in votes if not one.is_amendment or asks_for("amendment", question)]
    best = the_one(among)
    likelier = the_one([one for one in votes if not best or one.score >= best.score + CLEAR])
    if likelier:
        day, share = day_of(likelier.entry), AS_MUCH * likelier.share
        put = [one for one in among if day_of(one.entry) == day and one.share >= share]
        best, among = (put[0], put) if put else (likelier, votes)
    if best is None:
        return None
    rivals = (one for one in among if one is not best and one.score > best.score - CLEAR)
    counted = (best.record.votes, day_of(best.entry))
    return None if any((one.record.votes, day_of(one.entry)) != counted for one in rivals) else best
