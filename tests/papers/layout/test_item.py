"""What the items of minutes are called that no number marks, and where each ends.

Cities in Canada head an item by who reports, the number of the report and its title.
"""

from __future__ import annotations

from qa.papers.kinds import kind_of
from qa.papers.layout.piece import Piece
from qa.papers.layout.section import Section
from qa.papers.paper import Meeting

LONG = (
    "Director of Harbours and Ferries Report HBF31-019 Budget Adjustment to the Quay at the Mill "
    "Capital Project and Amendment to the Contract for the Second Ferry"
)


def grouped(*found: tuple[str, str, int]) -> list[tuple[str | None, str | None, str]]:
    """Item, heading and first words of each passage of minutes."""
    made = [
        Piece(kind, text, page, page, 50, 10, kind == "heading")  # type: ignore[arg-type]
        for kind, text, page in found
    ]
    groups = kind_of("minutes").group(Section("minutes", Meeting(), ()), made)
    return [(one.item, one.section, one.pieces[0].text) for one in groups]


MOVED = "That the report be received and that the officers be thanked for it and for their work."


def test_a_long_heading_ends_the_item_before_it() -> None:
    found = grouped(
        ("text", "The committee met in the hall at six.", 1),
        ("heading", "Consent Agenda", 1),
        ("text", "There were no items.", 1),
        ("heading", LONG, 1),
        ("text", MOVED, 1),
    )
    assert [item for item, _, _ in found] == [None, "Consent Agenda", LONG]


def test_the_heading_of_the_minutes_is_no_item() -> None:
    title = "Minutes of a Meeting of the Ferries Committee Held on May 8, 2031"
    found = grouped(
        ("text", "Draft for approval by the committee.", 1),
        ("heading", title, 1),
        ("text", MOVED, 1),
        ("heading", "Apologies", 1),
        ("text", MOVED, 1),
        ("heading", "Other Business", 1),
        ("text", MOVED, 1),
    )
    assert [item for item, _, _ in found][-2:] == ["Apologies", "Other Business"]
    assert title not in [item for item, _, _ in found]


def test_a_heading_over_the_page_does_not_name_what_stands_before_it() -> None:
    found = grouped(
        ("heading", "Consent Agenda", 1),
        ("text", "Moved by Councillor Ash that the item be referred to staff.", 1),
        ("heading", "Ferry Report HBF31-002", 2),
        ("heading", "The second boat", 2),
        ("text", MOVED, 2),
    )
    assert found[0][1] is None
    assert found[-1][1] == "Ferry Report HBF31-002"


def test_a_heading_over_smaller_ones_is_an_item() -> None:
    pieces = [
        Piece("text", "The committee met in the hall at six.", 1, 1, 50, 10, False),
        Piece("heading", "Consent Agenda", 1, 1, 50, 14, True),
        Piece("text", "There were no items.", 1, 1, 50, 10, False),
        Piece("heading", "Delegations", 1, 1, 50, 14, True),
        Piece("heading", "Registered Delegations:", 1, 1, 50, 12, True),
        Piece("text", MOVED, 1, 1, 50, 10, False),
    ]
    groups = kind_of("minutes").group(Section("minutes", Meeting(), ()), pieces)
    assert [one.item for one in groups] == [None, "Consent Agenda", "Delegations"]
