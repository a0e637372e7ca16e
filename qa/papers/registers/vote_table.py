"""Recorded votes as tables: a row for each member, and a mark in the column of a side.

A mark is read with the head of its column ("P Holm Against ✓": see `qa.papers.pages.ticks`). Such a
vote is told as a whole or not at all: where a row has no mark, or one that cannot be understood, it
is not known who voted how, nor how many. The phrases stand in vote_table.toml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.papers.register import Votes
from qa.papers.registers.vote_columns import is_row_of_names
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
HEAD, HEAD_OF_WORDS, TOTAL = (_PHRASES[name] for name in ("head", "head_of_words", "total"))
ROW, CELL, SIDE = _PHRASES["row"], _PHRASES["cell"], _PHRASES["side"]
ROW_OF_WORDS = _PHRASES["row_of_words"]
ROW_OF_BOXES = _PHRASES["row_of_boxes"]
CROSSES, EMPTY = _PHRASES.words("crosses"), _PHRASES.words("empty")
NO_NAME = _PHRASES["no_name"]
SIDES = ("favour", "against", "abstained")
COUNTS = re.compile(r"\d{1,3}(?:\s+\d{1,3}){1,3}$")  # below the heads, of no one's row
MIN_ROWS = 3
MAX_NAME_WORDS = 6  # a line of no more, without a full stop, may be a row without a mark


@dataclass(frozen=True, slots=True)
class _Row:
    """The name in a row, the side that is marked, and whether by something other than a cross."""

    name: str
    side: str
    ticked: bool


def is_head(line: str) -> bool:
    """Whether a line is the row of heads of such a table."""
    return bool(HEAD.match(line) or HEAD_OF_WORDS.match(line))


def is_row(line: str) -> bool:
    """Whether a line is a row of such a table, or several side by side."""
    return bool(ROW.match(line) or ROW_OF_BOXES.match(line))


def goes_on(lines: Sequence[str], line: str) -> bool:
    """Whether a line is the head of such a table, or may be a row of that which these are of."""
    if is_head(line):
        return True
    if not any(map(is_head, lines)):
        return False
    rows = (ROW, ROW_OF_BOXES, ROW_OF_WORDS, TOTAL, COUNTS)
    is_row_here = any(one.match(line) for one in rows) or is_row_of_names(line)
    return is_row_here or _may_be_name(line)


def votes_in_table(text: str) -> Votes | None:
    """The vote that the table in `text` records; None where there is none, or it is not whole."""
    lines = text.split("\n")
    at = next((i for i, line in enumerate(lines) if is_head(line)), None)
    if at is None:
        return None
    of_words = bool(HEAD_OF_WORDS.match(lines[at]))
    if counted := _counted(lines[at:]):
        return counted
    found: list[_Row] = []
    sums: list[int] | None = None
    for line in lines[at + 1 :]:
        if is_head(line):
            continue
        boxes = None if ROW.search(line) else ROW_OF_BOXES.match(line)
        if boxes:
            rows = _row_of_boxes(boxes["name"], boxes["boxes"].split(), _columns(lines[at]))
        else:
            rows = _rows_of_words(line) if of_words else _rows_of_marks(line)
        if rows is None:
            return None
        found += rows
        if total := TOTAL.match(line):
            sums = [int(count) for count in total["counts"].split()]
        elif not rows and _may_be_name(line):
            return None
    return _votes(found, lines[at], sums)


def _counted(lines: Sequence[str]) -> Votes | None:
    """The vote, where nothing but its counts stands below the heads: "For Against Abstained" over
    "5 2 1"."""
    columns = _columns(lines[0])
    if len(lines) < 2 or not COUNTS.match(lines[1]):
        return None
    counts = dict(zip(columns, map(int, lines[1].split()), strict=False))
    whole = len(lines[1].split()) == len(columns) == len(counts)
    if not whole or not {"favour", "against"} <= counts.keys():
        return None
    return Votes(counts["favour"], counts["against"], counts.get("abstained"))


def _rows_of_words(line: str) -> list[_Row] | None:
    row = ROW_OF_WORDS.match(line)
    return [_Row(row["name"], _side(row["side"]), True)] if row else []


def _row_of_boxes(name: str, boxes: list[str], columns: list[str]) -> list[_Row] | None:
    """The row in which one box is marked; None where that is not clear."""
    marked = [i for i, box in enumerate(boxes) if box not in EMPTY]
    if len(boxes) != len(columns) or len(marked) != 1:
        return None
    return [_Row(name, columns[marked[0]], True)]


def _rows_of_marks(line: str) -> list[_Row] | None:
    """The rows that a line is of, as tables may stand side by side; None where one is not clear."""
    found: list[_Row] = []
    end = 0
    for row in ROW.finditer(line):
        cells = [(_side(cell["side"]), cell["mark"]) for cell in CELL.finditer(row["cells"])]
        cells = [cell for cell in cells if cell[1] not in EMPTY]
        has_boxes = any(sign in row["cells"] for sign in EMPTY if sign not in "-–—")
        ticked = [side for side, mark in cells if has_boxes or mark not in CROSSES]
        sides = ticked or [side for side, _ in cells]
        if len(sides) != 1 or line[end : row.start()].strip():
            return None
        found.append(_Row(row["name"], sides[0], bool(ticked)))
        end = row.end()
    return None if found and line[end:].strip() else found


def _side(words: str) -> str:
    found = SIDE.match(words)
    return (found and found.lastgroup) or "apart"


def _votes(rows: Sequence[_Row], head: str, sums: Sequence[int] | None) -> Votes | None:
    names = {side: tuple(row.name for row in rows if row.side == side) for side in SIDES}
    if len(rows) < MIN_ROWS or not (names["favour"] or names["against"]):
        return None
    if any(row.ticked for row in rows) and any(_is_crossed(row) for row in rows):
        return None
    counts = {side: len(found) for side, found in names.items()}
    columns = _columns(head)
    shown = [counts[side] for side in columns if side in SIDES]
    if sums and list(sums)[: len(shown)] != shown:
        return None
    abstained = counts["abstained"]
    told = abstained if abstained or "abstained" in columns else None
    return Votes(counts["favour"], counts["against"], told, *(names[side] for side in SIDES))


def _is_crossed(row: _Row) -> bool:
    """Whether a cross may say that a row has nothing in that column, where others have ticks."""
    return not row.ticked and row.side != "against"


def _columns(head: str) -> list[str]:
    """The sides in the order of their columns; none where the sides stand in one column."""
    match = HEAD.match(head)
    return [one.lastgroup or "" for one in SIDE.finditer(match["sides"])] if match else []


def _may_be_name(line: str) -> bool:
    """Whether a line may be a row that has no mark."""
    return len(line.split()) <= MAX_NAME_WORDS and line[:1].isupper() and not NO_NAME.search(line)
