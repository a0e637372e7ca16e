"""What a visitor keeps for a briefing: for this visit, and as their browser remembers it."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

import streamlit as st

from qa.briefing.selection import KeptCitation, Selection
from qa.errors import InputRefused
from qa.library.reference import Reference


@dataclass(slots=True, weakref_slot=True)
class VisitorSelection:
    """The selection of one visit as it is now.

    `used` says whether the visitor has ever kept anything. `key` is known to this visitor alone.
    `address` is where their browser has the page of the briefing.
    """

    selection: Selection = field(default_factory=Selection)
    used: bool = False
    address: str = ""
    key: str = field(default_factory=secrets.token_urlsafe)

    def change(self, selection: Selection) -> None:
        """Replace the selection."""
        self.selection, self.used = selection, True


# Those of visits that last. A visit's own state holds the only other reference.
_VISITS: WeakValueDictionary[str, VisitorSelection] = WeakValueDictionary()


def current() -> VisitorSelection:
    """The selection of this visitor: the same object throughout the visit."""
    mine: VisitorSelection = st.session_state.setdefault("selection", VisitorSelection())
    _VISITS[mine.key] = mine
    return mine


def by_key(key: str) -> VisitorSelection | None:
    """The selection of the visit with this key, while that visit lasts."""
    return _VISITS.get(key)


def is_used() -> bool:
    """Whether there is a selection for the browser to remember, even if it is empty again."""
    return current().used


def kept() -> list[KeptCitation]:
    """What this visitor keeps, in order."""
    return list(current().selection.kept)


def toggle(reference: str) -> bool:
    """Keep the words of `reference`, or remove them, and return whether they are kept now.

    Raises `InputRefused` where it is no reference, or where there is no room.
    """
    mine, words = current(), Reference.parse(reference)
    mine.change(mine.selection.toggled(words))
    return words in mine.selection


def to_json() -> str:
    """All that is kept, for the browser to remember."""
    return current().selection.to_json()


def restore(text: str) -> None:
    """Take over what the browser remembers. Anything else that it sends changes nothing."""
    with suppress(InputRefused):
        current().change(Selection.from_json(text))
