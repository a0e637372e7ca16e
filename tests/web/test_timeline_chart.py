"""The picture of a story: where its points lie, and what they say."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qa.answers.answer import Step
from qa.answers.citation import Quote
from qa.papers.paper import StepKind
from qa.web.timeline_chart import MIN_DISTANCE, timeline_chart


def a_step(day: date, kind: StepKind = "progress", n: int = 1) -> Step:
    """A step of a story."""
    return Step(day, Quote("It was done.", n, 0, 12, 1, None), kind, "recorded")


FIRST = date(2021, 7, 13)


def test_each_kind_of_step_has_a_row_in_the_order_in_which_things_go() -> None:
    found = timeline_chart(
        [
            a_step(FIRST, "raised"),
            a_step(date(2021, 11, 9), "accepted"),
            a_step(date(2022, 7, 12), "delayed"),
            a_step(date(2023, 9, 19), "completed"),
        ]
    )
    assert found
    assert [row.name for row in found.rows] == ["raised", "agreed", "delayed", "done"]
    assert [row.points[0].left for row in found.rows] == [0.0, 14.9, 45.6, 100.0]
    assert found.rows[2].points[0].label == "12 July 2022: delayed"


def test_steps_that_lie_too_near_are_one_point_that_says_how_many() -> None:
    found = timeline_chart([a_step(FIRST), a_step(date(2021, 7, 20)), a_step(date(2023, 9, 19))])
    assert found
    first, last = found.rows[0].points
    assert first.label == "13 July 2021 to 20 July 2021: reported on (2 steps)"
    assert (first.first, last.first) == (1, 3)


def test_a_story_of_one_day_has_no_picture() -> None:
    assert timeline_chart([a_step(FIRST), a_step(FIRST, "delayed")]) is None
    assert timeline_chart([]) is None


@given(st.lists(st.integers(0, 3000), min_size=2, max_size=12).map(sorted))
def test_every_step_is_in_one_point_and_no_two_points_of_a_row_touch(days: list[int]) -> None:
    found = timeline_chart([a_step(FIRST + timedelta(days=n)) for n in days])
    if days[0] == days[-1]:
        assert found is None
        return
    assert found
    points = found.rows[0].points
    assert sum(len(point.steps) for point in points) == len(days)
    assert all(b.left - a.left >= MIN_DISTANCE - 0.1 for a, b in pairwise(points))
    assert all(0 <= point.left <= 100 for point in points)
