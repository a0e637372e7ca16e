"""The responses of the API where it has no answer: one shape, in words that say what to do next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from qa.errors import CouncilPapersError, InputRefused, NothingIndexed
from qa.web.fair_queue import Busy

HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
PROBLEM = "application/problem+json"
MAX_VALUE_LENGTH = 60  # characters of a wrong value that are repeated in the response
RETRY_AFTER = "5"  # seconds after which to ask a busy service again
UNUSABLE = (
    "The library or the model of this service cannot be used. Whoever keeps it is told why by: "
    "python -m qa ask QUESTION"
)
# For what the router itself refuses.
ROUTER_WORDS = {
    404: "There is nothing at this address. The page at /api lists what there is.",
    405: "This address is not asked in this way. The page at /api says how it is asked.",
}
WHY = {
    404: "It is not there.",
    422: "A parameter is unknown or missing, or its value cannot be used.",
    429: "One address asked too often: Retry-After says in how many seconds to ask again.",
    503: "There is no library, or too many are asking: then Retry-After says when to ask again.",
}


class Json(Response):
    """A response with a value as JSON in UTF-8."""

    media_type = "application/json"

    def __init__(
        self,
        content: object,
        status_code: int = 200,
        headers: Mapping[str, str] | None = None,
        media_type: str | None = None,
    ) -> None:
        super().__init__(content, status_code, {**HEADERS, **(headers or {})}, media_type)

    def render(self, content: object) -> bytes:
        """The value as bytes; a lone surrogate, which UTF-8 cannot hold, becomes "?"."""
        return json.dumps(content, ensure_ascii=False, default=str).encode("utf-8", "replace")


def refusal(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Json:
    """A refusal, as RFC 9457 describes it."""
    problem = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return Json(problem, status, headers, PROBLEM)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The refusals with these statuses, for the description of a route."""
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Refusal"}}}
    return {status: {"description": WHY[status], "content": content} for status in statuses}


def describe(error: CouncilPapersError) -> str:
    """An error in words; errors of files and models are left to whoever runs the service."""
    return str(error) if isinstance(error, InputRefused | NothingIndexed) else UNUSABLE


def install(api: FastAPI) -> None:
    """Have `api` answer errors with these responses."""
    api.exception_handler(RequestValidationError)(_wrong_parameter)
    api.exception_handler(HTTPException)(_refused)
    api.exception_handler(Busy)(_busy)
    api.exception_handler(CouncilPapersError)(_unusable)
    api.exception_handler(Exception)(_failed)


async def _wrong_parameter(request: Request, error: RequestValidationError) -> Json:
    wrong = error.errors()[0]
    known = _known(request)
    name = str(wrong["loc"][1]) if len(wrong["loc"]) > 1 else ""
    if wrong["type"] == "json_invalid" or (wrong["loc"][0] == "body" and not name):
        return refusal(422, f"Send a JSON object with: {', '.join(known)}.")
    if wrong["type"] == "missing":
        return refusal(422, f"Give {name}: {known[name]}.")
    if name not in known:
        there = ", ".join(known)
        return refusal(422, f"There is no “{_short(name)}” here. Leave it out, or use: {there}.")
    value = _short(str(wrong["input"]))
    return refusal(422, f"“{value}” cannot be used for {name}: give {known[name]}.")


def _known(request: Request) -> dict[str, str]:
    """The parameters of a route, or the fields of the JSON that it takes, each described."""
    schema = request.app.openapi()
    method = "get" if request.method == "HEAD" else request.method.lower()
    operation = schema["paths"][request.scope["route"].path][method]
    if "requestBody" not in operation:
        return {one["name"]: one["description"] for one in operation["parameters"]}
    body = operation["requestBody"]["content"]["application/json"]["schema"]
    fields = schema["components"]["schemas"][body["$ref"].rpartition("/")[2]]["properties"]
    return {name: one["description"] for name, one in fields.items()}


def _short(text: str) -> str:
    return text if len(text) <= MAX_VALUE_LENGTH else f"{text[:MAX_VALUE_LENGTH]}…"


async def _refused(request: Request, error: HTTPException) -> Json:
    if error.status_code == 400:  # a body that is no text at all
        return refusal(422, f"Send a JSON object with: {', '.join(_known(request))}.")
    routed = error.detail == HTTPStatus(error.status_code).phrase
    detail = ROUTER_WORDS.get(error.status_code, error.detail) if routed else error.detail
    return refusal(error.status_code, detail, error.headers)


async def _busy(_: Request, error: Busy) -> Json:
    detail = f"Too many are asking at this moment. Ask again in {RETRY_AFTER} seconds."
    return refusal(503, detail, {"Retry-After": RETRY_AFTER})


async def _unusable(_: Request, error: CouncilPapersError) -> Json:
    return refusal(422 if isinstance(error, InputRefused) else 503, describe(error))


async def _failed(_: Request, error: Exception) -> Json:
    return refusal(500, "This cannot be answered. It is in the log of whoever keeps this service.")
