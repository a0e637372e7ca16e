"""Whether figures or names of a sentence are given each other's words.

How much of its surroundings fits a figure is weighed in `places.py`; here are clauses that are
plainly crossed: "82 at primary school and 20 at secondary" of "20 primary and 82 secondary pupils",
and who replaces whom.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from qa.checking.comparing import SAME, Comparison
from qa.checking.places import are_rivals, fit, places_of
from qa.checking.reading import Reading, Unit

NEAR = 4  # units that count, among which a name stands before or behind a verb


def crossed(compared: Comparison) -> float:
    """Whether two figures or names of a sentence stand with each other's words, or on the wrong
    sides of a verb."""
    return float(_clauses_cross(compared) or _sides_cross(compared) or _neighbours_cross(compared))


def _clauses_cross(compared: Comparison) -> bool:
    for a, b in combinations(range(len(compared.own)), 2):
        one, other = compared.own[a], compared.own[b]
        if not are_rivals(one, other) or one.clause == other.clause or fit(compared, a, b):
            continue
        in_a, in_b = _clauses(compared, a), _clauses(compared, b)
        only_a, only_b = in_a - in_b, in_b - in_a
        if not only_a or not only_b:
            continue
        first, second = _with(compared, a, only_a, only_b), _with(compared, b, only_b, only_a)
        # What both have may be said of the first alone: "11 were tenants for longer and 53 …".
        if False in first and second == {False}:
            return True
    return False


def _neighbours_cross(compared: Comparison) -> bool:
    """Whether each of two figures stands right before, or right behind, the word that the passage
    has right before or behind the other: "£95,000 for a hall valued at £1"."""
    for a, b in combinations(range(len(compared.own)), 2):
        one, other = compared.own[a], compared.own[b]
        if not one.figure or not are_rivals(one, other) or fit(compared, a, b):
            continue
        for step in (-1, 1):
            if _crosses(compared, a, b, step):
                return True
    return False


def _crosses(compared: Comparison, a: int, b: int, step: int) -> bool:
    x, y = a + step, b + step
    if not (0 <= x < len(compared.own) and y < len(compared.own)) or {x, y} & {a, b}:
        return False
    if compared.own[x].figure or compared.own[y].figure:
        return False
    own = _stands_so(compared, a, x, step), _stands_so(compared, b, y, step)
    return _stands_so(compared, a, y, step) and _stands_so(compared, b, x, step) and not any(own)


def _stands_so(compared: Comparison, figure: int, word: int, step: int) -> bool:
    """Whether a figure has such a word right before it, or right behind, in the passage."""
    last = len(compared.held)
    return any(
        0 <= j + step < last and compared.nearness[word, j + step] >= SAME
        for j in places_of(compared, figure)
    )


def _clauses(compared: Comparison, a: int) -> set[int]:
    """The clauses of the passage in which a unit of the sentence stands."""
    return {compared.held[j].clause for j in places_of(compared, a)}


def _with(compared: Comparison, a: int, own: set[int], others: set[int]) -> set[bool]:
    """Whether the words beside a unit, of its clause, stand in clauses of its own or in those of
    the other: those that stand in both, or in neither, say nothing."""
    found = set()
    for i, one in enumerate(compared.own):
        if one.clause != compared.own[a].clause or one.weight < 1 or one.figure or i == a:
            continue
        clauses = _clauses(compared, i)
        if bool(clauses & own) != bool(clauses & others):
            found.add(bool(clauses & own))
    return found


def _sides_cross(compared: Comparison) -> bool:
    """Whether two names stand on the other sides of a verb than in the passage: "A replaces B"."""
    held = {(a, verb, b) for a, verb, b in _beside_verbs(compared.passage.reading)}
    for a, verb, b in _beside_verbs(compared.sentence):
        row = next(i for i, one in enumerate(compared.own) if one.start == verb.start)
        alike = {
            compared.held[j].start
            for j in range(len(compared.held))
            if compared.nearness[row, j] >= SAME
        }
        some = {(x.stem, y.stem) for x, other, y in held if other.start in alike}
        if (b.stem, a.stem) in some and (a.stem, b.stem) not in some:
            return True
    return False


def _beside_verbs(reading: Reading) -> Iterator[tuple[Unit, Unit, Unit]]:
    """Each word between two names that stand near it, in one sentence, with the last word of the
    first name and of the second; what is done by the second is done to the first."""
    units = [one for one in reading.counted if not one.figure]
    names = [i for i, one in enumerate(units) if one.is_name]
    ends = [i for i in names if not (i + 1 in names and units[i + 1].start - units[i].end <= 1)]
    for i, j in pairwise(ends):
        between = [one for one in units[i + 1 : j] if not one.is_name]
        if units[i].sentence != units[j].sentence or len(between) > NEAR:
            continue
        words = reading.lower[units[i].end : units[j].start].split()
        first, second = (units[j], units[i]) if "by" in words else (units[i], units[j])
        for verb in between:
            yield first, verb, second
