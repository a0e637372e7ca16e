"""Who may add papers: nobody, anyone, those who know a passphrase, or editors who signed in."""

from __future__ import annotations

import streamlit as st
from streamlit.errors import StreamlitAuthError

from qa.errors import InputRefused
from qa.library.councils.council import Council
from qa.passphrase import Tries
from qa.settings import settings
from qa.web import state
from qa.web.asking import asking
from qa.web.markdown import escaped
from qa.web.throttle import network

TRIES = Tries()
KNOWN = "passphrase known"
ASK_FOR_HELP = "Ask the administrator of this service at the council for help."


def is_allowed() -> bool:
    """Whether this visitor may add papers; otherwise the page shows what they can do.

    Where several councils share the service, it is to the one that is asked, and comes from the
    sign-in alone.
    """
    try:
        council = state.own_home().council
    except InputRefused as error:
        st.info(escaped(str(error)))
        return False
    if council and settings().adding not in ("off", "sign-in"):
        st.error(f"No papers can be added here: QA_ADDING is to be sign-in. {ASK_FOR_HELP}")
        return False
    match settings().adding:
        case "anyone":
            return True
        case "passphrase":
            return _knows_passphrase()
        case "sign-in":
            return _is_editor(council)
        case "off":
            st.error(f"No papers can be added here: QA_ADDING is off. {ASK_FOR_HELP}")
            return False


def _knows_passphrase() -> bool:
    stored = settings().passphrase_hash
    if not stored:
        st.error(
            "Nobody can add papers yet: QA_PASSPHRASE_HASH is to be set to what "
            f"python -m qa passphrase prints. {ASK_FOR_HELP}"
        )
        return False
    if st.session_state.get(KNOWN):
        st.button("Leave", on_click=st.session_state.pop, args=(KNOWN,))
        return True
    with st.form("passphrase", clear_on_submit=True):
        typed = st.text_input("Passphrase", type="password", autocomplete="current-password")
        given = st.form_submit_button("Continue")
    if given:
        try:
            if TRIES.is_right(typed, stored, network(state.address())):
                st.session_state[KNOWN] = True
                st.rerun()
            st.error(f"That is not the passphrase. Type it again. {ASK_FOR_HELP}")
        except InputRefused as error:
            st.error(escaped(str(error)))
    return False


def _is_editor(council: Council | None) -> bool:
    editors = {email.strip().casefold() for email in settings().editors.split(",")} - {""}
    if not editors and not council:
        st.error(
            "Nobody can add papers yet: QA_EDITORS is to be set to the email addresses of those "
            f"who may. {ASK_FOR_HELP}"
        )
    elif "is_logged_in" not in st.user:
        st.error(
            f"Nobody can sign in yet: .streamlit/secrets.toml has no section [auth]. {ASK_FOR_HELP}"
        )
    elif not st.user.is_logged_in:
        st.write("Sign in to add papers, and then open this page again.")
        if st.button("Sign in"):
            sign_in()
    else:
        email = _email()
        st.write(f"You are signed in as {escaped(email) or 'somebody without an email address'}.")
        st.button("Sign out", on_click=st.logout)
        if council.is_edited_by(asking().person) if council else email.casefold() in editors:
            return True
        st.error(
            f"Your email address is not among those of people who may add papers. {ASK_FOR_HELP}"
        )
    return False


def offer_sign_in() -> None:
    """Offer to sign in or out, where the service has a sign-in: who reads may have to, too."""
    if "is_logged_in" not in st.user:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.user.is_logged_in:
            st.caption(f"Signed in as {escaped(_email()) or 'somebody without an email address'}.")
            st.button("Sign out", key="sign out above", on_click=st.logout)
        elif st.button("Sign in", key="sign in above"):
            sign_in()


def sign_in() -> None:
    """Have a visitor sign in; where nobody can yet, say why."""
    try:
        st.login()
    except StreamlitAuthError as error:
        st.error(f"Nobody can sign in yet: {escaped(str(error))} {ASK_FOR_HELP}")


def _email() -> str:
    """The visitor's email address; empty where it is unknown or was never verified."""
    verified = str(st.user.get("email_verified", True)).casefold() == "true"
    return str(st.user.get("email") or "").strip() if verified else ""
