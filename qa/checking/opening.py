"""Whether a sentence begins with a name: its first word has a capital whatever it is."""

from __future__ import annotations

from qa.checking.near_words import near_words
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
ACTS = PHRASES["acts"]


def opens_with_name(word: str, sentence: str) -> bool:
    """Whether `word`, with which a sentence begins, is a name: it does what people do, and is none
    of those that do so without one, nor several of something."""
    if word in PHRASES.words("nobody") or not ACTS.match(sentence):
        return False
    return not (word.endswith("s") and near_words().knows(word[:-1]))
