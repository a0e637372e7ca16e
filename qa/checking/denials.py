"""Whether a sentence denies what the passage says, or says its opposite."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

import numpy as np

from qa.checking.comparing import SAME, Comparison
from qa.checking.cues import PHRASES
from qa.checking.reading import Reading, Unit
from qa.library.stemming import stems

FEW = 3  # of words that are counted; more count as so many
BEHIND = 2  # units behind a small word, of which it is said


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
    count += sum(_stands_for(word, others, compared) for word, others in _small_opposites().items())
    return min(count, FEW) / FEW


def _stands_for(word: str, others: Sequence[str], compared: Comparison) -> bool:
    """Whether a small word stands before the same as one of its opposites in the passage, which has
    not the word: "before the hearing" and "after the hearing", not "after the first reading"."""
    lower = compared.passage.reading.lower
    if re.search(rf"\b{word}\b", lower):
        return False
    said = _behind(word, compared.sentence)
    for other in others:
        held = _behind(other, compared.passage.reading)
        if (compared.nearness[np.ix_(said, held)] >= SAME).any():
            return True
    return False


def _behind(words: str, reading: Reading) -> list[int]:
    """The units that stand right behind such words wherever a text has them."""
    ends = [one.end() for one in re.finditer(rf"\b{words}\b", reading.lower)]
    starts = [one.start for one in reading.counted]
    return [i for end in ends for i in range(bisect_left(starts, end), len(starts))[:BEHIND]]


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
    if {one.word, other.word} & PHRASES.words("no_opposites"):
        return False
    if other.stem and other.stem in _opposite_stems().get(one.stem, ()):
        return True
    short, long = sorted((one.word, other.word), key=len)
    return len(short) > 4 and any(long == prefix + short for prefix in ("un", "in", "im", "dis"))
