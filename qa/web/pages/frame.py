"""The frame around the pages: their list, their style, and the message when one cannot be shown."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from qa.errors import CouncilPapersError
from qa.library.councils.council import Council
from qa.settings import settings
from qa.web import access, council_choice, state, visits
from qa.web.browser import connect, followed_link, note_place
from qa.web.markdown import escaped
from qa.web.open_pages import drawing
from qa.web.pages import add_papers

HERE = Path(__file__).parent
STYLE = HERE.parent / "static" / "style.css"
NAME = "Council papers"
STORED = "The keeper of this service stores the questions that are asked."


def frame() -> None:
    """Show the requested page within the frame.

    Every page has an address that is one step deep, as the links to papers are relative to that.
    """
    visits.current()  # from now on the browser of this visit can come back to it
    ask = st.Page(HERE / "ask.py", title="Ask", default=True)
    listed = [
        ask,
        _page("decisions", "Decisions"),
        _page("previous_answers", "Previous answers"),
        _page("check", "Check"),
        _page("papers", "Papers"),
        _page("briefing", "Briefing"),
    ]
    if add_papers.is_offered():
        listed += [_page("add_papers", "Add papers"), _page("fetch_papers", "Fetch papers")]
        listed += [_page("held_papers", "Held back")]
    paper = st.Page(HERE / "paper.py", title="Paper", url_path="paper", visibility="hidden")
    current = st.navigation([*listed, paper], position="top")
    _follow_link([*listed, paper], current)
    note_place(current.url_path, st.query_params.to_dict())
    if current == ask:
        st.set_page_config(page_title=NAME)
    else:
        st.set_page_config(page_title=f"{current.title} – {NAME}", layout="wide")
    st.html(STYLE)
    _, refused = _councils()
    # On a narrow screen Streamlit hides its own links in the sidebar; these stay visible.
    with st.container(key="pages", horizontal=True):
        for one in listed:
            st.page_link(one)
    try:
        if refused:
            raise refused
        current.run()
        if settings().log_questions:
            st.caption(STORED)
    except CouncilPapersError as error:
        st.error(escaped(str(error)))
    connect()


def _councils() -> tuple[tuple[Council, ...], CouncilPapersError | None]:
    """The councils that are asked, with the choice of them above the page; or why there are none.

    Where it is one council, the pages have its name and its colour.
    """
    try:
        if not state.is_one_library():
            access.offer_sign_in()
        asked = council_choice.choose()
    except CouncilPapersError as error:
        return (), error
    if len(asked) == 1:
        st.html(council_choice.name_html(asked[0]))
    return asked, None


def _page(name: str, title: str) -> st.Page:
    """The page in the module `name`; its address has hyphens where the name has underscores."""
    return st.Page(HERE / f"{name}.py", title=title, url_path=name.replace("_", "-"))


def _follow_link(pages: list[st.Page], current: st.Page) -> None:
    """Go to the page of a link that was clicked, within the same visit, unless it is shown."""
    if (link := followed_link()) is None:
        return
    path, query = link
    for page in pages:
        if page.url_path == path and (page != current or query != st.query_params.to_dict()):
            st.switch_page(page, query_params=query)


if __name__ == "__main__":
    with drawing(state.address()):
        frame()
