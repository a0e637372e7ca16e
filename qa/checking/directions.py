"""Whether "from … to" and "up from" run the right way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from qa.checking.comparing import Comparison
from qa.checking.places import are_rivals, places_of


def wrong_way(compared: Comparison) -> float:
    """Whether "from … to" or "up from" runs the wrong way."""
    return float(any(_wrong_ways(compared)) or _goes_elsewhere(compared))


def _goes_elsewhere(compared: Comparison) -> bool:
    """Whether "from A to B" of the sentence is "from A to C" in the passage."""
    lower = compared.sentence.lower
    figures = [i for i, one in enumerate(compared.own) if one.figure]
    for a, b in pairwise(figures):
        one, other = compared.own[a], compared.own[b]
        if lower[one.end : other.start].strip() != "to" or _before(lower, one.start) != "from":
            continue
        ends = [
            held
            for j in places_of(compared, a)
            for held in compared.held[j + 1 : j + 2]
            if held.figure and _before(compared.passage.reading.lower, held.start) == "to"
        ]
        if ends and not any(
            held.figure and other.figure and other.figure.fits(held.figure) for held in ends
        ):
            return True
    return False


def _wrong_ways(compared: Comparison) -> Iterator[bool]:
    for a, one in enumerate(compared.own):
        places = places_of(compared, a) if one.figure else []
        own = _before(compared.sentence.lower, one.start)
        if places and own in ("from", "to"):
            there = {
                _before(compared.passage.reading.lower, compared.held[j].start) for j in places
            }
            other = "to" if own == "from" else "from"
            yield other in there and own not in there
    numbers = [one for one in compared.own if one.figure and not one.figure.is_of_time]
    for first, second in pairwise(numbers):
        if are_rivals(first, second) and first.figure and second.figure:
            between = compared.sentence.lower[first.end : second.start]
            yield _runs_wrong(between, first.figure.value, second.figure.value)


def _runs_wrong(between: str, first: Any, second: Any) -> bool:
    if re.search(r"\b(?:up|rise|increase|higher) from\b|\bfrom\b.*\bincrease", between):
        return bool(first < second)
    if re.search(r"\b(?:down|fall|drop|decrease|reduction) from\b", between):
        return bool(first > second)
    return False


def _before(text: str, at: int) -> str:
    words = re.findall(r"[a-z]+", text[max(0, at - 12) : at])
    return words[-1] if words else ""
