"""Boilerplate: sentences that councils print again and again, whatever the item is about.

Boilerplate, such as the equality duty, rights, principles, contact lines and table headings, is
recognised by standing under several different items. A recommendation that five papers repeat
stands under one item in all of them, and a tracker repeats what others decided: neither is
boilerplate.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from qa.papers.kinds import kind_of
from qa.papers.paper import Passage
from qa.papers.text import mended, sentences

MIN_WORDS = 6  # of a sentence that can be boilerplate
MIN_ITEMS = 3  # different items under which boilerplate stands
_WORD = re.compile(r"[^\W\d_]+")


def sentence_hashes(passage: Passage) -> dict[int, int]:
    """A hash of the words, without figures, of each sentence of `passage`, and their number."""
    found = {}
    for start, end in sentences(passage.text):
        words = _WORD.findall(mended(passage.text[start:end]).lower())
        if len(words) >= MIN_WORDS:
            found[_hash(" ".join(words))] = len(words)
    return found


def item_hash(passage: Passage) -> int | None:
    """A hash of the item that a passage stands under; None for trackers, which repeat others."""
    return None if kind_of(passage.document).is_tracker else _hash((passage.item or "").lower())


def boilerplate_share(sentences: Mapping[int, int], items: Mapping[int, int]) -> float:
    """The share (0…1) of the words in `sentences`, a passage's `sentence_hashes`, that is
    boilerplate; `items` counts the items that each sentence stands under."""
    again = sum(words for one, words in sentences.items() if items.get(one, 0) >= MIN_ITEMS)
    return again / max(sum(sentences.values()), 1)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=7).digest())
