"""Columns of running text whose lines a file draws across the page, one column's beside another's.

Most files hold one column after the other. Some hold the first line of the left column, the first
of the right, and so on: English beside Welsh, say. Read so, each sentence is broken by the other
column's. Such lines go down the left column, and then down the right one; where rows of a table
are meant, whose cells have several lines each, row by row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean

from qa.papers.pages.run import Run
from qa.papers.pages.sheet import Box

GUTTER = 0.6  # of a column's gap: columns of text stand less far apart than cells
MIN_ROWS, MAX_COLUMNS = 4, 4  # of lines beside one another; of text on a page
MIN_WORDS = 3.5  # of a line, on average: cells of tables have fewer
GOES_ON = 0.5  # of the lines of a column: so many go on in the next
SAME_EDGE = 8.0  # points between the left edges of lines of a column
MAX_STEP = 3.5  # times its height, from a line to the next of its column
ROW_STEP = 1.35  # times the usual step: where both columns step so far, a row of a table ends
MIN_OVERLAP = 0.3  # of the lower one's height, of lines beside one another
MAX_RUNS = 2000  # of a page


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a line that stands apart, from its character `start` to `end`, and its box."""

    line: Run
    start: int
    end: int
    box: Box

    @property
    def run(self) -> Run:
        """It as a line of its own, made only when asked for: most pages have no columns."""
        return self.line.part(self.start, self.end)

    @property
    def chars(self) -> str:
        """Its characters alone."""
        return self.line.chars[self.start : self.end]

    @property
    def words(self) -> list[str]:
        """Its words."""
        return self.chars.split()

    @property
    def height(self) -> float:
        """Its height, in points."""
        return self.box[3] - self.box[1]


_Row = tuple[_Piece, ...]  # lines beside one another, one of each column


def column_by_column(runs: Sequence[Run]) -> list[Run]:
    """The lines of a page, with those of columns that are drawn across one after the other."""
    if len(runs) > MAX_RUNS:
        return list(runs)
    pieces = [list(_pieces(run)) for run in runs]
    result: list[Run] = []
    at = 0
    while at < len(runs):
        rows, end = _chain(pieces, at)
        if len(rows) >= MIN_ROWS and all(map(_runs_on, zip(*rows, strict=True))):
            *parts, last = ([*zip(*part, strict=True)] for part in _parts(rows))
            result += [piece.run for part in parts for column in part for piece in column]
            columns = [[*column] for column in last]
            at = _with_tails(columns, pieces, end)
            result += [piece.run for column in columns for piece in column]
        else:
            result.append(runs[at])
            at += 1
    return result


def _pieces(run: Run) -> Iterator[_Piece]:
    size = GUTTER * run.height
    if not size:
        return
    for start, end, box in run.boxed_cells(size):
        yield _Piece(run, start, end, box)


def _chain(pieces: Sequence[Sequence[_Piece]], at: int) -> tuple[list[_Row], int]:
    """The rows of lines beside one another that follow from line `at` on, and where they end."""
    rows: list[_Row] = []
    while at < len(pieces):
        row, used = _row(pieces, at)
        if len(row) < 2 or (rows and not _follows(rows[-1], row)):
            break
        rows.append(row)
        at += used
    return rows, at


def _with_tails(columns: list[list[_Piece]], pieces: Sequence[Sequence[_Piece]], at: int) -> int:
    """Put the lines from `at` on into those columns which are longer than the others; return the
    index of the first that is in none."""
    while at < len(pieces) and len(pieces[at]) == 1:
        [piece] = pieces[at]
        edges = [*(min(one.box[0] for one in column) for column in columns), float("inf")]
        own = next((n for n, x in enumerate(edges) if abs(piece.box[0] - x) <= SAME_EDGE), None)
        if own is None or piece.box[2] >= edges[own + 1]:
            break
        last = columns[own][-1]
        if not 0 < piece.box[1] - last.box[1] <= ROW_STEP * 2 * last.height:
            break
        columns[own].append(piece)
        at += 1
    return at


def _row(pieces: Sequence[Sequence[_Piece]], at: int) -> tuple[_Row, int]:
    """The row that line `at` begins, and how many lines it takes."""
    row = list(pieces[at])
    used = 1
    while row and at + used < len(pieces) and used < MAX_COLUMNS:
        after = pieces[at + used]
        if not after or not _beside(row[-1], after[0]):
            break
        row += after
        used += 1
    return tuple(row), used


def _beside(left: _Piece, right: _Piece) -> bool:
    overlap = min(left.box[3], right.box[3]) - max(left.box[1], right.box[1])
    return right.box[0] > left.box[2] and overlap > MIN_OVERLAP * min(left.height, right.height)


def _follows(before: _Row, row: _Row) -> bool:
    """Whether a row stands below another, in the same columns."""
    if len(before) != len(row):
        return False
    below = all(
        abs(one.box[0] - other.box[0]) <= SAME_EDGE
        and 0 < other.box[1] - one.box[1] <= MAX_STEP * max(one.height, other.height)
        for one, other in zip(before, row, strict=True)
    )
    gutters = zip(pairwise(before), pairwise(row), strict=True)
    return below and all(
        max(one.box[2], lower.box[2]) < min(next_one.box[0], next_lower.box[0])
        for (one, next_one), (lower, next_lower) in gutters
    )


def _runs_on(lines: Sequence[_Piece]) -> bool:
    if mean(len(line.words) for line in lines) < MIN_WORDS:
        return False
    going = sum(
        after.chars.lstrip()[:1].islower() or not line.chars.rstrip().endswith((".", ":"))
        for line, after in pairwise(lines)
    )
    small = sum(line.chars.lstrip()[:1].islower() for line in lines)
    return going >= GOES_ON * (len(lines) - 1) and small >= GOES_ON * (len(lines) - 1)


def _parts(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """The rows, divided where all columns leave a gap."""
    steps = [
        min(below.box[1] - one.box[1] for one, below in zip(row, after, strict=True))
        for row, after in pairwise(rows)
    ]
    usual = sorted(steps)[len(steps) // 4]
    part = [rows[0]]
    for step, row in zip(steps, rows[1:], strict=True):
        if step > ROW_STEP * usual:
            yield part
            part = []
        part.append(row)
    yield part
