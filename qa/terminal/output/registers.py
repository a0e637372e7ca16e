"""Entries of the registers: decisions, and previous answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple

from qa.answers.citation import Citation, Quote
from qa.answers.registers.decisions import Decision, Decisions
from qa.answers.registers.entry import together
from qa.answers.registers.previous import Earlier, Given, Later, Previous
from qa.terminal.output.citations import (
    address_lines,
    file_words,
    meeting_lines,
    withdrawal_lines,
)
from qa.terminal.output.screen import indented, say
from qa.wording import (
    OCR_WORDS,
    count,
    document_words,
    full_date,
    kind_words,
    outcome_words,
    page_words,
    searched_words,
)


def show_decisions(found: Decisions) -> None:
    """The decisions, each with its meeting, how it was carried, and what became of it."""
    for note in found.notes:
        say(note)
    for decision in found.found:
        _show_decision(decision)
    where = searched_words(*astuple(found.searched))
    number = count(len(found.found), "entry", "entries") if found.found else "No decision found"
    say(f"{number}. Searched: {where}.")
    if found.more:
        say("There are more. Give a text, --committee, --from or --to, or a greater --limit.")


def _show_decision(decision: Decision) -> None:
    cited = decision.citation
    say(
        f"{kind_words(decision.kind)}. {outcome_words(decision.outcome, decision.votes)}",
        style="bold",
    )
    lines = [*withdrawal_lines(cited), decision.text, "", *meeting_lines(cited), cited.item or ""]
    if decision.proposer or decision.seconder:
        moved = [
            decision.proposer and f"Proposed by {decision.proposer}",
            decision.seconder and f"seconded by {decision.seconder}",
        ]
        lines.append(", ".join(filter(None, moved)))
    if decision.amends:
        lines.append(f"Amendment to “{decision.amends.text}”. {decision.amends.fate}".strip())
    for task in decision.tasks:
        if task.owner or task.due:
            lines.append("Action: " + ", ".join(filter(None, [task.owner, task.due])))
    lines += _where(cited, decision.quotes[0], decision.pages[1], decision.ocr)
    for response in decision.responses:
        status = ", ".join(response.statuses) or "response"
        lines += [
            *withdrawal_lines(response.citation),
            f"Since then ({status}): “{together(response.quotes)}”",
            *_where(response.citation, response.quotes[0], response.quotes[-1].pdf_page),
        ]
    indented(lines)


def show_previous(found: Previous) -> None:
    """What was asked before, the answer given then, and what the papers have said since."""
    for note in found.notes:
        say(note)
    for earlier in found.found:
        _show_earlier(earlier, found)
    where = searched_words(*astuple(found.searched))
    if not found.found:
        say("Nothing like it was asked and answered in these papers.")
    say(f"Searched: {where}.")


def _show_earlier(earlier: Earlier, found: Previous) -> None:
    cited = earlier.citation
    label = earlier.number if earlier.formal else "Point of debate"
    asked = ", ".join(filter(None, [label, earlier.by]))
    say(asked + (f", to {'; '.join(earlier.to)}" if earlier.to else ""), style="bold")
    lines = [*withdrawal_lines(cited), f"“{together(earlier.question)}”"]
    lines += _replies("Answer", earlier.replies)
    if earlier.supplementary:
        lines.append(f"Supplementary question: “{together(earlier.supplementary)}”")
        lines += _replies("Answer", earlier.supplementary_replies)
    lines += [
        "",
        *meeting_lines(cited),
        *_where(cited, earlier.first, earlier.pages[1], earlier.ocr),
    ]
    if earlier.since:
        lines += ["", "Said since:"]
        for later in earlier.since:
            lines += _later(later)
    elif earlier.since is not None and found.searched.latest:
        lines.append(f"Nothing later in papers up to {full_date(found.searched.latest)}.")
    indented(lines)


def _replies(label: str, replies: Sequence[Given]) -> Iterable[str]:
    """Each answer that was given then, with who gave it."""
    for reply in replies:
        by = f" by {reply.by}" if reply.by else ""
        yield f"{label}{by}: “{together(reply.quotes)}”"


def _later(later: Later) -> Iterable[str]:
    """What a later paper says of the same matter, and what in it is new."""
    cited = later.citation
    yield from withdrawal_lines(cited)
    day = full_date(cited.meeting_date) if cited.meeting_date else ""
    where = ", ".join(filter(None, [day, document_words(cited.document)]))
    yield f"{where}: “{later.quote.text}”"
    if later.news:
        yield f"New since the answer: {later.news}"
    yield from _where(cited, later.quote, later.quote.pdf_page_end)


def _where(cited: Citation, first: Quote, last: int, ocr: bool = False) -> Iterable[str]:
    """Where words stand: from the page of the quote `first` to the PDF page `last`."""
    spot = cited.spot_of(first)
    yield f"{page_words(first.printed_page, first.pdf_page, last, spot)}, {file_words(cited)}"
    if ocr or cited.ocr:
        yield OCR_WORDS
    yield from address_lines(cited, first.pdf_page)
