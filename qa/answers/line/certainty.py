"""How sure a proposed line is, and how sure it must be to be told."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from qa.answers.answer_line import LineKind
from qa.answers.search.sentence import Signs
from qa.phrases import Phrases

if TYPE_CHECKING:
    from qa.answers.line.resolution import FoundResolution

PHRASES = Phrases.beside(__file__)
# A wrong line is worse than none. Each is the least certainty at which a line of its kind is told.
LEAST: dict[LineKind, float] = {
    "decision": 0.65,
    "vote": 0.65,
    "member vote": 0.65,
    # Of the sentences of 864 left-out questions 412 were as sure as .8, and .89 of these stood in
    # the very passage that was marked; another may answer as well. At .7: 496, .87; .9: 179, .92.
    "figure": 0.8,
    "date": 0.65,  # of an entry; a sentence that gives a date or a name must be as sure as any
    "person": 0.67,  # of an entry, that it holds half of the matter and is the first: see below
    "yes or no": 0.8,
    "sentence": 0.8,
    "story": 0.5,
    "earlier answer": 0.5,
    "nothing": 0.75,
}


def of_resolution(found: FoundResolution) -> float:
    """How sure it is that the question asks about this resolution.

    The weights (`certainty.toml`) were learned from 193 questions about decisions to three
    councils, of which each was left out once: of 87 entries that were as sure as .65, .76 stood in
    the very passage that was marked; another may answer as well.
    """
    weights: dict[str, float] = PHRASES.data["resolution"]
    total = weights["beside"] + weights["share"] * found.share
    return _likelihood(total + weights["behind"] * min(1.0, found.behind))


MOST_AHEAD = 3.0  # more is no surer


def of_sentence(signs: Signs, ahead: float) -> float:
    """How sure it is that a sentence answers which is `ahead` of the best of other passages."""
    weights: dict[str, float] = PHRASES.data["sentence"]
    total = weights["beside"] + weights["first"] * (signs.first == 1.0)
    total += weights["ahead"] * min(MOST_AHEAD, ahead)
    for name in ("given", "lacking", "named", "whole", "passage"):
        total += weights[name] * getattr(signs, name)
    return _likelihood(total)


def _likelihood(total: float) -> float:
    return 1 / (1 + math.exp(-total))
