"""The frame around the pages: which there are, how they look, and what is said when one cannot be
shown."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from qa.errors import CouncilPapersError
from qa.web.words import escaped

HERE = Path(__file__).parent
NAME = "Council papers"


def page() -> None:
    """Show the page that is asked for. Addresses are one step deep, as links to papers need."""
    ask = st.Page(HERE / "ask.py", title="Ask", default=True)
    decisions = st.Page(HERE / "decisions.py", title="Decisions", url_path="decisions")
    previous = st.Page(HERE / "previous.py", title="Previous answers", url_path="previous-answers")
    pages = [ask, decisions, previous]
    chosen = st.navigation(pages, position="top")
    if chosen == ask:
        st.set_page_config(page_title=NAME)
    else:
        st.set_page_config(page_title=f"{chosen.title} – {NAME}", layout="wide")
    st.html(HERE / "style.css")
    # Where the screen is narrow, Streamlit puts the links above away, into the sidebar.
    with st.container(key="pages", horizontal=True):
        for one in pages:
            st.page_link(one)
    try:
        chosen.run()
    except CouncilPapersError as error:
        st.error(escaped(str(error)))


if __name__ == "__main__":
    page()
