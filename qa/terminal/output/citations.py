"""Citations in words: where a passage stands, who met and when, and where it was published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qa.terminal.output.screen import one_line
from qa.wording import (
    document_words,
    inferred_words,
    meeting_days,
    status_words,
    title_words,
    withdrawn_words,
)

if TYPE_CHECKING:
    from qa.answers.citation import Citation


def withdrawal_lines(citation: Citation) -> Iterator[str]:
    """That the paper was withdrawn, if it was: a reader has to know this before its words."""
    if day := citation.publication.withdrawn:
        yield f"{withdrawn_words(day)}."


def meeting_lines(citation: Citation) -> Iterator[str]:
    """Who met, when, and the status of the meeting where it was not as planned."""
    source = citation.publication
    if met := ", ".join(filter(None, [citation.committee, citation.council])):
        yield met
    kind = document_words(citation.document, source.draft)
    day = citation.meeting_date
    when = meeting_days(day, citation.last_day) if day else ""
    yield ", ".join(filter(None, [when, source.time, kind]))
    if words := inferred_words(citation.inferred):
        yield one_line(words)
    if status := status_words(source.status):
        yield f"Status of the meeting: {status}"


def file_words(citation: Citation) -> str:
    """The name of the file, and its title where it was published."""
    name, title = one_line(citation.paper), title_words(citation.publication.title, citation.paper)
    return f"{name}, published as “{one_line(title)}”" if title else name


def address_lines(citation: Citation, page: int) -> Iterator[str]:
    """The addresses at which the PDF page `page` was published, a line for each."""
    yield from (f"{link.what}: {link.address}" for link in citation.external_links(page))
