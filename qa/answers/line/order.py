"""The kinds of lines in the order in which they are tried: the first that is sure enough is told.

What an entry of a register tells goes before the words of a paper: it is short, and it says how
the matter ended. Of these the narrowest that is asked for goes first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qa.answers.answer_line import AnswerLine, LineKind
from qa.answers.line import amendments, decision, member_vote, next_meeting, nothing, row
from qa.answers.line.asked import asks_for
from qa.answers.line.certainty import LEAST
from qa.answers.line.proposal import Proposal
from qa.answers.line.put import decided_over
from qa.answers.line.story import story_line
from qa.answers.line.wish import Wish
from qa.answers.search.context import Context

# Lines that an entry of a register tells: where one is sure, the papers do answer.
OF_REGISTER: tuple[LineKind, ...] = ("decision", "vote", "member vote")
UNASKED = 0.6  # how sure an earlier answer must be where nobody asks for one
PLAIN = 0.7  # how sure an entry must be where all else says that the papers do not answer
# How far a sentence that gives what is asked for may be behind the best, for its share of the
# question, to be quoted first. Of 450 training questions 13 are quoted otherwise so, 8 as well.
BEHIND = 2.0
NEVER = 2.0  # no line is so sure

Line = Proposal | AnswerLine


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of line: whether a question asks for it, and what proposes it. Where one that is
    `alone` is asked for, no other line of a register says what is asked."""

    is_asked: Callable[[Wish], bool]
    propose: Callable[[Wish], Line | None]
    of_register: bool = True
    alone: bool = False


def _earlier_answer(wish: Wish) -> Proposal | None:
    answered = wish.earlier()
    sure = wish.reply or (answered and answered.certainty >= UNASKED)
    return answered if sure else None


def _may_reply(wish: Wish) -> bool:
    """Whether an earlier answer may be told at all: none is in a story, or where the papers are not
    believed to answer, and it need not be looked for."""
    return not wish.context.timeline and wish.context.refusal is None


def _sentence(wish: Wish) -> Proposal | None:
    told = wish.sentence()
    if told is None or told.certainty < LEAST["sentence"]:
        return None
    if told.changed:
        return told
    last = told.pieces[-1]  # that which answers; what was put may stand before it
    return None if decided_over(last.stored, last.text, wish.context) else told


def nearest(wish: Wish) -> Proposal | None:
    """The sentence that gives the value which is asked for, or settles if it is so, however little
    sure that is: where no line is told it is quoted before others, which do not. The more of the
    question it holds, the farther it may be behind."""
    told = wish.sentence() if _is_believed(wish) else None
    return told if told and told.kind != "sentence" and told.behind <= BEHIND else None


def _is_believed(wish: Wish) -> bool:
    """Whether the papers are believed to answer, and in no story."""
    context = wish.context
    return not context.timeline and context.refusal is None and context.doubt is None


ORDER: tuple[Kind, ...] = (
    # When the next meeting is, which the latest paper tells and every other as well.
    Kind(
        lambda wish: asks_for("next_meeting", wish.context.question) and _is_believed(wish),
        lambda wish: next_meeting.propose(wish.context),
    ),
    # How one member voted, since how a vote ended does not say it.
    Kind(
        lambda wish: wish.of_decisions and bool(wish.member),
        lambda wish: member_vote.propose(wish.context, wish.resolutions()),
        alone=True,
    ),
    # Who moved it, since neither what was decided nor an answer to a question says it.
    Kind(
        lambda wish: wish.of_decisions and wish.moved,
        lambda wish: decision.propose_mover(wish.context, wish.resolutions()),
        alone=True,
    ),
    # Who was on one side of a vote: with the names it tells how the vote ended too.
    Kind(
        lambda wish: wish.of_decisions and wish.votes,
        lambda wish: member_vote.propose(wish.context, wish.resolutions()),
    ),
    # On which day it was decided, of which the same is true.
    Kind(
        lambda wish: wish.of_decisions and wish.when,
        lambda wish: decision.propose_day(wish.context, wish.resolutions()),
    ),
    # All amendments that ended so, where they are asked for: one of them is not the answer.
    Kind(
        lambda wish: asks_for("amendments", wish.context.question),
        lambda wish: amendments.propose(wish.context, wish.resolutions()),
        alone=True,
    ),
    # What was decided, and how the vote ended.
    Kind(
        lambda wish: wish.of_decisions,
        lambda wish: decision.propose(wish.context, wish.resolutions()),
    ),
    # What was answered before, where that is asked for or was found first: the answer is formal,
    # and whole.
    Kind(lambda wish: (wish.reply or wish.replied_first) and _may_reply(wish), _earlier_answer),
    # How a story stood last, where no entry told how its motion ended.
    Kind(
        lambda wish: bool(wish.context.timeline),
        lambda wish: story_line(wish.context),
        of_register=False,
    ),
    # The sentence that answers best.
    Kind(_is_believed, _sentence, of_register=False),
    # The row of a table that gives a figure which no sentence does.
    Kind(_is_believed, lambda wish: row.propose(wish.context), of_register=False),
    # Where the papers do not answer, what they say nearest.
    Kind(
        lambda wish: wish.context.refusal is not None,
        lambda wish: nothing.propose(wish.context),
        of_register=False,
    ),
)


def first_line(wish: Wish) -> Line | None:
    """The first kind of line that is asked for and sure enough; None where none is."""
    context, closed = wish.context, False
    for kind in ORDER:
        if not kind.is_asked(wish) or (closed and kind.of_register):
            continue
        line = kind.propose(wish)
        if line and line.certainty >= _least(kind, line, context):
            return line
        closed = closed or kind.alone
    return None


def _least(kind: Kind, line: Line, context: Context) -> float:
    """How sure a line must be. Of a story, and where the papers are not believed to answer, no
    line of a register may be told but of what was decided."""
    if not kind.of_register or not (context.timeline or context.refusal is not None):
        return LEAST[line.kind]
    if line.kind not in OF_REGISTER:
        return NEVER
    return LEAST[line.kind] if context.refusal is None else max(PLAIN, LEAST[line.kind])
