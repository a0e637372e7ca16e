"""How many pages may be open, of one address and of all, and when one is closed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import ExitStack

import pytest
from starlette.types import Message, Receive
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Common_pb2 import FileURLsRequest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from qa.settings import settings
from qa.web import open_pages
from qa.web.open_pages import GONE_AWAY, OpenPages
from qa.web.page_messages import MAX_BYTES, NOT_TAKEN, PROTOCOL_ERROR, TOO_BIG
from qa.web.throttle import RateLimit

A, B, C = "192.0.2.1", "192.0.2.2", "192.0.2.3"
ASKS = BackMsg(rerun_script=ClientState(query_string="q=buses")).SerializeToString()
NETWORK = "2001:db8:0:1::{}"
FILES = BackMsg(file_urls_request=FileURLsRequest(file_names=["a.pdf"] * 201))
INPUTS = BackMsg(
    rerun_script=ClientState(widget_states=WidgetStates(widgets=[WidgetState(id="x")] * 2001))
)
# What is known of a visit is no input.
FORGED = BackMsg(
    rerun_script=ClientState(
        widget_states=WidgetStates(widgets=[WidgetState(id="passphrase known", bool_value=True)])
    )
)


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
            tab.sends.put_nowait({"type": "websocket.receive", "bytes": ASKS})
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
        large = {"type": "websocket.receive", "bytes": b"x" * (MAX_BYTES + 1)}
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
            tab.sends.put_nowait({"type": "websocket.receive", "bytes": ASKS})
            await received()
        assert sum(slept) == pytest.approx(1.0)
        other.sends.put_nowait({"type": "websocket.receive", "bytes": ASKS})
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
        each = 60 * open_pages.EXPECTED / 30_000
        for who, waited in ((B, 0.0), (A, 20.0), (A, 20.0 + each)):
            tab = Tab()
            received = there.enter_context(pages.opened(who, tab.sends.get, tab.send))
            tab.sends.put_nowait({"type": "websocket.receive", "bytes": ASKS})
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
                tab.sends.put_nowait({"type": "websocket.receive", "bytes": ASKS})
                await received()

    run(scene)


HEARTBEAT = BackMsg(app_heartbeat=True).SerializeToString()


@pytest.mark.parametrize(
    "said",
    [
        BackMsg(clear_cache=True),  # for everybody
        BackMsg(load_git_info=True),
        BackMsg(set_run_on_save=True),
        BackMsg(debug_shutdown_runtime=True),
        BackMsg(backend_operation_request=BackendOperationRequest(request_id="1")),
    ],
    ids=lambda said: said.WhichOneof("type"),
)
def test_what_no_page_of_ours_asks_for_does_not_reach_streamlit(said: BackMsg) -> None:
    async def scene(pages: OpenPages, there: ExitStack) -> None:
        tab = Tab()
        received = there.enter_context(pages.opened(A, tab.sends.get, tab.send))
        for one in (said.SerializeToString(), HEARTBEAT):
            tab.sends.put_nowait({"type": "websocket.receive", "bytes": one})
        assert (await received())["bytes"] == HEARTBEAT
        assert not tab.told

    run(scene)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"bytes": b"\xff" * 10}, PROTOCOL_ERROR),
        ({"text": "hello"}, NOT_TAKEN),
        ({"bytes": FILES.SerializeToString()}, TOO_BIG),
        ({"bytes": INPUTS.SerializeToString()}, TOO_BIG),
        ({"bytes": FORGED.SerializeToString()}, PROTOCOL_ERROR),
    ],
)
def test_a_program_that_pretends_to_be_a_page_is_sent_away(message: Message, code: int) -> None:
    async def scene(pages: OpenPages, there: ExitStack) -> None:
        tab = Tab()
        received = there.enter_context(pages.opened(A, tab.sends.get, tab.send))
        tab.sends.put_nowait({"type": "websocket.receive", **message})
        assert await received() == {"type": "websocket.disconnect", "code": code}
        assert tab.told == [{"type": "websocket.close", "code": code}]

    run(scene)


def test_one_address_opens_so_many_pages_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_pages, "OPENED_A_MINUTE", 5)

    def scene(pages: OpenPages, there: ExitStack) -> None:
        for _ in range(5):
            with ExitStack() as now:  # each is closed at once
                assert opened(pages, now, A, 200)
        assert not opened(pages, there, A, 200)
        assert opened(pages, there, B, 200)

    run(scene)


def test_what_draws_nothing_does_not_wait_for_the_processor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(open_pages, "processor", RateLimit(0.001))

    async def scene(pages: OpenPages, there: ExitStack) -> None:
        tab = Tab()
        received = there.enter_context(pages.opened(A, tab.sends.get, tab.send))
        for _ in range(20):
            tab.sends.put_nowait({"type": "websocket.receive", "bytes": HEARTBEAT})
            await asyncio.wait_for(received(), 1)

    run(scene)


@pytest.mark.parametrize(("seconds", "waited"), [("30", 4.3), ("60", 1.15), ("0", 0.0)])
def test_the_work_of_one_address_is_what_the_keeper_chose(
    monkeypatch: pytest.MonkeyPatch, seconds: str, waited: float
) -> None:
    monkeypatch.setenv("QA_SHARE_SECONDS", seconds)
    settings.cache_clear()
    worked = [0.0]
    monkeypatch.setattr(open_pages, "processor", RateLimit(2.0))
    monkeypatch.setattr(open_pages, "monotonic", lambda: 1000.0)
    monkeypatch.setattr(open_pages, "thread_time", lambda: worked[0])
    with open_pages.drawing(A):
        worked[0] += 3.15
    assert open_pages._wait_for_processor(A) == pytest.approx(waited)
    settings.cache_clear()


def test_what_is_sent_to_a_page_that_was_closed_meanwhile_is_sent_to_one_that_has_left() -> None:
    async def closed(message: Message) -> None:
        raise RuntimeError(f"Unexpected ASGI message {message['type']!r}, after websocket.close")

    async def scene(pages: OpenPages, there: ExitStack) -> None:
        tab, sent = Tab(), open_pages.until_closed(closed)
        with pytest.raises(OSError, match="closed"):
            await sent({"type": "websocket.send", "bytes": b"an answer"})
        received = there.enter_context(pages.opened(A, tab.sends.get, sent))
        tab.sends.put_nowait({"type": "websocket.receive", "text": "no page says this"})
        assert await received() == {"type": "websocket.disconnect", "code": NOT_TAKEN}

    run(scene)
