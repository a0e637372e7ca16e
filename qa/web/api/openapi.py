"""The description of the API: what FastAPI cannot describe, and the page that people read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from qa.library.reference import KEY
from qa.settings import settings
from qa.web.answer_view import TEMPLATES
from qa.web.api.responses import Refusal
from qa.web.headers import policy

# The page fetches nothing, and nothing in it can run.
HEADERS = {"Content-Security-Policy": policy(page=False), "X-Content-Type-Options": "nosniff"}
_FILE = {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}
_WORDS = {"text/plain": {"schema": {"type": "string"}}}
# The file of a paper is served by `qa.web.paper_files`.
PDF: Mapping[str, Any] = {
    "summary": "Pdf",
    "description": "The file of a paper, whole or in ranges of bytes.",
    "operationId": "pdf",
    "parameters": [
        {
            "name": "key",
            "in": "path",
            "required": True,
            "description": "the key of a paper",
            "schema": {"type": "string", "pattern": f"^{KEY.pattern}$"},
        },
        {
            "name": "Range",
            "in": "header",
            "description": "the bytes that are wanted, such as bytes=0-65535",
            "schema": {"type": "string"},
        },
    ],
    "responses": {
        "200": {"description": "The file.", "content": _FILE},
        "206": {"description": "The bytes that were wanted.", "content": _FILE},
        "400": {"description": "The range cannot be understood.", "content": _WORDS},
        "404": {"description": "There is no such paper.", "content": _WORDS},
        "410": {"description": "It was changed since it was indexed.", "content": _WORDS},
        "416": {"description": "It has no such bytes.", "content": _WORDS},
        "503": {"description": "There is no library.", "content": _WORDS},
    },
}


def complete(schema: dict[str, Any]) -> None:
    """Add to the OpenAPI `schema` what FastAPI does not know of."""
    schema["paths"]["/papers/{key}.pdf"] = {"get": PDF}
    schema["components"]["schemas"]["Refusal"] = Refusal.model_json_schema()


def page(schema: Mapping[str, Any]) -> str:
    """The OpenAPI `schema` as a page for people."""
    operations = [(path, *_operation(item)) for path, item in schema["paths"].items()]
    tried = {path: list(_examples(path, one)) for path, way, one in operations if way == "GET"}
    return TEMPLATES.get_template("api.html").render(
        info=schema["info"],
        operations=operations,
        tried=tried,
        shapes=schema["components"]["schemas"],
        stored=bool(settings().log_questions),
    )


def _operation(item: Mapping[str, Any]) -> tuple[str, Any]:
    """How an address is asked, and its description."""
    [(way, operation)] = item.items()
    return way.upper(), operation


def _examples(path: str, operation: Mapping[str, Any]) -> Iterator[str]:
    """Example addresses, from the front page: with the required parameters, and with all."""
    parameters = operation.get("parameters", [])
    examples = {
        one["name"]: one["schema"]["examples"][0]
        for one in parameters
        if "examples" in one["schema"]
    }
    needed = [one["name"] for one in parameters if one.get("required")]
    if examples.keys() >= set(needed):
        for some in {tuple(needed), tuple(examples)}:
            query = urlencode({name: examples[name] for name in some}, quote_via=quote)
            yield path.lstrip("/") + (f"?{query}" if query else "")
