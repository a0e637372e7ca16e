"""What the features of heads are worth: learned by `python -m qa.evaluation.heads.training`."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qa.papers.linear import Features, Linear

FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class HeadWeights:
    """One model for each kind of paper, one for days and one for bodies."""

    documents: Mapping[str, Linear]
    day: Linear
    body: Linear

    def shares(self, features: Features) -> dict[str, float]:
        """How likely each kind is, from 0 to 1, together 1."""
        named = list(features)
        scores = {name: one.score(named) for name, one in self.documents.items()}
        highest = max(scores.values())
        odds = {name: math.exp(score - highest) for name, score in scores.items()}
        total = sum(odds.values())
        return {name: one / total for name, one in odds.items()}


def from_text(text: str) -> HeadWeights:
    """Weights from JSON."""
    read = json.loads(text)
    documents = {name: Linear(*one) for name, one in read["documents"].items()}
    return HeadWeights(documents, Linear(*read["day"]), Linear(*read["body"]))


def as_text(weights: HeadWeights) -> str:
    """Weights as JSON, a feature on a line, so that changes can be read."""
    models = {name: [one.bias, one.weights] for name, one in weights.documents.items()}
    day, body = weights.day, weights.body
    written = {
        "documents": models,
        "day": [day.bias, day.weights],
        "body": [body.bias, body.weights],
    }
    return json.dumps(written, indent=0, sort_keys=True, ensure_ascii=False) + "\n"


@cache
def head_weights() -> HeadWeights | None:
    """The weights that come with the program; None where their file is gone."""
    try:
        return from_text(FILE.read_text("utf-8"))
    except FileNotFoundError:
        return None
