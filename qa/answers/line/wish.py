"""What a question asks of the registers, read once for all kinds of lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from qa.answers.line import earlier_answer, sentence
from qa.answers.line.asked import asks_for, asks_what_was_said, member_asked
from qa.answers.line.proposal import Proposal
from qa.answers.line.resolution import FoundResolution, resolutions_asked
from qa.answers.search.context import Context
from qa.papers import kinds
from qa.papers.paper import Passage

WHO_CALLED_IN = re.compile(r"\bwho\b.{0,30}\bcalled\b.{0,60}\bin\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wish:
    """A search, with what its question asks for; what the registers and passages hold is read when
    called for.

    `member` is one whose vote is asked for; a `reply` is wanted where somebody asks for one, and
    may be told where one was found first.
    """

    context: Context
    votes: bool
    moved: bool
    decided: bool
    when: bool
    member: str
    reply: bool
    replied_first: bool
    resolutions: Callable[[], list[FoundResolution]]
    earlier: Callable[[], Proposal | None]
    sentence: Callable[[], Proposal | None]

    @property
    def of_decisions(self) -> bool:
        """Whether the register of decisions may tell it: no story does that asks for no end, and
        how something was decided does not say why."""
        question = self.context.question
        if self.context.timeline and not asks_for("ended", question):
            return False
        return (self.votes or self.decided or self.moved) and not asks_for("why", question)


def _may_be_decided(passage: Passage) -> bool:
    """Whether a passage tells what was put or decided, or may: of draft minutes it is not told."""
    of_draft = passage.standing == "draft" and kinds.kind_of(passage.document).is_record
    return of_draft or passage.standing in ("proposed", "decided")


def wish_of(context: Context) -> Wish:
    """What the question of a search asks for."""
    question, hits = context.question, context.hits
    first = hits[0].stored.passage if hits else None
    votes, decided = asks_for("vote", question), asks_for("decided", question)
    if asks_for("yes_or_no", question) and first and _may_be_decided(first):
        decided = True  # whether it is so hangs on what was decided, or became of the proposal
    if asks_for("of_officers", question) or WHO_CALLED_IN.search(question.own):
        decided = False
    member = member_asked(question)
    resolutions, earlier = context.library.store.both(
        lambda: resolutions_asked(context, member=member if votes else ""),
        lambda: earlier_answer.propose(context),
    )
    return Wish(
        context,
        votes=votes,
        moved=asks_for("moved", question),
        decided=decided,
        when=asks_for("when", question),
        member=member if votes else "",
        reply=asks_what_was_said(question),
        replied_first=bool(first and first.standing == "answered")
        and not question.asks_for_questions,
        resolutions=cache(resolutions),
        earlier=cache(earlier),
        sentence=cache(lambda: sentence.propose(context)),
    )
