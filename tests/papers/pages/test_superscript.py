"""A footnote mark is no digit of the figure before it; powers, ordinals and indices stay right."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from qa.papers.pages.highlight import marks
from qa.papers.pages.line import page_lines
from tests.made import a_passage

SIZE = (400.0, 300.0)
Piece = tuple[str, float, float]  # words, type size, and points above the line


def written(path: Path, pieces: Iterable[Piece], font: str = "Helvetica") -> Path:
    """A PDF with one line, of pieces set one behind the other."""
    canvas = Canvas(str(path), pagesize=SIZE)
    x = 40.0
    for words, size, rise in pieces:
        canvas.setFont(font, size)
        canvas.drawString(x, 200 + rise, words)
        x += stringWidth(words, font, size)
    canvas.save()
    return path


def read(path: Path) -> str:
    """The lines of its page."""
    with closing(pdfium.PdfDocument(path)) as document, closing(document[0]) as page:
        return " / ".join(line.text for line in page_lines(page, 1))


@pytest.mark.parametrize("font", ["Helvetica", "Times-Roman", "Helvetica-Bold"])
@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        ([("a fee of £1,200", 12, 0), ("3", 7, 5), (" a year", 12, 0)], "£1,200 ³ a year"),
        ([("a rise of 15", 11, 0), ("2", 7, 4), ("% on last year", 11, 0)], "15 ²% on"),
        ([("a cost of £84", 11, 0), ("12", 6.5, 4), (" a head", 11, 0)], "£84 ¹² a head"),
        ([("the Harbour Trust", 11, 0), ("1", 6.5, 4), (" owns it", 11, 0)], "Trust ¹ owns"),
        ([("as of 2019.", 11, 0), ("4", 6.5, 4), (" It rose", 11, 0)], "2019. ⁴ It rose"),
        ([("a fee of £1,200", 12, 0), ("a", 7, 5), (" a year", 12, 0)], "£1,200 ᵃ a year"),
        ([("a rise of 15", 11, 0), ("c", 7, 4), ("% on last year", 11, 0)], "15 ᶜ% on"),
        ([("the Harbour Trust", 11, 0), ("b", 6.5, 4), (" owns it", 11, 0)], "Trust ᵇ owns"),
        ([("3", 8, 3), ("With value added tax.", 11, 0)], "³With value added tax."),
        ([("a yard of 450 m", 11, 0), ("2", 6.5, 4), (" in all", 11, 0)], "450 m² in all"),
        ([("a tank of 12m", 11, 0), ("3", 6.5, 4), (" of water", 11, 0)], "12m³ of water"),
    ],
)
def test_a_raised_digit_is_a_superscript(
    tmp_path: Path, pieces: list[Piece], words: str, font: str
) -> None:
    assert words in read(written(tmp_path / "a.pdf", pieces, font))


@pytest.mark.parametrize("font", ["Helvetica", "Times-Roman", "Courier"])
@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        ([("a fee of £1,2003 from 1 April 2025", 12, 0)], "a fee of £1,2003 from 1 April 2025"),
        ([("in Q", 12, 0), ("3 and Q4", 12, 0)], "in Q3 and Q4"),  # the Q reaches below the line
        ([("CO", 11, 0), ("2", 6.5, -2), (" fell", 11, 0)], "CO2 fell"),
        ([("on the 21", 11, 0), ("st", 6.5, 4), (" of May", 11, 0)], "on the 21st of May"),
        ([("item 5", 11, 0), ("a", 9, 0), (" is new", 11, 0)], "item 5a is new"),
        ([("pays the", 11, 0), (" fee", 11, 0)], "pays the fee"),
        ([("the 1", 11, 0), ("re", 6.5, 4), (" class", 11, 0)], "the 1re class"),
        ([("Page ", 12, 0), ("31", 8, 2.5)], "Page 31"),
        ([("Budget ", 14, 0), ("2024/25", 9, 0)], "Budget 2024/25"),
        ([("gypsy3", 12, 0)], "gypsy3"),
        ([("£", 12, 0), ("2.56", 8, 4), ("m", 12, 0)], "£ 2.56m"),  # no mark without a word
    ],
)
def test_any_other_digit_is_left_as_it_is(
    tmp_path: Path, pieces: list[Piece], words: str, font: str
) -> None:
    assert read(written(tmp_path / "a.pdf", pieces, font)) == words


def test_words_with_a_mark_are_found_on_the_page(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.pdf", [("a fee of £1,200", 12, 0), ("3", 7, 5), (" a year", 12, 0)]
    )
    passage = a_passage(read(path))
    with closing(pdfium.PdfDocument(path)) as document, closing(document[0]) as page:
        boxes = marks(page, 1, passage, 0, len(passage.text))
    assert sum(box[2] - box[0] for box in boxes) > 110


def test_a_mark_before_a_figure_is_no_digit_of_it(tmp_path: Path) -> None:
    pieces: list[Piece] = [("1", 7, 5), ("1,200 homes", 12, 0)]
    assert read(written(tmp_path / "a.pdf", pieces)) == "¹ 1,200 homes"


def test_the_number_of_an_item_in_smaller_type_is_no_mark(tmp_path: Path) -> None:
    pieces: list[Piece] = [("16.", 8, 3), (" Date of the next meeting", 12, 0)]
    assert read(written(tmp_path / "a.pdf", pieces)) == "16. Date of the next meeting"
