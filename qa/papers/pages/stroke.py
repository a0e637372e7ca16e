"""The straight strokes that are drawn on a page: rules, underlines, lines through words.

They are drawn in many ways: as a line, or as a thin box that is filled; alone, or several in one
path; as dashes; in a form within the page; as a picture one pixel high; or by hand over the page,
in a PDF viewer.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from qa.papers.pages.objects import SAME, Matrix, matrix_of, moved, page_objects, product
from qa.papers.pages.sheet import Box
from qa.papers.pages.shown import is_shown, notes
from qa.papers.pages.view import View

# Bounds for one page: a map has hundreds of thousands of paths.
MAX_PATHS, MAX_POINTS, MAX_INK = 5000, 20_000, 5000
MAX_THICKNESS = 8.0  # points: a thicker bar is no stroke
MIN_SHAPE = 3.0  # times as long as it is thick is a stroke
# Dashes of one stroke lie so near to one another, in points and as a share of the length of a dash,
# and so nearly in line, in points.
MIN_GAP, MAX_GAP, GAP_SHARE, MAX_STEP = 3.2, 8.0, 1.2, 0.8
MIN_LENGTH = 4.0  # points: a shorter line strikes nothing out
PALE = 185  # of 255: a stroke of this or a lighter grey is a watermark, or not seen at all
OPAQUE = 180  # of 255: what is fainter is a watermark too
TYPED = re.compile(r"[-_‐‑‒]{3,}|[–—―─━]{1,}")
BOX_SEGMENTS = 4, 5  # of the path of a box
KINDS = (pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight stroke on the sheet as it is seen, in points from its top left, from its left end
    to its right end."""

    x0: float
    y0: float
    x1: float
    y1: float
    thickness: float = 0.0

    @classmethod
    def between(cls, one: Point, other: Point, thickness: float = 0.0) -> Stroke:
        """The stroke between two points."""
        (x0, y0), (x1, y1) = sorted((one, other))
        return cls(x0, y0, x1, y1, thickness)

    @property
    def length(self) -> float:
        """How long it is, in points."""
        return math.hypot(self.x1 - self.x0, self.y1 - self.y0)

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.y0 + self.y1) / 2

    @property
    def turned(self) -> Stroke:
        """The same with its axes exchanged, for lines that are set sideways."""
        return Stroke.between((self.y0, self.x0), (self.y1, self.x1), self.thickness)


def strokes(page: pdfium.PdfPage, view: View) -> list[Stroke]:
    """The strokes of a page, dashes put together."""
    found: list[Stroke] = []
    left = MAX_POINTS
    for one, outer in islice(page_objects(page, KINDS), MAX_PATHS):
        matrix = product(matrix_of(one), outer)
        if pdfium_c.FPDFPageObj_GetType(one) == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            found += _bar([moved(matrix, x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))], view)
            continue
        left -= pdfium_c.FPDFPath_CountSegments(one)
        if left < 0:
            break
        found += _of_path(one, matrix, view)
        if outer is SAME and (box := _opaque_box(one, matrix, view)):
            found = [stroke for stroke in found if not _lies_in(stroke, box)]
    found += _by_hand(page, view)
    return [stroke for stroke in _undashed(found) if stroke.length > MIN_LENGTH]


def _opaque_box(path: Any, matrix: Matrix, view: View) -> Box | None:
    """The area of a path that is a filled box, if nothing can be seen through it. One within a form
    is not looked at, since the form may be transparent."""
    fill, alpha = ctypes.c_int(), ctypes.c_uint()
    pdfium_c.FPDFPath_GetDrawMode(path, fill, ctypes.c_int())
    shades = [ctypes.c_uint() for _ in range(3)]
    if (
        not fill.value
        or not BOX_SEGMENTS[0] <= pdfium_c.FPDFPath_CountSegments(path) <= BOX_SEGMENTS[1]
        or not pdfium_c.FPDFPageObj_GetFillColor(path, *shades, alpha)
        or alpha.value < 255
        or pdfium_c.FPDFPageObj_HasTransparency(path)
        or pdfium_c.FPDFClipPath_CountPaths(pdfium_c.FPDFPageObj_GetClipPath(path)) > 0
    ):
        return None
    corners = [view.point(*point) for points in _subpaths(path, matrix) for point in points]
    sides = sorted({round(x, 1) for x, _ in corners}), sorted({round(y, 1) for _, y in corners})
    (x0, x1), (top, bottom) = sides if all(len(side) == 2 for side in sides) else ((0, 0), (0, 0))
    return (x0, top, x1, bottom) if min(x1 - x0, bottom - top) > MIN_LENGTH else None


def _lies_in(stroke: Stroke, box: Box) -> bool:
    """Whether a stroke lies within a box, and not along its edge."""
    x0, top, x1, bottom = box
    upper, lower = sorted((stroke.y0, stroke.y1))
    return x0 - 1 <= stroke.x0 and stroke.x1 <= x1 + 1 and top + 1 < upper and lower < bottom - 1


def _of_path(path: Any, matrix: Matrix, view: View) -> Iterator[Stroke]:
    fill, drawn = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, fill, drawn)
    if not (fill.value or drawn.value) or _is_pale(path, bool(drawn.value)):
        return
    width = ctypes.c_float()
    pdfium_c.FPDFPageObj_GetStrokeWidth(path, width)
    thickness = width.value * math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
    for points in _subpaths(path, matrix):
        if not drawn.value:
            yield from _bar(points, view)
        elif thickness <= MAX_THICKNESS:
            ends = [view.point(*point) for point in points]
            yield from (Stroke.between(a, b, thickness) for a, b in pairwise(ends) if a != b)


def _is_pale(path: Any, drawn: bool) -> bool:
    colour = [ctypes.c_uint() for _ in range(4)]
    get = pdfium_c.FPDFPageObj_GetStrokeColor if drawn else pdfium_c.FPDFPageObj_GetFillColor
    if not get(path, *colour):
        return False
    *parts, opaque = (part.value for part in colour)
    return min(parts) >= PALE or opaque < OPAQUE


def _subpaths(path: Any, matrix: Matrix) -> Iterator[list[Point]]:
    """The corners of each part of a path, in page space. A curve is taken for its corners."""
    points: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(pdfium_c.FPDFPath_CountSegments(path)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, i)
        if not pdfium_c.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        if pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(moved(matrix, x.value, y.value))
        if pdfium_c.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _bar(points: Sequence[Point], view: View) -> Iterator[Stroke]:
    """The stroke that a thin filled shape makes, if it is one: its middle line."""
    seen = [view.point(*point) for point in points]
    one, other = max(pairwise([*seen, seen[0]]), key=lambda side: math.dist(*side))
    length = math.dist(one, other)
    if not length:
        return
    across, down = (other[0] - one[0]) / length, (other[1] - one[1]) / length
    along = [(x - one[0]) * across + (y - one[1]) * down for x, y in seen]
    aside = [(y - one[1]) * across - (x - one[0]) * down for x, y in seen]
    thickness = max(aside) - min(aside)
    if thickness > MAX_THICKNESS or max(along) - min(along) < MIN_SHAPE * thickness:
        return
    middle = (max(aside) + min(aside)) / 2
    start, end = (
        (one[0] + at * across - middle * down, one[1] + at * down + middle * across)
        for at in (min(along), max(along))
    )
    yield Stroke.between(start, end, thickness)


def _by_hand(page: pdfium.PdfPage, view: View) -> Iterator[Stroke]:
    """The strokes that somebody drew over the page with the line or the pen of a PDF viewer."""
    for _, note in notes(page):
        for points in _ends(note) if is_shown(note) else ():
            yield from _drawn_freely([view.point(*point) for point in points])


def _ends(note: Any) -> list[Sequence[Point]]:
    """The lines of an annotation, each by its points in page space."""
    kind = pdfium_c.FPDFAnnot_GetSubtype(note)
    if kind == pdfium_c.FPDF_ANNOT_LINE:
        a, b = pdfium_c.FS_POINTF(), pdfium_c.FS_POINTF()
        return [[(a.x, a.y), (b.x, b.y)]] if pdfium_c.FPDFAnnot_GetLine(note, a, b) else []
    if kind == pdfium_c.FPDF_ANNOT_INK:
        paths = min(pdfium_c.FPDFAnnot_GetInkListCount(note), MAX_INK)
        return [line for n in range(paths) if (line := _ink(note, n))]
    line = _vertices(note) if kind == pdfium_c.FPDF_ANNOT_POLYLINE else []
    return [line] if line else []


def _ink(note: Any, index: int) -> list[Point]:
    count = pdfium_c.FPDFAnnot_GetInkListPath(note, index, None, 0)
    if not 1 < count <= MAX_INK:
        return []
    points = (pdfium_c.FS_POINTF * count)()
    pdfium_c.FPDFAnnot_GetInkListPath(note, index, points, count)
    return [(point.x, point.y) for point in points]


def _vertices(note: Any) -> list[Point]:
    count = pdfium_c.FPDFAnnot_GetVertices(note, None, 0)
    if not 1 < count <= MAX_INK:
        return []
    points = (pdfium_c.FS_POINTF * count)()
    pdfium_c.FPDFAnnot_GetVertices(note, points, count)
    return [(point.x, point.y) for point in points]


def _drawn_freely(points: Sequence[Point]) -> Iterator[Stroke]:
    """The stroke of a hand, which is not quite straight: between its ends, at its mean height."""
    xs, ys = zip(*points, strict=True)
    if max(ys) - min(ys) <= MAX_THICKNESS < max(xs) - min(xs):
        mean = sum(ys) / len(ys)
        yield Stroke(min(xs), mean, max(xs), mean)
    else:
        yield Stroke.between(points[0], points[-1])


def _undashed(found: Sequence[Stroke]) -> list[Stroke]:
    """The strokes, with those put together that are dashes of one."""
    level = [stroke for stroke in found if abs(stroke.y1 - stroke.y0) <= stroke.x1 - stroke.x0]
    steep = [
        stroke.turned for stroke in found if abs(stroke.y1 - stroke.y0) > stroke.x1 - stroke.x0
    ]
    return [*_joined(level), *(stroke.turned for stroke in _joined(steep))]


def _joined(found: Sequence[Stroke]) -> list[Stroke]:
    result: list[Stroke] = []
    ends: dict[int, int] = {}  # by the height at which it ends: the last stroke there in `result`
    for stroke in sorted(found, key=lambda one: (one.x0, one.y0)):
        near = round(stroke.y0)
        for at in (near - 1, near, near + 1):
            i = ends.get(at)
            if i is not None and _goes_on(result[i], stroke):
                one = result[i]
                result[i] = Stroke(one.x0, one.y0, stroke.x1, stroke.y1, one.thickness)
                del ends[at]
                break
        else:
            i = len(result)
            result.append(stroke)
        ends[round(stroke.y1)] = i
    return result


def _goes_on(stroke: Stroke, dash: Stroke) -> bool:
    """Whether a dash goes on with a stroke to the left of it, and in its direction."""
    gap = dash.x0 - stroke.x1
    room = min(max(MIN_GAP, GAP_SHARE * min(stroke.length, dash.length)), MAX_GAP)
    return -MAX_STEP <= gap <= room and abs(dash.y0 - stroke.y1) <= MAX_STEP


def typed_strokes(chars: str, boxes: Sequence[Box | None]) -> list[Stroke]:
    """Rows of dashes that are typed over other letters, as a typewriter strikes words out."""
    found = [
        Stroke(first[0], (first[1] + first[3]) / 2, last[2], (first[1] + first[3]) / 2)
        for row in TYPED.finditer(chars)
        if (first := boxes[row.start()]) and (last := boxes[row.end() - 1])
    ]
    if not found:
        return []
    letters = [box for char, box in zip(chars, boxes, strict=True) if box and char.isalnum()]
    return [one for one in found if _lies_over_one(one, letters)]


def _lies_over_one(stroke: Stroke, letters: Sequence[Box]) -> bool:
    x0, y, x1 = stroke.x0, stroke.y0, stroke.x1
    level = [(left, right) for left, top, right, bottom in letters if top < y < bottom]
    return any(x0 < (left + right) / 2 < x1 for left, right in level)
