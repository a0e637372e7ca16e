"""The text of a page as it is drawn, where the file gives another text for it.

A file may give an `ActualText` for what it draws (ISO 32000, 14.9.4), and pdfium takes that. It is
meant for what has no characters of its own, such as a ligature or a word that is cut by a hyphen.
But it may say anything, and what is quoted must be what stands on the page.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from qa.papers.pages.objects import text_objects

KEY = b"ActualText"
MAX_LENGTH = 10_000  # bytes of UTF-16 that are compared


@dataclass(frozen=True, slots=True)
class _Marked:
    """A text object, its mark that has an `ActualText`, and that text."""

    object: Any
    mark: Any
    text: str


def drawn_text(page: pdfium.PdfPage) -> tuple[pdfium.PdfTextPage, bool]:
    """pdfium's text of a page, and whether words were left out of it that are not drawn.

    An `ActualText` is taken only where it differs in nothing that can be read, or where the
    characters that are drawn cannot be read.
    """
    found = list(_marked(page))
    left_out = False
    if found:
        for one in found:
            pdfium_c.FPDFPageObjMark_RemoveParam(one.object, one.mark, KEY)
        plain = page.get_textpage()
        groups = [list(group) for _, group in groupby(found, lambda one: one.text)]
        honest = [group for group in groups if not _belied(group, plain)]
        left_out = any(_letters(group[0].text) for group in groups if group not in honest)
        plain.close()
        for group in honest:
            for one in group:
                pdfium_c.FPDFPageObjMark_SetStringParam(
                    page.pdf.raw, one.object, one.mark, KEY, one.text.encode()
                )
    return page.get_textpage(), left_out


def _marked(page: pdfium.PdfPage) -> Iterator[_Marked]:
    buffer = ctypes.create_string_buffer(MAX_LENGTH)
    for one in text_objects(page):
        for i in range(pdfium_c.FPDFPageObj_CountMarks(one)):
            mark = pdfium_c.FPDFPageObj_GetMark(one, i)
            text = _param(mark, buffer)
            if text is not None:
                yield _Marked(one, mark, text)


def _param(mark: Any, buffer: ctypes.Array[ctypes.c_char]) -> str | None:
    """The `ActualText` of a mark, if it has one. Every word may have a mark, so that all share a
    `buffer`."""
    length = ctypes.c_ulong()
    has = pdfium_c.FPDFPageObjMark_GetParamStringValue(
        mark,
        KEY,
        ctypes.cast(buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR)),
        MAX_LENGTH,
        length,
    )
    if not has:
        return None
    return buffer.raw[: max(0, min(length.value, MAX_LENGTH) - 2)].decode("utf-16-le", "replace")


def _belied(group: list[_Marked], plain: pdfium.PdfTextPage) -> bool:
    """Whether what is drawn can be read and says something else than the `ActualText`."""
    drawn = "".join(_object_text(one.object, plain) for one in group)
    if not all(char.isprintable() and unicodedata.category(char) != "Co" for char in drawn):
        return False
    given, read = _letters(group[0].text), _letters(drawn)
    differs = given != read and (len(read) > 1 or bool(given))
    return bool(read) and "\ufffd" not in drawn and differs


def _object_text(one: Any, plain: pdfium.PdfTextPage) -> str:
    buffer = ctypes.create_string_buffer(MAX_LENGTH)
    length = pdfium_c.FPDFTextObj_GetText(
        one, plain.raw, ctypes.cast(buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR)), MAX_LENGTH
    )
    text = buffer.raw[: max(0, min(length, MAX_LENGTH) - 2)].decode("utf-16-le", "replace")
    return text.translate(dict.fromkeys(map(ord, "\r\n\t\x02\ufffe\x00")))


def _letters(text: str) -> str:
    """The letters and figures of a text, alike where they look alike."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in plain if char.isalnum())
