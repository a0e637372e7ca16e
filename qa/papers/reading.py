"""From a file to a Paper, within bounds of time, memory and size, whatever the file holds."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from time import monotonic

from qa.errors import UnreadablePaper
from qa.papers import pdf, reader
from qa.papers.paper import Paper, ProblemKind
from qa.papers.pdf import Pdf, Sheet
from qa.papers.worker import Worker
from qa.settings import settings

# Of the papers of three councils the longest page took 0.5 seconds and 0.2 MB, the longest paper
# 12 seconds.
STEP = 20.0  # seconds to open a file, or to read a page
PAGES = 300.0  # seconds for all pages
A_PAGE = 0.2  # seconds for each page, beside a step, to make a paper of what was read
MEGABYTES = 1024
MOST_PAGES = 10_000
MOST_NAMED = 100_000  # pages that are said to be there
MOST_TEXT = 100_000_000  # characters of a paper


class Reading:
    """Reads papers in a process of its own, one at a time, whichever thread asks."""

    def __init__(
        self, *, exempt_too: bool = False, step: float = STEP, pages: float = PAGES
    ) -> None:
        self._exempt_too = exempt_too
        self._step, self._pages = step, pages
        self._worker = Worker(step, MEGABYTES, patience=threading.TIMEOUT_MAX)
        self._turn = threading.Lock()  # a paper is read to its end before the next is opened

    @property
    def again(self) -> frozenset[ProblemKind]:
        """The problems for which a paper, itself unchanged, would be read otherwise now."""
        return frozenset({"let in" if not self._exempt_too else "exempt"})

    def read(self, path: Path) -> Paper:
        """The paper in the file at `path`: pages, passages, and what could not be read.

        A page that breaks the bounds is named, and the rest is read. Raises `UnreadablePaper`
        where nothing can be read at all.
        """
        with self._turn:
            cover = self._worker.call(pdf.cover, path)
            sheets, unread, costly = self._sheets(path, cover.pages)
            found = Pdf(tuple(sheets), cover.title, tuple(unread), tuple(costly))
            seconds = self._step + A_PAGE * len(sheets)
            return self._worker.call_within(
                seconds, reader.paper, path.name, found, self._exempt_too
            )

    def close(self) -> None:
        """End the process. Reading another paper starts another."""
        self._worker.close()

    def _sheets(self, path: Path, count: int) -> tuple[list[Sheet], list[int], list[int]]:
        """The pages, empty where they could not be read; the numbers of those; and of those that
        would take too much."""
        sheets: list[Sheet] = []
        unread, costly = [], []
        ends, room = monotonic() + self._pages, MOST_TEXT
        for number in range(1, min(count, MOST_PAGES) + 1):
            sheet = None
            if room < 0 or monotonic() > ends:
                costly.append(number)
            else:
                try:
                    sheet = self._worker.call(pdf.sheet, path, number)
                    if sheet is None:
                        unread.append(number)
                except UnreadablePaper:
                    costly.append(number)
            sheets.append(sheet or Sheet(number, 0, 0, ()))
            room -= sum(len(line.text) for line in sheets[-1].lines)
        costly += range(len(sheets) + 1, min(count, MOST_NAMED) + 1)
        return sheets, unread, costly


@cache
def reading() -> Reading:
    """Reads papers as the settings say, in one process for all: it takes a while to start."""
    return Reading(exempt_too=settings().exempt == "let in")
