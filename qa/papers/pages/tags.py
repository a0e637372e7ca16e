"""What a file says of its own structure: its paragraphs, and the rows and cells of its tables.

Programs that write text, and the law on accessible papers, give most files a tree of tags (ISO
32000, 14.7 and 14.8). It tells which words belong together where their places do not: in tables
without rules, over a page, in headings of several lines. Only how words belong together is taken
from it, never a word.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from qa.papers.pages.run import Run
from qa.papers.pages.sheet import Tag

MAX_ELEMENTS, MAX_DEPTH = 20_000, 60  # of the tree of one page
MAX_TYPE = 64  # bytes of the name of a type, in UTF-16
HEADINGS = frozenset({"H", "Title", *(f"H{n}" for n in range(1, 7))})
CELLS = frozenset({"TD", "TH"})
# Elements that are paragraphs, or have the words of one.
PARAGRAPHS = HEADINGS | CELLS | {"P", "LI", "Caption", "TOCI", "BlockQuote", "Note", "FENote"}

Cells = list[tuple[int, int]]  # the cells of a line, each with the first of its characters there


def _quick(function: Any, result: Any, *arguments: Any) -> Any:
    """One of pdfium's functions, called with bare addresses, which takes a third of the time."""
    return ctypes.cast(function, ctypes.PYFUNCTYPE(result, *arguments))


_PLACE, _NUMBER = ctypes.c_void_p, ctypes.c_int
_object_of = _quick(pdfium_c.FPDFText_GetTextObject, _PLACE, _PLACE, _NUMBER)
_content_of = _quick(pdfium_c.FPDFPageObj_GetMarkedContentID, _NUMBER, _PLACE)
_type_of = _quick(
    pdfium_c.FPDF_StructElement_GetType, ctypes.c_ulong, _PLACE, _PLACE, ctypes.c_ulong
)
_count = _quick(pdfium_c.FPDF_StructElement_CountChildren, _NUMBER, _PLACE)
_child = _quick(pdfium_c.FPDF_StructElement_GetChildAtIndex, _PLACE, _PLACE, _NUMBER)
_content = _quick(pdfium_c.FPDF_StructElement_GetChildMarkedContentID, _NUMBER, _PLACE, _NUMBER)
_content_anywhere = _quick(
    pdfium_c.FPDF_StructElement_GetMarkedContentIdAtIndex, _NUMBER, _PLACE, _NUMBER
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in the tree: see `Tag`. `label` holds the number of a list item until its first
    paragraph takes it, since its label stands outside of that."""

    paragraph: int = 0
    row: int = 0
    cell: int = 0
    is_head: bool = False
    label: list[int] = field(default_factory=list)


class Tags:
    """The tags of a page, by the words that stand in them."""

    def __init__(self, page: pdfium.PdfPage, text: Any) -> None:
        self._text = ctypes.cast(text, ctypes.c_void_p).value
        self._places: dict[int, _Place] = {}  # by the number of marked content
        self._parted: dict[int, tuple[bool, bool]] = {}  # begun, and goes on, by paragraph or row
        self._numbers = 0
        self._left = MAX_ELEMENTS
        self._name = ctypes.create_string_buffer(MAX_TYPE)
        self._name_at = ctypes.addressof(self._name)
        tree = pdfium_c.FPDF_StructTree_GetForPage(page.raw)
        if tree:
            for n in range(pdfium_c.FPDF_StructTree_CountChildren(tree)):
                child = pdfium_c.FPDF_StructTree_GetChildAtIndex(tree, n)
                if child:
                    place = ctypes.cast(child, ctypes.c_void_p).value
                    self._walk(place, _Place(), MAX_DEPTH)
            pdfium_c.FPDF_StructTree_Close(tree)
        self.has_rows = any(place.row for place in self._places.values())

    def of(self, char: int) -> Tag | None:
        """The tag of a character of the page; None if it has none."""
        place = self._places.get(self._content(char)) if self._places else None
        if not place:
            return None
        parted = [self._parted.get(n, (False, False)) for n in (place.paragraph, place.row)]
        return Tag(place.paragraph, place.row, place.cell, place.is_head, *parted)

    def of_run(self, run: Run) -> Tag | None:
        """The tag of the first character of a line."""
        return self.of(run.first) if self._places and run.first >= 0 else None

    def are_one_row(self, lines: Sequence[Run]) -> bool:
        """Whether all of some lines stand in the same row of a table."""
        rows = {tag.row if (tag := self.of_run(run)) else 0 for run in lines}
        return len(rows) == 1 and rows != {0}

    def cells(self, run: Run) -> Cells:
        """The cells in which the words of a line stand, each with the first character there."""
        drawn = [n for n, box in enumerate(run.boxes) if box]
        found: Cells = []
        for n in drawn:
            if n > drawn[0] and not run.chars[n - 1].isspace():
                continue  # within a word
            tag = self.of(run.first + n - drawn[0])
            cell = tag.cell if tag else 0
            if not found:
                found.append((cell, 0))
            elif tag and cell != found[-1][0]:
                found.append((cell, n))
        return found

    def _content(self, char: int) -> int:
        drawn = _object_of(self._text, char)
        return int(_content_of(drawn)) if drawn else -1

    def _next(self) -> int:
        self._numbers += 1
        return self._numbers

    def _walk(self, element: int | None, place: _Place, depth: int) -> tuple[bool, bool]:
        """Note the places of what stands in an element; return whether a part of it stands on a
        page before, and whether one does on a page after."""
        length = _type_of(element, self._name_at, MAX_TYPE)
        kind = self._name.raw[: max(0, min(length, MAX_TYPE) - 2)].decode("utf-16-le", "replace")
        count = _count(element)
        inside = self._inside(kind, place, count)
        here = before = after = False
        for n in range(count):
            self._left -= 1
            if self._left < 0 or not depth:
                break
            content = _content(element, n)
            if content >= 0:
                self._places[content] = inside
                here = True
            elif child := _child(element, n):
                begun, goes_on = self._walk(child, inside, depth - 1)
                before, after, here = before or begun, after or goes_on, True
            elif kind in PARAGRAPHS or _content_anywhere(element, n) >= 0:
                before, after = before or not here, after or here
        number = inside.row if kind == "TR" else inside.paragraph if kind in PARAGRAPHS else 0
        if number and (before or after):
            known = self._parted.get(number, (False, False))
            self._parted[number] = known[0] or before, known[1] or after
        return before, after

    def _inside(self, kind: str, place: _Place, count: int) -> _Place:
        """The place of what stands in an element of a kind, with so many parts, at a place. A row
        of one cell is none: there a table only frames what stands in it."""
        if kind == "TR":
            return _Place(row=self._next()) if count > 1 else _Place()
        if kind in CELLS and place.row:
            return _Place(self._next(), place.row, self._next(), kind == "TH")
        if kind == "LI":
            number = self._next()
            return replace(place, paragraph=number, label=[number])
        if kind in PARAGRAPHS:
            number = place.label.pop() if place.label else self._next()
            return replace(place, paragraph=number, label=[])
        return place
