"""Who is speaking, in a record that gives each turn under its speaker's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
TURN, LABELS = _PHRASES["turn"], _PHRASES["labels"]
MIN_TURNS = 2  # of a speaker: what stands before a colon only once is a label


def speakers(texts: Sequence[str]) -> Iterator[str]:
    """For each of `texts`, in order, the name of who is still speaking as it begins.

    The name is empty where nobody is known to speak, or where the text begins with a name itself.
    """
    turns = [
        [m for m in TURN.finditer(text) if not (m[1].isupper() or LABELS.match(m[1]))]
        for text in texts
    ]
    count = Counter(turn[1] for found in turns for turn in found)
    speaking = ""
    for found in turns:
        named = [turn for turn in found if count[turn[1]] >= MIN_TURNS]
        yield "" if named and named[0].start() == 0 else speaking
        if named:
            speaking = named[-1][1]
