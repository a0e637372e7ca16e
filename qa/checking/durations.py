"""How long something takes, in whichever unit: "four weeks" is what a paper has as 28 days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from qa.checking.reading import Reading

UNIT = re.compile(
    r"[\s-](?:calendar )?(?P<unit>hour|day|week|fortnight|month|year|decade)s?\b(?! olds?\b)"
)
WITHOUT_NUMBER = re.compile(
    r"\b(?:a|an|the|one|per|each|every|whole|(?P<half>half an?)) "
    r"(?P<unit>hour|day|week|fortnight|month|quarter|year|decade)\b"
)
# In days, and in months: a month has no number of days.
DAYS = {"day": Decimal(1), "week": Decimal(7), "fortnight": Decimal(14), "hour": 1 / Decimal(24)}
MONTHS = {"month": Decimal(1), "quarter": Decimal(3), "year": Decimal(12), "decade": Decimal(120)}

Duration = tuple[str, Decimal]


def durations_in(reading: Reading) -> Iterator[tuple[int, Duration]]:
    """Where each duration of a text begins, and how many days or months it has."""
    for unit in reading.figures:
        behind = UNIT.match(reading.lower, unit.end)
        value = unit.figure.value if unit.figure else None
        if behind and isinstance(value, Decimal):
            yield unit.start, _duration(value, behind["unit"])
    for one in WITHOUT_NUMBER.finditer(reading.lower):
        yield one.start(), _duration(Decimal("0.5") if one["half"] else Decimal(1), one["unit"])


def is_told_otherwise(start: int, sentence: Reading, passage: Reading) -> bool:
    """Whether a passage has the duration that begins at `start` of a sentence, in another unit."""
    own = [duration for at, duration in durations_in(sentence) if at == start]
    return bool(own) and own[0] in {duration for _, duration in durations_in(passage)}


def _duration(value: Decimal, unit: str) -> Duration:
    if unit in DAYS:
        return "days", value * DAYS[unit]
    return "months", value * MONTHS[unit]
