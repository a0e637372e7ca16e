"""Text that flows, as paragraphs and rows of tables; and the sheets that are made of it.

The lines of a sheet are given places as if they had been printed, so that paragraphs, headings,
list items and rows are recognised by the same rules as those of a PDF. What is set on every page of
a Word file stands in the margins of each sheet. A sheet ends only where the writer broke the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from qa.errors import UnreadablePaper
from qa.papers.pages.line import clean
from qa.papers.pages.sheet import Line, Sheet

SIZE = 11.0  # points, of text that does not say its own
WIDTH, HEIGHT = 595.0, 842.0  # points: a sheet of A4, which is higher if it holds more
LEFT, RIGHT = 72.0, 523.0  # points from the left edge: the text stands between these
# Shares of the height of a sheet, between which its text stands, and of either margin.
HEAD, FOOT, MARGIN = 0.09, 0.90, 0.075
LETTER = 0.5  # the width of a letter, in sizes of type
# Steps in sizes of type, from line to line of a paragraph and from paragraph to paragraph. The
# latter is more than any leading, so that no two paragraphs are taken for one.
LINE_STEP, PARAGRAPH_STEP = 1.2, 3.5
ASLANT = 3.0  # the height, in sizes of type, of a line that is set aslant across the sheet
MAX_INDENT = 200.0  # points
# A cell with more paragraphs than this is text set in a table, and no entry of one.
MAX_IN_CELL = 3
MAX_PARAGRAPHS = 50_000
MAX_DEPTH = 100  # of what stands within one another
TOO_MUCH = (
    "The file holds more paragraphs, or more deeply nested ones, than are read.",
    "Save it as PDF and add that, or ask for it in parts.",
)
NOTHING = (
    "There are no words in the file.",
    "Look at it yourself, and ask for the paper as it was written.",
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as its lines, in which a tab stands for a gap between columns.

    `size` is that of its type and `indent` that of its left edge, in points; `aslant` that it is
    set across the sheet, as a watermark is.
    """

    lines: tuple[str, ...]
    bold: bool = False
    size: float = SIZE
    indent: float = 0.0
    aslant: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the paragraphs of each of its cells."""

    cells: tuple[tuple[Paragraph, ...], ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """A place where the writer broke the page."""


Part = Paragraph | Row | NewPage


@dataclass(slots=True)
class Flow:
    """A file's text in order, with its title.

    `heads` and `feet` are set on each page, `first_heads` on the first alone. `hidden` says that
    there are words in the file that nobody sees, `pictures` that there are pictures, and `attached`
    names the files within it.
    """

    parts: list[Part] = field(default_factory=list)
    title: str | None = None
    heads: list[Paragraph] = field(default_factory=list)
    first_heads: list[Paragraph] = field(default_factory=list)
    feet: list[Paragraph] = field(default_factory=list)
    hidden: bool = False
    pictures: bool = False
    attached: list[str] = field(default_factory=list)

    def add(self, part: Part) -> None:
        """Add what comes next. Raises `UnreadablePaper` where that is too much."""
        if len(self.parts) >= MAX_PARAGRAPHS:
            raise UnreadablePaper(*TOO_MUCH)
        self.parts.append(part)


def row_of(cells: Sequence[Sequence[Part]]) -> Iterator[Part]:
    """A row of a table: as one row, or, where a cell of it holds running text, as the cells' first
    paragraphs beside each other and then what follows them, cell by cell."""
    plain = [[part for part in cell if isinstance(part, Paragraph)] for cell in cells]
    if not any(cells):
        return
    if all(len(own) == len(cell) <= MAX_IN_CELL for own, cell in zip(plain, cells, strict=True)):
        yield Row(tuple(map(tuple, plain)))
        return
    firsts = [cell[0] if cell and isinstance(cell[0], Paragraph) else None for cell in cells]
    if sum(one is not None for one in firsts) > 1:
        yield Row(tuple((one,) if one else () for one in firsts))
        cells = [cell[1:] if one else cell for cell, one in zip(cells, firsts, strict=True)]
    for cell in cells:
        yield from cell


def items_of(cells: Sequence[Sequence[Part]]) -> Iterator[Part]:
    """A row that is an item of business: its number and its title as one heading, then the rest."""
    number, *others = [[part for part in cell if isinstance(part, Paragraph)] for cell in cells]
    if not (others and others[0] and len(number) <= 1):
        yield from row_of(cells)
        return
    title, *rest = cells[1]
    if isinstance(title, Paragraph):
        before = " ".join(number[0].lines) if number else ""
        first, *lines = title.lines
        numbered = (" ".join(filter(None, (before, first))), *lines)
        yield replace(title, lines=numbered, bold=True)
    else:
        yield title
    yield from rest
    for cell in cells[2:]:
        yield from cell


def sheets(flow: Flow) -> list[Sheet]:
    """The sheets of a flow. Raises `UnreadablePaper` where nothing can be seen of it."""
    found: list[Sheet] = []
    paragraph = 0
    for parts in _pages(flow.parts):
        number = len(found) + 1
        lines, height, paragraph = _body(parts, number, paragraph)
        heads = [*flow.heads, *flow.first_heads] if number == 1 else flow.heads
        head = _margin(heads, number, 0.0, MARGIN * height)
        foot = _margin(flow.feet, number, (1 - MARGIN) * height, height)
        drawn = flow.pictures and not lines
        found.append(Sheet(number, WIDTH, height, (*head, *lines, *foot), drawn))
    if flow.hidden and found:
        found[0] = replace(found[0], hidden=True)
    if not flow.pictures and not any(sheet.lines for sheet in found):
        raise UnreadablePaper(*NOTHING)
    return found


def _pages(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """The parts of each page; a break before any text, or behind another, makes no page."""
    page: list[Part] = []
    any_page = False
    for part in parts:
        if not isinstance(part, NewPage):
            page.append(part)
        elif page:
            yield page
            page, any_page = [], True
    if page or not any_page:
        yield page


def _body(parts: Sequence[Part], number: int, before: int) -> tuple[list[Line], float, int]:
    """The lines of a sheet, its height in points, and the number of its last paragraph; `before` is
    the number of the last one of the sheet before."""
    laid: list[tuple[Line, float]] = []  # each line with its distance below the first
    y = 0.0
    for part in parts:
        before += 1
        if isinstance(part, Row):
            y = _lay_row(part, number, before, y, laid)
        elif isinstance(part, Paragraph):
            y = _lay(part, number, before, y, LEFT + min(part.indent, MAX_INDENT), laid)
    height = max(HEIGHT, y / (FOOT - HEAD))
    top = HEAD * height
    return [_at(line, top + down) for line, down in laid], height, before


def _lay(
    one: Paragraph, page: int, n: int, y: float, left: float, laid: list[tuple[Line, float]]
) -> float:
    """Lay the lines of a paragraph from `y` downwards; where the next may begin."""
    for text in one.lines:
        if line := _line(text, one, page, n, left):
            laid.append((line, y))
            y += LINE_STEP * one.size
    return y + (PARAGRAPH_STEP - LINE_STEP) * one.size


def _lay_row(row: Row, page: int, n: int, y: float, laid: list[tuple[Line, float]]) -> float:
    """Lay the cells of a row beside each other; where the next part may begin.

    A row whose cells have one line each is one line, as it is in the text of a PDF.
    """
    width = (RIGHT - LEFT) / max(1, len(row.cells))
    filled = [(LEFT + i * width, cell) for i, cell in enumerate(row.cells) if cell]
    if all(len(cell) == 1 and len(cell[0].lines) == 1 for _, cell in filled):
        cells = tuple((x, clean(cell[0].lines[0])) for x, cell in filled)
        first = filled[0][1][0]
        text = " ".join(words for _, words in cells)
        bold = all(cell[0].bold for _, cell in filled)
        whole = Line(
            text, page, cells[0][0], RIGHT, 0, first.size, first.size, bold, cells, paragraph=n
        )
        laid.append((whole, y))
        return y + PARAGRAPH_STEP * first.size
    deepest = y
    for x, cell in filled:
        down = y
        for one in cell:
            for text in one.lines:
                if line := _line(text, one, page, n, x, x + 0.9 * width):
                    laid.append((line, down))
                    down += LINE_STEP * one.size
        deepest = max(deepest, down)
    return deepest + (PARAGRAPH_STEP - LINE_STEP) * SIZE


def _line(
    text: str, one: Paragraph, page: int, n: int, left: float, right: float = RIGHT
) -> Line | None:
    """A line of a paragraph, at the top of its sheet; None if there are no words in it."""
    words = clean(text)
    if not words:
        return None
    cells: list[tuple[float, str]] = []
    x = left
    for cell in text.split("\t"):
        if cell := clean(cell):
            cells.append((min(x, right - 1), cell))
        x += LETTER * one.size * len(cell) + 2 * one.size
    end = min(right, left + LETTER * one.size * len(words))
    height = one.size * (ASLANT if one.aslant else 1.0)
    return Line(words, page, left, end, 0.0, height, one.size, one.bold, tuple(cells), paragraph=n)


def _at(line: Line, top: float) -> Line:
    return replace(line, top=top, bottom=top + line.height)


def _margin(found: Sequence[Paragraph], page: int, top: float, bottom: float) -> list[Line]:
    """Lines in a margin, between `top` and `bottom`, in points; what is set aslant crosses the
    sheet."""
    lines = [
        line for one in found for text in one.lines if (line := _line(text, one, page, 0, LEFT))
    ]
    step = (bottom - top) / (len(lines) + 1)
    return [_at(line, top + n * step) for n, line in enumerate(lines)]
