"""Figures that a sentence tells otherwise than its passage: in other units, as shares, counted."""

from __future__ import annotations

import pytest

from qa.checking.comparing import Comparison
from qa.checking.figures import figures_in
from qa.checking.missing import missing_figure
from qa.checking.passage import CheckedPassage
from qa.checking.reading import read

# An English county's answers, a Scottish committee, a Canadian council and an Australian shire, all
# invented.
REPAIRS = CheckedPassage(
    "Of the reports 64% were dealt with within 28 days. The contract runs for 24 months, with a "
    "review every quarter."
)
REPLIES = CheckedPassage(
    "146 submissions on the speed limit were received: 97 in support and 41 against. One card in "
    "six had no named holder."
)
BYLAW = CheckedPassage(
    "Moved by Councillor Oake that By-law 40 be read a first and second time. Carried. The Clerk, "
    "the Treasurer and the Fire Chief are to meet monthly with the four ward councillors."
)


@pytest.mark.parametrize(
    ("passage", "sentence"),
    [
        (REPAIRS, "They were dealt with within four weeks."),
        (REPAIRS, "The contract runs for two years."),
        (REPAIRS, "There is a review every three months."),
        (REPAIRS, "Under two thirds of the reports were dealt with in time."),
        (REPLIES, "About two thirds of the submissions were in support."),
        (REPLIES, "Nobody was named as holder of one procurement card in six."),
        (BYLAW, "By-law 40 got its first two readings."),
        (BYLAW, "Three officers are to meet every month."),
    ],
)
def test_what_comes_to_the_same_is_not_missing(passage: CheckedPassage, sentence: str) -> None:
    assert missing_figure(Comparison(read(sentence), passage)) is None


@pytest.mark.parametrize(
    ("passage", "sentence"),
    [
        (REPAIRS, "They were dealt with within three weeks."),
        (REPAIRS, "The contract runs for three years."),
        (REPAIRS, "Three quarters of the reports were dealt with in time."),
        (REPAIRS, "Over two thirds of the reports were dealt with in time."),
        (REPLIES, "About a quarter of the submissions were in support."),
        (BYLAW, "Five officers are to meet every month."),
        (BYLAW, "The three ward councillors meet the Clerk."),
    ],
)
def test_what_comes_to_something_else_is(passage: CheckedPassage, sentence: str) -> None:
    assert missing_figure(Comparison(read(sentence), passage)) is not None


@pytest.mark.parametrize(
    "text", ["one in May 2024", "two in Ward 5", "four in 2019", "third of May"]
)
def test_what_is_no_share_is_read_as_none(text: str) -> None:
    assert "percent" not in {one.kind for one in figures_in(text)}
