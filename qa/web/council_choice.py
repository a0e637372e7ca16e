"""The choice of councils above every page, where several share the service."""

from __future__ import annotations

from html import escape

import streamlit as st

from qa.library.councils.council import Council
from qa.web import address, state
from qa.web.address import COUNCIL
from qa.web.asking import asking
from qa.web.browser import say

LABEL = "Councils that are asked"
EVERY = "All councils that you may read"
KEY, KEPT = "councils chosen", "councils kept"  # of the input, and of what was chosen last
PERSON = "who asks"


def choose() -> tuple[Council, ...]:
    """Show the choice, where there is one, and keep it in the address: the councils that are asked.

    Streamlit drops what an address holds when a visitor goes to another page, so that what was
    chosen last is taken there. None where one library is all there is. Raises `InputRefused`.
    """
    forget_others()
    visible = {one.key: one for one in state.visible()}
    if asking().at or len(visible) < 2:
        return tuple(state.councils())
    given = st.query_params.get(COUNCIL)
    if given is None and (kept := st.session_state.get(KEPT, "")):
        given = st.query_params[COUNCIL] = kept
    now = () if given in (None, "", state.ALL) else tuple(one.key for one in state.councils())
    if st.session_state.get(KEPT) != (given or ""):
        st.session_state[KEY] = [*now]
        st.session_state[KEPT] = given or ""
    st.multiselect(
        LABEL,
        [*visible],
        format_func=lambda key: visible[key].name if key in visible else key,
        key=KEY,
        placeholder=EVERY,
        on_change=_changed,
    )
    address.councils.set(st.query_params.get(COUNCIL, ""))
    return tuple(state.councils())


def forget_others() -> None:
    """Forget what was shown to somebody else in this visit, who has signed out since."""
    person = asking().person
    if st.session_state.get(PERSON, person) != person:
        st.session_state.clear()
    st.session_state[PERSON] = person


def name_html(council: Council) -> str:
    """The name of the one council that is asked, with a bar in its colour, which tells nothing that
    the name does not."""
    bar = (
        f"border-left: .5rem solid {council.colour}; padding-left: .5rem" if council.colour else ""
    )
    return f'<p class="council" style="{bar}">{escape(council.name)}</p>'


def _changed() -> None:
    keys = ",".join(st.session_state[KEY]) or state.ALL
    st.query_params[COUNCIL] = st.session_state[KEPT] = keys
    say("The choice of councils was changed.")
