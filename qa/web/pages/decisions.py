"""The page of decisions: what was resolved, how it was carried, and what became of it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import streamlit as st

from qa.answers.registers.decisions import MAX_ENTRIES, Decision, decisions
from qa.answers.understanding.letter import MAX_LETTER_LENGTH
from qa.papers.register import OUTCOMES, RESOLUTION_KINDS
from qa.spreadsheet import decision_row
from qa.web import inputs, register_view, state
from qa.web.answer_view import describe_limits
from qa.wording import OUTCOME_WORDS, kind_words

COLUMNS = {
    "Meeting": st.column_config.DateColumn(format="D MMM YYYY"),
    "Committee": st.column_config.TextColumn(width=130),
    "Item": st.column_config.TextColumn(width=160),
    "Kind": st.column_config.TextColumn(),
    "Outcome": st.column_config.TextColumn(width=150),
    "Decision": st.column_config.TextColumn("First words", width=220),
    "Proposer": st.column_config.TextColumn(),
    "Seconder": st.column_config.TextColumn(),
    "Status since": st.column_config.TextColumn(),
}
ABOUT = (
    "What was resolved, amended or moved, word for word from minutes and decision papers, "
    "each with its page, and what trackers say became of them."
)


def page() -> None:
    """Show the decisions within what is chosen."""
    st.title("Decisions", anchor=False)
    st.write(ABOUT)
    library = state.library()
    facets = state.facets(library.store.generation)
    text = inputs.text("What they are about (leave empty for all)", "about", MAX_LETTER_LENGTH)
    with st.container(horizontal=True):
        committee = inputs.committee(facets)
        dates = inputs.meetings(facets)
        kind = inputs.option("Kind", "kind", RESOLUTION_KINDS, kind_words, "All kinds")
        outcome = inputs.option(
            "How it ended", "outcome", OUTCOMES, OUTCOME_WORDS.__getitem__, "All outcomes"
        )
        council = inputs.council(facets)
    filters = inputs.filters(committee, *dates, council=council)
    if filters is None:
        return
    with st.spinner("Searching the papers…"), state.turn():
        found = decisions(library, text, filters, MAX_ENTRIES)
    kept = [d for d in found.found if kind in (None, d.kind) and outcome in (None, d.outcome)]
    only = [
        *describe_limits(filters),
        kind and kind_words(kind),
        outcome and OUTCOME_WORDS[outcome],
    ]
    register_view.show_summary(
        found,
        len(kept),
        "nearest first" if text else "newest first",
        "No decision was found.",
        list(filter(None, only)),
    )
    if kept:
        show(kept, (library.store.generation, *(decision.id for decision in kept)))


def show(kept: list[Decision], identity: Hashable) -> None:
    """Show the decisions as a table, as a file and as text; the chosen one first."""
    rows = [decision_row(decision) for decision in kept]
    dated = [{**row, "Meeting": d.citation.meeting_date} for row, d in zip(rows, kept, strict=True)]
    chosen = register_view.table(dated, COLUMNS, identity, "Decisions")
    register_view.download(rows, "decisions.csv")
    with st.container():
        if chosen is not None:
            st.html(as_text("Chosen in the table", [kept[chosen]], folded=False))
    register_view.show_in_parts(kept, identity, as_text)


def as_text(heading: str, some: Sequence[Decision], folded: bool = True) -> str:
    """Decisions as HTML under a heading; long ones can be `folded` under their first words."""
    return register_view.render("decision.html", heading=heading, decisions=some, folded=folded)


if __name__ == "__main__":
    page()
