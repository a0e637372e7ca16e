"""The words of stamps, text boxes and filled form fields, which lie over a page.

They are printed with the page, but are no part of its content, where pdfium looks for text. So a
copy of the page is emptied and its annotations are drawn into it: what then has text is theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from qa.papers.pages.line import clean, seen_boxes
from qa.papers.pages.sheet import Box, Line

READ = {
    pdfium_c.FPDF_ANNOT_FREETEXT,
    pdfium_c.FPDF_ANNOT_STAMP,
    pdfium_c.FPDF_ANNOT_WIDGET,
    pdfium_c.FPDF_ANNOT_WATERMARK,
}
UNSEEN = pdfium_c.FPDF_ANNOT_FLAG_HIDDEN | pdfium_c.FPDF_ANNOT_FLAG_NOVIEW
MAX_ANNOTATIONS = 500  # of a page: a form has tens
MAX_LENGTH = 20_000  # characters of one of them
MIN_SIZE, MAX_SIZE = 6.0, 12.0  # points, of the type of a line, which is not known


def with_annotations(
    path: Path, page: pdfium.PdfPage, number: int, lines: tuple[Line, ...]
) -> tuple[Line, ...]:
    """The `lines` of PDF page `number` of the file at `path`, and those of what lies over it, each
    behind the line that it stands beside or below."""
    boxes = _boxes(page)
    if not boxes:
        return lines
    found: list[Line] = []
    with suppress(pdfium.PdfiumError), closing(pdfium.PdfDocument(path)) as copy:
        for box, text in _texts(copy, number, boxes):
            [place] = seen_boxes(page, [box])
            found += _lines(text, number, place)
    result = list(lines)
    for line in found:
        result.insert(_place(result, line), line)
    return tuple(result)


def _boxes(page: pdfium.PdfPage) -> list[Box]:
    """The places (in page space) of the annotations that may have words and are seen."""
    boxes = []
    for i in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), MAX_ANNOTATIONS)):
        note = pdfium_c.FPDFPage_GetAnnot(page, i)
        rect = pdfium_c.FS_RECTF()
        if (
            pdfium_c.FPDFAnnot_GetSubtype(note) in READ
            and not pdfium_c.FPDFAnnot_GetFlags(note) & UNSEEN
            and pdfium_c.FPDFAnnot_GetRect(note, rect)
        ):
            left, right = sorted((rect.left, rect.right))
            low, high = sorted((rect.bottom, rect.top))
            boxes.append((left, low, right, high))
        pdfium_c.FPDFPage_CloseAnnot(note)
    return boxes


def _texts(copy: pdfium.PdfDocument, number: int, boxes: Sequence[Box]) -> list[tuple[Box, str]]:
    """What stands in each of `boxes` of the page, its own content aside."""
    with closing(copy[number - 1]) as page:
        for drawn in list(page.get_objects(max_depth=1)):
            page.remove_obj(drawn)
        page.gen_content()
        if pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY) != pdfium_c.FLATTEN_SUCCESS:
            return []
    with closing(copy[number - 1]) as page, closing(page.get_textpage()) as text:
        return [(box, text.get_text_bounded(*box)[:MAX_LENGTH]) for box in boxes]


def _lines(text: str, number: int, place: Box) -> list[Line]:
    words = [one for line in text.splitlines() if (one := clean(line))]
    x0, top, x1, bottom = place
    height = (bottom - top) / max(1, len(words))
    size = min(max(height * 0.8, MIN_SIZE), MAX_SIZE)
    return [
        Line(one, number, x0, x1, top + i * height, top + (i + 1) * height, size)
        for i, one in enumerate(words)
    ]


def _place(lines: Sequence[Line], new: Line) -> int:
    """The index at which a line is put among others: behind the lowest that begins above its foot,
    and to the left of it if beside it."""
    above = [
        (line.top, i)
        for i, line in enumerate(lines)
        if line.top <= new.top
        or (
            line.top < new.bottom
            and line.x1 <= new.x0 + 1
            and line.bottom <= new.bottom + 3
            and new.height < 2 * line.size
        )
    ]
    return max(above)[1] + 1 if above else 0
