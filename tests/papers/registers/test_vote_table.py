"""A recorded vote that is set as a table is told as a whole, or not at all."""

from __future__ import annotations

import pytest

from qa.papers.register import Votes
from qa.papers.registers.resolution import resolutions
from qa.papers.registers.vote import votes
from qa.papers.registers.vote_table import votes_in_table
from tests.made import a_passage

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
        (f"{HEAD} {HEAD}", f"{ROWS[0]} {ROWS[1]}", f"{ROWS[2]} {ROWS[3]}"),  # with a head each
        (HEAD, ROWS[0], "P Fell - Against ✓ -", "D Marsh N N Abstain Y", ROWS[3]),
        (HEAD, "A Brook ☒ ☐ ☐", "P Fell ☐ ☒ ☐", "D Marsh ☐ ☐ ☒", "Y Combe ☐ ☒ ☐"),  # a form
        (HEAD, "A Brook ✓ - -", "P Fell - ✓ -", "D Marsh - - ✓", "Y Combe - ✓ -"),
        (HEAD, *(row.replace("✓", "☒ ☐ ☐") for row in ROWS)),
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
        (HEAD, "A Brook ☒ ☐ ☐", "P Fell ☐ ☒ ☐", "D Marsh ☐ ☐ ☐", "Y Combe ☐ ☒ ☐"),  # no box
        (HEAD, "A Brook ☒ ☐ ☐", "P Fell ☐ ☒ ☐", "D Marsh ☒ ☐", "Y Combe ☐ ☒ ☐"),
        (HEAD, *ROWS[:3], "Y Combe For ✗"),  # crosses among ticks
    ],
)
def test_half_a_vote_is_none(lines: tuple[str, ...]) -> None:
    assert votes_in_table(table(*lines)) is None
    assert votes(table(*lines)) is None


def test_other_tables_are_no_votes() -> None:
    assert votes(table("Councillor Attended", "A Brook Attended ✓", "P Fell Attended ✓")) is None


@pytest.mark.parametrize(
    "above",
    [
        "A recorded vote was taken on the motion to approve the barn:",
        "The Chair put the motion to the vote. The votes were as follows:",
        "In accordance with Standing Order 17 the vote was recorded:",
    ],
)
@pytest.mark.parametrize("head", [HEAD, "Member Yes No Abstained"])
def test_the_vote_of_a_motion_stands_in_a_table_below_it(above: str, head: str) -> None:
    rows = (
        ROWS
        if head == HEAD
        else [
            row.replace("For", "Yes").replace("Against", "No").replace("Abstain", "Abstained")
            for row in ROWS
        ]
    )
    text = "\n".join((above, head, *rows, "The motion was lost."))
    [found] = resolutions([a_passage(text)])
    assert found.votes == VOTE and found.outcome == "lost"


@pytest.mark.parametrize("mark", ["✓", "X"])
def test_members_of_two_tables_side_by_side_are_counted_together(mark: str) -> None:
    text = (
        "Cr Holm moved, seconded by Cr Lea, that the budget be approved.\n"
        "A recorded vote was taken:\nMember For Against Member For Against\n"
        f"Brook For {mark} Fell For {mark}\nMarsh Against {mark} Combe For {mark}\n"
        "The motion was carried."
    )
    [found] = resolutions([a_passage(text)])
    assert found.votes and (found.votes.favour, found.votes.against) == (3, 1)
