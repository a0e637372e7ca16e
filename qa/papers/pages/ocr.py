"""Reading a page off its picture (OCR) by Tesseract, where it is installed, within bounds."""

from __future__ import annotations

import io
import logging
import os
import threading
from dataclasses import replace
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from qa.errors import ProgramFault, UnreadablePaper
from qa.papers.pages import tesseract
from qa.papers.pages.ocr_words import Word, ink, lines, sure, weight
from qa.papers.pages.packed import Packed
from qa.papers.pages.pdf import Drawing, pgm
from qa.papers.pages.sheet import Line, Sheet
from qa.papers.pages.time_used import seconds_used
from qa.papers.pages.worker import Worker

log = logging.getLogger(__name__)

PAGE_SECONDS = 90.0
MEGABYTES = 1024
DESPECKLE = 3  # pixels: it leaves out specks of dust, and hardly a stroke of a letter
MIN_CONTRAST = 60  # shades of grey, from the lightest to the darkest of a page that shows anything
# Words that are surer than this, of 1, are read the right way up: those of a page that lies on its
# side or its head are less sure.
UPRIGHT = 0.8
TURNS = (0, 270, 90, 180)  # degrees against the clock, in the order in which they are tried


class Ocr:
    """Reads pages one at a time, in a process of its own, which may crash."""

    def __init__(self, seconds: float = PAGE_SECONDS) -> None:
        self._seconds = seconds
        self._worker = Worker(seconds, MEGABYTES, patience=threading.TIMEOUT_MAX)

    def read(self, drawing: Drawing, known: Packed | None = None) -> Packed:
        """The sheet that is drawn, with the lines of its picture, of which there may be none.

        What the page has of text itself, as a stamp or its number, is `known`, and stays. A sheet
        that lies on its side is turned. Raises `UnreadablePaper` if that takes too much, or
        Tesseract fails.
        """
        return self._worker.call(read, drawing, self._seconds, known)

    @property
    def used(self) -> float:
        """The seconds that reading took so far, of all pages."""
        return self._worker.used

    def close(self) -> None:
        """End the process. Reading another page starts another."""
        self._worker.close()


@cache
def installed_ocr() -> Ocr | None:
    """OCR as this machine has it, tried out once; None if it has none, or none that works."""
    if not tesseract.is_installed():
        return None
    ocr = Ocr()
    if _works(ocr):
        return ocr
    ocr.close()
    log.warning("tesseract cannot read English here, so it is not used. Install it anew.")
    return None


def _works(ocr: Ocr) -> bool:
    """Whether it reads a sample: Tesseract may be installed without its data."""
    page = Image.new("L", (900, 120), 255)
    font = ImageFont.load_default(40)
    ImageDraw.Draw(page).text((40, 30), "The minutes were agreed.", fill=0, font=font)
    try:
        return not ocr.read(Drawing(1, *page.size, pgm(page))).empty
    except (UnreadablePaper, ProgramFault):
        return False


def read(drawing: Drawing, seconds: float, known: Packed | None = None) -> Packed:
    """See `Ocr.read`, in whose process this runs."""
    ends = _used() + 0.9 * seconds
    drawn = Image.open(io.BytesIO(drawing.picture), formats=("PPM",))
    shows = _shows_something(drawn)
    page, words = _upright(drawn, ends) if shows else (drawn, [])
    size = drawing.width, drawing.height
    if (page.width > page.height) != (drawn.width > drawn.height):
        size = drawing.height, drawing.width
    found = list(lines(words, ink(page), drawing.number, size[0] / page.width))
    sheet = Sheet(drawing.number, *size, tuple(found), drawn=shows, ocr=True)
    return Packed.of(_with_known(sheet, known.unpacked() if known else None))


def _with_known(sheet: Sheet, known: Sheet | None) -> Sheet:
    """The sheet with the lines that are known in place of what OCR read of them.

    Where OCR found nothing else, the sheet is as it is known: it shows no text but that.
    """
    if known is None or not known.lines:
        return sheet
    turned = (sheet.width, sheet.height) != (known.width, known.height)
    new = [line for line in sheet.lines if turned or not _overlaps(line, known.lines)]
    if not new:
        return replace(known, drawn=False)
    both = sorted((*new, *known.lines), key=lambda line: line.top)
    return replace(sheet, lines=tuple(both), hidden=known.hidden)


def _overlaps(line: Line, known: tuple[Line, ...]) -> bool:
    middle = (line.top + line.bottom) / 2
    return any(
        one.top - 2 <= middle <= one.bottom + 2 and line.x0 < one.x1 and line.x1 > one.x0
        for one in known
    )


def _shows_something(page: Image.Image) -> bool:
    darkest, lightest = np.percentile(np.asarray(page), (0.1, 95))
    return bool(lightest - darkest >= MIN_CONTRAST)


def _used() -> float:
    """The seconds that this process and Tesseract took."""
    return seconds_used(os.getpid())


def _upright(page: Image.Image, ends: float) -> tuple[Image.Image, list[Word]]:
    """The page, turned until its words can be read, and the words."""
    page = page.filter(ImageFilter.MedianFilter(DESPECKLE))
    best: tuple[Image.Image, list[Word]] = page, []
    for turn in TURNS:
        began = _used()
        turned = page.rotate(turn, expand=True)
        words = tesseract.read_words(turned, ends - began)
        if weight(words) > weight(best[1]):
            best = turned, words
        if sure(best[1]) >= UPRIGHT or ends - _used() < 2 * (_used() - began):
            break
    return best
