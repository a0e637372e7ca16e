"""A PDF file as pages of lines: the words, where they stand, how they are set.

pypdf opens the file (encryption, title); pdfium reads the text. Over 425 pages of 130 papers of
three councils pdfium took a ninth of pypdf's time a page, found as many words (145,194 in common,
104 only by pdfium, 92 only by pypdf), and alone gives the box of each character (see
`qa.papers.line`). Each steps in where the other cannot open the file or read a page; pypdf's lines
have no boxes.
"""

from __future__ import annotations

import logging
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError, DeprecationError, PyPdfError

from qa.errors import UnreadablePaper
from qa.papers.line import Line, clean, page_lines

# Its warnings are about how it repairs a file, not for people.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

# Errors that reading a damaged page is known to end in, beside pypdf's own.
PAGE_ERRORS = (
    PyPdfError,
    DependencyError,
    DeprecationError,  # a filter under a name that pypdf no longer takes
    NotImplementedError,
    AssertionError,
    zlib.error,
    struct.error,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    RecursionError,
    OverflowError,
)

SHAPES = 50  # on a page without text: letters drawn as shapes


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the file: number from 1, size in points as seen, and its lines in order.

    `drawn` marks a page that shows something but has no text: a scan, or letters drawn as shapes.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Pdf:
    """A file's sheets, its title, and the pages that could not be read."""

    sheets: tuple[Sheet, ...]
    title: str | None
    unread: tuple[int, ...] = ()


def read_pdf(path: Path) -> Pdf:
    """The sheets of the file at `path`, by whichever of the two readers can read each.

    Raises `UnreadablePaper` where there is nothing to read: not a PDF, damaged beyond repair,
    locked with a password, without pages.
    """
    reader = _in_pypdf(path)
    document = _in_pdfium(path)
    if reader is None and document is None:
        raise UnreadablePaper(
            "The file is damaged.", "Open it in a PDF viewer and save it again, or ask for a copy."
        )
    count = len(document) if document else 0
    try:
        count = count or (len(reader.pages) if reader else 0)
    except PAGE_ERRORS:
        count = 0
    if not count:
        raise UnreadablePaper("The file has no pages.", "Ask for the paper again.")
    sheets, unread = [], []
    for index in range(count):
        sheet = _read_sheet(document, reader, index)
        sheets.append(sheet or Sheet(index + 1, 0, 0, ()))
        if sheet is None:
            unread.append(index + 1)
    if document:
        document.close()
    return Pdf(tuple(sheets), _title(reader) if reader else None, tuple(unread))


def _read_sheet(
    document: pdfium.PdfDocument | None, reader: PdfReader | None, index: int
) -> Sheet | None:
    """One sheet, by pdfium or else by pypdf; None where neither can read it."""
    if document:
        try:
            return _sheet(document, index)
        except (pdfium.PdfiumError, ValueError):
            pass  # pypdf steps in
    if reader:
        try:
            return _fallback(reader, index)
        except PAGE_ERRORS:
            return None
    return None


def _in_pdfium(path: Path) -> pdfium.PdfDocument | None:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        return None


def _in_pypdf(path: Path) -> PdfReader | None:
    """The file in pypdf, unlocked if an empty password opens it; None where it is damaged."""
    try:
        with path.open("rb") as file:
            if b"%PDF-" not in file.read(1024):
                raise UnreadablePaper(
                    "The file is not a PDF.", "Save or export the paper as PDF and add it again."
                )
        reader = PdfReader(path)
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise UnreadablePaper(
                "The paper is locked with a password.", "Ask for the open copy of the paper."
            )
    except OSError as error:
        raise UnreadablePaper(
            f"The file cannot be opened ({error.strerror}).", "Check that it may be read."
        ) from error
    except PAGE_ERRORS:
        return None
    return reader


def _title(reader: PdfReader) -> str | None:
    try:
        title = reader.metadata.title if reader.metadata else None
    except PAGE_ERRORS:
        return None
    return str(title).strip() or None if title else None


def _fallback(reader: PdfReader, index: int) -> Sheet:
    page = reader.pages[index]
    lines = (clean(text) for text in page.extract_text().splitlines())
    box = page.mediabox
    return Sheet(
        index + 1,
        float(box.width),
        float(box.height),
        tuple(Line(text, index + 1) for text in lines if text),
    )


def _sheet(document: pdfium.PdfDocument, index: int) -> Sheet:
    page = document[index]
    try:
        width, height = page.get_size()
        lines = page_lines(page, index + 1)
        drawn = not lines and _shows_something(page)
    finally:
        page.close()
    return Sheet(index + 1, width, height, lines, drawn)


def _shows_something(page: pdfium.PdfPage) -> bool:
    """Whether there is a picture on the page, or more shapes than a rule or a frame."""
    images = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=2)
    shapes = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH], max_depth=2)
    return any(True for _ in images) or any(n >= SHAPES for n, _ in enumerate(shapes, 1))
