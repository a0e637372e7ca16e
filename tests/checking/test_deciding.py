"""What is told as decided or done, where the passage proposes it or says it of something else."""

from __future__ import annotations

import pytest

from qa.checking.comparing import Comparison
from qa.checking.deciding import decided_unlike, tentative
from qa.checking.denials import opposites
from qa.checking.directions import wrong_way
from qa.checking.passage import CheckedPassage
from qa.checking.reading import read

# A county's annual report, a parish's minutes, a shire's report and a township's by-law, invented.
LATE = CheckedPassage(
    "It is recognised that too many answers come late, and this will be worked on. The survey was "
    "made by Holt and Sons. The council runs a scheme of grants."
)
BUDGET = CheckedPassage(
    "Cllr Ames asked for a rough estimate and received a quote of £60,000 for tarmac. Due to poor "
    "weather the fete was cancelled on 7 July. It was proposed that the desk close, as callers had "
    "fallen to nine a day."
)
BRIDGE = CheckedPassage(
    "Officer's recommendation: That Council (1) notes the assessment; (2) closes the footbridge; "
    "and (3) allocates $85,000 for a design.",
    standing="proposed",
)
READING = CheckedPassage(
    "The Clerk advised that third reading would be scheduled after a public meeting."
)
FAIR = CheckedPassage("The fair was opened before the regatta.")


def compared(sentence: str, passage: CheckedPassage) -> Comparison:
    return Comparison(read(sentence), passage)


@pytest.mark.parametrize(
    "sentence",
    [
        "Officers accept that too many answers come late.",
        "The survey was carried out by Holt and Sons.",
        "The council runs a grant scheme.",
    ],
)
def test_what_only_sounds_like_a_decision_is_none(sentence: str) -> None:
    assert decided_unlike(compared(sentence, LATE)) == 0.0


def test_a_decision_of_which_nothing_is_said_is_one() -> None:
    assert decided_unlike(compared("The council approved the survey by Holt.", LATE)) == 1.0


@pytest.mark.parametrize(
    "sentence",
    [
        "A quote of £60,000 was received for tarmac.",
        "The fete was cancelled in poor weather.",
        "Callers had fallen to nine a day.",
    ],
)
def test_a_proposal_ends_where_something_else_is_told(sentence: str) -> None:
    assert tentative(compared(sentence, BUDGET)) == 0.0


@pytest.mark.parametrize(
    ("passage", "sentence"),
    [(BUDGET, "The desk closes."), (BRIDGE, "Council closes the footbridge with a design.")],
)
def test_what_is_in_it_is_but_proposed(passage: CheckedPassage, sentence: str) -> None:
    assert tentative(compared(sentence, passage)) > 0.0


def test_before_is_the_opposite_of_after_beside_the_same_only() -> None:
    assert opposites(compared("A public meeting comes before third reading.", READING)) == 0.0
    assert opposites(compared("Third reading was set after a public meeting.", READING)) == 0.0
    assert opposites(compared("The fair was opened after the regatta.", FAIR)) > 0.0


@pytest.mark.parametrize(
    ("passage", "right", "wrong"),
    [
        (
            # A letter of a harbour trust: what is wished is told as wished, and not as done.
            CheckedPassage(
                "The trust now wishes to have a right of way across Gull Meadow. It would ask the "
                "county for new signs."
            ),
            "The trust wants a right of way across Gull Meadow.",
            "The trust got a right of way across Gull Meadow.",
        ),
        (
            # A shire's minutes.
            CheckedPassage("Cr Ode asked for a report on the foreshore lights and the jetty."),
            "A report on the foreshore lights was requested by Cr Ode.",
            "A report on the foreshore lights was given by Cr Ode.",
        ),
    ],
)
def test_what_is_told_as_asked_for_is_not_told_as_done(
    passage: CheckedPassage, right: str, wrong: str
) -> None:
    assert tentative(compared(right, passage)) == 0.0
    assert tentative(compared(wrong, passage)) > 0.5


def test_a_wall_at_the_back_is_no_support_and_a_meeting_no_target_met() -> None:
    flue = CheckedPassage("The officer objects to the flue on the rear wall of the meeting room.")
    assert opposites(compared("The officer did not like the flue at the back.", flue)) == 0.0
    assert opposites(compared("The officer supports the flue on the rear wall.", flue)) > 0.0


@pytest.mark.parametrize(
    ("passage", "right", "wrong"),
    [
        (
            CheckedPassage("Mooring fees were raised by 8%, and the wait is now 40 minutes."),
            "Mooring fees rose by 8%.",
            "Mooring fees were cut by 8%.",
        ),
        (
            CheckedPassage(
                "Use of the ferry has halved in ten years; paying by the year saves £41."
            ),
            "Over ten years use of the ferry halved.",
            "Use of the ferry has doubled in ten years.",
        ),
    ],
)
def test_what_is_raised_is_not_cut(passage: CheckedPassage, right: str, wrong: str) -> None:
    assert wrong_way(compared(right, passage)) == 0.0
    assert wrong_way(compared(wrong, passage)) == 1.0
