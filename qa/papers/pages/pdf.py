"""A PDF file as pages of lines: the words, where they stand, and how they are set.

pdfium reads the file, because it is many times as quick as pypdf and is the only one to give the
box of each character (see `qa.papers.pages.line`). pypdf steps in where pdfium cannot open the file
or read a page; its lines have no boxes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL.Image import Image
from pypdf import PdfReader

from qa.errors import UnreadablePaper
from qa.papers.attachment import Attachment
from qa.papers.pages import signature
from qa.papers.pages.annotations import laid_over, with_laid_over
from qa.papers.pages.attached import attachments, pinned
from qa.papers.pages.line import clean, page_text
from qa.papers.pages.second_reader import PYPDF_ERRORS, Locked, forget, in_pypdf
from qa.papers.pages.sheet import Bookmark, Line, Sheet
from qa.papers.pages.shown import shown_page
from qa.papers.text import sound

MAX_TITLE_LENGTH, MAX_LABEL_LENGTH = 500, 100  # characters
MAX_BOOKMARKS = 2000
# The size of a page's picture for OCR. At 300 dots an inch OCR reads no better, and takes longer.
OCR_SCALE = 200 / 72  # pixels a point
MIN_PIXELS, MAX_PIXELS = 4_000_000, 12_000_000  # an A4 page has the former, larger sheets more
MAX_SIDE = 12_000  # pixels
# So many shapes on a page without text are taken for letters that are drawn.
MIN_SHAPES = 50
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
    """The number of pages of a file, the title that its properties give it, its bookmarks, and the
    files that are attached to it."""

    pages: int
    title: str | None
    bookmarks: tuple[Bookmark, ...] = ()
    attached: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file as each of the two readers opened it; None for one that did not."""

    pdfium: pdfium.PdfDocument | None
    pypdf: PdfReader | None


def cover(path: Path) -> Cover:
    """How many pages the file at `path` has, and its title.

    Raises `UnreadablePaper` if it is not a PDF, damaged beyond repair, locked with a password, or
    without pages.
    """
    close()  # another file may have lain there before
    opened = _opened(path)
    count, title = 0, None
    bookmarks: tuple[Bookmark, ...] = ()
    attached: tuple[Attachment, ...] = ()
    if opened.pdfium:
        bookmarks = tuple(_bookmarks(opened.pdfium))
        attached = tuple(attachments(opened.pdfium))
        count = len(opened.pdfium)
        with suppress(ValueError):  # the title may have halves of characters
            title = opened.pdfium.get_metadata_value("Title")
    elif opened.pypdf:
        try:
            count = len(opened.pypdf.pages)
            title = opened.pypdf.metadata.title if opened.pypdf.metadata else None
        except PYPDF_ERRORS as error:
            raise UnreadablePaper(*DAMAGED) from error
    if not count:
        raise UnreadablePaper("The file has no pages.", "Ask for the paper again.")
    return Cover(
        count, clean(sound(str(title or "")[:MAX_TITLE_LENGTH])) or None, bookmarks, attached
    )


def _bookmarks(document: pdfium.PdfDocument) -> Iterator[Bookmark]:
    """The bookmarks that open on a page. One that is damaged ends them."""
    with suppress(pdfium.PdfiumError, ValueError):  # a title may have halves of characters
        for bookmark in islice(document.get_toc(), MAX_BOOKMARKS):
            target = bookmark.get_dest()
            page = target.get_index() if target else None
            if page is not None:
                title = clean(sound(bookmark.get_title()[:MAX_TITLE_LENGTH]))
                yield Bookmark(title, page + 1, bookmark.level)


def close() -> None:
    """Close the file that was opened last."""
    _opened.cache_clear()
    forget()


def sheet(path: Path, number: int) -> Sheet | None:
    """PDF page `number` of the file at `path`, read by pdfium or else by pypdf.

    None where neither can read it. Raises what `cover` does.
    """
    opened = _opened(path)
    if opened.pdfium:
        with suppress(pdfium.PdfiumError):  # pypdf steps in
            return _sheet(opened.pdfium, path, number)
    reader = opened.pypdf or _in_pypdf(path)
    return _fallback(reader, number) if reader else None


def drawing(path: Path, number: int) -> Drawing:
    """PDF page `number` of the file at `path` as a picture for OCR. Raises `UnreadablePaper`."""
    document = _opened(path).pdfium
    if document is None:
        raise UnreadablePaper(*DAMAGED)
    try:
        with closing(shown_page(document, path, number)) as page:
            width, height = page.get_size()
            if min(width, height) <= 0:
                raise UnreadablePaper(*DAMAGED)
            area = width * height
            scale = min(max(OCR_SCALE, (MIN_PIXELS / area) ** 0.5), (MAX_PIXELS / area) ** 0.5)
            scale = min(scale, MAX_SIDE / max(width, height))
            picture = page.render(scale=scale, grayscale=True).to_pil()
    except pdfium.PdfiumError as error:
        raise UnreadablePaper(*DAMAGED) from error
    return Drawing(number, width, height, pgm(picture))


def pgm(picture: Image) -> bytes:
    """A picture in grey as a PGM file, which is not compressed and so quick to write and read."""
    file = io.BytesIO()
    picture.convert("L").save(file, "PPM")
    return file.getvalue()


@lru_cache(maxsize=1)
def _opened(path: Path) -> _Opened:
    """The file at `path`, opened by pypdf only if pdfium cannot open it. See `cover` for errors."""
    try:
        with path.open("rb") as file:
            signature.check(signature.look_at(file))
        _clear_last_error()
        document = pdfium.PdfDocument(path)
        document.init_forms()  # what was typed into a form is drawn too, and may cover words
        return _Opened(document, None)
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


def _clear_last_error() -> None:
    """Replace pdfium's last error by one that says nothing of any file.

    pdfium keeps an error until the next one. A file that opens but has no pages gives none, and the
    password that an earlier file wanted would be asked for it.
    """
    with suppress(pdfium.PdfiumError):
        pdfium.PdfDocument(b"")


def _in_pypdf(path: Path) -> PdfReader | None:
    """The file opened by pypdf; None if it is damaged. Raises `UnreadablePaper` if it is locked."""
    try:
        return in_pypdf(path)
    except Locked as error:
        raise UnreadablePaper(*LOCKED) from error


def _fallback(reader: PdfReader, number: int) -> Sheet | None:
    try:
        page = reader.pages[number - 1]
        text, width, height = page.extract_text(), page.mediabox.width, page.mediabox.height
    except PYPDF_ERRORS:
        return None
    lines = tuple(Line(line, number) for line in map(clean, text.splitlines()) if line)
    return Sheet(number, float(width), float(height), lines, unchecked=bool(lines))


def _sheet(document: pdfium.PdfDocument, path: Path, number: int) -> Sheet:
    with closing(shown_page(document, path, number)) as page:
        width, height = page.get_size()
        text = page_text(page, number)
        over, unseen = laid_over(path, page, number)
        lines = tuple(with_laid_over(text.lines, over))
        drawn = text.scan or (not lines and _shows_something(page))
        return Sheet(
            number,
            width,
            height,
            lines,
            drawn,
            ocr=text.layer,
            layer=text.layer,
            hidden=text.hidden or unseen,
            attached=tuple(pinned(page, number)),
            label=_label(document, number),
        )


def _label(document: pdfium.PdfDocument, number: int) -> str:
    try:
        label = document.get_page_label(number - 1)
    except (pdfium.PdfiumError, ValueError):  # it may have halves of characters
        return ""
    return clean(sound(label[:MAX_LABEL_LENGTH]))


def _shows_something(page: pdfium.PdfPage) -> bool:
    """Whether there is a picture on the page, or more shapes than rules and frames would be."""
    images = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=2)
    shapes = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH], max_depth=2)
    return any(True for _ in images) or any(n >= MIN_SHAPES for n, _ in enumerate(shapes, 1))
