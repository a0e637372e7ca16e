"""Words as any file can hold them: with nothing that is not seen."""

from __future__ import annotations

import re

from qa import characters
from qa.papers.text import sound

# What XML cannot hold; marks that turn text round; and characters that take no room, in which other
# words can hide. Those that join letters and signs stay.
HIDDEN = re.compile(
    f"[{characters.CONTROLS}{characters.DIRECTION}{characters.ZERO_WIDTH}{characters.FORMATS}"
    f"{characters.NO_CHARACTERS}]"
)
SPACE = re.compile(r"[^\S\n]")


def printable(text: str) -> str:
    """`text` with the same words on the same lines, and nothing else; twice is as once."""
    lines = "\n".join(sound(text).splitlines())
    return HIDDEN.sub("", SPACE.sub(" ", lines)).rstrip("\n")


def one_line(text: str) -> str:
    """`text`, plain, on one line."""
    return " ".join(printable(text).split())
