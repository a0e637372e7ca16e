"""Learns what clauses of minutes tell, by logistic regression, and says how it does on what is left
out: all of a style, of a written piece, or of a council."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa.evaluation.decisions.examples import Example
from qa.papers.registers.item_reader import DECIDED_LIKELY, TALE
from qa.papers.registers.likelihood import TOLD, WEIGHTS, features, likelihood

INVERSE_REGULARISATION = 1.0
"""scikit-learn's C: .2, .5 and 1 gave .91, .91 and .92 (area under the curve) on 60 forms that
neither the phrases nor the weights had seen."""
MIN_EXAMPLES, MIN_SOURCES = 3, 2  # that have a feature, for it to be kept
MIN_WEIGHT, DIGITS = 0.05, 2
FOLDS = 10
MANIFEST = Path(__file__).with_name("trained.sha256")

Weights = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How weights do on sources that they were not learned from.

    Of `decisions`, so many `lost` would be taken for a tale whatever their words; of `tales`, so
    many `passed` over, and so many `taken` for a decision whatever their words.
    """

    sources: str
    decisions: int
    lost: int
    tales: int
    passed: int
    taken: int


def train(some: Sequence[Example]) -> Weights:
    """The worth of each feature for each of `TOLD`; under the empty name the intercepts.

    Needs scikit-learn, which only training does.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    rows = [sorted(features(one.context)) for one in some]
    kept = _kept(some, rows)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform({name: 1.0 for name in row if name in kept} for row in rows)
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=1000, tol=1e-3)
    model.fit(matrix, [one.told for one in some], [one.weight for one in some])
    order = [list(model.classes_).index(told) for told in TOLD]
    found = {"": _rounded(model.intercept_[order])}
    for name, worth in zip(vectorizer.get_feature_names_out(), model.coef_[order].T, strict=True):
        if np.abs(worth).max() >= MIN_WEIGHT:
            found[str(name)] = _rounded(worth)
    return found


def _kept(some: Sequence[Example], rows: Sequence[Sequence[str]]) -> set[str]:
    counts: Counter[str] = Counter(name for row in rows for name in row)
    sources = defaultdict(set)
    for one, row in zip(some, rows, strict=True):
        for name in row:
            sources[name].add(one.source)
    return {
        name
        for name, count in counts.items()
        if count >= MIN_EXAMPLES and len(sources[name]) >= MIN_SOURCES
    }


def _rounded(worth: npt.NDArray[np.float64]) -> list[float]:
    return [round(float(one), DIGITS) for one in worth]


def left_out(some: Sequence[Example], kind: str) -> LeftOut:
    """How weights do on the sources whose names begin with `kind`, a tenth of them left out at a
    time; only what weighs fully or was written is looked at."""
    names = sorted({one.source for one in some if one.source.startswith(kind)})
    counts: Counter[str] = Counter()
    for fold in range(min(FOLDS, len(names))):
        held = set(names[fold::FOLDS])
        weights = train([one for one in some if one.source not in held])
        for one in some:
            if one.source in held and (one.weight >= 1 or kind == "written"):
                counts.update(_judged(one, weights))
    order = ("decisions", "lost", "tales", "passed", "taken")
    return LeftOut(kind, *(counts[name] for name in order))


def _judged(one: Example, weights: Weights) -> list[str]:
    found = likelihood(one.context, weights)
    if one.told == "tale":
        passed, taken = found.tale > TALE, found.decided > DECIDED_LIKELY
        return ["tales", *["passed"] * passed, *["taken"] * taken]
    return ["decisions", *["lost"] * (found.tale > TALE)]


def write(weights: Weights, file: Path = WEIGHTS, manifest: Path = MANIFEST) -> str:
    """Write the weights in an order that does not change, and their SHA-256, also returned, into
    the manifest: by that a test knows that the file is what the command made."""
    lines = (
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(worth)}"
        for name, worth in sorted(weights.items())
    )
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    file.write_text(text, "utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    manifest.write_text(f"{digest}  {file.name}\n", "utf-8")
    return digest
