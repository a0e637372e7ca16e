"""Minutes: what stands below the last item is no part of it."""

from __future__ import annotations

import pytest

from qa.papers.kinds.minutes import KIND
from qa.papers.layout.piece import Piece
from qa.papers.layout.section import Section
from qa.papers.paper import Meeting

TEXT = "The committee heard from the officers and from two residents of the street at length."


def items_of(last: str) -> list[tuple[str | None, str]]:
    """The item of each group of minutes that end with `last`, with its words."""
    texts = [("text", TEXT)]
    texts += [each for name in ("Quay", "Pier") for each in (("heading", name), ("text", TEXT))]
    pieces = [
        Piece(kind, text, 1, 1, 50, 10, kind == "heading")  # type: ignore[arg-type]
        for kind, text in [*texts, ("text", last)]
    ]
    groups = KIND.group(Section("minutes", Meeting(), ()), pieces)
    return [(group.item, " ".join(piece.text for piece in group.pieces)) for group in groups]


@pytest.mark.parametrize(
    "last",
    [
        "The meeting closed at 7.25 p.m.",
        "Meeting ended 8.15pm",
        "There being no further business, the Mayor declared the meeting closed at 9.40 pm.",
        "The public meeting was declared closed at 21:10.",
    ],
)
def test_the_end_of_the_meeting_is_no_part_of_the_last_item(last: str) -> None:
    assert items_of(last)[-1] == (None, last)


@pytest.mark.parametrize(
    "last",
    [
        "The meeting with the ferry company had closed the matter, and members were glad of it.",
        "The baths closed at 7.25 p.m. on the day of the flood.",
    ],
)
def test_what_tells_of_something_else_that_closed_stays_with_its_item(last: str) -> None:
    assert items_of(last)[-1][0] == "Pier"


def test_a_heading_below_the_last_words_of_an_item_is_of_what_follows() -> None:
    texts = [
        ("heading", "Quay"),
        ("text", TEXT),
        ("heading", "Restricted items"),
        ("heading", "Pier"),
    ]
    found = [Piece("text", "Present: Cllr Ames", 1, 1, 50, 10, False)]
    found += [
        Piece(kind, text, 1, 1, 50, 12 if text == "Restricted items" else 10, kind == "heading")  # type: ignore[arg-type]
        for kind, text in [*texts, ("text", TEXT)]
    ]
    groups = KIND.group(Section("minutes", Meeting(), ()), found)
    quay = next(group for group in groups if group.item == "Quay")
    assert [piece.text for piece in quay.pieces] == ["Quay", TEXT]
