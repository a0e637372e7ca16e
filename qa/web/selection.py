"""What a visitor keeps for a briefing: for this visit, and as their browser remembers it."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

import streamlit as st

from qa.briefing.selection import Basket, Kept
from qa.errors import InputRefused
from qa.library.reference import Reference


@dataclass(slots=True, weakref_slot=True)
class Held:
    """The basket of one visit as it is now, and whether the visitor ever had anything in it.

    `key` is known to this visitor alone, and `address` is where their browser has the page.
    """

    basket: Basket = field(default_factory=Basket)
    used: bool = False
    address: str = ""
    key: str = field(default_factory=secrets.token_urlsafe)

    def change(self, basket: Basket) -> None:
        """Hold this basket from now on."""
        self.basket, self.used = basket, True


def held() -> Held:
    """What holds this visitor's basket: the same throughout the visit."""
    mine: Held = st.session_state.setdefault("basket", Held())
    _VISITS[mine.key] = mine
    return mine


def held_as(key: str) -> Held | None:
    """What holds the basket of the visit with this key, while that lasts."""
    return _VISITS.get(key)


def used() -> bool:
    """Whether there is a basket to remember, be it empty again."""
    return held().used


def kept() -> list[Kept]:
    """What this visitor keeps, in order."""
    return list(held().basket.kept)


def toggle(reference: str) -> bool:
    """Keep the words of `reference`, or let go of them; whether they are kept now.

    Raises `InputRefused` where it is no reference, or where there is no room.
    """
    mine, words = held(), Reference.parse(reference)
    mine.change(mine.basket.toggled(words))
    return words in mine.basket


def dumped() -> str:
    """All that is kept, for the browser to remember."""
    return held().basket.dumped()


def restore(text: str) -> None:
    """Hold what the browser remembers. Whatever else it sends changes nothing."""
    with suppress(InputRefused):
        held().change(Basket.restored(text))


_VISITS: WeakValueDictionary[str, Held] = WeakValueDictionary()
