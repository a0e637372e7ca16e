"""Names of people and places as they are searched: in whatever way somebody types them.

Letters with accents and strokes are `qa.papers.text`'s. Here are the parts of names that are set
apart or joined: "O'Brien", "OBrien" and "O`Brien", "McLeod", "Mc Leod" and "MacLeod"; and figures
with their units, "20mph" and "20 mph".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

APOSTROPHES = "'’‘ʼʻ`´′"
# "O'Brien", "D'Arcy", "M'Neill"; but not "o'r" of Welsh.
WITH_APOSTROPHE = re.compile(rf"\b([DMNO])[{APOSTROPHES}](?=([^\W\d_]{{3,}}))", re.IGNORECASE)
# "Mc Leod", "Mac Leod", as some papers set them; people type "mc leod" too.
SET_APART = re.compile(r"\b((?i:mc)|M[Aa][Cc]) (?=[^\W\d_]{3})")
# A figure and its unit; "21st" and "21 st" are no such.
JOINED_UNIT = re.compile(r"(?<![\w.,/-])(\d[\d.,]*)((?!(?:st|nd|rd|th)\b)[^\W\d_]{1,5})\b")
UNIT_APART = re.compile(
    r"(?<![\w.,/-])(\d[\d.,]*) ((?:[kcm]?m|mph|kph|km/h|kg|kw|mw|kwh|am|pm|bn|k)\b)"
)
SON_OF = re.compile(r"(ma?c)(?=[^\W\d_]{3})", re.IGNORECASE)


def with_names_joined(text: str) -> str:
    """`text` with each name as one word, and what stands behind an apostrophe once more: "OBrien
    Brien" for "O'Brien", so that it is found by either."""
    if "c " in text or "C " in text:
        text = SET_APART.sub(r"\1", text)
    if any(sign in text for sign in APOSTROPHES):
        text = WITH_APOSTROPHE.sub(_joined, text)
    return text


def _joined(name: re.Match[str]) -> str:
    return f"{name[1]}{name[2]} "


def other_spellings(text: str) -> Iterator[str]:
    """How the names in `text` may be spelt otherwise: "McLeod" for "MacLeod", "20 mph" for
    "20mph", and the reverse."""
    for word in re.findall(r"[^\W\d_]+", text):
        if found := SON_OF.match(word):
            yield ("Mac" if len(found[1]) == 2 else "Mc") + word[found.end() :]
    for figure in JOINED_UNIT.finditer(text):
        yield f"{figure[1]} {figure[2]}"
    for figure in UNIT_APART.finditer(text):
        yield f"{figure[1]}{figure[2]}"
