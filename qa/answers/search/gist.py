"""What a passage is about, in a few of its own words: the query that finds more like it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from qa.answers.understanding.question import STOP_WORDS
from qa.library.library import Library
from qa.library.stemming import spans, stems, text_below_headings
from qa.papers.paper import Passage

MAX_WORDS = 8  # of a gist; half as many where it is of what several passages share
MIN_LETTERS = 4  # of a word
SHARED = 3  # other passages, at least, that have a word of what they share


def gist(passage: Passage, library: Library, beside: Sequence[Passage] = ()) -> str:
    """The words of a passage that distinguish it best and that others have too, in their order.

    Where passages are given `beside` it, only words that it shares with them.
    """
    text = text_below_headings(passage)
    first: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for stem, start, end in spans(text):
        word = text[start:end].lower()
        if len(word) >= MIN_LETTERS and word.isalpha() and word not in STOP_WORDS:
            first.setdefault(stem, word)
            counts[stem] += 1
    known = library.store.words.frequencies(counts)
    passages = max(1, library.totals.passages)
    weights = {
        stem: (1 + math.log(n)) * math.log(passages / known[stem])
        for stem, n in counts.items()
        if known.get(stem, 0) > 1
    }
    if beside:
        others = Counter(stem for one in beside for stem in set(stems(text_below_headings(one))))
        weights = {stem: w * others[stem] for stem, w in weights.items() if others[stem] >= SHARED}
    number = MAX_WORDS // 2 if beside else MAX_WORDS
    best = set(sorted(weights, key=lambda stem: (-weights[stem], stem))[:number])
    return " ".join(word for stem, word in first.items() if stem in best)
