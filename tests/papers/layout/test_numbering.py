"""What begins an item by its label, and what only looks like one."""

from __future__ import annotations

import pytest

from qa.evaluation.forms import Form
from qa.papers.layout.label import label_of
from qa.papers.layout.title import is_title, title_of


def items(*lines: str) -> list[str]:
    """The items of minutes with these lines, in order."""
    read = Form(0, lines, {"items": []}).read()
    return list(dict.fromkeys(one.item for one in read.passages if one.item))


def test_a_word_in_capitals_begins_with_no_roman_number() -> None:
    assert label_of("VOTE: 5-0.") is None and label_of("LIGHTS in Mill Lane") is None
    assert label_of("V. REPORTS") and label_of("XI REPORTS")


def test_the_number_of_what_is_moved_is_no_item() -> None:
    found = items(
        "BARGE",
        "Moved by Councillor Rowan",
        "RC19-290 That Council buy the barge of the mill.",
        "Carried.",
        "FERRY",
        "Moved by Councillor Larch",
        "RC19-291 That Council close the ferry in winter.",
        "Defeated.",
        "BYLAW",
        "Moved by Councillor Oak",
        "RC19-295 That Council give second reading to Bylaw No. 5.",
        "Defeated.",
    )
    assert not [one for one in found if "RC19" in one]


def test_what_was_received_may_be_a_title() -> None:
    received, approved = title_of("Decisions received"), title_of("Minutes of 9 May approved")
    assert received and received.words == "Decisions received"
    assert approved and approved.words == "Minutes of 9 May"


def test_a_letter_before_a_number_is_no_page() -> None:
    found = items(
        "P.12 APOLOGIES",
        "None were received.",
        "P.13 PLANNING APPLICATIONS",
        "23/00412/FUL - 4 Mill Street - rear extension. No objection.",
        "23/00437/LBC - The Old Bakery - new windows. Objection.",
        "P.14 ENFORCEMENT",
        "The Clerk reported on three cases.",
    )
    assert [one.split()[0] for one in found] == ["P.12", "P.13", "P.14"]


def test_numbers_may_stand_within_what_is_lettered() -> None:
    found = items(
        "A. CALL TO ORDER",
        "The meeting was called to order at 7:00 p.m.",
        "B. CONSENT AGENDA",
        "1. Minutes of June 3",
        "2. Payment of claims",
        "Motion carried 3-0.",
        "C. NEW BUSINESS",
        "1. Ordinance on Ferries",
        "Staff presented the ordinance.",
        "D. ADJOURN",
    )
    assert [one[0] for one in found] == ["A", "B", "C", "D"]


def test_a_title_in_maori_is_no_sentence() -> None:
    found = title_of("He Tono Motuhake | Leave of Absence")
    assert found and found.sure


@pytest.mark.parametrize(
    "line",
    [
        "The Chair put the motion to the Committee to vote",  # a council in Northern Ireland
        "The Provost called for a vote by roll call",
        "The Mayor ruled the amendment out of order",
    ],
)
def test_what_the_chair_does_is_no_title_over_the_counts_below(line: str) -> None:
    assert not is_title(line)
    assert is_title("Put and call options")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Call-in: EDR-0457 School Street at Tollgate Primary", ""),  # a scrutiny board
        ("Review of a premises licence: Quay Bar, 4 Ferry Lane", ""),  # a licensing sub-committee
        ("Planning application: 24/01902/FUL Land off Mill Brow", ""),  # a parish
        ("Apologies: Ann Rowan, Ben Larch", "Apologies"),
        ("Precept: £42,600 for 2025/26", "Precept"),
        ("Next meeting: Monday 4th November at 7.30pm", "Next meeting"),
        ("Playground: The 2 swings were mended", "Playground"),
    ],
)
def test_what_a_title_names_behind_a_colon_is_part_of_it(text: str, title: str) -> None:
    found = title_of(text)
    assert found and found.words == (title or text)
