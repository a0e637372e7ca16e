"""Learns a tagger from rows of things whose tags are known, by the likelihood of these.

Needs scipy, as only training does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qa.papers.registers.tagger import Table, Tagger

PENALTY = 1.0
"""Half of the sum of squares of all weights counts so much."""
STEPS = 60
MIN_COUNT = 3  # things that have a feature, for it to be kept
MIN_WORTH, DIGITS = 0.03, 2


@dataclass(frozen=True, slots=True)
class Row:
    """The features and the tags of things in a row, and what they weigh beside others."""

    features: list[list[str]]
    tags: list[str]
    weight: float = 1.0


class _Rows:
    """Rows as matrices: `things` by features, and where each thing stands in a table of rows."""

    def __init__(self, rows: Sequence[Row], tags: Sequence[str]) -> None:
        from scipy.sparse import csr_matrix

        counts = Counter(name for row in rows for thing in row.features for name in thing)
        self.names = sorted(name for name, count in counts.items() if count >= MIN_COUNT)
        places = {name: place for place, name in enumerate(self.names)}
        known = [
            [places[name] for name in thing if name in places]
            for row in rows
            for thing in row.features
        ]
        ends = np.cumsum([0, *(len(one) for one in known)])
        columns = np.array([place for one in known for place in one])
        self.things = csr_matrix(
            (np.ones(len(columns)), columns, ends), shape=(len(known), len(self.names))
        )
        self.of = np.array([i for i, row in enumerate(rows) for _ in row.tags])
        self.at = np.array([at for row in rows for at in range(len(row.tags))])
        shape = (len(rows), int(self.at.max()) + 1)
        self.weights = np.array([row.weight for row in rows])
        self.there = np.zeros(shape, bool)
        self.there[self.of, self.at] = True
        self.own = np.zeros(shape, int)
        self.own[self.of, self.at] = [tags.index(tag) for row in rows for tag in row.tags]
        self.tags = len(tags)

    def counted(self) -> Table:
        """How often each weight is used by the tags that are known, by the weights of the rows."""
        own = np.zeros((len(self.of), self.tags))
        own[np.arange(len(self.of)), self.own[self.of, self.at]] = self.weights[self.of]
        first, behind = np.zeros(self.tags), np.zeros((self.tags, self.tags))
        np.add.at(first, self.own[:, 0], self.weights)
        there = self.there[:, 1:]
        pairs = (self.own[:, :-1][there], self.own[:, 1:][there])
        np.add.at(behind, pairs, np.broadcast_to(self.weights[:, None], there.shape)[there])
        return np.concatenate([(self.things.T @ own).ravel(), behind.ravel(), first])

    def expected(self, weights: Table) -> tuple[float, Table]:
        """The logarithm of the sum over all tags that rows may have, and how often each weight is
        then used: forwards and backwards along all rows at once."""
        worth, behind, first = self.split(weights)
        rows, longest = self.there.shape
        sums = np.zeros((rows, longest, self.tags))
        sums[self.of, self.at] = self.things @ worth
        before = np.zeros_like(sums)
        after = np.zeros_like(sums)
        before[:, 0] = first + sums[:, 0]
        for at in range(1, longest):
            paths = _log_sum(before[:, at - 1, :, None] + behind, axis=1) + sums[:, at]
            before[:, at] = np.where(self.there[:, at, None], paths, before[:, at - 1])
        total = _log_sum(before[:, -1], axis=1)
        used = np.zeros_like(behind)
        for at in range(longest - 2, -1, -1):
            steps = behind + (sums[:, at + 1] + after[:, at + 1])[:, None, :]
            there = self.there[:, at + 1]
            after[:, at] = np.where(there[:, None], _log_sum(steps, axis=2), 0)
            share = np.exp(before[:, at, :, None] + steps - total[:, None, None])
            used += (share * (self.weights * there)[:, None, None]).sum(axis=0)
        shares = np.exp(before + after - total[:, None, None])[self.of, self.at]
        own = self.things.T @ (shares * self.weights[self.of, None])
        begun = np.exp(before[:, 0] + after[:, 0] - total[:, None]) * self.weights[:, None]
        flat = np.concatenate([own.ravel(), used.ravel(), begun.sum(axis=0)])
        return float((total * self.weights).sum()), flat

    def split(self, weights: Table) -> tuple[Table, Table, Table]:
        """Weights of features, of a tag behind another, and of the first."""
        features, pairs = len(self.names) * self.tags, self.tags * self.tags
        return (
            weights[:features].reshape(len(self.names), self.tags),
            weights[features : features + pairs].reshape(self.tags, self.tags),
            weights[features + pairs :],
        )


def learned(rows: Sequence[Row], tags: Sequence[str], words: frozenset[str]) -> Tagger:
    """The tagger under which the tags of these rows are likeliest, its weights rounded."""
    from scipy.optimize import minimize

    known = _Rows(rows, tags)
    counted = known.counted()

    def loss(weights: Table) -> tuple[float, Table]:
        total, used = known.expected(weights)
        value = total - float(weights @ counted) + PENALTY / 2 * float(weights @ weights)
        return value, used - counted + PENALTY * weights

    found = minimize(
        loss, np.zeros(len(counted)), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}
    )
    worth, behind, first = known.split(np.round(found.x, DIGITS))
    kept = [i for i in range(len(known.names)) if np.abs(worth[i]).max() >= MIN_WORTH]
    places = {known.names[i]: place for place, i in enumerate(kept)}
    return Tagger(tuple(tags), words, first, behind, places, worth[kept])


def _log_sum(sums: Table, axis: int) -> Table:
    highest = sums.max(axis=axis, keepdims=True)
    found: Table = np.log(np.exp(sums - highest).sum(axis=axis)) + highest.squeeze(axis)
    return found
