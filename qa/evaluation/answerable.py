"""Training of how likely it is that the papers answer (`qa/answers/search/answerable.py`).

What is learned from are files that `python -m qa measure relevance … --signs FILE` wrote: for each
question whether the papers answer it, and the signs of that in what was found for it. A council's
questions are asked of its own passages, ranked by what was learned of relevance without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa.answers.search.answerable import probability
from qa.errors import InputRefused, cannot_write
from qa.evaluation.json_lines import read_objects
from qa.evaluation.left_out import Kind

# A sign speaks for an answer, or against one. What is asked for was lacking in 83 of 4,469
# questions, too few to learn from, so that its weight is set: alone it must not refuse. A word that
# no paper has tells nothing in a library of hundreds of papers, but does in one of a few, of which
# none is learned from.
BOUNDS: Mapping[str, tuple[float | None, float | None]] = {
    "cosine": (0, None),
    "sentence": (0, None),
    "share": (0, None),
    "own": (0, None),
    "unknown": (None, -0.5),
    "unnamed": (None, 0),
    "unnumbered": (None, 0),
    "lacking": (-2.5, -2.5),
    "nearness": (0, None),
}
COUNTED: Mapping[Kind, float] = {"answered": 0.5, "same subject": 0.25, "other council": 0.25}
"""What each kind of question counts for in a council, however many there are of it."""
NOT_FOUND, WRONGLY = 0.02, 0.045
"""The shares of the questions that the papers answer which may be told not to be, and which may be
refused in all, where an uncertain answer counts half."""
LIKELIHOODS = np.arange(0.01, 0.9, 0.01)  # of which each threshold is one
RIDGE, DIGITS = 1e-5, 2

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to a council: its kind, the signs in what was found for it, and whether a passage
    that answers it is among the first that were found."""

    council: str
    kind: Kind
    signs: Mapping[str, float]
    is_found: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """What is refused of a council's questions with the weights that the others taught: the share
    of each kind, where an uncertain answer counts half, and how many there are of it."""

    council: str
    shares: Mapping[Kind, tuple[float, int]]


def read_asked(files: Sequence[Path]) -> list[Asked]:
    """The questions in files of signs. Raises `InputRefused` where one is not as it should be."""
    found = []
    for file in files:
        for number, line in read_objects(file):
            try:
                signs = {name: float(line["signs"][name]) for name in BOUNDS}
                kind: Kind = line["kind"]
                COUNTED[kind]
                found.append(Asked(str(line["council"]), kind, signs, bool(line["is_found"])))
            except (KeyError, TypeError, ValueError) as error:
                raise InputRefused(
                    f"Line {number} of {file} has no signs ({error}). Make the file with "
                    "python -m qa measure relevance … --signs."
                ) from error
    if not found:
        raise InputRefused("There are no questions to learn from.")
    return found


def train(asked: Sequence[Asked]) -> dict[str, dict[str, float]]:
    """The tables of `answerable.toml`: weights, those where no tokens are compared, thresholds."""
    names = list(BOUNDS)
    without = [name for name in names if name != "nearness"]
    return {
        "thresholds": _thresholds(asked, _left_out(asked)),
        "weights": _fitted(asked, names),
        "without_tokens": _fitted(asked, without),
    }


def left_out(asked: Sequence[Asked], thresholds: Mapping[str, float]) -> list[Refused]:
    """What is refused of each council, by the weights that the others taught."""
    likelihoods = _left_out(asked)
    found = []
    for council in sorted({one.council for one in asked}):
        shares = {}
        for kind in COUNTED:
            own = [
                p
                for one, p in zip(asked, likelihoods, strict=True)
                if one.council == council and one.kind == kind
            ]
            shares[kind] = (_refused(np.array(own), thresholds), len(own))
        found.append(Refused(council, shares))
    return found


def write(tables: Mapping[str, Mapping[str, float]], asked: Sequence[Asked], file: Path) -> None:
    """Write the tables. Raises `DiskFull` or `InputRefused` where they cannot be written."""
    councils = sorted({one.council for one in asked})
    lines = [
        "# What shows that the papers answer a question: see answerable.py. Made by",
        "# python -m qa train answerable: do not change it by hand.",
        f"# Learned from {len(asked):,} questions to {', '.join(councils)}: "
        + ", ".join(f"{sum(one.kind == kind for one in asked):,} {kind}" for kind in COUNTED),
    ]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{key} = {value}" for key, value in table.items())]
    try:
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise cannot_write(file, error) from error


def _fitted(asked: Sequence[Asked], names: Sequence[str]) -> dict[str, float]:
    """The weights of a logistic regression whose signs are held; those that come to 0 left out.

    A question whose answer was not found teaches nothing: what was found does not answer it, though
    the papers do. Needs SciPy, which only training does.
    """
    from scipy.optimize import minimize

    asked = [one for one in asked if one.is_found or one.kind != "answered"]
    signs = np.array([[one.signs[name] for name in names] for one in asked])
    answered = np.array([one.kind == "answered" for one in asked], float)
    counts = _counts(asked)

    def lost(values: Array) -> tuple[float, Array]:
        logits = signs @ values[:-1] + values[-1]
        ridge = RIDGE * values[:-1]
        over = counts * (1 / (1 + np.exp(-logits)) - answered)
        loss = counts @ (np.logaddexp(0, logits) - answered * logits) + ridge @ values[:-1]
        return float(loss), np.append(signs.T @ over + 2 * ridge, over.sum())

    bounds = [*(BOUNDS[name] for name in names), (None, None)]
    start = np.zeros(len(names) + 1)
    values = minimize(lost, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    rounded = (round(float(value), DIGITS) for value in values)
    return {n: value for n, value in zip([*names, "beside"], rounded, strict=True) if value}


def _counts(asked: Sequence[Asked]) -> Array:
    """What each question counts for: a council by the root of how many it has, each kind of its
    questions as `COUNTED` says."""
    groups: dict[tuple[str, str], int] = {}
    councils: dict[str, int] = {}
    for one in asked:
        groups[one.council, one.kind] = groups.get((one.council, one.kind), 0) + 1
        councils[one.council] = councils.get(one.council, 0) + 1
    counts = np.array(
        [
            COUNTED[one.kind] * np.sqrt(councils[one.council]) / groups[one.council, one.kind]
            for one in asked
        ]
    )
    return np.asarray(counts / counts.sum())


def _left_out(asked: Sequence[Asked]) -> Array:
    """The likelihood of each, by the weights that the other councils taught."""
    found = np.zeros(len(asked))
    for council in {one.council for one in asked}:
        others = [one for one in asked if one.council != council] or asked
        weights = _fitted(others, list(BOUNDS))
        for i, one in enumerate(asked):
            if one.council == council:
                found[i] = probability(one.signs, weights)
    return found


def _thresholds(asked: Sequence[Asked], likelihoods: Array) -> dict[str, float]:
    """The greatest likelihoods below which no more is refused than may be, as a mean of the
    councils."""
    councils = sorted({one.council for one in asked})
    answered = [
        likelihoods[[one.council == council and one.kind == "answered" for one in asked]]
        for council in councils
    ]

    def wrongly(refused: float, uncertain: float) -> float:
        thresholds = {"refused": refused, "uncertain": uncertain}
        return float(np.mean([_refused(some, thresholds) for some in answered]))

    refused = max(t for t in LIKELIHOODS if wrongly(t, t) <= NOT_FOUND)
    uncertain = max(t for t in LIKELIHOODS if wrongly(refused, t) <= WRONGLY)
    return {"refused": round(float(refused), DIGITS), "uncertain": round(float(uncertain), DIGITS)}


def _refused(likelihoods: Array, thresholds: Mapping[str, float]) -> float:
    """How much of questions is refused, where an uncertain answer counts half."""
    if not len(likelihoods):
        return 0.0
    below = [likelihoods < thresholds[name] for name in ("refused", "uncertain")]
    return float(np.mean(below))
