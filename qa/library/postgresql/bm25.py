"""BM25 as FTS5 computes it, of passages whose words are given by their numbers.

Robertson and Zaragoza, The Probabilistic Relevance Framework (2009); SQLite's `fts5_aux.c` has its
own choice of constants, and counts a phrase where its words stand side by side.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.library.postgresql.text import COLUMN_ENDS, stem_rows
from qa.library.stemming import WEIGHTS

K1, B = 1.2, 0.75
LEAST_RARITY = 1e-6  # of what stands in more than half of the passages
# The mean length, in words, that the weights in the index go by: it is near to that of any council,
# and what they choose is then ranked by the true one.
USUAL_LENGTH = 150.0

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sought:
    """A term of a question: the numbers of its stems, and how much it counts."""

    stems: tuple[int, ...]
    weight: float


def rarity(passages: int, holding: int) -> float:
    """How much a term counts that so many of all passages hold."""
    found = math.log((passages - holding + 0.5) / (holding + 0.5))
    return found if found > 0 else LEAST_RARITY


def saturation(frequency: float, length: float, mean: float = USUAL_LENGTH) -> float:
    """What a term counts for that stands so often in a passage of so many words."""
    return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length / mean))


def scores(
    held: Sequence[bytes], sizes: Sequence[int], terms: Sequence[Sought], mean: float
) -> Numbers:
    """The BM25 of passages, [n], whose stems are `held` (`Indexed.numbered`) and which have `sizes`
    words; `mean` is that of all passages."""
    total = np.zeros(len(held))
    if not held:
        return total
    numbers, begins = stem_rows(held)
    weights = _column_weights(numbers, begins)
    lengths = K1 * (1 - B + B * np.asarray(sizes, np.float64) / mean)
    passage = np.repeat(np.arange(len(held)), np.diff([*begins, len(numbers)]))
    for term in terms:
        there = numbers == term.stems[0]
        for n, stem in enumerate(term.stems[1:], 1):
            there[: len(there) - n] &= numbers[n:] == stem
            there[len(there) - n :] = False
        # One after another, as FTS5 adds them: so the same words give the same figure.
        frequency = np.bincount(passage[there], weights[there], len(held))
        total += term.weight * (frequency * (K1 + 1) / (frequency + lengths))
    return total


def _column_weights(numbers: npt.NDArray[np.int32], begins: npt.NDArray[np.int64]) -> Numbers:
    """The weight of the column that each word stands in."""
    ended = np.cumsum(numbers == COLUMN_ENDS)
    before = np.repeat(ended[begins], np.diff([*begins, len(numbers)]))
    before -= np.repeat(
        (numbers[begins] == COLUMN_ENDS).astype(ended.dtype), np.diff([*begins, len(numbers)])
    )
    column = np.minimum(ended - before, len(WEIGHTS) - 1)
    weights: Numbers = np.asarray(list(WEIGHTS.values()))[column]
    return weights
