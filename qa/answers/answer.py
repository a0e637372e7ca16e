"""An answer: quotes, each with the citation it stands on, and what was searched.

A `Citation` can only be made from a stored passage, and a `Quote` only from the words of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from qa.library.records import Searched, StoredPassage
from qa.library.reference import Reference, mark
from qa.library.unread import Gaps
from qa.papers.document import Document
from qa.papers.kinds import kind_of
from qa.papers.paper import Standing, StepKind
from qa.papers.source import Source
from qa.publication import ExternalLink, external_links
from qa.wording import HELD_BACK, MAY_HOLD, count, pages_or_all, short_date, spoken_list

Status = Literal["answered", "not_found"]
Shape = Literal["passages", "timeline"]


@dataclass(frozen=True, slots=True)
class Place:
    """Another place where the words of a citation stand: near-copies are cited once."""

    paper_key: str
    paper: str
    pdf_page: int
    printed_page: str | None
    meeting_date: date | None

    @classmethod
    def of(cls, stored: StoredPassage) -> Place:
        """Where a stored passage stands."""
        said = stored.passage
        day = said.meeting.date
        return cls(stored.paper_key, stored.paper, said.page, said.printed_page, day)


@dataclass(frozen=True, slots=True)
class Citation:
    """A stored passage as it is cited: word for word, with its meeting and its pages.

    `terms` are abbreviations in it with what they stand for, which its paper says elsewhere. `ocr`
    tells that some of the words were read from a picture, `source` what was said of its paper
    where that was published.
    """

    n: int
    passage_id: int
    paper_id: int
    paper_key: str
    text: str
    paper: str
    council: str | None
    committee: str | None
    meeting_date: date | None
    published_with: date | None
    document: Document
    standing: Standing
    item: str | None
    section: str | None
    pdf_page: int
    pdf_page_end: int
    printed_page: str | None
    score: float
    breaks: tuple[int, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    also_in: tuple[Place, ...] = ()
    ocr: bool = False
    source: Source | None = None

    @classmethod
    def of(
        cls, stored: StoredPassage, n: int, score: float, also_in: tuple[Place, ...] = ()
    ) -> Citation:
        """The citation of a stored passage; `n` counts from 1, `score` is shown as at most 1."""
        passage = stored.passage
        return cls(
            n=n,
            passage_id=stored.id,
            paper_id=stored.paper_id,
            paper_key=stored.paper_key,
            text=passage.text,
            paper=stored.paper,
            council=passage.meeting.council,
            committee=passage.meeting.committee,
            meeting_date=passage.meeting.date,
            published_with=passage.published_with,
            document=passage.document,
            standing=passage.standing,
            item=passage.item,
            section=passage.section,
            pdf_page=passage.page,
            pdf_page_end=passage.page_end,
            printed_page=passage.printed_page,
            score=round(min(1.0, score), 4),
            breaks=passage.breaks,
            terms=tuple(pair for pair in passage.terms if pair[0] in passage.text),
            also_in=also_in,
            ocr=passage.ocr,
            source=stored.source,
        )

    @property
    def reference(self) -> Reference:
        """The lasting name of all its words."""
        return self.reference_to()

    def reference_to(self, *quotes: Quote) -> Reference:
        """The lasting name of the words from the first to the last of its `quotes`, or of all."""
        own = [quote for quote in quotes if quote.citation == self.n]
        start = min((quote.start for quote in own), default=0)
        end = max((quote.end for quote in own), default=len(self.text))
        page = min((quote.pdf_page for quote in own), default=self.pdf_page)
        return Reference(self.paper_key, page, mark(self.text), start, end)

    @property
    def publication(self) -> Source:
        """What the publishing site states of its paper, as far as that applies to its words.

        The words may be of an earlier meeting than the paper, and only minutes are drafts.
        """
        source = self.source or Source()
        if source.meeting_date not in (None, self.meeting_date):
            source = replace(source, time=None, status=None, draft=None)
        is_record = source.document == self.document and kind_of(self.document).is_record
        return source if is_record else replace(source, draft=None)

    def external_links(self, page: int | None = None) -> list[ExternalLink]:
        """Where it was published, at a PDF page of it."""
        return external_links(self.source, page)


@dataclass(frozen=True, slots=True)
class Quote:
    """One or more sentences of a citation: `start` and `end` are offsets in its text.

    `pdf_page` and `printed_page` are those of the page on which the quote begins, which may be
    later than its passage's.
    """

    text: str
    citation: int
    start: int
    end: int
    pdf_page: int
    printed_page: str | None

    @classmethod
    def of(
        cls,
        citation: Citation,
        start: int,
        end: int,
        printed: Mapping[int, str | None] | None = None,
    ) -> Quote:
        """The words of `citation` from `start` to `end`.

        `printed` tells the printed numbers of the pages that the citation runs on to.
        """
        page = citation.pdf_page + sum(offset <= start for offset in citation.breaks)
        on_first = page == citation.pdf_page
        number = citation.printed_page if on_first else (printed or {}).get(page)
        return cls(citation.text[start:end], citation.n, start, end, page, number)


@dataclass(frozen=True, slots=True)
class Step:
    """One dated step of a timeline: what was said at the meeting of that day.

    `kind` says what kind of step it is, `standing` what its words are worth, `also_in` where else
    the same is told.
    """

    date: date
    quote: Quote
    kind: StepKind
    standing: Standing
    also_in: tuple[Place, ...] = ()

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
    """Where a subject is mentioned: in a document of that kind and meeting, at that citation."""

    date: date
    document: Document
    citation: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure or date as it is printed, in the citation of that number, said on the day."""

    text: str
    date: date
    citation: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What the steps of a story give different figures for, in their words, and each of them."""

    about: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the papers say to a question, or that they do not.

    `reason` says why they are not believed to answer, None where they do. `notes` say back how the
    question was read: typing errors mended, a time or a kind of paper looked for first. Of a story,
    `last_mentioned` is the latest paper that speaks of its subject, whether or not that is a step
    of its `timeline`, and `differences` are figures that its steps give for the same thing.
    `unread` is what could not be read and might matter to it.
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

    @property
    def nothing_later_up_to(self) -> date | None:
        """Up to when later papers were searched that say no more of a story, if any were."""
        latest = self.searched.latest
        if not self.last_mentioned or not latest or latest <= self.last_mentioned.date:
            return None
        return latest

    def ending(self) -> tuple[str, ...]:
        """Where a story ends, in words: its latest mention, and up to when silence follows."""
        if not (last := self.last_mentioned):
            return ()
        paper = kind_of(last.document).one
        said = f"Last mentioned {short_date(last.date)}, in {paper}."
        until = self.nothing_later_up_to
        silence = (f"Nothing later in papers up to {short_date(until)}.",) if until else ()
        return (said, *silence)

    def unread_said(self) -> tuple[str, ...]:
        """What could not be read and might matter, in words."""
        gaps = self.unread
        named = [f"{gap.name} ({pages_or_all(gap.pages)})" for gap in gaps.papers]
        more = [count(gaps.more, "more paper")] if gaps.more else []
        said = [f"{MAY_HOLD[self.status]}: {spoken_list([*named, *more])}."] if named else []
        return (*said, *([HELD_BACK] if gaps.held_back else []))

    def cited(self, n: int) -> Citation:
        """The citation numbered `n`."""
        return next(citation for citation in self.citations if citation.n == n)

    def to_json(self) -> dict[str, Any]:
        """The answer for other programs, as `qa.answers.contract` describes it."""
        from qa.answers import contract  # only where JSON is wanted, as building it takes time

        return contract.Answer.of(self)
