"""From a file to a Paper, within bounds of time, memory and size, whatever the file holds."""

from __future__ import annotations

import atexit
import os
import threading
from functools import cache
from pathlib import Path
from queue import LifoQueue

from qa.errors import ProgramFault, UnreadablePaper
from qa.faults import log_fault
from qa.papers.attachment import Attachment
from qa.papers.flowing.opened import flowing
from qa.papers.pages import packed, pdf
from qa.papers.pages.attached import attached_file
from qa.papers.pages.line import clean
from qa.papers.pages.ocr import Ocr, installed_ocr
from qa.papers.pages.packed import Packed, PackedPdf
from qa.papers.pages.sheet import Sheet
from qa.papers.pages.worker import TooMuch, Worker
from qa.papers.paper import Paper, ProblemKind
from qa.papers.reader import unpacked_paper
from qa.papers.source import source_of
from qa.papers.text import sound
from qa.papers.verdict import Verdict
from qa.settings import settings

# Bounds for one paper, far beyond what those of councils take, in seconds of the processor: a busy
# machine must not make a good paper look too slow (see `qa.papers.pages.worker`).
STEP_SECONDS = 20.0  # to open a file, or to read a page
PAGES_SECONDS = 300.0  # for all pages
OCR_SECONDS = 1800.0  # for all pages that are read by OCR
SECONDS_PER_PAGE = 0.2  # beside a step, to make a paper of the pages
MEGABYTES = 1024
MAX_PAGES = 10_000  # pages that are read
MAX_NAMED = 100_000  # pages that are named if they are not read
MAX_BYTES = 32 << 20  # of a paper's sheets, pickled


class Reading:
    """Reads papers in `processes` of its own, each of which reads one paper at a time.

    Any thread may call it. `step`, `pages` and `pictures` are bounds in seconds: for one page, for
    all pages, and for all that are read by OCR. `ocr` reads pages that show something and have no
    text, and all pages of a paper without any text.
    """

    def __init__(
        self,
        *,
        exempt_too: bool = False,
        ocr: Ocr | None = None,
        step: float = STEP_SECONDS,
        pages: float = PAGES_SECONDS,
        pictures: float = OCR_SECONDS,
        processes: int = 1,
        new_papers_wait: bool = False,
    ) -> None:
        self._new_papers_wait = new_papers_wait
        self._exempt_too = exempt_too
        self._ocr = ocr
        self._step, self._pages, self._pictures = step, pages, pictures
        self.processes = processes
        self._workers = [
            Worker(step, MEGABYTES, patience=threading.TIMEOUT_MAX) for _ in range(processes)
        ]
        # A process reads a paper to its end before it opens the next. The one that was used last is
        # used first, so that no more are started than are needed.
        self._idle: LifoQueue[Worker] = LifoQueue()
        for worker in reversed(self._workers):
            self._idle.put(worker)

    @property
    def again(self) -> frozenset[ProblemKind]:
        """The problems for which a paper, itself unchanged, is read again.

        The settings may have changed since, and this program, which had a fault.
        """
        found: set[ProblemKind] = {"exempt" if self._exempt_too else "let in", "fault"}
        found |= {"no text"} if self._ocr else set()
        return frozenset(found if self._new_papers_wait else found | {"waiting"})

    def read(self, path: Path, name: str = "", verdict: Verdict | None = None) -> Paper:
        """The paper in the file at `path`: pages, passages, and what could not be read.

        It may be known by another `name` than the file's, and there may be a `verdict` on it. A
        page that breaks the bounds, or meets a fault of this program, is named, and the rest is
        read. Raises `UnreadablePaper` or `ProgramFault` where nothing can be read at all.
        """
        source = source_of(path)
        worker = self._idle.get()
        try:
            flow = worker.call(flowing, path, name or path.name)
            pages = flow.as_pdf() if flow else self._read_pdf(worker, path)
            paper, faults = worker.call_within(
                self._step + SECONDS_PER_PAGE * len(pages.sheets),
                unpacked_paper,
                clean(sound(name or path.name)),
                pages,
                self._exempt_too,
                source,
                verdict,
                clean(sound(path.parent.name)),
            )
        finally:
            self._idle.put(worker)
        for place in faults:
            log_fault(place)
        return paper

    def attached(self, path: Path, one: Attachment) -> bytes:
        """The contents of a file that is attached to the paper at `path`.

        Raises `UnreadablePaper` and `ProgramFault`.
        """
        worker = self._idle.get()
        try:
            return worker.call(attached_file, path, one)
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End the processes. Reading another paper starts others."""
        for worker in self._workers:
            worker.close()
        if self._ocr:
            self._ocr.close()

    def _read_pdf(self, worker: Worker, path: Path) -> PackedPdf:
        """The pages of a PDF."""
        cover = worker.call(pdf.cover, path)
        pages = PackedPdf(cover.title, bookmarks=cover.bookmarks, attached=cover.attached)
        self._read_pages(worker, path, cover.pages, pages)
        if self._ocr:
            self._read_pictures(worker, path, self._ocr, pages)
        return pages

    def _read_pages(self, worker: Worker, path: Path, count: int, pages: PackedPdf) -> None:
        """Read `count` pages, or as many as may be, into `pages`."""
        ends, room = worker.used + self._pages, MAX_BYTES
        for number in range(1, min(count, MAX_PAGES) + 1):
            sheet = None
            if room < 0 or worker.used > ends:
                pages.costly.append(number)
            else:
                try:
                    sheet = worker.call(packed.page, path, number)
                    if sheet is None:
                        pages.damaged.append(number)
                except TooMuch:
                    pages.costly.append(number)
                except UnreadablePaper:  # the process crashed
                    pages.damaged.append(number)
                except ProgramFault:
                    pages.faulty.append(number)
            pages.sheets.append(sheet or Packed.of(Sheet(number, 0, 0, ())))
            room -= len(pages.sheets[-1].pickled)
        pages.costly += range(len(pages.sheets) + 1, min(count, MAX_NAMED) + 1)

    def _read_pictures(self, worker: Worker, path: Path, ocr: Ocr, pages: PackedPdf) -> None:
        """Replace the sheets of `pages` that show more than their text by what OCR reads there."""
        ends = ocr.used + self._pictures
        without_text = all(sheet.empty for sheet in pages.sheets)
        unread = {*pages.damaged, *pages.costly, *pages.faulty}
        for number, sheet in enumerate(pages.sheets, 1):
            if number in unread or not (sheet.drawn or without_text):
                continue
            if ocr.used > ends:
                pages.costly.append(number)
                continue
            try:
                drawing = worker.call(pdf.drawing, path, number)
                pages.sheets[number - 1] = ocr.read(drawing, sheet)
            except UnreadablePaper:
                pages.costly.append(number)
            except ProgramFault:
                pages.faulty.append(number)


@cache
def reading() -> Reading:
    """Reads papers as the settings say, in as many processes as the machine has cores.

    All callers share the processes, which take a while to start, and start when first needed.
    """
    ocr = installed_ocr() if settings().ocr == "auto" else None
    cores = os.cpu_count() or 1
    chosen = Reading(
        exempt_too=settings().exempt == "let in",
        ocr=ocr,
        processes=cores,
        new_papers_wait=settings().new_papers == "hold",
    )
    atexit.register(chosen.close)
    return chosen
