"""What nobody sees on a page is not read, and is told; whatever a reader sees is read."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Literal

import pypdfium2 as pdfium
import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    RectangleObject,
)
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from qa.papers.pages.highlight import marks
from qa.papers.pages.line import page_text
from qa.papers.pages.sheet import Line, Pdf, Sheet
from qa.papers.problems import reading_problems
from qa.papers.reading import reading
from tests.made import a_passage

WIDTH, HEIGHT = 400, 300  # points
ABOVE, SECRET, BELOW = "The panel met in June.", "Mr Wexley owes 412 pounds.", "It was agreed."
Y = 150  # the base line of the secret
AREA = (36, Y - 6, 240, Y + 14)  # around it: x0, y0, x1, y1
Hide = Callable[[Canvas], None]
Note = Callable[[PdfWriter], None]


def page(path: Path, hide: Hide) -> Path:
    """A page with a line above, what `hide` draws, and a line below."""
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    canvas.setFont("Helvetica", 12)
    canvas.drawString(40, 220, ABOVE)
    canvas.saveState()
    hide(canvas)
    canvas.restoreState()
    canvas.setFont("Helvetica", 12)
    canvas.drawString(40, 80, BELOW)
    canvas.save()
    return path


def lines(path: Path) -> tuple[list[str], bool]:
    """The lines of the first page, and whether words are hidden there."""
    with closing(pdfium.PdfDocument(path)) as document:
        found = page_text(document[0], 1)
        return [line.text for line in found.lines], found.hidden


def secret(canvas: Canvas, size: float = 12) -> None:
    canvas.setFont("Helvetica", size)
    canvas.drawString(40, Y, SECRET)


def box(canvas: Canvas, colour: tuple[float, float, float] = (0, 0, 0)) -> None:
    canvas.setFillColorRGB(*colour)
    canvas.rect(AREA[0], AREA[1], AREA[2] - AREA[0], AREA[3] - AREA[1], fill=1, stroke=0)


def picture(shade: Callable[[int, int], int], size: tuple[int, int] = (204, 20)) -> ImageReader:
    image = Image.new("L", size)
    image.putdata([shade(x, y) for y in range(size[1]) for x in range(size[0])])
    return ImageReader(image)


def under_a_box(canvas: Canvas) -> None:
    secret(canvas)
    box(canvas)


def under_a_white_box(canvas: Canvas) -> None:
    secret(canvas)
    box(canvas, (1, 1, 1))


def under_a_box_with_a_label(canvas: Canvas) -> None:
    under_a_box(canvas)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.setLineWidth(2)
    canvas.setStrokeColorRGB(1, 1, 1)
    for x in range(40, 240, 8):
        canvas.line(x, Y - 4, x + 6, Y + 12)


def under_a_picture(canvas: Canvas) -> None:
    secret(canvas)
    canvas.drawImage(picture(lambda x, y: 0), AREA[0], AREA[1], 204, 20)


def under_a_photograph(canvas: Canvas) -> None:
    secret(canvas)
    canvas.drawImage(picture(lambda x, y: (37 * x + 91 * y) % 256), AREA[0], AREA[1], 204, 20)


def white_on_white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    secret(canvas)


def black_on_black(canvas: Canvas) -> None:
    box(canvas)
    secret(canvas)


def set_invisible(canvas: Canvas) -> None:
    text = canvas.beginText(40, Y)
    text.setFont("Helvetica", 12)
    text.setTextRenderMode(3)
    text.textOut(SECRET)
    canvas.drawText(text)


def wholly_transparent(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)
    secret(canvas)


def off_the_page(canvas: Canvas) -> None:
    canvas.drawString(WIDTH + 40, Y, SECRET)


def clipped_away(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(0, 0, 20, 20)
    canvas.clipPath(path, stroke=0, fill=0)
    secret(canvas)


def as_a_speck(canvas: Canvas) -> None:
    secret(canvas, 0.4)


def squeezed(canvas: Canvas) -> None:
    text = canvas.beginText(40, Y)
    text.setFont("Helvetica", 12)
    text.setHorizScale(1)
    text.textOut(SECRET)
    canvas.drawText(text)


def in_a_form_under_a_box(canvas: Canvas) -> None:
    canvas.beginForm("words")
    secret(canvas)
    canvas.endForm()
    canvas.doForm("words")
    box(canvas)


@pytest.mark.parametrize(
    "hide",
    [
        under_a_box,
        under_a_white_box,
        under_a_box_with_a_label,
        under_a_picture,
        under_a_photograph,
        white_on_white,
        black_on_black,
        set_invisible,
        wholly_transparent,
        off_the_page,
        clipped_away,
        as_a_speck,
        squeezed,
        in_a_form_under_a_box,
    ],
)
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_words_that_nobody_sees_are_not_read(tmp_path: Path, hide: Hide, turned: int) -> None:
    path = page(tmp_path / "paper.pdf", hide)
    writer = PdfWriter(path)
    writer.pages[0].rotate(turned)
    writer.write(path)
    found, hidden = lines(path)
    assert (sorted(found), hidden) == ([BELOW, ABOVE], True)


REST = [f"The members of the panel heard officer {n} on the works." for n in range(6)]


def in_a_form_under_a_picture(canvas: Canvas) -> None:
    secret(canvas)
    canvas.beginForm("half", 0, 0, 408, 40)
    canvas.drawImage(picture(lambda x, y: 0), 0, 0, 408, 40)
    canvas.endForm()
    canvas.translate(*AREA[:2])
    canvas.scale(0.5, 0.5)
    canvas.doForm("half")


def among_many(hide: Hide, sign: tuple[int, int]) -> Hide:
    """What `hide` draws, with more words than a scan has, and a picture at a place."""

    def drawn(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 5)
        for n, words in enumerate(REST):
            canvas.drawString(40, 70 - 8 * n, words)
        canvas.drawImage(picture(lambda x, y: 0, (20, 20)), *sign)
        hide(canvas)

    return drawn


@pytest.mark.parametrize(
    "hide", [under_a_picture, under_a_photograph, in_a_form_under_a_picture, white_on_white]
)
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_words_under_a_picture_are_not_read_on_a_full_page(
    tmp_path: Path, hide: Hide, turned: int
) -> None:
    path = page(tmp_path / "paper.pdf", among_many(hide, (360, 260)))
    writer = PdfWriter(path)
    writer.pages[0].rotate(turned)
    writer.write(path)
    found, hidden = lines(path)
    words = sorted(" ".join(found).split())  # lines that are turned may be put together
    assert (words, hidden) == (sorted(" ".join([ABOVE, BELOW, *REST]).split()), True)


def test_words_beside_a_picture_are_read_on_a_full_page(tmp_path: Path) -> None:
    found, hidden = lines(page(tmp_path / "paper.pdf", among_many(secret, (360, 260))))
    assert (sorted(found), hidden) == (sorted([ABOVE, SECRET, BELOW, *REST]), False)


def test_a_page_of_invisible_words_alone_says_nothing(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "paper.pdf"), pagesize=(WIDTH, HEIGHT))
    set_invisible(canvas)
    canvas.setFillColorRGB(0.8, 0.8, 0.8)
    canvas.rect(0, 250, WIDTH, 20, fill=1, stroke=0)
    canvas.save()
    assert lines(tmp_path / "paper.pdf") == ([], True)


def annotation(writer: PdfWriter, kind: str, **more: object) -> None:
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(kind),
            NameObject("/Rect"): RectangleObject(AREA),
            NameObject("/C"): ArrayObject(map(FloatObject, (0, 0, 0))),
            **{NameObject(f"/{key}"): value for key, value in more.items()},
        }
    )
    writer.add_annotation(0, note)


BLACK = ArrayObject(map(FloatObject, (0, 0, 0)))


def a_filled_square(writer: PdfWriter) -> None:
    annotation(writer, "/Square", IC=BLACK)


def a_redaction_that_was_not_applied(writer: PdfWriter) -> None:
    annotation(writer, "/Redact")


def a_redaction_of_a_line(writer: PdfWriter) -> None:
    x0, y0, x1, y1 = AREA
    quad = ArrayObject(map(FloatObject, (x0, y1, x1, y1, x0, y0, x1, y0)))
    annotation(writer, "/Redact", QuadPoints=quad)


def a_filled_polygon(writer: PdfWriter) -> None:
    x0, y0, x1, y1 = AREA
    corners = ArrayObject(map(FloatObject, (x0, y0, x1, y0, x1, y1, x0, y1)))
    annotation(writer, "/Polygon", IC=BLACK, Vertices=corners)


def a_crop_box(writer: PdfWriter) -> None:
    writer.pages[0].cropbox = RectangleObject((0, 0, WIDTH, Y - 20))


def a_layer_that_is_off(writer: PdfWriter) -> None:
    layer = writer._add_object(
        DictionaryObject(
            {NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): NameObject("/x")}
        )
    )
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {
            NameObject("/OCGs"): ArrayObject([layer]),
            NameObject("/D"): DictionaryObject(
                {NameObject("/OFF"): ArrayObject([layer]), NameObject("/Order"): ArrayObject()}
            ),
        }
    )
    resources = writer.pages[0]["/Resources"].get_object()
    resources[NameObject("/Properties")] = DictionaryObject({NameObject("/hidden"): layer})  # type: ignore[index]
    _rewrite(
        writer, b"(" + SECRET.encode() + b") Tj", b"/OC /hidden BDC (%s) Tj EMC" % SECRET.encode()
    )


def _rewrite(writer: PdfWriter, old: bytes, new: bytes) -> None:
    """Write `new` for `old` in what draws the page."""
    content = writer.pages[0].get_contents()
    assert content is not None
    data = content.get_data()
    assert old in data
    content.set_data(data.replace(old, new))
    writer.pages[0][NameObject("/Contents")] = writer._add_object(content)


@pytest.mark.parametrize(
    "note",
    [
        a_filled_square,
        a_redaction_that_was_not_applied,
        a_redaction_of_a_line,
        a_filled_polygon,
        a_layer_that_is_off,
    ],
)
def test_words_under_annotations_or_on_a_layer_are_not_read(tmp_path: Path, note: Note) -> None:
    path = page(tmp_path / "paper.pdf", secret)
    assert lines(path) == ([ABOVE, SECRET, BELOW], False)
    writer = PdfWriter(path)
    note(writer)
    writer.write(path)
    assert lines(path) == ([ABOVE, BELOW], True)


def test_words_outside_the_crop_box_are_not_read(tmp_path: Path) -> None:
    path = page(tmp_path / "paper.pdf", secret)
    writer = PdfWriter(path)
    a_crop_box(writer)
    writer.write(path)
    assert lines(path) == ([BELOW], True)


def test_part_of_a_word_under_a_box_is_not_read(tmp_path: Path) -> None:
    def half(canvas: Canvas) -> None:
        canvas.drawString(40, Y, "The tenant Featherstonehaugh left.")
        canvas.rect(120, Y - 6, 42, 20, fill=1)

    (_, middle, _), hidden = lines(page(tmp_path / "paper.pdf", half))
    assert hidden and "The tenant Fea" in middle and "stone" not in middle and "left." in middle


@pytest.mark.parametrize("over", ["X" * 22, "#" * 24, "REDACTED BY THE COUNCIL CLERK"])
def test_of_words_typed_over_others_only_those_on_top_are_read(tmp_path: Path, over: str) -> None:
    def typed_over(canvas: Canvas) -> None:
        secret(canvas)
        canvas.drawString(40, Y, over)

    assert lines(page(tmp_path / "paper.pdf", typed_over)) == ([ABOVE, over, BELOW], True)


def test_words_under_a_large_stamp_are_read(tmp_path: Path) -> None:
    def stamped(canvas: Canvas) -> None:
        secret(canvas)
        canvas.setFont("Helvetica", 50)
        canvas.drawString(40, Y - 10, "DRAFT")

    found, hidden = lines(page(tmp_path / "paper.pdf", stamped))
    assert SECRET in " ".join(found) and not hidden


# What a reader does see.


def with_a_shadow(canvas: Canvas) -> None:
    canvas.setFillGray(0.6)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(40.5, Y - 0.5, SECRET)
    canvas.setFillGray(0)
    secret(canvas)


def grey(canvas: Canvas) -> None:
    canvas.setFillGray(0.75)
    secret(canvas)


def yellow(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 0)
    secret(canvas)


def white_on_a_dark_head(canvas: Canvas) -> None:
    box(canvas, (0.1, 0.2, 0.5))
    canvas.setFillColorRGB(1, 1, 1)
    secret(canvas)


def on_a_coloured_cell(canvas: Canvas) -> None:
    box(canvas, (1, 0.6, 0.6))
    canvas.setFillColorRGB(0, 0, 0)
    secret(canvas)


def in_a_frame(canvas: Canvas) -> None:
    secret(canvas)
    canvas.rect(AREA[0], AREA[1], 204, 20, fill=0)


def small_print(canvas: Canvas) -> None:
    secret(canvas, 4)


def highlighted(canvas: Canvas) -> None:
    secret(canvas)
    canvas.setFillAlpha(0.4)
    box(canvas, (1, 1, 0))


def on_a_photograph(canvas: Canvas) -> None:
    canvas.drawImage(picture(lambda x, y: 180 + (3 * x + 5 * y) % 60), *AREA[:2], 204, 20)
    secret(canvas)


def printed_twice(canvas: Canvas) -> None:
    secret(canvas)
    canvas.rect(300, 10, 20, 20, fill=1)


@pytest.mark.parametrize(
    "show",
    [
        secret,
        grey,
        yellow,
        white_on_a_dark_head,
        on_a_coloured_cell,
        in_a_frame,
        small_print,
        highlighted,
        on_a_photograph,
        printed_twice,
        with_a_shadow,
    ],
)
def test_words_that_can_be_seen_are_read(tmp_path: Path, show: Hide) -> None:
    assert lines(page(tmp_path / "paper.pdf", show)) == ([ABOVE, SECRET, BELOW], False)


def scanned(path: Path, mode: Literal[0, 3], picture_first: bool, bar: bool) -> Path:
    """A scan of a page with the text that OCR found in it; a `bar` blacks the secret out."""
    sheet = page(path.with_name("sheet.pdf"), under_a_box if bar else secret)
    with closing(pdfium.PdfDocument(sheet)) as document:
        image = document[0].render(scale=2).to_pil()
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    if picture_first:
        canvas.drawImage(ImageReader(image), 0, 0, WIDTH, HEIGHT)
    for y, line in ((220, ABOVE), (Y, SECRET), (80, BELOW)):
        text = canvas.beginText(40, y)
        text.setFont("Helvetica", 12)
        text.setTextRenderMode(mode)
        text.textOut(line)
        canvas.drawText(text)
    if not picture_first:
        canvas.drawImage(ImageReader(image), 0, 0, WIDTH, HEIGHT)
    canvas.save()
    return path


@pytest.mark.parametrize(("mode", "picture_first"), [(3, True), (3, False), (0, False)])
def test_the_text_of_a_scan_is_read_but_for_what_is_blacked_out(
    tmp_path: Path, mode: Literal[0, 3], picture_first: bool
) -> None:
    clear = scanned(tmp_path / "clear.pdf", mode, picture_first, bar=False)
    assert lines(clear) == ([ABOVE, SECRET, BELOW], False)
    barred = scanned(tmp_path / "barred.pdf", mode, picture_first, bar=True)
    assert lines(barred) == ([ABOVE, BELOW], True)


def actual_text(path: Path, drawn: str, actual: str) -> tuple[list[str], bool]:
    page(path, secret)
    writer = PdfWriter(path)
    new = f"/Span <</ActualText ({actual})>> BDC ({drawn}) Tj EMC"
    _rewrite(writer, b"(" + SECRET.encode() + b") Tj", new.encode("latin-1"))
    writer.write(path)
    return lines(path)


@pytest.mark.parametrize(
    ("drawn", "actual", "read", "told"),
    [
        ("A swim costs 5 pounds.", "A swim costs 8 pounds.", "A swim costs 5 pounds.", True),
        ("It was not agreed.", "It was agreed.", "It was not agreed.", True),
        ("Refused.", "", "Refused.", False),
        ("office", "office", "office", False),
        ("\x95", "*", "*", False),  # a bullet
    ],
)
def test_text_is_what_is_drawn_and_not_what_the_file_says_instead(
    tmp_path: Path, drawn: str, actual: str, read: str, told: bool
) -> None:
    found, hidden = actual_text(tmp_path / "paper.pdf", drawn, actual)
    assert (found[1:-1], hidden) == ([read], told)


def test_hidden_words_are_told_without_their_words_and_never_marked(tmp_path: Path) -> None:
    path = page(tmp_path / "paper.pdf", under_a_box)
    paper = reading().read(path)
    [problem] = paper.problems
    assert (problem.kind, problem.pages) == ("hidden", (1,))
    assert "Wexley" not in repr(paper) and "412" not in repr(paper)
    passage = a_passage(SECRET)
    with closing(pdfium.PdfDocument(path)) as document:
        assert not marks(document[0], 1, passage, 0, len(SECRET))
        passage = a_passage(f"{ABOVE} {BELOW}")
        assert len(marks(document[0], 1, passage, 0, len(passage.text))) == 2


def test_a_page_that_could_not_be_checked_is_told() -> None:
    """Only pypdf could read it, which does not say what is seen."""
    sheet = Sheet(2, 400, 300, (Line(SECRET, 2),), unchecked=True)
    [problem] = reading_problems(Pdf((Sheet(1, 400, 300, (Line(ABOVE, 1),)), sheet), None), set())
    assert problem.pages == (2,) and "cannot be seen" in problem.reason
