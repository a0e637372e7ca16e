"""From a file to a Paper, within bounds of time, memory and size, whatever the file holds."""

from __future__ import annotations

import atexit
import os
import threading
from functools import cache
from pathlib import Path
from queue import LifoQueue
from time import monotonic

from qa.errors import ProgramFault, UnreadablePaper
from qa.faults import log_fault
from qa.papers.pages import packed, pdf
from qa.papers.pages.line import clean
from qa.papers.pages.ocr import Ocr, engine
from qa.papers.pages.packed import Packed, PackedPdf
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
        """The problems for which a paper, itself unchanged, is read again.

        The settings may have changed since, and this program, which had a fault.
        """
        marked: ProblemKind = "exempt" if self._exempt_too else "let in"
        return frozenset({marked, "fault", "no text"} if self._ocr else {marked, "fault"})

    def read(self, path: Path, name: str = "") -> Paper:
        """The paper in the file at `path`: pages, passages, and what could not be read.

        It may be known by another `name` than the file's. A page that breaks the bounds, or meets a
        fault of this program, is named, and the rest is read. Raises `UnreadablePaper` or
        `ProgramFault` where nothing can be read at all.
        """
        source = source_of(path)
        worker = self._idle.get()
        try:
            cover = worker.call(pdf.cover, path)
            pages = PackedPdf(cover.title)
            self._read_pages(worker, path, cover.pages, pages)
            if self._ocr:
                self._read_pictures(worker, path, self._ocr, pages)
            paper, faults = worker.call_within(
                self._step + A_PAGE * len(pages.sheets),
                unpacked,
                clean(sound(name or path.name)),
                pages,
                self._exempt_too,
                source,
            )
        finally:
            self._idle.put(worker)
        for place in faults:
            log_fault(place)
        return paper

    def close(self) -> None:
        """End the processes. Reading another paper starts others."""
        for worker in self._workers:
            worker.close()
        if self._ocr:
            self._ocr.close()

    def _read_pages(self, worker: Worker, path: Path, count: int, pages: PackedPdf) -> None:
        """Read `count` pages, or as many as may be, into `pages`."""
        ends, room = monotonic() + self._pages, MOST_TEXT
        for number in range(1, min(count, MOST_PAGES) + 1):
            sheet = None
            if room < 0 or monotonic() > ends:
                pages.costly.append(number)
            else:
                try:
                    sheet = worker.call(packed.page, path, number)
                    if sheet is None:
                        pages.damaged.append(number)
                except TooMuch:
                    pages.costly.append(number)
                except UnreadablePaper:  # what opens it broke off
                    pages.damaged.append(number)
                except ProgramFault:
                    pages.faulty.append(number)
            pages.sheets.append(sheet or Packed.of(Sheet(number, 0, 0, ())))
            room -= len(pages.sheets[-1].pickled)
        pages.costly += range(len(pages.sheets) + 1, min(count, MOST_NAMED) + 1)

    def _read_pictures(self, worker: Worker, path: Path, ocr: Ocr, pages: PackedPdf) -> None:
        """Put in place of the sheets of `pages` that have no text what OCR reads there."""
        ends = monotonic() + self._pictures
        without_text = all(sheet.empty for sheet in pages.sheets)
        unread = {*pages.damaged, *pages.costly, *pages.faulty}
        for number, sheet in enumerate(pages.sheets, 1):
            if number in unread or not (sheet.drawn or without_text):
                continue
            if monotonic() > ends:
                pages.costly.append(number)
                continue
            try:
                drawing = worker.call(pdf.drawing, path, number)
                pages.sheets[number - 1] = ocr.read(drawing)
            except UnreadablePaper:
                pages.costly.append(number)
            except ProgramFault:
                pages.faulty.append(number)


@cache
def reading() -> Reading:
    """Reads papers as the settings say, in the same processes for all: they take a while to start,
    and start when they are first needed. There is one for each processor core."""
    ocr = engine() if settings().ocr == "auto" else None
    cores = os.cpu_count() or 1
    chosen = Reading(exempt_too=settings().exempt == "let in", ocr=ocr, processes=cores)
    atexit.register(chosen.close)
    return chosen
