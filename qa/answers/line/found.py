"""A sentence found that may be told, by its hit, and how well it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qa.answers.search.context import Hit
from qa.answers.search.sentence import Signs


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence found, by its hit and its place in the passage, and how well it answers.

    `own` is the share of the question's weight that it holds, `titled` that of the title over it;
    `small` are the words that stand in small letters in the passages found.
    """

    hit: Hit
    start: int
    end: int
    signs: Signs
    score: float
    own: float
    small: frozenset[str] = frozenset()
    titled: float = 0.0

    @property
    def text(self) -> str:
        """Its words."""
        return self.hit.stored.passage.text[self.start : self.end]

    @property
    def day(self) -> date | None:
        """The day of the meeting that its passage is of."""
        return self.hit.stored.passage.meeting.date
