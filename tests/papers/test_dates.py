"""Dates in all the ways that papers write them."""

from __future__ import annotations

from datetime import date

import pytest

from qa.papers.dates import dates_in, days_in

DAY = date(2023, 6, 13)


@pytest.mark.parametrize(
    "text",
    [
        "13 June 2023",
        "Tuesday, 13th June, 2023",
        "13th. June 2023",
        "the 13th day of June 2023",
        "the thirteenth day of June 2023",
        "June 13, 2023",
        "June the 13th 2023",
        "Tue 13 Jun 23",
        "13/06/2023",
        "13.06.23",
        "6/13/2023",
        "2023-06-13",
        "2023.06.13",
        "13eg Mehefin, 2023",
        "13 o Fehefin 2023",
        "13 Meitheamh 2023",
    ],
)
def test_a_date_is_read(text: str) -> None:
    assert [day for day, _, _ in dates_in(f"held on {text} at 7.30 pm")] == [DAY]


@pytest.mark.parametrize(
    "text", ["paragraph 4.2.10", "13 June 10.30 am", "13 June 12 noon", "£13.06.23", "HC/13/06/23a"]
)
def test_other_figures_are_no_dates(text: str) -> None:
    assert dates_in(text) == []


@pytest.mark.parametrize(
    "text", ["13 and 14 June 2023", "Tuesday 13 and Wednesday 14 June 2023", "13-14 June 2023"]
)
def test_of_two_days_both_are_read(text: str) -> None:
    assert [day for day, _, _ in dates_in(text)] == [DAY, date(2023, 6, 14)]


def test_a_day_without_a_year_is_found_with_its_weekday() -> None:
    [found] = days_in("on Tuesday 13th June at 7 pm")
    assert found.day is None
    assert found.in_year(2023) == DAY
    assert found.in_year(2022) is None  # a Monday
