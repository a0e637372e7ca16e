"""What the pages of the two registers share: a table, a file to download, and the entries as text.

Streamlit draws a table as a picture, in which a screen reader finds little and which hardly fits a
small screen. So the same entries also stand below it as text, some at a time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from textwrap import shorten
from typing import Any, TypeVar

import streamlit as st

from qa.answers.citation import Citation
from qa.answers.registers.decisions import Decisions
from qa.answers.registers.previous import Previous
from qa.papers.text import sound
from qa.spreadsheet import Row, csv_text
from qa.web.answer_view import TEMPLATES

EntryT = TypeVar("EntryT")

PART_SIZE = 20  # entries as text at a time
HINT = "Choose a cell to read all of its row below, or the name of a column to sort by it."
MAX_CELL_LENGTH = 160  # characters of a cell
MAX_ROWS, HEIGHT = 8, 330  # a longer table scrolls within so many pixels


def show_summary(
    found: Decisions | Previous, number: int, order: str, nothing: str, limits: Sequence[str]
) -> None:
    """Show how many entries were found and in which order, and what was searched.

    `nothing` is shown instead of the number where there are none.
    """
    st.html(
        render(
            "found.html", found=found, number=number, order=order, nothing=nothing, limits=limits
        )
    )


def render(template: str, **values: Any) -> str:
    """A template of `templates`, filled in; all values are escaped."""
    return TEMPLATES.get_template(template).render(terms_in=terms_in, **values)


def terms_in(citations: Iterable[Citation], words: str) -> list[tuple[str, str]]:
    """The abbreviations in `words`, each with what its paper says it stands for."""
    found = {short: meaning for cited in citations for short, meaning in cited.terms}
    return [
        (short, meaning)
        for short, meaning in found.items()
        if re.search(rf"\b{re.escape(short)}\b", words)
    ]


def table(
    rows: Sequence[Mapping[str, Any]], columns: Mapping[str, Any], identity: Hashable, alt: str
) -> int | None:
    """Show the `columns` of the rows, and return the index of the chosen row, if any.

    Where the rows are of several councils, a column before the others says of which each is.
    `identity` tells one content from another, so that a choice does not carry over. Cells are cut
    to one line, as the whole text stands below the table.
    """
    if all("Council" in row for row in rows):
        columns = {"Council": st.column_config.TextColumn(width=130), **columns}
    cells = [{name: _short(row[name]) for name in columns} for row in rows]
    st.html(f'<p class="aside">{HINT}</p>')
    chosen = st.dataframe(
        cells,
        height=HEIGHT if len(rows) > MAX_ROWS else "auto",
        hide_index=True,
        column_config=columns,
        key=f"table {hash(identity)}",  # what is chosen in one table is not chosen in the next
        on_select="rerun",
        selection_mode="single-cell",  # anywhere in a row: a box to tick is small on a phone
        placeholder="",
        alt=alt,
    ).selection
    return chosen.cells[0][0] if chosen.cells else None


def download(rows: Iterable[Row], name: str) -> None:
    """Offer the rows as a CSV file, with the byte order mark by which Excel knows Unicode."""
    st.download_button(
        "Download as CSV",
        sound(csv_text(rows)).encode("utf-8-sig"),
        name,
        "text/csv",
        on_click="ignore",
    )


def show_in_parts(
    entries: Sequence[EntryT],
    identity: Hashable,
    text: Callable[[str, Sequence[EntryT]], str],
) -> None:
    """Show the entries, PART_SIZE at first and more on request.

    `text` makes HTML of some entries under a heading. Each part is an element of its own, so that
    what a reader unfolded in one stays so when another is added. `identity` tells one list from
    another.
    """
    kept, wanted = st.session_state.get("parts", (None, PART_SIZE))
    wanted = wanted if kept == identity else PART_SIZE
    whole = f"{len(entries):,}"
    for start in range(0, min(wanted, len(entries)), PART_SIZE):
        some = entries[start : start + PART_SIZE]
        last = f" to {start + len(some)}" if len(some) > 1 else ""
        st.html(text(f"{start + 1}{last} of {whole}", some))
    left = min(PART_SIZE, len(entries) - wanted)
    if left > 0:
        st.button(f"Show {left} more", on_click=_show_more, args=(identity, wanted + PART_SIZE))


def _show_more(identity: Hashable, number: int) -> None:
    st.session_state["parts"] = (identity, number)


def _short(value: object) -> object:
    return shorten(value, MAX_CELL_LENGTH, placeholder=" …") if isinstance(value, str) else value
