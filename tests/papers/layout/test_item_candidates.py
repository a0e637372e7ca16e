"""Items that begin beside the series of labels: out of its order, in another depth, without any.

Ways of numbering were seen in councils; subjects and names are invented.
"""

from __future__ import annotations

import pytest

from qa.papers.layout import item_line
from tests.papers.layout.test_start import found

AUSTRALIAN = [
    "1.1 APOLOGIES",
    "Nil",
    "1.2 OPENING WORDS",
    "The Mayor welcomed all present.",
    "3 Confirmation of Minutes of the Meeting of 4 May",
    "The minutes were confirmed.",
    "4 Notices of Motion",
    "Nil",
    "5 General Reports",
    "5.1 The Wenbury Ferry",
    "The report was received.",
]


def test_items_of_other_depths_than_the_series_are_items() -> None:
    names = found(*AUSTRALIAN)
    assert "3 Confirmation of Minutes of the Meeting of 4 May" in [
        n.replace(".", "") for n in names
    ]
    assert any(name.endswith("Notices of Motion") for name in names)
    assert any(name.endswith("The Wenbury Ferry") for name in names)


def test_an_item_with_a_wrong_number_is_an_item() -> None:
    names = found(
        "18.01.9 Public Participation",
        "A resident asked for a bin on the quay, which was agreed.",
        "18.01.10 Highways",
        "The lane had been mended and the parish was thanked.",
        "18.11.11 Any Other Business",
        "The clerk was asked to write to the ferry company.",
        "18.01.12 Date of Next Meeting",
        "Tuesday, 6 March 2018.",
    )
    assert "18.11.11 Any Other Business" in names


def test_between_two_items_the_next_number_is_an_item_whatever_its_title() -> None:
    names = found(
        "1 DECLARATION OF OPENING",
        "The President opened the meeting.",
        "2 RECORD OF ATTENDANCE",
        "All were there, but Cr Osmond.",
        "9.1 SALE OF THE SHED IN TELEGRAPH STREET",
        "The shed was not sold.",
        "9.2 BATHS SEASON AND FEES 2024/25",
        "The baths open in May.",
        "9.3 DOG POUND",
        "The motion lapsed.",
        "10 CLOSURE",
        "The meeting closed.",
    )
    assert [name.split()[0].rstrip(".") for name in names] == ["1", "2", "9.1", "9.2", "9.3", "10"]


def test_a_lettered_list_is_no_series_of_items() -> None:
    bills = "Payment of bills totaling $184,772.19"
    consent = ["A. Minutes of March 25", f"B. {bills}", "C. Special event permit, Founders Day"]
    minutes = [
        "**ROLL CALL**",
        "All were there.",
        "**CONSENT AGENDA**",
        *consent,
        "Motion by Hargrave, second by Phan, to approve. Motion carried.",
        "**WATER TOWER**",
        "The tower is to be painted.",
        "**DOG PARK**",
        "The dog park was talked about.",
    ]
    assert not any(bills in name for name in found(*minutes))
    words = "The clerk read it, the members spoke of it, and it was approved by all of them."
    items = [line for each in consent for line in (each, words, words, words)]
    assert len(found("COUNCIL", *items)) == len(consent)


def test_headings_are_found_where_neither_numbers_nor_type_tell() -> None:
    names = found(
        "The council met in the hall on Monday, May 18.",
        "CALL TO ORDER",
        "Mayor Ames called the meeting to order at 7:00 P.M.",
        "ROLL CALL",
        "Roll call was taken: Councilmembers Bell, Crewe and Dale were present.",
        "PLEDGE OF ALLEGIANCE",
        "Mayor Ames led the pledge of allegiance.",
        "APPROVAL OF MINUTES",
        "Motion by Bell, seconded by Crewe, to approve the minutes of May 4.",
        "ADJOURNMENT",
        "The meeting was adjourned at 8:10 P.M.",
    )
    headings = "CALL TO ORDER|ROLL CALL|PLEDGE OF ALLEGIANCE|APPROVAL OF MINUTES|ADJOURNMENT"
    assert [name.strip() for name in names] == headings.split("|")


@pytest.mark.parametrize(
    "between",
    [
        ["RESOLVED that:", "1. The strategy be approved.", "2. The Director report in May."],
        ["The payments were:", "101 Mower £62.00", "102 Hall £30.00"],
        ["Members of the panel:", "Councillor B Ash (Chair)", "Councillor C Beech"],
        ["Council Resolution", "6/1 Carried", "7/0 Carried"],  # Western Australia
        ["The Chair put the motion to the vote", "In favour: 6", "Abstention: 0"],
    ],
)
def test_lists_within_an_item_are_no_items(between: list[str]) -> None:
    after = ["6. Ferries", "The fares were noted.", "7. Date of next meeting", "Friday 6 June."]
    names = found("4. Apologies", "None.", "5. Roads", *between, *after)
    assert names == ["4. Apologies", "5. Roads", "6. Ferries", "7. Date of next meeting"]


def test_without_what_was_learned_the_series_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.papers.layout.start.item_weights", lambda: None)
    assert item_line.item_weights() is not None
    assert found(*AUSTRALIAN) == ["1.1 APOLOGIES", "1.2 OPENING WORDS"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("20/01 YMDDIHEURIADAU / APOLOGIES", "YMDDIHEURIADAU / APOLOGIES"),  # Wales
        ("2 Ngā Tamōtanga | Apologies", "Ngā Tamōtanga | Apologies"),  # New Zealand
        ("3 Apologies | None", "Apologies"),
        (
            "415 PLANNING (For the planning committee only)",
            "PLANNING (For the planning committee only)",
        ),
        ("62/17 Rescue in Wenbury - 17 December 2017", "Rescue in Wenbury - 17 December 2017"),
        ("9. Lamps - all mended", "Lamps"),
    ],
)
def test_a_title_is_told_whole(text: str, title: str) -> None:
    number, _, _ = text.partition(" ")
    names = found("0 Welcome", "All were welcome.", text, "There were none.")
    assert any(name.endswith(f" {title}") and number.strip(".") in name for name in names)


def test_votes_are_no_headings_where_nothing_is_numbered() -> None:
    names = found(
        "The council met in the hall on Monday, May 18.",
        "PUBLIC HEARINGS",
        "Motion by Bell, seconded by Crewe, to close the hearing on the ferry.",
        "Roll Call Vote",
        "For: 5",
        "Abstention: 0",
        "Motion carried",
        "NEW BUSINESS",
        "The clerk reported that the ferry had been mended.",
        "ADJOURNMENT",
        "The meeting was adjourned at 8:10 P.M.",
    )
    assert [name.strip() for name in names] == ["PUBLIC HEARINGS", "NEW BUSINESS", "ADJOURNMENT"]
