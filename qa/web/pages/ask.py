"""The chat page. What it shows stands in its address: the last question and its limits."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from textwrap import shorten

import streamlit as st

from qa import logs
from qa.answers.answer import Answer
from qa.answers.answering import answer, more_like
from qa.answers.suggestions.followups import followups
from qa.answers.understanding.question import MAX_QUESTION_LENGTH
from qa.errors import CouncilPapersError, InputRefused
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.records import Facets
from qa.library.reference import Reference
from qa.settings import settings
from qa.web import inputs, state
from qa.web.address import AFTER, FOLLOW, LIKE, QUESTION, front
from qa.web.answer_view import answer_html, question_html, refusal_html
from qa.web.browser import say, show_from
from qa.web.markdown import escaped, initial
from qa.web.state import TooManyQuestions, Turn
from qa.wording import STANDING_WORDS, WITHDRAWN_MEANS, count

ASKING = (QUESTION, AFTER, LIKE, FOLLOW)  # what of the address asks
FIRST_WORDS = 120  # characters of a passage, by which it is known again
WORDS = {LIKE: "More like", FOLLOW: "Followed through time"}


def page() -> None:
    """Show the conversation so far, and answer what is asked now."""
    st.title("Council papers", anchor=False)
    st.write("Answers are what the papers say, word for word, each with its page.")
    library = state.library()
    filters = sidebar(state.facets(library.store.generation))
    told, asking = st.container(), st.container(key="ask")
    typed = asking.chat_input(
        "Ask about the papers", max_chars=MAX_QUESTION_LENGTH, disabled=filters is None
    )
    turns = state.conversation()
    if typed and typed.strip():
        ask(typed.strip()[:MAX_QUESTION_LENGTH], turns[-1].asked if turns else "")
    elif chosen := st.session_state.pop("chosen", ""):
        ask(chosen)
    with told:
        for turn in turns:
            show_question(turn.question)
            show_answer(turn)
        if filters is not None:
            answer_address(library, filters)
        if turns:
            offer_more(turns, library, filters)
        else:
            offer_first(library)


def ask(question: str, after: str = "") -> None:
    """Put `question` into the address, with the one that it comes `after` and may lean on."""
    _into_address({QUESTION: question, **({AFTER: after[:MAX_QUESTION_LENGTH]} if after else {})})
    st.session_state.pop("address", None)  # the same once more is asked once more


def answer_address(library: Library, filters: Filters) -> None:
    """Answer what the address asks, if it is not what was shown last."""
    asks = asked_by_address()
    turns = state.conversation()
    shown = st.session_state.get("address")
    if not asks or asks == shown:
        if asks and turns and turns[-1].filters != filters:
            _into_address({})  # it would answer within other limits
        return
    st.session_state["address"] = asks
    if shown is not None and asks in (asked := [turn.asks for turn in turns]):  # gone back to
        at = len(asked) - 1 - asked[::-1].index(asks)
        show_from(at)
        return
    show_question(words := worded(asks, library))
    try:
        with st.spinner("Searching the papers…"), state.questions.turn():
            turns.append(answered(words, asks, library, filters))
    except TooManyQuestions as error:
        st.session_state["address"] = shown  # so that what the page shows next asks it again
        st.warning(str(error))
        st.button("Ask again")
        return
    show_answer(turns[-1])
    if len(turns) > 1:
        show_from(len(turns) - 1)


def asked_by_address() -> dict[str, str]:
    """What the address asks, by name; empty where it asks nothing."""
    given = {name: st.query_params.get(name, "").strip()[:MAX_QUESTION_LENGTH] for name in ASKING}
    asks = {name: words for name, words in given.items() if words}
    return asks if asks.keys() - {AFTER} else {}


def worded(asks: dict[str, str], library: Library) -> str:
    """What an address asks, in words."""
    if QUESTION in asks:
        return asks[QUESTION]
    name = LIKE if LIKE in asks else FOLLOW
    with suppress(InputRefused):  # which the answer says
        if stored := library.store.passages.find(Reference.parse(asks[name])):
            words = shorten(stored.passage.text, FIRST_WORDS, placeholder=" …")
            return f"{WORDS[name]}: “{words}”"
    return WORDS[name]


def answered(words: str, asks: dict[str, str], library: Library, filters: Filters) -> Turn:
    """What the address asks, in `words`, with its answer; or with what stands in its way."""
    link = front(asks, inputs.query(filters) if QUESTION in asks else {})
    try:
        if QUESTION in asks:
            found = answer(
                words,
                library,
                filters=filters,
                top=settings().top,
                previous=asks.get(AFTER),
            )
            html = answer_html(found, filters, library.store, link)
        else:
            found = near(asks, library)
            html = answer_html(found, Filters(), library.store, link)
    except CouncilPapersError as error:
        logs.log_question(words, "refused")
        say(str(error))
        return Turn(words, words, asks, filters, refusal_html(error), None)
    logs.log_question(words, found.status)
    say(in_short(found))
    return Turn(words, found.asked, asks, filters, html, found)


def near(asks: dict[str, str], library: Library) -> Answer:
    """More like a passage, or its story. Raises `InputRefused` where there is no such passage."""
    stored = library.store.passages.find(Reference.parse(asks.get(LIKE) or asks[FOLLOW]))
    found = more_like(stored.id, library, story=LIKE not in asks) if stored else None
    if found is None:
        raise InputRefused("This passage is no longer in the library. Ask in your own words.")
    return found


def in_short(found: Answer) -> str:
    """What came of a question, for who does not see the page."""
    if found.status == "not_found":
        return f"The papers do not answer this. {found.reason or ''}"
    if found.timeline:
        return f"Answered in {count(len(found.timeline), 'step')}. {' '.join(found.ending())}"
    return f"Answered with {count(len(found.quotes), 'quote')}."


def sidebar(facets: Facets) -> Filters | None:
    """The filters that are chosen, or None, with a word why, where they make no sense."""
    with st.sidebar:
        st.header("Search in", anchor=False)
        committee = inputs.committee(facets)
        dates = inputs.meetings(facets)
        document = inputs.document(facets)
        st.button("Clear conversation", on_click=_clear, width="stretch")
        with st.expander("What the labels mean"):
            for words in (*STANDING_WORDS.values(), WITHDRAWN_MEANS):
                word, _, meaning = words.partition(": ")
                st.markdown(f"**{escaped(initial(word))}**: {escaped(meaning)}")
        return inputs.filters(committee, *dates, document)


def show_question(question: str) -> None:
    """What was asked."""
    with st.chat_message("user", avatar=":material/person:"):
        st.html(question_html(question))


def show_answer(turn: Turn) -> None:
    """What the papers say."""
    with st.chat_message("assistant", avatar=":material/article:"):
        st.html(turn.html)


def offer_first(library: Library) -> None:
    """What a person of each kind might ask first."""
    with st.spinner("Looking for what you could ask…"):
        offered = state.openings(library.store.generation)
    if offered:
        st.header("You could ask", anchor=False)
    for kind, questions in offered.items():
        st.subheader(kind, anchor=False)
        offer(questions)


def offer_more(turns: deque[Turn], library: Library, filters: Filters | None) -> None:
    """What the papers answer beyond the latest answer; looked for once that is shown, and while
    nobody waits for an answer."""
    latest = turns[-1]
    if latest.next is None and not state.questions.number:
        found = latest.found
        questions = followups(found, library, filters=filters) if found else ()
        turns[-1] = latest = replace(latest, next=questions)
    if latest.found and latest.next:
        instead = latest.found.status == "not_found"
        st.subheader(f"You could ask {'instead' if instead else 'next'}", anchor=False)
        offer(latest.next)


def offer(questions: Iterable[str]) -> None:
    """Questions to be chosen."""
    for question in questions:
        st.button(escaped(question), on_click=_choose, args=(question,))


def _choose(question: str) -> None:
    st.session_state["chosen"] = question


def _clear() -> None:
    state.conversation().clear()
    _into_address({})


def _into_address(asks: dict[str, str]) -> None:
    """Have the address ask this, and nothing else; the limits in it stay."""
    for name in ASKING:
        if name not in asks:
            st.query_params.pop(name, None)
    st.query_params.update(asks)
    st.session_state["address"] = asks


if __name__ == "__main__":
    page()
