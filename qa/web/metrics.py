"""What Prometheus is told at /metrics, where QA_METRICS is set: numbers only, and no words."""

from __future__ import annotations

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from qa.answers.answer import Answer
from qa.answers.written import Written
from qa.settings import settings_or_defaults

CLOSED = "There is nothing at this address."
SECONDS = (0.05, 0.1, 0.2, 0.35, 0.5, 1, 2, 5, 10, 30)
registry = CollectorRegistry()
ProcessCollector(registry=registry)
questions = Histogram(
    "council_papers_question_seconds",
    "Seconds that answering a question took, without waiting for its turn.",
    ["status"],
    registry=registry,
    buckets=SECONDS,
)
written = Counter(
    "council_papers_written",
    "Answers that were written, by how that ended.",
    ["status"],
    registry=registry,
)
responses = Counter(
    "council_papers_responses",
    "Responses by what was asked for and by their status.",
    ["kind", "status"],
    registry=registry,
)
open_pages = Gauge("council_papers_open_pages", "Pages that are open.", registry=registry)
waiting = Gauge(
    "council_papers_questions_waiting", "Questions that wait or are answered.", registry=registry
)
KINDS = {"papers": "paper", "api": "api", "_stcore": "page", "static": "page"}


def count_question(found: Answer) -> None:
    """Count a question that was answered."""
    questions.labels(found.status).observe(found.seconds)


def count_written(found: Written) -> None:
    """Count an answer that was written, or was not."""
    written.labels(found.status).inc()


def count_response(path: str, status: int) -> None:
    """Count a response to what was asked for at `path`."""
    first = path.strip("/").partition("/")[0]
    kind = "picture" if path.endswith(".png") else KINDS.get(first, "other")
    responses.labels(kind, str(status)).inc()


def told(_: Request) -> Response:
    """All numbers, in the form that Prometheus reads."""
    if not settings_or_defaults().metrics:
        return PlainTextResponse(CLOSED, 404)
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


ROUTES = [Route("/metrics", told)]
