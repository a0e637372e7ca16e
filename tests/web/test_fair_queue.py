"""Whose turn it is: each address gets its own, however much another asks for."""

from __future__ import annotations

import asyncio
import threading
from functools import partial

import anyio
import pytest

from qa.web.fair_queue import Busy, FairQueue

A, B, C = "192.0.2.1", "192.0.2.2", "192.0.2.3"


def test_work_is_done_so_much_at_once_and_no_more() -> None:
    queue, lock, most, working = FairQueue(), threading.Lock(), 0, 0
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
            for n in range(6):
                group.start_soon(queue.run, work, f"192.0.2.{n}", 2, 4)

    anyio.run(ask)
    assert most == 2


def test_who_came_first_is_first() -> None:
    queue, all_are_there, done = FairQueue(), threading.Event(), list[int]()

    async def ask() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(queue.run, lambda: all_are_there.wait(10), A, 1, 0)
            for n in range(5):
                await anyio.wait_all_tasks_blocked()
                group.start_soon(queue.run, partial(done.append, n), A, 1, 5)
            await anyio.wait_all_tasks_blocked()
            all_are_there.set()

    anyio.run(ask)
    assert done == [0, 1, 2, 3, 4]


def test_who_would_wait_behind_too_many_is_refused_and_the_others_are_not() -> None:
    queue, go_on, done = FairQueue(), threading.Event(), list[bool]()

    async def one() -> None:
        done.append(await queue.run(lambda: go_on.wait(10), A, 1, 1))

    async def ask() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(one)
            group.start_soon(one)
            await anyio.wait_all_tasks_blocked()
            with pytest.raises(Busy):
                await queue.run(lambda: True, A, 1, 1)
            go_on.set()
        assert await queue.run(lambda: True, A, 1, 0)  # nobody is before this one

    anyio.run(ask)
    assert done == [True, True]


def test_what_fails_gives_its_place_back() -> None:
    queue = FairQueue()

    async def ask() -> None:
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                await queue.run(lambda: 1 // 0, A, 1, 0)

    anyio.run(ask)


def test_who_asks_once_waits_for_one_piece_of_work_of_who_asks_in_a_loop() -> None:
    queue, all_are_there, done = FairQueue(), threading.Event(), list[str]()

    async def ask() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(queue.run, lambda: all_are_there.wait(10), A, 1, 0)
            for who in (A, A, A, B, C, B):
                await anyio.wait_all_tasks_blocked()
                group.start_soon(queue.run, partial(done.append, who), who, 1, 10)
            await anyio.wait_all_tasks_blocked()
            all_are_there.set()

    anyio.run(ask)
    assert done == [A, B, C, A, B, A]


def test_one_place_is_left_to_other_addresses() -> None:
    queue, go_on = FairQueue(), threading.Event()

    async def ask() -> str:
        async with anyio.create_task_group() as group:
            for _ in range(5):
                group.start_soon(queue.run, lambda: go_on.wait(10), A, 3, 10)
            await anyio.wait_all_tasks_blocked()
            other = await queue.run(lambda: "at once", B, 3, 10)
            go_on.set()
        return other

    assert anyio.run(ask) == "at once"


def test_where_all_places_are_taken_by_one_address_its_latest_gives_way() -> None:
    queue, go_on, turned_away = FairQueue(), threading.Event(), list[str]()

    async def one(who: str) -> None:
        try:
            await queue.run(lambda: go_on.wait(10), who, 1, 3)
        except Busy:
            turned_away.append(who)

    async def ask() -> None:
        async with anyio.create_task_group() as group:
            for who in (A, A, A, A, B, A, C):  # one is being done and three wait; then B comes
                group.start_soon(one, who)
                await anyio.wait_all_tasks_blocked()
            go_on.set()

    anyio.run(ask)
    assert turned_away == [A, A, A]  # for B, for one more of its own, and for C


def test_who_leaves_while_waiting_leaves_no_gap() -> None:
    queue, go_on = FairQueue(), threading.Event()

    async def ask() -> bool:
        first = asyncio.create_task(queue.run(lambda: go_on.wait(10), A, 1, 2))
        await asyncio.sleep(0.01)
        gone = asyncio.create_task(queue.run(lambda: True, B, 1, 2))
        await asyncio.sleep(0.01)
        gone.cancel()
        await asyncio.sleep(0.01)
        assert queue.number == 1
        go_on.set()
        await first
        return await queue.run(lambda: True, C, 1, 0)

    assert asyncio.run(ask())
    assert queue.number == 0


def test_threads_take_their_turns_too() -> None:
    queue, go_on, done = FairQueue(), threading.Event(), list[str]()

    def ask(who: str) -> None:
        with queue.turn(who, 1, 10):
            go_on.wait(10)
            done.append(who)

    threads = []
    for number, who in enumerate((A, A, A, B), start=1):
        threads.append(threading.Thread(target=ask, args=(who,)))
        threads[-1].start()
        while queue.number < number:
            pass
    go_on.set()
    for thread in threads:
        thread.join()
    assert done == [A, B, A, A] or done == [A, A, B, A]
    assert queue.number == 0
