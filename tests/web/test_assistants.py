"""Assistants that ask at /mcp, within the bounds of the service."""

from __future__ import annotations

import json
from collections.abc import Iterator

import anyio
import httpx
import pytest
from mcp import Client

from qa.library.library import Library
from qa.settings import settings
from qa.web import assistants, headers
from qa.web.api import routes
from qa.web.throttle import RateLimit
from tests.web.mcp_server import served

HELLO = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
KINDS = {"Accept": "application/json, text/event-stream"}


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch, library: Library) -> Iterator[str]:
    """The route, switched on over the small library."""
    monkeypatch.setenv("QA_MCP", "1")
    monkeypatch.setattr(routes, "rate", RateLimit())
    settings.cache_clear()
    with served(headers.Guard) as address:
        yield address


def test_it_is_off_unless_it_was_switched_on(library: Library) -> None:
    with served(headers.Guard) as address:
        found = httpx.post(address, json=HELLO, headers=KINDS)
    assert found.status_code == 404
    assert "QA_MCP" in found.text


def test_the_protocols_client_is_answered(on: str) -> None:
    async def run() -> None:
        async with Client(on) as client:
            assert len((await client.list_tools()).tools) == 6
            found = await client.call_tool("ask", {"question": "how many bus passes were renewed?"})
            told = json.loads(found.content[0].text)  # type: ignore[union-attr]
            quotes = [one for one in told["quotes"] if "412 bus passes" in one["words"]]
            assert quotes[0]["address"] == f"{on.removesuffix('mcp')}paper?cite=" + str(
                quotes[0]["reference"]
            )

    anyio.run(run)


def test_a_foreign_name_or_site_is_refused(on: str) -> None:
    assert httpx.post(on, json=HELLO, headers={**KINDS, "Host": "evil.example"}).status_code == 421
    foreign = {**KINDS, "Origin": "https://evil.example"}
    assert httpx.post(on, json=HELLO, headers=foreign).status_code == 403


def test_no_stream_is_kept_open(on: str) -> None:
    assert httpx.get(on, headers=KINDS).status_code == 405


def test_a_large_request_is_refused(on: str) -> None:
    large = {**HELLO, "params": {"cursor": "a" * assistants.MAX_BODY}}
    assert httpx.post(on, json=large, headers=KINDS).status_code == 413


def test_an_address_that_asks_too_often_is_asked_to_wait(
    on: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_RATE", "2")
    settings.cache_clear()
    statuses = [httpx.post(on, json=HELLO, headers=KINDS).status_code for _ in range(4)]
    assert statuses[-1] == 429
