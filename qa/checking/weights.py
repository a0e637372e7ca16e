"""What the signs are worth together: a logistic regression, made by `python -m qa train check`."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from qa.errors import ModelUnusable

FILE = Path(__file__).with_suffix(".json")
SHA256 = "a56f1422d7b3bdc3943f5ae7b31746227db8bfbe9b43897ee04c6fd0ca9eb90c"
THRESHOLD = 0.55  # probability from which a sentence is borne out
# What the network counts for beside the signs, and what is added to both. It tells right from wrong
# better than the signs do where words are free, and worse where they are plain: chosen of shares of
# a fifth to two thirds on 426 sentences of both kinds and the given ones.
READ, LEVEL = 1 / 2, 0.41


def probability(signs: Mapping[str, float], weights: Mapping[str, float] | None = None) -> float:
    """The probability that a passage with these signs bears its sentence out."""
    weights = _weights() if weights is None else weights
    return _share(logit_of(signs, weights))


def logit_of(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logit of that probability."""
    return weights.get("", 0.0) + sum(
        weights.get(name, 0.0) * value for name, value in features(signs).items()
    )


def together(signs: Mapping[str, float], read: float | None) -> float:
    """The probability by the signs and by what a network reads, its logit."""
    if read is None:
        return probability(signs)
    return _share((1 - READ) * logit_of(signs, _weights()) + READ * read + LEVEL)


def _share(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def features(signs: Mapping[str, float]) -> dict[str, float]:
    """The signs, some of them as steps, and those against a sentence by how many of its words stand
    in the passage: where all do, what is against it weighs more than where it is put otherwise."""
    found = dict(signs)
    for name in STEPPED:
        for step in STEPS:
            found[f"{name} under {step}"] = float(signs.get(name, 1.0) < step)
    for name in AGAINST:
        for most in MOST:
            same = signs.get("exact", 0.0) >= most
            found[f"{name}, {most} the same"] = signs.get(name, 0.0) * same
    return found


STEPPED = ("cover", "exact", "least clause")
STEPS = (0.5, 0.65, 0.8, 0.9)
MOST = (0.75, 0.9)
AGAINST = (
    "denied",
    "undenied",
    "opposites",
    "tentative",
    "unreal",
    "another acted",
    "other subject",
)


def is_learned() -> bool:
    """Whether there is a file of what was learned; without it, words alone decide."""
    return FILE.exists()


@cache
def _weights() -> dict[str, float]:
    content = FILE.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise ModelUnusable(
            f"The file {FILE.name} of the check is not the one expected. Install the program "
            "again, or make the file with python -m qa train check."
        )
    weights: dict[str, float] = json.loads(content)
    return weights
