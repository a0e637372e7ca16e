"""References: lasting names of words in the papers, for addresses and briefings.

The ids in a library change when it is built again. A reference names the paper by its contents and
the passage by its words, so that it finds the same words or none.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from qa.errors import InputRefused

KEY = re.compile("[0-9a-f]{16}")  # the key of a paper: the beginning of its SHA-256
PATTERN = re.compile(
    r"([0-9a-f]{16})\.([1-9]\d{0,5})\.([0-9a-f]{8})\.(\d{1,6})-(\d{1,6})", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Reference:
    """Words of a passage: its text from `start` to `end`, which begins on PDF page `page`.

    `paper` is the paper's key, and `passage` the `mark` of the passage's text.
    """

    paper: str
    page: int
    passage: str
    start: int
    end: int

    def __str__(self) -> str:
        """The reference as addresses hold it."""
        return f"{self.paper}.{self.page}.{self.passage}.{self.start}-{self.end}"

    @classmethod
    def parse(cls, text: str) -> Reference:
        """The reference that an address holds. Raises `InputRefused` if it is not one."""
        found = PATTERN.fullmatch(text)
        if not found or int(found[4]) >= int(found[5]):
            raise InputRefused("This address names no words of the papers. Copy it again, whole.")
        return cls(found[1], int(found[2]), found[3], int(found[4]), int(found[5]))


def mark(text: str) -> str:
    """A hash of a passage's text without its spaces: the same for the same words."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:8]
