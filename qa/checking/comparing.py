"""How near the words of a sentence are to those of a passage, and where they stand there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from qa.checking.durations import is_told_otherwise
from qa.checking.passage import CheckedPassage
from qa.checking.reading import BEGINNING, Reading, Unit, circle_of
from qa.checking.reckoned import is_reckoned

SAME, NEARLY = 0.85, 0.9  # from here on two words are taken for one
NONE, FULL = 0.22, 0.55  # nearness that covers nothing, and that covers a word whole
STEP = 10.0  # words after which what stands there counts for a third
CLAUSE, SENTENCE = 0.75, 0.5  # what is left of it behind the end of a clause, and of a sentence
ABOUT = NEARLY  # the nearness of a word that stands in the heading of a passage

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Comparison:
    """A sentence beside a passage."""

    sentence: Reading
    passage: CheckedPassage

    @property
    def own(self) -> tuple[Unit, ...]:
        """The units of the sentence that count."""
        return self.sentence.counted

    @property
    def held(self) -> tuple[Unit, ...]:
        """Those of the passage."""
        return self.passage.reading.counted

    @cached_property
    def nearness(self) -> Array:
        """How near each unit of the sentence is to each of the passage, 0 to 1: [n, m]."""
        own, held = self.own, self.held
        found = np.clip(self.sentence.vectors @ self.passage.reading.vectors.T, 0, SAME - 0.01)
        alike, places = self.passage.reading.alike, [j for j, one in enumerate(held) if one.figure]
        for i, one in enumerate(own):
            if one.figure:
                found[i, :] = 0.0
                for j in places:
                    other = held[j].figure
                    found[i, j] = float(other is not None and one.figure.fits(other))
                continue
            found[i, places] = 0.0
            for j in alike.get(one.stem[:BEGINNING], ()):
                if _one_family(one.stem, held[j].stem):
                    found[i, j] = NEARLY
            for j in alike.get(circle_of(one.word), ()):
                found[i, j] = NEARLY
            for j in alike.get(one.stem, ()):
                if held[j].stem == one.stem:
                    found[i, j] = 1.0
        return np.asarray(found, dtype=np.float32)

    @cached_property
    def nearest(self) -> Array:
        """How near the nearest word of the passage, or of what it is of, is to each unit: [n]."""
        best = self.nearness.max(axis=1, initial=0.0)
        about = self.passage.about
        for i, one in enumerate(self.own):
            if one.figure:
                met = self.passage.met
                told = self.passage.told_from_its_day
                held = [*(other.figure for other in about.figures), *told]
                is_known = any(other and one.figure.fits(other) for other in (met, *held))
                if is_known or (not best[i] and self._comes_to_the_same(one)):
                    best[i] = 1.0
            elif one.stem in about.stems:
                best[i] = max(best[i], ABOUT)
        return np.asarray(best, dtype=np.float32)

    def _comes_to_the_same(self, unit: Unit) -> bool:
        """Whether a figure of the sentence is told in another unit, or reckoned from others."""
        reading = self.passage.reading
        if is_told_otherwise(unit.start, self.sentence, reading):
            return True
        held = [one.figure for one in reading.figures if one.figure]
        return unit.figure is not None and is_reckoned(
            unit.figure, self.sentence, held, self.passage
        )

    @cached_property
    def weights(self) -> Array:
        """What each unit of the sentence counts for: [n]."""
        return np.array([one.weight for one in self.own], dtype=np.float32)

    @cached_property
    def covered(self) -> Array:
        """How much of each unit of the sentence the passage has, 0 to 1: [n]."""
        return coverage(self.nearest)

    @cached_property
    def home(self) -> int:
        """The number of the sentence of the passage that, with the next, has most of this one."""
        sentences = np.array([one.sentence for one in self.held])
        if not len(sentences) or not len(self.own):
            return 0
        some = np.unique(sentences)
        shares = []
        for number in some:
            here = self.nearness[:, (sentences == number) | (sentences == number + 1)]
            shares.append(share(coverage(here.max(axis=1)), self.weights))
        return int(some[int(np.argmax(shares))])

    def at_home(self, before: int, after: int) -> npt.NDArray[np.bool_]:
        """Which units of the passage stand around its nearest sentence: [m]."""
        numbers = np.array([one.sentence for one in self.held])
        found: npt.NDArray[np.bool_] = (numbers >= self.home - before) & (
            numbers <= self.home + after
        )
        return found

    @cached_property
    def aligned(self) -> list[int]:
        """The index of the unit of the passage that each unit of the sentence stands for; -1 where
        there is none. Those around the nearest sentence come first."""
        if not len(self.held):
            return [-1] * len(self.own)
        preferred = self.nearness * np.where(self.at_home(0, 1), 1.0, 0.8)
        best = preferred.argmax(axis=1)
        return [int(j) if self.nearness[i, j] >= FULL else -1 for i, j in enumerate(best)]

    def beside(self, one: int, at: int, context: Array) -> float:
        """How much of what stands beside unit `one` of the sentence stands beside unit `at` of the
        passage, 0 to 1. `context` is what each unit of the sentence counts for there."""
        place = self.held[at]
        fall = _fall(place, self.held)
        fall[at] = 0.0
        return share((coverage(self.nearness) * fall).max(axis=1), context)

    def context(self, one: int) -> Array:
        """What each unit of the sentence counts for beside unit `one`: those of its own kind count
        for nothing, as they stand for others of that kind."""
        place = self.own[one]
        fall = _fall(place, self.own) * self.weights
        for i, other in enumerate(self.own):
            if i == one or _one_kind(place, other):
                fall[i] = 0.0
        return fall


def coverage(nearness: Array) -> Array:
    """How much of a word is covered by what is so near to it, 0 to 1."""
    return np.asarray(np.clip((nearness - NONE) / (FULL - NONE), 0, 1), dtype=np.float32)


def _one_kind(one: Unit, other: Unit) -> bool:
    if one.figure and other.figure:
        if one.figure.is_of_time or other.figure.is_of_time:
            return one.figure.is_of_time and other.figure.is_of_time
        return one.figure.kind == other.figure.kind
    return one.is_name and other.is_name


def _fall(place: Unit, units: tuple[Unit, ...]) -> Array:
    """How little what stands farther from a place counts there: [n]."""
    first = next((i for i, one in enumerate(units) if one.start >= place.start), len(units))
    return np.array(
        [
            np.exp(-abs(i - first) / STEP)
            * CLAUSE ** abs(one.clause - place.clause)
            * SENTENCE ** abs(one.sentence - place.sentence)
            for i, one in enumerate(units)
        ],
        dtype=np.float32,
    )


def share(part: Array, weights: Array) -> float:
    total = float(weights.sum())
    return float(part @ weights) / total if total else 1.0


def _one_family(one: str, other: str) -> bool:
    short = min(len(one), len(other))
    return (
        short >= BEGINNING
        and one[:BEGINNING] == other[:BEGINNING]
        and one[: short - 2] == other[: short - 2]
    )
