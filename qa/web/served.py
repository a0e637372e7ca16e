"""The papers themselves, for the links of citations: by their number in the library only."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from qa.errors import CouncilPapersError
from qa.web import state

# What the chat page's address may ask, with the number of a passage.
LIKE, FOLLOW = "like", "follow"
NUMBER = re.compile("[0-9]{1,18}")  # as long as SQLite can look up


def link(paper_id: int, page: int) -> str:
    """The address, from the chat page, of a paper opened at a PDF page."""
    return f"papers/{paper_id}.pdf#page={page}"


def like(passage_id: int) -> str:
    """The address of what other passages say of what this one is about."""
    return f"./?{LIKE}={passage_id}"


def through_time(passage_id: int) -> str:
    """The address of what was said of it, meeting by meeting."""
    return f"./?{FOLLOW}={passage_id}"


def paper(request: Request) -> Response:
    """The file of a paper, to be shown by the browser."""
    number = request.path_params["number"]
    try:
        path = state.library().store.paper_path(int(number)) if NUMBER.fullmatch(number) else None
    except CouncilPapersError as error:
        return PlainTextResponse(str(error), 503)
    if path is None or not path.is_file():
        return PlainTextResponse("This paper is no longer in the library.", 404)
    return FileResponse(
        path,
        media_type="application/pdf",
        filename=path.name.encode("ascii", "replace").decode(),
        content_disposition_type="inline",
        # Not compressed on the way: browsers fetch a long paper in parts, the page asked for first.
        headers={"X-Content-Type-Options": "nosniff", "Content-Encoding": "identity"},
    )


ROUTES = [Route("/papers/{number}.pdf", paper)]
