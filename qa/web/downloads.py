"""The files of a briefing, each made when its visitor requests it.

The page has links to them rather than Streamlit's download buttons. Pressing such a button while a
note is being typed often fails, as leaving the note replaces the file behind the button.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urljoin, urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from qa.briefing.blocks import Link
from qa.briefing.briefing import Briefing, briefing
from qa.briefing.markdown import markdown
from qa.briefing.word import word
from qa.errors import CouncilPapersError
from qa.papers.text import sound
from qa.settings import settings
from qa.spreadsheet import csv_text, gone_row, source_row
from qa.web import address, selection, state
from qa.web.fair_queue import Busy, FairQueue
from qa.web.throttle import client

GONE = "This briefing is no longer open. Open its page again, and download it there."
BUSY = "Many files are being made just now. Download this one again in a moment."
OWN_MACHINE = ("localhost", "127.0.0.1", "::1", "0.0.0.0")
AT_ONCE = 2  # files that are made at once, of which one address has one
MAX_WAITING = 12  # files that may wait to be made
RETRY_AFTER = "3"  # seconds after which to ask again
TYPING_DELAY = 0.3  # seconds: a note that was being typed arrives beside the request


def csv_file(made: Briefing, link: Link | None) -> bytes:
    """A briefing as CSV, with the byte order mark by which Excel knows Unicode."""
    rows = [*(source_row(source, link) for source in made.sources), *map(gone_row, made.gone)]
    return sound(csv_text(rows)).encode("utf-8-sig")


def markdown_file(made: Briefing, link: Link | None) -> bytes:
    """A briefing as Markdown."""
    return markdown(made, link).encode()


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: the label of its link, the function that makes it, and its media type."""

    label: str
    make: Callable[[Briefing, Link | None], bytes]
    media: str


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILE_KINDS = {  # by the ending of its name
    "docx": FileKind("Download for Word", word, WORD),
    "md": FileKind("Download as Markdown", markdown_file, "text/markdown"),
    "csv": FileKind("Download as CSV", csv_file, "text/csv"),
}
queue = FairQueue()


async def file(request: Request) -> Response:
    """A briefing as a file of the requested kind."""
    await asyncio.sleep(TYPING_DELAY)
    mine = selection.by_key(request.path_params["key"])
    ending = request.path_params["ending"]
    if mine is None or ending not in FILE_KINDS:
        return PlainTextResponse(GONE, 404)
    try:
        work = partial(_made, mine, ending)
        return await queue.run(work, client(request.scope), AT_ONCE, MAX_WAITING)
    except Busy:
        return PlainTextResponse(BUSY, 503, {"Retry-After": RETRY_AFTER})


def public_address(page: str) -> str:
    """The address that links in a file lead to, where the visitor has the briefing at `page`.

    It is the one that the keeper has set. Without it, that of the page, but for an address of this
    machine, which leads nobody else anywhere: then it is empty.
    """
    if given := settings().public_address:
        return given if given.endswith("/") else f"{given}/"
    host = urlsplit(page).hostname or ""
    return "" if host in OWN_MACHINE or host.endswith(".localhost") else page


def file_name(title: str, ending: str) -> str:
    """The file name of a briefing, in letters and digits that any system allows."""
    words = re.findall("[a-z0-9]+", title.lower())
    return f"{'-'.join(['briefing', *words])[:60].rstrip('-')}.{ending}"


def _made(mine: selection.VisitorSelection, ending: str) -> Response:
    kind, here = FILE_KINDS[ending], public_address(mine.address)
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
