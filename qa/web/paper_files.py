"""The files of the papers, which citations link to. They are found by their key only."""

from __future__ import annotations

from functools import lru_cache

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from qa.errors import CouncilPapersError
from qa.library.files import PaperFile
from qa.web import state

GONE = "This paper is no longer in the library."
NOT_PUBLIC = (
    "This is not for the public, has pages that are not, or could not be checked for that: it is "
    "not shown here."
)
CHANGED = "This paper was changed since it was indexed: its pages may be others. Index it again."


def is_as_indexed(file: PaperFile, key: str) -> bool:
    """Whether `file` still has the contents of the paper with this key.

    A file that was copied back has another time, but the same contents. Raises `UnreadablePaper`.
    """
    now = PaperFile.at(file.path)
    return now == file or _digest(now).startswith(key)


@lru_cache(maxsize=1000)
def _digest(file: PaperFile) -> str:
    return file.digest()


def paper(request: Request) -> Response:
    """The file of a paper, for the browser to show. It must be as it was indexed."""
    key = request.path_params["key"]
    try:
        store = state.library().store
        if store.papers.is_held_back(key):
            return PlainTextResponse(NOT_PUBLIC, 403, {"Cache-Control": "no-store"})
        file = store.papers.file(key)
        if file is None or not file.path.is_file():
            return PlainTextResponse(GONE, 404)
        if not is_as_indexed(file, key):
            return PlainTextResponse(CHANGED, 410)
    except CouncilPapersError as error:
        return PlainTextResponse(str(error), 503)
    return FileResponse(
        file.path,
        media_type="application/pdf",
        filename=file.path.name.encode("ascii", "replace").decode(),
        content_disposition_type="inline",
        # Without compression browsers can fetch parts of a long paper, the requested page first.
        headers={"X-Content-Type-Options": "nosniff", "Content-Encoding": "identity"},
    )


ROUTES = [Route("/papers/{key}.pdf", paper)]
