"""The chat page. Its address holds the last question and its limits."""

from __future__ import annotations

import secrets
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
from qa.answers.understanding.letter import MAX_LETTER_LENGTH, is_letter, questions_in
from qa.answers.understanding.question import MAX_QUESTION_LENGTH
from qa.errors import CouncilPapersError, InputRefused
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.records import Facets
from qa.library.reference import Reference
from qa.settings import settings
from qa.web import inputs, metrics, selection, state, written_view
from qa.web.address import AFTER, ALONE, BRIEFING, FOLLOW, JOINED, LIKE, QUESTION, READ, front
from qa.web.answer_view import (
    WRITTEN_HERE,
    answer_html,
    chosen_html,
    describe_limits,
    front_html,
    question_html,
    refusal_html,
)
from qa.web.browser import bring, go_to, place, remember, say, show_from
from qa.web.markdown import escaped, initial
from qa.web.state import TooManyQuestions, Turn
from qa.wording import STANDING_WORDS, WITHDRAWN_MEANS, count

PARAMETERS = (QUESTION, AFTER, READ, LIKE, FOLLOW)  # of the address, that ask something
KEEP_HELP = "Put all quotes of this conversation into the briefing, for Word, Markdown or paper"
MAX_EXCERPT_LENGTH = 120  # characters of a passage that stands for a question
WORDS = {LIKE: "More like", FOLLOW: "Followed through time"}


def page() -> None:
    """Show the conversation so far, and answer the question that is asked now."""
    turns = state.conversation()
    top = st.container()
    library = state.library()
    conversation, input_area = st.container(key="conversation-so-far"), st.container(key="ask")
    with input_area:
        filters = limits(state.facets(library.store.generation))
        st.chat_input(
            "Ask about the papers",
            key="typing",
            max_chars=MAX_LETTER_LENGTH,
            disabled=filters is None,
            on_submit=_type,
        )
    if typed := st.session_state.pop("typed", ""):
        ask_typed(typed, turns[-1].asked if turns else "")
    elif chosen := st.session_state.pop("chosen", ""):
        ask(chosen)
    elif filters is not None:
        forget_other_limits(turns, filters)
    with top:
        heading(bool(turns) or bool(requested()))
    with conversation:
        for turn in turns:
            show_question(turn.question)
            show_answer(turn)
        if filters is not None:
            answer_address(library, filters)
        offer_letter()
        if turns:
            offer_more(turns, library, filters)
        else:
            offer_first(library)
        explain_labels()


def heading(asked: bool) -> None:
    """Show what the page is; the way to a new conversation once something was `asked`."""
    if not asked:
        st.title("Council papers", anchor=False)
        st.write("Answers are what the papers say, word for word, each with its page.")
        return
    with st.container(key="conversation", horizontal=True, vertical_alignment="center"):
        st.html("<h1 class='small'>Council papers</h1>")
        st.button("New conversation", on_click=_clear)
        st.button("Keep it all", on_click=_keep_all, help=KEEP_HELP)


def forget_other_limits(turns: deque[Turn], filters: Filters) -> None:
    """Take out the last answer if the limits changed since, so that it is answered anew."""
    if (
        turns
        and turns[-1].filters != filters
        and QUESTION in (asks := turns[-1].asks)
        and asks == requested()
    ):
        turns.pop()
        st.session_state.pop("address", None)


def ask_typed(typed: str, after: str) -> None:
    """Ask what was typed. Of a letter that asks several things, the person chooses which."""
    st.session_state.pop("letter", None)
    if not is_letter(typed):
        return ask(typed, after)
    questions = questions_in(typed)
    if len(questions) == 1:
        return ask(questions[0])
    st.session_state["letter"] = questions
    bring()  # what it asks may stand below a long conversation
    say(letter_words(len(questions)))
    return None


def letter_words(number: int) -> str:
    """What is said of a letter that asks a `number` of things, but for one."""
    if number:
        return f"Your letter asks {number} things. Which do you want to ask?"
    return "No question was found in your letter. Ask it in a sentence of your own."


def offer_letter() -> None:
    """Offer the questions of a letter that was pasted, until one is asked."""
    questions = st.session_state.get("letter")
    if questions is not None:
        place()
        st.subheader(letter_words(len(questions)), anchor=False)
        offer(questions, "in-letter")


def ask(question: str, after: str = "") -> None:
    """Put `question` into the address, and the question before it, on which it may lean."""
    _set_address({QUESTION: question, **({AFTER: after[:MAX_QUESTION_LENGTH]} if after else {})})
    st.session_state.pop("address", None)  # so that the same question is answered again


def answer_address(library: Library, filters: Filters) -> None:
    """Answer what the address asks, unless that was shown last."""
    asks = requested()
    turns = state.conversation()
    shown = st.session_state.get("address")
    if not asks or asks == shown:
        if asks and turns and turns[-1].filters != filters:
            _set_address({})  # its answer would be of other limits
        return
    asked = [turn.asks for turn in turns]
    if shown is not None and asks in asked:  # the reader went back to it
        st.session_state["address"] = asks
        show_from(len(asked) - 1 - asked[::-1].index(asks))
        return
    show_question(words := describe_request(asks, library))
    try:
        with st.spinner("Searching the papers…"), state.turn():
            turn = answered(words, asks, library, filters)
            # Only now is it asked no longer: another run of the page may take the place of this.
            st.session_state["address"] = asks
            turns.append(turn)
            remember(turn)
            show_from(len(turns) - 1)
        written_view.begin(turn)
    except TooManyQuestions as error:
        st.warning(str(error))
        st.button("Ask again")
        return
    show_answer(turn)


def requested() -> dict[str, str]:
    """The parameters of the address that ask something; empty where nothing is asked."""
    given = {name: st.query_params.get(name, "").strip() for name in PARAMETERS}
    asks = {name: words[:MAX_QUESTION_LENGTH] for name, words in given.items() if words}
    return asks if asks.keys() - {AFTER, READ} else {}


def describe_request(asks: dict[str, str], library: Library) -> str:
    """The request of an address, in words."""
    if QUESTION in asks:
        return asks[QUESTION]
    name = LIKE if LIKE in asks else FOLLOW
    with suppress(InputRefused):  # the answer will say so
        if stored := library.store.passages.find(Reference.parse(asks[name])):
            words = shorten(stored.passage.text, MAX_EXCERPT_LENGTH, placeholder=" …")
            return f"{WORDS[name]}: “{words}”"
    return WORDS[name]


def answered(words: str, asks: dict[str, str], library: Library, filters: Filters) -> Turn:
    """The answer to the request of an address, `words`; or why there is none."""
    link = front(asks, inputs.query(filters) if QUESTION in asks else {})
    key = secrets.token_hex(4)
    try:
        if QUESTION in asks:
            found = answer(
                words,
                library,
                filters=filters,
                top=settings().top,
                previous=asks.get(AFTER),
                joined={ALONE: False, JOINED: True}.get(asks.get(READ, "")),
            )
            otherwise = _read_otherwise(found, asks, filters)
            html = answer_html(found, filters, library.store, link, otherwise, key)
        else:
            found = related(asks, library)
            html = answer_html(found, Filters(), library.store, link, key=key)
    except CouncilPapersError as error:
        logs.log_question(words, "refused")
        say(str(error))
        return Turn(words, words, asks, filters, refusal_html(error), None)
    logs.log_question(words, found.status)
    metrics.count_question(found)
    say(summary(found))
    return Turn(words, found.asked, asks, filters, html, found, key=key)


def _read_otherwise(found: Answer, asks: dict[str, str], filters: Filters) -> str:
    """The address that reads a question the other way: alone, or with the one before it.

    It is empty where there is none before it.
    """
    if not asks.get(AFTER):
        return ""
    is_joined = found.asked.split() != found.question.split()
    otherwise = {**asks, READ: ALONE if is_joined else JOINED}
    return front(otherwise, inputs.query(filters))


def related(asks: dict[str, str], library: Library) -> Answer:
    """Passages like one, or its story. Raises `InputRefused` where there is no such passage."""
    stored = library.store.passages.find(Reference.parse(asks.get(LIKE) or asks[FOLLOW]))
    found = more_like(stored.id, library, story=LIKE not in asks) if stored else None
    if found is None:
        raise InputRefused("This passage is no longer in the library. Ask in your own words.")
    return found


def summary(found: Answer) -> str:
    """A summary of an answer, for a screen reader to announce: it begins with the answer line."""
    line = found.line.spoken if found.line and found.status == "answered" else ""
    if found.status == "not_found":
        told = ""
    elif found.timeline:
        told = f"Answered in {count(len(found.timeline), 'step')}. {' '.join(found.ending())}"
    else:
        told = f"{count(len(found.quotes), 'quote')}."
    return " ".join(filter(None, [line, found.doubt, told]))


def limits(facets: Facets) -> Filters | None:
    """The chosen limits, with their inputs; None, with a message, where they contradict.

    What they are stands beside the question box, so that it is seen on a phone too.
    """
    with st.container(key="limits", horizontal=True, vertical_alignment="center"):
        with st.popover("Search in"):
            committee = inputs.committee(facets)
            dates = inputs.meetings(facets)
            document = inputs.document(facets)
            council = inputs.council(facets)
        filters = inputs.filters(committee, *dates, document, council)
        chosen = describe_limits(filters) if filters else ()
        st.html(chosen_html(chosen))
        if chosen:
            st.button("All papers", on_click=inputs.forget, help="Take the limits away")
    return filters


def explain_labels() -> None:
    """Say what the labels of citations mean."""
    with st.expander("What the labels mean"):
        for words in (*STANDING_WORDS.values(), WITHDRAWN_MEANS):
            word, _, meaning = words.partition(": ")
            st.markdown(f"**{escaped(initial(word))}**: {escaped(meaning)}")


def show_question(question: str) -> None:
    """Show a question."""
    with st.chat_message("user", avatar=":material/person:"):
        st.html(question_html(question))


def show_answer(turn: Turn) -> None:
    """Show an answer."""
    with st.chat_message("assistant", avatar=":material/article:"):
        before, _, after = turn.html.partition(WRITTEN_HERE)
        if not written_view.is_shown(turn):
            st.html(turn.html)
            return
        if before.strip():
            st.html(before)
        written_view.show(turn)
        st.html(after)


def offer_first(library: Library) -> None:
    """Say what the papers are and what is new in them, and offer questions to begin with."""
    with st.spinner("Looking for what is new…"):
        generation = library.store.generation
        seen, offered = state.overview(generation), state.openings(generation)
    st.html(front_html("whose.html", seen))
    if offered:
        st.header("You could ask", anchor=False)
        offer(questions[0] for questions in offered.values())
    st.html(front_html("front.html", seen))
    if any(len(questions) > 1 for questions in offered.values()):
        with st.expander("More questions to begin with"):
            for kind, questions in offered.items():
                if len(questions) > 1:
                    st.subheader(kind, anchor=False)
                    offer(questions[1:])


def offer_more(turns: deque[Turn], library: Library, filters: Filters | None) -> None:
    """Offer questions that the papers answer beyond the latest answer.

    They are looked for once that answer is shown, and only while nobody waits for one.
    """
    latest = turns[-1]
    if latest.next is None and not state.questions.number:
        found = latest.found
        questions = followups(found, library, filters=filters) if found else ()
        before, latest = latest, replace(latest, next=questions)
        if turns and turns[-1] is before:  # it may be gone or asked anew while they were looked for
            turns[-1] = latest
    if latest.found and latest.next:
        instead = latest.found.status == "not_found"
        st.subheader(f"You could ask {'instead' if instead else 'next'}", anchor=False)
        offer(latest.next)


def offer(questions: Iterable[str], name: str = "") -> None:
    """Show questions as buttons that ask them. Those that may stand on the page twice have a `name`
    of their own: what a letter asks may be offered by the page too."""
    for n, question in enumerate(questions):
        key = f"{name}-{n}" if name else None
        st.button(escaped(question), key=key, on_click=_choose, args=(question,))


def _type() -> None:
    # What the box returns would be lost where another run of the page takes the place of this one.
    st.session_state["typed"] = (st.session_state["typing"] or "").strip()


def _choose(question: str) -> None:
    st.session_state["chosen"] = question


def _clear() -> None:
    st.session_state.pop("letter", None)
    state.new_conversation()
    _set_address({})


def _note_of(asked: str, found: Answer) -> str:
    """What was asked, and the line that answers it, to be kept beside the quotes."""
    line = f"\n{found.line.spoken}" if found.line and found.line.kind != "nothing" else ""
    return f"In answer to: {asked}{line}"


def _keep_all() -> None:
    """Keep what every answer of the conversation quotes, and go to the briefing."""
    mine = selection.current()
    kept = mine.selection
    try:
        for turn in state.conversation():
            if turn.found:
                kept = kept.with_all(turn.found.references(), _note_of(turn.asked, turn.found))
    except InputRefused as error:
        st.toast(str(error))
        say(str(error))
        return
    mine.change(kept)
    go_to(BRIEFING)


def _set_address(asks: dict[str, str]) -> None:
    """Make the address ask this, and nothing else; its limits stay. It is one change, as another
    run of the page may take the place of this one between two."""
    rest = {name: st.query_params.get_all(name) for name in st.query_params}
    limits = {name: given for name, given in rest.items() if name not in PARAMETERS}
    st.query_params.from_dict({**limits, **asks})
    st.session_state["address"] = asks


if __name__ == "__main__":
    page()
