"""The lasting name of words in the papers, which addresses and briefings carry.

Numbers in the library change when it is built again. A reference names the paper by its contents
and the passage by its words, so that it finds the same words or none.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from qa.errors import InputRefused

KEY = re.compile("[0-9a-f]{16}")  # of a paper: the beginning of its SHA-256
PATTERN = re.compile(
    r"([0-9a-f]{16})\.([1-9]\d{0,5})\.([0-9a-f]{8})\.(\d{1,6})-(\d{1,6})", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Reference:
    """Words of a passage, `start` to `end` of its text, which begin on PDF page `page`.

    `paper` is the paper's key and `passage` the `mark` of the passage's text.
    """

    paper: str
    page: int
    passage: str
    start: int
    end: int

    def __str__(self) -> str:
        """The reference as addresses carry it."""
        return f"{self.paper}.{self.page}.{self.passage}.{self.start}-{self.end}"

    @classmethod
    def parse(cls, text: str) -> Reference:
        """The reference that an address carries. Raises `InputRefused` where it is none."""
        found = PATTERN.fullmatch(text)
        if not found or int(found[4]) >= int(found[5]):
            raise InputRefused("This address names no words of the papers. Copy it again, whole.")
        return cls(found[1], int(found[2]), found[3], int(found[4]), int(found[5]))


def mark(text: str) -> str:
    """What a passage with this text is known by: the same for the same words."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:8]
