"""Training of what the signs of the check are worth together, and how it does on councils left out.

Every sign speaks one way only: more words found never speak against a sentence, nor more that is
denied for it. So the weights are those of a logistic regression whose signs are bound.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qa.checking.comparing import Comparison
from qa.checking.reading import read
from qa.checking.reasons import refusal
from qa.checking.signs import signs_of
from qa.checking.verbatim import is_verbatim
from qa.checking.weights import FILE, STEPPED, THRESHOLD, features, probability
from qa.evaluation.sentences.example import BY_HAND, Example

REGULARISATION = 1e-3
STEPS = 3000  # of the descent
WRITTEN = 4.0  # what a right sentence that a person wrote weighs, beside one that was made
DIGITS = 3  # of a weight
Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Case:
    """An example as it is learned from: for each passage its signs, and whether rules refuse it."""

    example: Example
    signs: tuple[Mapping[str, float], ...]
    refused: tuple[bool, ...]
    verbatim: bool = False

    @classmethod
    def of(cls, example: Example) -> Case:
        """The signs of an example."""
        reading = read(example.sentence)
        signs, refused = [], []
        for passage in example.passages:
            compared = Comparison(reading, passage)
            if is_verbatim(compared):
                return cls(example, ({},), (False,), True)
            signs.append(signs_of(compared))
            refused.append(refusal(compared, signs[-1]) is not None)
        return cls(example, tuple(signs), tuple(refused))

    def is_kept(self, weights: Mapping[str, float]) -> bool:
        """Whether the check takes it for borne out, with these weights."""
        return self.verbatim or any(
            not refused and probability(signs, weights) >= THRESHOLD
            for signs, refused in zip(self.signs, self.refused, strict=True)
        )


def train(cases: Sequence[Case]) -> Weights:
    """The weight of each feature; under the empty name the intercept.

    The loss falls along its gradient, with momentum, and weights that would speak the other way are
    set to nothing after each step (Beck and Teboulle, "FISTA", 2009).
    """
    rows, right, weights = _table(cases)
    names = sorted({name for row in rows for name in row})
    table = np.array([[1.0, *(row.get(name, 0.0) for name in names)] for row in rows])
    sides = np.where(right, 1.0, -1.0)
    lowest = np.array([-np.inf, *(0.0 if name in STEPPED else -np.inf for name in names)])
    highest = np.array([np.inf, *(np.inf if name in STEPPED else 0.0 for name in names)])
    penalty = REGULARISATION * np.array([0.0, *np.ones(len(names))])
    curved = float(np.linalg.eigvalsh((table * weights[:, None]).T @ table)[-1]) / 4
    step = 1 / (curved + REGULARISATION)
    found = ahead = np.zeros(len(names) + 1)
    for number in range(STEPS):
        pull = -sides * weights / (1 + np.exp(sides * (table @ ahead)))
        before, found = found, ahead - step * (table.T @ pull + penalty * ahead)
        found = np.clip(found, lowest, highest)
        ahead = found + number / (number + 3) * (found - before)
    named = zip(["", *names], found, strict=True)
    return {name: round(float(one), DIGITS) for name, one in named if abs(one) > 1e-3}


def _table(cases: Iterable[Case]) -> tuple[list[dict[str, float]], np.ndarray, np.ndarray]:
    """Features, whether right, and weights; each kind of wrong sentence counts the same in all."""
    rows, right, kinds, weights = [], [], [], []
    for case in cases:
        one = case.example
        for signs, refused in zip(case.signs, case.refused, strict=True):
            if not refused and not case.verbatim:
                rows.append(features(signs))
                right.append(one.borne_out)
                kinds.append("right" if one.borne_out else one.kind)
                weights.append(WRITTEN if one.group == BY_HAND else 1.0)
    counts: dict[str, float] = defaultdict(float)
    for kind, weight in zip(kinds, weights, strict=True):
        counts[kind] += weight
    wrong = len(counts) - 1
    share = [
        weight / counts[kind] * (0.5 if kind == "right" else 0.5 / wrong)
        for kind, weight in zip(kinds, weights, strict=True)
    ]
    return rows, np.array(right), np.array(share)


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


def write(weights: Weights, file: Path = FILE) -> None:
    """Write the weights in an order that does not change."""
    file.write_text(json.dumps(dict(sorted(weights.items())), indent=0) + "\n", "utf-8")
