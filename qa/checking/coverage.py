"""How much of a sentence a passage has, and whether it has what the sentence gives as a cause."""

from __future__ import annotations

import numpy as np

from qa.checking.acting import PHRASES as ACTING
from qa.checking.comparing import ABOUT, SAME, Comparison, coverage, share
from qa.checking.cues import PHRASES
from qa.checking.reading import Unit

CAUSE = PHRASES["cause"]
EVERYDAY = frozenset(PHRASES.data["everyday"].split())
SOMETHING_LIKE = 0.45  # nearness of a word, below which nothing in the passage is like it
MIN_CLAUSE = 1.3  # what the words of a clause count for that is looked at by itself
FEW = 3  # of words that are counted; more count as so many


def cover(compared: Comparison) -> float:
    return share(compared.covered, compared.weights)


def exact(compared: Comparison) -> float:
    return share((compared.nearest >= SAME).astype(np.float32), compared.weights)


def cover_at_home(compared: Comparison) -> float:
    """The share that stands in the nearest sentences of the passage, or in what it is of."""
    if not len(compared.held):
        return 0.0
    here = (compared.nearness * compared.at_home(1, 2)).max(axis=1)
    about = compared.passage.about.stems
    named = [ABOUT if one.stem in about else 0.0 for one in compared.own]
    return share(coverage(np.maximum(here, np.array(named, np.float32))), compared.weights)


def in_order(compared: Comparison) -> float:
    """The share of a sentence's words that stand in the nearest two sentences of the passage in the
    same order: 1 where it is those with parts left out (longest common subsequence)."""
    here = compared.at_home(0, 1)
    same = compared.nearness[:, here] >= SAME
    longest = np.zeros(same.shape[1] + 1)
    for row, weight in zip(same, compared.weights, strict=True):
        through = np.where(row, longest[:-1] + weight, 0.0)
        longest[1:] = np.maximum.accumulate(np.maximum(longest[1:], through))
    total = float(compared.weights.sum())
    return float(longest[-1]) / total if total else 0.0


def small_words_missing(compared: Comparison) -> bool:
    """Whether the nearest two sentences of the passage have not all small words of the sentence,
    which may turn it: "have yet to adopt"."""
    homes = (compared.home, compared.home + 1)
    held = {one.word for one in compared.passage.reading.units if one.sentence in homes}
    return any(not one.weight and one.word not in held for one in compared.sentence.units)


def denial_left_out(compared: Comparison) -> bool:
    """Whether something is denied in the sentences of the passage that the sentence is of, and
    nothing in the sentence."""
    places = (compared.held[j] for j in compared.aligned if j >= 0)
    is_denied = any(one.near_denial for one in compared.sentence.units)
    return not is_denied and any(one.near_denial for one in places)


def least_clause(compared: Comparison) -> float:
    """The share of the clause that the passage has least of."""
    shares = [1.0]
    clauses = np.array([one.clause for one in compared.own])
    for number in np.unique(clauses):
        here = clauses == number
        if compared.weights[here].sum() >= MIN_CLAUSE:
            shares.append(share(compared.covered[here], compared.weights[here]))
    return min(shares)


def uncovered(compared: Comparison) -> float:
    missing = (compared.covered < 0.3) & (compared.weights >= 1)
    return min(int(missing.sum()), 2 * FEW) / FEW


def run_uncovered(compared: Comparison) -> float:
    """The longest run of words that the passage has nothing of."""
    longest = run = 0
    for covered, weight in zip(compared.covered, compared.weights, strict=True):
        run = run + 1 if covered < 0.3 and weight >= 1 else 0 if weight >= 1 else run
        longest = max(longest, run)
    return min(longest, 2 * FEW) / FEW


def uncovered_words(compared: Comparison) -> str:
    """The longest run of the sentence's words, up to six, that the passage has nothing of; bodies
    and offices are not looked at, as papers have other words for them."""
    runs: list[list[Unit]] = [[]]
    for one, covered in zip(compared.own, compared.covered, strict=True):
        if covered < 0.3 and one.word not in ACTING.words("actors"):
            runs[-1].append(one)
        elif runs[-1]:
            runs.append([])
    longest = max(runs, key=len)[:6]
    return compared.sentence.text[longest[0].start : longest[-1].end] if longest else ""


def cause_without_word(compared: Comparison) -> float:
    """Whether the sentence gives a cause where the passage has no word of one."""
    said = CAUSE.search(compared.sentence.lower)
    if not said:
        return 0.0
    behind = [i for i, one in enumerate(compared.own) if one.start >= said.start()]
    covered = share(compared.covered[behind], compared.weights[behind]) if behind else 1.0
    return 1 - covered + (0.0 if CAUSE.search(compared.passage.reading.lower) else 0.5)


def word_not_there(compared: Comparison) -> str | None:
    """The word of the sentence that is farthest from all words of the passage, where that has
    nothing like it: "sell" beside a passage on a library. Names, figures, bodies and offices, and
    everyday words are not looked at."""
    missing = [
        (near, one)
        for one, near in zip(compared.own, compared.nearest, strict=True)
        if one.weight >= 1
        and not one.figure
        and not one.is_name
        and one.word not in EVERYDAY
        and one.word not in ACTING.words("actors")
        and near < SOMETHING_LIKE
    ]
    if not missing:
        return None
    _, farthest = min(missing, key=lambda found: found[0])
    return compared.sentence.text[farthest.start : farthest.end]
