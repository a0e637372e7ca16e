"""Whether "from … to", "up from", "288 more" and "rose by 4%" run the right way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from qa.checking.comparing import Comparison
from qa.checking.cues import PHRASES
from qa.checking.places import are_rivals, places_of
from qa.checking.reading import Reading, Unit

FROM, EARLIER = PHRASES["from"], PHRASES["earlier"]
REACH = 40  # characters before and behind a figure among which it is told as the earlier
BESIDE = 3  # words beside a figure among which one may say which way it goes


def wrong_way(compared: Comparison) -> float:
    """Whether "from … to" or "up from" runs the wrong way."""
    return float(
        any(_wrong_ways(compared))
        or _goes_elsewhere(compared)
        or _goes_against(compared)
        or _was_first(compared)
    )


def _was_first(compared: Comparison) -> bool:
    """Whether one of two figures is told as the earlier where the passage has the other so."""
    earlier = _earlier(compared.sentence)
    numbers = [i for i, one in enumerate(compared.own) if one.figure and not one.figure.is_of_time]
    held = _earlier(compared.passage.reading)
    before = {i: {compared.held[j].start in held for j in places_of(compared, i)} for i in numbers}
    return any(
        compared.own[a].start in earlier
        and compared.own[b].start not in earlier
        and are_rivals(compared.own[a], compared.own[b])
        and before[a] == {False}
        and before[b] == {True}
        for a in numbers
        for b in numbers
        if a != b
    )


def _earlier(reading: Reading) -> set[int]:
    """Where the figures of a text begin that were so before: "from 64%", "71% the year before"."""
    found = set()
    for one in reading.figures:
        if one.figure and one.figure.is_of_time:
            continue
        around = [unit for unit in reading.units if unit.sentence == one.sentence]
        others = [unit for unit in around if unit.figure and unit != one]
        first = max([around[0].start, *(unit.end for unit in others if unit.end <= one.start)])
        last = min([around[-1].end, *(unit.start for unit in others if unit.start >= one.end)])
        before = reading.lower[max(first, one.start - REACH) : one.start]
        behind = reading.lower[one.end : min(last, one.end + REACH)]
        if FROM.search(before) or EARLIER.search(before) or EARLIER.search(behind):
            found.add(one.start)
    return found


def _goes_against(compared: Comparison) -> bool:
    """Whether a figure of the sentence is more, or a rise, where the passage has it as less, or as
    a fall; or the other way round."""
    for a, one in enumerate(compared.own):
        own = _way(one, compared.sentence) if one.figure else None
        if own is None:
            continue
        held = {_way(compared.held[j], compared.passage.reading) for j in places_of(compared, a)}
        if held == {not own}:
            return True
    return False


def _way(figure: Unit, reading: Reading) -> bool | None:
    """Whether a figure goes up; None where the words of its clause beside it do not say, or say
    both, or it is but a bound ("more than 90")."""
    at = reading.units.index(figure)
    before, behind = (
        reading.units[max(0, at - BESIDE) : at],
        reading.units[at + 1 : at + 1 + BESIDE],
    )
    if before and before[-1].word in ("than", "from", "to"):
        return None
    around = {one.word for one in (*before, *behind) if one.clause == figure.clause}
    up, down = around & PHRASES.words("going_up"), around & PHRASES.words("going_down")
    return None if bool(up) == bool(down) else bool(up)


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
