"""The number of a sheet where it stands at the height of other words: in a line of its own.

A number that is printed beside the row of a table would else be one of its cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qa.papers.pages.run import Run
from qa.papers.pages.sheet import Box, around
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
NUMBER = _PHRASES["number"]  # how sheets print their number
NAMED_NUMBER = _PHRASES["named_number"]
CALLED = _PHRASES["called"]  # what calls a number that of a page
MAX_LENGTH = 20  # characters of it
MAX_CALLED = 2  # on one sheet: more of them are a list of contents
APART = 3.0  # points between a number and the columns that it stands outside of


def with_numbers_apart(runs: Sequence[Run]) -> list[Run]:
    """The lines of a page, with the number at either end of one as a line of its own, if it is
    called that of a page or nothing else stands so far to the left or right."""
    edges = _Edges([run.box for run in runs])
    cut = {i: cuts for i, run in enumerate(runs) if (cuts := _cuts(run, edges, i))}
    called = sum(is_called for _, is_called in cut.values())
    found: list[Run] = []
    for i, run in enumerate(runs):
        at, is_called = cut.get(i, ([], False))
        if not at or (is_called and called > MAX_CALLED):
            found.append(run)
            continue
        found += [run.part(start, end) for start, end in pairwise([0, *at, len(run.chars)])]
    return found


class _Edges:
    """How far to the left and right the lines of a page come."""

    def __init__(self, boxes: Sequence[Box | None]) -> None:
        known = [(box, i) for i, box in enumerate(boxes) if box]
        self._left = sorted((box[0], i) for box, i in known)[:2]
        self._right = sorted(((box[2], i) for box, i in known), reverse=True)[:2]

    def left_without(self, i: int) -> float:
        """How far to the left the lines come other than the one at this index."""
        return next((x for x, n in self._left if n != i), float("inf"))

    def right_without(self, i: int) -> float:
        """The same to the right."""
        return next((x for x, n in self._right if n != i), float("-inf"))


def _cuts(run: Run, edges: _Edges, i: int) -> tuple[list[int], bool] | None:
    """Where the line at an index is cut, and whether a number is called that of a page."""
    text = run.chars.strip()
    if not text or not (any(map(str.isdigit, text[:MAX_LENGTH] + text[-MAX_LENGTH:]))):
        return None
    cells = run.cells(run.height)
    if len(cells) < 2:
        return None
    at: list[int] = []
    any_called = False
    for (start, end), is_last in ((cells[0], False), (cells[-1], True)):
        words = run.chars[start:end].strip()
        if len(words) > MAX_LENGTH or not NUMBER.match(words):
            continue
        box = around([one for one in run.boxes[start:end] if one])
        called = bool(CALLED.search(words))
        outside = box and (
            box[0] - APART > edges.right_without(i)
            if is_last
            else box[2] + APART < edges.left_without(i)
        )
        if called or outside:
            at.append(start if is_last else end)
            any_called = any_called or called
    return (at, any_called) if at else None
