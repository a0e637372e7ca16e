"""The JSON that the API answers with, where it differs from what the command line prints.

It adds links to what other programs may want to open, and describes what only the API has: lists of
papers, the words behind a reference, whether the service is ready, and refusals.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, ValidationInfo

from qa.answers import contract
from qa.answers.contract import Council, Inferred, LastDay, Searched
from qa.answers.json_object import Contract, field, inherited
from qa.answers.registers import contract as registers
from qa.checking import contract as checking
from qa.library.postgresql.replicas import ReplicaState
from qa.library.reference import Reference
from qa.papers.document import DocumentName
from qa.papers.paper import ProblemKind
from qa.web import address


class Links(Contract):
    """Addresses, from the front page of the service."""

    page: str = field("The page of the service that shows it.")
    pdf: str = field("The PDF file, at its page.")


def _to_words(words: Reference) -> dict[str, str]:
    return {"page": address.citation(words), "pdf": address.pdf(words.paper, words.page)}


def _to_paper(key: str) -> dict[str, str]:
    return {"page": address.paper(key), "pdf": address.pdf(key, 1)}


def _to_first_page(key: str, info: ValidationInfo) -> dict[str, str]:
    """Links to the first of the `pages` that were read from the record before."""
    page = next(iter(info.data["pages"]), 1)
    return {"page": address.paper(key, page), "pdf": address.pdf(key, page)}


WordLinks = Annotated[
    Links, BeforeValidator(_to_words), field("Where it can be seen.", "reference")
]


class Citation(contract.Citation):
    __doc__ = contract.Citation.__doc__

    links: WordLinks


class Decision(registers.Decision):
    __doc__ = registers.Decision.__doc__

    links: WordLinks


class Earlier(registers.Earlier):
    __doc__ = registers.Earlier.__doc__

    links: WordLinks


class Gap(contract.Gap):
    __doc__ = contract.Gap.__doc__

    links: Annotated[Links, BeforeValidator(_to_first_page)] = field(
        "Where the first of them can be seen.", "key"
    )


class Unread(contract.Unread):
    __doc__ = contract.Unread.__doc__

    papers: tuple[Gap, ...] = inherited(contract.Unread, "papers")


class Answer(contract.Answer):
    __doc__ = contract.Answer.__doc__

    citations: tuple[Citation, ...] = inherited(contract.Answer, "citations")
    unread: Unread = inherited(contract.Answer, "unread")


More = Annotated[bool, field("Whether there are more than these.")]
Notes = Annotated[list[str], field("What was made of the words sought, where that is not plain.")]
Within = Annotated[Searched, field("What was searched.")]


class Checked(checking.Checked):
    __doc__ = checking.Checked.__doc__

    citation: Citation | None = inherited(checking.Checked, "citation")


class Decisions(Contract):
    """What was decided: best first where words were sought, else newest first."""

    decisions: list[Decision] = field("The decisions.", "found")
    more: More
    notes: Notes
    searched: Within


class Answers(Contract):
    """What was asked before: nearest first where a question was given, else newest first."""

    answers: list[Earlier] = field("The questions, each with its answer.", "found")
    more: More
    notes: Notes
    searched: Within


class Problem(Contract):
    """What is wrong with a paper, or with some of its pages."""

    kind: ProblemKind = field("What kind of problem it is.")
    reason: str = field("What is wrong.")
    remedy: str = field("What a clerk can do about it.")
    pages: contract.FirstPages = field(contract.PAGES)
    ranges: contract.PageRanges = field(contract.RANGES, "pages")
    number_of_pages: contract.PageNumber = field(contract.NUMBER_OF_PAGES, "pages")


class Source(Contract):
    """What was said of a paper on the site of whoever published it; null where that is not."""

    address: str | None = field("The council's own copy.")
    meeting_address: str | None = field("The page of its meeting there.")
    council: str | None = field("The council.")
    committee: str | None = field("The committee.")
    meeting_date: date | None = field("The date of the meeting that it was for.")
    time: str | None = field("When on that day it began, in the site's words.")
    status: str | None = field("Whether it was to be held, in the site's words.")
    item: str | None = field("The number and title of the item that it was for.")
    title: str | None = field("The title.")
    document: DocumentName | None = field("The kind of document.")
    draft: bool | None = field("Of minutes, whether they are a draft or were approved.")
    withdrawn: date | None = field("The day on which it was first found to be gone.")


class Paper(Contract):
    """A paper in the library."""

    key: str = field("Its lasting name.")
    name: str = field("The file's name.")
    title: str | None = field("The title.")
    council: Council
    committee: str | None = field("The committee that met.")
    meeting_date: date | None = field("The date of the meeting.")
    meeting_last_day: LastDay
    inferred: Inferred
    document: DocumentName = field("The kind of document.")
    pages: int = field("How many pages it has.")
    passages: int = field("How many passages.")
    problems: list[Problem] = field("What could not be read of it.")
    source: Source | None = field("What was said of it where it was published.")
    links: Annotated[Links, BeforeValidator(_to_paper)] = field("Where it can be seen.", "key")


class Papers(Contract):
    """Papers, newest meeting first."""

    papers: list[Paper] = field("The papers.")
    total: int = field("How many there are within the limits.")
    held_back: int = field("How many in all are not for the public, and not among them.")


class Passage(Contract):
    """The words behind a reference."""

    words: str = field("The words themselves.")
    citation: Citation = field("The passage that they stand in.")


class Replica(Contract):
    """A replica of a server that keeps libraries of councils, where several share the service."""

    server: str = field("The name of its server.")
    number: int = field("Which of that server's replicas it is, from 1.")
    state: ReplicaState = field("Whether it is read (fresh), or why not: then its primary is.")
    lag: float | None = field("How many seconds it is behind; null where nothing tells.")


class Ready(Contract):
    """The service can be asked."""

    status: Literal["ready"] = field("That it can.")
    papers: int = field("How many papers there are.")
    passages: int = field("How many passages.")
    latest: date | None = field("The date of their last meeting.")
    replicas: list[Replica] = field("The replicas of servers, where there are any.")


class NotReady(Contract):
    """The service cannot be asked now."""

    status: Literal["starting", "unusable"] = field("Whether that is a matter of time.")
    detail: str = field("What is to be done.")


class Refusal(Contract):
    """Why there is no answer, as RFC 9457 has it."""

    title: str = field("What HTTP calls it.")
    status: int = field("The status of the response.")
    detail: str = field("What happened and what to do next.")
