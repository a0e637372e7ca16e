"""Short lines of minutes are headings where they stand between what ends and what begins."""

from __future__ import annotations

import pytest

from qa.papers.layout.piece import Piece
from qa.papers.layout.plain_heading import with_plain_headings

PARAGRAPH = "The harbour master told the board that the ferry had been out of use for nine days."
MOVED = "Moved by Councillor Ames, seconded by Councillor Bree"


def headings(*texts: str) -> list[str]:
    """Which of some pieces of plain type are headings."""
    pieces = [Piece("text", text, 1, 1, 50, 11, False) for text in texts]
    return [piece.text for piece in with_plain_headings(pieces) if piece.kind == "heading"]


@pytest.mark.parametrize("before", ["It was noted.", "Carried", "“CARRIED”", "Lost."])
@pytest.mark.parametrize(
    ("heading", "after"),
    [
        ("Ferry Timetable for the Summer", PARAGRAPH),  # county and district councils
        ("Correspondence", PARAGRAPH),  # parishes
        ("Declarations of Interest", MOVED),  # Canadian cities
        ("Quay Repairs, Second Phase", MOVED),
    ],
)
def test_a_short_line_over_a_paragraph_or_a_motion(before: str, heading: str, after: str) -> None:
    assert headings(PARAGRAPH, before, heading, after) == [heading]


def test_the_number_of_a_report_may_stand_between() -> None:
    found = headings("Carried", "Quay Repairs", "Report HBR-22-014", MOVED, "That it be received.")
    assert found == ["Quay Repairs", "Report HBR-22-014"]


def test_a_paragraph_may_stand_below_the_number_of_a_report() -> None:
    found = headings("Carried", "Quay Repairs", "Report HBR-22-014", PARAGRAPH)
    assert found == ["Quay Repairs", "Report HBR-22-014"]


@pytest.mark.parametrize(
    ("before", "line", "after"),
    [
        ("It was noted.", "Councillor A Ames", PARAGRAPH),  # who was there
        ("It was noted.", "Also present Mr Bree", PARAGRAPH),
        ("It was noted.", "The ferry is late", PARAGRAPH),  # a sentence without a full stop
        ("It was noted.", "Carried", PARAGRAPH),  # what became of a motion
        ("It was noted.", "12 March 2031", PARAGRAPH),
        ("who lives at", "Ferry Cottage", PARAGRAPH),  # within a sentence
        ("It was noted.", "Ferry Cottage", "Quay Street"),  # an address
        ("It was noted.", "Ferry Cottage", "and it was agreed that the quay be mended by then."),
        ("It was noted.", "J Ames, Chairman", PARAGRAPH),
    ],
)
def test_other_short_lines_are_none(before: str, line: str, after: str) -> None:
    assert headings(PARAGRAPH, before, line, after) == []


def numbered(*texts: str) -> list[str]:
    """Which lines between numbered paragraphs are headings."""
    pieces = [
        Piece("item" if text[:1].isdigit() else "text", text, 1, 1, 50, 11, False) for text in texts
    ]
    return [piece.text for piece in with_plain_headings(pieces) if piece.kind == "heading"]


def test_a_line_over_a_numbered_paragraph_that_moves_something_is_a_heading() -> None:
    moved = "10) Cllr Ames proposed, and Cllr Bree seconded the motion that the lights be mended."
    motion = "Motion for Debate 2 – Lights on the Quay"
    assert numbered(f"9) {PARAGRAPH}", motion, moved) == [motion]
    # Within the list of what was resolved.
    assert not numbered(f"9) {PARAGRAPH}", "Pay Scheme 2031", f"10) {PARAGRAPH}")
