"""Boilerplate: what councils print again and again, whatever the item is about.

The equality duty, rights, principles, contact lines and table headings are known by this: the same
sentence stands under several different items. A recommendation that five papers repeat stands
under one item in all of them, and a tracker repeats what others decided: neither is boilerplate.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from qa.papers.paper import Passage
from qa.papers.text import mended, sentences

SHORTEST = 6  # words of a sentence that can be told again
PLACES = 3  # different items under which boilerplate stands
_WORD = re.compile(r"[^\W\d_]+")


def sayings(passage: Passage) -> dict[int, int]:
    """Each sentence of `passage`, as a hash of its words without figures, with how many it has."""
    found = {}
    for start, end in sentences(passage.text):
        words = _WORD.findall(mended(passage.text[start:end]).lower())
        if len(words) >= SHORTEST:
            found[_hash(" ".join(words))] = len(words)
    return found


def stands_under(passage: Passage) -> int | None:
    """The item that a passage stands under, as a hash; None where standing there tells nothing."""
    return None if passage.document == "tracker" else _hash((passage.item or "").lower())


def share(said: Mapping[int, int], places: Mapping[int, int]) -> float:
    """The share (0…1) of `said`, the `sayings` of a passage, that is boilerplate.

    `places` counts the items that each sentence stands under.
    """
    again = sum(words for sentence, words in said.items() if places.get(sentence, 0) >= PLACES)
    return again / max(sum(said.values()), 1)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=7).digest())
