"""The contents of a briefing as blocks, from which every kind of file is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from qa.briefing.briefing import Briefing, Source
from qa.briefing.printable import one_line, printable
from qa.library.reference import Reference
from qa.wording import (
    OCR_WORDS,
    STANDING_WORDS,
    document_words,
    full_date,
    inferred_words,
    meeting_days,
    page_words,
    searched_words,
    status_words,
    title_words,
    withdrawn_words,
)

Style = Literal["title", "about", "heading", "subheading", "text", "source", "quote", "note"]
Link = Callable[[Reference], str]  # the absolute address of a reference

MISREAD = "Those that were read from a picture (OCR) say so, and some of their words may be wrong. "


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, which begins with the words in `bold`.

    `source` is the source of a quote, or the one that a line names.
    """

    style: Style
    text: str
    bold: str = ""
    source: Source | None = None


def blocks(briefing: Briefing) -> Iterator[Block]:
    """The whole briefing. An entry of which several quotes were kept is written once."""
    yield Block("title", one_line(briefing.title))
    yield Block("about", _about(briefing))
    if briefing.question:
        yield Block("heading", "Draft question")
        yield from drafted(briefing)
    if briefing.sources:
        yield Block("heading", "What the papers say")
    note = ""
    for source in briefing.sources:
        if source.told_at is None:
            yield from _quoted(source)
        if source.note != note:  # the quotes of one answer may have one note
            yield from _note(source.note)
        note = source.note
    if briefing.gone:
        yield Block("heading", "No longer in the library")
    for gone in briefing.gone:
        yield Block("text", printable(f"{gone.line}."))
        yield from _note(gone.note)


def drafted(briefing: Briefing) -> Iterator[Block]:
    """The draft question, with its sources beneath."""
    if briefing.question:
        yield Block("text", printable(briefing.question))
    if briefing.sources:
        yield Block("subheading", "Sources")
    for source in briefing.sources:
        yield Block("source", source.line, source=source)


def _about(briefing: Briefing) -> str:
    held = briefing.searched
    library = searched_words(held.papers, held.earliest, held.latest)
    misread = any(source.citation.ocr for source in briefing.sources)
    return (
        "Quotes are word for word from the council papers that are named with them; notes and "
        f"questions are not from papers. {MISREAD if misread else ''}"
        f"Made with a library of {library}."
    )


def _quoted(source: Source) -> Iterator[Block]:
    cited, quote = source.citation, source.quote
    publication = cited.publication
    when = meeting_days(cited.meeting_date, cited.last_day) if cited.meeting_date else ""
    met = ", ".join(filter(None, [cited.committee, cited.council, when]))
    heading = met or cited.paper
    if publication.time:
        heading += f", {publication.time}"
    spot = cited.spot_of(quote)
    pages = page_words(quote.printed_page, quote.pdf_page, source.last, spot)
    title, status = title_words(publication.title, cited.paper), status_words(publication.status)
    published = f", published as “{title}”" if title else ""
    kind = _capitalised(document_words(cited.document, publication.draft))
    where = [
        ", ".join(filter(None, [kind, cited.item])),
        f"{_capitalised(pages)} of {cited.paper}{published}",
    ]
    if status:
        where.append(f"Status of the meeting: {status}")
    if cited.published_with and cited.published_with != cited.meeting_date:
        where.append(f"Published with the papers for {full_date(cited.published_with)}")
    if words := inferred_words(cited.inferred):
        where.append(_capitalised(words))
    yield Block("subheading", one_line(heading))
    if publication.withdrawn:
        yield _label(withdrawn_words(publication.withdrawn))
    yield from _words(source)
    if source.standing:
        yield _label(STANDING_WORDS[source.standing])
    if cited.ocr:
        yield _label(OCR_WORDS)
    yield Block("text", printable("\n".join(where)))


def _words(source: Source) -> Iterator[Block]:
    """The words kept; of an entry of a register all its words, with what is stated of it."""
    if source.entry is None:
        yield Block("quote", printable(source.quote.text), source=source)
        return
    yield Block("text", printable(" ".join(source.entry.stated)))
    for n, portion in enumerate(source.entry.portions):
        if portion.label:
            yield Block("text", "", bold=f"{one_line(portion.label)}:")
        yield Block("quote", printable(portion.text), source=None if n else source)


def _label(words: str) -> Block:
    label, _, meaning = words.partition(": ")
    return Block("text", meaning, bold=_capitalised(label) + ":")


def _note(note: str) -> Iterator[Block]:
    if note := note.strip():
        yield Block("note", printable(note), bold="Note:")


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]
