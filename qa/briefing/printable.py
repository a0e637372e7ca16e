"""Words as any file can hold them: with nothing that is not seen."""

from __future__ import annotations

import re

from qa.papers.text import sound

# What XML cannot hold; marks that turn text round; and characters that take no room, in which other
# words can hide. Those that join letters and signs stay.
HIDDEN = re.compile(
    "[\0-\x08\x0e-\x1b\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
SPACE = re.compile(r"[^\S\n]")


def plain(text: str) -> str:
    """`text` with the same words on the same lines, and nothing else; twice is as once."""
    lines = "\n".join(sound(text).splitlines())
    return HIDDEN.sub("", SPACE.sub(" ", lines)).rstrip("\n")


def line(text: str) -> str:
    """`text`, plain, on one line."""
    return " ".join(plain(text).split())
