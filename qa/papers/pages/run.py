"""The characters of a page line by line, before they become lines of words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import sub

from qa.papers.pages.sheet import Box, around
from qa.papers.pages.superscript import with_superscripts

# A gap between two glyphs of more than this many font sizes is a gap between table columns.
COLUMN_GAP = 1.5
# Of the height of its letters: one that stands so far below is not of a level line, and one that
# stands so far from the next is not of one that is set sideways.
MIN_DROP, MIN_STEP = 1.0, 2.0
# pdfium gives one of these for a hyphen at the end of a line, and joins the two lines.
LINE_END_HYPHENS = "\ufffe\x02"
# The characters of one printed line. Such a hyphen ends it, and the word goes on in the next line.
ON_A_LINE = re.compile(
    rf"[^\r\n{LINE_END_HYPHENS}]*[{LINE_END_HYPHENS}]|[^\r\n{LINE_END_HYPHENS}]+"
)


@dataclass(frozen=True)
class Run:
    """The characters of one line, and their boxes, None for those that are not drawn.

    `first` is the index on the page of the first that is drawn, -1 if none is. `closed` are those
    before which others were left out, as struck out: their gap is none between two cells.
    """

    chars: str
    boxes: list[Box | None]
    first: int
    closed: frozenset[int] = frozenset()

    @cached_property
    def drawn(self) -> list[Box]:
        """The boxes of the characters that are drawn."""
        return [box for box in self.boxes if box]

    @cached_property
    def box(self) -> Box | None:
        """The box around them; None if none is drawn."""
        return around(self.drawn)

    @cached_property
    def height(self) -> float:
        """The height of the tallest of them, in points; 0 if none is drawn."""
        if not self.drawn:
            return 0.0
        _, tops, _, bottoms = zip(*self.drawn, strict=True)
        return float(max(map(sub, bottoms, tops)))

    @cached_property
    def _gaps(self) -> list[tuple[float, int, int]]:
        """The gaps between those that are drawn, and the indices of the two beside each."""
        drawn = self.drawn
        at = [n for n, box in enumerate(self.boxes) if box]
        return [
            (gap, last, n)
            for last, n, before, box in zip(at, at[1:], drawn, drawn[1:], strict=False)
            if (gap := box[0] - before[2]) > 0 and self.closed.isdisjoint(range(last + 1, n + 1))
        ]

    def part(self, start: int, end: int) -> Run:
        """Its characters from `start` to `end`."""
        drawn = (n for n, box in enumerate(self.boxes) if box)
        before = next(drawn, 0)
        first = next((n for n in range(start, end) if self.boxes[n]), -1)
        at = self.first + first - before if first >= 0 else -1
        return Run(self.chars[start:end], self.boxes[start:end], at)

    def cells(self, size: float) -> list[tuple[int, int]]:
        """Where its pieces begin and end that stand apart like the cells of a table, in type of
        this size."""
        if not self.drawn:
            return []
        begins = [next(n for n, box in enumerate(self.boxes) if box)]
        least = COLUMN_GAP * size
        begins += [self._word_between(last, n) for gap, last, n in self._gaps if gap > least]
        return list(pairwise([*begins, len(self.chars)]))

    def boxed_cells(self, size: float) -> list[tuple[int, int, Box]]:
        """The same pieces, each with the box around it. Most lines are one piece."""
        found = self.cells(size)
        if len(found) == 1 and self.box:
            [(start, end)] = found
            return [(start, end, self.box)]
        boxed = ((a, b, around([one for one in self.boxes[a:b] if one])) for a, b in found)
        return [(start, end, box) for start, end, box in boxed if box]

    def _word_between(self, last: int, n: int) -> int:
        """Where the words begin that stand, without boxes, between two that are drawn: the head of
        a column before a tick. If there are none, the second."""
        return next((i for i in range(last + 1, n) if not self.chars[i].isspace()), n)


def runs(chars: str, boxes: Sequence[Box | None]) -> Iterator[Run]:
    """The characters of a page, given with their boxes, line by line."""
    for line in ON_A_LINE.finditer(chars):
        for start, end in _on_one_line(boxes, line.start(), line.end()):
            here = boxes[start:end]
            first = next((n for n, box in enumerate(here, start) if box), -1)
            yield Run(*with_superscripts(chars[start:end], here), first)


def _is_level(drawn: Sequence[Box]) -> bool:
    """Whether no letter of a line can stand below another, which is told quickly of most lines."""
    if not drawn:
        return True
    _, tops, _, bottoms = zip(*drawn, strict=True)
    return bool(max(tops) - min(bottoms) <= MIN_DROP * (bottoms[0] - tops[0]))


def _on_one_line(boxes: Sequence[Box | None], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a line of pdfium's, which goes on where a single character stands below the last
    one: the number of the page below the last cell of a table, say."""
    if _is_level([box for box in boxes[start:end] if box]):
        yield start, end
        return
    beside = False  # whether the last two stand side by side, as those of a level line do
    last: Box | None = None
    tallest = 0.0  # of its letters; those of "a.”" lie one above the other too
    for n in range(start, end):
        if not (box := boxes[n]):
            continue
        tallest = max(tallest, box[3] - box[1])
        if last:
            overlap = min(last[3], box[3]) - max(last[1], box[1])
            if overlap < -(MIN_DROP if beside else MIN_STEP) * tallest:
                yield start, n
                start, beside = n, False
            else:
                beside = overlap > 0 and box[0] > last[0]
        last = box
    yield start, end
