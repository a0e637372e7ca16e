"""The JSON that entries of the registers are printed as; see `qa.answers.contract`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator

from qa.answers.contract import (
    Committee,
    Council,
    DocumentKind,
    Item,
    MeetingDate,
    PaperForm,
    PaperName,
    Paragraph,
    PdfPage,
    PdfPageEnd,
    Place,
    PrintedPage,
    Published,
    PublishedWith,
    ReadByOcr,
    Worth,
)
from qa.answers.json_object import Contract, field
from qa.papers.register import Outcome, ResolutionKind


def _lines(quotes: Any) -> str:
    """The words of some quotes, a line each."""
    return "\n".join(quote.text for quote in quotes)


def _lines_or_null(quotes: Any) -> str | None:
    return _lines(quotes) or None


def _with_names(votes: Any) -> dict[str, Any] | None:
    """A vote's counts, with the vote itself once more for the object that has its names."""
    if votes is None:
        return None
    counts = {name: getattr(votes, name) for name in ("favour", "against", "abstained")}
    return {**counts, "names": votes}


Words = Annotated[str, BeforeValidator(_lines)]


class Names(Contract):
    """Who voted how, as printed."""

    favour: list[str] = field("Who voted for it.", "in_favour", name="for")
    against: list[str] = field("Who voted against it.", "opposed")
    abstain: list[str] = field("Who abstained.", "abstaining")


class Votes(Contract):
    """A vote, as far as it is printed."""

    favour: int | None = field("How many voted for it.", name="for")
    against: int | None = field("How many voted against it.")
    abstain: int | None = field("How many abstained.", "abstained")
    names: Names = field("Who they are.")


class Action(Contract):
    """What somebody is to do."""

    text: str = field("The words.", "quote.text")
    owner: str | None = field("Who, as printed.")
    due: str | None = field("By when, as printed.")
    by: date | None = field("The day that this names.")
    pdf_page: int = field("The page, counted from 1.", "quote.pdf_page")


class TrackerRow(Contract):
    """What a tracker says of a decision."""

    text: Words = field("The words.", "quotes")
    status: list[str] = field("The statuses that it prints.", "statuses")
    paper: PaperName
    published_with: PublishedWith
    pdf_page: PdfPage
    printed_page: str | None = field("The number printed on that page.", "citation.printed_page")
    ocr: ReadByOcr


class Amended(Contract):
    """What an amendment was to change."""

    text: str = field("The words.")
    outcome: Outcome = field("How that ended.")


class _Resolution(Contract):
    """The fields of a decision that come before those of its publication."""

    kind: ResolutionKind = field("Which of these it is.")
    outcome: Outcome = field("How it ended.")
    meeting_date: MeetingDate
    council: Council
    committee: Committee
    item: Item
    text: str = field("The words.")
    proposer: str | None = field("Who proposed it, as printed.")
    seconder: str | None = field("Who seconded it, as printed.")
    votes: Annotated[Votes | None, BeforeValidator(_with_names)] = field(
        "The vote, where one is printed."
    )
    how: Words = field("The words that tell how it came about.")
    amends: Amended | None = field("What an amendment was to change, where the minutes print it.")
    actions: list[Action] = field("What is to be done.", "tasks")
    status: list[str] = field("The statuses that trackers print of it.", "statuses")
    responses: list[TrackerRow] = field("What trackers say of it.")
    document: DocumentKind
    standing: Worth
    paper: PaperName


class Decision(Published, _Resolution):
    """A resolution, or a motion or an amendment that was put."""

    pdf_page: PdfPage
    pdf_page_end: PdfPageEnd
    printed_page: PrintedPage
    form: PaperForm
    paragraph: Paragraph
    ocr: ReadByOcr
    also_in: list[Place] = field("Where else it stands.")


class Reply(Contract):
    """A reply as it was given."""

    by: str | None = field("Who gave it, where the paper says so.")
    text: Words = field("The words.", "quotes")


class Later(Contract):
    """What a later paper says of the same subject."""

    text: str = field("The words.", "quote.text")
    meeting_date: date | None = field("The date of the meeting.", "citation.meeting_date")
    committee: Committee
    document: DocumentKind
    standing: Worth
    paper: PaperName
    pdf_page: PdfPage
    printed_page: PrintedPage
    ocr: ReadByOcr
    new_figures: list[str] = field("Figures that the earlier answer had not.", "figures")
    new_dates: list[str] = field("Dates that the earlier answer had not.", "dates")
    new_status: list[str] = field("Statuses that the earlier answer had not.", "statuses")


class _Question(Contract):
    """The fields of an earlier question that come before those of its publication."""

    formal: bool = field("Whether it was put formally, or is a point of debate.")
    number: str | None = field("Its number, as printed.")
    by: str | None = field("Who asked it, as printed.")
    to: list[str] = field("Who was asked, as printed.")
    question: Words = field("The words; empty where only the answer could be told.")
    answers: list[Reply] = field("The answer.", "replies")
    supplementary: Annotated[str | None, BeforeValidator(_lines_or_null)] = field(
        "The supplementary question."
    )
    supplementary_answers: list[Reply] = field("The answer to that.", "supplementary_replies")
    meeting_date: MeetingDate
    council: Council
    committee: Committee
    item: Item
    document: DocumentKind
    paper: PaperName


class Earlier(Published, _Question):
    """A question that was asked before, with its answer."""

    pdf_page: PdfPage
    pdf_page_end: PdfPageEnd
    printed_page: PrintedPage
    form: PaperForm
    paragraph: Paragraph
    ocr: ReadByOcr
    also_in: list[Place] = field("Where else it stands.")
    since: list[Later] | None = field("What later papers say; null where nobody looked.")
