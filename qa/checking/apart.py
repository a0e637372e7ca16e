"""How far apart words of a sentence stand in its passage that stand together in it.

What is merged of two statements has all its words in the passage, but far from each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from qa.checking.comparing import SAME, Comparison

NEAR = 3.0  # units between two words, behind which they hardly stand together
ACROSS = 4  # units that the end of a clause counts for


def farthest_apart(compared: Comparison) -> float:
    """How far apart, 0 to 1, the two stand that are farthest of those beside each other."""
    return 1 - min((float(np.exp(-gap / NEAR)) for gap in _gaps(compared)), default=1.0)


def _gaps(compared: Comparison) -> Iterator[int]:
    """For each two words beside each other in a clause, both in the passage, how many units stand
    between them there at the least."""
    places = [np.flatnonzero(row >= SAME) for row in compared.nearness]
    clauses = np.array([one.clause for one in compared.held])
    pairs = pairwise(zip(compared.own, places, strict=True))
    for (one, first), (other, second) in pairs:
        if one.clause == other.clause and len(first) and len(second):
            between = np.abs(first[:, None] - second) - 1
            ends = np.abs(clauses[first][:, None] - clauses[second])
            yield max(0, int((between + ACROSS * ends).min()))
