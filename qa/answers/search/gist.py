"""What a passage is about, in a few of its own words: what to look for to find more like it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from qa.answers.understanding.question import STOP
from qa.library.library import Library
from qa.library.stemming import spans, stems, text_below_headings
from qa.papers.paper import Passage

WORDS = 8
SHORTEST = 4  # letters
SHARED = 3  # passages beside it, at least, that have a word of what they have in common


def gist(passage: Passage, library: Library, beside: Sequence[Passage] = ()) -> str:
    """The words of a passage that tell it best from others and stand in others too, in order.

    With passages `beside` it, those words that it has in common with them.
    """
    text = text_below_headings(passage)
    first: dict[str, str] = {}
    told: Counter[str] = Counter()
    for stem, start, end in spans(text):
        word = text[start:end].lower()
        if len(word) >= SHORTEST and word.isalpha() and word not in STOP:
            first.setdefault(stem, word)
            told[stem] += 1
    known = library.store.words.frequencies(told)
    passages = max(1, library.totals.passages)
    worth = {
        stem: (1 + math.log(n)) * math.log(passages / known[stem])
        for stem, n in told.items()
        if known.get(stem, 0) > 1
    }
    if beside:
        others = Counter(stem for one in beside for stem in set(stems(text_below_headings(one))))
        worth = {stem: w * others[stem] for stem, w in worth.items() if others[stem] >= SHARED}
    best = set(
        sorted(worth, key=lambda stem: (-worth[stem], stem))[: WORDS // 2 if beside else WORDS]
    )
    return " ".join(word for stem, word in first.items() if stem in best)
