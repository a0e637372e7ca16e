"""Figures, names and places that a sentence gives to each other's words."""

from __future__ import annotations

import pytest

from qa.checking.check import check
from qa.checking.passage import CheckedPassage

# A ward profile, a committee's list of seats, and minutes of a community council, all invented.
EVICTED = CheckedPassage(
    "In the year to June 64 tenants were evicted: 11 had been tenants for less than a year and 53 "
    "for longer. Northgate ward accounted for 18 of them, followed by Priory with 12."
)
SEATS = CheckedPassage(
    "Councillor Abel to replace Councillor Finn on the Library Board from May. Mr Reed was "
    "thanked by Mrs Stone for the loan of the marquee."
)
HALL = CheckedPassage(
    "The trust would pay £1 for the hall, valued at £95,000. Visits stood at 870 a week. The year "
    "before they were 1,120."
)
LOSSES = CheckedPassage("The survey indicates a loss of:\n• 96 spaces in Dalry\n• 241 in Gorgie")


@pytest.mark.parametrize(
    ("passage", "sentence"),
    [
        (EVICTED, "11 had been tenants for longer and 53 for less than a year."),
        (EVICTED, "Priory accounted for 18 of the evictions, and Northgate for 12."),
        (SEATS, "Councillor Finn takes the place of Councillor Abel on the Library Board."),
        (SEATS, "Councillor Finn is to replace Councillor Abel on the Library Board."),
        (HALL, "The trust would pay £95,000 for a hall valued at £1."),
        (HALL, "Weekly visits rose from 870 to 1,120."),
        (LOSSES, "Dalry loses 241 spaces, and Gorgie 96."),
    ],
)
def test_what_is_given_to_the_other_is_not_borne_out(
    passage: CheckedPassage, sentence: str
) -> None:
    assert not check(sentence, [passage]).borne_out


@pytest.mark.parametrize(
    ("passage", "sentence"),
    [
        (EVICTED, "53 had been tenants for longer than a year and 11 for less."),
        (EVICTED, "Northgate ward accounted for 18 of those who were evicted, and Priory for 12."),
        (SEATS, "Councillor Finn is to be replaced by Councillor Abel on the Library Board."),
        (SEATS, "Councillor Abel takes the place of Councillor Finn on the Library Board."),
        (HALL, "A hall valued at £95,000 would cost the trust £1."),
        (SEATS, "Mrs Stone thanked Mr Reed for the loan of the marquee."),
    ],
)
def test_either_order_is_right_where_each_has_its_own(
    passage: CheckedPassage, sentence: str
) -> None:
    assert check(sentence, [passage]).why != "Two figures or names stand in each other's place."


def test_what_was_before_stands_behind_from() -> None:
    assert "the other way round" not in check("Visits fell from 1,120 to 870.", [HALL]).why
