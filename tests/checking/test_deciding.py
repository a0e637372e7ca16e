"""What is told as decided or done, where the passage proposes it or says it of something else."""

from __future__ import annotations

import pytest

from qa.checking.comparing import Comparison
from qa.checking.deciding import decided_unlike, tentative
from qa.checking.denials import opposites
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
