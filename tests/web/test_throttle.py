"""How often clients may ask, and how much at once."""

from __future__ import annotations

import math
import threading
from functools import partial

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.web.throttle import MAX_ADDRESSES, Busy, RateLimit, WorkQueue


def test_an_address_may_ask_so_often_a_minute_and_then_waits() -> None:
    rate = RateLimit()
    assert [rate.wait("192.0.2.1", 3, now=0.0) for _ in range(3)] == [0, 0, 0]
    assert rate.wait("192.0.2.1", 3, now=0.0) == 20
    assert rate.wait("192.0.2.1", 3, now=15.0) == 5
    assert rate.wait("192.0.2.1", 3, now=20.0) == 0
    assert rate.wait("192.0.2.1", 3, now=20.0) == 20


def test_one_address_does_not_use_up_what_is_anothers() -> None:
    rate = RateLimit()
    assert rate.wait("192.0.2.1", 1, now=0.0) == 0
    assert rate.wait("192.0.2.1", 1, now=0.0) > 0
    assert rate.wait("192.0.2.2", 1, now=0.0) == 0


def test_none_is_no_limit() -> None:
    rate = RateLimit()
    assert not any(rate.wait("192.0.2.1", 0, now=0.0) for _ in range(1000))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),  # one client's own network
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),  # IPv4 as IPv6 writes it
        ("fe80::1%eth0", "fe80::2%eth0", True),
        ("a socket", "a socket", True),
        ("", "192.0.2.1", False),
    ],
)
def test_who_counts_as_one(first: str, second: str, same: bool) -> None:
    rate = RateLimit()
    rate.wait(first, 1, now=0.0)
    assert (rate.wait(second, 1, now=0.0) > 0) is same


def test_no_more_addresses_are_remembered_than_there_is_room_for() -> None:
    rate = RateLimit()
    for n in range(MAX_ADDRESSES + 100):
        rate.wait(f"client {n}", 1, now=0.0)
    assert len(rate) == MAX_ADDRESSES
    assert rate.wait(f"client {MAX_ADDRESSES + 99}", 1, now=0.0) > 0  # the last are


@given(st.integers(1, 1000), st.lists(st.floats(0, 30), max_size=50))
def test_who_waits_as_long_as_is_said_may_ask(a_minute: int, pauses: list[float]) -> None:
    rate, now = RateLimit(), 1e6
    for pause in pauses:
        now += pause
        if wait := math.ceil(rate.wait("192.0.2.1", a_minute, now)):
            now += wait
            assert rate.wait("192.0.2.1", a_minute, now) == 0


def test_work_is_done_so_much_at_once_and_no_more() -> None:
    queue, lock, most, working = WorkQueue(), threading.Lock(), 0, 0
    two_are_in = threading.Barrier(2)

    def work() -> None:
        nonlocal most, working
        with lock:
            working += 1
            most = max(most, working)
        two_are_in.wait(10)
        with lock:
            working -= 1

    async def ask() -> None:
        async with anyio.create_task_group() as group:
            for _ in range(6):
                group.start_soon(queue.run, work, 2, 4)

    anyio.run(ask)
    assert most == 2


def test_who_came_first_is_first() -> None:
    queue, all_are_there, done = WorkQueue(), threading.Event(), list[int]()

    async def ask() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(queue.run, lambda: all_are_there.wait(10), 1, 0)
            for n in range(5):
                await anyio.wait_all_tasks_blocked()
                group.start_soon(queue.run, partial(done.append, n), 1, 5)
            await anyio.wait_all_tasks_blocked()
            all_are_there.set()

    anyio.run(ask)
    assert done == [0, 1, 2, 3, 4]


def test_who_would_wait_behind_too_many_is_refused_and_the_others_are_not() -> None:
    queue, go_on, done = WorkQueue(), threading.Event(), list[bool]()

    async def one() -> None:
        done.append(await queue.run(lambda: go_on.wait(10), 1, 1))

    async def ask() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(one)
            group.start_soon(one)
            await anyio.wait_all_tasks_blocked()
            with pytest.raises(Busy):
                await queue.run(lambda: True, 1, 1)
            go_on.set()
        assert await queue.run(lambda: True, 1, 0)  # nobody is before this one

    anyio.run(ask)
    assert done == [True, True]


def test_what_fails_gives_its_place_back() -> None:
    queue = WorkQueue()

    async def ask() -> None:
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                await queue.run(lambda: 1 // 0, 1, 0)

    anyio.run(ask)
