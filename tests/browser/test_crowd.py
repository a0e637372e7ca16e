"""One greedy visitor harms nobody: the app as it is started, with readers beside each greedy way.

`python -m tests.benchmarks.crowd` measures how long they wait.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus

from qa.web.page_messages import MAX_BYTES
from tests.benchmarks.crowd import GREEDY, WAYS, prepared, usual
from tests.benchmarks.load import Counted
from tests.benchmarks.visit import Visit

SECONDS, READERS = 5.0, 3
VISITOR, STRANGER, SENDER = "198.51.100.50", "198.51.100.60", "198.51.100.70"
SECRET = "what became of the quicksilver lantern?"


@pytest.mark.parametrize("way", WAYS)
def test_readers_are_answered_beside_a_greedy_one(crowded: str, way: str) -> None:
    async def scene() -> Counted:
        place = await prepared(crowded)
        greedy = asyncio.ensure_future(WAYS[way](place))
        await asyncio.sleep(1)
        told = await usual(place, SECONDS, READERS)
        greedy.cancel()
        with suppress(asyncio.CancelledError):
            await greedy
        await place.programs.close()
        return told

    told = asyncio.run(scene())
    for kind in ("page", "picture"):
        figures = told[kind].figures()
        assert figures["answered"] >= READERS, figures
        assert not figures["turned_away"] and not figures["errors"], figures


def test_one_address_opens_its_share_of_pages_and_another_still_opens_one(crowded: str) -> None:
    async def scene() -> tuple[int, str]:
        held: list[Visit] = []
        try:
            while len(held) < 60:
                held.append(Visit(crowded, GREEDY))
                await held[-1].__aenter__()
        except InvalidStatus as refused:
            assert refused.response.status_code == 503
            held.pop()
        async with Visit(crowded, VISITOR) as visit:
            became, _ = await visit.ask("how many bus passes were renewed?")
        for one in held:
            await one.__aexit__(None, None, None)
        return len(held), became

    assert asyncio.run(scene()) == (24, "answered")


def test_a_session_is_opened_by_the_browser_that_began_it_and_by_no_other(crowded: str) -> None:
    page = httpx.get(crowded, headers={"Accept": "text/html"})
    cookie = page.cookies["visit"]

    async def scene() -> tuple[bool, bool, bool]:
        async with Visit(crowded, VISITOR, cookie=cookie) as visit:
            await visit.ask(SECRET)
            async with Visit(crowded, STRANGER, session=visit.session) as stranger:
                seen = b"quicksilver" in stranger.heard or stranger.session == visit.session
            async with Visit(
                crowded, STRANGER, session=visit.session, cookie="another"
            ) as stranger:
                seen_too = b"quicksilver" in stranger.heard
            session = visit.session
        await asyncio.sleep(1)
        async with Visit(crowded, VISITOR, session=session, cookie=cookie) as again:
            return seen, seen_too, b"quicksilver" in again.heard

    assert asyncio.run(scene()) == (False, False, True)


def test_a_message_as_large_as_a_paper_ends_the_page_that_sends_it(crowded: str) -> None:
    async def scene() -> int | None:
        told = BackMsg()
        told.rerun_script.query_string = "q=" + "a" * MAX_BYTES
        async with Visit(crowded, SENDER) as visit:
            await visit.send(told)
            with pytest.raises(ConnectionClosed) as closed:
                await visit.ask("how many bus passes were renewed?")
        return closed.value.rcvd.code if closed.value.rcvd else None

    # What says so may be lost, where the rest of the message is still on its way.
    assert asyncio.run(scene()) in (1009, None)
