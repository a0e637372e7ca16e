"""Pieces: blocks, with what page breaks and line ends cut apart put together again.

A sentence that goes on over a page break is one piece, and so are the cells of a table row and the
lines of a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qa.papers.layout.block import (
    BULLET,
    MAX_ROW_WORDS,
    NO_OPENINGS,
    Block,
    BlockKind,
    Openings,
    blocks,
    is_bold_throughout,
    units,
)
from qa.papers.layout.continuation import SMALL_AT_END, SMALL_WORD, TERMINAL, is_continued
from qa.papers.layout.running_heads import Body
from qa.papers.layout.start import Start

# A line that begins with a number or a label is a heading of its own.
NUMBER_OR_LABEL = re.compile(r"^\(?[\dA-Z]{1,3}[.)]\s|^\w[\w ]{2,24}:")
# A heading that ends so is unfinished.
UNFINISHED = re.compile(r"\b(?:of|the|and|for|to|in|on|a|an|with|or|at|by|from|[,–-])$")
# A mark with which an item of a list begins. "4.06" may also be a figure.
LISTED = re.compile(rf"(?:{BULLET.pattern})|\(?(?:[a-zA-Z]|[ivx]+|\d{{1,3}})[).](?!\d)")
# A footnote begins with its mark.
NOTE = re.compile(r"[\d⁰¹²³⁴⁵⁶⁷⁸⁹*†‡]{1,3}\s?\S")
MAX_NOTE_SIZE, MIN_LEADING = 0.93, 5  # of the size of the text; words of a sentence over a page
# Points between the left edges of lines: of one cell; of one sentence; and of one whose lines are
# set alike, of which one may stand in the middle of the page.
SAME_EDGE, SAME_COLUMN, MAX_SHIFT = 6, 60, 160
# Rows of a header that is printed again over a page, rows back in which it stands, and words of a
# cell that is unfinished: shorter ones are labels.
MAX_HEADER_ROWS, MAX_ROWS_BACK, MIN_UNFINISHED = 4, 60, 3
MAX_BETWEEN = 8  # pieces between the parts of one that a page break parts: footnotes, a header
MAX_CELL_WORDS = 12  # of a line that goes on with a cell; a longer one is a paragraph


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
    as not all of its cells are heads.
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

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def pieces(sheets: Sequence[Body], body_size: float, *, of_record: bool = False) -> list[Piece]:
    """The pieces of consecutive sheets, in order. Those `of_record` are divided where its items
    begin."""
    openings = Openings.of(sheets) if of_record else NO_OPENINGS
    bold = is_bold_throughout(sheets)
    found: list[Piece] = []
    for body in sheets:
        divided = blocks(body, body_size, openings, bold_body=bold, of_record=of_record)
        made = map(_piece, units(divided))
        for piece in map(_no_heading, _joined_headings(made)):
            _with_notes_first(found, piece)
            whole = found and (_with_cell(found[-1], piece) or _over_the_page(found[-1], piece))
            if whole:
                found[-1] = whole
            elif at := _begun_before(found, piece):
                both = piece.kind == found[at].kind == "row"
                found[at] = (_joined_rows if both else _joined)(found[at], piece)
            elif piece.ruled and (at := _row_before(found, piece)):
                found[at] = _joined_rows(found[at], piece)
            elif found and _cut_in_two(before := found[at := _last_text(found, piece)], piece):
                found[at] = _joined(before, piece)
            else:
                found.append(piece)
    return found


def _piece(unit: list[Block]) -> Piece:
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


def _joined_headings(found: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, with each heading that wraps put together from its lines."""
    held: Piece | None = None
    for piece in found:
        if (
            held
            and held.kind == piece.kind == "heading"
            and not (held.opens or piece.opens)
            and held.bold == piece.bold
            and abs(held.size - piece.size) < 1.2
            and _goes_on(held.text, piece.text)
        ):
            held = replace(held, text=f"{held.text} {piece.text}")
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def _over_the_page(row: Piece, piece: Piece) -> Piece | None:
    """A row of a table whose last cell goes on at the head of the next page, with the rest of that
    cell; None if a piece is no such rest."""
    if row.kind != "row" or piece.kind != "text" or piece.opens or not row.cells:
        return None
    x, text = row.cells[-1]
    goes_on = piece.text[:1].islower() or SMALL_AT_END.search(text)
    begins_there = piece.page == row.page_end + 1 and abs(x - piece.x0) <= SAME_EDGE
    if TERMINAL.search(text) or not (goes_on and begins_there and row.text.endswith(text)):
        return None
    cells = (*row.cells[:-1], (x, f"{text} {piece.text}"))
    return replace(_joined(row, piece), cells=cells)


def _begun_before(found: Sequence[Piece], piece: Piece) -> int:
    """The index from the end of what a piece goes on with, as tags say; 0 if there is none."""
    if not piece.begun:
        return 0
    for at in range(-1, -1 - min(len(found), MAX_BETWEEN), -1):
        before = found[at]
        if before.page_end < piece.page - 1:
            return 0
        if before.page_end == piece.page - 1 and before.goes_on:
            fits = before.words + piece.words <= 2 * MAX_ROW_WORDS
            return at if (before.kind == "row") == (piece.kind == "row") and fits else 0
    return 0


def _row_before(found: Sequence[Piece], piece: Piece) -> int:
    """The index from the end of the row that a row of a ruled table goes on with, which a page
    break cut in two; 0 if there is none. The header may be printed again between them."""
    at = -1
    while -at < min(len(found), MAX_HEADER_ROWS) and _is_printed_again(found, at, piece.page):
        at -= 1
    if not found or not found[at].ruled or piece.page - found[at].page_end not in (0, 1):
        return 0
    row = found[at]
    if row.words + piece.words > 2 * MAX_ROW_WORDS:
        return 0
    goes_on = any(_cell_goes_on(row, x, text) for x, text in piece.cells)
    return at if goes_on or _lacks_its_head(row, piece) else 0


def _lacks_its_head(row: Piece, rest: Piece) -> bool:
    """Whether a row at the head of a page has nothing in the first column of the row before it, and
    stands in the others: that says what it is of."""
    if rest.page != row.page_end + 1 or rest.x0 <= row.x0 + SAME_EDGE or not rest.cells:
        return False
    return all(any(abs(x - at) <= SAME_EDGE for at, _ in row.cells) for x, _ in rest.cells)


def _is_printed_again(found: Sequence[Piece], at: int, page: int) -> bool:
    """Whether a row at the head of a page is one of the table before it."""
    row = found[at]
    before = found[max(0, len(found) + at - MAX_ROWS_BACK) : len(found) + at]
    return row.ruled and row.page == page and any(row.text == one.text for one in before)


def _cell_goes_on(row: Piece, x: float, text: str) -> bool:
    """Whether the cell of a row in a column is unfinished, and a text is the rest of it."""
    over = next((words for at, words in row.cells if abs(at - x) <= SAME_EDGE), "")
    if TERMINAL.search(over) or len(over.split()) < MIN_UNFINISHED:
        return False
    small = SMALL_WORD.match(text) and not over[:1].islower()
    return bool(small or SMALL_AT_END.search(over))


def _joined_rows(row: Piece, rest: Piece) -> Piece:
    """Two rows as one: the text of the one after that of the other, as they are printed."""
    text = f"{row.text}\n"
    breaks = (*row.breaks, len(text)) if rest.page > row.page_end else row.breaks
    cells = tuple(
        (x, " ".join([over, *(more for at, more in rest.cells if abs(at - x) <= SAME_EDGE)]))
        for x, over in row.cells
    )
    return replace(
        row,
        text=text + rest.text,
        page_end=rest.page_end,
        goes_on=rest.goes_on,
        breaks=breaks,
        cut=row.cut + rest.cut,
        cells=cells,
    )


def _with_notes_first(found: list[Piece], piece: Piece) -> None:
    """Put the footnotes with which a page ends before the text that goes on over the page below
    them."""
    at = len(found)
    while at and _is_note(found[at - 1], piece):
        at -= 1
    if 0 < at < len(found) and _cut_in_two(found[at - 1], piece):
        found.append(found.pop(at - 1))


def _is_note(note: Piece, after: Piece) -> bool:
    """Whether a piece is a footnote of the page before that of another."""
    smaller = 0 < note.size < MAX_NOTE_SIZE * after.size
    return smaller and after.page == note.page_end + 1 and bool(NOTE.match(note.text))


def _last_text(found: Sequence[Piece], piece: Piece) -> int:
    """The index from the end of what a piece may go on with: the last, or what stands before the
    headings at the head of its page, which are printed again there."""
    at = -1
    while (
        piece.text[:1].islower()
        and -at < len(found)
        and found[at].kind == "heading"
        and found[at].page == piece.page
    ):
        at -= 1
    return at if found[at].page_end < piece.page else -1


def _no_heading(piece: Piece) -> Piece:
    """A piece that looks like a heading, as what it is if it goes on with what stands before it."""
    if piece.kind != "heading" or piece.opens or not SMALL_WORD.match(piece.text):
        return piece
    return replace(piece, kind="text")


def _with_cell(row: Piece, piece: Piece) -> Piece | None:
    """A row of a table with the rest of one of its cells; None if a piece is no such rest."""
    if row.kind != "row" or row.ruled or piece.kind != "text" or row.page_end != piece.page:
        return None
    places = [n for n, (x, _) in enumerate(row.cells) if x <= piece.x0 + SAME_EDGE]
    n = max(places, key=lambda n: row.cells[n][0], default=None)
    if n is None or not SMALL_WORD.match(piece.text) or piece.words > MAX_CELL_WORDS:
        return None
    x, text = row.cells[n]
    before, found, after = row.text.rpartition(text)
    if TERMINAL.search(text) or not found:
        return None
    whole = f"{text} {piece.text}"
    cells = (*row.cells[:n], (x, whole), *row.cells[n + 1 :])
    return replace(row, text=before + whole + after, cells=cells)


def _goes_on(heading: str, line: str) -> bool:
    """Whether a heading is unfinished and `line`, in the same type, is the rest of it."""
    if NUMBER_OR_LABEL.match(line):
        return False
    long_title = re.match(r"^\d{1,3}\.", heading) and len(heading) > 50
    return bool(line[:1].islower() or UNFINISHED.search(heading) or long_title)


def _cut_in_two(before: Piece, after: Piece) -> bool:
    """Whether a page break (or a stray gap) cut one sentence in two."""
    if before.kind not in ("text", "item") or after.opens:
        return False
    if before.words >= MIN_LEADING and _is_led_into(before, after):
        return True
    if after.kind != "text":
        return False
    if TERMINAL.search(before.text) or before.words < 5:
        return False
    if before.page_end == after.page:
        near = abs(before.x0 - after.x0) < (MAX_SHIFT if _set_alike(before, after) else SAME_COLUMN)
        goes_on = after.text[:1].islower() or SMALL_AT_END.search(before.text)
        return bool(goes_on) and near
    if before.goes_on is False and after.begun is False:  # two paragraphs
        return is_continued(before.text, after.text)
    return after.text[:1].islower() or not before.text.endswith((")", "]"))


def _is_led_into(before: Piece, after: Piece) -> bool:
    """Whether a text that ends with a small word goes on with what looks like a heading or like a
    numbered paragraph, but for the beginning of a list: "to" over "4.06 metres of it"."""
    over_the_page = after.page == before.page_end + 1
    beside = after.page == before.page_end and abs(before.x0 - after.x0) < SAME_EDGE
    looks_so = after.kind == "heading" or (after.kind == "item" and not LISTED.match(after.text))
    if not SMALL_AT_END.search(before.text) or not looks_so:
        return False
    return over_the_page or (beside and after.kind == "item" and _set_alike(before, after))


def _set_alike(one: Piece, other: Piece) -> bool:
    return one.bold == other.bold and abs(one.size - other.size) < 1


def _joined(before: Piece, after: Piece) -> Piece:
    """Two pieces as one."""
    hyphen = before.text.endswith("-") and after.text[:1].islower()
    text = before.text + ("" if hyphen else " ")
    return replace(
        before,
        text=text + after.text,
        page_end=after.page_end,
        goes_on=after.goes_on,
        breaks=(*before.breaks, len(text)) if after.page > before.page_end else before.breaks,
        cut=before.cut + after.cut,
        ends=(*before.ends, *(len(text) + offset for offset in after.ends)),
    )
