"""What is merged of two statements stands farther apart than what is one."""

from __future__ import annotations

import pytest

from qa.checking.apart import farthest_apart
from qa.checking.comparing import Comparison
from qa.checking.passage import CheckedPassage
from qa.checking.reading import read

# A city's minutes and a village's, invented.
PARK = CheckedPassage(
    "Two residents of Alder Court wrote in opposition because of the noise. Eleven residents of "
    "Mill Lane wrote in support. The budget of $92,000 paid for fencing on three sides."
)
GREEN = CheckedPassage(
    "The circus left the ground rutted two years ago. It may come from 9 August on payment of "
    "a deposit. The football club trains on the green on Thursdays."
)


@pytest.mark.parametrize(
    ("passage", "merged", "right"),
    [
        (
            PARK,
            "Residents of Alder Court paid for fencing.",
            "Residents of Alder Court wrote in opposition.",
        ),
        (
            GREEN,
            "The football club rutted the ground.",
            "The circus left the ground rutted.",
        ),
    ],
)
def test_what_is_merged_stands_farther_apart(
    passage: CheckedPassage, merged: str, right: str
) -> None:
    far, near = (farthest_apart(Comparison(read(one), passage)) for one in (merged, right))
    assert far > 0.9 > 0.6 > near


def test_words_that_the_passage_has_not_say_nothing() -> None:
    assert farthest_apart(Comparison(read("Zebras are striped."), PARK)) == 0.0
