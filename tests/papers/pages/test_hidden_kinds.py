"""Kinds of hidden words that a PDF can hold and a viewer does not show, and seen ones beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.papers.pages.pdf import close, sheet
from tests.papers.pages.test_obscured import AREA, NOTE, PICTURE, WORDS, XOBJECT, Page, read
from tests.raw_pdf import ABOVE, BELOW, SECRET, form, stream, text, write

GROUP = "/Group << /S /Transparency /CS /DeviceGray >>"
ALPHA_0 = "/ExtGState << /G1 << /ca 0 /CA 0 >> >>"
WITHIN = f"q /G1 gs {WORDS} Q "
PATTERN = "/Pattern << /P1 10 0 R >>"
AS_PATTERN = f"/Pattern cs /P1 scn {WORDS} 0 g "


def state(entries: str) -> str:
    return f"/ExtGState << /G1 << {entries} >> >>"


def mask(kind: str) -> str:
    return state(f"/SMask << /Type /Mask /S /{kind} /G 10 0 R >>")


def shading(colour: str) -> str:
    """A pattern that is shaded from black, or only white."""
    function = f"<< /FunctionType 2 /Domain [0 1] /C0 [{colour}] /C1 [{colour}] /N 1 >>"
    axis = "/ShadingType 2 /ColorSpace /DeviceRGB /Coords [36 0 240 0] /Extend [true true]"
    return f"<< /Type /Pattern /PatternType 2 /Shading << {axis} /Function {function} >> >>"


def spot(name: str) -> str:
    function = "<< /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [0] /N 1 >>"
    return f"/ColorSpace << /C1 [/Separation /{name} /DeviceGray {function}] >>"


def image(shade: int) -> bytes:
    head = "/Type /XObject /Subtype /Image /Width 4 /Height 4"
    return stream(bytes([shade] * 16), f"{head} /ColorSpace /DeviceGray /BitsPerComponent 8")


def type3(drawn: str) -> tuple[str | bytes, ...]:
    """A typeface of which each letter is drawn alike."""
    names = " ".join(["/g"] * 95)
    maps = "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <7E> <0020>"
    to_unicode = f"begincmap {maps} endbfrange endcmap"
    return (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 600 800] /FontMatrix [.001 0 0 .001 0 0] "
        f"/FirstChar 32 /LastChar 126 /Widths [{' '.join(['600'] * 95)}] /CharProcs << /g 11 0 R >>"
        f" /Encoding << /Type /Encoding /Differences [32 {names}] >> /ToUnicode 12 0 R "
        "/Resources << >> >>",
        stream(drawn),
        stream(to_unicode),
    )


def note(kind: str, look: str, more: str = "/F 4") -> tuple[str | bytes, ...]:
    entries = f"/Type /Annot /Subtype /{kind} /Rect [36 144 240 164] {more} /AP << /N 11 0 R >>"
    return f"<< {entries} >>", form(look, box="36 144 240 164")


def read_path(path: Path) -> list[str]:
    found = sheet(path, 1)
    close()
    assert found is not None
    return [line.text for line in found.lines]


TYPE3 = f"BT /T3 12 Tf 40 150 Td ({SECRET}) Tj ET "
FONTS = "/Font << /F1 5 0 R /T3 10 0 R >>"
WHITE_ON_WHITE = f"0 g 20 130 300 50 re f {PICTURE} 1 g {WORDS} 0 g "

HIDDEN = {
    "white, multiplied": Page(f"q /G1 gs 1 g {WORDS} Q ", state("/BM /Multiply")),
    "black soft mask": Page(WITHIN, mask("Luminosity"), (form("0 0 400 300 re f", GROUP),)),
    "empty soft mask": Page(WITHIN, mask("Alpha"), (form("", "/Group << /S /Transparency >>"),)),
    "even-odd clip": Page(f"q 0 0 400 300 re 30 140 300 40 re W* n {WORDS} Q "),
    "used as a clip": Page(f"q BT /F1 12 Tf 7 Tr 40 150 Td ({SECRET}) Tj ET Q "),
    "typeface of empty letters": Page(TYPE3, FONTS, type3("600 0 d0")),
    "form cut off": Page("/X1 Do ", XOBJECT, (form(WORDS, box="0 0 400 100"),)),
    "form made tiny": Page("q .02 0 0 .02 40 150 cm /X1 Do Q ", XOBJECT, (form(WORDS),)),
    "transparent group": Page("q /G1 gs /X1 Do Q ", XOBJECT + ALPHA_0, (form(WORDS, GROUP),)),
    "white on a white picture": Page(WHITE_ON_WHITE, XOBJECT, (image(255),)),
    "under a stencil": Page(
        WORDS + PICTURE,
        XOBJECT,
        (
            stream(
                bytes(4),
                "/Type /XObject /Subtype /Image /Width 4 /Height 4 /ImageMask true "
                "/BitsPerComponent 1",
            ),
        ),
    ),
    "under an inline picture": Page(
        WORDS + "q 204 0 0 20 36 144 cm BI /W 1 /H 1 /CS /G /BPC 8 ID @ EI Q "
    ),
    "under a form": Page(
        WORDS + "/X1 Do ", XOBJECT, (form(f"{AREA} f", "/Group << /S /Transparency /K true >>"),)
    ),
    "white outlines": Page(f"BT 1 Tr 1 G /F1 12 Tf 40 150 Td ({SECRET}) Tj ET 0 Tr 0 G "),
    "matrix that is flat": Page(f"BT /F1 12 Tf 1 0 0 0 40 150 Tm ({SECRET}) Tj ET "),
    "empty pattern": Page(
        AS_PATTERN,
        PATTERN,
        (
            stream(
                "",
                "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 4 4] "
                "/XStep 4 /YStep 4 /Resources << >>",
            ),
        ),
    ),
    "white shading": Page(AS_PATTERN, PATTERN, (shading("1 1 1"),)),
    "ink of no plate": Page(f"/C1 cs 1 scn {WORDS} 0 g ", spot("None")),
    "no ink of a plate": Page(f"/C1 cs 0 scn {WORDS} 0 g ", spot("Spot")),
    "outside the page's units": Page(text(290, SECRET), page="/UserUnit 2 /CropBox [0 0 400 280]"),
    "to be redacted": Page(
        WORDS,
        "",
        note("Redact", f"1 0 0 RG {AREA} S", "/F 4 /OverlayText (WITHHELD)"),
        NOTE,
    ),
    "highlighted in black": Page(WORDS, "", note("Highlight", f"0 g {AREA} f"), NOTE),
    "thick line of a viewer": Page(
        WORDS, "", note("Line", "18 w 36 154 m 240 154 l S", "/F 4 /L [36 154 240 154]"), NOTE
    ),
    "thick line": Page(WORDS + "18 w 36 154 m 240 154 l S 1 w "),
    "text box under its own box": Page("", "", note("FreeText", f"{WORDS} 0 g {AREA} f"), NOTE),
    "white text box": Page("", "", note("FreeText", f"1 g {WORDS}"), NOTE),
    "stamp in invisible letters": Page("", "", note("Stamp", f"3 Tr {WORDS}"), NOTE),
}

SEEN = {
    "white soft mask": Page(WITHIN, mask("Luminosity"), (form("1 g 0 0 400 300 re f", GROUP),)),
    "clip that is filled": Page(
        f"q BT /F1 12 Tf 7 Tr 40 150 Td ({SECRET}) Tj ET 0 0 400 300 re f Q "
    ),
    "white on a dark picture": Page(f"{PICTURE} 1 g {WORDS} 0 g ", XOBJECT, (image(20),)),
    "shaded letters": Page(AS_PATTERN, PATTERN, (shading("0 0 .4"),)),
    "ink of a plate": Page(f"/C1 cs 1 scn {WORDS} 0 g ", spot("Spot")),
    "text box": Page("", "", note("FreeText", WORDS), NOTE),
    "white text box on a dark bar": Page(f"{AREA} f ", "", note("FreeText", f"1 g {WORDS}"), NOTE),
    "highlighted": Page(
        WORDS,
        "",
        (
            "<< /Type /Annot /Subtype /Highlight /Rect [36 144 240 164] /F 4 /C [1 1 0] "
            "/QuadPoints [36 164 240 164 36 144 240 144] >>",
        ),
        NOTE,
    ),
    "knockout group": Page(
        "/X1 Do ",
        XOBJECT,
        (form(f".9 g {AREA} f 0 g {WORDS}", "/Group << /S /Transparency /K true /I true >>"),),
    ),
    "turned and turned back": Page(
        "q 0 -1 1 0 0 400 cm q 0 1 -1 0 400 0 cm /X1 Do Q Q ", XOBJECT, (form(WORDS),)
    ),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_a_viewer_does_not_show_is_not_read(tmp_path: Path, name: str) -> None:
    assert read(tmp_path / "paper.pdf", HIDDEN[name]) == ([ABOVE, BELOW], True)


@pytest.mark.parametrize("name", SEEN)
def test_what_a_viewer_shows_is_read(tmp_path: Path, name: str) -> None:
    assert read(tmp_path / "paper.pdf", SEEN[name]) == ([ABOVE, SECRET, BELOW], False)


def test_words_under_a_filled_field_of_a_form_are_not_read(tmp_path: Path) -> None:
    entries = "/Type /Annot /Subtype /Widget /Rect [36 144 240 164] /F 4 /FT /Tx /T (a) /V (Yes)"
    look = form(f".9 g {AREA} f", box="36 144 240 164")
    path = write(
        tmp_path / "paper.pdf",
        text(220, ABOVE) + WORDS + text(80, BELOW),
        objects=(f"<< {entries} /AP << /N 11 0 R >> >>", look),
        page=NOTE,
        catalog="/AcroForm << /Fields [10 0 R] >>",
    )
    assert "Wexley" not in " ".join(read_path(path))


@pytest.mark.parametrize(
    ("layer", "settings", "shown"),
    [
        ("10 0 R", "/OFF [10 0 R]", False),
        ("10 0 R", "/BaseState /OFF /ON []", False),
        ("11 0 R", "/ON [10 0 R]", False),  # a membership of all that is off
        ("10 0 R", "/ON [10 0 R]", True),
    ],
)
@pytest.mark.parametrize("in_form", [False, True])
def test_words_on_a_layer_are_read_if_it_is_switched_on(
    tmp_path: Path, layer: str, settings: str, shown: bool, in_form: bool
) -> None:
    words = "/X1 Do " if in_form else f"/OC /L BDC {WORDS} EMC "
    path = write(
        tmp_path / "paper.pdf",
        text(220, ABOVE) + words + text(80, BELOW),
        resources=f"/Properties << /L {layer} >> /XObject << /X1 12 0 R >>",
        objects=(
            "<< /Type /OCG /Name (x) >>",
            "<< /Type /OCMD /OCGs [10 0 R] /P /AllOff >>",
            form(WORDS, f"/OC {layer}"),
        ),
        catalog=f"/OCProperties << /OCGs [10 0 R] /D << {settings} >> >>",
    )
    assert (SECRET in read_path(path)) == shown
