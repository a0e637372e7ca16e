"""The records of an answer: its quotes, the steps of a story, and what was searched."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qa.answers import Shape, Status
from qa.answers.answer_line import AnswerLine
from qa.answers.citation import Citation, Place, Quote
from qa.answers.written import Written
from qa.library.records import Searched
from qa.library.reference import Reference
from qa.library.unread import Gaps
from qa.papers.document import Document
from qa.papers.kinds import kind_of
from qa.papers.paper import Standing, StepKind
from qa.wording import (
    DOUBT_WORDS,
    HELD_BACK,
    MAY_HOLD,
    count,
    pages_or_all,
    short_date,
    spoken_list,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a timeline: what was said at the meeting of that date.

    `standing` is what its words are worth, `also_in` is where else the same is stated, and
    `decided` is where in its words those stand that the register of decisions has of it.
    """

    date: date
    quote: Quote
    kind: StepKind
    standing: Standing
    also_in: tuple[Place, ...] = ()
    decided: tuple[int, int] | None = None

    @property
    def citation(self) -> int:
        """The number of its citation."""
        return self.quote.citation

    @property
    def text(self) -> str:
        """Its words."""
        return self.quote.text


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of a subject: the date of its meeting, its kind of document, and its citation."""

    date: date
    document: Document
    citation: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure or date as it is printed, with the date of its meeting and its citation."""

    text: str
    date: date
    citation: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A thing, in the words of the steps of a story, and the different figures they give for it."""

    about: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the papers say to a question, or that they do not.

    `reason` says why the papers are not believed to answer it, and is None where they are. `notes`
    say how the question was read: which typing errors were corrected, and which time or kind of
    paper was preferred. Of a story, `last_mentioned` is the latest paper that mentions its subject,
    whether or not it is a step of the `timeline`. `differences` are figures in which the steps
    differ. `unread` is what could not be read and might matter. `line` is what a reader is told
    first, None where nothing found is sure enough to be told so. `written` is what a language model
    wrote of it, None where none was asked.
    """

    question: str
    asked: str
    status: Status
    shape: Shape
    quotes: tuple[Quote, ...]
    citations: tuple[Citation, ...]
    searched: Searched
    seconds: float
    timeline: tuple[Step, ...] = ()
    reason: str | None = None
    notes: tuple[str, ...] = ()
    last_mentioned: Mention | None = None
    differences: tuple[Difference, ...] = ()
    unread: Gaps = field(default_factory=Gaps)
    line: AnswerLine | None = None
    written: Written | None = None

    @property
    def doubt(self) -> str:
        """That the papers do not answer, or may not, and why; empty where they do."""
        return f"{DOUBT_WORDS[self.status]} {self.reason or ''}".strip()

    @property
    def nothing_later_up_to(self) -> date | None:
        """The date of the latest meeting searched, if it is after the last mention of a story."""
        latest = self.searched.latest
        if not self.last_mentioned or not latest or latest <= self.last_mentioned.date:
            return None
        return latest

    def ending(self) -> tuple[str, ...]:
        """The end of a story, in words: its last mention, and up to when nothing follows."""
        if not (last := self.last_mentioned):
            return ()
        paper = kind_of(last.document).one
        mentioned = f"Last mentioned {short_date(last.date)}, in {paper}."
        until = self.nothing_later_up_to
        silence = (f"Nothing later in papers up to {short_date(until)}.",) if until else ()
        return (mentioned, *silence)

    def unread_words(self) -> tuple[str, ...]:
        """What could not be read and might matter, in words."""
        gaps = self.unread
        named = [f"{gap.name} ({pages_or_all(gap.pages)})" for gap in gaps.papers]
        more = [count(gaps.more, "more paper")] if gaps.more else []
        words = [f"{MAY_HOLD[self.status]}: {spoken_list([*named, *more])}."] if named else []
        return (*words, *([HELD_BACK] if gaps.held_back else []))

    def references(self) -> list[Reference]:
        """The lasting names of what it quotes: the steps of its story, and then its quotes."""
        quotes = [*(step.quote for step in self.timeline), *self.quotes]
        return [self.cited(quote.citation).reference_to(quote) for quote in quotes]

    def cited(self, n: int) -> Citation:
        """The citation numbered `n`."""
        return next(citation for citation in self.citations if citation.n == n)

    def to_json(self) -> dict[str, Any]:
        """The answer for other programs, as `qa.answers.contract` describes it."""
        from qa.answers import contract  # only where JSON is wanted, as building it takes time

        return contract.Answer.of(self)
