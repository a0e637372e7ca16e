"""The rows and cells of tables that are ruled, and the lines that stand in them.

Where a rule runs across the columns of a table, one row ends and the next begins, however many
lines each of its cells has. Words alone do not tell: the lines of a cell follow one another as
those of the rows do. Tables without rules, or with rules one way only, are left as they are.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np

from qa.papers.pages.run import Run
from qa.papers.pages.sheet import Box
from qa.papers.pages.stroke import Stroke
from qa.papers.pages.tags import Cells, Tags
from qa.papers.pages.ticks import is_ticked

MAX_STROKES = 600  # of a page, one way: those of a drawing are no table
MIN_LEVEL, MIN_UPRIGHT = 15.0, 6.0  # points: shorter strokes rule no table
STRAIGHT = 1.0  # points by which a rule may be off
TOUCH = 2.5  # points between rules that meet
MIN_SPAN = 0.6  # of a table's width, that a rule between two rows takes
MIN_HEIGHT = 5.0  # points, of a row; double rules lie nearer
MIN_COLUMNS = 2
MAX_LABEL = 5  # characters
HEAD_AND_LISTS = 2  # rows of a table of lists side by side
MIN_LIST = 4  # lines of such a list
LIST_MARK = re.compile(r"\s*[•▪●○◦‣·*–-]\s")
MIN_NAMES = 3  # lines of such a table whose cells hold names
NAME = re.compile(r"(?:[^\W\d_a-z][\w’'.-]*(?: |$)){2,5}|None|Nil")  # "Deputy Mayor Ann Ash"
OUTSIDE = 5.0  # points by which words may stand over the edge of their cell
FIGURE = re.compile(r"[(+-]?[£€$]?[+-]?\d[\d,. ]*(?:%|k|m|bn)?\)?|[-–—]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its box, and the edges between its columns."""

    box: Box
    columns: tuple[float, ...]

    def holds(self, box: Box) -> bool:
        """Whether a line stands in it."""
        x0, top, x1, bottom = self.box
        middle = (box[1] + box[3]) / 2
        return top < middle < bottom and x0 - OUTSIDE < box[0] and box[2] < x1 + OUTSIDE

    def column(self, box: Box) -> int:
        """The column in which a line begins, from 0."""
        return bisect(self.columns, box[0] + OUTSIDE)

    def cells(self, run: Run) -> Cells:
        """The columns of a line, each with the first of its characters there: the one in which it
        begins, and those into which it runs on, where a word begins behind the edge of a column
        and the word before it ends in front of that; or goes back to, for the next row."""
        drawn = [(n, box) for n, box in enumerate(run.boxes) if box]
        column = self.column(drawn[0][1])
        found = [(column, 0)]
        for (last, before), (n, box) in pairwise(drawn):
            into = self.column(box)
            on = into > column and n > last + 1 and before[2] < self.columns[into - 1] + OUTSIDE
            if on or (into < column and box[2] < before[0]):
                found.append((into, n))
                column = into
        return found


def ruled_rows(strokes: Sequence[Stroke]) -> list[Row]:
    """The rows of the ruled tables of a page, from whose strokes they are found."""
    level = [s for s in strokes if abs(s.y1 - s.y0) <= STRAIGHT and s.x1 - s.x0 >= MIN_LEVEL]
    upright = [
        s for s in strokes if abs(s.x1 - s.x0) <= STRAIGHT and abs(s.y1 - s.y0) >= MIN_UPRIGHT
    ]
    if not level or len(upright) <= MIN_COLUMNS:
        return []
    if max(len(level), len(upright)) > MAX_STROKES:
        return []
    rows = [row for table in _tables(level, upright) for row in _rows(*table)]
    return sorted(rows, key=lambda row: (row.box[1], row.box[0]))


_Table = tuple[list[Stroke], list[Stroke]]  # the rules across it, and those that stand upright


def _tables(level: Sequence[Stroke], upright: Sequence[Stroke]) -> Iterator[_Table]:
    """The rules that meet, together."""
    across = np.array([(s.x0, s.middle, s.x1) for s in level])
    down = np.array([(s.x0, min(s.y0, s.y1), max(s.y0, s.y1)) for s in upright])
    x, top, bottom = (column[None] for column in down.T)
    left, y, right = (column[:, None] for column in across.T)
    meet = (left - TOUCH < x) & (x < right + TOUCH) & (top - TOUCH < y) & (y < bottom + TOUCH)
    left_over = set(range(len(level)))
    while left_over:
        some, beside = {left_over.pop()}, set[int]()
        while True:
            more = set(np.flatnonzero(meet[sorted(some)].any(axis=0)).tolist())
            if more == beside:
                break
            beside = more
            some |= set(np.flatnonzero(meet[:, sorted(beside)].any(axis=1)).tolist())
        left_over -= some
        if len(beside) > MIN_COLUMNS:
            yield [level[n] for n in some], [upright[n] for n in beside]


def _rows(level: Sequence[Stroke], upright: Sequence[Stroke]) -> Iterator[Row]:
    ends = [end for s in upright for end in (s.y0, s.y1)]
    x0, x1 = min(s.x0 for s in upright), max(s.x1 for s in upright)
    edges = [min(ends), max(ends), *_across(level, MIN_SPAN * (x1 - x0))]
    for top, bottom in _bands(sorted(edges)):
        middle = (top + bottom) / 2
        standing = sorted(s.x0 for s in upright if min(s.y0, s.y1) < middle < max(s.y0, s.y1))
        columns = [x for n, x in enumerate(standing) if not n or x - standing[n - 1] > TOUCH]
        if len(columns) > MIN_COLUMNS:
            yield Row((columns[0], top, columns[-1], bottom), tuple(columns[1:-1]))


def _across(level: Sequence[Stroke], length: float) -> Iterator[float]:
    """The heights at which rules run across so much of a table, be it in pieces."""
    at_one_height: list[Stroke] = []
    for stroke in [*sorted(level, key=lambda s: s.middle), None]:
        if at_one_height and (stroke is None or stroke.middle - at_one_height[0].middle > TOUCH):
            if _covered(at_one_height) >= length:
                yield at_one_height[0].middle
            at_one_height = []
        if stroke:
            at_one_height.append(stroke)


def _covered(strokes: Sequence[Stroke]) -> float:
    total, end = 0.0, float("-inf")
    for stroke in sorted(strokes, key=lambda s: s.x0):
        total += max(0.0, stroke.x1 - max(end, stroke.x0))
        end = max(end, stroke.x1)
    return total


def _bands(edges: Sequence[float]) -> Iterator[tuple[float, float]]:
    """What lies between edges that are not too near to one another."""
    top = edges[0]
    for bottom in edges[1:]:
        if bottom - top >= MIN_HEIGHT:
            yield top, bottom
        top = bottom


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a line that stands in one cell, or in cells of one line each, the first of them in
    this column."""

    run: Run
    column: int


Cell = tuple[int, int]  # the row, counted from 1 on its page, and the column


def in_cells(runs: Sequence[Run], rows: Sequence[Row], tags: Tags) -> list[tuple[Run, Cell]]:
    """The lines of a page, each with the cell in which it begins; (0, 0) outside of tables.

    Rows are those between rules, or else those that the page's `tags` tell. In a row of which a
    cell has several lines, a line that runs through cells is divided between them, and the lines
    of one cell follow one another.
    """
    if not rows and not tags.has_rows:
        return [(run, (0, 0)) for run in runs]
    rows = _with_lists_under_their_heads(rows, runs)
    tops = [row.box[1] for row in rows]
    found: list[tuple[Run, Cell]] = []
    placed = [(_row_of(rows, tops, tags, run), run) for run in runs]
    for n, stretch in groupby(placed, lambda one: one[0]):
        lines = [run for _, run in stretch]
        if not n or (n <= len(rows) and _holds_rows(rows[n - 1], lines)):
            found += [(run, (0, 0)) for run in lines]
        else:
            by_tags = n > len(rows) or tags.are_one_row(lines)
            cells = [tags.cells(run) if by_tags else rows[n - 1].cells(run) for run in lines]
            found += [(part.run, (n, part.column)) for part in _parts(lines, cells)]
    return found


def _with_lists_under_their_heads(rows: Sequence[Row], runs: Sequence[Run]) -> list[Row]:
    """The rows, in which the head and the only row of a table of long lists are one: each list is
    then read under its own head, where otherwise all heads would come first."""
    tables: list[list[Row]] = []
    for row in rows:
        if tables and _goes_on(tables[-1][-1], row):
            tables[-1].append(row)
        else:
            tables.append([row])
    found: list[Row] = []
    for table in tables:
        if len(table) == HEAD_AND_LISTS and _are_lists(table[-1], runs):
            (x0, top, x1, _), (*_, bottom) = table[0].box, table[-1].box
            table = [Row((x0, top, x1, bottom), table[-1].columns)]
        found += table
    return found


def _goes_on(row: Row, below: Row) -> bool:
    """Whether a row is the next of the same table."""
    edges = zip(row.columns, below.columns, strict=False)
    return (
        abs(below.box[1] - row.box[3]) <= TOUCH
        and len(row.columns) == len(below.columns)
        and all(abs(x - under) <= TOUCH for x, under in edges)
    )


def _are_lists(row: Row, runs: Sequence[Run]) -> bool:
    """Whether cells side by side hold lists: most lines begin with a mark, or all are names."""
    cells: dict[int, list[str]] = defaultdict(list)
    for run in runs:
        if run.box and row.holds(run.box):
            starts = row.cells(run)
            ends = [at for _, at in starts[1:]] + [len(run.chars)]
            for (column, start), end in zip(starts, ends, strict=True):
                cells[column].append(run.chars[start:end])
    marked = {n: sum(map(bool, map(LIST_MARK.match, lines))) for n, lines in cells.items()}
    if sum(len(lines) >= MIN_LIST and marked[n] > len(lines) / 2 for n, lines in cells.items()) > 1:
        return True
    lines = [" ".join(line.split()) for cell in cells.values() for line in cell]
    longest = max(map(len, cells.values()), default=0)
    is_of_names = len(lines) >= MIN_NAMES and all(map(NAME.fullmatch, lines))
    return is_of_names and len(cells) > 1 and longest > 1


def _row_of(rows: Sequence[Row], tops: Sequence[float], tags: Tags, run: Run) -> int:
    """The number of the row in which a line stands, counted from 1 through the ruled ones and then
    those of the tags; 0 if there is none."""
    if not run.box:
        return 0
    ruled = _row(rows, tops, run.box)
    if ruled is not None:
        return ruled + 1
    tag = tags.of_run(run)
    return len(rows) + tag.row if tag and tag.row else 0


def _row(rows: Sequence[Row], tops: Sequence[float], box: Box) -> int | None:
    last = bisect(tops, (box[1] + box[3]) / 2)
    return next((n for n in range(last - 1, -1, -1) if rows[n].holds(box)), None)


def _parts(lines: Sequence[Run], cells: Sequence[Cells]) -> list[_Part]:
    """The lines of a row, each given with the column in which it begins and those into which it
    runs on, divided between the cells."""
    whole = [_Part(run, starts[0][0]) for run, starts in zip(lines, cells, strict=True)]
    cuts = [starts[1:] for starts in cells]
    if any(is_ticked(" ".join(run.chars.split())) for run in lines):
        return whole
    columns = Counter(
        column
        for part, cut in zip(whole, cuts, strict=True)
        for column in (part.column, *(column for column, _ in cut))
    )
    if max(columns.values()) < 2:
        return whole
    parts: list[_Part] = []
    for part, cut in zip(whole, cuts, strict=True):
        parts += _with_labels(_divided(part, cut, columns), columns)
    return sorted(parts, key=lambda part: part.column)


def _holds_rows(row: Row, lines: Sequence[Run]) -> bool:
    """Whether several rows stand between two rules, as those of a budget do between its totals:
    then figures stand under one another, which no words do that wrap within a cell."""
    figures: Counter[int] = Counter()
    for run in lines:
        if not run.box:
            continue
        starts = row.cells(run)
        ends = [at for _, at in starts[1:]] + [len(run.chars)]
        for (column, start), end in zip(starts, ends, strict=True):
            cell = run.chars[start:end].split()
            figures[column] += bool(cell) and all(map(FIGURE.fullmatch, cell))
    return sum(count > 1 for count in figures.values()) > 1


def _divided(part: _Part, cuts: Sequence[tuple[int, int]], columns: Counter[int]) -> list[_Part]:
    """A line divided between its cells, but for neighbours that have one line each."""
    kept: list[tuple[int, int]] = []
    column = part.column
    for into, at in cuts:
        if columns[column] > 1 or columns[into] > 1:
            kept.append((into, at))
        column = into
    if not kept:
        return [part]
    run = part.run
    starts = [(part.column, 0), *kept]
    ends = [at for _, at in kept] + [len(run.chars)]
    return [
        _Part(run.part(start, end), column)
        for (column, start), end in zip(starts, ends, strict=True)
    ]


def _with_labels(parts: Sequence[_Part], columns: Counter[int]) -> Iterator[_Part]:
    """The parts of a line, in which a label that has a column of its own, as "(b)" has, stands with
    the words that it labels."""
    label: _Part | None = None
    for part in parts:
        if label and label.run.first >= 0:
            chars, boxes = label.run.chars + part.run.chars, label.run.boxes + part.run.boxes
            part = _Part(Run(chars, boxes, label.run.first), part.column)
        words = part.run.chars.strip()
        is_label = len(words) <= MAX_LABEL and columns[part.column] == 1
        label = part if is_label and part is not parts[-1] and not label else None
        if not label:
            yield part
