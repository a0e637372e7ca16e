"""What the name of a file says of its form: its ending, which a download may have added to."""

from __future__ import annotations

import re
from typing import Literal

# What a paper is written as: it has pages if it is a PDF, and in the other forms its text flows.
Form = Literal["pdf", "word", "web page"]
# The forms in which papers are read, and older ones that are refused with what to do about them.
READ = ("pdf", "docx", "docm", "htm", "html")
REFUSED = ("doc", "rtf", "odt")
# Browsers and wget keep the address of a paper as its name: "minutes.pdf?T=1".
ENDING = re.compile(
    rf"\.({'|'.join((*READ, *REFUSED))})(?:(?:\?|%3f|;).*)?$", re.IGNORECASE | re.DOTALL
)


def ending_of(name: str) -> str:
    """The ending of a paper's name, in small letters and without what stands behind it; "" where
    it has none that papers have."""
    found = ENDING.search(name)
    return found[1].lower() if found else ""


def without_ending(name: str) -> str:
    """A paper's name without its ending, and without what stands behind it."""
    return ENDING.sub("", name)
