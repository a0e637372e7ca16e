"""Blocks made whole: sentences that a page break cut are joined, table rows and headings put
together, each with the pages it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from qa.papers.layout.block import TERMINAL, Block, Kind, blocks, units
from qa.papers.layout.running_heads import Body


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, list item, heading or table row. `breaks` are the offsets in `text` at which
    it runs on to a further page."""

    kind: Kind
    text: str
    page: int
    page_end: int
    x0: float
    size: float
    bold: bool
    breaks: tuple[int, ...] = ()
    cut: tuple[str, ...] = ()
    cells: tuple[tuple[float, str], ...] = ()

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def pieces(sheets: Iterable[Body], body_size: float) -> list[Piece]:
    """The pieces of consecutive sheets, in order."""
    found: list[Piece] = []
    for body in sheets:
        new = list(_joined_headings(_piece(unit) for unit in units(blocks(body, body_size))))
        for piece in new:
            if found and _cut_in_two(found[-1], piece):
                found[-1] = _across(found[-1], piece)
            else:
                found.append(piece)
    return found


def _piece(unit: list[Block]) -> Piece:
    first = unit[0]
    row = len(unit) > 1 or first.kind == "row"
    cells: list[tuple[float, str]] = []
    if row:
        for block in unit:
            line = block.lines[0]
            many = len(block.lines) == 1 and len(line.cells) > 1
            cells.extend(line.cells if many else [(block.x0, block.text)])
    return Piece(
        "row" if row else first.kind,
        "\n".join(block.text for block in unit),
        first.page,
        first.page,
        first.x0,
        first.size,
        all(block.bold for block in unit),
        cut=tuple(word for block in unit for word in block.cut),
        cells=tuple(cells) or first.lines[0].cells,
    )


def _joined_headings(found: Iterable[Piece]) -> Iterator[Piece]:
    """Headings that wrap: a line of the same size that goes on under one that is unfinished."""
    held: Piece | None = None
    for piece in found:
        if (
            held
            and held.kind == piece.kind == "heading"
            and held.bold == piece.bold
            and abs(held.size - piece.size) < 1.2
            and not re.match(r"^\(?[\dA-Z]{1,3}[.)]\s|^\w[\w ]{2,24}:", piece.text)
            and (
                piece.text[:1].islower()
                or re.search(
                    r"\b(?:of|the|and|for|to|in|on|a|an|with|or|at|by|from|[,–-])$", held.text
                )
                or (re.match(r"^\d{1,3}\.", held.text) and len(held.text) > 50)
            )
        ):
            held = replace(held, text=f"{held.text} {piece.text}")
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def _cut_in_two(before: Piece, after: Piece) -> bool:
    """Whether a page break (or a stray gap) cut one sentence in two."""
    if before.kind not in ("text", "item") or after.kind != "text":
        return False
    if TERMINAL.search(before.text) or before.words < 5:
        return False
    if before.page_end == after.page:
        return after.text[:1].islower() and abs(before.x0 - after.x0) < 60
    return after.text[:1].islower() or not before.text.endswith((")", "]"))


def _across(before: Piece, after: Piece) -> Piece:
    hyphen = before.text.endswith("-") and after.text[:1].islower()
    text = before.text + ("" if hyphen else " ")
    return replace(
        before,
        text=text + after.text,
        page_end=after.page_end,
        breaks=(*before.breaks, len(text)) if after.page > before.page_end else before.breaks,
        cut=before.cut + after.cut,
    )
