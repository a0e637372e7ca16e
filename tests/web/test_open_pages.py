"""How many pages may be open, of one address and of all, and when one is closed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import ExitStack

import pytest
from starlette.types import Message, Receive

from qa.web import open_pages
from qa.web.open_pages import GONE_AWAY, MAX_MESSAGE_BYTES, TOO_BIG, OpenPages
from qa.web.throttle import RateLimit

A, B, C = "192.0.2.1", "192.0.2.2", "192.0.2.3"
NETWORK = "2001:db8:0:1::{}"


class Tab:
    """One page: what it is asked to send, and what is sent to it."""

    def __init__(self) -> None:
        self.sends: asyncio.Queue[Message] = asyncio.Queue()
        self.told: list[Message] = []

    async def send(self, message: Message) -> None:
        """Take what is sent to it."""
        self.told.append(message)


def run(scene: Callable[[OpenPages, ExitStack], object]) -> None:
    """Play a scene with pages that are open until its end."""

    async def played() -> None:
        with ExitStack() as there:
            result = scene(OpenPages(), there)
            if asyncio.iscoroutine(result):
                await result

    asyncio.run(played())


async def reading(received: Receive) -> None:
    """Take what a page sends until it is closed."""
    while (await received())["type"] != "websocket.disconnect":
        pass


def opened(pages: OpenPages, there: ExitStack, address: str, most: int) -> bool:
    """Whether one more page of an address could be opened; it is, then."""
    if not pages.make_room(address, most):
        return False
    tab = Tab()
    there.enter_context(pages.opened(address, tab.sends.get, tab.send))
    return True


def test_one_address_has_a_fourth_of_them_and_others_the_rest() -> None:
    def scene(pages: OpenPages, there: ExitStack) -> None:
        assert sum(opened(pages, there, A, 200) for _ in range(60)) == 50
        assert sum(opened(pages, there, NETWORK.format(n), 200) for n in range(60)) == 50
        assert opened(pages, there, B, 200)

    run(scene)


def test_a_small_service_is_not_shut_to_an_office_behind_one_address() -> None:
    def scene(pages: OpenPages, there: ExitStack) -> None:
        assert sum(opened(pages, there, A, 30) for _ in range(40)) == 24

    run(scene)


def test_where_all_are_taken_the_address_with_most_loses_its_most_silent_one() -> None:
    async def scene(pages: OpenPages, there: ExitStack) -> None:
        tabs = [Tab(), Tab(), Tab()]
        for tab in tabs:
            assert pages.make_room(A, 3)
            received = there.enter_context(pages.opened(A, tab.sends.get, tab.send))
            there.callback(asyncio.ensure_future(reading(received)).cancel)
        await asyncio.sleep(0.01)
        for tab in (tabs[0], tabs[2]):
            tab.sends.put_nowait({"type": "websocket.receive", "bytes": b"asks"})
        await asyncio.sleep(0.01)
        assert pages.make_room(B, 3)
        await asyncio.sleep(0.01)
        assert tabs[1].told == [{"type": "websocket.close", "code": GONE_AWAY}]
        assert not tabs[0].told and not tabs[2].told

    run(scene)


def test_where_others_have_no_more_than_one_nobody_loses_theirs() -> None:
    def scene(pages: OpenPages, there: ExitStack) -> None:
        assert opened(pages, there, A, 2) and opened(pages, there, B, 2)
        assert not opened(pages, there, C, 2) and not pages.has_room(C, 2)

    run(scene)


def test_a_page_that_never_asks_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(pages: OpenPages, there: ExitStack) -> None:
        tab, page = Tab(), open_pages.OpenPage(waits=0.05)
        monkeypatch.setattr(open_pages, "OpenPage", lambda: page)
        received = there.enter_context(pages.opened(A, tab.sends.get, tab.send))
        assert await received() == {"type": "websocket.disconnect", "code": GONE_AWAY}
        assert tab.told == [{"type": "websocket.close", "code": GONE_AWAY}]

    run(scene)


def test_a_page_that_sends_too_much_at_once_is_closed() -> None:
    async def scene(pages: OpenPages, there: ExitStack) -> None:
        tab = Tab()
        received = there.enter_context(pages.opened(A, tab.sends.get, tab.send))
        large = {"type": "websocket.receive", "bytes": b"x" * (MAX_MESSAGE_BYTES + 1)}
        tab.sends.put_nowait(large)
        assert await received() == {"type": "websocket.disconnect", "code": TOO_BIG}

    run(scene)


def test_what_one_address_sends_too_often_waits_and_anothers_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(open_pages, "MESSAGES_A_MINUTE", 600)
    monkeypatch.setattr(open_pages, "EXPECTED", 0)
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    now = [1000.0]
    monkeypatch.setattr(open_pages, "processor", RateLimit(open_pages.AHEAD_SECONDS))
    monkeypatch.setattr(open_pages, "sleep", sleep)
    monkeypatch.setattr(open_pages, "monotonic", lambda: now[0])

    async def scene(pages: OpenPages, there: ExitStack) -> None:
        tab, other = Tab(), Tab()
        received = there.enter_context(pages.opened(A, tab.sends.get, tab.send))
        others = there.enter_context(pages.opened(B, other.sends.get, other.send))
        for _ in range(70):
            tab.sends.put_nowait({"type": "websocket.receive", "bytes": b"asks"})
            await received()
        assert sum(slept) == pytest.approx(1.0)
        other.sends.put_nowait({"type": "websocket.receive", "bytes": b"asks"})
        await others()
        assert sum(slept) == pytest.approx(1.0)

    run(scene)


def test_an_address_whose_pages_take_much_work_waits_and_anothers_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def sleep(seconds: float) -> None:
        now[0] += seconds

    now, worked = [1000.0], [0.0]
    monkeypatch.setattr(open_pages, "processor", RateLimit(open_pages.AHEAD_SECONDS))
    monkeypatch.setattr(open_pages, "sleep", sleep)
    monkeypatch.setattr(open_pages, "monotonic", lambda: now[0])
    monkeypatch.setattr(open_pages, "thread_time", lambda: worked[0])
    with open_pages.drawing(A):
        worked[0] += 13.0  # 26 seconds of half a core, of which 6 may be used ahead

    async def scene(pages: OpenPages, there: ExitStack) -> None:
        each = 60 * open_pages.EXPECTED / open_pages.MILLISECONDS_A_MINUTE
        for who, waited in ((B, 0.0), (A, 20.0), (A, 20.0 + each)):
            tab = Tab()
            received = there.enter_context(pages.opened(who, tab.sends.get, tab.send))
            tab.sends.put_nowait({"type": "websocket.receive", "bytes": b"asks"})
            await received()
            assert now[0] == pytest.approx(1000.0 + waited)

    run(scene)


def test_visitors_of_this_machine_do_not_wait_for_the_processor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def sleep(seconds: float) -> None:
        raise AssertionError(f"waited {seconds} s")

    monkeypatch.setattr(open_pages, "processor", RateLimit(1.0))
    monkeypatch.setattr(open_pages, "sleep", sleep)

    async def scene(pages: OpenPages, there: ExitStack) -> None:
        for own in ("127.0.0.1", "::1", ""):
            tab = Tab()
            received = there.enter_context(pages.opened(own, tab.sends.get, tab.send))
            for _ in range(30):
                tab.sends.put_nowait({"type": "websocket.receive", "bytes": b"asks"})
                await received()

    run(scene)
