"""Items whose headings stand beside their text."""

from __future__ import annotations

from qa.papers.layout.side_heading import side_headings
from qa.papers.pages.sheet import Line

LEFT, TEXT, RIGHT = 50.0, 170.0, 520.0


def record(*rows: tuple[str, str, str]) -> list[Line]:
    """The lines of rows: a heading, the first line of the text beside it, and the next."""
    lines: list[Line] = []
    for n, (heading, first, second) in enumerate(rows):
        top = 100.0 + 40 * n
        lines += [
            _line(heading, top, LEFT, TEXT - 20),
            _line(first, top, TEXT, RIGHT),
            _line(second, top + 13, TEXT, TEXT + 90),
        ]
    return lines


def _line(text: str, top: float, x0: float, x1: float) -> Line:
    return Line(text, 1, x0, x1, top, top + 11, 11.0, cells=((x0, text),))


PRESENT = ("Present", "Cllrs. L. Ames, J. Bree, J. Cole, D. Dart and", "E. Elm")
BUSINESS = [
    ("Burial Ground", "The Clerk reported that the wall had fallen and its", "stones lay there."),
    ("Ferry", "It was agreed that the ferry be painted before the summer", "season."),
    ("Minutes", "The minutes of the last meeting were adopted on the proposal", "of Cllr. Ames."),
]  # fmt: skip


def test_headings_beside_the_text_begin_items() -> None:
    found = side_headings(record(PRESENT, *BUSINESS))
    assert [one.title for one in found] == ["Burial Ground", "Ferry", "Minutes"]


def test_the_rows_of_a_table_are_no_items() -> None:
    rows = [(name, "£1,204 £980", "£12 more") for name in ("Ferry", "Quay", "Pier", "Weir")]
    assert not side_headings(record(*rows))
    assert not side_headings(record(*[(f"Cllr {n}", "for the motion", "") for n in "ABCD"]))
