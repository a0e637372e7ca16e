"""Sheets as pickled bytes, for the main process, which only hands them on.

A hostile page may have millions of lines. As bytes they take little of the main process's memory
and time. They are unpickled only in the process that opens papers, which is not trusted anyway.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from pathlib import Path

from qa.papers.attachment import Attachment
from qa.papers.file_name import Form
from qa.papers.pages import pdf
from qa.papers.pages.sheet import Bookmark, Pdf, Sheet


@dataclass(frozen=True, slots=True)
class Packed:
    """A pickled sheet. `drawn` is the sheet's own; `empty` says that it has no lines."""

    pickled: bytes
    drawn: bool
    empty: bool

    @classmethod
    def of(cls, sheet: Sheet) -> Packed:
        """The sheet, pickled."""
        return cls(pickle.dumps(sheet), sheet.drawn, not sheet.lines)

    def unpacked(self) -> Sheet:
        """The sheet, unpickled."""
        sheet: Sheet = pickle.loads(self.pickled)
        return sheet


@dataclass(slots=True)
class PackedPdf:
    """A `Pdf` that grows page by page. A page that could not be read is an empty sheet, and its
    number stands in the list that says why."""

    title: str | None
    sheets: list[Packed] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    costly: list[int] = field(default_factory=list)
    faulty: list[int] = field(default_factory=list)
    bookmarks: tuple[Bookmark, ...] = ()
    form: Form = "pdf"
    attached: tuple[Attachment, ...] = ()

    def unpacked(self) -> Pdf:
        """The file with its sheets unpickled."""
        return Pdf(
            tuple(sheet.unpacked() for sheet in self.sheets),
            self.title,
            tuple(sorted(self.damaged)),
            tuple(sorted(self.costly)),
            tuple(sorted(self.faulty)),
            self.bookmarks,
            self.form,
            self.attached,
        )


def page(path: Path, number: int) -> Packed | None:
    """PDF page `number` of the file at `path`, pickled; None where it cannot be read."""
    sheet = pdf.sheet(path, number)
    return Packed.of(sheet) if sheet else None
