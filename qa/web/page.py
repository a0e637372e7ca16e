"""The frame around the pages: which there are, how they look, and what is said when one cannot be
shown."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from qa.errors import CouncilPapersError
from qa.settings import settings
from qa.web import adding
from qa.web.bridge import bridge, followed
from qa.web.markdown import escaped

HERE = Path(__file__).parent
NAME = "Council papers"
STORED = "The keeper of this service stores the questions that are asked."


def page() -> None:
    """Show the page that is asked for. Addresses are one step deep, as links to papers need."""
    ask = st.Page(HERE / "ask.py", title="Ask", default=True)
    seen = [
        ask,
        st.Page(HERE / "decisions.py", title="Decisions", url_path="decisions"),
        st.Page(HERE / "previous.py", title="Previous answers", url_path="previous-answers"),
        st.Page(HERE / "papers.py", title="Papers", url_path="papers"),
        st.Page(HERE / "briefing.py", title="Briefing", url_path="briefing"),
    ]
    if adding.offered():
        seen.append(st.Page(HERE / "adding.py", title="Add papers", url_path="add-papers"))
        fetch = st.Page(HERE / "fetching.py", title="Fetch papers", url_path="fetch-papers")
        seen.append(fetch)
    paper = st.Page(HERE / "paper.py", title="Paper", url_path="paper", visibility="hidden")
    chosen = st.navigation([*seen, paper], position="top")
    if (link := followed()) and (to := _page_at(link[0], [*seen, paper])):
        st.switch_page(to, query_params=link[1])
    if chosen == ask:
        st.set_page_config(page_title=NAME)
    else:
        st.set_page_config(page_title=f"{chosen.title} – {NAME}", layout="wide")
    st.html(HERE / "style.css")
    # Where the screen is narrow, Streamlit puts the links above away, into the sidebar.
    with st.container(key="pages", horizontal=True):
        for one in seen:
            st.page_link(one)
    try:
        chosen.run()
        if settings().log_questions:
            st.caption(STORED)
    except CouncilPapersError as error:
        st.error(escaped(str(error)))
    bridge()


def _page_at(path: str, pages: list[st.Page]) -> st.Page | None:
    return next((one for one in pages if one.url_path == path), None)


if __name__ == "__main__":
    page()
