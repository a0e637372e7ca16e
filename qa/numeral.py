"""Roman numerals: many reports number the sheets before their first chapter so, and lists."""

from __future__ import annotations

import re

# "iv", "- iv -", "Page iv"
NUMERAL = re.compile(r"^(?:(?i:page)\s*)?-?\s*(?P<n>[ivxl]{1,8}|[IVXL]{1,8})\s*-?$", re.ASCII)
SIGNS = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def numeral(number: int) -> str:
    """A number as a Roman numeral in small letters; nothing for one that is less than 1."""
    found, number = "", max(number, 0)
    for worth, sign in SIGNS:
        found += sign * (number // worth)
        number %= worth
    return found


def value_of(text: str) -> int | None:
    """The number that a Roman numeral says; None if it is not written as such."""
    worths = {sign: worth for worth, sign in SIGNS if len(sign) == 1}
    values = [worths[char] for char in text.lower()]
    total = sum(
        -value if value < after else value
        for value, after in zip(values, [*values[1:], 0], strict=True)
    )
    return total if numeral(total) == text.lower() else None
