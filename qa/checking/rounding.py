"""Figures that people round: "£994.3 million" for £994,287,655, "nearly 600" for 587.

A figure with a word of scale, or of some decimals, is worth all that comes to it when it is
rounded; one with a word like "about" before it is so too, as far as its last figures are noughts.
"""

from __future__ import annotations

import re
from decimal import Decimal

from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
ABOUT, NEARLY, OVER = PHRASES["about"], PHRASES["nearly"], PHRASES["over"]
SCALED = PHRASES["scaled"]
DIGITS = re.compile(r"[\d,]*\d(?:\.(?P<decimals>\d+))?")
BEFORE = 24  # characters before a figure in which such a word stands
MOST = Decimal("0.1")  # of a figure, that is rounded away with a word like "about"
NONE = Decimal(0)

Leeway = tuple[Decimal, Decimal]


def leeway(text: str, start: int, end: int, value: Decimal) -> Leeway:
    """How much less, and how much more, what stands for a figure of a text may be."""
    written = DIGITS.search(text, start, end)
    if not written or not value:
        return NONE, NONE
    before = text[max(0, start - BEFORE) : start]
    unit = _unit(written, value)
    wide = min(max(unit, _of_noughts(value)), abs(value) * MOST)
    if NEARLY.search(before):
        return wide, NONE
    if OVER.search(before):
        return NONE, wide
    if ABOUT.search(before):
        return wide / 2, wide / 2
    is_rounded = SCALED.search(text[start:end]) or (written["decimals"] and "%" in text[start:end])
    return (unit / 2, unit / 2) if is_rounded else (NONE, NONE)


def _unit(written: re.Match[str], value: Decimal) -> Decimal:
    """What the last digit that is written is worth: of "£994.3 million" a hundred thousand."""
    plain = Decimal(written[0].replace(",", ""))
    scale = abs(value) / plain if plain else Decimal(1)
    return scale * Decimal(10) ** -len(written["decimals"] or "")


def _of_noughts(value: Decimal) -> Decimal:
    """The power of ten of which a figure is a multiple."""
    unit = Decimal(1)
    while value % (unit * 10) == 0:
        unit *= 10
    return unit if value % 1 == 0 else NONE
