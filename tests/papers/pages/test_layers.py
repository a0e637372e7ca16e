"""Annotations that a viewer does not show are not read, not drawn, and cover nothing."""

from __future__ import annotations

import io
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from qa.papers.pages.pdf import close, sheet
from qa.papers.pages.picture import picture
from tests.papers.pages.test_obscured import AREA, WORDS
from tests.raw_pdf import ABOVE, BELOW, SECRET, form, text, write

BOX = "36 144 240 164"
QUAD = "/QuadPoints [36 164 240 164 36 144 240 144]"
VIEW_OFF = "/Usage << /View << /ViewState /OFF >> /Print << /PrintState /ON >> >>"
VIEW_ON = "/Usage << /View << /ViewState /ON >> /Print << /PrintState /OFF >> >>"
AS_VIEWED = "/AS [<< /Event /View /Category [/View] /OCGs [12 0 R] >>]"
AS_PRINTED = "/AS [<< /Event /Print /Category [/Print] /OCGs [12 0 R] >>]"


class Layer(NamedTuple):
    """The entry OC of an annotation, whose layer is 12; how the layers are; and what there is more
    of them, from 14 on."""

    entry: str = "/OC 12 0 R"
    settings: str = "/OFF [12 0 R]"
    group: str = ""
    objects: tuple[str, ...] = ()
    catalog: str = ""


def several(policy: str, off: str) -> Layer:
    membership = f"<< /Type /OCMD /OCGs [12 0 R 13 0 R] {policy} >>"
    return Layer("/OC 14 0 R", f"/OFF [{off}]", objects=(membership,))


def expression(words: str, off: str = "12 0 R") -> Layer:
    return several(f"/P /AllOn /VE {words}", off)


def deep(times: int) -> str:
    return "[/Not " * times + "12 0 R" + "]" * times


UNSEEN = {
    "off": Layer(),
    "all off but some": Layer(settings="/BaseState /OFF /ON [13 0 R]"),
    "not all on": several("/P /AllOn", "12 0 R"),
    "none on": several("", "12 0 R 13 0 R"),
    "none off": several("/P /AnyOff", ""),
    "not all off": several("/P /AllOff", "12 0 R"),
    "one alone": Layer("/OC 14 0 R", objects=("<< /Type /OCMD /OCGs 12 0 R >>",)),
    "and": expression("[/And 12 0 R 13 0 R]"),
    "not": expression("[/Not 13 0 R]"),
    "not and or": expression("[/Or 12 0 R [/Not 13 0 R]]"),
    "within itself without end": Layer(
        "/OC 14 0 R", objects=("<< /Type /OCMD /VE 15 0 R >>", "[/And 15 0 R]")
    ),
    "only printed": Layer(settings=AS_VIEWED, group=VIEW_OFF),
    "only printed, without a rule": Layer(settings="", group=VIEW_OFF),
    "to be viewed, without a rule": Layer(group=VIEW_ON),
    "on in another configuration": Layer(catalog="/Configs [<< /Intent /View /ON [12 0 R] >>]"),
}
SHOWN = {
    "on": Layer(settings=""),
    "some on": several("", "12 0 R"),
    "some off": several("/P /AnyOff", "12 0 R"),
    "all off": several("/P /AllOff", "12 0 R 13 0 R"),
    "of no layer": Layer("/OC 14 0 R", objects=("<< /Type /OCMD /OCGs [null] >>",)),
    "or": expression("[/Or 12 0 R 13 0 R]"),
    "not": expression("[/Not 12 0 R]"),
    "only viewed": Layer(settings=f"/OFF [12 0 R] {AS_VIEWED}", group=VIEW_ON),
    "not printed": Layer(settings=AS_PRINTED, group=VIEW_ON),
    "for designers": Layer(group="/Intent /Design"),
    "of a layer that is not there": Layer("/OC 99 0 R"),
}


def made(
    path: Path, layer: Layer, kind: str = "Stamp", more: str = "/F 4", look: str = WORDS
) -> Path:
    """A page of two lines with an annotation between them."""
    entries = f"/Type /Annot /Subtype /{kind} /Rect [{BOX}] {more} {layer.entry}"
    if kind == "Widget":
        entries += f" /FT /Tx /T (a) /V ({SECRET})"
    groups = f"/OCGs [12 0 R 13 0 R] /D << {layer.settings} >> {layer.catalog}"
    fields = "/AcroForm << /Fields [10 0 R] >>" if kind == "Widget" else ""
    return write(
        path,
        text(220, ABOVE) + text(80, BELOW),
        objects=(
            f"<< {entries} /AP << /N 11 0 R >> >>",
            form(look, box=BOX),
            f"<< /Type /OCG /Name (x) {layer.group} >>",
            "<< /Type /OCG /Name (y) >>",
            *layer.objects,
        ),
        page="/Annots [10 0 R]",
        catalog=f"/OCProperties << {groups} >> {fields}",
    )


def read(path: Path) -> tuple[list[str], bool]:
    found = sheet(path, 1)
    close()
    assert found is not None
    return [line.text for line in found.lines], found.hidden


def is_drawn(path: Path) -> bool:
    with Image.open(io.BytesIO(picture(path, 1, 400))) as image:
        return min(image.convert("L").crop((36, 136, 240, 156)).tobytes()) < 128


@pytest.mark.parametrize("kind", ["Stamp", "FreeText", "Widget"])
@pytest.mark.parametrize("name", UNSEEN)
def test_what_lies_on_a_layer_that_is_off_is_left_out_and_told(
    tmp_path: Path, name: str, kind: str
) -> None:
    path = made(tmp_path / "paper.pdf", UNSEEN[name], kind)
    assert read(path) == ([ABOVE, BELOW], True)
    assert not is_drawn(path)


@pytest.mark.parametrize("kind", ["Stamp", "FreeText", "Widget"])
@pytest.mark.parametrize("name", SHOWN)
def test_what_lies_on_a_layer_that_is_on_is_read(tmp_path: Path, name: str, kind: str) -> None:
    path = made(tmp_path / "paper.pdf", SHOWN[name], kind)
    assert read(path) == ([ABOVE, SECRET, BELOW], False)
    assert is_drawn(path)


@pytest.mark.parametrize("kind", ["Stamp", "FreeText", "Widget"])
@pytest.mark.parametrize(
    ("flags", "shown"),
    [
        (0, True),  # it is not printed, but seen on a screen
        (2, False),
        (6, False),
        (32, False),
        (36, False),  # it is only printed
        (4 | 8 | 16, True),  # it is neither scaled nor turned
        (4 | 64 | 128 | 512, True),  # it cannot be changed
        (4 | 256, True),
    ],
)
def test_flags_say_what_is_seen_on_a_screen(
    tmp_path: Path, flags: int, shown: bool, kind: str
) -> None:
    path = made(tmp_path / "paper.pdf", Layer(""), kind, f"/F {flags}")
    assert read(path) == ([ABOVE, *[SECRET] * shown, BELOW], not shown)
    assert is_drawn(path) == shown


@pytest.mark.parametrize("shown", [True, False])
@pytest.mark.parametrize("part", ["drawing", "form in it", "words in it"])
def test_layers_of_what_an_annotation_draws_count(tmp_path: Path, part: str, shown: bool) -> None:
    fonts = "/Font << /F1 5 0 R >>"
    more = {
        "drawing": "/OC 12 0 R",
        "form in it": "/Resources << /XObject << /X 13 0 R >> >>",
        "words in it": f"/Resources << /Properties << /L 12 0 R >> {fonts} >>",
    }[part]
    look = {"form in it": "/X Do", "words in it": f"/OC /L BDC {WORDS} EMC"}.get(part, WORDS)
    drawing = form(look, more, BOX)
    if part != "drawing":
        drawing = drawing.replace(f"/Resources << {fonts} >>".encode(), b"")
    path = write(
        tmp_path / "paper.pdf",
        text(220, ABOVE) + text(80, BELOW),
        objects=(
            f"<< /Type /Annot /Subtype /Stamp /Rect [{BOX}] /F 4 /AP << /N 11 0 R >> >>",
            drawing,
            "<< /Type /OCG /Name (x) >>",
            form(WORDS, "/OC 12 0 R"),
        ),
        page="/Annots [10 0 R]",
        catalog=f"/OCProperties << /OCGs [12 0 R] /D << {'' if shown else '/OFF [12 0 R]'} >> >>",
    )
    assert read(path) == ([ABOVE, *[SECRET] * shown, BELOW], not shown)
    assert is_drawn(path) == shown


@pytest.mark.parametrize(
    ("kind", "entries", "look"),
    [
        ("StrikeOut", QUAD, "36 153 m 240 153 l S"),
        ("Line", "/L [36 153 190 153]", "36 153 m 190 153 l S"),
        ("Ink", "/InkList [[36 153 190 153]]", "36 153 m 190 153 l S"),
        ("Square", "", f"{AREA} f"),
        ("Highlight", QUAD, f"{AREA} f"),
        ("Widget", "/FT /Tx /T (b) /V (x)", f".9 g {AREA} f"),
    ],
)
@pytest.mark.parametrize(
    ("state", "shown"),
    [("/F 4", True), ("/F 2", False), ("/F 36", False), ("/F 4 /OC 12 0 R", False)],
)
def test_only_what_is_shown_covers_words_or_strikes_them_out(
    tmp_path: Path, kind: str, entries: str, look: str, state: str, shown: bool
) -> None:
    note = f"/Type /Annot /Subtype /{kind} /Rect [{BOX}] {entries} {state} /AP << /N 11 0 R >>"
    path = write(
        tmp_path / "paper.pdf",
        text(220, ABOVE) + WORDS + text(80, BELOW),
        objects=(f"<< {note} >>", form(look, box=BOX), "<< /Type /OCG /Name (x) >>"),
        page="/Annots [10 0 R]",
        catalog="/OCProperties << /OCGs [12 0 R] /D << /OFF [12 0 R] >> >> "
        "/AcroForm << /Fields [10 0 R] >>",
    )
    assert (SECRET in read(path)[0]) != shown


def test_words_to_be_redacted_are_left_out_also_where_that_is_not_shown(tmp_path: Path) -> None:
    note = f"/Type /Annot /Subtype /Redact /Rect [{BOX}] {QUAD} /F 2"
    content = text(220, ABOVE) + WORDS + text(80, BELOW)
    path = write(
        tmp_path / "paper.pdf", content, objects=(f"<< {note} >>",), page="/Annots [10 0 R]"
    )
    assert read(path) == ([ABOVE, BELOW], True)


ENGLISH, WELSH = "The library will close.", "Bydd y llyfrgell ar gau."


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("off", [ENGLISH, WELSH, "No."])
def test_of_two_languages_in_one_place_the_one_that_is_shown_is_read(
    tmp_path: Path, off: str, first: bool
) -> None:
    on = WELSH if off == ENGLISH else ENGLISH
    layers = [f"/OC /Off BDC {text(150, off)} EMC ", f"/OC /On BDC {text(150, on)} EMC "]
    path = write(
        tmp_path / "paper.pdf",
        text(220, ABOVE) + "".join(layers if first else layers[::-1]) + text(80, BELOW),
        resources="/Properties << /Off 10 0 R /On 11 0 R >>",
        objects=("<< /Type /OCG /Name (x) >>", "<< /Type /OCG /Name (y) >>"),
        catalog="/OCProperties << /OCGs [10 0 R 11 0 R] /D << /OFF [10 0 R] >> >>",
    )
    assert read(path) == ([ABOVE, on, BELOW], True)


@pytest.mark.parametrize("off", ["12", "13"])
def test_of_two_stamps_in_one_place_the_one_that_is_shown_is_read(tmp_path: Path, off: str) -> None:
    stamps = [
        f"<< /Type /Annot /Subtype /Stamp /Rect [{BOX}] /F 4 /OC {n} 0 R /AP << /N {m} 0 R >> >>"
        for n, m in ((12, 11), (13, 15))
    ]
    path = write(
        tmp_path / "paper.pdf",
        text(220, ABOVE) + text(80, BELOW),
        objects=(
            stamps[0],
            form(text(150, "OUT OF DATE"), box=BOX),
            "<< /Type /OCG /Name (x) >>",
            "<< /Type /OCG /Name (y) >>",
            stamps[1],
            form(text(150, "AS ADOPTED"), box=BOX),
        ),
        page="/Annots [10 0 R 14 0 R]",
        catalog=f"/OCProperties << /OCGs [12 0 R 13 0 R] /D << /OFF [{off} 0 R] >> >>",
    )
    assert read(path) == ([ABOVE, "AS ADOPTED" if off == "12" else "OUT OF DATE", BELOW], True)
