"""Characters that nobody sees, in sets by what they do.

Each set is written as it stands between the brackets of a regular expression, so that sets are
joined by writing one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

CONTROLS = "\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # those that are no white space
SPACES = "\x0b-\x0d\x1c-\x1f\x85"  # controls that are white space, but for tab and newline
TAB_AND_NEWLINE = "\t\n"
SEPARATORS = "\u2028\u2029"  # end a line or a paragraph
DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # make text run backwards
JOINERS = "\u200c\u200d"  # join letters and signs, or keep them apart
ZERO_WIDTH = "\u200b\ufeff"  # take no room, and break or join nothing that is seen
SOFT_HYPHEN = "\u00ad"
FORMATS = "\u2060-\u206f\ufff9-\ufffb\U000e0000-\U000e007f"  # take no room; words can hide in them
NO_CHARACTERS = "\ufffe\uffff"
SURROGATES = "\ud800-\udfff"  # halves of characters
# What a terminal obeys, or shows otherwise than it stands there.
OBEYED = CONTROLS + SPACES + SEPARATORS + DIRECTION


def each(characters: str) -> Iterator[str]:
    """The characters of a set, one by one."""
    for first, last in re.findall(r"(.)(?:-(.))?", characters, re.DOTALL):
        yield from map(chr, range(ord(first), ord(last or first) + 1))
