"""A linear model, as logistic regression learns it: what signs are worth."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Features = Iterable[str]


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear model: the worth of each feature, and what is added to their sum."""

    bias: float
    weights: Mapping[str, float]

    def score(self, features: Features) -> float:
        """The log-odds that these features speak for; 0 is as likely as not. They are summed
        exactly, as features of a set come in any order, and a tie must not fall by chance."""
        return math.fsum([self.bias, *(self.weights.get(name, 0.0) for name in features)])
