"""BM25 as FTS5 computes it, of passages whose words are given by their numbers.

Robertson and Zaragoza, The Probabilistic Relevance Framework (2009); SQLite's `fts5_aux.c` has its
own choice of constants, and counts a phrase where its words stand side by side.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.library.records import Counted
from qa.library.stemming import WEIGHTS

K1, B = 1.2, 0.75
LEAST_RARITY = 1e-6  # of what stands in more than half of the passages
# The mean length, in words, that the weights in the index go by: it is near to that of any council,
# and what they choose is then ranked by the true one.
USUAL_LENGTH = 150.0

COLUMN_ENDS, UNKNOWN = 0, -1  # between the stems of two columns; of a stem that is not looked for

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sought:
    """A term of a question: the numbers of its stems, and how much it counts."""

    stems: tuple[int, ...]
    weight: float


def numbered(columns: Iterable[Iterable[str]], numbers: Mapping[str, int]) -> bytes:
    """The numbers of the stems of a passage, column after column."""
    held = array("i")
    for column in columns:
        held.extend(numbers.get(stem, UNKNOWN) for stem in column)
        held.append(COLUMN_ENDS)
    return held.tobytes()


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
    """The BM25 of passages, [n], whose stems are `held` (`numbered`) and which have `sizes`
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


def stem_rows(held: Sequence[bytes]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """The numbers of the stems of several passages one after another, and where each begins."""
    sizes = [len(one) // 4 for one in held]
    return np.frombuffer(b"".join(held), "<i4"), np.cumsum([0, *sizes[:-1]], dtype=np.int64)


def together(each: Iterable[Counted]) -> Counted:
    """The counts of several libraries as those of one."""
    every = list(each)
    return Counted(
        sum(one.passages for one in every),
        sum(one.words for one in every),
        _sums(one.stems for one in every),
        _sums(one.phrases for one in every),
    )


def _sums(each: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in each:
        total.update(one)
    return dict(total)


def best(ids: Sequence[int], figures: Numbers, limit: int) -> list[tuple[int, float]]:
    """The `limit` best of passages with their BM25, all where it is negative."""
    order = np.lexsort((np.asarray(ids, np.int64), -figures))[: limit if limit >= 0 else None]
    return [(int(ids[i]), float(figures[i])) for i in order]


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
