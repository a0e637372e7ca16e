"""Numbers of a sentence that a passage has as so many names or things one after another.

"Three managers meet" is told of "meetings between the head of housing, the head of benefits and the
commissioning manager".
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from qa.checking.comparing import SAME, Comparison
from qa.checking.reading import Unit

FEWEST, MOST = 3, 8  # of what is counted so: any two things are joined by "and"
LIST = re.compile(r"(?P<items>(?:[^,.;:\n]{2,60}, (?!and ))*)[^,.;:\n]{2,60},? and ")


def is_listed(unit: Unit, compared: Comparison) -> bool:
    """Whether the nearest sentences of the passage list as many things as a number in words says,
    and it has no other number of the same."""
    one = unit.figure
    if not one or not one.in_words or one.kind != "number" or not isinstance(one.value, Decimal):
        return False
    is_few = FEWEST <= one.value <= MOST
    return is_few and not _is_counted(unit, compared) and int(one.value) in _lengths(compared)


def _is_counted(unit: Unit, compared: Comparison) -> bool:
    """Whether the passage has a number before the word that stands behind this one."""
    at = compared.own.index(unit)
    if at + 1 == len(compared.own):
        return False
    alike = compared.nearness[at + 1][1:] >= SAME
    numbers = (one.figure is not None for one, _ in pairwise(compared.held))
    return any(is_number and is_alike for is_number, is_alike in zip(numbers, alike, strict=True))


def _lengths(compared: Comparison) -> set[int]:
    """How many things are listed in each list of the nearest sentences."""
    near = [one for one, here in zip(compared.held, compared.at_home(1, 1), strict=True) if here]
    if not near:
        return set()
    words = compared.passage.reading.text[near[0].start : near[-1].end]
    return {found["items"].count(",") + 2 for found in LIST.finditer(words)}
