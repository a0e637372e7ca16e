"""What is logged and counted of requests: their path, never what was asked."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from qa import logs
from qa.settings import settings
from qa.web import metrics, visitors
from qa.web.request_log import RequestLog

SECRET = "quicksilver"
SESSION = "0b0c2a6e-7d1f-4c55-9a3e-2f6f0a7c9d11"


async def asked(_: Request) -> Response:
    logging.getLogger("qa.tests").warning("No such session: %s", SESSION)
    return PlainTextResponse("told")


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A client of an app that logs in JSON."""
    monkeypatch.setenv("QA_LOG_FORMAT", "json")
    settings.cache_clear()
    before = logging.getLogRecordFactory()
    logging.setLogRecordFactory(logs.DiscreetRecord)
    routes = [Route("/api/ask", asked), *metrics.ROUTES]
    yield TestClient(Starlette(routes=routes, middleware=[Middleware(RequestLog)]))
    logging.setLogRecordFactory(before)
    settings.cache_clear()


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    """What was logged, as it is written."""
    form = logs.JsonFormatter()
    ours = (record for record in caplog.records if record.name.startswith("qa."))
    return [json.loads(form.format(record)) for record in ours]


def test_a_request_is_logged_with_its_id_and_without_its_question(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    found = client.get("/api/ask", params={"q": SECRET}, headers={"X-Request-ID": "a1b2c3d4e5"})
    assert found.headers["x-request-id"] == "a1b2c3d4e5"
    [line] = [one for one in lines(caplog) if one["message"] == "request"]
    told = {"method": "GET", "path": "/api/ask", "status": 200}
    assert told.items() <= line.items()
    assert SECRET not in json.dumps(lines(caplog))


@pytest.mark.parametrize("given", ["", "short", "a b c d e f g h", "x" * 65, "a_b_c_d_e"])
def test_an_id_that_is_none_is_replaced(client: TestClient, given: str) -> None:
    found = client.get("/api/ask", headers=[("X-Request-ID", given)])
    assert found.headers["x-request-id"] not in ("", given)


def test_no_session_is_named(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    client.get("/api/ask")
    assert "No such session: (a session)" in caplog.text and SESSION not in caplog.text


def test_numbers_are_told_where_that_is_wanted(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/metrics").status_code == 404
    monkeypatch.setenv("QA_METRICS", "true")
    settings.cache_clear()
    client.get("/api/ask", params={"q": SECRET})
    told = client.get("/metrics").text
    assert 'council_papers_responses_total{kind="api",status="200"}' in told
    assert SECRET not in told


def test_streamlits_own_numbers_are_closed_unless_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    settings.cache_clear()
    app = Starlette(routes=[Route("/_stcore/metrics", asked)])
    client = TestClient(visitors.Visitors(app))
    assert client.get("/_stcore/metrics").status_code == 404
    monkeypatch.setenv("QA_METRICS", "true")
    settings.cache_clear()
    assert client.get("/_stcore/metrics").status_code == 200
    settings.cache_clear()
