"""A recorded vote whose sides are columns of names is told as a whole, or not at all."""

from __future__ import annotations

import pytest

from qa.papers.register import Votes
from qa.papers.registers.vote import votes

HEAD = "For Against Abstained"
ROWS = ("For Cr Brook Against Cr Fell Abstained Cr Marsh", "Against Cr Combe")
VOTE = Votes(1, 2, 1, ("Cr Brook",), ("Cr Fell", "Cr Combe"), ("Cr Marsh",))


@pytest.mark.parametrize(
    "lines",
    [
        (HEAD, *ROWS),
        (f"{HEAD} {ROWS[0]} {ROWS[1]}",),  # a passage joins them
        ("A division was called:", HEAD, *ROWS, "The motion was declared LOST by 2 votes to 1."),
    ],
)
def test_who_voted_how_is_read_from_columns_of_names(lines: tuple[str, ...]) -> None:
    assert votes("\n".join(lines)) == VOTE


def test_each_head_may_say_that_it_is_of_votes() -> None:
    head = "Voting for Voting against"  # councils in Tasmania
    rows = ("For Cr Brook Against Cr Fell", "For Cr Marsh")
    found = votes("\n".join((head, *rows)))
    assert found == Votes(2, 1, None, ("Cr Brook", "Cr Marsh"), ("Cr Fell",))


def test_a_title_over_the_names_of_a_column_is_no_name() -> None:
    rows = ("For Councillors Brook Against Councillors Fell", "For Marsh Against Combe")
    found = votes("\n".join(("For the motion Against the motion", *rows)))
    assert found == Votes(2, 2, None, ("Brook", "Marsh"), ("Fell", "Combe"))


@pytest.mark.parametrize(
    "row",
    [
        "Against Combe",  # a name that goes on in the next line, or one without a title
        "Against Cr Fell",  # twice
    ],
)
def test_names_that_may_be_parts_of_others_are_not_counted(row: str) -> None:
    assert votes("\n".join((HEAD, ROWS[0], row))) is None
