"""The order in which the lines of a page are read, where the file holds them in another.

Most files hold the lines of a page in the order in which they are read, with its columns one after
the other, and that is kept. Some draw the headings, or what is set in another typeface, after all
else. Such lines go up the page again, and fit into the gaps between the lines of a column.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from qa.papers.pages.sheet import Box

MAX_LINES = 2000  # of a page; those of one with more are left as they are
MAX_HEIGHT = 40.0  # points: a higher line stands sideways or aslant
OVERLAP = 2.0  # points by which lines may lie over one another that are one below the other
WITHIN = 0.7  # of a line's width: so much of it lies over the column that it fits into


def reading_order(boxes: Sequence[Box | None]) -> list[int]:
    """The indices of the lines of a page, whose `boxes` are given, in the order of reading. None
    stands for a line of which nothing is drawn."""
    known = [(i, box) for i, box in enumerate(boxes) if box and box[3] - box[1] <= MAX_HEIGHT]
    if len(known) > MAX_LINES or not any(_goes_up(a[1], b[1]) for a, b in pairwise(known)):
        return list(range(len(boxes)))
    runs: list[list[tuple[int, Box]]] = []
    for one in known:
        if runs and not _goes_up(runs[-1][-1][1], one[1]):
            runs[-1].append(one)
        else:
            runs.append([one])
    columns: list[list[tuple[int, Box]]] = []
    for run in runs:
        if columns and _is_title(run, columns):
            columns.insert(0, run)
            continue
        column = next((c for c in reversed(columns) if _fits_into(run, c)), None)
        if column is None:
            columns.append(run)
            continue
        column += run
        column.sort(key=lambda one: one[1][1])
    return _with_undrawn([i for column in columns for i, _ in column], len(boxes))


def _goes_up(before: Box, line: Box) -> bool:
    return line[3] <= before[1] + OVERLAP


def _is_title(run: Sequence[tuple[int, Box]], columns: Sequence[Sequence[tuple[int, Box]]]) -> bool:
    """Whether a run is the title of the page, in a text box that is drawn last: it lies above all
    that was read before it, which is more."""
    top = min(box[1] for column in columns for _, box in column)
    above = max(box[3] for _, box in run) <= top + OVERLAP
    return above and len(run) < sum(map(len, columns))


def _fits_into(run: Sequence[tuple[int, Box]], column: Sequence[tuple[int, Box]]) -> bool:
    """Whether all lines of a run lie in gaps of a column, one at least between two of its lines."""
    left = min(box[0] for _, box in column)
    right = max(box[2] for _, box in column)
    tops = [box[1] for _, box in column]
    between = False
    for _, (x0, top, x1, bottom) in run:
        if min(x1, right) - max(x0, left) < WITHIN * (x1 - x0):
            return False
        at = bisect_left(tops, top)
        before, after = column[at - 1 : at], column[at : at + 1]
        if (before and before[0][1][3] > top + OVERLAP) or (
            after and after[0][1][1] < bottom - OVERLAP
        ):
            return False
        if before and after:
            beside = (*before, *after)
            if not all(min(x1, box[2]) > max(x0, box[0]) for _, box in beside):
                return False  # the cell of a table, beside the lines of another
            between = True
    return between


def _with_undrawn(order: list[int], count: int) -> list[int]:
    """The order, with each line of which nothing is drawn behind the one before it in the file."""
    place = {line: n for n, line in enumerate(order)}
    last = -1
    for line in range(count):
        last = place.setdefault(line, last)
    return sorted(range(count), key=lambda line: (place[line], line))
