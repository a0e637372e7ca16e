"""The inputs for the limits of a search, the same on every page.

Choices are kept in the address of the page. Streamlit can bind an input to the address by itself,
but bound names are lost when the reader goes back to a page, and links cannot set them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

import streamlit as st

from qa.errors import InputRefused
from qa.library.filters import Filters
from qa.library.records import Facets
from qa.papers.document import Document
from qa.web import state
from qa.web.markdown import escaped, initial
from qa.wording import document_words

Chosen = TypeVar("Chosen")
Option = TypeVar("Option")

LIMITS = ("council", "committee", "from", "to", "document")  # as they stand in an address
DELAY = 1.0  # seconds in which the browser may still send the address from before a choice


def kept_in_address(
    name: str,
    read: Callable[[str], Chosen],
    write: Callable[[Chosen], str],
    ask: Callable[[str], Chosen],
) -> Chosen:
    """The value of an input that is kept in the address of the page as `name`.

    `ask` shows the input under a key. `write` gives the value as it stands in the address, empty
    for the default, and `read` the value from it. When an address is opened or gone back to, the
    input takes the value that stands there.
    """
    key, given = f"{name} chosen", st.query_params.get(name, "")
    now, before, when = st.session_state.get(f"{name} written", ("", "", 0.0))
    late = given == before and time.monotonic() - when < DELAY
    if key not in st.session_state or (given != now and not late):
        st.session_state[key] = read(given)
    chosen = ask(key)
    if (words := write(chosen)) != now:
        st.session_state[f"{name} written"] = words, now, time.monotonic()
    if words != given:
        st.query_params.update({name: words} if words else {})
        if not words:
            st.query_params.pop(name)
    return chosen


def text(label: str, name: str, longest: int, height: int | None = None) -> str:
    """A text, typed on a line, or in an area of `height` pixels."""

    def ask(key: str) -> str:
        if height:
            return str(st.text_area(label, max_chars=longest, key=key, height=height))
        return str(st.text_input(label, max_chars=longest, key=key))

    return kept_in_address(name, lambda words: words[:longest], str.strip, ask).strip()


def option(
    label: str, name: str, options: Iterable[Option], words: Callable[[Option], str], every: str
) -> Option | None:
    """One of `options`, or None where `every` is chosen; `words` labels an option."""
    by_words = {words(one): one for one in options}
    chosen = kept_in_address(
        name,
        lambda given: given if given in by_words else every,
        lambda chosen: chosen if chosen in by_words else "",
        lambda key: str(st.selectbox(label, (every, *by_words), key=key)),
    )
    return by_words.get(chosen)


def committee(facets: Facets) -> str | None:
    """The committee that is chosen, or None for all."""
    return option("Committee", "committee", facets.committees, str, "All committees")


def council(facets: Facets) -> str | None:
    """The council that is chosen, or None for all; it is asked for where papers are of several, and
    these do not share the service: then it is chosen above the page."""
    if len(facets.councils) < 2 or not state.is_one_library():
        return None
    return option("Council", "council", facets.councils, str, "All councils")


def meetings(facets: Facets) -> tuple[date | None, date | None]:
    """The first and the last date of meetings, each None where it is not limited."""
    return _day("Meetings from", "from", facets), _day("Meetings to", "to", facets)


def document(facets: Facets) -> Document | None:
    """The kind of document that is chosen, or None for all."""
    return option("Kind of document", "document", facets.documents, _kind, "All kinds")


def filters(
    committee: str | None,
    date_from: date | None,
    date_to: date | None,
    document: Document | None = None,
    council: str | None = None,
) -> Filters | None:
    """The chosen limits; None, with a message on the page, where they contradict each other."""
    try:
        return Filters(committee, date_from, date_to, document, council=council)
    except InputRefused as error:
        st.error(escaped(str(error)))
        return None


def forget() -> None:
    """Take all limits away, as a callback of a button."""
    for name in LIMITS:
        if name == "council" and not state.is_one_library():
            continue  # which council is asked is chosen above the page
        st.session_state.pop(f"{name} chosen", None)
        st.query_params.pop(name, None)


def query(filters: Filters) -> dict[str, str]:
    """The limits as parameters of an address."""
    chosen = {
        "council": filters.council,
        "committee": filters.committee,
        "from": filters.date_from and filters.date_from.isoformat(),
        "to": filters.date_to and filters.date_to.isoformat(),
        "document": filters.document and _kind(filters.document),
    }
    return {name: value for name, value in chosen.items() if value}


def _kind(document: Document) -> str:
    return initial(document_words(document))


def _day(label: str, name: str, facets: Facets) -> date | None:
    """An optional date between the first and the last meeting in the library."""
    first, last = facets.earliest, facets.latest

    def read(words: str) -> date | None:
        try:
            day = date.fromisoformat(words)
        except ValueError:
            return None
        return day if first and last and first <= day <= last else None

    return kept_in_address(
        name,
        read,
        lambda day: day.isoformat() if day else "",
        lambda key: st.date_input(
            label, min_value=first, max_value=last, format="DD/MM/YYYY", value=None, key=key
        ),
    )
