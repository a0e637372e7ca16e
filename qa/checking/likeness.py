"""How like the words of a sentence are to those of a passage where both stand: signs of a model.

A passage is read in pieces of a few sentences, of which those are compared that have most of the
sentence's words: to read a long passage whole would take longer than a check may.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.checking.comparing import SAME, Comparison, coverage, share
from qa.checking.coverage import MIN_CLAUSE
from qa.checking.meaning import Array, Meaning, meaning_of
from qa.checking.passage import CheckedPassage
from qa.checking.reading import Unit

PIECE = 60  # words of a piece, about
PIECES = 2  # that are compared
ABOUT = 0.6  # likeness of a word that stands in the heading of a passage
FULL_WEIGHT = 1.0  # of a word that is looked at by itself
NOTHING_ABSENT = 0.8  # what stands for the likeness of absent words where none are
NO_CONTEXT = 0.3  # and for the likeness of the contexts of the same words where there are none
MANY = 20  # words; more count as so many

Signs = dict[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The pieces of a passage that are compared: their units, with vectors, and the means of each
    sentence and of each two that follow each other."""

    units: Sequence[Unit]
    vectors: Array  # [units, width]
    chosen: npt.NDArray[np.bool_]  # which of the passage's units that count these are
    means: Array  # [sentences and pairs, width]


def likeness(compared: Comparison) -> Signs:
    """The signs by name, each from 0 to 1; none where the model cannot be used."""
    own = compared.own
    meaning = meaning_of(compared.sentence.text)
    pieces = _pieces(compared) if meaning and own and compared.held else None
    if meaning is None or pieces is None or not pieces.units:
        return {}
    alike = meaning.of_units(own) @ pieces.vectors.T
    best = np.maximum(alike.max(axis=1), _in_heading(own, compared.passage))
    said = meaning.mean(0, len(compared.sentence.text))
    return {
        **_of_words(best, compared),
        **_of_contexts(alike, compared.nearness[:, pieces.chosen], compared),
        "like at home": _at_home(alike, pieces.units, compared),
        "like sentence": float((pieces.means @ said).max(initial=0.0)),
        "length": min(len(own), MANY) / MANY,
    }


def _in_heading(own: Sequence[Unit], passage: CheckedPassage) -> Array:
    return np.array([ABOUT if one.stem in passage.about.stems else 0.0 for one in own], np.float32)


def _of_words(best: Array, compared: Comparison) -> Signs:
    """How like the most like word of the passage is: of all words, of the clause that has least,
    of those that are least like, and of those that the passage has not."""
    weights = compared.weights
    whole = weights >= FULL_WEIGHT
    least = np.sort(best[whole] if whole.any() else best)
    absent = best[(compared.nearest < SAME) & whole]
    clauses = np.array([one.clause for one in compared.own])
    parts = [clauses == number for number in np.unique(clauses)]
    shares = [share(best[one], weights[one]) for one in parts if weights[one].sum() >= MIN_CLAUSE]
    mean = share(best, weights)
    return {
        "like": mean,
        "like least": float(least[0]),
        "like least two": float(least[:2].mean()),
        "like least three": float(least[:3].mean()),
        "like absent": float(absent.mean()) if len(absent) else NOTHING_ABSENT,
        "like least absent": float(absent.min()) if len(absent) else NOTHING_ABSENT,
        "like clause": min(shares, default=mean),
    }


def _of_contexts(alike: Array, nearness: Array, compared: Comparison) -> Signs:
    """How like the same words are in what stands around them, here and there."""
    rows = np.arange(len(alike))
    nearest = nearness.argmax(axis=1)
    same = (nearness[rows, nearest] >= SAME) & (compared.weights >= FULL_WEIGHT)
    found = alike[rows, nearest][same]
    return {
        "like context": float(found.mean()) if len(found) else NO_CONTEXT,
        "like least context": float(found.min()) if len(found) else NO_CONTEXT,
    }


def _at_home(alike: Array, units: Sequence[Unit], compared: Comparison) -> float:
    """How like the words are of the sentence of the passage, with the next, that is most like."""
    numbers = np.array([one.sentence for one in units])
    shares = []
    for number in np.unique(numbers):
        here = alike[:, (numbers == number) | (numbers == number + 1)]
        shares.append(share(here.max(axis=1), compared.weights))
    return max(shares)


def _pieces(compared: Comparison) -> Pieces | None:
    passage = compared.passage
    spans = _spans(passage.reading.units)
    numbers = np.array([one.sentence for one in compared.held])
    ranked = []
    for sentences in _divided(passage.reading.units):
        here = compared.nearness[:, np.isin(numbers, sentences)]
        covered = float(coverage(here.max(axis=1, initial=0.0)) @ compared.weights)
        ranked.append((-covered, sentences))
    units: list[Unit] = []
    vectors, means = [], []
    for _, sentences in sorted(ranked)[:PIECES]:
        start, end = spans[sentences[0]][0], spans[sentences[-1]][1]
        meaning = meaning_of(passage.reading.text[start:end])
        if meaning is None:
            return None
        some = [one for one in compared.held if one.sentence in sentences]
        units += some
        vectors.append(meaning.of_units(some, start))
        means += _means(meaning, sentences, spans, start)
    chosen = np.isin([one.start for one in compared.held], [one.start for one in units])
    order = np.argsort([one.start for one in units], kind="stable")
    table = np.concatenate(vectors)[order]
    return Pieces([units[i] for i in order], table, chosen, np.array(means, np.float32))


def _means(
    meaning: Meaning, sentences: Sequence[int], spans: Mapping[int, tuple[int, int]], start: int
) -> list[Array]:
    """The means of each sentence of a piece and of each with the next."""
    found = []
    for i, number in enumerate(sentences):
        for last in sentences[i : i + 2]:
            found.append(meaning.mean(spans[number][0] - start, spans[last][1] - start))
    return found


def _spans(units: Sequence[Unit]) -> dict[int, tuple[int, int]]:
    """Where the units of each sentence begin and end."""
    found: dict[int, tuple[int, int]] = {}
    for one in units:
        start, _ = found.get(one.sentence, (one.start, one.end))
        found[one.sentence] = start, one.end
    return found


def _divided(units: Sequence[Unit]) -> list[list[int]]:
    """The numbers of the sentences of each piece: as many as have PIECE words, one at least."""
    counts: dict[int, int] = {}
    for one in units:
        counts[one.sentence] = counts.get(one.sentence, 0) + 1
    found: list[list[int]] = [[]]
    words = 0
    for number, count in counts.items():
        if found[-1] and words + count > PIECE:
            found.append([])
            words = 0
        found[-1].append(number)
        words += count
    return found
