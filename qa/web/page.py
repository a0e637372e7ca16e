"""The chat page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import streamlit as st

from qa.answers.answering import answer
from qa.answers.question import LONGEST
from qa.errors import CouncilPapersError, InputRefused
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.records import Facets
from qa.settings import settings
from qa.web import state
from qa.web.examples import examples
from qa.web.shown import answer_html, refusal_html
from qa.web.state import Turn
from qa.web.words import escaped, initial
from qa.wording import DOCUMENT_WORDS, STANDING_WORDS

# An answer may be longer than the screen: it is read from the question down.
SCROLL = "[...document.querySelectorAll('.stChatMessage')].at(-2)?.scrollIntoView()"
STYLE = Path(__file__).with_name("style.css")


def page() -> None:
    """Show the conversation so far, and answer what is asked now."""
    st.set_page_config(page_title="Council papers")
    st.html(STYLE)
    st.title("Council papers", anchor=False)
    st.write("Answers are what the papers say, word for word, each with its page.")
    try:
        library = state.library()
        facets = state.facets(library.store.generation)
    except CouncilPapersError as error:
        st.error(escaped(str(error)))
        return
    filters = sidebar(facets)
    told, asking = st.container(), st.container(key="ask")
    typed = asking.chat_input("Ask about the papers", max_chars=LONGEST, disabled=filters is None)
    question = (typed or st.session_state.pop("chosen", "")).strip()[:LONGEST]
    turns = state.conversation()
    with told:
        for turn in turns:
            show_question(turn.question)
            show_answer(turn)
        if question and filters:
            show_question(question)
            with st.spinner("Searching the papers…"):
                turns.append(answered(question, library, filters))
            show_answer(turns[-1])
            if len(turns) > 1:
                st.html(f"<script>{SCROLL}</script>", unsafe_allow_javascript=True)
        elif not turns:
            show_examples(library)


def sidebar(facets: Facets) -> Filters | None:
    """The filters that are chosen, or None, with a word why, where they make no sense."""
    with st.sidebar:
        st.header("Search in", anchor=False)
        committee = st.selectbox(
            "Committee",
            (None, *facets.committees),
            format_func=lambda name: name or "All committees",
        )
        day_from = date_input("Meetings from", facets)
        day_to = date_input("Meetings to", facets)
        document = st.selectbox(
            "Kind of document",
            (None, *facets.documents),
            format_func=lambda kind: initial(DOCUMENT_WORDS[kind]) if kind else "All kinds",
        )
        st.button("Clear conversation", on_click=state.conversation().clear, width="stretch")
        with st.expander("What the labels mean"):
            for words in STANDING_WORDS.values():
                word, _, meaning = words.partition(": ")
                st.markdown(f"**{escaped(initial(word))}**: {escaped(meaning)}")
        try:
            return Filters(committee, day_from, day_to, document)
        except InputRefused as error:
            st.error(escaped(str(error)))
            return None


def date_input(label: str, facets: Facets) -> date | None:
    """A date that need not be chosen, among those of the meetings in the library."""
    return st.date_input(
        label,
        value=None,
        min_value=facets.earliest,
        max_value=facets.latest,
        format="DD/MM/YYYY",
    )


def answered(question: str, library: Library, filters: Filters) -> Turn:
    """The question with its answer, leaning on the turn before; or with what stands in its way."""
    turns = state.conversation()
    try:
        found = answer(
            question,
            library,
            filters=filters,
            top=settings().top,
            previous=turns[-1].asked if turns else None,
        )
        return Turn(question, found.asked, answer_html(found, filters, library.store))
    except CouncilPapersError as error:
        return Turn(question, question, refusal_html(error))


def show_question(question: str) -> None:
    """What was asked."""
    with st.chat_message("user", avatar=":material/person:"):
        st.markdown(escaped(question))


def show_answer(turn: Turn) -> None:
    """What the papers say."""
    with st.chat_message("assistant", avatar=":material/article:"):
        st.html(turn.html)


def show_examples(library: Library) -> None:
    """What a person might ask first."""
    chosen = examples(library.store)
    if chosen:
        st.subheader("You could ask", anchor=False)
    for question in chosen:
        st.button(escaped(question), on_click=_choose, args=(question,))


def _choose(question: str) -> None:
    st.session_state["chosen"] = question


if __name__ == "__main__":
    page()
