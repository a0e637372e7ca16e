"""Figures that a sentence reckons from those of a passage: "£80 more", "six years since".

A difference of two figures bears it out where the sentence compares. Small numbers are differences
of many figures by chance, so one of the two must stand in the sentence as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

from qa.checking.figures import Figure
from qa.checking.passage import CheckedPassage
from qa.checking.reading import Reading

COMPARED = re.compile(
    r"\b(?:more|fewer|less|higher|lower|greater|smaller|larger|longer|shorter|dearer|cheaper|above|"
    r"below|over|under|short|up|down|rise|fall|increase|decrease|reduction|drop|difference|better|"
    r"worse|by|all but)\b"
)
YEARS = re.compile(r"\s*years?\b(?:\s\w+){0,2}?\s(?:since|before|earlier|later|ago|after|older)\b")
NEAR = 30  # characters around a figure within which it is compared
SMALL = 20  # below which a number is a difference of many figures by chance
TIMES = {
    2: re.compile(r"\b(?:twice|both|couple|pair|double[ds]?|first and second)\b"),
    3: re.compile(r"\b(?:thrice|first, second,? and third)\b"),
}
NEXT = 3  # figures behind one, among which that may be of which it is a share


def is_reckoned(
    one: Figure, sentence: Reading, held: Sequence[Figure], passage: CheckedPassage
) -> bool:
    """Whether a figure of a sentence comes of those that the passage has."""
    if one.is_of_time or not isinstance(one.value, Decimal):
        return False
    said = TIMES.get(int(one.value)) if one.kind == "number" else None
    if said and said.search(passage.reading.lower):
        return True
    if one.kind == "number" and YEARS.match(sentence.lower, one.end):
        return _is_between_years(one.value, held, passage)
    if one.kind == "percent" and one.in_words:
        return _is_ratio(one, passage.reading)
    around = sentence.lower[max(0, one.start - NEAR) : one.end + NEAR]
    return bool(COMPARED.search(around)) and _is_difference(one, sentence, held)


def _is_between_years(value: Decimal, held: Sequence[Figure], passage: CheckedPassage) -> bool:
    years = {f.value[0] for f in held if f.is_of_time and isinstance(f.value, tuple)}
    if passage.meeting_date:
        years.add(passage.meeting_date.year)
    known = [year for year in years if year]
    return any(abs(a - b) == value for a, b in combinations(known, 2))


def _is_ratio(one: Figure, held: Reading) -> bool:
    """Whether it is the share of one number in another that stands near it: 97 of 146."""
    numbers = [
        (f.value, u.sentence) for u in held.figures if (f := u.figure) and f.kind == "number"
    ]
    for i, (value, sentence) in enumerate(numbers):
        for other, number in numbers[i + 1 : i + 1 + NEXT]:
            if (
                number == sentence
                and isinstance(value, Decimal)
                and isinstance(other, Decimal)
                and min(value, other) > 0
            ):
                share = 100 * min(value, other) / max(value, other)
                assert isinstance(one.value, Decimal)
                if one.value - one.less <= share <= one.value + one.more:
                    return True
    return False


def _is_difference(one: Figure, sentence: Reading, held: Sequence[Figure]) -> bool:
    value = one.value
    assert isinstance(value, Decimal)
    own = {unit.figure.value for unit in sentence.figures if unit.figure}
    kinds = ("money",) if one.kind == "money" else ("percent",) if one.kind == "percent" else ()
    some = {
        f.value for f in held
        if isinstance(f.value, Decimal) and (f.kind in kinds or (not kinds and f.kind == "number"))
    }  # fmt: skip
    return any(
        abs(a - b) == value and (value >= SMALL or a in own or b in own)
        for a, b in combinations(some, 2)
    )
