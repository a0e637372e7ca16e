"""Figures and days in whichever way they are written."""

from __future__ import annotations

import pytest

from qa.checking.figures import figures_in

SAME = (
    ("six", "6"),
    ("sixty-one", "61"),
    ("one hundred and twenty-six", "126"),
    ("£1.2 million", "£1,200,000"),
    ("9.7%", "9.7 per cent"),
    ("18 October 2021", "October 18, 2021"),
    ("18 October 2021", "18/10/2021"),
    ("7 pm", "7.00 p.m."),
)
OTHER = (
    ("six", "7"),
    ("£1.2 million", "£1.3 million"),
    ("18 October 2021", "18 November 2021"),
    ("October 2021", "October 2022"),
    ("7 am", "7 pm"),
    ("5%", "£5"),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_is_the_same_fits(one: str, other: str) -> None:
    [first], [second] = figures_in(one), figures_in(other)
    assert first.fits(second) and second.fits(first)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_what_differs_does_not(one: str, other: str) -> None:
    [first], [second] = figures_in(one), figures_in(other)
    assert not first.fits(second)


def test_a_month_fits_a_day_in_it_but_a_day_is_more_than_a_month() -> None:
    [month], [day] = figures_in("October 2021"), figures_in("18 October 2021")
    assert month.fits(day)
    assert not day.fits(month)


def test_marks_of_lists_count_nothing() -> None:
    assert [one.text for one in figures_in("2. Paid 40 grants\n(3) None\n4.1 Five left")] == [
        "40",
        "Five",
    ]
