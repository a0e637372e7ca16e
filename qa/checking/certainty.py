"""Whether a sentence tells as certain to come what a passage leaves open."""

from __future__ import annotations

from qa.checking.comparing import SAME, Comparison
from qa.checking.cues import PHRASES
from qa.checking.reading import Reading, Unit
from qa.checking.roles import helpers_before

UNSURE, WILL = PHRASES["unsure"], PHRASES["will"]
CERTAIN = frozenset(["will", "shall"])
SURE_THERE = frozenset(["will", "shall", "would", "was", "were", "has", "have", "had", "been"])


def too_certain(compared: Comparison) -> float:
    """The share of what a sentence says will be done that the passage but proposes, or asks for:
    "a referendum will be held" beside "planned to move that a referendum be held"."""
    if UNSURE.search(compared.sentence.lower):
        return 0.0
    units = compared.sentence.units
    answers = []
    for i, one in enumerate(compared.own):
        at = units.index(one)
        if not one.weight or one.figure or not helpers_before(at, units) & CERTAIN or one.denied:
            continue
        places = [
            compared.held[j] for j in range(len(compared.held)) if compared.nearness[i, j] >= SAME
        ]
        if places:
            reading = compared.passage.reading
            answers.append(all(_is_left_open(place, reading) for place in places))
    return sum(answers) / len(answers) if answers else 0.0


def _is_left_open(place: Unit, reading: Reading) -> bool:
    """Whether a word stands behind what leaves it open, and not behind "will" or the like."""
    if helpers_before(reading.units.index(place), reading.units) & SURE_THERE:
        return False
    begins = min(one.start for one in reading.units if one.sentence == place.sentence)
    before = reading.lower[begins : place.start]
    return bool(UNSURE.search(before)) and not WILL.search(before)
