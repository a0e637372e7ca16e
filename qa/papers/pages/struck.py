"""Which characters of a page are struck out.

Amendments show what they delete so. Quoted as if it stood, it would reverse their meaning.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa.papers.pages.sheet import Box
from qa.papers.pages.stroke import Stroke
from qa.papers.pages.superscript import is_sideways

# A stroke through a line runs between these shares of its height, from above and from below. An
# underline lies lower.
ABOVE, BELOW = 0.25, 0.3
# Shares of the height of a line: a stroke that falls by no more is level; one that slopes may end
# so far above or below the line; a thicker one covers the words and strikes nothing out.
LEVEL, BEYOND, MAX_THICKNESS = 0.3, 0.25, 0.6
# How far a stroke may begin before the words or end after them: in points, or in heights of a line.
MIN_OVERHANG, OVERHANG = 4.0, 1.9
# A stroke that falls by more than this share of its length strikes whole words, since the lines of
# a chart slope too.
STEEP = 0.18
MIN_HIT = 0.6  # of the characters on its way, which are not all as high as the line
# A paragraph is crossed out from corner to corner: by strokes at least so wide and so high, in
# points, whose corners lie so near to one another, in points or as a share of their size.
MIN_WIDE, MIN_HIGH, NEAR, NEAR_SHARE = 20.0, 8.0, 6.0, 0.1
MAX_CROSSING = 100  # a page with more strokes aslant is a drawing
# How far the corners of one stroke alone may lie from those of the paragraph.
NEAR_ALONE, NEAR_ALONE_SHARE, MIN_LINES = 12.0, 0.1, 2


@dataclass(frozen=True, slots=True)
class _Row:
    """The characters of one line: their boxes, None for those that are not drawn, and the box
    around them."""

    boxes: Sequence[Box | None]
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


def struck(lines: Sequence[Sequence[Box | None]], strokes: Sequence[Stroke]) -> list[list[bool]]:
    """For each character of the lines of a page whether it is struck out.

    `lines` are the boxes of their characters (see `Line`), None for those that are not drawn.
    """
    marks = [[False] * len(line) for line in lines]
    if not strokes:
        return marks
    sideways = [is_sideways([box for box in line if box]) for line in lines]
    for turned in (False, True):
        rows = {
            i: row
            for i, line in enumerate(lines)
            if sideways[i] == turned
            and (row := _row(_turned(line) if turned else line))
            and not (turned and is_sideways([box for box in row.boxes if box]))  # aslant
        }
        if rows:
            ways = [stroke.turned for stroke in strokes] if turned else strokes
            for i, n in (*_through(rows, ways), *_crossed(rows, ways)):
                marks[i][n] = True
    return marks


def _turned(line: Sequence[Box | None]) -> list[Box | None]:
    return [box and (box[1], box[0], box[3], box[2]) for box in line]


def _row(line: Sequence[Box | None]) -> _Row | None:
    drawn = [box for box in line if box]
    if not drawn:
        return None
    x0s, tops, x1s, bottoms = zip(*drawn, strict=True)
    return _Row(line, min(x0s), min(tops), max(x1s), max(bottoms))


def _through(rows: dict[int, _Row], strokes: Iterable[Stroke]) -> Iterator[tuple[int, int]]:
    """The index of each line, and of each character in it, that a stroke runs through.

    A stroke that goes on far beyond the words is a rule of the page.
    """
    level = sorted(
        (s for s in strokes if abs(s.y1 - s.y0) <= s.x1 - s.x0), key=lambda one: one.middle
    )
    middles = [stroke.middle for stroke in level]
    through: dict[Stroke, list[int]] = defaultdict(list)
    for i, row in rows.items():
        start = bisect_left(middles, row.top + ABOVE * row.height)
        end = bisect_right(middles, row.bottom - BELOW * row.height)
        for stroke in level[start:end]:
            if stroke.x0 < row.x1 and stroke.x1 > row.x0 and _fits(stroke, row):
                through[stroke].append(i)
    for stroke, crossed in through.items():
        overhang = max(MIN_OVERHANG, *(OVERHANG * rows[i].height for i in crossed))
        if (
            min(rows[i].x0 for i in crossed) - overhang <= stroke.x0
            and stroke.x1 <= max(rows[i].x1 for i in crossed) + overhang
        ):
            yield from ((i, n) for i in crossed for n in _under(stroke, rows[i]))


def _fits(stroke: Stroke, row: _Row) -> bool:
    """Whether a stroke whose middle lies on a line keeps to it."""
    if stroke.thickness > MAX_THICKNESS * row.height:
        return False
    if abs(stroke.y1 - stroke.y0) <= LEVEL * row.height:
        return True
    upper, lower = row.top - BEYOND * row.height, row.bottom + BEYOND * row.height
    return upper <= min(stroke.y0, stroke.y1) and max(stroke.y0, stroke.y1) <= lower


def _under(stroke: Stroke, row: _Row) -> list[int]:
    """The indices of the characters of a line that a stroke runs through."""
    found = [
        n
        for n, box in enumerate(row.boxes)
        if box and stroke.x0 - 1 <= (box[0] + box[2]) / 2 <= stroke.x1 + 1
    ]
    # The line may hold words of several heights, between which a rule runs.
    hit = sum(box[1] <= stroke.middle <= box[3] for n in found if (box := row.boxes[n]))
    if hit < MIN_HIT * len(found):
        return []
    if not found or abs(stroke.y1 - stroke.y0) <= STEEP * (stroke.x1 - stroke.x0):
        return found
    before, after = found[0] - 1, found[-1] + 1
    cuts_word = (before >= 0 and row.boxes[before]) or (after < len(row.boxes) and row.boxes[after])
    return [] if cuts_word else found


def _crossed(rows: dict[int, _Row], strokes: Iterable[Stroke]) -> Iterator[tuple[int, int]]:
    """The same for the characters of paragraphs that are crossed out from corner to corner."""
    aslant = [s for s in strokes if s.x1 - s.x0 >= MIN_WIDE and abs(s.y1 - s.y0) >= MIN_HIGH]
    if len(aslant) > MAX_CROSSING:
        return
    falling = [stroke for stroke in aslant if stroke.y1 > stroke.y0]
    rising = [stroke for stroke in aslant if stroke.y1 < stroke.y0]
    areas = [
        _area(one) for one in falling for other in rising if _near(_area(one), _area(other), NEAR)
    ]
    areas += [_area(one) for one in aslant if _strikes_alone(_area(one), rows.values())]
    for i, row in rows.items():
        for n, box in enumerate(row.boxes if areas else ()):
            if box and any(_holds(area, box) for area in areas):
                yield i, n


def _area(stroke: Stroke) -> Box:
    return stroke.x0, min(stroke.y0, stroke.y1), stroke.x1, max(stroke.y0, stroke.y1)


def _near(one: Box, other: Box, points: float, share: float = NEAR_SHARE) -> bool:
    """Whether the corners of two areas lie near to one another."""
    across = max(points, share * (one[2] - one[0]))
    down = max(points, share * (one[3] - one[1]))
    rooms = (across, down, across, down)
    return all(abs(a - b) <= room for a, b, room in zip(one, other, rooms, strict=True))


def _strikes_alone(area: Box, rows: Iterable[_Row]) -> bool:
    """Whether an area is just that of some lines which follow one another."""
    inside = [
        row
        for row in rows
        if area[1] <= (row.top + row.bottom) / 2 <= area[3]
        and row.x0 < area[2]
        and row.x1 > area[0]
    ]
    if len(inside) < MIN_LINES:
        return False
    around = (
        min(row.x0 for row in inside),
        min(row.top for row in inside),
        max(row.x1 for row in inside),
        max(row.bottom for row in inside),
    )
    return _near(around, area, NEAR_ALONE, NEAR_ALONE_SHARE)


def _holds(area: Box, box: Box) -> bool:
    across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return area[0] <= across <= area[2] and area[1] <= down <= area[3]
