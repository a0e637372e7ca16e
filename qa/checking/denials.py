"""Whether a sentence denies what the passage says, or says its opposite."""

from __future__ import annotations

import re
from functools import cache

import numpy as np

from qa.checking.comparing import SAME, Comparison
from qa.checking.cues import PHRASES
from qa.checking.reading import Unit
from qa.library.stemming import stems

FEW = 3  # of words that are counted; more count as so many


def denied(compared: Comparison) -> float:
    """How many words are denied in the sentence and not in the passage."""
    return _polarity(compared, True)


def undenied(compared: Comparison) -> float:
    """How many words are denied in the passage and not in the sentence."""
    return _polarity(compared, False)


def _polarity(compared: Comparison, denied: bool) -> float:
    count = 0
    near = compared.at_home(1, 1)
    for i, (one, j) in enumerate(zip(compared.own, compared.aligned, strict=True)):
        if j < 0 or one.denied != denied:
            continue
        alike = np.flatnonzero((compared.nearness[i] >= SAME) & near)
        others = [compared.held[k] for k in (alike if len(alike) else [j])]
        if any(_opposes(one, o) for o in others):
            continue
        if denied:  # here: there it may be another word that is denied
            count += not any(o.near_denial for o in others)
        else:
            count += all(o.denied for o in others) and not one.near_denial
    return min(count, FEW) / FEW


def opposites(compared: Comparison) -> float:
    """How many words of the sentence have their opposite in the passage instead of themselves."""
    count = 0
    here = compared.at_home(1, 1)
    near = [one for one, is_near in zip(compared.held, here.tolist(), strict=True) if is_near]
    said: list[bool] = (compared.nearness[:, here].max(axis=1, initial=0.0) >= SAME).tolist()
    for one, is_said in zip(compared.own, said, strict=True):
        if one.figure or is_said:
            continue
        instead = [o for o in near if o.stem not in compared.sentence.stems]
        if any(_opposes(one, o) and o.denied == one.denied for o in instead):
            count += 1
    lower = compared.passage.reading.lower
    for word, others in _small_opposites().items():
        if re.search(rf"\b{word}\b", compared.sentence.lower) and not re.search(
            rf"\b{word}\b", lower
        ):
            count += any(re.search(rf"\b{one}\b", lower) for one in others)
    return min(count, FEW) / FEW


@cache
def _opposite_stems() -> dict[str, frozenset[str]]:
    """The stems of the opposites of each word, by its stem."""
    found: dict[str, set[str]] = {}
    for one, other in PHRASES.data["opposites"]:
        for a in stems(one):
            for b in stems(other):
                found.setdefault(a, set()).add(b)
                found.setdefault(b, set()).add(a)
    return {word: frozenset(others) for word, others in found.items()}


@cache
def _small_opposites() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one, other in PHRASES.data["small_opposites"]:
        found[one] = (*found.get(one, ()), other)
        found[other] = (*found.get(other, ()), one)
    return found


def _opposes(one: Unit, other: Unit) -> bool:
    if other.stem and other.stem in _opposite_stems().get(one.stem, ()):
        return True
    short, long = sorted((one.word, other.word), key=len)
    return len(short) > 4 and any(long == prefix + short for prefix in ("un", "in", "im", "dis"))
