"""What is made ahead comes in order, no further ahead than is said, and errors in their place."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.library.prefetch import prefetch


@given(st.lists(st.integers(), max_size=30), st.integers(1, 4), st.integers(1, 6))
def test_all_is_made_in_order(items: list[int], threads: int, most: int) -> None:
    assert list(prefetch(lambda n: n + 1, items, threads, most)) == [n + 1 for n in items]


def test_no_more_is_taken_than_may_wait() -> None:
    taken: list[int] = []

    def source() -> Iterator[int]:
        for n in range(100):
            taken.append(n)
            yield n

    made = prefetch(lambda n: n, source(), 2, 3)
    assert next(made) == 0
    assert len(taken) <= 3
    made.close()
    assert len(taken) <= 3


def test_the_next_is_made_while_the_last_is_in_use() -> None:
    second = threading.Event()
    made = prefetch(lambda n: second.set() if n else None, [0, 1], 1, 3)
    next(made)
    assert second.wait(10)
    made.close()


def test_what_came_before_an_error_is_had() -> None:
    def make(n: int) -> int:
        if n == 2:
            raise ValueError(n)
        return n

    had = []
    with pytest.raises(ValueError, match="2"):
        for one in prefetch(make, range(9), 2, 4):
            had.append(one)
    assert had == [0, 1]


@pytest.mark.parametrize("error", [OSError("gone"), KeyboardInterrupt()])
def test_an_error_of_the_source_comes_after_what_it_gave(error: BaseException) -> None:
    def source() -> Iterator[int]:
        yield from (0, 1)
        raise error

    had = []
    with pytest.raises(type(error)):
        for one in prefetch(lambda n: n, source(), 1, 9):
            had.append(one)
    assert had == [0, 1]
