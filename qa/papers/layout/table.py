"""The table at hand while pieces are put into groups, and the header that names its columns.

A row is worth little without the header of its table, which may stand a page before it.
"""

from __future__ import annotations

import re

from qa.papers.layout.block import FIGURE
from qa.papers.layout.group import Builder
from qa.papers.layout.piece import Piece
from qa.papers.pages.ticks import is_ticked

MAX_HEADER_ROWS = 3
MAX_NOTE_WORDS = 25  # between the rows of a table; a longer text ends it
# Of a header that is quoted, and of each of its cells in words and in characters. So many rows
# below it must look like rows of its columns.
MAX_NAME_WORDS = 16  # of a cell of a row that may be a header, with what is said in brackets
MAX_COLUMNS, MAX_CELL_WORDS, MAX_CELL, MIN_ROWS = 14, 7, 45, 2
YEAR = re.compile(r"(?:19|20)\d\d(?:[-/]\d\d(?:\d\d)?)?")
AMOUNT = re.compile(r"-?[\d,]+(?:\.\d+)?%?")
TOTAL = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{1,2})")  # "1,204", "12.5"
AMOUNTS = re.compile(rf"(?<!\S){TOTAL.pattern}(?!\S)")
DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:\d\d)?\d\d")


class Table:
    """The table at hand. `named` says that its header is known to name its columns: there are
    figures, dates or ticks under its words."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._header: list[Piece] = []
        self._is_open = self._named = False
        self._rows = 0  # that look like rows under the header

    def end(self) -> None:
        """Something stands here that is no part of a table."""
        self._is_open = False

    def follow(self, piece: Piece) -> None:
        """Note whether a piece is of a table, and whether it belongs to the header of that."""
        if piece.kind != "row":
            if piece.kind != "heading" and piece.words > MAX_NOTE_WORDS:
                self.end()
            return
        if not self._is_open:
            self._header, self._is_open, self._named, self._rows = [], True, False, 0
        header = self._header
        if header and piece.page > header[-1].page and piece.text == header[0].text:
            self._header = [piece]  # printed again at the head of a page
            return
        has_room = len(header) < MAX_HEADER_ROWS and not self._rows
        if has_room and is_header(piece) and (not header or header[-1].page == piece.page):
            header.append(piece)
        elif header:
            self._rows += _names_columns(header, piece)
            self._named = self._rows >= MIN_ROWS

    def repeat_header(self, piece: Piece, *, begun: bool) -> None:
        """Give the header to the group at hand, which has this row of the table.

        If the group has `begun` with it, the header is among its words where it is on the same
        page, and else beside them, to be searched by.
        """
        header, group = self._header, self._builder.group
        if not self._is_open or not header or piece in header or piece.kind != "row":
            return
        if self._named:
            group.header = "\n".join(row.text for row in header)
        if begun:
            group.context = " ".join(row.text for row in header)
            if header[0].page == piece.page and header[0] not in group.pieces:
                group.pieces[:0] = header


def is_header(piece: Piece) -> bool:
    """Whether a table row names its columns: words, years and units, not amounts. The row of a
    total may be set bold as a header is."""
    if piece.under_head or any(TOTAL.fullmatch(text) for _, text in piece.cells):
        return False
    if len(AMOUNTS.findall(piece.text)) > 1:
        return False  # cells that stand so near each other that they are one
    figures = sum(bool(AMOUNT.fullmatch(text)) for _, text in piece.cells)
    years = sum(bool(YEAR.fullmatch(text)) for _, text in piece.cells)
    names = not any(len(text.split()) > MAX_NAME_WORDS for _, text in piece.cells)
    return piece.bold or (figures - years <= 0 and (names or not piece.ruled))


def _names_columns(header: list[Piece], row: Piece) -> bool:
    """Whether short words stand in the cells of a header, and the row below it has as many cells,
    with figures, dates or ticks among them."""
    cells, below = header[-1].cells, row.cells
    if len(header) > 1 or not 1 < len(cells) <= MAX_COLUMNS:
        return False
    if abs(len(cells) - len(below)) > 1 or not any(_is_value(text) for _, text in below):
        return False
    if any(one == other for (_, one), (_, other) in zip(cells, below, strict=False)):
        return False  # a group of rows of one kind
    names = [text for _, text in cells]
    return len({*names}) == len(names) and all(map(_is_name, names))


def _is_name(text: str) -> bool:
    """Whether a cell may be the name of a column."""
    short = len(text.split()) <= MAX_CELL_WORDS and len(text) <= MAX_CELL
    begins = text[:1].isupper() or text[:1] in "£$€%#(" or text.isupper()
    return short and not _is_value(text) and (begins or bool(YEAR.match(text)))


def _is_value(text: str) -> bool:
    is_year = YEAR.fullmatch(text)
    return not is_year and bool(FIGURE.match(text) or DATE.fullmatch(text) or is_ticked(text))
