"""The link between the page and the script in the browser, static/browser.js."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from qa.errors import InputRefused
from qa.web import address, inputs, selection, state

KEY = "bridge"
SCRIPT = Path(__file__).parent / "static" / "browser.js"
MAX_CLICK_LENGTH = 20  # characters of the number of a click
MAX_ADDRESS_LENGTH = 4000  # characters of an address


def connect() -> None:
    """Put the script at the end of a page, in an element that is not seen."""
    turns = state.conversation()
    with st.container(key=KEY + "-place"):
        _BROWSER(
            key=KEY,
            data={
                "kept": [str(kept.reference) for kept in selection.kept()],
                "briefing": selection.to_json() if selection.is_used() else None,
                "answers": len(turns),
                "asked": list(_asked()),
                "followed": st.session_state.get("followed-click", ""),
                "said": st.session_state.get("said", (0, "")),
                "focus": st.session_state.get("focus", (0, ())),
                "place": st.session_state.get("place", (0, None)),
            },
            on_keep_change=_keep,
            on_restore_change=_restore,
            on_go_change=_go,
        )


def say(words: str) -> None:
    """Have a screen reader announce `words`, for those who do not see the page change."""
    _number("said", words)


def remember(turn: state.Turn) -> None:
    """Have the browser list a question among those asked before.

    They are numbered over the visit, as what is said is: a new conversation may begin before the
    page that answers the last question of this one is drawn to its end, where the browser is told.
    """
    asked = _asked()
    number = asked[-1][0] + 1 if asked else 1
    asked.append((number, turn.question, address.front(turn.asks, inputs.query(turn.filters))))


def show_from(number: int) -> None:
    """Bring a question into view, by its number from 0, once the page is drawn.

    An answer may be longer than the screen, and is read from its question down.
    """
    _number("place", number)


def bring() -> None:
    """Bring into view what stands below the page's `place`, once the page is drawn."""
    _number("place", None)


def place() -> None:
    """The place of the page that `bring` brings into view."""
    st.html('<i class="unseen" data-bring></i>')


def focus(*keys: str) -> None:
    """Give the keyboard focus to the first button of these `keys` that is on the page."""
    _number("focus", keys)


def go_to(link: str) -> None:
    """Go to an address of this service, within the visit, when the page is drawn next."""
    st.session_state["followed"] = st.session_state["at"] = link


def followed_link() -> tuple[str, dict[str, str]] | None:
    """The path and the query of the link that was clicked, if any; returned once."""
    link = st.session_state.pop("followed", None)
    if link is None:
        return None
    parts = urlsplit(link)
    return parts.path.strip("./"), dict(parse_qsl(parts.query))


def note_place(path: str, query: dict[str, str]) -> None:
    """Note which page is shown, for a click that comes late from the one before it."""
    st.session_state["at"] = f"{path}?{urlencode(query)}"


def _number(name: str, wanted: object) -> None:
    """Have the browser do what is `wanted`, once.

    It stays in what the browser is given, with a number: however often the page is drawn it is done
    once, and it is not lost where one run of the page takes the place of another.
    """
    number, _ = st.session_state.get(name, (0, None))
    st.session_state[name] = number + 1, wanted


def _asked() -> deque[tuple[int, str, str]]:
    """The latest questions of this visit, oldest first: number, words and address."""
    asked: deque[tuple[int, str, str]]
    asked = st.session_state.setdefault("asked", deque(maxlen=state.MAX_TURNS))
    return asked


def _keep() -> None:
    try:
        kept = selection.toggle(_received("keep"))
    except InputRefused as error:
        st.toast(str(error))
        say(str(error))
    else:
        number = len(selection.kept())
        say(f"{'Kept' if kept else 'Let go'}. The briefing has {number} of them.")


def _restore() -> None:
    selection.restore(_received("restore"))


def _go() -> None:
    """Follow a link that was clicked, once.

    The browser sends a click again until it is told that it arrived, because one that falls into
    the drawing of another page is lost. A copy may come late, from the page that the link has left
    by then, and even without its words: the visit stays where it is.
    """
    click, _, link = _received("go").partition(" ")
    if click in ("", st.session_state.get("followed-click")):
        go_to(st.session_state.get("at", ""))
    else:
        st.session_state["followed-click"] = click[:MAX_CLICK_LENGTH]
        go_to(link[:MAX_ADDRESS_LENGTH])


def _received(name: str) -> str:
    """What the browser sent under `name`. It may be anything, so it is made a string; empty where
    it came from a page that is drawn no more."""
    return str((st.session_state.get(KEY) or {}).get(name) or "")


_BROWSER = st.components.v2.component("bridge", js=SCRIPT.read_text("utf-8"), isolate_styles=False)
