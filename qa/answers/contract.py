"""The JSON that answers and entries of the registers are printed as, for other programs.

Each class describes one JSON object: the names, order, types and meaning of its fields. The command
line prints this JSON; the API sends it and describes it from the same classes.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from qa.answers import Shape, Status
from qa.answers.answer_line import LineKind
from qa.answers.json_object import Contract, field
from qa.answers.written import WrittenStatus
from qa.papers.document import DocumentName
from qa.papers.file_name import Form
from qa.papers.paper import MeetingPart, ProblemKind, Standing, StepKind
from qa.publication import safe_address
from qa.wording import page_runs


def _is_approved(draft: bool | None) -> bool | None:
    return None if draft is None else not draft


# Types and descriptions that several objects share.
Link = Annotated[str | None, BeforeValidator(safe_address)]
CitationNumber = Annotated[int, field("The number of the citation.")]
Worth = Annotated[Standing, field("What the words are worth.", "standing", "citation.standing")]
PaperName = Annotated[str, field("The file's name.", "paper", "citation.paper")]
DocumentKind = Annotated[
    DocumentName, field("The kind of document.", "document", "citation.document")
]
Council = Annotated[
    str | None, field("The council, where the paper says so.", "council", "citation.council")
]
Committee = Annotated[
    str | None, field("The committee that met.", "committee", "citation.committee")
]
MeetingDate = Annotated[
    date | None,
    field(
        "The date of the meeting that it records or is for.",
        "meeting_date",
        "citation.meeting_date",
    ),
]
PublishedWith = Annotated[
    date | None,
    field(
        "The date of the meeting whose pack it travels in.",
        "published_with",
        "citation.published_with",
    ),
]
Item = Annotated[str | None, field("The item of the agenda.", "item", "citation.item")]
PdfPage = Annotated[
    int,
    field(
        "The page on which it begins, counted from 1.",
        "pdf_page",
        "pages.0",
        "quote.pdf_page",
        "citation.pdf_page",
    ),
]
PdfPageEnd = Annotated[int, field("The page on which it ends.", "pdf_page_end", "pages.1")]
PrintedPage = Annotated[
    str | None,
    field(
        "The number printed on that page.",
        "printed_page",
        "quote.printed_page",
        "quotes.0.printed_page",
    ),
]
Paragraph = Annotated[
    int | None,
    field(
        "In a paper without pages, the number of the paragraph in which it begins; else null.",
        "paragraph",
        "quote.paragraph",
        "quotes.0.paragraph",
        "first.paragraph",
    ),
]
PaperForm = Annotated[
    Form,
    field("What the paper is written as; only a PDF has pages.", "form", "citation.form"),
]
ReadByOcr = Annotated[
    bool,
    field(
        "Whether some were read from a picture (OCR), and may be misread.", "ocr", "citation.ocr"
    ),
]


def _published(description: str, name: str) -> Any:
    """A field of what a site states of a paper, for the words of a citation or of an entry."""
    return field(description, f"publication.{name}", f"citation.publication.{name}")


class Published(Contract):
    """What was said of a paper on the site of whoever published it; null where that is not.

    In an object that has these fields and others, they come after those of its other base class,
    and before its own.
    """

    document_address: Link = _published("The council's own copy of the document.", "address")
    document_title: str | None = _published("The document's title there.", "title")
    meeting_address: Link = _published(
        "The page there of the meeting that the paper was for.", "meeting_address"
    )
    meeting_time: str | None = _published(
        "When on the day of the meeting it began, in the site's words.", "time"
    )
    meeting_status: str | None = _published(
        "Whether it was to be held, in the words of the site or of the paper.", "status"
    )
    approved: Annotated[bool | None, BeforeValidator(_is_approved)] = _published(
        "Of minutes, whether they were approved; else null.", "draft"
    )
    withdrawn: date | None = _published(
        "The day on which the document was first found to be gone.", "withdrawn"
    )


class Place(Contract):
    """Another place where the same words stand."""

    paper: PaperName
    pdf_page: PdfPage
    printed_page: PrintedPage


LastDay = Annotated[
    date | None,
    field(
        "The last day of a meeting that went on upon another day.",
        "last_day",
        "citation.last_day",
    ),
]
Inferred = Annotated[
    dict[MeetingPart, str],
    BeforeValidator(dict),
    field(
        "What of council, committee and date the paper does not say itself, each with the paper "
        "beside it that does; empty text where many do.",
        "inferred",
        "citation.inferred",
    ),
]


class DatedPlace(Place):
    """Another place where the same words stand, with the date of the meeting."""

    meeting_date: date | None = field("The date of the meeting.")


class _Passage(Contract):
    """The fields of a citation that come before those of its publication."""

    n: int = field("Its number in this answer, from 1.")
    reference: Annotated[str, BeforeValidator(str)] = field(
        "Its lasting name, to ask /api/passage for."
    )
    text: str = field("The whole passage, word for word.")
    paper: PaperName
    council: Council
    whose: str = field("The council whose library it is in, where several share a service.")
    committee: Committee
    meeting_date: MeetingDate
    meeting_last_day: LastDay
    inferred: Inferred
    published_with: PublishedWith
    document: DocumentKind
    standing: Standing = field("What the words are worth: no other is decided.")
    item: Item
    section: str | None = field("The heading that it stands under.")
    pdf_page: PdfPage
    pdf_page_end: PdfPageEnd
    printed_page: PrintedPage
    form: PaperForm
    paragraph: Paragraph
    paragraph_end: int | None = field("The number of the paragraph in which it ends.")
    score: float = field("How well it was found, from 0 to 1.")
    ocr: ReadByOcr
    terms: Annotated[dict[str, str], BeforeValidator(dict)] = field(
        "Abbreviations in it, with what its paper says they stand for."
    )


class Citation(Published, _Passage):
    """A passage, word for word, and where it stands."""

    also_in: list[DatedPlace] = field("Where else the same words stand.")


class Quote(Contract):
    """One or more sentences of a citation, word for word."""

    text: str = field("The words.")
    citation: CitationNumber
    pdf_page: PdfPage
    pdf_page_end: PdfPageEnd
    printed_page: PrintedPage
    marked: tuple[int, int] | None = field(
        "Where in the words the sentence that answers begins and ends, where that is known."
    )
    paragraph: Paragraph


class Step(Contract):
    """One step of a story."""

    day: date = field("The date of the meeting.", "date", name="date")
    citation: CitationNumber
    text: str = field("The words.")
    step: StepKind = field("What kind of step it is.", "kind")
    standing: Worth
    also_in: list[DatedPlace] = field("Where else the same is told.")


class Mention(Contract):
    """The latest paper that speaks of the subject of a story."""

    day: date = field("The date of the meeting.", "date", name="date")
    document: DocumentKind
    citation: CitationNumber


class Figure(Contract):
    """A figure or a date that a step gives."""

    text: str = field("The figure, as printed.")
    day: date = field("The date of the meeting.", "date", name="date")
    citation: CitationNumber


class Difference(Contract):
    """Figures that the steps of a story give for the same thing."""

    about: str = field("The thing.")
    figures: list[Figure] = field("The figures.")


class Searched(Contract):
    """How much was searched."""

    papers: int = field("How many papers.")
    earliest: date | None = field("The date of their first meeting.", name="from")
    latest: date | None = field("The date of their last meeting.", name="to")
    councils: list[str] = field("Of which councils, where several share a service.")
    left_out: Annotated[dict[str, str], BeforeValidator(dict)] = field(
        "Councils that could not be searched, each with the reason."
    )


MAX_PAGES = 100  # pages, and ranges of pages, that are listed; a file may claim any number
PAGES = "The first 100 of the pages, counted from 1; none where it is the whole paper."
RANGES = "The same pages as ranges, the first 100 of them: the first and the last page of each."
NUMBER_OF_PAGES = "How many pages it is; 0 where it is the whole paper."
FirstPages = Annotated[list[int], BeforeValidator(lambda pages: list(pages)[:MAX_PAGES])]
PageRanges = Annotated[
    list[tuple[int, int]], BeforeValidator(lambda pages: page_runs(pages)[:MAX_PAGES])
]
PageNumber = Annotated[int, BeforeValidator(len)]


class Gap(Contract):
    """A paper that could not be read, or not all of it."""

    paper: str = field("The file's name.", "name")
    key: str = field("Its lasting name; empty where the file could not even be opened.")
    committee: Committee
    meeting_date: date | None = field("The date of the meeting.", "day")
    kinds: list[ProblemKind] = field(
        "Why: they could not be read, met a fault of this program, or have no text."
    )
    pages: FirstPages = field(PAGES)
    ranges: PageRanges = field(RANGES, "pages")
    number_of_pages: PageNumber = field(NUMBER_OF_PAGES, "pages")


class Unread(Contract):
    """What could not be read and might matter to an answer."""

    papers: tuple[Gap, ...] = field("A few papers, newest meeting first.")
    more: int = field("How many more papers.")
    held_back: bool = field("Whether papers or pages of a meeting cited are not for the public.")


class Part(Contract):
    """A part of an answer line."""

    text: str = field("The words.")
    citation: CitationNumber
    verbatim: bool = field(
        "Whether they are word for word from the citation. Otherwise they are made of fields of a "
        "register entry, or of the citation, whose words are cited."
    )
    marked: tuple[tuple[int, int], ...] = field(
        "Where in the words that stands which was asked for: offsets of its start and end."
    )


class AnswerLine(Contract):
    """What a reader is told first."""

    kind: LineKind = field("What kind of line it is.")
    text: str = field("Its parts, joined by blanks.")
    parts: tuple[Part, ...] = field("What it is made of.")
    certainty: float = field("How sure the program is of it, from 0 to 1.")


class WrittenSentence(Contract):
    """A sentence that a language model wrote, and that its passage bears out. It is no quote."""

    text: str = field("The sentence.")
    citation: CitationNumber
    place: Place = field("Where that passage stands.", "cited")


class Written(Contract):
    """What a language model wrote from the passages, each sentence checked against its own."""

    status: WrittenStatus = field(
        "Whether it is shown; nothing, or less than half, was borne out; or the model failed."
    )
    sentences: list[WrittenSentence] = field("The sentences; none unless it is shown.")
    dropped: int = field("How many sentences were not borne out, and are left out.")
    reason: str = field("Why nothing is shown, or maybe less than was to come; else empty.")
    model: str = field("The model that was asked.")
    host: str = field("The host that it was asked at.")
    seconds: Annotated[float, AfterValidator(lambda seconds: round(seconds, 4))] = field(
        "How long it took."
    )


class Answer(Contract):
    """What the papers say to a question, or that they do not."""

    question: str = field("The question.")
    asked: str = field("The question as it was understood: the next one's “previous”.")
    status: Status = field("Whether the papers answer it.")
    reason: str | None = field("Why they are not believed to.")
    notes: list[str] = field("What was made of the question, where that is not plain.")
    shape: Shape = field("Whether it is answered as a story.")
    answer: AnswerLine | None = field("The line that a person reads first.", "line")
    quotes: list[Quote] = field("The words that answer it, best first.")
    citations: tuple[Citation, ...] = field(
        "Passages, best first, and those of all steps; where there is no answer, the nearest."
    )
    timeline: list[Step] = field("The steps of a story, oldest first.")
    last_mentioned: Mention | None = field("The latest paper that speaks of a story's subject.")
    nothing_later_up_to: date | None = field("The last meeting of which papers say no more of it.")
    differences: list[Difference] = field("The figures on which the steps of a story differ.")
    searched: Searched = field("What was searched.")
    unread: Unread = field("What could not be read and might matter.")
    written: Written | None = field("What a language model wrote of it; null where none was asked.")
    seconds: Annotated[float, AfterValidator(lambda seconds: round(seconds, 4))] = field(
        "How long it took."
    )
