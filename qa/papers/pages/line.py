"""The printed lines of a page, from the boxes of its characters.

pdfium tells where each character stands. From that come lines, the cells of tables, what is set
bold, raised ordinals put back in their place, and the words that a stroke has struck out.
"""

from __future__ import annotations

import ctypes
import itertools
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from operator import sub
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from qa.characters import CONTROLS, DIRECTION, JOINERS, SOFT_HYPHEN, ZERO_WIDTH, each
from qa.papers.pages.actual_text import drawn_text
from qa.papers.pages.annotated_areas import annotated_areas
from qa.papers.pages.columns import column_by_column
from qa.papers.pages.order import reading_order
from qa.papers.pages.ruled import Cell, in_cells, ruled_rows
from qa.papers.pages.run import LINE_END_HYPHENS, Run, runs
from qa.papers.pages.seen import sight
from qa.papers.pages.sheet import Box, Line, Tag, around
from qa.papers.pages.sheet_number import with_numbers_apart
from qa.papers.pages.sides import with_sides
from qa.papers.pages.stroke import Stroke, strokes, typed_strokes
from qa.papers.pages.struck import struck
from qa.papers.pages.tags import Tags
from qa.papers.pages.ticks import with_columns
from qa.papers.pages.view import View

BLOCKS = "█▉▇■"  # characters that hide the letters over which they are typed
# Characters that a terminal would obey or that nobody sees are left out of the words.
INVISIBLE: dict[int, str | None] = {
    **dict.fromkeys(
        map(ord, each(CONTROLS + DIRECTION + JOINERS + ZERO_WIDTH + SOFT_HYPHEN)),
    ),
    **dict.fromkeys(map(ord, LINE_END_HYPHENS), "-"),
}
_Told = tuple[bool, bool, bool]  # of `PageText`: hidden, layer, scan
UNSEEN = ZERO_WIDTH[0]  # an invisible character in place of one that nobody sees

# Two of pdfium's functions, called with bare addresses. A page has thousands of characters, and
# wrapping four numbers for each takes as long as all else.
_unicode = ctypes.cast(
    pdfium_c.FPDFText_GetUnicode,
    ctypes.PYFUNCTYPE(ctypes.c_uint, ctypes.c_void_p, ctypes.c_int),
)
_box = ctypes.cast(
    pdfium_c.FPDFText_GetCharBox,
    ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * 4),
)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character of a page, "" if it is invisible; its box (see `Line`), None if it is not drawn;
    and whether it is struck out."""

    char: str
    box: Box | None
    struck: bool


@dataclass(frozen=True, slots=True)
class PageText:
    """The lines of a page. Words that nobody sees are `hidden`, and not among the lines.

    The words of a `layer` are what an OCR read from the picture that the page shows. A `scan` shows
    a picture of text, and its lines are only what is stamped on it.
    """

    lines: tuple[Line, ...]
    hidden: bool = False
    layer: bool = False
    scan: bool = False


def page_lines(page: pdfium.PdfPage, number: int) -> tuple[Line, ...]:
    """The lines of a page in the order in which the file holds them; `number` counts from 1."""
    return page_text(page, number).lines


def page_text(page: pdfium.PdfPage, number: int) -> PageText:
    """See `page_lines`; with what is to be told of the words of the page."""
    text, left_out = drawn_text(page)
    try:
        printed, (hidden, layer, scan) = _printed(page, text.raw)
        kept = ((_unstruck(run, struck), cell, tag) for run, struck, cell, tag in printed)
        found = tuple(_merged(_lines(kept, text.raw, number)))
        return PageText(found, hidden or left_out, layer, scan)
    finally:
        text.close()


def page_glyphs(page: pdfium.PdfPage) -> list[list[Glyph]]:
    """The characters of a page in the order in which the file holds them, line by line.

    Those that nobody sees are invisible.
    """
    text, _ = drawn_text(page)
    try:
        printed, _ = _printed(page, text.raw)
        return [
            [
                Glyph(char.translate(INVISIBLE), box, gone)
                for char, box, gone in zip(run.chars, run.boxes, struck, strict=True)
            ]
            for run, struck, *_ in printed
        ]
    finally:
        text.close()


def seen_boxes(page: pdfium.PdfPage, boxes: Iterable[Box]) -> list[Box]:
    """Boxes (left, bottom, right, top) of page space as (x0, top, x1, bottom) of the sheet as it is
    seen."""
    return View.of(page).seen(boxes)


def clean(text: str) -> str:
    """The words of a line: without invisible characters, and with one space for any white space."""
    return " ".join(text.translate(INVISIBLE).split())


def _printed(
    page: pdfium.PdfPage, text: object
) -> tuple[list[tuple[Run, list[bool], Cell, Tag | None]], _Told]:
    """The characters of a page line by line, for each whether it is struck out, and the cell of a
    table and the tag in which the line begins; and what is told of them. An invisible character
    stands in place of each letter that nobody sees."""
    view = View.of(page)
    through = strokes(page, view)
    rows = ruled_rows(through)
    redacted = [*annotated_areas(page, view, pdfium_c.FPDF_ANNOT_REDACT)]
    redacted += annotated_areas(page, view, pdfium_c.FPDF_ANNOT_POLYGON, filled=True)
    chars, boxes = characters(text, view)
    for area in annotated_areas(page, view, pdfium_c.FPDF_ANNOT_STRIKEOUT):
        through += _through_words(area, boxes)
    redacted += [box for char, box in zip(chars, boxes, strict=True) if char in BLOCKS and box]
    seen = sight(page, text, chars, boxes, redacted)
    letters = list(chars)
    if seen.hidden:
        hidden = {*seen.hidden, *_crossed(chars, boxes, through)}
        for i in hidden:
            letters[i], boxes[i] = UNSEEN, None
    lines = with_numbers_apart(list(runs("".join(letters), boxes)))
    lines = column_by_column(with_sides(with_columns(lines, partial(_font, text)), rows))
    tags = Tags(page, text)
    placed = in_cells(lines, rows, tags)
    lines = [run for run, _ in placed]
    words = any(chars[i].isalnum() for i in seen.hidden)
    through += typed_strokes(chars, boxes)
    crossed = struck([run.boxes for run in lines], through)
    order = _in_reading_order(placed)
    told = words, seen.layer, seen.scan
    return [(lines[i], crossed[i], placed[i][1], tags.of_run(lines[i])) for i in order], told


def _through_words(area: Box, boxes: Iterable[Box | None]) -> Iterator[Stroke]:
    """The stroke through the words in an area that is struck out, which may be wider than they."""
    left, top, right, bottom = area
    inside = around(
        [
            box
            for box in boxes
            if box and left <= (box[0] + box[2]) / 2 <= right and box[1] < bottom and top < box[3]
        ]
    )
    if inside:
        middle = (top + bottom) / 2
        yield Stroke(max(left, inside[0]), middle, min(right, inside[2]), middle)


def _in_reading_order(placed: list[tuple[Run, Cell]]) -> list[int]:
    """The indices of the lines of a page in the order of reading; a row of a ruled table, in which
    cells stand side by side, is taken as one."""
    units = [
        [n for n, _ in unit]
        for _, unit in itertools.groupby(
            enumerate(placed), key=lambda one: one[1][1][0] or -1 - one[0]
        )
    ]
    boxes = [around([box for n in unit for box in placed[n][0].drawn]) for unit in units]
    return [n for at in reading_order(boxes) for n in units[at]]


def _crossed(chars: str, boxes: list[Box | None], through: list[Stroke]) -> list[int]:
    """The indices of the characters that are struck out, where some are hidden: a stroke that hides
    a part of what it strikes would reach beyond the rest, like a rule."""
    lines = [run.boxes for run in runs(chars, boxes)]
    gone = {
        box
        for line, marks in zip(lines, struck(lines, through), strict=True)
        for box, is_struck in zip(line, marks, strict=True)
        if is_struck
    }
    return [i for i, box in enumerate(boxes) if box and box in gone]


def _unstruck(run: Run, struck: list[bool]) -> Run:
    """A line without the characters that are struck out."""
    if not any(struck):
        return run
    kept = [i for i, gone in enumerate(struck) if not gone]
    first = next((run.first + i for i in kept if run.boxes[i]), run.first)
    closed = frozenset(n for n, i in enumerate(kept) if i and struck[i - 1])
    return Run("".join(run.chars[i] for i in kept), [run.boxes[i] for i in kept], first, closed)


def characters(text: Any, view: View) -> tuple[str, list[Box | None]]:
    """The characters of a page, and the boxes of those that are drawn."""
    count = pdfium_c.FPDFText_CountChars(text)
    numbers = (ctypes.c_double * (4 * count))()
    one = ctypes.sizeof(ctypes.c_double)
    page = itertools.repeat(ctypes.cast(text, ctypes.c_void_p).value)
    places = ctypes.addressof(numbers)
    ends = places + ctypes.sizeof(numbers)
    into = (range(places + n * one, ends, 4 * one) for n in range(4))
    chars = "".join(map(chr, map(_unicode, page, range(count))))
    known = map(_box, page, range(count), *into)
    shown = [bool(has) and not char.isspace() for has, char in zip(known, chars, strict=True)]
    every = numbers[:]
    seen = view.seen(zip(every[0::4], every[2::4], every[1::4], every[3::4], strict=True))
    return chars, [box if is_shown else None for box, is_shown in zip(seen, shown, strict=True)]


def _lines(
    printed: Iterator[tuple[Run, Cell, Tag | None]], text: object, page: int
) -> Iterator[Line]:
    for run, (row, column), tag in printed:
        words = clean(run.chars.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
        drawn = run.drawn
        if not words or not drawn:
            continue
        size = _size(text, run.first)
        x0s, tops, x1s, bottoms = zip(*drawn, strict=True)
        height = max(map(sub, bottoms, tops))
        bold = _is_bold(text, run.first)
        yield Line(
            words,
            page,
            min(x0s),
            max(x1s),
            min(tops),
            max(bottoms),
            round(size if size > 1.5 else height, 1),
            bold,
            _cells(run, max(size, height)),
            lead=_lead(text, run, words) if bold else 0,
            row=row,
            column=column,
            tag=tag,
        )


def _size(text: object, char: int) -> float:
    """The type size as it is seen: that of the font, scaled by the matrix of the text."""
    size = float(pdfium_c.FPDFText_GetFontSize(text, char))
    matrix = pdfium_c.FS_MATRIX()
    if pdfium_c.FPDFText_GetMatrix(text, char, matrix):
        size *= math.hypot(matrix.c, matrix.d)
    return size


def _is_bold(text: object, char: int) -> bool:
    weight = pdfium_c.FPDFText_GetFontWeight(text, char)
    return weight >= 600 or bool(
        re.search("bold|black|heavy|CMBX|-Bd", _font(text, char), re.IGNORECASE)
    )


def _font(text: object, char: int) -> str:
    """The name of the typeface of a character."""
    name = ctypes.create_string_buffer(128)
    pdfium_c.FPDFText_GetFontInfo(text, char, name, 128, ctypes.c_int())
    return name.value.decode("utf-8", "replace")


def _lead(text: object, run: Run, words: str) -> int:
    """How many of the characters of a line that begins bold are so, 0 if all of them are."""
    drawn = [n for n, box in enumerate(run.boxes) if box]
    page = [run.first + n - drawn[0] for n in drawn]  # where they are among those of the page
    if _is_bold(text, page[-1]):
        return 0
    first = next(n for n, char in zip(drawn, page, strict=True) if not _is_bold(text, char))
    return min(len(clean(run.chars[:first])), len(words))


def _cells(run: Run, size: float) -> tuple[tuple[float, str], ...]:
    """The pieces of a line that stand apart like the cells of a table, each as (x0, text)."""
    return tuple(
        (next(box[0] for box in run.boxes[start:end] if box), clean(run.chars[start:end]))
        for start, end in run.cells(size)
    )


def _merged(lines: Iterator[Line]) -> Iterator[Line]:
    """Lines with what is raised above them, such as the "st" of "21 st", put back in its place."""
    held: Line | None = None
    for line in lines:
        if held and _continues(held, line):
            held = replace(
                held,
                text=f"{held.text} {line.text}",
                x1=line.x1,
                top=min(held.top, line.top),
                bottom=max(held.bottom, line.bottom),
                cells=(*held.cells[:-1], (held.cells[-1][0], f"{held.cells[-1][1]} {line.text}"))
                if held.cells
                else (),
            )
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _continues(held: Line, line: Line) -> bool:
    """Whether `line` stands at the end of `held`, at about its height."""
    overlap = min(held.bottom, line.bottom) - max(held.top, line.top)
    near = -1 <= line.x0 - held.x1 <= 0.6 * max(held.size, line.size)
    same_cell = (held.row, held.column) == (line.row, line.column)
    return same_cell and near and overlap > 0.4 * min(held.height, line.height)
