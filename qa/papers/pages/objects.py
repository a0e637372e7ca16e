"""The objects that a page is drawn from, also those in forms within it.

Programs that bind papers into a pack put each page into a form, at times scaled. What is drawn in a
form has places in the space of the form, which its matrix takes to the page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from qa.papers.pages.sheet import Box

MAX_OBJECTS = 200_000  # drawn objects of one page, in forms within forms
MAX_DEPTH = 50  # of forms within forms

Matrix = tuple[float, float, float, float, float, float]  # a to f of ISO 32000, 8.3.3
_known: WeakKeyDictionary[pdfium.PdfPage, list[tuple[Any, int, Matrix]]] = WeakKeyDictionary()
SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def page_objects(page: pdfium.PdfPage, kinds: Collection[int]) -> Iterator[tuple[Any, Matrix]]:
    """The objects of a page that are of `kinds` (`FPDF_PAGEOBJ_TEXT`, say), each with the matrix
    from the form that it lies in to the page."""
    return ((one, matrix) for one, kind, matrix in drawn_objects(page) if kind in kinds)


def drawn_objects(page: pdfium.PdfPage) -> Sequence[tuple[Any, int, Matrix]]:
    """The objects of a page in the order in which they are drawn: each with its kind, and with the
    matrix from the form that it lies in to the page. At most `MAX_OBJECTS` are visited.

    They are looked up once for a page, which must not be changed between.
    """
    found = _known.get(page)
    if found is None:
        found = _known[page] = list(_visited(page))
    return found


def _visited(page: pdfium.PdfPage) -> Iterator[tuple[Any, int, Matrix]]:
    left = MAX_OBJECTS

    def within(
        count: Any, get: Any, holder: Any, matrix: Matrix, depth: int
    ) -> Iterator[tuple[Any, int, Matrix]]:
        nonlocal left
        for i in range(count(holder)):
            left -= 1
            if left < 0:
                return
            one = get(holder, i)
            kind = pdfium_c.FPDFPageObj_GetType(one)
            yield one, kind, matrix
            if kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth:
                yield from within(
                    pdfium_c.FPDFFormObj_CountObjects,
                    pdfium_c.FPDFFormObj_GetObject,
                    one,
                    product(matrix_of(one), matrix),
                    depth - 1,
                )

    yield from within(
        pdfium_c.FPDFPage_CountObjects, pdfium_c.FPDFPage_GetObject, page.raw, SAME, MAX_DEPTH
    )


def text_objects(page: pdfium.PdfPage) -> Iterator[Any]:
    """The text objects of a page, also in its forms."""
    return (one for one, _ in page_objects(page, (pdfium_c.FPDF_PAGEOBJ_TEXT,)))


@contextmanager
def left_out(objects: Sequence[Any]) -> Iterator[None]:
    """While it lasts, a page is drawn without some of its objects."""
    try:
        for one in objects:
            pdfium_c.FPDFPageObj_SetIsActive(one, False)
        yield
    finally:
        for one in objects:
            pdfium_c.FPDFPageObj_SetIsActive(one, True)


def matrix_of(one: Any) -> Matrix:
    """The matrix of an object itself."""
    found = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(one, found):
        return SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def product(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does what `first` does and `then` the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """The point to which a matrix takes (x, y)."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def bounds(one: Any, matrix: Matrix) -> Box | None:
    """The bounds of an object in page space."""
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium_c.FPDFPageObj_GetBounds(one, *sides):
        return None
    x0, y0, x1, y1 = (side.value for side in sides)
    if matrix is SAME:
        return x0, y0, x1, y1
    xs, ys = zip(*(moved(matrix, x, y) for x in (x0, x1) for y in (y0, y1)), strict=True)
    return min(xs), min(ys), max(xs), max(ys)
