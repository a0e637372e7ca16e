"""Running text into groups: paragraphs under their heading, table rows under their header."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from qa.papers.layout.group import Builder, Group
from qa.papers.layout.piece import Piece
from qa.papers.layout.section import Section
from qa.papers.paper import Standing
from qa.papers.standing import RECOMMENDATION_HEADING

MAX_HEADER_ROWS = 3
MAX_NOTE_WORDS = 25  # between the rows of a table; a longer text ends it
SIZE_LEEWAY = 0.6  # points by which two headings of one size may differ

# The standing of a piece, by its words and the standing of the piece before it.
StandingOf: TypeAlias = Callable[[str, Standing], Standing]


def prose(
    section: Section, found: list[Piece], standing_of: StandingOf | None = None
) -> list[Group]:
    """The groups of a section of running text.

    What stands under a heading of recommendations is proposed. In a section that proposes nothing
    itself, `standing_of` decides by the words of each piece, if it is given.
    """
    writer = _Prose(section, standing_of)
    for piece in found:
        writer.add(piece)
    return writer.builder.groups()


class _Prose:
    """Running text while it is grouped, piece by piece."""

    def __init__(self, section: Section, standing_of: StandingOf | None) -> None:
        self.builder = Builder(section)
        self._base: Standing = "proposed" if section.proposal else "recorded"
        self._standing: Standing = self._base
        self._standing_of = standing_of if self._base == "recorded" else None
        self._heading_size = 0.0  # of the heading over what is proposed, in points
        self._header: list[Piece] = []  # of the table at hand
        self._in_table = False

    def add(self, piece: Piece) -> None:
        """Put a piece where it belongs."""
        recommends = RECOMMENDATION_HEADING.match(piece.text)
        if piece.kind == "heading":
            self._head(piece, recommends=bool(recommends))
        elif recommends and piece.kind != "row":
            self._standing, self._heading_size = "proposed", piece.size
            self.builder.start(section=None)
        if self._standing_of:
            self._standing = self._standing_of(piece.text, self._standing)
        self._follow_table(piece)
        begun = len(self.builder.done)
        self.builder.add(piece, self._standing)
        if len(self.builder.done) > begun:
            self._repeat_header(piece)

    def _head(self, piece: Piece, *, recommends: bool) -> None:
        """Begin a group under a heading, unless what stands before it says nothing yet."""
        if recommends:
            self._standing, self._heading_size = "proposed", piece.size
        elif self._standing != self._base and piece.size >= self._heading_size - SIZE_LEEWAY:
            self._standing = self._base
        group = self.builder.group
        if group.says_something or self._standing != group.standing:
            self.builder.start(section=piece.text)
        elif not group.pieces or group.section is None:
            group.section = piece.text
        self._in_table = False

    def _follow_table(self, piece: Piece) -> None:
        """Note whether a piece is of a table, and whether it belongs to the header of that."""
        if piece.kind != "row":
            if piece.kind != "heading" and piece.words > MAX_NOTE_WORDS:
                self._in_table = False
            return
        if not self._in_table:
            self._header, self._in_table = [], True
        header = self._header
        has_room = len(header) < MAX_HEADER_ROWS
        if has_room and _is_header(piece) and (not header or header[-1].page == piece.page):
            header.append(piece)

    def _repeat_header(self, piece: Piece) -> None:
        """Give the header of its table to a group that begins within that.

        The header is among the words of the group if it is on the same page, and else beside them,
        to be searched by.
        """
        header = self._header
        if not self._in_table or not header or piece in header:
            return
        self.builder.group.context = " ".join(row.text for row in header)
        if header[0].page == piece.page:
            self.builder.group.pieces[:0] = header


def _is_header(piece: Piece) -> bool:
    """Whether a table row names its columns: words, years and units, not amounts."""
    figures = sum(bool(re.fullmatch(r"-?[\d,]+(?:\.\d+)?%?", text)) for _, text in piece.cells)
    years = sum(bool(re.fullmatch(r"20\d\d([-/]\d\d)?", text)) for _, text in piece.cells)
    return piece.bold or figures - years <= 0
