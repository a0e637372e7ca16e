"""The page of the briefing: the kept citations in order, notes, and files to download."""

from __future__ import annotations

import streamlit as st

from qa.answers.understanding.question import MAX_QUESTION_LENGTH
from qa.briefing.blocks import blocks, drafted
from qa.briefing.briefing import Briefing, Source, briefing
from qa.briefing.plain_text import text
from qa.briefing.selection import MAX_DRAFT_LENGTH, MAX_NOTE_LENGTH, MAX_TITLE_LENGTH, Selection
from qa.library.reference import Reference
from qa.web import register_view, state
from qa.web.browser import focus, say
from qa.web.downloads import FILE_KINDS
from qa.web.markdown import escaped
from qa.web.selection import VisitorSelection, current
from qa.wording import count

ABOUT = (
    "Put what you kept in order, add notes, and take it away for Word, as Markdown or as a "
    "spreadsheet. Quotes stay word for word, each with its source."
)
EMPTY = (
    "Nothing is kept yet. Choose **Keep** under any citation: in an answer, in the list of "
    "decisions, or under a previous answer. It then stands here, on this browser only."
)
GONE = (
    "The papers of these were changed or taken out since. Look for the words again and keep them "
    "anew, or remove them here."
)
FILLED_BY = {
    "ask.py": "Ask a question",
    "decisions.py": "Look through the decisions",
    "previous_answers.py": "Look through previous answers",
}


def page() -> None:
    """Show the briefing, or how to begin one."""
    st.title("Briefing", anchor=False)
    mine, store = current(), state.library().store
    if mine.selection == Selection():
        st.write(EMPTY)
        for path, label in FILLED_BY.items():
            st.page_link(path, label=label)
        return
    st.write(ABOUT)
    made = briefing(mine.selection, store)
    title(mine)
    downloads(mine)
    st.header("Citations", anchor=False)
    if not mine.selection.kept:
        st.write(EMPTY)
    show_sources(made)
    show_gone(made)
    draft(mine, made)
    with st.expander("All of it as text, to copy"):
        st.code(text(blocks(made)), language=None, wrap_lines=True)
    clear(mine)


def title(mine: VisitorSelection) -> None:
    """Show the input for the title."""
    key = "briefing-title"
    _put(key, mine.selection.title)
    st.text_input(
        "Title of the briefing",
        max_chars=MAX_TITLE_LENGTH,
        key=key,
        on_change=lambda: mine.change(mine.selection.with_title(st.session_state[key])),
    )


def downloads(mine: VisitorSelection) -> None:
    """Show the links to the files."""
    mine.address = st.context.url or ""
    st.html(register_view.render("files.html", key=mine.key, kinds=FILE_KINDS))


def show_sources(made: Briefing) -> None:
    """Show each citation with its note, and buttons to move or remove it."""
    around = (None, *made.sources, None)
    for before, source, after in zip(around, made.sources, around[2:], strict=False):
        st.html(register_view.render("briefing.html", source=source))
        note(source.n, source.reference, source.note)
        with st.container(horizontal=True):
            for name, other in (("up", before), ("down", after)):
                st.button(
                    f"Move {name}: citation {source.n}",
                    key=f"{name}-{source.n}",
                    disabled=other is None,
                    on_click=_exchange,
                    args=(source, other, name),
                )
            remove(source.n, source.reference)


def show_gone(made: Briefing) -> None:
    """Show what was kept and is no longer in the library, with its notes."""
    if made.gone:
        st.header("No longer in the library", anchor=False)
        st.write(GONE)
    for n, gone in enumerate(made.gone, len(made.sources) + 1):
        st.markdown(f"**Citation {n}.** {escaped(gone.line)}")
        note(n, gone.reference, gone.note)
        remove(n, gone.reference)


def note(n: int, reference: Reference, words: str) -> None:
    """Show the input for the note on a citation."""
    mine, key = current(), f"note-{reference}"
    _put(key, words)
    st.text_area(
        f"Note on {n}",
        max_chars=MAX_NOTE_LENGTH,
        key=key,
        on_change=lambda: mine.change(mine.selection.with_note(reference, st.session_state[key])),
    )


def remove(n: int, reference: Reference) -> None:
    """Show the button that removes a citation."""
    st.button(f"Remove: citation {n}", key=f"remove-{n}", on_click=_remove, args=(n, reference))


def draft(mine: VisitorSelection, made: Briefing) -> None:
    """Show the input for a draft question, and the question with its sources, to be copied."""
    st.header("Draft a question", anchor=False)
    key = "briefing-question"
    _put(key, mine.selection.question)
    st.text_area(
        "Your question",
        max_chars=MAX_DRAFT_LENGTH,
        key=key,
        on_change=lambda: mine.change(mine.selection.with_question(st.session_state[key])),
    )
    if made.question:
        query = {"question": made.question[:MAX_QUESTION_LENGTH]}
        st.page_link(
            "previous_answers.py", label="See whether it was asked before", query_params=query
        )
    if pasted := text(drafted(made)):
        st.write("With its sources, to be pasted:")
        st.code(pasted, language=None, wrap_lines=True)


def clear(mine: VisitorSelection) -> None:
    """Show the button that empties the briefing, or ask for confirmation."""
    if not st.session_state.get("clearing"):
        st.button("Clear the briefing", key="clear", on_click=_ask_whether_to_clear)
        return
    number = count(len(mine.selection.kept), "citation")
    st.warning(f"This removes the title, {number} with every note, and the draft question.")
    with st.container(horizontal=True):
        st.button("Yes, clear it", key="clear-yes", on_click=_clear)
        st.button("No, keep it", key="clear-no", on_click=_leave)


def _put(key: str, value: str) -> None:
    """Make the input with this key show `value`, unless it does: somebody may be typing."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def _exchange(one: Source, other: Source, name: str) -> None:
    mine = current()
    mine.change(mine.selection.exchanged(one.reference, other.reference))
    _done(
        f"Moved {name}: now citation {other.n}.",
        f"{name}-{other.n}",
        f"up-{other.n}",
        f"down-{other.n}",
    )


def _remove(n: int, reference: Reference) -> None:
    mine = current()
    if reference in mine.selection:
        mine.change(mine.selection.toggled(reference))
    left = len(mine.selection.kept)
    _done(f"Removed. {count(left, 'citation')} left.", f"remove-{min(n, left)}")


def _ask_whether_to_clear() -> None:
    st.session_state["clearing"] = True
    _done("Clear it? There is no way back.", "clear-no")


def _leave() -> None:
    st.session_state["clearing"] = False
    _done("Nothing was removed.", "clear")


def _clear() -> None:
    st.session_state["clearing"] = False
    current().change(Selection())
    _done("The briefing is empty.")


def _done(words: str, *keys: str) -> None:
    """Announce what was done, and focus the first button of `keys` that is on the page."""
    say(words)
    focus(*keys)


if __name__ == "__main__":
    page()
