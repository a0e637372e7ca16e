"""Sheets as bytes, for a process that only hands them on.

Its memory then holds no lines, of which a hostile page may have millions, and its time is not
spent on carrying them. What unpacks them is where papers are opened, and as little trusted.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.papers import pdf, reader
from qa.papers.paper import Paper
from qa.papers.pdf import Pdf, Sheet
from qa.papers.source import Source


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


def page(path: Path, number: int) -> Packed | None:
    """PDF page `number` of the file at `path`; None where it cannot be read."""
    sheet = pdf.sheet(path, number)
    return Packed.of(sheet) if sheet else None


def paper(
    name: str,
    title: str | None,
    packed: Sequence[Packed],
    unread: Sequence[int],
    costly: Sequence[int],
    exempt_too: bool,
    source: Source | None,
) -> Paper:
    """The paper in the file called `name`, which is closed. See `Pdf` and `reader.paper`."""
    pdf.forget()
    sheets = tuple(pickle.loads(one.pickled) for one in packed)
    pages = Pdf(sheets, title, tuple(unread), tuple(costly))
    return reader.paper(name, pages, exempt_too, source)
