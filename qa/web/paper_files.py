"""The files of the papers, which citations link to. They are found by their key only."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from qa.errors import CouncilPapersError
from qa.library.files import PaperFile
from qa.library.library import Library
from qa.papers.file_name import Form, without_ending
from qa.web import state
from qa.web.address import ENDINGS

GONE = "This paper is no longer in the library."
MEDIA_TYPES: dict[Form, str] = {
    "pdf": "application/pdf",
    "word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    # A page of another site must not be shown as one of this: it is saved, and nothing in it runs.
    "web page": "application/octet-stream",
}
NOT_PUBLIC = (
    "This is not for the public, has pages that are not, or could not be checked for that: it is "
    "not shown here."
)
CHANGED = "This paper was changed since it was indexed: its pages may be others. Index it again."


def on_this_machine(library: Library, file: PaperFile, key: str) -> Path | None:
    """A file with the contents of the paper with this key; None where its own was changed or is
    gone, and it is kept nowhere else. Raises `CouncilPapersError`."""
    if file.path.is_file() and is_as_indexed(file, key):
        return file.path
    return library.fetched(key)


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
    """The file of a paper, for the browser to show. It must be as it was indexed.

    What is no PDF is saved instead, and is found at an address of its own.
    """
    key = request.path_params["key"]
    ending = request.url.path.rpartition(".")[2]
    try:
        library = state.library()
        store = library.store
        if store.papers.is_held_back(key):
            return PlainTextResponse(NOT_PUBLIC, 403, {"Cache-Control": "no-store"})
        file = store.papers.file(key)
        path = on_this_machine(library, file, key) if file else None
        if file is None or path is None:
            changed = file is not None and file.path.is_file()
            return PlainTextResponse(CHANGED if changed else GONE, 410 if changed else 404)
        held = store.papers.get(key)
    except CouncilPapersError as error:
        return PlainTextResponse(str(error), 503)
    form = held.form if held else "pdf"
    if ending != ENDINGS[form]:
        return RedirectResponse(f"{key}.{ENDINGS[form]}")
    name = file.path.name.encode("ascii", "replace").decode()
    return FileResponse(
        path,
        media_type=MEDIA_TYPES[form],
        filename=name if form == "pdf" else f"{without_ending(name)}.{ENDINGS[form]}",
        content_disposition_type="inline" if form == "pdf" else "attachment",
        # Without compression browsers can fetch parts of a long paper, the requested page first.
        headers={
            "X-Content-Type-Options": "nosniff",
            "Content-Encoding": "identity",
            # It may be held back later: caches of others store nothing, the browser's asks again.
            "Cache-Control": "private, no-cache",
        },
    )


ROUTES = [Route(f"/papers/{{key}}.{ending}", paper) for ending in ENDINGS.values()]
