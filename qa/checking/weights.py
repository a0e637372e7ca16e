"""What the signs are worth together: a logistic regression, made by `python -m qa train check`."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from itertools import combinations
from pathlib import Path

FILE = Path(__file__).with_suffix(".json")
THRESHOLD = 0.4  # probability from which a sentence is borne out


def probability(signs: Mapping[str, float], weights: Mapping[str, float] | None = None) -> float:
    """The probability that a passage with these signs bears its sentence out."""
    weights = _weights() if weights is None else weights
    logit = weights.get("", 0.0) + sum(
        weights.get(name, 0.0) * value for name, value in features(signs).items()
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def features(signs: Mapping[str, float]) -> dict[str, float]:
    """The signs, and each of them that may be small or large as steps too."""
    found = {name: one for name, one in signs.items() if name != "cover at home"}
    for name in STEPPED:
        for step in STEPS:
            found[f"{name} under {step}"] = float(signs.get(name, 1.0) < step)
    for name in ("swapped", "substituted", "miscounted"):
        for step in (0.03, 0.1, 0.2):
            found[f"{name} over {step}"] = float(signs.get(name, 0.0) > step)
    for one, other in combinations(("tentative", "decided unlike", "another acted"), 2):
        found[f"{one} and {other}"] = signs.get(one, 0.0) * signs.get(other, 0.0)
    return found


STEPPED = ("cover", "exact", "least clause")
STEPS = (0.5, 0.65, 0.8, 0.9)


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads(FILE.read_text("utf-8"))
    return weights
