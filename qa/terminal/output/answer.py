"""An answer: quotes with their citations, a story, or why there is none."""

from __future__ import annotations

from dataclasses import astuple
from itertools import groupby
from typing import TYPE_CHECKING

from qa.terminal.output.citations import (
    address_lines,
    file_words,
    meeting_lines,
    withdrawal_lines,
)
from qa.terminal.output.screen import indented, say
from qa.terminal.output.written import show_written
from qa.wording import (
    OCR_WORDS,
    STANDING_WORDS,
    STEP_WORDS,
    full_date,
    page_words,
    searched_words,
    short_date,
    spoken_list,
)

if TYPE_CHECKING:
    from qa.answers.answer import Answer
    from qa.answers.citation import Citation, Quote


def show_answer(answer: Answer) -> None:
    """An answer: its quotes, best first; the steps of its story, oldest first; or, where there is
    no answer, the reason and the nearest passages."""
    for note in answer.notes:
        say(note)
    if answer.status == "not_found":
        _show_refusal(answer)
        return
    if answer.doubt:
        say(answer.doubt)
    _show_line(answer)
    if answer.written:
        show_written(answer.written)
    if answer.timeline:
        _show_story(answer)
    else:
        for n, together in groupby(answer.quotes, key=lambda quote: quote.citation):
            first, *more = together
            text = "\n".join(f"“{quote.text}”" for quote in (first, *more))
            _show_quote(text, answer.cited(n), first)
    for line in answer.unread_words():
        say(line)
    say(_searched(answer))


def _show_line(answer: Answer) -> None:
    """The answer line, with the numbers of the citations that it stands on."""
    if line := answer.line:
        lead = "The nearest that they say: " if line.kind == "nothing" else ""
        say(f"{lead}{line.spoken} {' '.join(f'[{n}]' for n in line.citations)}\n", style="bold")


def _searched(answer: Answer) -> str:
    return f"Searched: {searched_words(*astuple(answer.searched))}."


def _show_refusal(answer: Answer) -> None:
    say(f"{answer.doubt} {_searched(answer)}")
    for line in answer.unread_words():
        say(line)
    _show_line(answer)
    say("")
    if answer.citations:
        say("The nearest passages, which may be about something else:\n")
    for citation in answer.citations:
        _show_quote(citation.text, citation)


def _show_story(answer: Answer) -> None:
    """The steps of a story, the figures on which papers differ, the last mention, and up to when
    nothing later is said."""
    for step in answer.timeline:
        text = f"{full_date(step.date)}, {STEP_WORDS[step.kind]}: “{step.text}”"
        _show_quote(text, answer.cited(step.citation), step.quote)
    for difference in answer.differences:
        given = [
            f"{figure.text} ({short_date(figure.date)}) [{figure.citation}]"
            for figure in difference.figures
        ]
        say(f"The papers differ on “{difference.about}”: {spoken_list(given)}.")
    for line in answer.ending():
        say(line)
    say("")


def _show_quote(text: str, citation: Citation, quote: Quote | None = None) -> None:
    """Words in bold with their citation below. Without a `quote` they are the whole passage."""
    for line in withdrawal_lines(citation):
        say(line)
    say(text, style="bold")
    who, *when = meeting_lines(citation)
    lines = [
        f"[{citation.n}] {who}",
        *when,
        citation.item or "",
        f"{_pages(citation, quote)}, {file_words(citation)}",
        STANDING_WORDS[citation.standing],
        OCR_WORDS if citation.ocr else "",
    ]
    lines += [f"{short}: {meaning}" for short, meaning in citation.terms if short in text]
    if citation.published_with and citation.published_with != citation.meeting_date:
        lines.insert(2, f"published with the papers of {full_date(citation.published_with)}")
    lines += address_lines(citation, (quote or citation).pdf_page)
    indented(filter(None, lines), style="dim")


def _pages(citation: Citation, quote: Quote | None) -> str:
    """Where a quote stands, or the whole passage."""
    if quote:
        spot = citation.spot_of(quote)
        return page_words(quote.printed_page, quote.pdf_page, quote.pdf_page_end, spot)
    spot = citation.spot_of()
    return page_words(citation.printed_page, citation.pdf_page, citation.pdf_page_end, spot)
