"""Columns are read one after the other, though a file draws their lines across the page."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from qa.papers.pages.line import page_text

ENGLISH = [
    "The board looked at the moorings along the",
    "quay and asked the harbour master to write",
    "to each owner before the end of the month,",
    "and to say which of them may be let again",
    "to others who have waited for one so long.",
]
WELSH = [
    "Edrychodd y bwrdd ar yr angorfeydd ar hyd",
    "y cei a gofynnodd i feistr yr harbwr ofyn i",
    "bob perchennog cyn diwedd y mis, ac i ddweud",
    "pa rai ohonynt y gellir eu gosod eto i rai",
    "eraill sydd wedi aros am un mor hir â hyn.",
]
LIBRARY = [
    "The library is to open on Saturdays from",
    "the autumn and to close on Mondays, as nine",
    "in ten readers would rather come then, and",
    "the staff were asked and were content with",
    "the change, which costs nothing to anybody.",
]


def lines(
    path: Path, columns: Sequence[Sequence[str]], *, drop: float = 0, gap: int = 0
) -> list[str]:
    """The lines of a page whose columns are drawn line by line across it. Each stands `drop` points
    below the one to its left; a gap follows line `gap`."""
    wide = 230 if len(columns) == 2 else 215
    canvas = Canvas(str(path), pagesize=(60 + wide * len(columns), 300))
    canvas.setFont("Helvetica", 9)
    for n in range(max(map(len, columns))):
        for k, column in enumerate(columns):
            if n < len(column):
                y = 250 - 12 * n - drop * k - (12 if gap and n >= gap else 0)
                canvas.drawString(40 + wide * k, y, column[n])
    canvas.save()
    with closing(pdfium.PdfDocument(path)) as document:
        return [line.text for line in page_text(document[0], 1).lines]


@pytest.mark.parametrize("drop", [0, 2])
@pytest.mark.parametrize(
    "columns", [(ENGLISH, WELSH), (ENGLISH, LIBRARY), (ENGLISH, WELSH, LIBRARY)]
)
def test_each_column_stays_together(
    tmp_path: Path, columns: Sequence[Sequence[str]], drop: float
) -> None:
    assert lines(tmp_path / "a.pdf", columns, drop=drop) == [x for one in columns for x in one]


def test_a_longer_column_keeps_its_last_lines(tmp_path: Path) -> None:
    longer = [*ENGLISH[:-1], "to others; and the board thanked him for all", "that he had done."]
    assert lines(tmp_path / "a.pdf", (longer, WELSH)) == [*longer, *WELSH]


def test_where_both_columns_leave_a_gap_a_row_ends(tmp_path: Path) -> None:
    read = lines(tmp_path / "a.pdf", (ENGLISH, LIBRARY), gap=2)
    assert read == [*ENGLISH[:2], *LIBRARY[:2], *ENGLISH[2:], *LIBRARY[2:]]


@pytest.mark.parametrize(
    "rows",
    [
        (["Quay Street", "Ferry Road", "Mill Lane", "The Green"], ["410 pounds", "25", "7", "0"]),
        (
            [
                "Mending of the quay",
                "Lamps on the ferry",
                "Paint for the mill",
                "Grass of the green",
            ],
            ["Ash and Sons of Marsh", "Elm and Co of Fell", "Oak of the Weir", "Fern of the Lea"],
        ),
    ],
)
def test_the_rows_of_a_table_stay_rows(tmp_path: Path, rows: tuple[list[str], list[str]]) -> None:
    read = " ".join(lines(tmp_path / "a.pdf", rows))
    assert read == " ".join(cell for row in zip(*rows, strict=True) for cell in row)
