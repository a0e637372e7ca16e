"""`decisions` and `answers`: the registers of what was decided, and of what was asked before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from qa.papers.text import sound
from qa.terminal.options import Format, Index, Limit, SearchLimits
from qa.terminal.output.screen import show_csv, show_json

if TYPE_CHECKING:
    from qa.answers.registers.decisions import Decision
    from qa.answers.registers.previous import Earlier
    from qa.spreadsheet import Row

Entry = TypeVar("Entry", "Decision", "Earlier")


def decisions(
    text: Annotated[str, typer.Argument(metavar="[TEXT]", help="What they speak of.")] = "",
    *,
    limits: SearchLimits,
    form: Format,
    limit: Limit = 1000,
    index: Index = None,
) -> None:
    """List what was decided: all of it, newest first, or what speaks of TEXT, best first."""
    from qa.answers.registers.decisions import decisions as find_decisions
    from qa.spreadsheet import decision_row
    from qa.terminal.councils import asked_library
    from qa.terminal.output.registers import show_decisions

    with asked_library(index, limits.filters()) as (library, filters):
        found = find_decisions(library, sound(text), filters, limit)
    _print(found.found, form, decision_row, lambda: show_decisions(found))


def answers(
    draft: Annotated[str, typer.Argument(metavar="[QUESTION]", help="A draft question.")] = "",
    *,
    limits: SearchLimits,
    form: Format,
    limit: Limit = 10,
    index: Index = None,
) -> None:
    """Show what was asked before that is nearest to QUESTION, the answer, and what came since."""
    from qa.answers.registers.previous import previous
    from qa.spreadsheet import earlier_row
    from qa.terminal.councils import asked_library
    from qa.terminal.output.registers import show_previous

    with asked_library(index, limits.filters()) as (library, filters):
        found = previous(library, sound(draft), filters, limit)
    _print(found.found, form, earlier_row, lambda: show_previous(found))


def _print(
    entries: Sequence[Entry],
    form: Format,
    row: Callable[[Entry], Row],
    show: Callable[[], None],
) -> None:
    """Print `entries` as JSON, or as CSV with a `row` for each, or `show` them to a person."""
    from qa.spreadsheet import csv_text

    if form.as_json:
        show_json([entry.to_json() for entry in entries])
    elif form.as_csv:
        show_csv(csv_text(map(row, entries)))
    else:
        show()
