"""The files that are attached to a PDF, or that it holds as a portfolio; also those that are pinned
to a page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from qa.errors import UnreadablePaper
from qa.papers.attachment import Attachment
from qa.papers.pages import signature
from qa.papers.pages.line import clean
from qa.papers.text import sound

MAX_FILES = 50  # of a paper, and of a page
MAX_BYTES = 24 << 20  # of a file
MAX_NAME_LENGTH = 200  # characters
MAX_ANNOTATIONS = 500
GONE = "The attached file cannot be read.", "Open the paper in a PDF viewer and save the file."


def attachments(document: pdfium.PdfDocument) -> Iterator[Attachment]:
    """The first files that are attached to a document as a whole."""
    for index in range(min(pdfium_c.FPDFDoc_GetAttachmentCount(document), MAX_FILES)):
        with suppress(pdfium.PdfiumError, ValueError):
            file = pdfium_c.FPDFDoc_GetAttachment(document, index)
            yield Attachment(_name(file), _is_paper(file), index)


def pinned(page: pdfium.PdfPage, number: int) -> Iterator[Attachment]:
    """The first files that are pinned to a page."""
    for index in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), MAX_ANNOTATIONS)):
        note = pdfium_c.FPDFPage_GetAnnot(page, index)
        try:
            if pdfium_c.FPDFAnnot_GetSubtype(note) == pdfium_c.FPDF_ANNOT_FILEATTACHMENT:
                file = pdfium_c.FPDFAnnot_GetFileAttachment(note)
                yield Attachment(_name(file), _is_paper(file), index, number)
        finally:
            pdfium_c.FPDFPage_CloseAnnot(note)


def attached_file(path: Path, one: Attachment) -> bytes:
    """The contents of a file that is attached to the PDF at `path`. Raises `UnreadablePaper`."""
    try:
        with closing(pdfium.PdfDocument(path)) as document:
            if not one.page:
                return _contents(pdfium_c.FPDFDoc_GetAttachment(document, one.index))
            with closing(document[one.page - 1]) as page:
                note = pdfium_c.FPDFPage_GetAnnot(page, one.index)
                try:
                    return _contents(pdfium_c.FPDFAnnot_GetFileAttachment(note))
                finally:
                    pdfium_c.FPDFPage_CloseAnnot(note)
    except pdfium.PdfiumError as error:
        raise UnreadablePaper(*GONE) from error


def _name(file: Any) -> str:
    size = pdfium_c.FPDFAttachment_GetName(file, None, 0) if file else 0
    if not 0 < size < 10_000:
        return ""
    letters = ctypes.create_string_buffer(size)
    pdfium_c.FPDFAttachment_GetName(
        file, ctypes.cast(letters, ctypes.POINTER(pdfium_c.FPDF_WCHAR)), size
    )
    name = letters.raw.decode("utf-16-le", "replace").rstrip("\0")
    return clean(sound(name))[:MAX_NAME_LENGTH]


def _is_paper(file: Any) -> bool:
    try:
        return signature.is_paper(_contents(file)[: signature.LOOKED_AT])
    except UnreadablePaper:
        return False


def _contents(file: Any) -> bytes:
    size = ctypes.c_ulong()
    known = file and pdfium_c.FPDFAttachment_GetFile(file, None, 0, size)
    if not known or not 0 < size.value <= MAX_BYTES:
        raise UnreadablePaper(*GONE)
    data = (ctypes.c_char * size.value)()
    if not pdfium_c.FPDFAttachment_GetFile(file, data, size.value, size):
        raise UnreadablePaper(*GONE)
    return bytes(data)
