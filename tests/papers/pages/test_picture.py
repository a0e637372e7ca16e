"""Pictures of pages: the quoted words are marked where they stand, and nothing else is."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, RectangleObject
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from qa.errors import UnreadablePaper
from qa.papers.pages.highlight import marks
from qa.papers.pages.line import page_lines
from qa.papers.pages.picture import MAX_HEIGHT, MAX_WIDTH, picture
from qa.papers.pages.sheet import Box
from qa.papers.paper import Passage
from qa.papers.reading import reading
from tests.made import a_passage

CORPUS = Path(__file__).parents[3] / "corpus"
SAMPLES = sorted(CORPUS.glob("*/*.pdf"))
SIZE = (400.0, 300.0)  # points, of the pages made here
FONT, TYPE = "Helvetica", 12
Pixels = npt.NDArray[np.int16]
Part = TypeVar("Part", npt.NDArray[np.int16], npt.NDArray[np.bool_])


class Made:
    """A PDF that a test writes: lines of words at places counted from the top left."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.canvas = Canvas(str(path), pagesize=SIZE)

    def line(self, x: float, y: float, text: str, size: float = TYPE) -> Box:
        """Print `text` from `x`, on the base line `y`; where it stands."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, SIZE[1] - y, text)
        return x, y - 0.72 * size, x + stringWidth(text, FONT, size), y

    def saved(self) -> Path:
        """The file."""
        self.canvas.save()
        return self.path


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path / "made.pdf")


def part(box: Box, text: str, words: str) -> Box:
    """Of the place of `text` that of `words` in it."""
    before, size = text[: text.index(words)], (box[3] - box[1]) / 0.72
    x0 = box[0] + stringWidth(before, FONT, size)
    return x0, box[1], x0 + stringWidth(words, FONT, size), box[3]


def quoted(text: str, words: str) -> tuple[Passage, int, int]:
    """A passage of page 1 with words of it."""
    start = text.index(words)
    return a_passage(text), start, start + len(words)


def shown(path: Path, *quote: Passage | int, page: int = 1, width: int = 800) -> Pixels:
    """The picture of a page: [height, width, RGB]."""
    found = picture(path, page, width, *quote)  # type: ignore[arg-type]
    return np.asarray(Image.open(io.BytesIO(found)).convert("RGB")).astype(np.int16)


def marked(path: Path, number: int, passage: Passage, start: int, end: int) -> list[Box]:
    """The boxes that are marked on a page, in points from the top left."""
    with closing(pdfium.PdfDocument(path)) as document, closing(document[number - 1]) as page:
        return marks(page, number, passage, start, end)


def yellow(pixels: Pixels) -> npt.NDArray[np.bool_]:
    """Which pixels are paper under a mark, or the line about it."""
    found: npt.NDArray[np.bool_] = (pixels[..., 0] - pixels[..., 2] > 60) & (pixels[..., 1] > 90)
    return found


def ink(pixels: Pixels) -> npt.NDArray[np.bool_]:
    """Which pixels are black, or as good as."""
    found: npt.NDArray[np.bool_] = pixels.max(axis=-1) < 90
    return found


def cut(pixels: Part, box: Box) -> Part:
    """The part of a picture in a box of a page `SIZE` points wide."""
    x0, top, x1, bottom = (round(at * pixels.shape[1] / SIZE[0]) for at in box)
    return pixels[top:bottom, x0:x1]


def assert_marked(pixels: Pixels, *boxes: Box) -> None:
    """These boxes are marked, their ink black as before; and nothing but them."""
    left = yellow(pixels)
    for x0, top, x1, bottom in boxes:
        inside = cut(pixels, (x0, top, x1, bottom))
        assert (yellow(inside) | (inside.max(axis=-1) < 200)).mean() > 0.9
        assert yellow(inside).mean() > 0.4 and ink(inside).mean() > 0.03
        # Half a space to either side; down to where the next line begins.
        cut(left, (x0 - 2, top - 6, x1 + 2, bottom + 6))[:] = False
    assert not left.any()


def test_quoted_words_are_marked_where_they_stand_and_stay_black(made: Made) -> None:
    first, second = "The committee heard that 412 passes", "were renewed in the spring of 2021."
    boxes = made.line(40, 60, first), made.line(40, 76, second)
    made.line(40, 120, "It asked for a report in the autumn.")
    path, words = made.saved(), "412 passes were renewed"
    quote = quoted(f"{first} {second}", words)
    assert_marked(
        shown(path, *quote),
        part(boxes[0], first, "412 passes"),
        part(boxes[1], second, "were renewed"),
    )
    # All that differs from the page without marks is where they are.
    plain = shown(path)
    assert not yellow(plain).any()
    assert (ink(plain) == ink(shown(path, *quote))).mean() > 0.999


@pytest.mark.parametrize("turned", [90, 180, 270])
@pytest.mark.parametrize("cropped", [False, True])
def test_a_page_is_shown_upright_and_cropped_with_its_marks_in_place(
    made: Made, turned: int, cropped: bool
) -> None:
    text = "RESOLVED that the pool be kept open."
    made.line(100, 150, text)
    made.line(100, 180, "The vote was unanimous.")
    straight = shown(made.saved(), *quoted(text, "the pool"), width=800)
    writer = PdfWriter(made.path)
    if cropped:
        writer.pages[0].cropbox = RectangleObject((50, 30, 370, 270))
    writer.pages[0].rotate(turned)
    writer.write(made.path)
    width = (320 if cropped else 400) if turned == 180 else (240 if cropped else 300)
    found = np.rot90(shown(made.path, *quoted(text, "the pool"), width=2 * width), turned // 90)
    if cropped:
        straight = straight[60:540, 100:740]
    assert found.shape == straight.shape
    assert (yellow(found) == yellow(straight)).mean() > 0.998 and yellow(found).any()
    assert (ink(found) == ink(straight)).mean() > 0.99


def test_words_in_two_places_are_marked_in_the_one_that_the_passage_has(made: Made) -> None:
    first, again = "The motion was put and was carried.", "The amendment was put and was carried."
    made.line(40, 60, first)
    box = made.line(40, 100, again)
    path = made.saved()
    words = "was put and was carried."
    assert_marked(shown(path, *quoted(again, words)), part(box, again, words))


def test_a_word_alone_is_marked_where_it_is_a_line_and_not_in_another(made: Made) -> None:
    made.line(40, 60, "It was Agreed by all who were there.")
    box = made.line(40, 100, "Agreed")
    assert_marked(shown(made.saved(), *quoted("Agreed", "Agreed")), box)


def test_a_passage_over_a_page_break_is_marked_on_each_of_its_pages(made: Made) -> None:
    made.line(40, 40, "the pool")
    last = made.line(40, 260, "The committee asked that")
    made.canvas.showPage()
    first = made.line(40, 40, "the pool")
    made.line(40, 80, "Then it rose, and the pool")
    path = made.saved()
    text = "The committee asked that the pool"
    passage = replace(a_passage(text), page_end=2, breaks=(text.index("the pool"),))
    assert_marked(shown(path, passage, 0, len(text)), last)
    assert_marked(shown(path, passage, 0, len(text), page=2), first)
    words = text.index("asked"), text.index(" that")
    assert_marked(shown(path, passage, *words), part(last, text[:24], "asked"))
    assert not marked(path, 2, passage, *words)


def test_rows_of_a_table_are_marked_cell_by_cell_without_those_between(made: Made) -> None:
    rows = [("Saving", "2023/24"), ("Buses", "260"), ("Lighting", "310"), ("Pools", "260")]
    cells = [
        [made.line(x, 60 + 20 * n, text) for x, text in zip((40, 250), row, strict=True)]
        for n, row in enumerate(rows)
    ]
    path, text = made.saved(), "Saving 2023/24\nPools 260"
    assert_marked(shown(path, *quoted(text, text)), *cells[0], *cells[3])
    assert_marked(shown(path, *quoted(text, "Pools 260")), *cells[3])


def test_columns_are_marked_each_by_itself(made: Made) -> None:
    left = [made.line(40, 60, "The first column goes"), made.line(40, 76, "down to here,")]
    right = [made.line(220, 60, "and the second follows"), made.line(220, 76, "beside it.")]
    text = "The first column goes down to here, and the second follows beside it."
    assert_marked(shown(made.saved(), *quoted(text, text)), *left, *right)


def test_a_word_cut_by_the_end_of_a_line_is_marked_in_both(made: Made) -> None:
    boxes = made.line(40, 60, "The multi-"), made.line(40, 76, "agency team met.")
    found = shown(made.saved(), *quoted("The multi-agency team met.", "multi-agency"))
    assert_marked(
        found, part(boxes[0], "The multi-", "multi-"), part(boxes[1], "agency team met.", "agency")
    )


def test_a_raised_ordinal_is_marked_with_its_number(made: Made) -> None:
    day = made.line(40, 60, "21")
    raised = made.line(day[2] + 0.5, 55, "st", 7)
    rest = made.line(raised[2] + 3, 60, "July")
    [box, *more] = marked(made.saved(), 1, *quoted("21 st July", "21 st"))
    assert box[0] == pytest.approx(day[0], abs=2)
    assert max(one[2] for one in (box, *more)) < rest[0]


STRUCK = "That the increase be £4.99% £3.99% from April."


def struck_by_a_line(made: Made, box: Box) -> None:
    middle = SIZE[1] - (box[1] + box[3]) / 2
    made.canvas.setLineWidth(0.8)
    made.canvas.line(box[0], middle, box[2], middle)
    made.saved()


def struck_by_a_note(made: Made, box: Box) -> None:
    made.saved()
    x0, top, x1, bottom = box[0], SIZE[1] - box[1] + 2, box[2], SIZE[1] - box[3] - 2
    note = {
        "/Type": NameObject("/Annot"),
        "/Subtype": NameObject("/StrikeOut"),
        "/Rect": RectangleObject((x0, bottom, x1, top)),
        "/QuadPoints": ArrayObject(map(FloatObject, (x0, top, x1, top, x0, bottom, x1, bottom))),
        "/C": ArrayObject(map(FloatObject, (0, 0, 0))),
    }
    writer = PdfWriter(made.path)
    writer.add_annotation(0, DictionaryObject({NameObject(k): v for k, v in note.items()}))
    writer.write(made.path)


@pytest.mark.parametrize("strike", [struck_by_a_line, struck_by_a_note])
def test_words_struck_out_are_shown_so_and_not_marked(
    made: Made, strike: Callable[[Made, Box], None]
) -> None:
    line = made.line(40, 100, STRUCK)
    struck = part(line, STRUCK, "£4.99%")
    strike(made, struck)
    text = STRUCK.replace("£4.99% ", "")
    found = shown(made.path, *quoted(text, text))
    assert_marked(
        found, part(line, STRUCK, "That the increase be"), part(line, STRUCK, "£3.99% from April.")
    )
    middle = (struck[1] + struck[3]) / 2
    through = cut(found, (struck[0], middle - 1, struck[2], middle + 1))
    assert (through.max(axis=-1) < 160).any(axis=0).mean() > 0.95


def test_words_that_a_note_strikes_out_are_not_read(made: Made) -> None:
    struck_by_a_note(made, part(made.line(40, 100, STRUCK), STRUCK, "£4.99%"))
    with closing(pdfium.PdfDocument(made.path)) as document:
        [line] = page_lines(document[0], 1)
    assert line.text == "That the increase be £3.99% from April."


def test_what_is_typed_into_a_form_is_shown(made: Made) -> None:
    made.line(40, 40, "Name:")
    made.canvas.acroForm.textfield(
        value="Typed here", x=40, y=200, width=200, height=24, borderWidth=0
    )
    assert ink(cut(shown(made.saved()), (40, 76, 240, 100))).any()


def test_words_that_are_not_on_the_page_mark_nothing(made: Made) -> None:
    made.line(40, 60, "The committee heard that 412 passes were renewed.")
    quote = quoted("The committee heard that 500 passes were lost.", "The committee heard")
    assert not yellow(shown(made.saved(), *quote)).any()


def test_a_page_without_words_is_shown_as_it_is() -> None:
    [scan] = [path for path in SAMPLES if not "".join(p.text for p in reading().read(path).pages)]
    found = shown(scan, *quoted("The committee", "The committee"))
    assert (found.max(axis=-1) < 130).any() and not yellow(found).any()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_passage_of_the_sample_papers_is_marked_and_only_it(path: Path) -> None:
    passages = reading().read(path).passages[::4]
    with closing(pdfium.PdfDocument(path)) as document:
        for passage in passages:
            assert under_marks(document, passage, 0, len(passage.text)) == solid(passage.text)


@pytest.fixture(scope="module")
def budget() -> Iterator[tuple[pdfium.PdfDocument, tuple[Passage, ...]]]:
    """The sample paper with the most tables and words struck out, open."""
    [path] = CORPUS.glob("*/Budget Amendments*.pdf")
    with closing(pdfium.PdfDocument(path)) as document:
        yield document, reading().read(path).passages


@given(st.data())
def test_whatever_is_quoted_is_what_is_marked(
    budget: tuple[pdfium.PdfDocument, tuple[Passage, ...]], data: st.DataObject
) -> None:
    document, passages = budget
    passage = data.draw(st.sampled_from(passages))
    start = data.draw(st.integers(0, len(passage.text)))
    end = data.draw(st.integers(start, len(passage.text)))
    assert under_marks(document, passage, start, end) == solid(passage.text[start:end])


def under_marks(document: pdfium.PdfDocument, passage: Passage, start: int, end: int) -> str:
    """The characters that stand in the marks of some words, as the file has them in order."""
    found = []
    for number in range(passage.page, passage.page_end + 1):
        with closing(document[number - 1]) as page, closing(page.get_textpage()) as text:
            high, boxes = page.get_height(), marks(page, number, passage, start, end)
            for i in range(text.count_chars()):
                left, low, right, up = text.get_charbox(i)
                x, y = (left + right) / 2, high - (low + up) / 2
                if any(x0 < x < x1 and top < y < bottom for x0, top, x1, bottom in boxes):
                    found.append(text.get_text_range(i, 1))
    return solid("".join(found))


def solid(text: str) -> str:
    """`text` without white space."""
    return "".join(text.replace("\ufffe", "-").replace("\x02", "-").split())


@pytest.mark.parametrize("width", [333, 800, 1800])
def test_a_picture_is_as_wide_as_was_asked(width: int) -> None:
    assert shown(SAMPLES[0], width=width).shape[1] == width


def test_a_picture_is_bounded_whatever_its_page_and_whatever_is_asked(made: Made) -> None:
    made.canvas.setPageSize((100, 14_000))
    made.line(10, 10, "Long")
    path = made.saved()
    assert shown(path, width=800).shape[0] <= MAX_HEIGHT
    assert shown(SAMPLES[0], width=10**9).shape[1] == MAX_WIDTH


@pytest.mark.parametrize("number", [0, -1, 99])
def test_a_page_that_there_is_not_is_refused(number: int) -> None:
    pages = len(PdfReader(SAMPLES[0]).pages)
    with pytest.raises(UnreadablePaper, match=f"no page {number}.*last page is {pages}"):
        picture(SAMPLES[0], number, 800)


def test_what_is_no_pdf_or_is_gone_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    with pytest.raises(UnreadablePaper, match="cannot be drawn"):
        picture(path, 1, 800)
    path.write_bytes(b"%PDF-1.4 and no more")
    with pytest.raises(UnreadablePaper, match="cannot be drawn"):
        picture(path, 1, 800)
