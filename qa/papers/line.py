"""The printed lines of a page, from the boxes of its characters.

pdfium tells where each character stands. From that come lines, the cells of tables, what is set
bold, raised ordinals put back in their place, and the words that a stroke has struck out.
"""

from __future__ import annotations

import ctypes
import itertools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

# A gap between two glyphs of more than this many font sizes is a gap between table columns.
COLUMN_GAP = 1.5
# A level line no thicker than this (points) may be a stroke through words.
THIN = 2.0
MOST_PATHS = 5000  # drawn objects of one page that are looked at: a map has hundreds of thousands
# pdfium gives one of these for a hyphen at the end of a line, and joins the two lines.
LINE_END_HYPHENS = "\ufffe\x02"
# Controls, which would be obeyed where the words are shown, and marks that turn their direction.
CONTROLS = (c for c in map(chr, range(0xA0)) if not (c.isprintable() or c.isspace()))
TURNS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
INVISIBLE: dict[int, str | None] = {
    **dict.fromkeys(map(ord, (*CONTROLS, *TURNS, *"\u200b\u200c\u200d\ufeff\u00ad"))),
    **dict.fromkeys(map(ord, LINE_END_HYPHENS), "-"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. Boxes are in points from the top left of the sheet as it is seen."""

    text: str
    page: int
    x0: float = 0.0
    x1: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    bold: bool = False
    cells: tuple[tuple[float, str], ...] = ()

    @property
    def height(self) -> float:
        """Height of the glyphs, in points."""
        return self.bottom - self.top


Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character of a page, empty if invisible; its box (as of a `Line`), if it is drawn; and
    whether it is struck out."""

    char: str
    box: Box | None
    struck: bool


@dataclass(slots=True)
class _Run:
    """Characters of one line while it is gathered."""

    chars: list[str] = field(default_factory=list)
    boxes: list[Box | None] = field(default_factory=list)
    first: int = -1


@dataclass(frozen=True, slots=True)
class _View:
    """How a page is seen: so many points of it from its left and bottom edge, turned clockwise."""

    left: float
    bottom: float
    width: float
    height: float
    rotation: int

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> _View:
        left, bottom, _, _ = page.get_bbox()
        width, height = page.get_size()
        return cls(left, bottom, width, height, page.get_rotation())

    def seen(self, box: Box) -> Box:
        """A box in page space as (x0, top, x1, bottom) of the sheet as it is seen."""
        x0, x1 = box[0] - self.left, box[2] - self.left
        y0, y1 = box[1] - self.bottom, box[3] - self.bottom
        if self.rotation == 90:
            return y0, x0, y1, x1
        if self.rotation == 180:
            return self.width - x1, y0, self.width - x0, y1
        if self.rotation == 270:
            return self.width - y1, self.height - x1, self.width - y0, self.height - x0
        return x0, self.height - y1, x1, self.height - y0


def page_lines(page: pdfium.PdfPage, number: int) -> tuple[Line, ...]:
    """The lines of a page in the order in which the file holds them; `number` counts from 1."""
    text = page.get_textpage()
    try:
        runs = (_unstruck(run, struck) for run, struck in _printed(page, text.raw))
        return tuple(_merged(_lines(runs, text.raw, number)))
    finally:
        text.close()


def page_glyphs(page: pdfium.PdfPage) -> list[list[Glyph]]:
    """The characters of a page in the order in which the file holds them, line by line."""
    text = page.get_textpage()
    try:
        return [
            [
                Glyph(char.translate(INVISIBLE), box, gone)
                for char, box, gone in zip(run.chars, run.boxes, struck, strict=True)
            ]
            for run, struck in _printed(page, text.raw)
        ]
    finally:
        text.close()


def clean(text: str) -> str:
    """One line's characters, white space and invisible ones apart, as they are printed."""
    return re.sub(r"\s+", " ", text.translate(INVISIBLE)).strip()


def _printed(page: pdfium.PdfPage, text: object) -> Iterator[tuple[_Run, list[bool]]]:
    """The characters of a page line by line, and which of them are struck out."""
    view = _View.of(page)
    strokes = [*_strokes(page, view), *_annotated(page, view)]
    return ((run, _struck(run, strokes)) for run in _runs(text, view))


def _strokes(page: pdfium.PdfPage, view: _View) -> list[Box]:
    """Thin level lines drawn on a page: rules, underlines, and what strikes words out."""
    found = []
    paths = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH], max_depth=4)
    for path in itertools.islice(paths, MOST_PATHS):
        box = view.seen(path.get_bounds())
        if box[3] - box[1] <= THIN and box[2] - box[0] > 2 * THIN:
            found.append(box)
    return found


def _annotated(page: pdfium.PdfPage, view: _View) -> Iterator[Box]:
    """The strokes of annotations that strike words out, as a PDF viewer's own tool makes them."""
    for i in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), MOST_PATHS)):
        note = pdfium_c.FPDFPage_GetAnnot(page, i)
        if pdfium_c.FPDFAnnot_GetSubtype(note) == pdfium_c.FPDF_ANNOT_STRIKEOUT:
            for k in range(pdfium_c.FPDFAnnot_CountAttachmentPoints(note)):
                quad = pdfium_c.FS_QUADPOINTSF()
                pdfium_c.FPDFAnnot_GetAttachmentPoints(note, k, quad)
                x0, x1 = sorted((quad.x1, quad.x4))
                y0, y1 = sorted((quad.y1, quad.y4))
                left, top, right, bottom = view.seen((x0, y0, x1, y1))
                yield left, (top + bottom) / 2, right, (top + bottom) / 2
        pdfium_c.FPDFPage_CloseAnnot(note)


def _struck(run: _Run, strokes: list[Box]) -> list[bool]:
    """Of each character of a line, whether a stroke crosses it through the middle.

    Amendments show deletions so, over live text: quoted, they would reverse the meaning.
    """
    whole = [False] * len(run.chars)
    boxes = [box for box in run.boxes if box]
    if not strokes or not boxes:
        return whole
    top, bottom = min(b[1] for b in boxes), max(b[3] for b in boxes)
    left, right = min(b[0] for b in boxes) - 4, max(b[2] for b in boxes) + 4
    if bottom - top > 2.5 * max(b[3] - b[1] for b in boxes):
        return whole  # set sideways: no level line strikes it out
    upper, lower = top + 0.25 * (bottom - top), bottom - 0.3 * (bottom - top)
    across = [
        s for s in strokes if upper <= (s[1] + s[3]) / 2 <= lower and left <= s[0] and s[2] <= right
    ]
    return [
        box is not None and any(s[0] - 1 <= (box[0] + box[2]) / 2 <= s[2] + 1 for s in across)
        for box in run.boxes
    ]


def _unstruck(run: _Run, struck: list[bool]) -> _Run:
    """A line without the characters that are struck out."""
    if not any(struck):
        return run
    kept = [i for i, gone in enumerate(struck) if not gone]
    first = next((run.first + i for i in kept if run.boxes[i]), run.first)
    return _Run([run.chars[i] for i in kept], [run.boxes[i] for i in kept], first)


def _runs(text: object, view: _View) -> Iterator[_Run]:
    """The characters of a page line by line, with the boxes of those that are drawn."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    run = _Run()
    for i in range(pdfium_c.FPDFText_CountChars(text)):
        char = chr(pdfium_c.FPDFText_GetUnicode(text, i))
        if char in "\r\n":
            if run.chars:
                yield run
                run = _Run()
            continue
        box = None
        if not char.isspace() and pdfium_c.FPDFText_GetCharBox(text, i, left, right, bottom, top):
            box = view.seen((left.value, bottom.value, right.value, top.value))
            if run.first < 0:
                run.first = i
        run.chars.append(char)
        run.boxes.append(box)
        if char in LINE_END_HYPHENS:
            # The word goes on in the next line of the page: that line is a line of its own here.
            yield run
            run = _Run()
    if run.chars:
        yield run


def _lines(runs: Iterator[_Run], text: object, page: int) -> Iterator[Line]:
    for run in runs:
        words = clean(
            "".join(run.chars).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        )
        boxes = [box for box in run.boxes if box]
        if not words or not boxes:
            continue
        size = _size(text, run.first)
        tops, bottoms = sorted(b[1] for b in boxes), sorted(b[3] for b in boxes)
        height = max(b[3] - b[1] for b in boxes)
        yield Line(
            words,
            page,
            min(b[0] for b in boxes),
            max(b[2] for b in boxes),
            tops[0],
            bottoms[-1],
            round(size if size > 1.5 else height, 1),
            _is_bold(text, run.first),
            _cells(run, max(size, height)),
        )


def _size(text: object, char: int) -> float:
    """The type size as it is seen: the font's, scaled by the text's matrix."""
    size = float(pdfium_c.FPDFText_GetFontSize(text, char))
    matrix = pdfium_c.FS_MATRIX()
    if pdfium_c.FPDFText_GetMatrix(text, char, matrix):
        size *= math.hypot(matrix.c, matrix.d)
    return size


def _is_bold(text: object, char: int) -> bool:
    weight = pdfium_c.FPDFText_GetFontWeight(text, char)
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium_c.FPDFText_GetFontInfo(text, char, name, 128, flags)
    return weight >= 600 or bool(
        re.search(rb"bold|black|heavy|CMBX|-Bd", name.value, re.IGNORECASE)
    )


def _cells(run: _Run, size: float) -> tuple[tuple[float, str], ...]:
    """The pieces of a line that stand apart like the cells of a table: (x0, text) each."""
    cells: list[tuple[float, list[str]]] = []
    edge = None
    for char, box in zip(run.chars, run.boxes, strict=True):
        if box is None:
            if cells:
                cells[-1][1].append(char)
            continue
        if edge is None or box[0] - edge > COLUMN_GAP * size:
            cells.append((box[0], []))
        cells[-1][1].append(char)
        edge = box[2]
    return tuple((x0, clean("".join(chars))) for x0, chars in cells)


def _merged(lines: Iterator[Line]) -> Iterator[Line]:
    """Lines with what was raised off them (the "st" of "21 st") put back in its place."""
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
    overlap = min(held.bottom, line.bottom) - max(held.top, line.top)
    near = -1 <= line.x0 - held.x1 <= 0.6 * max(held.size, line.size)
    return near and overlap > 0.4 * min(held.height, line.height)
