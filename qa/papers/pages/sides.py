"""Columns of names with the side that each votes on: "P Holm" under "Against" is read "Against P
Holm".

A name says nothing of a vote without the head of its column, and read row by row the columns run
into each other. As with ticks, the words of the head are read again before each name; they have no
box there. The phrases stand in sides.toml.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.papers.pages.ruled import Row as RuledRow
from qa.papers.pages.run import Run
from qa.papers.pages.ticks import LEEWAY, MAX_RUNS, Cell, Row, cells_in_rows, joined, with_head
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
SIDE, NAME = _PHRASES["side"], _PHRASES["name"]
MAX_STEP = 30.0  # points from one row of names to the next
MAX_HEAD = 40  # characters of the line of heads


def with_sides(runs: Sequence[Run], ruled: Sequence[RuledRow]) -> list[Run]:
    """The lines of a page, with the head of its column before each name in a vote by columns.

    Lists in the cells of one row that is `ruled` are read cell by cell, each under its head.
    """
    if len(runs) > MAX_RUNS or not any(_may_be_head(run) for run in runs):
        return list(runs)
    rows = cells_in_rows(runs)
    result: list[Run | None] = list(runs)
    for at, head in enumerate(rows):
        if len(head) > 1 and all(SIDE.fullmatch(cell.text) for cell in head):
            below = _names_below(rows[at:])
            if _are_in_one_row([row for row, _ in below], ruled):
                continue
            for row, columns in below:
                lines = {cell.run for cell in row}
                parts = [
                    with_head(runs[cell.run], cell, _side(column))
                    for cell, column in zip(row, columns, strict=True)
                ]
                for line in lines:
                    result[line] = None
                result[row[0].run] = joined(parts, runs[row[0].run].first)
    return [run for run in result if run]


def _side(head: Cell) -> str:
    """The words of a head that name its side: "For", of "For the motion (4)"."""
    found = SIDE.match(head.text)
    return found["side"] if found else head.text


def _may_be_head(run: Run) -> bool:
    text = run.chars.strip()
    return 1 < len(text) <= MAX_HEAD and SIDE.match(text) is not None


def _names_below(rows: Sequence[Row]) -> list[tuple[Row, list[Cell]]]:
    """The rows of names under the first row, the heads, with the head of each cell; none where it
    is not certain of which column one is."""
    head, found = rows[0], list[tuple[Row, list[Cell]]]()
    last = head
    for row in rows[1:]:
        names = all(NAME.fullmatch(cell.text) and not SIDE.match(cell.text) for cell in row)
        if not names or row[0].box[1] - last[0].box[1] > MAX_STEP:
            break
        columns = [column for cell in row if (column := _over(head, cell))]
        if len(columns) < len(row):
            return []
        found.append((row, columns))
        last = row
    # The line of a sentence that only looks like a name stands under the first column alone.
    return found if any(len(row) > 1 for row, _ in found) else []


def _are_in_one_row(names: Sequence[Row], ruled: Sequence[RuledRow]) -> bool:
    """Whether rows of names are lines of the cells of one ruled row."""
    return any(all(one.holds(row[0].box) for row in names[:2]) for one in ruled if len(names) > 1)


def _over(head: Row, cell: Cell) -> Cell | None:
    """The head under which a cell stands, and no other; None where that is not certain."""
    for column, behind in zip(head, [*head[1:], None], strict=True):
        ends = behind is None or cell.box[2] < behind.box[0]
        level = abs(cell.box[0] - column.box[0]) <= LEEWAY
        if ends and (level or abs(cell.middle - column.middle) <= LEEWAY):
            return column
    return None
