"""The files of a briefing, for its visitor only: each is made when it is asked for.

They are links, not Streamlit's buttons for files: of those, one that is pressed while a note is
being typed often gives nothing, as leaving the note replaces what the button would fetch.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urljoin

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from qa.briefing.blocks import Link
from qa.briefing.briefing import Briefing, briefing
from qa.briefing.markdown import markdown
from qa.briefing.word import word
from qa.errors import CouncilPapersError
from qa.papers.text import sound
from qa.spreadsheet import csv_text, gone_row, source_row
from qa.web import address, selection, state
from qa.web.throttle import Busy, WorkQueue

GONE = "This briefing is no longer open. Open its page again, and download it there."
BUSY = "Many files are being made just now. Download this one again in a moment."
MAX_WAITING = 12  # files that may wait to be made
RETRY_AFTER = "3"  # seconds after which to ask again
TYPING_DELAY = 0.3  # seconds: what was being typed is sent when the link is pressed, beside it


def csv_file(made: Briefing, link: Link | None) -> bytes:
    """A briefing as a sheet. It says that it is Unicode, as Excel reads it by that."""
    rows = [*(source_row(source, link) for source in made.sources), *map(gone_row, made.gone)]
    return sound(csv_text(rows)).encode("utf-8-sig")


def markdown_file(made: Briefing, link: Link | None) -> bytes:
    """A briefing as Markdown."""
    return markdown(made, link).encode()


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: what its link says, what makes it, and its media type."""

    label: str
    make: Callable[[Briefing, Link | None], bytes]
    media: str


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILE_KINDS = {  # by the ending of its name
    "docx": FileKind("Download for Word", word, WORD),
    "md": FileKind("Download as Markdown", markdown_file, "text/markdown"),
    "csv": FileKind("Download as CSV", csv_file, "text/csv"),
}
queue = WorkQueue()


async def file(request: Request) -> Response:
    """A briefing as a file of the kind that is asked for."""
    await asyncio.sleep(TYPING_DELAY)
    mine = selection.by_key(request.path_params["key"])
    ending = request.path_params["ending"]
    if mine is None or ending not in FILE_KINDS:
        return PlainTextResponse(GONE, 404)
    try:
        return await queue.run(partial(_made, mine, ending), 1, MAX_WAITING)
    except Busy:
        return PlainTextResponse(BUSY, 503, {"Retry-After": RETRY_AFTER})


def file_name(title: str, ending: str) -> str:
    """What the file of a briefing is called: a name for any machine."""
    words = re.findall("[a-z0-9]+", title.lower())
    return f"{'-'.join(['briefing', *words])[:60].rstrip('-')}.{ending}"


def _made(mine: selection.VisitorSelection, ending: str) -> Response:
    kind, here = FILE_KINDS[ending], mine.address
    link = (lambda reference: urljoin(here, address.citation(reference))) if here else None
    try:
        content = kind.make(briefing(mine.selection, state.library().store), link)
    except CouncilPapersError as error:
        return PlainTextResponse(str(error), 503)
    name = file_name(mine.selection.title, ending)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=kind.media, headers=headers)


ROUTES = [Route("/briefing/{key}.{ending}", file)]
