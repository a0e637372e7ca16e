"""The words of stamps, text boxes and filled form fields, which lie over a page.

They are printed with the page, but are no part of its content, where pdfium looks for text. So a
copy of the page is emptied and its annotations are drawn into it: what then has text is theirs.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence, Set
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from qa.papers.pages.drawing import changed_in, drawing
from qa.papers.pages.line import characters, clean, seen_boxes
from qa.papers.pages.objects import MAX_OBJECTS, left_out, text_objects
from qa.papers.pages.sheet import Box, Line
from qa.papers.pages.shown import HIDDEN, hide, is_shown, notes
from qa.papers.pages.view import View

READ = {
    pdfium_c.FPDF_ANNOT_FREETEXT,
    pdfium_c.FPDF_ANNOT_STAMP,
    pdfium_c.FPDF_ANNOT_WIDGET,
    pdfium_c.FPDF_ANNOT_WATERMARK,
}
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


_Text = list[tuple[str, Box | None]]  # characters, with the boxes of those that are drawn


def laid_over(path: Path, page: pdfium.PdfPage, number: int) -> tuple[list[Line], bool]:
    """The lines of what lies over PDF page `number` of the file at `path`, and whether it has words
    that nobody sees. The `page` is as `qa.papers.pages.shown.shown_page` gives it."""
    found: list[Line] = []
    unseen = {i for i, note in notes(page) if not is_shown(note)}
    hidden = _has_words(path, page, number, unseen)
    if _notes(page):
        with suppress(pdfium.PdfiumError), closing(pdfium.PdfDocument(path)) as copy:
            with closing(copy[number - 1]) as fresh:
                hide(fresh, unseen)
                laid = _notes(fresh)  # where nothing has been drawn into those without a drawing
            places = seen_boxes(page, [note.box for note in laid])
            chars, boxes = _text(copy, number)
            texts = _texts(places, chars, boxes)
            fields = any(not note.stamped for note in laid) and page.formenv is None
            seen = _seen(path, page, number, unseen, texts, all_drawn=not fields)
            for note, place, text in zip(laid, places, texts, strict=True):
                words = "".join(char for char, box in text if not box or box in seen)
                hidden |= any(box and char.isalnum() and box not in seen for char, box in text)
                written = words if any(box for _, box in text) else note.words
                found += _lines(written, number, place, note.stamped)
    return found, hidden


def _has_words(path: Path, page: pdfium.PdfPage, number: int, unseen: Set[int]) -> bool:
    """Whether annotations that are not shown say something, such as a stamp on a layer that is
    switched off."""
    kinds = {i: pdfium_c.FPDFAnnot_GetSubtype(note) for i, note in notes(page) if i in unseen}
    if not any(kind in READ for kind in kinds.values()):
        return False
    with suppress(pdfium.PdfiumError), closing(pdfium.PdfDocument(path)) as copy:
        with closing(copy[number - 1]) as fresh:
            for i, note in notes(fresh):
                is_one = kinds.get(i) in READ
                pdfium_c.FPDFAnnot_SetFlags(note, 0 if is_one else HIDDEN)
                if is_one and any(map(str.isalnum, _written(note, kinds[i]))):
                    return True
        return any(char.isalnum() for char in _text(copy, number)[0])
    return False


def with_laid_over(lines: Sequence[Line], over: Sequence[Line]) -> list[Line]:
    """The `lines` of a page, and those of what lies `over` it, each behind the line that it stands
    beside or below."""
    result = list(lines)
    for line in over:
        result.insert(place_among(result, line), line)
    return result


def _notes(page: pdfium.PdfPage) -> list[_Note]:
    """The annotations that may have words and are shown."""
    found = []
    for _, note in notes(page, MAX_ANNOTATIONS):
        kind = pdfium_c.FPDFAnnot_GetSubtype(note)
        rect = pdfium_c.FS_RECTF()
        if kind in READ and is_shown(note) and pdfium_c.FPDFAnnot_GetRect(note, rect):
            left, right = sorted((rect.left, rect.right))
            low, high = sorted((rect.bottom, rect.top))
            words = _name(note) if kind == pdfium_c.FPDF_ANNOT_STAMP else _written(note, kind)
            stamped = kind != pdfium_c.FPDF_ANNOT_WIDGET
            found.append(_Note((left, low, right, high), stamped, words))
    return found


def _name(stamp: Any) -> str:
    """What a stamp of a viewer says by its name ("SBNotApproved"), for it draws its words as
    shapes."""
    words = STAMP_NAME.fullmatch(_value(stamp, b"Name", MAX_NAME))
    return clean(" ".join(CAPITAL.split(words[1]))).upper() if words else ""


def _written(note: Any, kind: int) -> str:
    """What a viewer writes into a text box or a field whose appearance the file does not hold."""
    drawn = pdfium_c.FPDFAnnot_HasKey(note, b"AP")
    if drawn or WHITE.search(_value(note, b"DA", MAX_NAME)):
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


def _text(copy: pdfium.PdfDocument, number: int) -> tuple[str, list[Box | None]]:
    """What the annotations of a page draw: its characters, and the boxes of those that are drawn.
    Its own content is taken out of it."""
    with closing(copy[number - 1]) as page:
        for drawn in list(page.get_objects(max_depth=1)):
            page.remove_obj(drawn)
        page.gen_content()
        if not _flattened(page):
            return "", []
    with closing(copy[number - 1]) as page, closing(page.get_textpage()) as text:
        return characters(text.raw, View.of(page))


def _texts(places: Sequence[Box], chars: str, boxes: Sequence[Box | None]) -> list[_Text]:
    """What stands in each of `places`: in the smallest, where one lies within another."""
    texts: list[_Text] = [[] for _ in places]
    smallest = sorted(range(len(places)), key=lambda n: _area(places[n]))
    at: int | None = None
    for char, box in zip(chars, boxes, strict=True):
        if box:
            across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            inside = (n for n in smallest if _holds(places[n], across, down))
            at = next(inside, None)
        if at is not None and len(texts[at]) < MAX_LENGTH:
            texts[at].append((char, box))
    return texts


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _holds(box: Box, across: float, down: float) -> bool:
    return box[0] < across < box[2] and box[1] < down < box[3]


def _flattened(page: pdfium.PdfPage) -> bool:
    """Whether the annotations of a page could be drawn into it."""
    made = pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
    return bool(made == pdfium_c.FLATTEN_SUCCESS)


def _seen(
    path: Path,
    page: pdfium.PdfPage,
    number: int,
    unseen: Set[int],
    texts: Sequence[_Text],
    *,
    all_drawn: bool,
) -> set[Box]:
    """The boxes of those characters of annotations that are seen: where the annotations make a
    difference to the page, if pdfium has `all_drawn`, and their text makes one to them."""
    boxes = sorted({box for text in texts for _, box in text if box})
    if not boxes:
        return set()
    places = np.array(boxes)
    with_notes = drawing(page)
    places = places * (with_notes.shape[1] / page.get_width())
    seen = np.ones(len(boxes), dtype=bool)
    if all_drawn:  # not the fields of a file that does not list them as a form
        seen = changed_in(with_notes, drawing(page, laid_over=False), places)
    with closing(pdfium.PdfDocument(path)) as copy:
        copy.init_forms()
        with closing(copy[number - 1]) as fresh:
            hide(fresh, unseen)
            own = sum(1 for _ in text_objects(fresh))
            flat = _flattened(fresh)
        with closing(copy[number - 1]) as drawn:
            theirs = list(islice(text_objects(drawn), own, None))
            if flat and len(theirs) < MAX_OBJECTS:
                with_text = drawing(drawn)
                with left_out(theirs):
                    seen &= changed_in(with_text, drawing(drawn), places)
    return {box for box, is_seen in zip(boxes, seen.tolist(), strict=True) if is_seen}


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
