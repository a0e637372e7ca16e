"""The right edge of running text, and the lines that end before it although there was room.

A line is as long as the words allow: where the first word of the next one would have fitted, it was
ended on purpose, and what follows is something else, a label or a result say.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qa.papers.pages.sheet import Line

LEEWAY = 60.0  # points by which the left edges of a column may differ
MANY, FULL = 6, 3  # lines of a column, and those of them that must reach its edge
REACH = 12.0  # points before the edge to which full lines may fall short of it
SHARE = 0.8  # of the lines of a column that do not reach beyond its edge
LONG_WORD = 18  # letters
ROOM = 2.0  # letters that must be left beside the next word


class Edges:
    """The right edges of the columns of a sheet that is `width` points wide."""

    def __init__(self, lines: Sequence[Line], width: float) -> None:
        self._lines = [line for line in lines if line.height]
        left = min((line.x0 for line in self._lines), default=0.0)
        self.width = width
        self._margin = width - left  # as wide on the right as on the left
        self._known: dict[int, float] = {}

    def right_of(self, line: Line) -> float:
        """The right edge of the column in which a line begins."""
        place = round(line.x0 / LEEWAY)
        if place not in self._known:
            self._known[place] = self._edge(line)
        return self._known[place]

    def is_short(self, line: Line) -> bool:
        """Whether a line ends so far before its edge that any word would have fitted."""
        letter = (line.x1 - line.x0) / max(1, len(line.text))
        return bool(line.height) and line.x1 + LONG_WORD * letter < self.right_of(line)

    def had_room(self, line: Line, after: Line) -> bool:
        """Whether the first word of the line `after` would have fitted into a line."""
        letter = (line.x1 - line.x0) / max(1, len(line.text))
        word = after.text.split(maxsplit=1)[0] if after.text.strip() else ""
        return line.x1 + (len(word) + 1 + ROOM) * letter < self.right_of(line)

    def _edge(self, line: Line) -> float:
        column = sorted(one.x1 for one in self._lines if abs(one.x0 - line.x0) < LEEWAY)
        if len(column) >= MANY:
            edge = column[int(SHARE * (len(column) - 1))]
            if sum(abs(one - edge) < REACH for one in column) >= FULL:
                return edge
        return self._margin


def ended_early(group: Sequence[Line], edges: Edges) -> tuple[int, ...]:
    """The lines of a group, by their place, after which the next one's first word had room."""
    return tuple(
        n
        for n, (line, after) in enumerate(pairwise(group))
        if line.height and after.top > line.top + line.height / 2 and edges.had_room(line, after)
    )
