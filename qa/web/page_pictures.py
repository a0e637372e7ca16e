"""Pages of the papers as pictures, with the words of a citation marked."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import LifoQueue
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from qa.errors import CouncilPapersError, InputRefused, ProgramFault, UnreadablePaper
from qa.library.reference import Reference
from qa.papers.pages import worker
from qa.papers.pages.picture import MEDIA_TYPE, picture
from qa.papers.pages.worker import Worker
from qa.papers.paper import Passage
from qa.web import state
from qa.web.address import CITE
from qa.web.fair_queue import Busy, FairQueue
from qa.web.paper_files import CHANGED, GONE, NOT_PUBLIC, on_this_machine
from qa.web.throttle import client

WIDTH = "width"
WIDTHS = ("800", "1200", "1800")  # pixels: for a telephone, for a desk, and enlarged
NUMBER = re.compile("[1-9][0-9]{0,5}")
SECONDS, MEGABYTES = 5.0, 1024  # limits on drawing one picture
AT_ONCE = 2  # pictures that are drawn at once, of which one address has one
MAX_WAITING = 12  # pictures that may wait for their turn
RETRY_AFTER = "3"  # seconds after which to ask again
CACHE_BYTES = 48 * 1024 * 1024  # bytes
NOT_THERE = "The words that this address cites are not in this paper as it was read last."
BUSY = "Too many pictures are being drawn just now. Try again in a moment."
HEADERS = {
    # The key is a digest of the paper's contents, so a picture never changes.
    "Cache-Control": "private, max-age=86400, immutable",
    "X-Content-Type-Options": "nosniff",
    "Content-Encoding": "identity",  # it is small already
}
# Where councils share the service, who sits at the same browser next may not read the same ones.
NOT_KEPT = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """A request for page `number` of the paper with this key.

    `width` is in pixels; the words of `cited`, if any, are marked.
    """

    key: str
    number: int
    width: int
    cited: Reference | None

    @classmethod
    def of(cls, request: Request) -> PictureRequest:
        """The picture that an address asks for. Raises `InputRefused`."""
        key, number = request.path_params["key"], request.path_params["number"]
        width = request.query_params.get(WIDTH, WIDTHS[1])
        cite = request.query_params.get(CITE)
        if not NUMBER.fullmatch(number):
            raise InputRefused("Pages are counted from 1.")
        if width not in WIDTHS:
            raise InputRefused(f"A picture is {', '.join(WIDTHS)} pixels wide. Choose one of them.")
        cited = Reference.parse(cite) if cite else None
        if cited and cited.paper != key:
            raise InputRefused("This address cites another paper. Copy it again, whole.")
        return cls(key, int(number), int(width), cited)


class PictureCache:
    """Pictures that were drawn, up to `max_bytes`; the least recently used are dropped first."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._size = 0
        self._pictures: OrderedDict[PictureRequest, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, wanted: PictureRequest) -> bytes | None:
        """The picture, if it is here."""
        with self._lock:
            if wanted in self._pictures:
                self._pictures.move_to_end(wanted)
            return self._pictures.get(wanted)

    def put(self, wanted: PictureRequest, drawn: bytes) -> None:
        """Store a picture."""
        with self._lock:
            self._size += len(drawn) - len(self._pictures.pop(wanted, b""))
            self._pictures[wanted] = drawn
            while self._size > self._max_bytes:
                self._size -= len(self._pictures.popitem(last=False)[1])


class Drawer:
    """Draws pages in so many processes. Those after the first start when they are needed."""

    def __init__(self, processes: int, seconds: float = SECONDS) -> None:
        self._workers = [Worker(seconds, MEGABYTES) for _ in range(processes)]
        self._idle: LifoQueue[Worker] = LifoQueue()
        for one in self._workers:
            self._idle.put(one)

    def call(self, *asked: Any) -> bytes:
        """What `picture` draws of these. Raises as `Worker.call` does."""
        idle = self._idle.get()
        try:
            return idle.call(picture, *asked)
        finally:
            self._idle.put(idle)

    def close(self) -> None:
        """End the processes."""
        for one in self._workers:
            one.close()


cache = PictureCache(CACHE_BYTES)
queue = FairQueue()
drawer = Drawer(AT_ONCE)


async def page(request: Request) -> Response:
    """The picture of a page. Its paper must be as it was indexed."""
    try:
        wanted = PictureRequest.of(request)
        path, passage = await run_in_threadpool(_found, wanted)
        drawn = cache.get(wanted)
        if drawn is None:
            work = partial(_drawn, wanted, path, passage)
            drawn = await queue.run(work, client(request.scope), AT_ONCE, MAX_WAITING)
    except InputRefused as error:
        raise _refused(400, str(error)) from error
    except UnreadablePaper as error:
        raise _refused(422, str(error)) from error
    except ProgramFault as error:
        raise _refused(500, str(error)) from error
    except (Busy, worker.Busy) as error:
        raise _refused(503, BUSY, {"Retry-After": RETRY_AFTER}) from error
    except CouncilPapersError as error:
        raise _refused(503, str(error)) from error
    headers = HEADERS if state.is_one_library() else HEADERS | NOT_KEPT
    return Response(drawn, media_type=MEDIA_TYPE, headers=headers)


def _found(wanted: PictureRequest) -> tuple[Path, Passage | None]:
    """The path of the paper, and the cited passage, if any."""
    library = state.library()
    store = library.store
    if store.papers.is_held_back(wanted.key, wanted.number):
        raise _refused(403, NOT_PUBLIC)
    file = store.papers.file(wanted.key)
    path = on_this_machine(library, file, wanted.key) if file else None
    if file is None or path is None:
        changed = file is not None and file.path.is_file()
        raise _refused(410, CHANGED) if changed else _refused(404, GONE)
    stored = store.passages.find(wanted.cited) if wanted.cited else None
    if wanted.cited and stored is None:
        raise _refused(404, NOT_THERE)
    return path, stored.passage if stored else None


def _drawn(wanted: PictureRequest, path: Path, passage: Passage | None) -> bytes:
    drawn = cache.get(wanted)  # a request before this one may have drawn it
    if drawn is None:
        start, end = (wanted.cited.start, wanted.cited.end) if wanted.cited else (0, 0)
        drawn = drawer.call(path, wanted.number, wanted.width, passage, start, end)
        cache.put(wanted, drawn)
    return drawn


def _refused(status: int, detail: str, headers: dict[str, str] | None = None) -> HTTPException:
    return HTTPException(status, detail, {"Cache-Control": "no-store", **(headers or {})})


ROUTES = [Route("/papers/{key}/{number}.png", page)]
