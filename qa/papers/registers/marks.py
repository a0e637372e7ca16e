"""The marks of a list in minutes, and which of them may follow which: "b)" behind "a)"."""

from __future__ import annotations

import re

MARK = re.compile(r"\(?(?P<mark>\d{1,2}|[A-Za-z]|[ivx]{1,4})[.)](?=\s)")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def behind(mark: str) -> tuple[str, ...]:
    """What the mark of a list may be followed by: "2" by "3", "b" by "c", "iv" by "v"."""
    if mark.isdigit():
        return (str(int(mark) + 1),)
    letter = chr(ord(mark) + 1) if len(mark) == 1 else ""
    return letter, ROMAN[ROMAN.index(mark) + 1] if mark in ROMAN[:-1] else ""
