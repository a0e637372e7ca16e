"""Decisions that running minutes tell in a sentence: "It was agreed to pay £25 a year."

The phrases stand in agreement.toml.
"""

from __future__ import annotations

from collections.abc import Iterator

from qa.papers.text import sentences
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
DECISION = _PHRASES["decision"]
PROPOSAL_AGREED = _PHRASES["proposal_agreed"]
POINTS_BACK = _PHRASES["points_back"]
MAX_LEANING_WORDS = 8  # a sentence that needs the one before it has at most so many


def agreements(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of `text` that tells a decision begins and ends.

    A short one that points back ("All agreed to this proposal.") takes the sentence before it too.
    """
    spans = sentences(text)
    for i, (start, end) in enumerate(spans):
        sentence = text[start:end]
        if DECISION.match(sentence) or PROPOSAL_AGREED.match(sentence):
            short = len(sentence.split()) <= MAX_LEANING_WORDS
            leans = i and short and POINTS_BACK.search(text, start, end)
            yield (spans[i - 1][0] if leans else start), end
