"""How often one may sign in or out, and that no other site has somebody do it."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from qa.web import sign_in, visitors
from qa.web.visitors import Visitors


async def answered(_: Request) -> Response:
    return PlainTextResponse("asked who signs people in")


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is refused is refused at once."""
    monkeypatch.setattr(visitors, "REFUSAL_SECONDS", 0.0)


def client(address: str = "192.0.2.1", app: Visitors | None = None) -> TestClient:
    """Somebody at an address, before an app that answers everything."""
    served = app or Visitors(Starlette(routes=[Route("/{path:path}", answered)]))
    return TestClient(served, client=(address, 1))


@pytest.mark.parametrize("base", ["", "/council/papers"])
@pytest.mark.parametrize("route", sign_in.ROUTES)
def test_one_address_signs_in_so_often_and_others_go_on(
    monkeypatch: pytest.MonkeyPatch, base: str, route: str
) -> None:
    monkeypatch.setattr(sign_in, "A_MINUTE", 3)
    app = Visitors(Starlette(routes=[Route("/{path:path}", answered)]))
    first, other = client(app=app), client("192.0.2.2", app)
    assert [first.get(base + route).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = first.get(base + route)
    assert "Try again in" in refused.text and int(refused.headers["retry-after"]) > 0
    assert other.get(base + route).status_code == 200
    assert first.get("/").status_code == 200  # whoever signs in often still reads


def test_all_together_sign_in_so_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in, "OF_ALL_A_MINUTE", 3)
    app = Visitors(Starlette(routes=[Route("/{path:path}", answered)]))
    found = [client(f"192.0.2.{n}", app).get("/auth/login").status_code for n in range(5)]
    assert found == [200, 200, 200, 429, 429]


def test_few_wait_for_whoever_signs_people_in() -> None:
    go_on = asyncio.Event()

    async def waits(_: Request) -> Response:
        await go_on.wait()
        return PlainTextResponse("done")

    async def scene() -> list[int]:
        app = Visitors(Starlette(routes=[Route("/auth/login", waits)]))
        transport = httpx.ASGITransport(app, client=("192.0.2.1", 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as one:
            asking = [asyncio.create_task(one.get("/auth/login")) for _ in range(6)]
            await asyncio.wait(asking, return_when=asyncio.FIRST_COMPLETED)
            go_on.set()
            return sorted(found.status_code for found in await asyncio.gather(*asking))

    assert asyncio.run(scene()) == [200] * sign_in.AT_ONCE_OF_ONE + [429, 429]


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("route", sign_in.BEGINS)
def test_no_other_site_signs_anybody_in_or_out(site: str, route: str) -> None:
    there = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate"}
    assert client().get(route, headers=there).status_code == 403
    for own in ("same-origin", "none"):
        assert client().get(route, headers={**there, "Sec-Fetch-Site": own}).status_code == 200


def test_whoever_signs_people_in_sends_them_back() -> None:
    there = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert client().get("/oauth2callback?state=x", headers=there).status_code == 200
