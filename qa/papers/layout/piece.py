"""A piece of a paper: a paragraph, a list item, a heading or a row of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.papers.layout.block import Block, BlockKind
from qa.papers.layout.start import Start

# Points between the left edges of the lines of one cell.
SAME_EDGE = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, list item, heading or table row.

    It stands on the PDF pages `page` to `page_end`; `breaks` are the offsets in `text` at which a
    further page begins. `x0` is its left edge and `size` that of its type, in points. `cut` holds
    the words that line ends cut in two; `cells` are the left edge and the text of each cell;
    `ruled` says that it is a row of a ruled table, and so whole on its page.
    `opens` is the item that begins with it. `paragraph` is the number of that with which it begins,
    in a paper without pages. `ends` are the offsets in `text` at which a printed line ends before
    the edge of the text although there was room. Tags say whether it has `begun` on a page before,
    and whether it `goes_on` on one after (None without tags); and that a row stands `under_head`,
    as not all of its cells are heads. It has `ended` if its last line is too short to go on.
    """

    kind: BlockKind
    text: str
    page: int
    page_end: int
    x0: float
    size: float
    bold: bool
    breaks: tuple[int, ...] = ()
    cut: tuple[str, ...] = ()
    cells: tuple[tuple[float, str], ...] = ()
    paragraph: int = 0
    opens: Start | None = None
    ends: tuple[int, ...] = ()
    ruled: bool = False
    begun: bool | None = None
    goes_on: bool | None = None
    under_head: bool = False
    ended: bool = False

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def piece_of(unit: list[Block]) -> Piece:
    """The piece that a block makes, or the cells of a row."""
    first = unit[0]
    row = len(unit) > 1 or first.kind == "row"
    cells = _cells(unit) if row else []
    heads = {line.tag.is_head for block in unit for line in block.lines if line.tag}
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
        paragraph=first.lines[0].paragraph,
        opens=first.opens,
        ends=() if row else first.ends,
        ruled=bool(first.row),
        begun=any(block.begun for block in unit) if row else first.begun,
        goes_on=any(block.goes_on for block in unit) if row else unit[-1].goes_on,
        under_head=row and len(heads) > 1,
        ended=unit[-1].ended,
    )


def _cells(unit: Sequence[Block]) -> list[tuple[float, str]]:
    """The left edge and the text of each cell of a row. A cell of a ruled table may have several
    paragraphs."""
    cells: list[tuple[float, str]] = []
    column = -1
    for block in unit:
        line = block.lines[0]
        many = len(block.lines) == 1 and len(line.cells) > 1
        if block.row and line.column == column and cells and not many:
            x, text = cells[-1]
            cells[-1] = (x, f"{text} {block.text}")
        elif block.row and len(block.lines) > 1 and len(line.cells) > 1:  # it begins with a label
            (x, label), (inside, _), *_ = line.cells
            cells += [(x, label), (inside, block.text.removeprefix(label).strip())]
        else:
            cells.extend(line.cells if many else [(block.x0, block.text)])
        column = line.column
    return cells


def joined(before: Piece, after: Piece) -> Piece:
    """Two pieces as one."""
    hyphen = before.text.endswith("-") and after.text[:1].islower()
    text = before.text + ("" if hyphen else " ")
    return replace(
        before,
        text=text + after.text,
        page_end=after.page_end,
        goes_on=after.goes_on,
        ended=after.ended,
        breaks=(*before.breaks, len(text)) if after.page > before.page_end else before.breaks,
        cut=before.cut + after.cut,
        ends=(*before.ends, *(len(text) + offset for offset in after.ends)),
    )
