"""Where the service is served under a path, its own routes answer there too."""

from __future__ import annotations

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from qa.web.base_path import BasePath


async def ours(_: Request) -> Response:
    return PlainTextResponse("ours")


async def streamlits(request: Request) -> Response:
    return PlainTextResponse(f"Streamlit's {request.url.path}")


ROUTES = [Route("/papers/{key}.pdf", ours), Route("/healthz", ours)]


@pytest.fixture
def client() -> TestClient:
    """A client of an app with two routes of ours among all that Streamlit answers."""
    routes = [*ROUTES, Route("/{path:path}", streamlits)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(BasePath, routes=ROUTES)]))


@pytest.mark.parametrize("base", ["council/papers", "/council/papers/"])
def test_our_routes_answer_under_the_path_and_at_the_root(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, base: str
) -> None:
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": base}.get)
    for path in ("/council/papers/healthz", "/council/papers/papers/a.pdf", "/healthz"):
        assert client.get(path).text == "ours"
    for path in ("/council/papers/decisions", "/council/healthz", "/council/papershealthz"):
        assert client.get(path).text == f"Streamlit's {path}"


def test_without_a_path_nothing_is_taken_away(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": ""}.get)
    assert client.get("/healthz").text == "ours"
    assert client.get("/council/healthz").text == "Streamlit's /council/healthz"
