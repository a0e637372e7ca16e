"""A recorded vote that is set as a table is told as a whole, or not at all."""

from __future__ import annotations

import pytest

from qa.papers.register import Votes
from qa.papers.registers.vote import votes
from qa.papers.registers.vote_table import votes_in_table

HEAD = "Councillor For Against Abstain"
ROWS = ("A Brook For ✓", "P Fell Against ✓", "D Marsh Abstain ✓", "Y Combe Against ✓")
VOTE = Votes(1, 2, 1, ("A Brook",), ("P Fell", "Y Combe"), ("D Marsh",))


def table(*lines: str) -> str:
    return "\n".join(("A recorded vote was taken:", *lines))


@pytest.mark.parametrize(
    "lines",
    [
        (HEAD, *ROWS),
        (HEAD, *ROWS, "Total 1 2 1", "The motion was lost."),
        (HEAD, *ROWS, "Motion lost"),
        (HEAD, *(row.replace("✓", "X") for row in ROWS)),
        (HEAD, *(row.replace("✓", "✗") for row in ROWS)),
        (HEAD, *ROWS[:2], HEAD, *ROWS[2:]),  # it goes on over the page
        (HEAD, f"{ROWS[0]} {ROWS[1]}", f"{ROWS[2]} {ROWS[3]}"),  # two tables side by side
        (HEAD, ROWS[0], "P Fell - Against ✓ -", "D Marsh N N Abstain Y", ROWS[3]),
        (f"{HEAD} Absent", *ROWS, "M Lane Absent ✓"),
        ("Aelod O blaid Yn erbyn Atal", *ROWS),
        ("Member Vote", *(row.removesuffix(" ✓") for row in ROWS)),
    ],
)
def test_who_voted_how_is_read_from_a_table(lines: tuple[str, ...]) -> None:
    assert votes(table(*lines)) == VOTE


@pytest.mark.parametrize(
    "lines",
    [
        (HEAD, "A Brook", "P Fell", "D Marsh", "Y Combe"),  # the ticks are drawn
        (HEAD, *ROWS[:2], "M Lane", *ROWS[2:]),  # one who was away, or whose tick is drawn
        (HEAD, *ROWS, "M Lane"),
        (HEAD, *ROWS, "M Lane ✓"),  # on the next page, where the heads are not printed again
        (HEAD, *ROWS[:3], "Y Combe For ✓ Against ✓"),
        (HEAD, *ROWS, "Total 2 2 1"),
        (HEAD, *ROWS[:3], "Y Combe For ✗"),  # crosses among ticks
    ],
)
def test_half_a_vote_is_none(lines: tuple[str, ...]) -> None:
    assert votes_in_table(table(*lines)) is None
    assert votes(table(*lines)) is None


def test_other_tables_are_no_votes() -> None:
    assert votes(table("Councillor Attended", "A Brook Attended ✓", "P Fell Attended ✓")) is None
