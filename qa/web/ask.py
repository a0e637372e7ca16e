"""The chat page."""

from __future__ import annotations

from textwrap import shorten

import streamlit as st

from qa.answers.answering import answer, more_like
from qa.answers.question import LONGEST
from qa.errors import CouncilPapersError, InputRefused
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.records import Facets
from qa.settings import settings
from qa.web import choices, state
from qa.web.examples import examples
from qa.web.served import FOLLOW, LIKE, NUMBER
from qa.web.shown import answer_html, refusal_html
from qa.web.state import Turn
from qa.web.words import escaped, initial
from qa.wording import STANDING_WORDS

FIRST_WORDS = 120  # characters of a passage, by which it is known again
# An answer may be longer than the screen: it is read from the question down.
SCROLL = "[...document.querySelectorAll('.stChatMessage')].at(-2)?.scrollIntoView()"


def page() -> None:
    """Show the conversation so far, and answer what is asked now."""
    st.title("Council papers", anchor=False)
    st.write("Answers are what the papers say, word for word, each with its page.")
    library = state.library()
    filters = sidebar(state.facets(library.store.generation))
    told, asking = st.container(), st.container(key="ask")
    typed = asking.chat_input("Ask about the papers", max_chars=LONGEST, disabled=filters is None)
    question = (typed or st.session_state.pop("chosen", "")).strip()[:LONGEST]
    turns = state.conversation()
    asked_by_address(library)
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


def asked_by_address(library: Library) -> None:
    """Answer what the page's address asks, once a visit: more like a passage, or its story."""
    for name, words in ((LIKE, "More like"), (FOLLOW, "Followed through time")):
        number = st.query_params.get(name, "")
        if not NUMBER.fullmatch(number) or st.session_state.get("address") == (name, number):
            continue
        st.session_state["address"] = (name, number)
        found = more_like(int(number), library, story=name == FOLLOW)
        if found is None:
            gone = InputRefused("This passage is no longer in the library. Ask in your own words.")
            state.conversation().append(Turn(words, words, refusal_html(gone)))
            continue
        [stored] = library.store.passages([int(number)])
        question = f"{words}: “{shorten(stored.passage.text, FIRST_WORDS, placeholder=' …')}”"
        html = answer_html(found, Filters(), library.store)
        state.conversation().append(Turn(question, found.asked, html))


def sidebar(facets: Facets) -> Filters | None:
    """The filters that are chosen, or None, with a word why, where they make no sense."""
    with st.sidebar:
        st.header("Search in", anchor=False)
        committee = choices.committee(facets)
        dates = choices.meetings(facets)
        document = choices.document(facets)
        st.button("Clear conversation", on_click=state.conversation().clear, width="stretch")
        with st.expander("What the labels mean"):
            for words in STANDING_WORDS.values():
                word, _, meaning = words.partition(": ")
                st.markdown(f"**{escaped(initial(word))}**: {escaped(meaning)}")
        return choices.filters(committee, *dates, document)


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
