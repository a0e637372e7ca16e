"""What lies over a page as an annotation is read where it stands, if it is seen."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Text
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

from qa.papers.pages.annotations import laid_over
from qa.papers.pages.highlight import marks
from qa.papers.pages.pdf import close, sheet
from qa.papers.reading import reading
from tests.made import a_passage

LINES = ["Marsh District Council", "Record of decision", "Decision:", "Reasons:"]


def page(path: Path, notes: list[DictionaryObject], lines: Sequence[str] = LINES) -> Path:
    """A page of a few lines, 40 points apart, with annotations."""
    canvas = Canvas(str(path), pagesize=(400, 300))
    for i, line in enumerate(lines):
        canvas.drawString(40, 260 - 40 * i, line)
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(path))
    for note in notes:
        if look := note.get("/AP"):
            look[NameObject("/N")] = writer._add_object(look["/N"])
        writer.add_annotation(0, note)
    writer.write(path)
    return path


def drawn(
    kind: str, words: str, box: tuple[int, int, int, int], flags: int = 4
) -> DictionaryObject:
    """An annotation that draws its words, as a viewer writes it."""
    look = StreamObject()
    look.set_data(f"BT /F 11 Tf 2 4 Td ({words}) Tj ET".encode())
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    fonts = DictionaryObject(
        {
            NameObject("/F"): DictionaryObject(
                {NameObject(k): NameObject(v) for k, v in font.items()}
            )
        }
    )
    look.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): FreeText(text="", rect=(0, 0, box[2] - box[0], box[3] - box[1]))[
                "/Rect"
            ],
            NameObject("/Resources"): DictionaryObject({NameObject("/Font"): fonts}),
        }
    )
    note = FreeText(text=words, rect=box)
    note[NameObject("/Subtype")] = NameObject(kind)
    note[NameObject("/F")] = NumberObject(flags)
    note[NameObject("/AP")] = DictionaryObject({NameObject("/N"): look})
    if kind == "/Widget":
        note[NameObject("/FT")] = NameObject("/Tx")
        note[NameObject("/V")] = TextStringObject(words)
    return note


def read(path: Path) -> list[str]:
    close()
    found = sheet(path, 1)
    assert found
    close()
    return [line.text for line in found.lines]


@pytest.mark.parametrize("kind", ["/Stamp", "/FreeText", "/Widget"])
@pytest.mark.parametrize("words", ["WITHDRAWN 9 MAY 2023", "DRAFT", "CANCELLED"])
def test_its_words_are_read(tmp_path: Path, kind: str, words: str) -> None:
    path = page(tmp_path / "a.pdf", [drawn(kind, words, (200, 234, 360, 254))])
    assert read(path) == [LINES[0], words, *LINES[1:]]


def test_form_fields_stand_behind_their_labels(tmp_path: Path) -> None:
    fields = [
        drawn("/Widget", "To build a crossing", (110, 176, 380, 192)),
        drawn("/Widget", "Two people fell", (110, 136, 380, 152)),
    ]
    path = page(tmp_path / "a.pdf", fields)
    assert read(path) == [*LINES[:3], "To build a crossing", LINES[3], "Two people fell"]


def undrawn(
    kind: str, words: str, look: str = "/Helv 12 Tf 0 g", flags: int = 0
) -> DictionaryObject:
    """An annotation whose appearance the file does not hold: a viewer writes its words."""
    note = drawn(kind, words, (200, 234, 360, 254))
    del note["/AP"]
    note[NameObject("/DA")] = TextStringObject(look)
    note[NameObject("/Ff")] = NumberObject(flags)
    return note


@pytest.mark.parametrize("kind", ["/FreeText", "/Widget"])
def test_what_a_viewer_writes_is_read(tmp_path: Path, kind: str) -> None:
    path = page(tmp_path / "a.pdf", [undrawn(kind, "CANCELLED")])
    assert read(path) == [LINES[0], "CANCELLED", *LINES[1:]]


def test_what_a_viewer_writes_unseen_is_not_read(tmp_path: Path) -> None:
    white = undrawn("/FreeText", "SECRET", "/Helv 12 Tf 1 1 1 rg")
    password = undrawn("/Widget", "SECRET", flags=1 << 13)
    assert read(page(tmp_path / "a.pdf", [white, password])) == LINES


@pytest.mark.parametrize("flags", [2, 32])  # hidden; not on a screen
def test_what_is_not_seen_is_not_read(tmp_path: Path, flags: int) -> None:
    path = page(tmp_path / "a.pdf", [drawn("/Stamp", "SECRET", (200, 234, 360, 254), flags)])
    assert read(path) == LINES


def test_a_remark_that_opens_on_a_click_is_not_read(tmp_path: Path) -> None:
    path = page(tmp_path / "a.pdf", [Text(text="Ask the clerk", rect=(200, 234, 220, 254))])
    assert read(path) == LINES


@pytest.mark.parametrize(
    ("name", "words"),
    [("/Draft", "DRAFT"), ("/SBNotApproved", "NOT APPROVED"), ("/#Void", "VOID")],
)
def test_a_stamp_that_draws_its_words_as_shapes_is_read_by_its_name(
    tmp_path: Path, name: str, words: str
) -> None:
    stamp = drawn("/Stamp", "", (200, 234, 360, 254))
    stamp[NameObject("/Name")] = NameObject(name)
    assert read(page(tmp_path / "a.pdf", [stamp])) == [LINES[0], words, *LINES[1:]]


MINUTES = [
    "Minutes of the Drainage Committee held on 4 May 2023",
    "Present: Councillors Alder, Birch and Cole",
    "1. Apologies",
    "Apologies came from Councillor Dunn.",
    "2. The pump at Low Fen",
    "RESOLVED: That the pump be mended.",
]


@pytest.mark.parametrize(
    ("kind", "words", "standing"),
    [
        ("/Stamp", "DRAFT", "draft"),
        ("/FreeText", "Draft Minutes", "draft"),
        ("/Watermark", "DRAFT", "draft"),
        ("/FreeText", "The Draft Plan is in the library for all who want to read it", "decided"),
        ("/Widget", "Draft 3", "decided"),
    ],
)
def test_minutes_stamped_as_a_draft_decide_nothing(
    tmp_path: Path, kind: str, words: str, standing: str
) -> None:
    path = page(tmp_path / "a.pdf", [drawn(kind, words, (200, 20, 390, 40))], MINUTES)
    paper = reading().read(path)
    [pump] = [passage for passage in paper.passages if "mended" in passage.text]
    assert pump.standing == standing


def test_words_of_a_text_box_are_marked_where_it_lies(tmp_path: Path) -> None:
    box = (110, 176, 380, 192)
    path = page(tmp_path / "a.pdf", [drawn("/FreeText", "To build a crossing", box)])
    passage = a_passage("Decision:\nTo build a crossing")
    with closing(pdfium.PdfDocument(path)) as document:
        over, _ = laid_over(path, document[0], 1)
        start = passage.text.index("To")
        [found] = marks(document[0], 1, passage, start, len(passage.text), over)
    assert found == pytest.approx((box[0], 300 - box[3], box[2], 300 - box[1]), abs=2)
