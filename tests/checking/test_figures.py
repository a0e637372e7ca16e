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


@pytest.mark.parametrize(
    ("sentence", "paper"),
    [
        ("half past five", "called to order at 5:30 p.m."),
        ("six minutes past seven", "Time: 7:06 p.m."),
        ("a quarter to eight", "adjourned at 19:45"),
        ("7 o'clock", "7.00pm"),
        ("noon", "12:00 p.m."),
        ("£994.3 million", "a requirement of £994,287,655"),
        ("about £18,400", "£18,420"),
        ("nearly 600 homes", "587 homes"),
        ("over 20,000 plans", "20,412 plans"),
        ("2.7%", "2.73%"),
        ("2029", "the plan for 2025-29"),
    ],
)
def test_what_people_round_is_what_the_paper_has(sentence: str, paper: str) -> None:
    assert fit(sentence, paper)


@pytest.mark.parametrize(
    ("sentence", "paper"),
    [
        ("half past six", "called to order at 5:30 p.m."),
        ("£994,287,655", "a requirement of £994.3m"),
        ("£949.3 million", "a requirement of £994,287,655"),
        ("£994.3 thousand", "a requirement of £994,287,655"),
        ("about 900", "some 600"),
        ("nearly 600 homes", "612 homes"),
        ("over 20,000 plans", "19,880 plans"),
        ("£18,400", "£18,420"),
        ("2030", "the plan for 2025-29"),
    ],
)
def test_what_is_rounded_to_something_else_is_not(sentence: str, paper: str) -> None:
    assert not fit(sentence, paper)


def fit(sentence: str, paper: str) -> bool:
    """Whether the one figure of a sentence is one of those of a paper."""
    [own] = figures_in(sentence)
    return any(own.fits(one) for one in figures_in(paper))


def test_a_row_of_a_table_begins_with_a_figure_and_no_mark() -> None:
    # Rows of a county's budget: three years beside each other.
    assert [one.text for one in figures_in("421.0 432.0 445.0 Transport")] == [
        "421.0",
        "432.0",
        "445.0",
    ]
    assert [one.text for one in figures_in("4.1 In 2020 12 oaks fell")] == ["2020", "12"]
