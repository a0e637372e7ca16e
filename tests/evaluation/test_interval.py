"""How sure a difference is: what always helps is told from what helps as often as it harms."""

from __future__ import annotations

import pytest

from qa.evaluation.interval import paired_difference


def test_what_always_helps_has_an_interval_above_zero() -> None:
    found = paired_difference([1, 1, 1, 0] * 10, [1, 0, 0, 0] * 10)
    assert found is not None
    assert found.mean == pytest.approx(0.5)
    assert 0 < found.low < found.mean < found.high < 1


def test_what_helps_as_often_as_it_harms_has_zero_in_its_interval() -> None:
    found = paired_difference([1, 0] * 20, [0, 1] * 20)
    assert found is not None
    assert found.low < 0 < found.high


def test_where_nothing_changed_nothing_is_unsure() -> None:
    same = paired_difference([1, 0] * 20, [1, 0] * 20)
    assert same is not None
    assert (same.low, same.high) == (0, 0)


def test_no_questions_show_no_difference() -> None:
    assert paired_difference([], []) is None
