"""The number of a sheet is no cell of a row, wherever on the sheet it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from qa.papers.layout.running_heads import Body, bodies
from qa.papers.pages.line import page_text
from qa.papers.pages.sheet import Line, Sheet

WIDTH, HEIGHT = 600, 400
COLUMNS = (60, 200, 330, 430)
Place = Callable[[Canvas, str, Sequence[float]], tuple[float, float]]


def in_the_foot(canvas: Canvas, text: str, _: Sequence[float]) -> tuple[float, float]:
    return (WIDTH - canvas.stringWidth(text)) / 2, 15


def below_the_last_row(_canvas: Canvas, _text: str, rows: Sequence[float]) -> tuple[float, float]:
    return 427, rows[-1] - 30


def beside(row: int) -> Place:
    def place(canvas: Canvas, text: str, rows: Sequence[float]) -> tuple[float, float]:
        return WIDTH - 30 - canvas.stringWidth(text), rows[row]

    return place


def left_of_a_row(canvas: Canvas, text: str, rows: Sequence[float]) -> tuple[float, float]:
    return 55 - canvas.stringWidth(text), rows[3]


def papers(
    path: Path, numbers: Sequence[str], place: Place, last: Sequence[str] = ()
) -> tuple[Body, ...]:
    """Sheets with a table, each numbered at a place, read again; `last` are their last cells."""
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    for sheet, number in enumerate(numbers):
        canvas.setFont("Helvetica", 10)
        rows = [340 - 20 * n for n in range(12)]
        for n, y in enumerate(rows):
            cells = [f"Society {sheet * 12 + n}", "North", f"{400 + n * 37:,}", str(n % 7 + 2)]
            if last and n == len(rows) - 1:
                cells[-1] = last[sheet]
            for x, text in zip(COLUMNS, cells, strict=True):
                canvas.drawString(x, y, text)
        if number:
            canvas.drawString(*place(canvas, number, rows), number)
        canvas.showPage()
    canvas.save()
    with closing(pdfium.PdfDocument(path)) as document:
        sheets = [
            Sheet(n, WIDTH, HEIGHT, page_text(page, n).lines) for n, page in enumerate(document, 1)
        ]
    return bodies(tuple(sheets))


def words(body: Body) -> list[str]:
    return " ".join(line.text for line in body.lines).split()


@pytest.mark.parametrize(
    "place", [in_the_foot, below_the_last_row, beside(-1), beside(0), left_of_a_row]
)
@pytest.mark.parametrize(
    ("numbers", "printed"),
    [
        (["7", "8"], ["7", "8"]),
        (["- 7 -", "- 8 -", "- 9 -"], ["7", "8", "9"]),
        (["Page 3 of 9", "Page 4 of 9"], ["3", "4"]),
        (["Tudalen 3", "Tudalen 4"], ["3", "4"]),
        (["Page 17"], ["17"]),
    ],
)
def test_the_number_of_a_sheet_is_no_part_of_a_row(
    tmp_path: Path, place: Place, numbers: list[str], printed: list[str]
) -> None:
    found = papers(tmp_path / "a.pdf", numbers, place)
    without = papers(tmp_path / "b.pdf", [""] * len(numbers), place)
    assert [body.printed for body in found] == printed
    assert [words(body) for body in found] == [words(body) for body in without]


@pytest.mark.parametrize("last", [("1", "2"), ("7", "8"), ("17", "18")])
def test_a_figure_in_the_last_row_is_no_number_of_its_sheet(
    tmp_path: Path, last: tuple[str, str]
) -> None:
    """A column of small figures, the last of which happen to grow from sheet to sheet."""
    found = papers(tmp_path / "a.pdf", ["", ""], in_the_foot, last)
    assert [body.printed for body in found] == [None, None]
    assert [words(body)[-1] for body in found] == list(last)


def test_the_pages_of_a_list_of_contents_stay_in_their_rows(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(WIDTH, HEIGHT))
    canvas.setFont("Helvetica", 10)
    for n, title in enumerate(("The quay", "The ferry", "The marsh", "The mill")):
        canvas.drawString(60, 340 - 20 * n, title)
        canvas.drawString(430, 340 - 20 * n, f"Page {n + 1}")
    canvas.save()
    with closing(pdfium.PdfDocument(tmp_path / "a.pdf")) as document:
        sheet = Sheet(1, WIDTH, HEIGHT, page_text(document[0], 1).lines)
    [body] = bodies((sheet,))
    assert [line.text for line in body.lines][2] == "The marsh Page 3"


def test_a_number_that_stands_sideways_at_the_edge_is_that_of_its_sheet() -> None:
    text = Line("The ferry is painted.", 1, 60.0, 300.0, 100.0, 111.0, 11.0)
    number = Line("Page 37", 1, 20.0, 31.0, 180.0, 224.0, 11.0)
    [body] = bodies((Sheet(1, WIDTH, HEIGHT, (text, number)),))
    assert (body.printed, [line.text for line in body.lines]) == ("37", [text.text])
