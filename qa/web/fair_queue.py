"""Work that waits for its turn, shared out fairly among the addresses that ask for it."""

from __future__ import annotations

import threading
from asyncio import wrap_future
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TypeVar

from anyio import to_thread

from qa.web.throttle import network

Found = TypeVar("Found")


class Busy(Exception):
    """Too many wait already."""


class FairQueue:
    """Work of many addresses, which take turns: from each, one piece of work is taken in turn.

    An address that asks for more than the others waits behind its own requests (fair queueing:
    Nagle, RFC 970). Where several pieces are done at once, one place is left to other addresses.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._at_once = 1
        self._running: dict[str, int] = {}  # by address, how many of its pieces are being done
        self._waiting: OrderedDict[str, deque[Future[None]]] = OrderedDict()  # next address first

    @property
    def number(self) -> int:
        """How many pieces of work wait or are being done."""
        with self._lock:
            return sum(self._running.values()) + self._count()

    @contextmanager
    def turn(self, address: str, at_once: int, waiting: int) -> Iterator[None]:
        """Wait in this thread until it is the turn of `address`.

        At most `at_once` pieces of work are done at a time. Where `waiting` wait already, the
        latest of the address that has most of them is turned away: it raises `Busy`.
        """
        name = network(address)
        self._ask(name, at_once, waiting).result()
        try:
            yield
        finally:
            self._leave(name)

    async def run(
        self, work: Callable[[], Found], address: str, at_once: int, waiting: int
    ) -> Found:
        """Do `work` in a thread when it is the turn of `address`, and return what it returns.

        Raises `Busy` as `turn` does.
        """
        name = network(address)
        place = self._ask(name, at_once, waiting)
        try:
            await wrap_future(place)
        except BaseException:
            self._withdraw(name, place)  # whoever asked may have gone
            raise
        try:
            return await to_thread.run_sync(work)
        finally:
            self._leave(name)

    def _ask(self, name: str, at_once: int, waiting: int) -> Future[None]:
        place: Future[None] = Future()
        with self._lock:
            self._at_once = at_once
            if not self._may_run(name) and self._count() >= waiting:
                self._make_room(len(self._waiting.get(name, ())))
            self._waiting.setdefault(name, deque()).append(place)
            self._start()
        return place

    def _make_room(self, mine: int) -> None:
        """Turn away the latest of the address that has most waiting, if it has more than `mine`."""
        most = max(self._waiting.values(), key=len, default=None)
        if most is None or len(most) <= mine + 1:
            raise Busy
        place = most.pop()
        if place.set_running_or_notify_cancel():
            place.set_exception(Busy())

    def _withdraw(self, name: str, place: Future[None]) -> None:
        with self._lock:
            if place in self._waiting.get(name, ()):
                self._waiting[name].remove(place)
                return
        if not place.cancelled() and place.exception() is None:
            self._leave(name)

    def _leave(self, name: str) -> None:
        with self._lock:
            self._running[name] -= 1
            if not self._running[name]:
                del self._running[name]
            self._start()

    def _start(self) -> None:
        """Give the free places to those that wait, the addresses in turn."""
        while (name := next(filter(self._may_run, self._waiting), None)) is not None:
            places = self._waiting[name]
            self._waiting.move_to_end(name)
            place = places.popleft() if places else None
            if not places:
                del self._waiting[name]
            if place and place.set_running_or_notify_cancel():
                self._running[name] = self._running.get(name, 0) + 1
                place.set_result(None)

    def _may_run(self, name: str) -> bool:
        """Whether a place is free, and is not the one that is left to other addresses."""
        running = sum(self._running.values())
        share = max(1, self._at_once - 1)
        return running < self._at_once and self._running.get(name, 0) < share

    def _count(self) -> int:
        return sum(len(places) for places in self._waiting.values())
