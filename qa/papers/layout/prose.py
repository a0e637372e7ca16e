"""Running text into groups: paragraphs under their heading, table rows under their header."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from qa.papers.layout.group import Builder, Group
from qa.papers.layout.piece import Piece
from qa.papers.layout.section import Section
from qa.papers.layout.table import Table
from qa.papers.paper import Standing
from qa.papers.standing import RECOMMENDATION_HEADING

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
        self._table = Table(self.builder)

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
        self._table.follow(piece)
        done = len(self.builder.done)
        self.builder.add(piece, self._standing)
        self._table.repeat_header(piece, begun=len(self.builder.done) > done)

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
        self._table.end()
