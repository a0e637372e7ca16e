"""What a passage denies in other words than "not"."""

from __future__ import annotations

import pytest

from qa.checking.comparing import Comparison
from qa.checking.denials import denied
from qa.checking.passage import CheckedPassage
from qa.checking.reading import read


def denials(sentence: str, passage: str) -> float:
    return denied(Comparison(read(sentence), CheckedPassage(passage)))


@pytest.mark.parametrize(
    ("passage", "sentence"),
    [  # a parish, a Scottish council, a survey, an Irish board and a US town, all invented
        (
            "Cllr Pask dissented from the decision to support the fair.",
            "Cllr Pask did not support the fair.",
        ),
        ("The water to the allotments was cut off.", "The allotments had no water."),
        ("Sandy Row was left out of the survey.", "Sandy Row was not surveyed."),
        ("Mr Orr sat in place of Ms Lee.", "Ms Lee did not sit."),
        ("The motion fell for want of a seconder.", "The motion was not seconded."),
    ],
)
def test_words_in_which_a_denial_lies_deny(passage: str, sentence: str) -> None:
    assert denials(sentence, passage) == 0


@pytest.mark.parametrize(
    ("passage", "sentence"),
    [
        ("Cllr Pask agreed to support the fair.", "Cllr Pask did not support the fair."),
        ("The water to the allotments was tested.", "The allotments had no water."),
        ("Sandy Row was left until the second survey.", "Sandy Row was not surveyed."),
        ("Mr Orr sat in the place beside Ms Lee.", "Ms Lee did not sit."),
        ("The motion was seconded as all want it.", "The motion was not seconded."),
    ],
)
def test_their_like_do_not(passage: str, sentence: str) -> None:
    assert denials(sentence, passage) > 0
