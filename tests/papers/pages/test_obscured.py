"""Words under hatching, patterns and scribbles are not read; what can be read between lines is."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from qa.papers.pages.pdf import close, sheet
from tests.raw_pdf import ABOVE, BELOW, SECRET, form, stream, text, write

WORDS = text(150, SECRET)
AREA = "36 144 204 20 re "
NOTE = "/Annots [10 0 R]"


class Page(NamedTuple):
    """What is drawn between the first and the last line of a page, and what that wants."""

    drawn: str
    resources: str = ""
    objects: tuple[str | bytes, ...] = ()
    page: str = ""


def read(path: Path, one: Page) -> tuple[list[str], bool]:
    """The lines of a page, and whether it has words that nobody sees."""
    content = text(220, ABOVE) + one.drawn + text(80, BELOW)
    more = {"resources": one.resources, "page": one.page}
    found = sheet(write(path, content, objects=one.objects, **more), 1)
    close()
    assert found is not None
    return [line.text for line in found.lines], found.hidden


def hatching(step: float, width: float, *, crossed: bool = False, colour: str = "0 G") -> str:
    lines, x = f"q {AREA} W n {colour} {width} w ", 6.0
    while x < 240:
        lines += f"{x} 144 m {x + 20} 164 l S "
        if crossed:
            lines += f"{x} 164 m {x + 20} 144 l S "
        x += step
    return lines + "Q "


def rows(step: float, width: float) -> str:
    ys = [144 + step * n for n in range(round(20 / step))]
    return f"{width} w " + "".join(f"36 {y} m 240 {y} l S " for y in ys) + "1 w "


def scribble() -> str:
    points = " ".join(f"{38 + 4 * n} {146 + 16 * (n % 2)} l" for n in range(50))
    return f"3 w 36 146 m {points} S 1 w "


def tiling(cell: str, paint: int = 1) -> bytes:
    kind = f"/Type /Pattern /PatternType 1 /PaintType {paint} /TilingType 1"
    return stream(cell, f"{kind} /BBox [0 0 4 4] /XStep 4 /YStep 4 /Resources << >>")


def masked(mask: bytes) -> tuple[bytes, bytes]:
    """A black picture of one row, of which each pixel shows as much as the mask says."""
    head = f"/Type /XObject /Subtype /Image /Width {len(mask)} /Height 1"
    grey = f"{head} /ColorSpace /DeviceGray /BitsPerComponent 8"
    return stream(bytes(len(mask)), f"{grey} /SMask 11 0 R"), stream(mask, grey)


def note(kind: str, look: str) -> tuple[str | bytes, ...]:
    entries = f"/Type /Annot /Subtype /{kind} /Rect [36 144 240 164] /F 4 /AP << /N 11 0 R >>"
    return f"<< {entries} >>", form(look, box="36 144 240 164")


PATTERN = "/Pattern << /P1 10 0 R >> /ColorSpace << /CS [/Pattern /DeviceRGB] >>"
FILLED = f"/Pattern cs /P1 scn {AREA} f 0 g "
XOBJECT = "/XObject << /X1 10 0 R >>"
PICTURE = "q 204 0 0 20 36 144 cm /X1 Do Q "
STRIPES = bytes(0 if x % 4 == 0 else 255 for x in range(408))

OBSCURED = {
    "hatching": Page(WORDS + hatching(2, 1)),
    "thick hatching": Page(WORDS + hatching(4, 2.5)),
    "cross-hatching": Page(WORDS + hatching(3, 1, crossed=True)),
    "grey hatching": Page(WORDS + hatching(2, 1.5, colour=".4 G")),
    "white hatching": Page(WORDS + hatching(2, 1.5, colour="1 G")),
    "lines across": Page(WORDS + rows(2, 1.2)),
    "scribble": Page(WORDS + scribble()),
    "dots of a pattern": Page(WORDS + FILLED, PATTERN, (tiling("0 0 3 3 re f"),)),
    "lines of a pattern": Page(WORDS + FILLED, PATTERN, (tiling("0 0 4 2.6 re f"),)),
    "pattern in a colour": Page(
        WORDS + f"/CS cs .2 .2 .2 /P1 scn {AREA} f 0 g ", PATTERN, (tiling("0 0 3 3 re f", 2),)
    ),
    "picture with a mask": Page(WORDS + PICTURE, XOBJECT, masked(STRIPES)),
    "hatching in a form": Page(WORDS + "/X1 Do ", XOBJECT, (form(hatching(2, 1.5)),)),
    "hatched annotation": Page(WORDS, "", note("Square", hatching(2, 1.5)), NOTE),
    "ink of a viewer": Page(WORDS, "", note("Ink", scribble()), NOTE),
    "slashes typed over": Page(WORDS + text(150, "/" * 46)),
    "boxes as a typeface": Page(
        WORDS + "BT /T3 12 Tf 40 150 Td (                        ) Tj ET ",
        "/Font << /F1 5 0 R /T3 10 0 R >>",
        (
            "<< /Type /Font /Subtype /Type3 /FontBBox [0 -250 600 850] "
            "/FontMatrix [.001 0 0 .001 0 0] /FirstChar 32 /LastChar 32 /Widths [600] "
            "/CharProcs << /g 11 0 R >> /Encoding << /Type /Encoding /Differences [32 /g] >> "
            "/Resources << >> >>",
            stream("600 0 d0 0 -250 600 1100 re f"),
        ),
    ),
    "full stop as large as a bar": Page(
        WORDS + "BT /F1 200 Tf 1200 Tz -172 144 Td (.) Tj ET BT 100 Tz ET "
    ),
}

LEGIBLE = {
    "hatching below": Page(hatching(2, 1, colour=".6 G") + WORDS),
    "wide hatching": Page(WORDS + hatching(12, 0.5)),
    "thin hatching": Page(WORDS + hatching(6, 1)),
    "white words on a dark pattern": Page(
        FILLED + "1 g " + WORDS + "0 g ",
        PATTERN,
        (tiling(".3 g 0 0 4 4 re f 0 g 0 0 2 2 re f"),),
    ),
    "pale pattern below": Page(FILLED + WORDS, PATTERN, (tiling(".8 g 0 0 2 4 re f"),)),
    "pale picture over": Page(WORDS + PICTURE, XOBJECT, masked(bytes([60, 0] * 8))),
    "highlighter": Page(
        WORDS + f"/G1 gs 1 1 0 rg {AREA} f 0 g ", "/ExtGState << /G1 << /BM /Multiply >> >>"
    ),
    "underline": Page(WORDS + "40 148 m 200 148 l S "),
    "lines of a table": Page(
        WORDS + "".join(f"{x} 140 m {x} 170 l S " for x in range(36, 260, 50)) + f"{AREA} S "
    ),
    "ring": Page(WORDS + "36 154 m 36 175 240 175 240 154 c 240 133 36 133 36 154 c S "),
    "stroke of a large stamp": Page(WORDS + "8 w .5 G 36 100 m 120 200 l S 1 w 0 G "),
}


@pytest.mark.parametrize("name", OBSCURED)
def test_words_of_which_too_little_shows_are_not_read(tmp_path: Path, name: str) -> None:
    found, hidden = read(tmp_path / "paper.pdf", OBSCURED[name])
    assert hidden and {ABOVE, BELOW} <= set(found)
    assert not any(word in line for line in found for word in ("exley", "owes", "412"))


@pytest.mark.parametrize("name", LEGIBLE)
def test_words_that_show_between_lines_are_read(tmp_path: Path, name: str) -> None:
    assert read(tmp_path / "paper.pdf", LEGIBLE[name]) == ([ABOVE, SECRET, BELOW], False)


def test_of_a_word_what_sticks_out_of_its_cover_is_read(tmp_path: Path) -> None:
    """A reader sees that much too."""
    drawn = text(150, "The tenant Featherstonehaugh left.") + text(150, "XXXXX", 120)
    (_, middle, _), hidden = read(tmp_path / "paper.pdf", Page(drawn))
    assert (middle, hidden) == ("The tenant Feanehaugh left. XXXXX", True)


@pytest.mark.parametrize(
    ("words", "number", "x"),
    [("The long consultation report", "Page 3", 130), ("15,712.2", "7", 41)],
)
def test_words_that_a_page_number_lies_over_are_read(
    tmp_path: Path, words: str, number: str, x: int
) -> None:
    found, hidden = read(tmp_path / "paper.pdf", Page(text(150, words) + text(150.4, number, x)))
    assert any(words in line for line in found) and not hidden


def test_narrow_letters_in_small_print_are_no_bar(tmp_path: Path) -> None:
    """All of "ill" is ink where it is drawn small."""
    drawn = text(150, "Bill Miller will fill all the hilly fields.", size=7)
    found, hidden = read(tmp_path / "paper.pdf", Page(drawn))
    assert found[1] == "Bill Miller will fill all the hilly fields." and not hidden
