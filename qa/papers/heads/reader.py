"""The reader of heads: what the first lines of a page say of its kind, its body and its day.

All that may be meant is listed, and what is likeliest is taken, by weights that were learned from
the heads of many councils. Where nothing is likely enough, nothing is said: a wrong date is worse
than none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from qa.papers.dates import days_in
from qa.papers.heads.body import body_candidates
from qa.papers.heads.body_name import WHOLE_COUNCIL, electors_meeting
from qa.papers.heads.council import is_place
from qa.papers.heads.cues import has_cue
from qa.papers.heads.day import day_candidates
from qa.papers.heads.document import document_features
from qa.papers.heads.head import HeadLines
from qa.papers.heads.weights import HeadWeights, head_weights
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
# Log-odds from which on a day or a body is taken, chosen on forms of councils that were left out
# (see qa/evaluation/README.md).
MIN_DAY, MIN_BODY = 0.2, -0.75
TITLE_LINES, DRAFT_LINES, DECIDED_BY_LINES, PRESENT_LINES = 3, 8, 12, 12  # of a head


class HeadReader:
    """Reads the head of one page, whose first lines are given."""

    def __init__(self, lines: Sequence[str], weights: HeadWeights) -> None:
        self._head = HeadLines.of(lines)
        self._weights = weights

    @cached_property
    def document(self) -> tuple[str, float]:
        """The likeliest kind, and how likely it is, from 0 to 1."""
        shares = self._weights.shares(document_features(self._head))
        return max(shares.items(), key=lambda one: one[1])

    @cached_property
    def electors(self) -> str | None:
        """The meeting of electors that the head is about, which is of no council."""
        return electors_meeting(self._head.lines[:TITLE_LINES])

    @cached_property
    def draft(self) -> bool:
        """Whether minutes with this head say that they are not confirmed."""
        lines = min(self._head.first_item, DRAFT_LINES)
        return any("draft" in cues for cues in self._head.cues[:lines])

    @cached_property
    def was_taken_alone(self) -> bool:
        """Whether a decision with this head was taken by an officer or a member, by no body."""
        return any(map(_PHRASES["taken_alone"].search, self._head.lines[:DECIDED_BY_LINES]))

    def day(self, document: str) -> date | None:
        """The day of the meeting, for a paper of that kind; of a decision, its own."""
        return self.days(document)[0]

    def days(self, document: str) -> tuple[date | None, date | None]:
        """The same, with the last day of a meeting that went on upon another."""
        score = self._weights.day.score
        scored = [(score(one.features), one) for one in day_candidates(self._head, document)]
        best, found = max(scored, key=lambda one: one[0], default=(MIN_DAY - 1, None))
        return (found.day, found.last) if found and best >= MIN_DAY else (None, None)

    def committee(self, document: str) -> str | None:
        """The body that met, for a paper of that kind."""
        if self.electors:
            return self.electors
        score = self._weights.body.score
        candidates = body_candidates(self._head, document)
        scored = [(score(one.features), one.body) for one in candidates]
        best, body = max(scored, key=lambda one: one[0], default=(MIN_BODY - 1, None))
        if best >= MIN_BODY:
            return body
        of_all = not candidates and any(map(_PHRASES["of_all"].search, self._head.lines))
        return WHOLE_COUNCIL if of_all or self._names_only_a_place(document) else None

    def _names_only_a_place(self, document: str) -> bool:
        """Whether it is headed by a municipality alone: "Township of Thurl / Minutes"."""
        if document not in ("minutes", "agenda"):
            return False
        above = self._head.lines[: min(self._head.first_present, TITLE_LINES)]
        return any(is_place(line) for line in above)


def lists_those_present(lines: Sequence[str]) -> bool:
    """Whether the first lines of a page name a day and, below it, who was present: minutes that are
    bound in behind other papers begin so, whatever else they say."""
    for i, line in enumerate(lines[1:PRESENT_LINES], 1):
        if has_cue("line", "present", line):
            return bool(days_in(" ".join(lines[: i + 1])))
    return False


def head_reader(lines: Sequence[str]) -> HeadReader | None:
    """A reader of the head with these lines; None where no weights have been learned."""
    weights = head_weights()
    return HeadReader(lines, weights) if weights else None
