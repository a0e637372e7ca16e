"""The page where a text is checked: each sentence borne out by the papers, not, or not found."""

from __future__ import annotations

import streamlit as st

from qa.checking.paragraph import MAX_TEXT, Checked, check_text
from qa.errors import InputRefused
from qa.web import register_view, state
from qa.web.markdown import escaped

HEIGHT = 160  # pixels of the box
ABOUT = (
    "Paste a speech, a press release or an assistant's answer before it is sent, and see of each "
    "sentence whether the papers bear it out. **The check may be mistaken:** read the passage "
    "beside a sentence that matters."
)


def page() -> None:
    """Show a box for a text, and what the papers say of each of its sentences."""
    st.title("Check", anchor=False)
    st.write(ABOUT)
    library = state.library()
    # The text is no part of the page's address, as a question is: a draft is nobody else's.
    with st.form("text", border=False):
        text = st.text_area("Your text", max_chars=MAX_TEXT, height=HEIGHT, key="to check")
        st.form_submit_button("Check it")
    if not text.strip():
        return
    try:
        with st.spinner("Comparing it with the papers…"), state.turn():
            found = check_text(text, library)
    except InputRefused as error:
        st.warning(escaped(str(error)))
        return
    show(found)


def show(found: list[Checked]) -> None:
    """Show how many sentences are borne out, and each of them with its passage."""
    counts = {kind: sum(one.finding == kind for one in found) for kind in FINDINGS}
    st.html(register_view.render("checked.html", found=found, counts=counts))


FINDINGS = ("borne out", "not borne out", "not found")

if __name__ == "__main__":
    page()
