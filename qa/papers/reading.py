"""From a file to a Paper, within bounds of time, memory and size, whatever the file holds."""

from __future__ import annotations

import atexit
import os
import threading
from functools import cache
from pathlib import Path
from queue import LifoQueue
from time import monotonic

from qa.errors import UnreadablePaper
from qa.papers.pages import packed, pdf
from qa.papers.pages.line import clean
from qa.papers.pages.ocr import Ocr, engine
from qa.papers.pages.packed import Packed
from qa.papers.pages.sheet import Sheet
from qa.papers.pages.worker import TooMuch, Worker
from qa.papers.paper import Paper, ProblemKind
from qa.papers.reader import unpacked
from qa.papers.source import source_of
from qa.papers.text import sound
from qa.settings import settings

# Of the papers of three councils the longest page took 0.5 seconds and 0.2 MB, the longest paper
# 12 seconds.
STEP = 20.0  # seconds to open a file, or to read a page
PAGES = 300.0  # seconds for all pages
PICTURES = 1800.0  # seconds for all pages that are read by OCR: some 1,000 pages with tesseract
A_PAGE = 0.2  # seconds for each page, beside a step, to make a paper of what was read
MEGABYTES = 1024
MOST_PAGES = 10_000
MOST_NAMED = 100_000  # pages that are said to be there
MOST_TEXT = 32 << 20  # bytes of a paper's sheets, packed: of 1,252 pages all took 8 MB


class Reading:
    """Reads papers in so many `processes` of its own, each one at a time, whichever thread asks.

    Pages that show something and have no text are read by `ocr`, where there is one, as are all of
    a paper without any text.
    """

    def __init__(
        self,
        *,
        exempt_too: bool = False,
        ocr: Ocr | None = None,
        step: float = STEP,
        pages: float = PAGES,
        pictures: float = PICTURES,
        processes: int = 1,
    ) -> None:
        self._exempt_too = exempt_too
        self._ocr = ocr
        self._step, self._pages, self._pictures = step, pages, pictures
        self.processes = processes
        self._workers = [
            Worker(step, MEGABYTES, patience=threading.TIMEOUT_MAX) for _ in range(processes)
        ]
        # A paper is read to its end before the next is opened. The first is asked again first.
        self._idle: LifoQueue[Worker] = LifoQueue()
        for worker in reversed(self._workers):
            self._idle.put(worker)

    @property
    def again(self) -> frozenset[ProblemKind]:
        """The problems for which a paper, itself unchanged, would be read otherwise now."""
        always: ProblemKind = "exempt" if self._exempt_too else "let in"
        return frozenset({always, "no text"} if self._ocr else {always})

    def read(self, path: Path, name: str = "") -> Paper:
        """The paper in the file at `path`: pages, passages, and what could not be read.

        It may be known by another `name` than the file's. A page that breaks the bounds is named,
        and the rest is read. Raises `UnreadablePaper` where nothing can be read at all.
        """
        source = source_of(path)
        worker = self._idle.get()
        try:
            cover = worker.call(pdf.cover, path)
            sheets, unread, costly = self._sheets(worker, path, cover.pages)
            more = self._read_pictures(worker, path, sheets, {*unread, *costly})
            costly = sorted([*costly, *more])
            return worker.call_within(
                self._step + A_PAGE * len(sheets),
                unpacked,
                clean(sound(name or path.name)),
                cover.title,
                sheets,
                unread,
                costly,
                self._exempt_too,
                source,
            )
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End the processes. Reading another paper starts others."""
        for worker in self._workers:
            worker.close()
        if self._ocr:
            self._ocr.close()

    def _sheets(
        self, worker: Worker, path: Path, count: int
    ) -> tuple[list[Packed], list[int], list[int]]:
        """The pages, empty where they could not be read; the numbers of those; and of those that
        would take too much."""
        sheets: list[Packed] = []
        unread, costly = [], []
        ends, room = monotonic() + self._pages, MOST_TEXT
        for number in range(1, min(count, MOST_PAGES) + 1):
            sheet = None
            if room < 0 or monotonic() > ends:
                costly.append(number)
            else:
                try:
                    sheet = worker.call(packed.page, path, number)
                    if sheet is None:
                        unread.append(number)
                except TooMuch:
                    costly.append(number)
                except UnreadablePaper:  # what opens it broke off
                    unread.append(number)
            sheets.append(sheet or Packed.of(Sheet(number, 0, 0, ())))
            room -= len(sheets[-1].pickled)
        costly += range(len(sheets) + 1, min(count, MOST_NAMED) + 1)
        return sheets, unread, costly

    def _read_pictures(
        self, worker: Worker, path: Path, sheets: list[Packed], unread: set[int]
    ) -> list[int]:
        """Read by OCR what of `sheets` has no text, in its place; the numbers of pages of which
        that would take too much."""
        if not self._ocr:
            return []
        costly = []
        ends = monotonic() + self._pictures
        silent = all(sheet.empty for sheet in sheets)
        for number, sheet in enumerate(sheets, 1):
            if number in unread or not (sheet.drawn or silent):
                continue
            if monotonic() > ends:
                costly.append(number)
                continue
            try:
                drawing = worker.call(pdf.drawing, path, number)
                sheets[number - 1] = self._ocr.read(drawing)
            except UnreadablePaper:
                costly.append(number)
        return costly


@cache
def reading() -> Reading:
    """Reads papers as the settings say, in the same processes for all: they take a while to start,
    and start when they are first needed. There is one for each processor core."""
    ocr = engine() if settings().ocr == "auto" else None
    cores = os.cpu_count() or 1
    chosen = Reading(exempt_too=settings().exempt == "let in", ocr=ocr, processes=cores)
    atexit.register(chosen.close)
    return chosen
