"""Names that stand beside a motion without a verb, and titles that name what was done."""

from __future__ import annotations

import pytest

from tests.papers.registers.test_decisions_of_councils import Told, told


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        (  # a community board in New Zealand: the names stand under the motion, before its result
            "4.1 That the Board meets on Mondays.\nRowan/Larch\nCarried",
            ("resolution", "carried", "Rowan", "Larch", ()),
        ),
        (  # a town in Manitoba
            "2. S. Rowan – D. Larch\nRESOLVED THAT the bank statement be approved.\nCarried.",
            ("resolution", "carried", "S. Rowan", "D. Larch", ()),
        ),
        (  # a rural municipality in Saskatchewan: who moves stands in capitals before the words
            "19/088 ROWAN: That the gravel tender be accepted.\nDefeated",
            ("motion", "lost", "ROWAN", None, ()),
        ),
        (  # another, with what it is of beside it
            "Accounts 19/091 ROWAN:\nThat the accounts be paid.\nCarried",
            ("resolution", "carried", "ROWAN", None, ()),
        ),
        (  # a regional district in British Columbia: the number stands behind the names
            "Rowan/Larch: AB 402/17\nTHAT the tolls be raised by 3%.\nDEFEATED",
            ("motion", "lost", "Rowan", "Larch", ()),
        ),
        (  # a drainage board in Indiana: what was said is taken down
            "Dan Rowan: Mr. President, I move that the plat be approved.\n"
            "Nora Larch: I second that.\n"
            "Motion was made and seconded. Motion carried 3-0.",
            ("resolution", "carried", "Dan Rowan", "Nora Larch", (3, 0, None)),
        ),
        (  # a community council in Scotland: only the title says what was done
            "Adoption of the accounts:\nProposed: Ian Rowan\nSeconded: Isobel Larch",
            ("resolution", "agreed", "Ian Rowan", "Isobel Larch", ()),
        ),
        (  # Ontario: the words follow, and the title is none of them
            "Confirmation of Minutes\nMoved by Councillor Rowan\n"
            "That the minutes of 3 May be approved.\nCARRIED",
            ("resolution", "carried", "Councillor Rowan", None, ()),
        ),
    ],
)
def test_who_moved_is_told_by_what_stands_around_the_names(text: str, entry: Told) -> None:
    assert told(text) == [entry]


@pytest.mark.parametrize(
    "text",
    [
        "Footpaths/Bridleways\nThe Clerk had walked them all.",
        "Present: Rowan/Larch\nThe minutes were read.",
        "Dan Rowan: I would not move that fence without a survey.",
        "NOTE: That the office is closed on Friday.",
        "Election of members\nProposed dates are in May.",
    ],
)
def test_two_words_and_a_title_by_themselves_move_nothing(text: str) -> None:
    assert not told(text)
