"""Training of what the signs of the check are worth together, and how it does on councils left out.

What speaks against a sentence never speaks for it: the weights are those of a logistic regression
in which such signs are bound. How like the words are may speak either way: a sentence of which all
words but one stand in the passage is often one that was made wrong.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qa.checking.weights import FILE, features
from qa.evaluation.sentences.cases import Case
from qa.evaluation.sentences.example import Source

REGULARISATION = 2e-2
STEPS = 3000  # of the descent
# What sentences weigh together, by who put them so and whether they are right: how many there
# are of each says nothing of how many an officer would paste.
SHARES: Mapping[tuple[Source, bool], float] = {
    ("by hand", True): 0.25,
    ("made", True): 0.25,
    ("by hand", False): 0.17,
    ("made", False): 0.10,
    ("beside", False): 0.23,
}
LEAST_SPREAD = 1e-6
# What the names of signs begin with that may speak for and against.
EITHER_WAY = ("like", "cover", "exact", "least clause", "length", "far")
DIGITS = 3  # of a weight
Weights = dict[str, float]


def train(cases: Sequence[Case]) -> Weights:
    """The weight of each feature; under the empty name the intercept.

    Features are scaled to a variance of 1 while they are learned from. The loss falls along its
    gradient, with momentum, and weights that would speak the other way are set to nothing after
    each step (Beck and Teboulle, "FISTA", 2009).
    """
    rows, right, weights = _table(cases)
    names = sorted({name for row in rows for name in row})
    raw = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    middle, spread = raw.mean(axis=0), raw.std(axis=0)
    spread[spread < LEAST_SPREAD] = np.inf  # what is always the same says nothing
    table = np.hstack([np.ones((len(rows), 1)), (raw - middle) / spread])
    sides = np.where(right, 1.0, -1.0)
    highest = np.array([np.inf, *(0.0 if _speaks_against(name) else np.inf for name in names)])
    penalty = REGULARISATION * np.array([0.0, *np.ones(len(names))])
    curved = float(np.linalg.eigvalsh((table * weights[:, None]).T @ table)[-1]) / 4
    step = 1 / (curved + REGULARISATION)
    found = ahead = np.zeros(len(names) + 1)
    for number in range(STEPS):
        pull = -sides * weights / (1 + np.exp(sides * (table @ ahead)))
        before, found = found, ahead - step * (table.T @ pull + penalty * ahead)
        found = np.minimum(found, highest)
        ahead = found + number / (number + 3) * (found - before)
    scaled = found[1:] / spread
    named = zip(["", *names], [found[0] - scaled @ middle, *scaled], strict=True)
    return {name: round(float(one), DIGITS) for name, one in named if abs(one) > 1e-3}


def _speaks_against(name: str) -> bool:
    return not name.startswith(EITHER_WAY)


def _table(cases: Iterable[Case]) -> tuple[list[dict[str, float]], np.ndarray, np.ndarray]:
    """Features, whether right, and weights."""
    rows, kinds = [], []
    for case in cases:
        one = case.example
        for signs, refused in zip(case.signs, case.refused, strict=True):
            if not refused:
                rows.append(features(signs))
                kinds.append((one.source, one.borne_out))
    counts = Counter(kinds)
    weights = np.array([SHARES[kind] / counts[kind] for kind in kinds])
    return rows, np.array([right for _, right in kinds]), weights / weights.sum()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How the check does on a group that it was not trained on: by kind, right and all."""

    group: str
    right: Mapping[str, int]
    all: Mapping[str, int]


def left_out(cases: Sequence[Case]) -> list[LeftOut]:
    """For each group, how what was learned without it does on it."""
    found = []
    for group in sorted({case.example.group for case in cases}):
        weights = train([case for case in cases if case.example.group != group])
        own = [case for case in cases if case.example.group == group]
        found.append(tally(group, own, weights))
    return found


def tally(group: str, cases: Iterable[Case], weights: Mapping[str, float]) -> LeftOut:
    """How many of each kind the check judges right with these weights."""
    right: Counter[str] = Counter()
    everything: Counter[str] = Counter()
    for case in cases:
        everything[case.example.kind] += 1
        right[case.example.kind] += case.is_kept(weights) == case.example.borne_out
    return LeftOut(group, right, everything)


def write(weights: Weights, file: Path = FILE) -> str:
    """Write the weights in an order that does not change; the SHA-256 of the file."""
    content = (json.dumps(dict(sorted(weights.items())), indent=0) + "\n").encode()
    file.write_bytes(content)
    return hashlib.sha256(content).hexdigest()
