"""Figures in a story, and the differences between them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.answer import Step
from qa.answers.citation import Citation, Quote
from qa.answers.story.figures import differences, figures
from qa.library.records import StoredPassage
from tests.made import KEY, a_passage


@pytest.mark.parametrize(
    ("text", "about", "figure"),
    [
        ("There were 355 children in care at the end of March.", "children care", "355"),
        (
            "The framework will be fully operational from July 2021.",
            "fully operational",
            "July 2021",
        ),
        ("The estimated cost was £3.1 million, of which", "estimated cost", "£3.1 million"),
        ("A yearly allowance of CA$ 1,500 was paid.", "yearly allowance", "CA$ 1,500"),
        ("The mileage rate is 45p from April.", "mileage rate", "45p"),
    ],
)
def test_a_figure_is_known_by_the_words_beside_it(text: str, about: str, figure: str) -> None:
    assert (about, figure) in list(figures(text))


@pytest.mark.parametrize(
    "text", ["within 20 working days of it", "in 2021 the committee met twice"]
)
def test_times_and_years_are_no_counts(text: str) -> None:
    assert not list(figures(text))


@given(st.text(max_size=400))
def test_a_figure_stands_in_its_text(text: str) -> None:
    assert all(figure and figure in " ".join(text.split()) for _, figure in figures(text)) or (
        not text.isascii()
    )


def step(day: date, n: int, text: str) -> Step:
    cited = Citation.of(StoredPassage(n, n, KEY, f"{n}.pdf", a_passage(text, day)), n, 0.9)
    return Step(day, Quote.of(cited, 0, len(text)), "progress", "recorded")


def test_the_same_figure_or_another_thing_is_no_difference() -> None:
    first, second = date(2021, 7, 13), date(2022, 7, 12)
    steps = [
        step(first, 1, "There were 355 children in care. The hall opened on 5 February."),
        step(second, 2, "There were 355 children in care. The hall opened on 5 February 2022."),
        step(second, 3, "There were 358 children in schools."),
    ]
    assert differences(steps) == ()
    steps.append(step(second, 4, "There were 358 children in care."))
    [one] = differences(steps)
    assert [(figure.text, figure.date) for figure in one.figures] == [
        ("355", first),
        ("358", second),
    ]


def test_the_same_money_written_otherwise_is_no_difference() -> None:
    first, second = date(2021, 7, 13), date(2022, 7, 12)
    steps = [
        step(first, 1, "The estimated cost was €1.2 million."),
        step(second, 2, "The estimated cost was €1,200,000."),
    ]
    assert differences(steps) == ()
    steps.append(step(second, 3, "The estimated cost was €1.3m."))
    [one] = differences(steps)
    assert [figure.text for figure in one.figures] == ["€1.2 million", "€1.3m"]


def test_dates_of_meetings_and_rows_of_tables_are_no_difference() -> None:
    first, second = date(2021, 7, 13), date(2022, 7, 12)
    steps = [
        step(first, 1, "It went to the scrutiny committee held on 4 May. 1.0 250.0 transport core"),
        step(second, 2, "It went to the scrutiny committee held on 8 June. 2.0 0.0 transport core"),
    ]
    assert differences(steps) == ()
