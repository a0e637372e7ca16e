"""A page with those of its annotations that a viewer shows on the screen.

An annotation may be hidden by its flags, or lie on a layer that is switched off, itself or by how
it is drawn. pdfium knows the flags but not the layers of annotations. So those that lie on such a
layer get the flag that hides them, in memory: then they are neither drawn nor read, cover nothing
and strike nothing out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

HIDDEN = pdfium_c.FPDF_ANNOT_FLAG_HIDDEN
UNSEEN = HIDDEN | pdfium_c.FPDF_ANNOT_FLAG_NOVIEW
MAX_NOTES = 5000  # annotations of one page that are looked at
# What a viewer draws itself, or not at all, whatever the file says of how it looks.
BARE = {pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP}


def shown_page(document: pdfium.PdfDocument, path: Path, number: int) -> pdfium.PdfPage:
    """PDF page `number` of a document, which the file at `path` holds, as a viewer shows it."""
    page = document[number - 1]
    on_layers = {i for i, note in notes(page) if pdfium_c.FPDFAnnot_HasKey(note, b"OC")}
    if on_layers or any(_is_drawn(note) for _, note in notes(page)):
        from qa.papers.pages.layers import switched_off  # with pypdf, which few pages want

        hide(page, switched_off(path, number, on_layers, MAX_NOTES))
    return page


def is_shown(note: Any) -> bool:
    """Whether an annotation of such a page is shown: one that is only printed is not."""
    return not pdfium_c.FPDFAnnot_GetFlags(note) & UNSEEN


def hide(page: pdfium.PdfPage, unseen: Iterable[int]) -> None:
    """Hide some annotations of a page, by their indices."""
    for i in unseen:
        note = pdfium_c.FPDFPage_GetAnnot(page, i)
        pdfium_c.FPDFAnnot_SetFlags(note, pdfium_c.FPDFAnnot_GetFlags(note) | HIDDEN)
        pdfium_c.FPDFPage_CloseAnnot(note)


def notes(page: pdfium.PdfPage, most: int = MAX_NOTES) -> Iterator[tuple[int, Any]]:
    """The first annotations of a page, each with its index, and open until the next is asked
    for."""
    for i in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), most)):
        note = pdfium_c.FPDFPage_GetAnnot(page, i)
        try:
            yield i, note
        finally:
            pdfium_c.FPDFPage_CloseAnnot(note)


def _is_drawn(note: Any) -> bool:
    kind = pdfium_c.FPDFAnnot_GetSubtype(note)
    return kind not in BARE and bool(pdfium_c.FPDFAnnot_HasKey(note, b"AP"))
