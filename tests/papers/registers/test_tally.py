"""Votes in which each side has its number: whole, or none."""

from __future__ import annotations

import pytest

from qa.papers.registers.vote import votes


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        # towns and districts
        ("7 for, 3 against and 1 abstention", (7, 3, 1)),
        ("For 6; Against 4; Abstain 1", (6, 4, 1)),
        ("Votes for: 5. Votes against: 2. Abstentions: Nil.", (5, 2, 0)),
        ("nine in favour, none against", (9, 0, None)),
        ("carried by a majority of 9 to 4", (9, 4, None)),
        ("Carried 9:4", (9, 4, None)),
        # Ireland
        ("Ar son: 14, In aghaidh: 9, Staon: 2.", (14, 9, 2)),
        ("For – 14; Against – 9; Not present – 5.", (14, 9, None)),
        # the United States
        ("Ayes - 5; Noes - 1; Absent - 1", (5, 1, None)),
        ("6 yeas, 1 nay", (6, 1, None)),
        ("Ayes: Ash, Elm, Oak. Nays: Yew. Motion carried.", (3, 1, None)),
        ("Yes: Ash, Elm, Oak. No: None. Absent: Yew. Motion carried.", (3, 0, None)),
        # a sum is no side, nor is the number of a house
        ("voted to set a precept of £900 for 2024/25 (14 votes for, 1 against)", (14, 1, None)),
        ("There voted 4 for and 4 against. The Chair voted in favour.", (4, 4, None)),
        ("For: Cllrs Ash, Elm (2). Against: Cllr Oak (1)", (2, 1, None)),
        # a number before one side, behind the others
        ("Votes for 9 against 3 with 1 abstention", (9, 3, 1)),
        ("9 for, 3 against, Abstained: 2", (9, 3, 2)),
        ("It was lost on the casting vote, 4 having voted for and 4 against", (4, 4, None)),
    ],
)
def test_each_side_has_its_own_number(
    text: str, counts: tuple[int | None, int | None, int | None]
) -> None:
    found = votes(text)
    assert found and (found.favour, found.against, found.abstained) == counts


@pytest.mark.parametrize(
    "text",
    [
        "It was agreed to buy 12 for the hall and 4 against the wall of the church.",
        "an easement in favour of 195 Larch Street",
        "There were five votes in favour and the remainder against.",
        # last year's figure beside this year's
        "There were 61 households in hostels at the end of August, against 48 a year before.",
        "The team had 18 complaints in June, against 22.",
    ],
)
def test_no_vote_is_told_where_none_or_half_of_it_is_printed(text: str) -> None:
    assert votes(text) is None
