"""Whether a question leans on the one before it, as "and who seconded it?" does.

A logistic regression decides, over the words that carry no subject ("and", "that", "more"), and
over how many of the others there are. Its weights are in `leaning.json`, which
`python -m qa train leaning` makes. The words of subjects have no part in it, so that it does not
learn the councils that it was trained on.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from qa.phrases import Phrases

WEIGHTS = Path(__file__).with_suffix(".json")
PHRASES = Phrases.beside(__file__)
LEANS = 0.25  # probability from which a question is completed from the one before
WORD = re.compile(r"[a-z0-9£]+(?:['’][a-z]+)?")
NAME = re.compile(r"(?<=\w )[A-Z]\w")
MAX_CARRYING = 7  # words with a subject; more are counted as so many
MAX_LENGTH = 6  # steps of three words; longer questions are counted as so long


def leans(question: str, carrying: int) -> bool:
    """Whether `question` leans on the one before; `carrying` of its words carry a subject."""
    return probability(question, carrying) >= LEANS


def probability(question: str, carrying: int, weights: Mapping[str, float] | None = None) -> float:
    """The probability that `question` cannot be understood without the one before it.

    `weights` are others than those of the project where a training measures them.
    """
    weights = _weights() if weights is None else weights
    logit = weights[""] + sum(weights.get(one, 0.0) for one in features(question, carrying))
    return 1 / (1 + math.exp(-logit))


def features(question: str, carrying: int) -> set[str]:
    """The names of what the model sees in a question."""
    return set(_features(question, carrying))


def _features(question: str, carrying: int) -> Iterator[str]:
    words = WORD.findall(question.lower())
    known = [word if word in PHRASES.words("function_words") else "" for word in words]
    yield f"carrying {min(carrying, MAX_CARRYING)}"
    yield f"length {min(len(words) // 3, MAX_LENGTH)}"
    yield f"first {known[0] if known else ''}"
    yield f"last {known[-1] if known else ''}"
    yield from (f"has {word}" for word in known if word)
    if NAME.search(question):
        yield "has a name"
    if any(char.isdigit() for char in question):
        yield "has a figure"


@cache
def _weights() -> dict[str, float]:
    """The weight of each feature; that of the empty name is the intercept."""
    weights: dict[str, float] = json.loads(WEIGHTS.read_text("utf-8"))
    return weights
