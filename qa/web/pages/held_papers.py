"""The page on which those who may add papers see what is held back, and decide of it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import partial

import streamlit as st

from qa.errors import CouncilPapersError, FilesUnreachable, NothingIndexed, UnreadablePaper
from qa.library.held import HeldPaper, held_papers, judge, page_numbers
from qa.library.library import Library
from qa.papers.verdict import Decision, Verdict
from qa.web import access, state
from qa.web.job import library_turn
from qa.web.markdown import escaped
from qa.web.paper_files import on_this_machine
from qa.web.register_view import render
from qa.wording import count, decided_words

HELD = "Papers with something held back"
PART_SIZE = 20  # papers more with each press of a button
ABOUT = (
    "What is marked as not for the public is held back: nobody can find it or open it, and no "
    "other page names it. **Before you let a paper in, save it and look at it.** What you decide "
    "is kept when papers are indexed again, and can be undone."
)
ASKED: dict[Decision, str] = {
    "let in": "Everybody who can open these pages can then find it and read it.",
    "shut out": "Nobody can then find it or open it here.",
}
LABELS: dict[Decision, str] = {"let in": "Let in", "shut out": "Shut out"}
ONLY = "Only these PDF pages, such as 3-5, 9 (empty for all)"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody decided of a paper; no `decision` takes back what was decided before."""

    key: str
    decision: Decision | None
    pages: str = ""


def page() -> None:
    """Show what is held back to those who may decide of it."""
    st.title("Held back", anchor=False)
    if not access.is_allowed():
        return
    st.write(ABOUT)
    status = st.container()  # always here, so that screen readers announce what comes into it
    if wanted := st.session_state.pop("deciding", None):
        with st.spinner("Reading the paper again…"):
            st.session_state["decided"] = decide(wanted)
    words = st.session_state.get("decided", "")
    status.html(render("held_report.html", words=words))
    try:
        library = state.own_library()
        found = held_papers(library)
    except NothingIndexed:
        return show([], HELD, set())
    kept = kept_keys(library)
    show([one for one in found if not one.is_open], HELD, kept)
    if others := [one for one in found if one.is_open]:
        show(others, "Papers that are marked or waited, and were let in", kept)
    return None


def kept_keys(library: Library) -> set[str]:
    """The keys of the papers whose files are kept for all app servers, as far as can be told."""
    files = library.place.files
    try:
        return files.keys() if files else set()
    except FilesUnreachable as error:
        st.warning(escaped(f"Papers cannot be saved to look at: {error}"))
        return set()


def decide(wanted: Wanted) -> str:
    """Carry out what was decided, and say what came of it."""
    try:
        verdict = wanted.decision and Verdict(wanted.decision, page_numbers(wanted.pages))
        with library_turn(state.own_home()) as library, library.place.locked():
            now = judge(library, wanted.key, verdict or None)
    except CouncilPapersError as error:
        return f"Nothing was changed: {error}"
    if now.given:
        return f"{now.name}: {decided_words(now.given.verdict, now.given.day)}."
    return f"{now.name}: it goes by its own markings again."


def show(papers: Sequence[HeldPaper], heading: str, kept: Set[str]) -> None:
    """Show papers under a heading, some at first, each with what can be decided of it; `kept` are
    the keys of those whose files are kept for all app servers."""
    st.header(heading, anchor=False)
    st.write(f"{count(len(papers), 'paper')}." if papers else "None.")
    listed = st.session_state.get(heading, PART_SIZE)
    for paper in papers[:listed]:
        with st.container(border=True):
            st.html(render("held.html", held=paper))
            with st.container(horizontal=True):
                _buttons(paper, kept)
    left = min(PART_SIZE, len(papers) - listed)
    if left > 0:
        st.button(
            f"Show {left} more", key=f"more {heading}", on_click=_list, args=(heading, listed)
        )


def _buttons(paper: HeldPaper, kept: Set[str]) -> None:
    name, key = escaped(paper.name), str(paper.path)
    for decision, label in LABELS.items():
        same = paper.given and paper.given.verdict == Verdict(decision)
        if not same and st.button(f"{label}: {name}", key=f"{decision} {key}"):
            confirm(paper, decision)
    undo = f"Go by its markings: {name}"
    if paper.given:
        st.button(undo, key=f"undo {key}", on_click=_decide, args=(paper.key, None))
    if paper.path.is_file() or paper.key in kept:
        # It is read when it is asked for; its address is known to this visit alone.
        st.download_button(
            f"Save to look at: {name}",
            partial(contents, paper),
            paper.path.name,
            "application/octet-stream",
            key=f"save {key}",
            on_click="ignore",
        )


def contents(paper: HeldPaper) -> bytes:
    """The file of a paper as it was indexed, from this machine or from where files are kept; as it
    is now where it was changed. Raises `CouncilPapersError`."""
    library = state.own_library()
    file = library.store.papers.file(paper.key)
    indexed = on_this_machine(library, file, paper.key) if file else None
    try:
        return (indexed or paper.path).read_bytes()
    except OSError as error:
        raise UnreadablePaper("the file is no longer there", str(error)) from error


@st.dialog("Are you sure?")
def confirm(paper: HeldPaper, decision: Decision) -> None:
    """Ask before a paper is let in or shut out, and for which pages."""
    st.write(f"{LABELS[decision]} **{escaped(paper.name)}**? {ASKED[decision]}")
    st.text_input(ONLY, max_chars=200, key=ONLY)
    with st.container(horizontal=True):
        yes = st.button(
            f"Yes, {LABELS[decision].lower()}", on_click=_decide, args=(paper.key, decision)
        )
        no = st.button("No, leave it")
    if yes or no:
        st.rerun()


def _decide(key: str, decision: Decision | None) -> None:
    pages = str(st.session_state.get(ONLY, "")) if decision else ""
    st.session_state["deciding"] = Wanted(key, decision, pages)


def _list(heading: str, listed: int) -> None:
    st.session_state[heading] = listed + PART_SIZE


if __name__ == "__main__":
    page()
