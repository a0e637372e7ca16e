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

# The standing of a piece, by its words and the standing of the piece before it.
StandingOf: TypeAlias = Callable[[str, Standing], Standing]


def prose(
    section: Section, found: list[Piece], standing_of: StandingOf | None = None
) -> list[Group]:
    """The groups of a section of running text.

    What stands under a heading of recommendations is proposed. In a section that proposes nothing
    itself, `standing_of` decides by the words of each piece, if it is given.
    """
    builder = Builder(section)
    standing: Standing = "proposed" if section.proposal else "recorded"
    base = standing
    header: list[Piece] = []
    in_table = False
    size = 0.0
    for piece in found:
        if piece.kind == "heading":
            if RECOMMENDATION_HEADING.match(piece.text):
                standing, size = "proposed", piece.size
            elif standing != base and piece.size >= size - 0.6:
                standing = base
            if builder.group.says_something or standing != builder.group.standing:
                builder.start(section=piece.text)
            elif not builder.group.pieces or builder.group.section is None:
                builder.group.section = piece.text
            in_table = False
        elif RECOMMENDATION_HEADING.match(piece.text) and piece.kind != "row":
            standing, size = "proposed", piece.size
            builder.start(section=None)
        if standing_of and base == "recorded":
            standing = standing_of(piece.text, standing)
        if piece.kind == "row":
            if not in_table:
                header, in_table = [], True
            if (
                len(header) < 3
                and (not header or header[-1].page == piece.page)
                and _is_header(piece)
            ):
                header.append(piece)
        elif piece.kind != "heading" and piece.words > 25:
            in_table = False
        begun = len(builder.done)
        builder.add(piece, standing)
        if in_table and len(builder.done) > begun and header and piece not in header:
            builder.group.context = " ".join(h.text for h in header)
            if header[0].page == piece.page:
                builder.group.pieces[:0] = header
    return builder.groups()


def _is_header(piece: Piece) -> bool:
    """Whether a table row names its columns: words, years and units, not amounts."""
    figures = sum(bool(re.fullmatch(r"-?[\d,]+(?:\.\d+)?%?", text)) for _, text in piece.cells)
    years = sum(bool(re.fullmatch(r"20\d\d([-/]\d\d)?", text)) for _, text in piece.cells)
    return piece.bold or figures - years <= 0
