"""A passage in pieces of some sentences, of which the one is read that has most of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qa.checking.comparing import Comparison, coverage
from qa.checking.reading import Unit

WORDS = 85  # of a piece, about
WHOLE = 1.25  # times as many words are read as one piece
FULL = 0.9  # of its share, from which a piece is full
SHORT = 0.3  # of WORDS, below which the last piece is joined to the one before


def likeliest_piece(compared: Comparison) -> str:
    """The piece of the passage that has most of the sentence's words."""
    reading = compared.passage.reading
    divided = pieces(reading.units)
    if len(divided) < 2:
        return reading.text
    numbers = np.array([one.sentence for one in compared.held])
    covered = coverage(compared.nearness)
    shares = [
        float(covered[:, np.isin(numbers, some)].max(axis=1, initial=0.0) @ compared.weights)
        for some in divided
    ]
    some = divided[int(np.argmax(shares))]
    own = [one for one in reading.units if one.sentence in some]
    return reading.text[own[0].start : own[-1].end]


def pieces(units: Sequence[Unit]) -> list[list[int]]:
    """The numbers of the sentences of each piece, of about one size; one sentence at least."""
    counts: dict[int, int] = {}
    for one in units:
        counts[one.sentence] = counts.get(one.sentence, 0) + 1
    total = sum(counts.values())
    if total <= WORDS * WHOLE:
        return [list(counts)]
    size = total / -(-total // WORDS)
    found: list[list[int]] = [[]]
    words = 0
    for number, count in counts.items():
        if words >= size * FULL:
            found.append([])
            words = 0
        found[-1].append(number)
        words += count
    if len(found) > 1 and words < WORDS * SHORT:
        found[-2:] = [[*found[-2], *found[-1]]]
    return found
