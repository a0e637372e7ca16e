"""Sheets as bytes, for a process that only hands them on.

Its memory then holds no lines, of which a hostile page may have millions, and its time is not
spent on carrying them. What unpacks them is where papers are opened, and as little trusted.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from pathlib import Path

from qa.papers.pages import pdf
from qa.papers.pages.sheet import Pdf, Sheet


@dataclass(frozen=True, slots=True)
class Packed:
    """A sheet as bytes. `drawn` is the sheet's: it shows something and has no text; `empty` is one
    without lines."""

    pickled: bytes
    drawn: bool
    empty: bool

    @classmethod
    def of(cls, sheet: Sheet) -> Packed:
        """A sheet, packed."""
        return cls(pickle.dumps(sheet), sheet.drawn, not sheet.lines)


@dataclass(slots=True)
class PackedPdf:
    """A `Pdf` as it is read page by page. A page that could not be read is an empty sheet."""

    title: str | None
    sheets: list[Packed] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    costly: list[int] = field(default_factory=list)
    faulty: list[int] = field(default_factory=list)

    def unpacked(self) -> Pdf:
        """The file as its steps to a paper take it."""
        return Pdf(
            tuple(pickle.loads(sheet.pickled) for sheet in self.sheets),
            self.title,
            tuple(sorted(self.damaged)),
            tuple(sorted(self.costly)),
            tuple(sorted(self.faulty)),
        )


def page(path: Path, number: int) -> Packed | None:
    """PDF page `number` of the file at `path`; None where it cannot be read."""
    sheet = pdf.sheet(path, number)
    return Packed.of(sheet) if sheet else None
