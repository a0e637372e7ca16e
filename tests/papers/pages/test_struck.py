"""Words that are struck out are not read, however the stroke is drawn; and no rule strikes out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, RectangleObject
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from qa.papers.pages.line import page_lines

WIDTH, HEIGHT = 400, 400  # points
FONT, TYPE = "Helvetica", 12
BEFORE, GONE, AFTER = "Members of the public ", "may not speak", " may speak at meetings."
X0 = 40 + stringWidth(BEFORE, FONT, TYPE)
X1 = X0 + stringWidth(GONE, FONT, TYPE)
Y = 150  # the base line
MIDDLE = Y + 3.6  # between the base line and the top of the small letters
Draw = Callable[[Canvas], None]


def read(path: Path) -> str:
    """The words of the first page."""
    with closing(pdfium.PdfDocument(path)) as document:
        return " ".join(line.text for line in page_lines(document[0], 1))


def page(path: Path, draw: Draw, turned: bool = False) -> Path:
    """A page with one line of words and what `draw` draws."""
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    if turned:
        canvas.translate(WIDTH / 2, 0)
        canvas.rotate(90)
        canvas.translate(0, -Y)
    canvas.setFont(FONT, TYPE)
    canvas.drawString(40, Y, BEFORE + GONE + AFTER)
    draw(canvas)
    canvas.save()
    return path


def line(canvas: Canvas) -> None:
    canvas.line(X0, MIDDLE, X1, MIDDLE)


def thick_line(canvas: Canvas) -> None:
    canvas.setLineWidth(3)
    canvas.setStrokeColorRGB(0.8, 0, 0)
    line(canvas)


def thin_box(canvas: Canvas) -> None:
    canvas.rect(X0, MIDDLE - 0.3, X1 - X0, 0.6, stroke=0, fill=1)


def sloping_line(canvas: Canvas) -> None:
    canvas.line(X0, MIDDLE + 1.6, X1, MIDDLE - 1.6)


def line_from_corner_to_corner(canvas: Canvas) -> None:
    canvas.line(X0, Y + 9, X1, Y - 1)


def dashes_of_one_line(canvas: Canvas) -> None:
    canvas.setDash(3, 2)
    line(canvas)


def dashes_one_by_one(canvas: Canvas) -> None:
    for n in range(int((X1 - X0) / 4)):
        canvas.line(X0 + 4 * n, MIDDLE, X0 + 4 * n + 2.5, MIDDLE)


def two_letters_at_a_time(canvas: Canvas) -> None:
    at = X0
    for n in range(0, len(GONE), 2):
        wide = stringWidth(GONE[n : n + 2], FONT, TYPE)
        canvas.rect(at, MIDDLE - 0.3, wide, 0.6, stroke=0, fill=1)
        at += wide


def one_path_with_an_underline_elsewhere(canvas: Canvas) -> None:
    path = canvas.beginPath()
    for x0, x1, y in ((40, 200, 100), (X0, X1, MIDDLE), (40, 200, 60)):
        path.moveTo(x0, y)
        path.lineTo(x1, y)
    canvas.drawPath(path)


def line_in_a_scaled_form(canvas: Canvas) -> None:
    canvas.beginForm("struck")
    canvas.setLineWidth(2)
    canvas.line(2 * X0, 2 * MIDDLE, 2 * X1, 2 * MIDDLE)
    canvas.endForm()
    canvas.scale(0.5, 0.5)
    canvas.doForm("struck")


@pytest.mark.parametrize("turned", [False, True], ids=["level", "sideways"])
@pytest.mark.parametrize(
    "draw",
    [
        line,
        thick_line,
        thin_box,
        sloping_line,
        line_from_corner_to_corner,
        dashes_of_one_line,
        dashes_one_by_one,
        two_letters_at_a_time,
        one_path_with_an_underline_elsewhere,
        line_in_a_scaled_form,
    ],
)
def test_words_that_a_stroke_runs_through_are_not_read(
    tmp_path: Path, draw: Draw, turned: bool
) -> None:
    found = read(page(tmp_path / "struck.pdf", draw, turned))
    assert "not" not in found
    assert found.startswith("Members of the public") and found.endswith("may speak at meetings.")


def test_what_is_struck_out_parts_no_cells(tmp_path: Path) -> None:
    """The gap that it leaves is not one between the columns of a table."""
    path = page(tmp_path / "struck.pdf", line)
    with closing(pdfium.PdfDocument(path)) as document:
        [found] = page_lines(document[0], 1)
    assert len(found.cells) == 1


def note(kind: str, **entries: ArrayObject) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(kind),
            NameObject("/Rect"): RectangleObject((X0, Y - 2, X1, Y + 10)),
            **{NameObject(f"/{key}"): value for key, value in entries.items()},
        }
    )


def numbers(*values: float) -> ArrayObject:
    return ArrayObject(map(FloatObject, values))


@pytest.mark.parametrize(
    "drawn",
    [
        note("/Line", L=numbers(X0, MIDDLE, X1, MIDDLE)),
        note(
            "/Ink",
            InkList=ArrayObject(
                [numbers(X0, MIDDLE, X0 + 20, MIDDLE + 1, X0 + 50, MIDDLE - 1, X1, MIDDLE)]
            ),
        ),
        note("/PolyLine", Vertices=numbers(X0, MIDDLE, X0 + 50, MIDDLE, X1, MIDDLE)),
    ],
    ids=["line", "pen", "line of several"],
)
def test_words_struck_out_by_hand_in_a_viewer_are_not_read(
    tmp_path: Path, drawn: DictionaryObject
) -> None:
    writer = PdfWriter(page(tmp_path / "plain.pdf", lambda canvas: None))
    writer.add_annotation(0, drawn)
    writer.write(tmp_path / "struck.pdf")
    assert read(tmp_path / "struck.pdf") == "Members of the public may speak at meetings."


@pytest.mark.parametrize("dash", ["-", "—", "_"])
def test_words_with_dashes_typed_over_them_are_not_read(tmp_path: Path, dash: str) -> None:
    def typed(canvas: Canvas) -> None:
        rise = 4 if dash == "_" else 0
        canvas.setFont(FONT, TYPE)
        count = int((X1 - X0) / stringWidth(dash, FONT, TYPE))
        canvas.drawString(X0, Y + rise, dash * count)

    found = read(page(tmp_path / "struck.pdf", typed))
    assert "not" not in found and "may speak at meetings." in found


def three_lines(canvas: Canvas) -> None:
    canvas.setFont(FONT, TYPE)
    for n, words in enumerate(
        ("The old rule says that", "a hearing is not open to", "any resident.")
    ):
        canvas.drawString(40, 110 - 14 * n, words)


def crossed_out(canvas: Canvas) -> None:
    three_lines(canvas)
    canvas.line(38, 122, 185, 78)
    canvas.line(38, 78, 185, 122)


def struck_by_one_line_aslant(canvas: Canvas) -> None:
    three_lines(canvas)
    canvas.line(40, 120, 165, 80)


@pytest.mark.parametrize("draw", [crossed_out, struck_by_one_line_aslant])
def test_a_paragraph_that_is_crossed_out_is_not_read(tmp_path: Path, draw: Draw) -> None:
    assert read(page(tmp_path / "crossed.pdf", draw)) == BEFORE + GONE + AFTER


@pytest.mark.parametrize("beyond", [0, 6, 12])
def test_a_heading_is_struck_out_by_a_line_that_begins_before_it(
    tmp_path: Path, beyond: float
) -> None:
    def struck(canvas: Canvas) -> None:
        canvas.drawString(40, 250, "EXEMPT")
        wide = stringWidth("EXEMPT", FONT, TYPE)
        canvas.line(40 - beyond, 254, 40 + wide + beyond, 254)

    assert read(page(tmp_path / "struck.pdf", struck)) == BEFORE + GONE + AFTER


def test_an_area_that_is_struck_out_may_be_wider_than_its_words(tmp_path: Path) -> None:
    area = note("/StrikeOut", QuadPoints=numbers(10, 162, 395, 162, 10, 146, 395, 146))
    writer = PdfWriter(page(tmp_path / "plain.pdf", lambda canvas: None))
    writer.add_annotation(0, area)
    writer.write(tmp_path / "struck.pdf")
    assert read(tmp_path / "struck.pdf") == ""


def underline(canvas: Canvas) -> None:
    canvas.line(X0, Y - 1.5, X1, Y - 1.5)


def rule_across_the_page(canvas: Canvas) -> None:
    canvas.line(10, MIDDLE, WIDTH - 10, MIDDLE)


def frame(canvas: Canvas) -> None:
    canvas.rect(X0 - 2, Y - 4, X1 - X0 + 4, 16)


def marker_pen(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 0, 0.4)
    canvas.rect(X0, Y - 2, X1 - X0, 12, stroke=0, fill=1)


def line_of_a_chart(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.moveTo(20, Y - 60)
    for n, high in enumerate((10, 45, 66, 90, 58, 30)):
        path.lineTo(60 + 60 * n, Y - 60 + high)
    canvas.drawPath(path)


def watermark(canvas: Canvas) -> None:
    canvas.setStrokeColorRGB(0.85, 0.85, 0.85)
    canvas.setLineWidth(4)
    line(canvas)


def line_under_an_opaque_box(canvas: Canvas) -> None:
    """The words stand on a box that was drawn over what was there before."""
    line(canvas)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(30, Y - 6, WIDTH - 60, 20, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawString(40, Y, BEFORE + GONE + AFTER)


def test_a_line_under_what_can_be_seen_through_strikes_words_out(tmp_path: Path) -> None:
    def highlighted(canvas: Canvas) -> None:
        line(canvas)
        canvas.setFillColorRGB(1, 1, 0, alpha=0.4)
        canvas.rect(X0 - 5, Y - 6, X1 - X0 + 10, 20, stroke=0, fill=1)

    assert GONE not in read(page(tmp_path / "marked.pdf", highlighted))


@pytest.mark.parametrize(
    "draw",
    [
        underline,
        rule_across_the_page,
        frame,
        marker_pen,
        line_of_a_chart,
        watermark,
        line_under_an_opaque_box,
    ],
)
def test_other_lines_strike_nothing_out(tmp_path: Path, draw: Draw) -> None:
    assert read(page(tmp_path / "ruled.pdf", draw)) == BEFORE + GONE + AFTER


def test_a_rule_between_the_rows_of_a_table_strikes_nothing_out(tmp_path: Path) -> None:
    """The rows stand so close that one run of words has boxes on both sides of the rule."""

    def table(canvas: Canvas) -> None:
        canvas.setFont(FONT, 9)
        for n, (name, sum_) in enumerate((("Adult social care", "1,540.3"), ("Parks", "24.0"))):
            canvas.drawString(40, 110 - 12 * n, name)
            canvas.drawString(300, 106 - 12 * n, sum_)
        canvas.line(40, 104, 330, 104)

    found = read(page(tmp_path / "table.pdf", table))
    assert "Adult social care" in found and "1,540.3" in found and "24.0" in found
