"""The JSON that the service answers with, field by field: what its description says of it.

The records write their JSON themselves, the same for the command line; tests hold it to this.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, Field

from qa.papers.document import DocumentName
from qa.papers.paper import ProblemKind, Standing, StepKind
from qa.papers.register import Outcome, ResolutionKind


def told(words: str, alias: str | None = None) -> Any:
    """A field that is there always, and what it is; `alias` is its name where Python has another
    use for that."""
    return Field(description=words, alias=alias)


class Links(BaseModel):
    """Addresses, from the front page of the service."""

    page: str = told("The page of the service that shows it.")
    pdf: str = told("The PDF file, at its page.")


class Sheet(BaseModel):
    """A page of a paper."""

    pdf_page: int = told("The page on which it begins, counted from 1.")
    printed_page: str | None = told("The number printed on that page.")


class Read(BaseModel):
    """How words were read."""

    ocr: bool = told("Whether some were read from a picture (OCR), and may be misread.")


class Published(BaseModel):
    """What was said of a paper on the site of whoever published it; null where that is not."""

    document_address: str | None = told("The council's own copy of the document.")
    document_title: str | None = told("The document's title there.")
    meeting_address: str | None = told("The page there of the meeting that the paper was for.")
    meeting_time: str | None = told("When on the day of the meeting it began, in the site's words.")
    meeting_status: str | None = told("Whether it was to be held, in the site's words.")
    approved: bool | None = told("Of minutes, whether they were approved; else null.")
    withdrawn: date | None = told("The day on which the document was first found to be gone.")


class Place(Sheet):
    """Another place where the same words stand."""

    paper: str = told("The file's name.")


class DatedPlace(Place):
    """Another place where the same words stand, with the date of the meeting."""

    meeting_date: date | None = told("The date of the meeting.")


class Paged(Place, Read, Published):
    """Where words begin and end, and what they were printed in."""

    pdf_page_end: int = told("The page on which it ends.")
    document: DocumentName = told("The kind of document.")
    council: str | None = told("The council, where the paper says so.")
    committee: str | None = told("The committee that met.")
    meeting_date: date | None = told("The date of the meeting that it records or is for.")
    item: str | None = told("The item of the agenda.")
    links: Links = told("Where it can be seen.")


class Citation(Paged):
    """A passage, word for word, and where it stands."""

    n: int = told("Its number in this answer, from 1.")
    reference: str = told("Its lasting name, to ask /api/passage for.")
    text: str = told("The whole passage, word for word.")
    published_with: date | None = told("The date of the meeting whose pack it travels in.")
    standing: Standing = told("What the words are worth: no other is decided.")
    section: str | None = told("The heading that it stands under.")
    score: float = told("How well it was found, from 0 to 1.")
    terms: dict[str, str] = told("Abbreviations in it, with what its paper says they stand for.")
    also_in: list[DatedPlace] = told("Where else the same words stand.")


class Quote(Sheet):
    """One or more sentences of a citation, word for word."""

    text: str = told("The words.")
    citation: int = told("The number of the citation.")


class Dated(BaseModel):
    """What was said at a meeting."""

    day: date = told("The date of the meeting.", "date")
    citation: int = told("The number of the citation.")


class Step(Dated):
    """One step of a story."""

    text: str = told("The words.")
    step: StepKind = told("What kind of step it is.")
    standing: Standing = told("What the words are worth.")
    also_in: list[DatedPlace] = told("Where else the same is told.")


class Mention(Dated):
    """The latest paper that speaks of the subject of a story."""

    document: DocumentName = told("The kind of document.")


class Figure(Dated):
    """A figure or a date that a step gives."""

    text: str = told("The figure, as printed.")


class Difference(BaseModel):
    """Figures that the steps of a story give for the same thing."""

    about: str = told("The thing.")
    figures: list[Figure] = told("The figures.")


class Searched(BaseModel):
    """How much was searched."""

    papers: int = told("How many papers.")
    earliest: date | None = told("The date of their first meeting.", "from")
    latest: date | None = told("The date of their last meeting.", "to")


class Gap(BaseModel):
    """A paper that could not be read, or not all of it."""

    paper: str = told("The file's name.")
    key: str = told("Its lasting name; empty where the file could not even be opened.")
    committee: str | None = told("The committee that met.")
    meeting_date: date | None = told("The date of the meeting.")
    kinds: list[ProblemKind] = told(
        "Why: they could not be read, met a fault of this program, or have no text."
    )
    pages: list[int] = told("The pages, counted from 1; none where it is the whole paper.")
    links: Links = told("Where the first of them can be seen.")


class Unread(BaseModel):
    """What could not be read and might matter to an answer."""

    papers: list[Gap] = told("A few papers, newest meeting first.")
    more: int = told("How many more papers.")
    held_back: bool = told("Whether papers or pages of a meeting cited are not for the public.")


class Answer(BaseModel):
    """What the papers say to a question, or that they do not."""

    question: str = told("The question.")
    asked: str = told("The question as it was understood: the next one's “previous”.")
    status: Literal["answered", "not_found"] = told("Whether the papers answer it.")
    reason: str | None = told("Why they are not believed to.")
    notes: list[str] = told("What was made of the question, where that is not plain.")
    shape: Literal["passages", "timeline"] = told("Whether it is answered as a story.")
    quotes: list[Quote] = told("The words that answer it, best first.")
    citations: list[Citation] = told(
        "Passages, best first, and those of all steps; where there is no answer, the nearest."
    )
    timeline: list[Step] = told("The steps of a story, oldest first.")
    last_mentioned: Mention | None = told("The latest paper that speaks of a story's subject.")
    nothing_later_up_to: date | None = told("The last meeting of which papers say no more of it.")
    differences: list[Difference] = told("The figures on which the steps of a story differ.")
    searched: Searched = told("What was searched.")
    unread: Unread = told("What could not be read and might matter.")
    seconds: float = told("How long it took.")


class Names(BaseModel):
    """Who voted how, as printed."""

    favour: list[str] = told("Who voted for it.", "for")
    against: list[str] = told("Who voted against it.")
    abstain: list[str] = told("Who abstained.")


class Votes(BaseModel):
    """A vote, as far as it is printed."""

    favour: int | None = told("How many voted for it.", "for")
    against: int | None = told("How many voted against it.")
    abstain: int | None = told("How many abstained.")
    names: Names = told("Who they are.")


class Action(BaseModel):
    """What somebody is to do."""

    text: str = told("The words.")
    owner: str | None = told("Who, as printed.")
    due: str | None = told("By when, as printed.")
    by: date | None = told("The day that this names.")
    pdf_page: int = told("The page, counted from 1.")


class TrackerRow(Place, Read):
    """What a tracker says of a decision."""

    text: str = told("The words.")
    status: list[str] = told("The statuses that it prints.")
    published_with: date | None = told("The date of the meeting whose pack it travels in.")


class Decision(Paged):
    """A resolution, or a motion or an amendment that was put."""

    kind: ResolutionKind = told("Which of these it is.")
    outcome: Outcome = told("How it ended.")
    text: str = told("The words.")
    standing: Standing = told("What the words are worth.")
    proposer: str | None = told("Who proposed it, as printed.")
    seconder: str | None = told("Who seconded it, as printed.")
    votes: Votes | None = told("The vote, where one is printed.")
    how: str = told("The words that tell how it came about.")
    actions: list[Action] = told("What is to be done.")
    status: list[str] = told("The statuses that trackers print of it.")
    responses: list[TrackerRow] = told("What trackers say of it.")
    also_in: list[Place] = told("Where else it stands.")


class Reply(BaseModel):
    """A reply as it was given."""

    by: str | None = told("Who gave it, where the paper says so.")
    text: str = told("The words.")


class Later(Place, Read):
    """What a later paper says of the same subject."""

    text: str = told("The words.")
    meeting_date: date | None = told("The date of the meeting.")
    committee: str | None = told("The committee that met.")
    document: DocumentName = told("The kind of document.")
    standing: Standing = told("What the words are worth.")
    new_figures: list[str] = told("Figures that the earlier answer had not.")
    new_dates: list[str] = told("Dates that the earlier answer had not.")
    new_status: list[str] = told("Statuses that the earlier answer had not.")


class Earlier(Paged):
    """A question that was asked before, with its answer."""

    formal: bool = told("Whether it was put formally, or is a point of debate.")
    number: str | None = told("Its number, as printed.")
    by: str | None = told("Who asked it, as printed.")
    to: list[str] = told("Who was asked, as printed.")
    question: str = told("The words; empty where only the answer could be told.")
    answers: list[Reply] = told("The answer.")
    supplementary: str | None = told("The supplementary question.")
    supplementary_answers: list[Reply] = told("The answer to that.")
    since: list[Later] | None = told("What later papers say; null where nobody looked.")
    also_in: list[Place] = told("Where else it stands.")


class Found(BaseModel):
    """What a search of a register found."""

    notes: list[str] = told("What was made of the words sought, where that is not plain.")
    more: bool = told("Whether there are more than these.")
    searched: Searched = told("What was searched.")


class Decisions(Found):
    """What was decided: best first where words were sought, else newest first."""

    decisions: list[Decision] = told("The decisions.")


class Answers(Found):
    """What was asked before: nearest first where a question was given, else newest first."""

    answers: list[Earlier] = told("The questions, each with its answer.")


class Problem(BaseModel):
    """What is wrong with a paper, or with some of its pages."""

    kind: ProblemKind = told("What kind of problem it is.")
    reason: str = told("What is wrong.")
    remedy: str = told("What a clerk can do about it.")
    pages: list[int] = told("The pages, counted from 1; none where it is the whole paper.")


class Source(BaseModel):
    """What was said of a paper on the site of whoever published it; null where that is not."""

    address: str | None = told("The council's own copy.")
    meeting_address: str | None = told("The page of its meeting there.")
    council: str | None = told("The council.")
    committee: str | None = told("The committee.")
    meeting_date: date | None = told("The date of the meeting that it was for.")
    time: str | None = told("When on that day it began, in the site's words.")
    status: str | None = told("Whether it was to be held, in the site's words.")
    item: str | None = told("The number and title of the item that it was for.")
    title: str | None = told("The title.")
    document: DocumentName | None = told("The kind of document.")
    draft: bool | None = told("Of minutes, whether they are a draft or were approved.")
    withdrawn: date | None = told("The day on which it was first found to be gone.")


class Paper(BaseModel):
    """A paper in the library."""

    key: str = told("Its lasting name.")
    name: str = told("The file's name.")
    title: str | None = told("The title.")
    council: str | None = told("The council, where the paper says so.")
    committee: str | None = told("The committee that met.")
    meeting_date: date | None = told("The date of the meeting.")
    document: DocumentName = told("The kind of document.")
    pages: int = told("How many pages it has.")
    passages: int = told("How many passages.")
    problems: list[Problem] = told("What could not be read of it.")
    source: Source | None = told("What was said of it where it was published.")
    links: Links = told("Where it can be seen.")


class Papers(BaseModel):
    """Papers, newest meeting first."""

    papers: list[Paper] = told("The papers.")
    total: int = told("How many there are within the limits.")
    held_back: int = told("How many in all are not for the public, and not among them.")


class Passage(BaseModel):
    """The words behind a reference."""

    words: str = told("The words themselves.")
    citation: Citation = told("The passage that they stand in.")


class Ready(BaseModel):
    """The service can be asked."""

    status: Literal["ready"] = told("That it can.")
    papers: int = told("How many papers there are.")
    passages: int = told("How many passages.")
    latest: date | None = told("The date of their last meeting.")


class NotReady(BaseModel):
    """The service cannot be asked now."""

    status: Literal["starting", "unusable"] = told("Whether that is a matter of time.")
    detail: str = told("What is to be done.")


class Refusal(BaseModel):
    """Why there is no answer, as RFC 9457 has it."""

    title: str = told("What HTTP calls it.")
    status: int = told("The status of the response.")
    detail: str = told("What happened and what to do next.")
