"""The words of stamps, text boxes and filled form fields, which lie over a page.

They are printed with the page, but are no part of its content, where pdfium looks for text. So a
copy of the page is emptied and its annotations are drawn into it: what then has text is theirs.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
MAX_NAME = 100  # characters
# The names of stamps that viewers offer, with what they put before them: "Draft", "SBNotApproved".
STAMP_NAME = re.compile(r"(?:SB|SH|D|#)?([A-Z][A-Za-z]+)")
CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# The colour of white in the entry that says how a text box is written; a field for a password.
WHITE, PASSWORD = re.compile(r"(?<![\d.])1(?:\.0*)? (?:g|1(?:\.0*)? 1(?:\.0*)? rg)\b"), 1 << 13
MIN_SIZE, MAX_SIZE = 6.0, 12.0  # points, of the type of a line, which is not known


@dataclass(frozen=True, slots=True)
class _Note:
    """An annotation: its place in page space, whether it is a stamp or a text box rather than a
    field of a form, and what it says where it draws no words: the name of a stamp, or what a
    viewer writes into it."""

    box: Box
    stamped: bool
    words: str


def laid_over(path: Path, page: pdfium.PdfPage, number: int) -> list[Line]:
    """The lines of what lies over PDF page `number` of the file at `path`."""
    found: list[Line] = []
    if _notes(page):
        with suppress(pdfium.PdfiumError), closing(pdfium.PdfDocument(path)) as copy:
            with closing(copy[number - 1]) as fresh:
                notes = _notes(fresh)  # where nothing has been drawn into those without a drawing
            texts = _texts(copy, number, [note.box for note in notes])
            for note, text in zip(notes, texts, strict=True):
                [place] = seen_boxes(page, [note.box])
                found += _lines(text if clean(text) else note.words, number, place, note.stamped)
    return found


def with_laid_over(lines: Sequence[Line], over: Sequence[Line]) -> list[Line]:
    """The `lines` of a page, and those of what lies `over` it, each behind the line that it stands
    beside or below."""
    result = list(lines)
    for line in over:
        result.insert(place_among(result, line), line)
    return result


def _notes(page: pdfium.PdfPage) -> list[_Note]:
    """The annotations that may have words and are seen."""
    found = []
    for i in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), MAX_ANNOTATIONS)):
        note = pdfium_c.FPDFPage_GetAnnot(page, i)
        kind = pdfium_c.FPDFAnnot_GetSubtype(note)
        rect = pdfium_c.FS_RECTF()
        if (
            kind in READ
            and not pdfium_c.FPDFAnnot_GetFlags(note) & UNSEEN
            and pdfium_c.FPDFAnnot_GetRect(note, rect)
        ):
            left, right = sorted((rect.left, rect.right))
            low, high = sorted((rect.bottom, rect.top))
            words = _name(note) if kind == pdfium_c.FPDF_ANNOT_STAMP else _written(note, kind)
            stamped = kind != pdfium_c.FPDF_ANNOT_WIDGET
            found.append(_Note((left, low, right, high), stamped, words))
        pdfium_c.FPDFPage_CloseAnnot(note)
    return found


def _name(stamp: Any) -> str:
    """What a stamp of a viewer says by its name ("SBNotApproved"), for it draws its words as
    shapes."""
    words = STAMP_NAME.fullmatch(_value(stamp, b"Name", MAX_NAME))
    return clean(" ".join(CAPITAL.split(words[1]))).upper() if words else ""


def _written(note: Any, kind: int) -> str:
    """What a viewer writes into a text box or a field whose appearance the file does not hold."""
    if pdfium_c.FPDFAnnot_HasKey(note, b"AP") or WHITE.search(_value(note, b"DA", MAX_NAME)):
        return ""
    if kind != pdfium_c.FPDF_ANNOT_WIDGET:
        return _value(note, b"Contents", MAX_LENGTH)
    flags = ctypes.c_float()
    pdfium_c.FPDFAnnot_GetNumberValue(note, b"Ff", flags)
    return "" if int(flags.value) & PASSWORD else _value(note, b"V", MAX_LENGTH)


def _value(note: Any, key: bytes, longest: int) -> str:
    """The text of an entry of an annotation, of so many characters at most."""
    buffer = ctypes.create_string_buffer(2 * longest)
    length = pdfium_c.FPDFAnnot_GetStringValue(
        note, key, ctypes.cast(buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR)), 2 * longest
    )
    return buffer.raw[: max(0, min(length, 2 * longest) - 2)].decode("utf-16-le", "replace")


def _texts(copy: pdfium.PdfDocument, number: int, boxes: Sequence[Box]) -> list[str]:
    """What stands in each of `boxes` (in page space) of the page, its own content aside."""
    with closing(copy[number - 1]) as page:
        for drawn in list(page.get_objects(max_depth=1)):
            page.remove_obj(drawn)
        page.gen_content()
        if pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY) != pdfium_c.FLATTEN_SUCCESS:
            return [""] * len(boxes)
    with closing(copy[number - 1]) as page, closing(page.get_textpage()) as text:
        return [text.get_text_bounded(*box)[:MAX_LENGTH] for box in boxes]


def _lines(text: str, number: int, place: Box, stamped: bool) -> list[Line]:
    words = [one for line in text.splitlines() if (one := clean(line))]
    x0, top, x1, bottom = place
    height = (bottom - top) / max(1, len(words))
    size = min(max(height * 0.8, MIN_SIZE), MAX_SIZE)
    return [
        Line(one, number, x0, x1, top + i * height, top + (i + 1) * height, size, stamped=stamped)
        for i, one in enumerate(words)
    ]


def place_among(lines: Sequence[Line], new: Line) -> int:
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
