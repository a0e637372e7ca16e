"""Figures of tables: whether a figure stands in the column of the time that a sentence gives it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from qa.checking.comparing import SAME, Comparison
from qa.checking.reading import Reading, Unit

HEAD_LINES = 14  # lines above a row in which the head of its columns is looked for


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of a line that may be a row of a table, or its head."""

    times: tuple[Unit, ...]
    numbers: tuple[Unit, ...]


def stands_in_another_column(compared: Comparison) -> float:
    """Whether a figure that a sentence gives to one time stands under another in the passage."""
    rows = list(_rows(compared.passage.reading))
    if _runs_otherwise(compared, rows):
        return 1.0
    for number, time in _pairs(compared.sentence):
        answers = [right for right in _columns(number, time, rows) if right is not None]
        if answers and not any(answers):
            return 1.0
    return 0.0


def _runs_otherwise(compared: Comparison, rows: list[Row]) -> bool:
    """Whether two figures of a row stand in the order other than that of what they are of in the
    head: "Option A: repair, Option B: new roof" over "15 40"."""
    own = [one for one in compared.own if one.figure and not one.figure.is_of_time]
    for a, b in pairwise(own):
        for row in rows:
            first, second = _place(a, row), _place(b, row)
            if first is None or second is None or first == second or len(row.numbers) != 2:
                continue
            heads = _heads(compared, a, b, row)
            if any((x < y) != (first < second) for x, y in heads):
                return not any((x < y) == (first < second) for x, y in heads)
    return False


def _place(one: Unit, row: Row) -> int | None:
    fitting = (
        i
        for i, other in enumerate(row.numbers)
        if one.figure and other.figure and one.figure.fits(other.figure)
    )
    return next(fitting, None)


def _heads(compared: Comparison, a: Unit, b: Unit, row: Row) -> list[tuple[int, int]]:
    """Where the words beside each of two figures stand in a line above their row."""
    text = compared.passage.reading.text
    begins = text.rfind("\n", 0, row.numbers[0].start) + 1
    found = []
    places: list[dict[int, int]] = []
    for figure in (a, b):
        lines: dict[int, int] = {}
        for i, one in enumerate(compared.own):
            if one.figure or one.clause != figure.clause:
                continue
            for j, other in enumerate(compared.held):
                if compared.nearness[i, j] >= SAME and other.start < begins:
                    lines.setdefault(text.count("\n", 0, other.start), other.start)
        places.append(lines)
    for line in places[0].keys() & places[1].keys():
        if places[0][line] != places[1][line]:
            found.append((places[0][line], places[1][line]))
    return found


def _pairs(sentence: Reading) -> Iterator[tuple[Unit, Unit]]:
    """Each figure of a sentence with the time that stands behind it in its clause."""
    figures = sentence.figures
    for one, after in pairwise(figures):
        if one.figure and after.figure and not one.figure.is_of_time and after.figure.is_of_time:
            between = sentence.text[one.end : after.start].split()
            if one.sentence == after.sentence and len(between) <= 2:
                yield one, after


def _rows(reading: Reading) -> Iterator[Row]:
    at = 0
    for line in reading.text.split("\n"):
        here = [one for one in reading.figures if at <= one.start < at + len(line)]
        times = tuple(one for one in here if one.figure and one.figure.is_of_time)
        yield Row(times, tuple(one for one in here if one not in times))
        at += len(line) + 1


def _columns(number: Unit, time: Unit, rows: list[Row]) -> Iterator[bool | None]:
    """For each row with that number, whether the time is the head of its column; None where the
    table does not say. Columns are counted from the right, where the rows of most tables end."""
    for i, row in enumerate(rows):
        for n, one in enumerate(reversed(row.numbers)):
            if len(row.numbers) < 2 or not (one.figure and number.figure):
                continue
            if not number.figure.fits(one.figure):
                continue
            for head in reversed(rows[max(0, i - HEAD_LINES) : i]):
                places = [
                    k
                    for k, other in enumerate(reversed(head.times))
                    if time.figure and other.figure and time.figure.fits(other.figure)
                ]
                if places and not head.numbers:
                    yield places[0] == n if places[0] < len(row.numbers) else None
                    break
