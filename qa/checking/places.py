"""Whether the figures and names of a sentence stand where the passage has them: beside the same."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np

from qa.checking.comparing import SAME, Comparison
from qa.checking.figures import Figure
from qa.checking.reading import Unit

BESIDE = 0.3  # how much must stand beside a figure for it to be that of a matter


def swapped(compared: Comparison) -> float:
    """How much better two figures or names of the sentence fit in each other's place."""
    worst = 0.0
    for a, b in combinations(range(len(compared.own)), 2):
        if are_rivals(compared.own[a], compared.own[b]) and not fit(compared, a, b):
            places_a, places_b = places_of(compared, a), places_of(compared, b)
            if places_a and places_b:
                by = {
                    (one, of): _best(compared, one, places)
                    for one in (a, b)
                    for of, places in ((a, places_a), (b, places_b))
                }
                worst = max(worst, by[a, b] + by[b, a] - by[a, a] - by[b, b])
    return worst


def substituted(compared: Comparison) -> float:
    """How much better another amount or time of the passage fits in the place of one in the
    sentence, which has not the other."""
    return _substitute(compared, lambda one: one.kind != "number")


def miscounted(compared: Comparison) -> float:
    """The same of plain numbers, of which passages are full."""
    return _substitute(compared, lambda one: one.kind == "number")


def _substitute(compared: Comparison, wanted: Callable[[Figure], bool]) -> float:
    worst, met = 0.0, compared.passage.met
    for a, one in enumerate(compared.own):
        own = places_of(compared, a) if one.figure and wanted(one.figure) else []
        if not own or (met and one.figure and one.figure.fits(met)):
            continue
        here = _best(compared, a, own)
        said = [unit for unit in compared.own if are_rivals(one, unit)]
        for j, other in enumerate(compared.held):
            if not _counts_alike(compared, a, j):
                continue
            if are_rivals(one, other) and j not in own and not _is_said(other, said):
                there = _best(compared, a, [j])
                worst = max(worst, there - here if there >= BESIDE else 0.0)
    return worst


def _counts_alike(compared: Comparison, a: int, j: int) -> bool:
    """Whether two plain numbers count the same things, by the words behind them."""
    one, other = compared.own[a], compared.held[j]
    if not one.figure or one.figure.kind != "number":
        return True
    own = next((unit.stem for unit in compared.own[a + 1 : a + 2]), "")
    return (
        own not in ("", "vote")
        and any(unit.stem == own for unit in compared.held[j + 1 : j + 2])
        and bool(other)
    )


def _is_said(other: Unit, said: list[Unit]) -> bool:
    return any(
        (one.figure and other.figure and one.figure.fits(other.figure))
        or (not one.figure and one.stem == other.stem)
        for one in said
    )


def far(compared: Comparison) -> float:
    """How little of what stands beside its figures in the sentence stands beside them there."""
    shares = [
        _best(compared, a, places)
        for a, one in enumerate(compared.own)
        if one.figure and (places := places_of(compared, a)) and compared.context(a).sum() > 0.5
    ]
    return 1 - min(shares, default=1.0)


def are_rivals(one: Unit, other: Unit) -> bool:
    """Whether one might stand in the place of the other."""
    if one.figure and other.figure:
        a, b = one.figure, other.figure
        return a.kind == b.kind or (a.is_of_time and b.is_of_time)
    return one.is_name and other.is_name


def fit(compared: Comparison, a: int, b: int) -> bool:
    """Whether two units say the same, or are of one name."""
    one, other = compared.own[a], compared.own[b]
    if one.figure and other.figure:
        return one.figure.fits(other.figure) or other.figure.fits(one.figure)
    adjacent = abs(one.start - other.end) <= 2 or abs(other.start - one.end) <= 2
    return one.stem == other.stem or adjacent


def places_of(compared: Comparison, a: int) -> list[int]:
    return [int(j) for j in np.flatnonzero(compared.nearness[a] >= SAME)]


def _best(compared: Comparison, a: int, places: list[int]) -> float:
    context = compared.context(a)
    return max(compared.beside(a, place, context) for place in places)
