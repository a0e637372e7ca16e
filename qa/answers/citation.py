"""Citations, each made of a stored passage, and quotes, each made of the words of a citation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa.library.records import StoredPassage
from qa.library.reference import Reference, mark
from qa.papers.document import Document
from qa.papers.file_name import Form
from qa.papers.kinds import kind_of
from qa.papers.paper import Header, MeetingPart, Standing
from qa.papers.source import Source
from qa.publication import ExternalLink, external_links
from qa.wording import spot_words


@dataclass(frozen=True, slots=True)
class Place:
    """Another place where the words of a citation stand, as near-copies are cited once.

    `spot` says where they stand in a paper without pages.
    """

    paper_key: str
    paper: str
    pdf_page: int
    printed_page: str | None
    meeting_date: date | None
    spot: str | None = None

    @classmethod
    def of(cls, stored: StoredPassage) -> Place:
        """Where a stored passage stands."""
        passage = stored.passage
        return cls(
            stored.paper_key,
            stored.paper,
            passage.page,
            passage.printed_page,
            passage.meeting.date,
            _spot(passage.paragraphs, 0, len(passage.text), passage.section),
        )


@dataclass(frozen=True, slots=True)
class Citation:
    """A stored passage as it is cited: word for word, with its meeting and its pages.

    `breaks` are the offsets in `text` at which further pages begin. `terms` are abbreviations in
    the text, each with what its paper says elsewhere that it stands for. `ocr` is true where some
    words were read from a picture. Where its paper is of a `form` without pages, `paragraphs` are
    the offsets at which paragraphs begin, each with its number. `source` is what the publishing
    site states of the paper. `last_day` and `inferred` are those of its meeting, `header` is that
    of the table whose rows it has. `whose` names the council whose library it is in, where several
    share a service.
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
    form: Form = "pdf"
    paragraphs: tuple[tuple[int, int], ...] = ()
    last_day: date | None = None
    inferred: tuple[tuple[MeetingPart, str], ...] = ()
    header: Header | None = None
    whose: str = ""

    @classmethod
    def of(
        cls, stored: StoredPassage, n: int, score: float, also_in: tuple[Place, ...] = ()
    ) -> Citation:
        """The citation of a stored passage; `n` counts from 1, `score` is shown as 0 to 1."""
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
            score=round(max(0.0, min(1.0, score)), 4),
            breaks=passage.breaks,
            terms=tuple(pair for pair in passage.terms if pair[0] in passage.text),
            also_in=also_in,
            ocr=passage.ocr,
            source=stored.source,
            form=stored.form,
            paragraphs=passage.paragraphs,
            last_day=passage.meeting.last_day,
            inferred=passage.meeting.inferred,
            header=passage.header,
            whose=stored.whose,
        )

    @property
    def paragraph(self) -> int | None:
        """The number of the paragraph with which it begins; None in a paper with pages."""
        return self.paragraphs[0][1] if self.paragraphs else None

    @property
    def paragraph_end(self) -> int | None:
        """The number of the paragraph with which it ends; None in a paper with pages."""
        return self.paragraphs[-1][1] if self.paragraphs else None

    def spot_of(self, *quotes: Quote) -> str | None:
        """Where its `quotes`, or all of it, stand in a paper without pages, in words: by heading
        and paragraph. None in a paper with pages."""
        own = [quote for quote in quotes if quote.citation == self.n]
        start = min((quote.start for quote in own), default=0)
        end = max((quote.end for quote in own), default=len(self.text))
        return _spot(self.paragraphs, start, end, self.section)

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
        """Links to where it was published, at a PDF page."""
        return external_links(self.source, page)


@dataclass(frozen=True, slots=True)
class Quote:
    """One or more sentences of a citation; `start` and `end` are offsets in its text.

    `citation` is the number of the citation. `pdf_page` and `printed_page` are of the page on which
    the quote begins, which may be a later one than its passage's. `marked` are the offsets in its
    text of the sentence that answers; None where none is told from the rest. In a paper
    without pages, `paragraph` is the number of the paragraph in which it begins. `last_page` is the
    PDF page on which it ends; None if that is the same.
    """

    text: str
    citation: int
    start: int
    end: int
    pdf_page: int
    printed_page: str | None
    marked: tuple[int, int] | None = None
    paragraph: int | None = None
    last_page: int | None = None

    @property
    def pdf_page_end(self) -> int:
        """The PDF page on which it ends, as a recorded vote may end on the next."""
        return self.last_page or self.pdf_page

    @classmethod
    def of(
        cls,
        citation: Citation,
        start: int,
        end: int,
        printed: Mapping[int, str | None] | None = None,
        marked: tuple[int, int] | None = None,
    ) -> Quote:
        """The words of `citation` from `start` to `end`.

        `printed` are the printed numbers of its pages, by PDF page; `marked` are offsets in the
        citation's text of the sentence among the words that answers.
        """
        page = citation.pdf_page + sum(offset <= start for offset in citation.breaks)
        last = citation.pdf_page + sum(offset < end for offset in citation.breaks)
        on_first = page == citation.pdf_page
        number = citation.printed_page if on_first else (printed or {}).get(page)
        told = (marked[0] - start, marked[1] - start) if marked else None
        first = next(iter(_numbers(citation.paragraphs, start, end)), None)
        return cls(
            citation.text[start:end],
            citation.n,
            start,
            end,
            page,
            number,
            told,
            first,
            last if last > page else None,
        )


def _numbers(paragraphs: Sequence[tuple[int, int]], start: int, end: int) -> list[int]:
    """The numbers of the paragraphs over which a passage's text from `start` to `end` goes."""
    before = [number for offset, number in paragraphs if offset <= start]
    return before[-1:] + [number for offset, number in paragraphs if start < offset < end]


def _spot(
    paragraphs: Sequence[tuple[int, int]], start: int, end: int, section: str | None
) -> str | None:
    numbers = _numbers(paragraphs, start, end)
    return spot_words(numbers[0], numbers[-1], section) if numbers else None
