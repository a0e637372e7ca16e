"""A tick is read with the head of its column, in the row of what it is of."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from qa.papers.pages.highlight import marks
from qa.papers.pages.line import page_text
from tests.made import a_passage

COLUMNS = (60, 220, 290, 360)
HEADS = ("Councillor", "For", "Against", "Abstain")
VOTES = (("A Brook", 1), ("P Fell", 2), ("D Marsh", 3), ("Y Combe", 2))
READ = ["A Brook For {}", "P Fell Against {}", "D Marsh Abstain {}", "Y Combe Against {}"]


def table(
    path: Path,
    mark: str = "✔",
    font: str = "ZapfDingbats",
    *,
    heads: Sequence[str] = HEADS,
    rows: Sequence[tuple[str, int]] = VOTES,
    by_column: bool = False,
    shift: float = 0,
) -> list[str]:
    """The lines of a page with a table: each row has a mark in a column; marks stand `shift` points
    to the right of the heads' left edge."""
    canvas = Canvas(str(path), pagesize=(460, 300))
    canvas.setFont("Helvetica-Bold", 10)
    for x, head in zip(COLUMNS, heads, strict=True):
        canvas.drawString(x, 250, head)
    cells = []
    for n, (name, column) in enumerate(rows):
        y = 230 - 18 * n
        cells += [(0, y, name, "Helvetica"), (column, y, mark, font)]
    for column, y, text, typeface in sorted(cells, key=lambda one: one[0]) if by_column else cells:
        canvas.setFont(typeface, 10)
        canvas.drawString(COLUMNS[column] + (shift if column else 0), y, text)
    canvas.save()
    with closing(pdfium.PdfDocument(path)) as document:
        return [line.text for line in page_text(document[0], 1).lines]


@pytest.mark.parametrize("by_column", [False, True])
@pytest.mark.parametrize("shift", [0, 12])
@pytest.mark.parametrize(
    ("mark", "font", "seen"),
    [
        ("✔", "ZapfDingbats", "✔"),
        ("✘", "ZapfDingbats", "✘"),
        ("X", "Helvetica", "X"),
        ("Y", "Times-Roman", "Y"),
        ("•", "Helvetica", "•"),
    ],
)
def test_marks_stand_behind_the_heads_of_their_columns(
    tmp_path: Path, mark: str, font: str, seen: str, shift: float, by_column: bool
) -> None:
    lines = table(tmp_path / "a.pdf", mark, font, shift=shift, by_column=by_column)
    assert sorted(lines) == sorted([" ".join(HEADS), *(row.format(seen) for row in READ)])


def test_a_mark_under_no_head_stays_as_it_is(tmp_path: Path) -> None:
    lines = table(tmp_path / "a.pdf", "X", "Helvetica", heads=("Councillor", "", "", ""))
    assert all("Against" not in line for line in lines) and len([x for x in lines if "X" in x]) == 4


def test_figures_and_the_bullets_of_a_list_are_no_marks(tmp_path: Path) -> None:
    assert not any("Against 5" in line for line in table(tmp_path / "a.pdf", "5", "Helvetica"))
    canvas = Canvas(str(tmp_path / "b.pdf"), pagesize=(460, 300))
    canvas.setFont("Helvetica", 10)
    canvas.drawString(60, 250, "3)")
    canvas.drawString(90, 250, "The council resolved")
    for n, text in enumerate(("to agree the terms", "to tell the clerk")):
        canvas.drawString(90, 230 - 18 * n, "•")
        canvas.drawString(112, 230 - 18 * n, text)
    canvas.save()
    with closing(pdfium.PdfDocument(tmp_path / "b.pdf")) as document:
        lines = [line.text for line in page_text(document[0], 1).lines]
    assert lines[-2:] == ["• to agree the terms", "• to tell the clerk"]


def test_marks_follow_the_last_line_of_what_they_are_of(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(460, 300))
    canvas.setFont("Helvetica", 10)
    for x, head in zip(COLUMNS, ("Power", "Town", "County", "Mayor"), strict=True):
        canvas.drawString(x, 250, head)
    for n, (words, column) in enumerate(
        ((("To run the", "ferries"), 1), (("To mend the", "roads"), 2))
    ):
        for k, text in enumerate(words):
            canvas.drawString(60, 230 - 40 * n - 12 * k, text)
        canvas.drawString(COLUMNS[column], 230 - 40 * n, "x")
    canvas.save()
    with closing(pdfium.PdfDocument(tmp_path / "a.pdf")) as document:
        lines = [line.text for line in page_text(document[0], 1).lines]
    assert lines[1:] == ["To run the", "ferries", "Town x", "To mend the", "roads", "County x"]


def test_a_mark_lies_over_the_name_and_the_tick(tmp_path: Path) -> None:
    table(tmp_path / "a.pdf", "X", "Helvetica")
    said = a_passage("P Fell Against X")
    with closing(pdfium.PdfDocument(tmp_path / "a.pdf")) as document:
        boxes = marks(document[0], 1, said, 0, len(said.text))
    assert [round(box[0], -1) for box in boxes] == [60, 290]
