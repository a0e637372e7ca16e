"""A name in a vote by columns is read with the side over it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
from reportlab.pdfgen.canvas import Canvas

from qa.papers.pages.line import page_text

COLUMNS = (60, 200, 330)


def lines(path: Path, rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a page with these rows, whose cells stand in columns."""
    canvas = Canvas(str(path), pagesize=(460, 300))
    canvas.setFont("Helvetica", 10)
    for n, row in enumerate(rows):
        for x, text in zip(COLUMNS, row, strict=False):
            canvas.drawString(x, 250 - 18 * n, text)
    canvas.save()
    with closing(pdfium.PdfDocument(path)) as document:
        return [line.text for line in page_text(document[0], 1).lines]


def test_a_name_is_read_with_the_side_over_it(tmp_path: Path) -> None:
    rows = [
        ("For", "Against", "Abstained"),
        ("Cr Brook", "Cr Fell", "Cr Marsh"),
        ("", "Cr Combe"),
        ("The motion was lost.",),
    ]
    assert lines(tmp_path / "vote.pdf", rows) == [
        "For Against Abstained",
        "For Cr Brook Against Cr Fell Abstained Cr Marsh",
        "Against Cr Combe",
        "The motion was lost.",
    ]


def test_other_columns_of_names_are_read_as_they_stand(tmp_path: Path) -> None:
    rows = [("Present", "Apologies"), ("Cr Brook", "Cr Fell"), ("Cr Marsh", "Cr Combe")]
    assert lines(tmp_path / "present.pdf", rows)[1] == "Cr Brook Cr Fell"


def test_a_name_between_columns_is_of_none(tmp_path: Path) -> None:
    rows = [("For", "Against"), ("Cr Brook", "Cr Fell"), ("Cr Marsh and Cr Combe of the ward",)]
    assert lines(tmp_path / "vote.pdf", rows)[1] == "For Cr Brook Against Cr Fell"
