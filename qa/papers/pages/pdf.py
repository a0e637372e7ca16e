"""A PDF file as pages of lines: the words, where they stand, how they are set.

pdfium reads it. Over 425 pages of 130 papers of three councils it took a ninth of pypdf's time a
page, found as many words (145,194 in common, 104 only by pdfium, 92 only by pypdf), and alone gives
the box of each character (see `qa.papers.pages.line`). pypdf steps in where pdfium cannot open the
file or read a page; its lines have no boxes.
"""

from __future__ import annotations

import io
import logging
import struct
import zlib
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL.Image import Image
from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError, DeprecationError, PyPdfError

from qa.errors import UnreadablePaper
from qa.papers.pages import signature
from qa.papers.pages.line import clean, page_lines
from qa.papers.pages.sheet import Line, Sheet
from qa.papers.text import sound

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
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
    ArithmeticError,
    EOFError,
)

LONGEST_TITLE = 500  # characters
# Of a picture for OCR. At 300 dots an inch it read no better, and took half as long again.
SHARP = 200 / 72  # pixels a point
FEWEST, MOST = 4_000_000, 12_000_000  # pixels: of A4, and of larger sheets
LONGEST = 12_000  # pixels, of a side
SHAPES = 50  # on a page without text: letters drawn as shapes
LOCKED = "The paper is locked with a password.", "Ask for the open copy of the paper."
DAMAGED = (
    "The file is damaged.",
    "Open it in a PDF viewer and save it again, or ask for a copy.",
)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page as a grey picture in PGM, with its number and its size in points as seen."""

    number: int
    width: float
    height: float
    picture: bytes


@dataclass(frozen=True, slots=True)
class Cover:
    """What a file says of itself: how many pages it has, and its title."""

    pages: int
    title: str | None


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file in the two readers, None where one cannot open it."""

    pdfium: pdfium.PdfDocument | None
    pypdf: PdfReader | None


def cover(path: Path) -> Cover:
    """What the file at `path` says of itself.

    Raises `UnreadablePaper` where there is nothing to read: not a PDF, damaged beyond repair,
    locked with a password, without pages.
    """
    forget()  # what lay there before
    opened = _opened(path)
    count, title = 0, None
    if opened.pdfium:
        count = len(opened.pdfium)
        with suppress(ValueError):  # halves of characters
            title = opened.pdfium.get_metadata_value("Title")
    elif opened.pypdf:
        try:
            count = len(opened.pypdf.pages)
            title = opened.pypdf.metadata.title if opened.pypdf.metadata else None
        except PAGE_ERRORS as error:
            raise UnreadablePaper(*DAMAGED) from error
    if not count:
        raise UnreadablePaper("The file has no pages.", "Ask for the paper again.")
    return Cover(count, clean(sound(str(title or "")[:LONGEST_TITLE])) or None)


def forget() -> None:
    """Close the file that was opened last."""
    _opened.cache_clear()
    _in_pypdf.cache_clear()


def sheet(path: Path, number: int) -> Sheet | None:
    """PDF page `number` of the file at `path`, by pdfium or else by pypdf; None if by neither."""
    opened = _opened(path)
    if opened.pdfium:
        with suppress(pdfium.PdfiumError):  # pypdf steps in
            return _sheet(opened.pdfium, number)
    reader = opened.pypdf or _in_pypdf(path)
    return _fallback(reader, number) if reader else None


def drawing(path: Path, number: int) -> Drawing:
    """PDF page `number` of the file at `path` as OCR reads it best. Raises `UnreadablePaper`."""
    document = _opened(path).pdfium
    if document is None:
        raise UnreadablePaper(*DAMAGED)
    try:
        with closing(document[number - 1]) as page:
            width, height = page.get_size()
            if min(width, height) <= 0:
                raise UnreadablePaper(*DAMAGED)
            area = width * height
            scale = min(max(SHARP, (FEWEST / area) ** 0.5), (MOST / area) ** 0.5)
            scale = min(scale, LONGEST / max(width, height))
            picture = page.render(scale=scale, grayscale=True).to_pil()
    except pdfium.PdfiumError as error:
        raise UnreadablePaper(*DAMAGED) from error
    return Drawing(number, width, height, pgm(picture))


def pgm(picture: Image) -> bytes:
    """A picture in grey as a file that takes no time to write or read."""
    file = io.BytesIO()
    picture.convert("L").save(file, "PPM")
    return file.getvalue()


@lru_cache(maxsize=1)
def _opened(path: Path) -> _Opened:
    """The file at `path`: in pypdf only if pdfium cannot open it."""
    try:
        with path.open("rb") as file:
            signature.check(file.read(signature.LOOKED_AT))
        _forget_errors()
        return _Opened(pdfium.PdfDocument(path), None)
    except OSError as error:
        raise UnreadablePaper(
            f"The file cannot be opened ({error.strerror}).", "Check that it may be read."
        ) from error
    except pdfium.PdfiumError as error:
        reader = _in_pypdf(path)
        if reader is None:
            locked = error.err_code == pdfium_c.FPDF_ERR_PASSWORD
            raise UnreadablePaper(*(LOCKED if locked else DAMAGED)) from error
        return _Opened(None, reader)


def _forget_errors() -> None:
    """Have pdfium's last error be none of a file before: it keeps an error until the next, and
    where a file opens but has no pages, there is none to take its place."""
    with suppress(pdfium.PdfiumError):
        pdfium.PdfDocument(b"")


@lru_cache(maxsize=1)
def _in_pypdf(path: Path) -> PdfReader | None:
    """The file in pypdf, unlocked if an empty password opens it; None where it is damaged."""
    try:
        reader = PdfReader(path)
        locked = reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED
    except PAGE_ERRORS:
        return None
    if locked:
        raise UnreadablePaper(*LOCKED)
    return reader


def _fallback(reader: PdfReader, number: int) -> Sheet | None:
    try:
        page = reader.pages[number - 1]
        text, width, height = page.extract_text(), page.mediabox.width, page.mediabox.height
    except PAGE_ERRORS:
        return None
    lines = tuple(Line(line, number) for line in map(clean, text.splitlines()) if line)
    return Sheet(number, float(width), float(height), lines)


def _sheet(document: pdfium.PdfDocument, number: int) -> Sheet:
    with closing(document[number - 1]) as page:
        width, height = page.get_size()
        lines = page_lines(page, number)
        return Sheet(number, width, height, lines, not lines and _shows_something(page))


def _shows_something(page: pdfium.PdfPage) -> bool:
    """Whether there is a picture on the page, or more shapes than a rule or a frame."""
    images = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=2)
    shapes = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH], max_depth=2)
    return any(True for _ in images) or any(n >= SHAPES for n, _ in enumerate(shapes, 1))
