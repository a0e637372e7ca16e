"""Which passages are allowed is told the same by flags as by sets of ids."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qa.library.allowed import Allowed

IDS = st.sets(st.integers(0, 200))
RUNS = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 9)).map(lambda r: (r[0], sum(r))))


@given(IDS)
def test_those_that_go_in_come_out(ids: set[int]) -> None:
    allowed = Allowed.of(ids)
    assert (set(allowed.ids), len(allowed), bool(allowed)) == (ids, len(ids), bool(ids))
    assert {i for i in range(300) if i in allowed} == ids
    told = np.unpackbits(allowed.bits, bitorder="little")
    assert set(np.flatnonzero(told).tolist()) == ids


@given(RUNS)
def test_runs_are_all_from_the_first_to_the_last(runs: list[tuple[int, int]]) -> None:
    every = {i for first, last in runs for i in range(first, last + 1)}
    assert set(Allowed.between(runs).ids) == every


@given(IDS, IDS)
def test_those_of_both_and_those_but_for_some(ids: set[int], others: set[int]) -> None:
    allowed = Allowed.of(ids)
    assert set((allowed & Allowed.of(others)).ids) == ids & others
    assert set(allowed.without(np.array(sorted(others), np.int64)).ids) == ids - others
    assert set(allowed.ids) == ids
