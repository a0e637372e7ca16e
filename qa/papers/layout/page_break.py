"""What a page break parts, put together again: a sentence, a cell, a row of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.papers.layout.block import MAX_ROW_WORDS
from qa.papers.layout.continuation import SMALL_AT_END, SMALL_WORD, TERMINAL
from qa.papers.layout.piece import SAME_EDGE, Piece, joined

# Pieces between the parts of one: other cells, footnotes, and a header that is printed again, whose
# first print stands so many pieces back.
MAX_BETWEEN, MAX_BACK = 12, 60
COLUMN = 60  # points between the left edges of columns
MIN_UNFINISHED = 3  # words of a cell that is unfinished: shorter ones are labels


def begun_before(found: Sequence[Piece], piece: Piece) -> int:
    """The index from the end of what a piece at the head of a page goes on with; 0 if there is
    none. Tags say so, or how the words of a column end and begin; between them other columns may
    stand, and what is printed again at the head of each page. A rule may part a cell in the same
    way within a page."""
    tagged, adjacent = 0, True
    for at in range(-1, -1 - min(len(found), MAX_BETWEEN), -1):
        before = found[at]
        here = before.page == piece.page
        heads = before.kind == "heading" and piece.text[:1].islower()
        if here and (piece.begun or heads or _is_printed_again(found, at)):
            continue
        if piece.opens or before.page_end < piece.page - 1:
            break
        if here and not (adjacent and before.ruled and piece.ruled):
            break
        fits = before.words + piece.words <= 2 * MAX_ROW_WORDS
        between = [one for one in found[len(found) + at + 1 :] if one.page < piece.page]
        beside = all(one.x0 > before.x0 + COLUMN for one in between)
        if fits and beside and _goes_on_in_words(before, piece, adjacent=adjacent):
            return at
        if here:
            break
        if fits and piece.begun and before.goes_on and not tagged:
            tagged = at
        adjacent = False
    return tagged


def over_the_break(before: Piece, piece: Piece) -> Piece:
    """A piece with the rest of it, which stands on the next page."""
    return (_joined_rows if "row" in (before.kind, piece.kind) else joined)(before, piece)


def _goes_on_in_words(before: Piece, piece: Piece, *, adjacent: bool) -> bool:
    if "row" not in (before.kind, piece.kind):
        small = before.kind != "heading" and SMALL_WORD.match(piece.text)
        if adjacent or not small:
            return False  # running text: see `pieces`
    if any(_cell_goes_on(before, x, text) for x, text in _columns(piece)):
        return True
    if not (adjacent and before.ruled and piece.ruled):
        return False
    return _lacks_its_head(before, piece) or _is_left_over(before, piece)


def _columns(piece: Piece) -> tuple[tuple[float, str], ...]:
    """The left edge and the words of each cell; of what is no row, its own."""
    return piece.cells if piece.kind == "row" else ((piece.x0, piece.text),)


def _over(before: Piece, x: float) -> str:
    """The words of a piece in the column with a left edge."""
    return next((words for at, words in _columns(before) if abs(at - x) <= SAME_EDGE), "")


def _lacks_its_head(row: Piece, rest: Piece) -> bool:
    """Whether a row at the head of a page has nothing in the first column of the row before it, and
    stands in the others: that says what it is of."""
    if rest.page != row.page_end + 1 or rest.x0 <= row.x0 + SAME_EDGE or not rest.cells:
        return False
    return all(any(abs(x - at) <= SAME_EDGE for at, _ in row.cells) for x, _ in rest.cells)


def _is_left_over(row: Piece, rest: Piece) -> bool:
    """Whether a row is nothing but figures at the head of a page, below the unfinished words of a
    cell: a year with which a title ends."""
    if len(rest.cells) != 1 or rest.page != row.page_end + 1:
        return False
    [(x, text)] = rest.cells
    over = _over(row, x)
    return not any(map(str.isalpha, text)) and _is_unfinished(over)


def _is_printed_again(found: Sequence[Piece], at: int) -> bool:
    """Whether a row at the head of a page is one of the table before it."""
    row = found[at]
    before = found[max(0, len(found) + at - MAX_BACK) : len(found) + at]
    return row.ruled and any(row.text == one.text for one in before)


def _is_unfinished(cell: str) -> bool:
    return len(cell.split()) >= MIN_UNFINISHED and not TERMINAL.search(cell)


def _cell_goes_on(before: Piece, x: float, text: str) -> bool:
    """Whether the words of a piece in a column are unfinished, and a text is the rest of them."""
    over = _over(before, x)
    if not _is_unfinished(over):
        return False
    small = SMALL_WORD.match(text) and not over[:1].islower()
    return bool(small or SMALL_AT_END.search(over))


def _joined_rows(row: Piece, rest: Piece) -> Piece:
    """Two parts of a row as one. A cell that goes on stands last in the one and first in the other,
    so that its sentence is whole; all else stands as it is printed."""
    one, other = row.text, rest.text
    between = "\n"
    for x, text in () if row.breaks else _columns(rest):
        ends, begins = _without(one, _over(row, x)), _without(other, text)
        whole = _cell_goes_on(row, x, text) or _is_left_over(row, rest)
        if whole and ends is not None and begins is not None:
            one = "\n".join(filter(None, [ends, _over(row, x)]))
            other = "\n".join(filter(None, [text, begins]))
            between = " "
            break
    start = len(one) + 1
    cells = tuple(
        (x, " ".join([over, *(more for at, more in _columns(rest) if abs(at - x) <= SAME_EDGE)]))
        for x, over in _columns(row)
    )
    return replace(
        row,
        kind="row",
        text=f"{one}{between}{other}",
        page_end=rest.page_end,
        goes_on=rest.goes_on,
        breaks=(*row.breaks, start) if rest.page > row.page_end else row.breaks,
        cut=row.cut + rest.cut,
        cells=cells,
        ends=(),
    )


def _without(text: str, cell: str) -> str | None:
    """The lines of a row without the words of one of its cells; None if they do not stand there
    one after another."""
    found = re.search(r"\s+".join(map(re.escape, cell.split())), text) if cell else None
    if not found:
        return None
    left = f"{text[: found.start()]}\n{text[found.end() :]}"
    return "\n".join(filter(None, map(str.strip, left.split("\n"))))
