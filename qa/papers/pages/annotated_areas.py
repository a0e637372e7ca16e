"""The areas of a page that annotations speak of: what they strike out, redact or cover."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from qa.papers.pages.sheet import Box
from qa.papers.pages.shown import is_shown, notes
from qa.papers.pages.view import View


def annotated_areas(
    page: pdfium.PdfPage, view: View, kind: int, *, filled: bool = False
) -> Iterator[Box]:
    """The areas of annotations of a `kind`, such as those that strike words out or redact them,
    which people add in a PDF viewer; or only of those `filled` with a colour, which a viewer draws
    although the file does not hold how they look. What is to be redacted is so wherever that
    stands; other annotations count only if they are shown."""
    for _, note in notes(page):
        drawn = filled and pdfium_c.FPDFAnnot_HasKey(note, b"AP")
        bare = filled and not pdfium_c.FPDFAnnot_HasKey(note, b"IC")
        counts = is_shown(note) or kind == pdfium_c.FPDF_ANNOT_REDACT
        if pdfium_c.FPDFAnnot_GetSubtype(note) == kind and counts and not (drawn or bare):
            yield from view.seen(_areas(note))


def _areas(note: Any) -> Iterator[Box]:
    """The areas of an annotation in page space: its quadrilaterals, or else its rectangle."""
    count = pdfium_c.FPDFAnnot_CountAttachmentPoints(note)
    for k in range(count):
        quad = pdfium_c.FS_QUADPOINTSF()
        pdfium_c.FPDFAnnot_GetAttachmentPoints(note, k, quad)
        x0, x1 = sorted((quad.x1, quad.x4))
        y0, y1 = sorted((quad.y1, quad.y4))
        yield x0, y0, x1, y1
    area = pdfium_c.FS_RECTF()
    if not count and pdfium_c.FPDFAnnot_GetRect(note, area):
        x0, x1 = sorted((area.left, area.right))
        y0, y1 = sorted((area.bottom, area.top))
        yield x0, y0, x1, y1
