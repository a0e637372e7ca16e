"""The page of previous answers: what was asked before, what was said then, and since."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from functools import partial

import streamlit as st

from qa.answers.registers.previous import FOLLOWED, MAX_ANSWERS, Earlier, Previous, previous
from qa.answers.understanding.letter import MAX_LETTER_LENGTH
from qa.spreadsheet import earlier_row
from qa.web import inputs, register_view, state
from qa.web.answer_view import describe_limits

MAX_LISTED = 1000  # questions where there is no draft
COLUMNS = {
    "Meeting": st.column_config.DateColumn(format="D MMM YYYY"),
    "Committee": st.column_config.TextColumn(width=130),
    "Kind": st.column_config.TextColumn(),
    "Number": st.column_config.TextColumn(),
    "Asked by": st.column_config.TextColumn(),
    "Asked of": st.column_config.TextColumn(width=150),
    "Question": st.column_config.TextColumn("First words", width=220),
    "Answer": st.column_config.TextColumn("First words of the answer", width=220),
}
ABOUT = (
    "Type the question that you are about to ask or to answer, and see those that were asked "
    "before. **An answer given then is not today's:** read what the papers have said since."
)


def page() -> None:
    """Show earlier questions: those nearest to a draft, or else the newest."""
    st.title("Previous answers", anchor=False)
    st.write(ABOUT)
    library = state.library()
    facets = state.facets(library.store.generation)
    with st.form("draft", border=False):
        draft = inputs.text("Your question", "question", MAX_LETTER_LENGTH, height=90)
        with st.container(horizontal=True):
            committee = inputs.committee(facets)
            dates = inputs.meetings(facets)
            council = inputs.council(facets)
        st.form_submit_button("Find earlier answers")
    filters = inputs.filters(committee, *dates, council=council)
    if filters is None:
        return
    with st.spinner("Searching the papers…"), state.turn():
        found = previous(library, draft, filters, MAX_ANSWERS if draft else MAX_LISTED)
    register_view.show_summary(
        found,
        len(found.found),
        "nearest first" if draft else "newest first",
        "Nothing like it was asked and answered in these papers.",
        describe_limits(filters),
    )
    if found.found:
        show(found, draft, (library.store.generation, draft, filters))


def show(found: Previous, draft: str, identity: Hashable) -> None:
    """Show the answers as a file and as text; where there is no draft, as a table too."""
    kept = found.found
    rows = [earlier_row(earlier) for earlier in kept]
    as_text = partial(answers_html, latest=found.searched.latest)
    if not draft:
        st.write("Type a question to see what the papers have said since.")
        dated = [
            {**row, "Meeting": e.citation.meeting_date} for row, e in zip(rows, kept, strict=True)
        ]
        chosen = register_view.table(dated, COLUMNS, identity, "Questions and answers")
    register_view.download(rows, "previous-answers.csv")
    with st.container():
        if not draft and chosen is not None:
            st.html(as_text("Chosen in the table", [kept[chosen]]))
        elif draft and len(kept) > FOLLOWED:
            st.write(f"What was said since is shown for the first {FOLLOWED}.")
    register_view.show_in_parts(kept, identity, as_text)


def answers_html(heading: str, some: Sequence[Earlier], latest: date | None) -> str:
    """Answers as HTML under a heading; `latest` is the date of the latest meeting searched."""
    return register_view.render("earlier.html", heading=heading, answers=some, latest=latest)


if __name__ == "__main__":
    page()
