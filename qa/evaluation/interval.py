"""How sure a difference between two ways of searching is, both asked the same questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 2_000
LEVEL = 0.95  # of the interval


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean difference, and the interval in which it lies with a probability of `LEVEL`."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:+.3f} ({self.low:+.3f} to {self.high:+.3f})"


def paired_difference(some: Sequence[float], others: Sequence[float]) -> Difference | None:
    """How much greater the measures `some` are than `others`, of the same questions in the same
    order; None where there are none.

    The interval is that of a paired bootstrap (Efron and Tibshirani, "An Introduction to the
    Bootstrap", 1993): questions are drawn again and again, with a fixed seed.
    """
    differences = np.subtract(some, others)
    if not len(differences):
        return None
    drawn = np.random.default_rng(0).integers(0, len(differences), (RESAMPLES, len(differences)))
    means = differences[drawn].mean(axis=1)
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Difference(float(differences.mean()), float(low), float(high))


def mean_with_interval(values: Sequence[float]) -> str:
    """The mean of `values` with its interval and their number: "0.82 [0.78, 0.86] of 300"."""
    found = paired_difference(values, [0.0] * len(values))
    if found is None:
        return "of none"
    return f"{found.mean:.3f} [{found.low:.3f}, {found.high:.3f}] of {len(values)}"
