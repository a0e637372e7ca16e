"""Reading a page off its picture (OCR), with what the machine has for it, within bounds."""

from __future__ import annotations

import io
import logging
import threading
from functools import cache
from time import monotonic

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from qa.errors import UnreadablePaper
from qa.papers.pages.ocr_engines import ENGINES
from qa.papers.pages.ocr_words import Word, ink, lines, sure, weight
from qa.papers.pages.packed import Packed
from qa.papers.pages.pdf import Drawing, pgm
from qa.papers.pages.sheet import Sheet
from qa.papers.pages.worker import Worker

log = logging.getLogger(__name__)

SECONDS = 90.0  # for a page: a noisy one took 1.5 with tesseract, 8 with rapidocr, on one core
DESPECKLE = 3  # pixels: with noise the word error fell from .17 to .12, without it rose by .005
DARK = 60  # shades from the lightest to the darkest of a page that shows anything
SURE = 0.8  # of 1: an upright page was read at .9 and more, one on its side or its head at .4 to .7
TURNS = (0, 270, 90, 180)  # degrees against the clock, until the words can be read


class Ocr:
    """Reads pages with an engine, one at a time, in a process that may break off."""

    def __init__(self, engine: str, seconds: float = SECONDS) -> None:
        self.name = engine
        self._seconds = seconds
        self._worker = Worker(seconds, ENGINES[engine].megabytes, patience=threading.TIMEOUT_MAX)

    def read(self, drawing: Drawing) -> Packed:
        """The sheet that is drawn, with the lines of its picture, which may be none.

        It is upright, should it lie on its side. Raises `UnreadablePaper` where that takes too
        much, or the engine breaks off.
        """
        return self._worker.call(read, self.name, drawing, self._seconds)

    def close(self) -> None:
        """End the process. Reading another page starts another."""
        self._worker.close()


@cache
def engine() -> Ocr | None:
    """What this machine can read pictures with, tried once; None where there is nothing."""
    for name, found in ENGINES.items():
        if found.there():
            ocr = Ocr(name)
            if _works(ocr):
                return ocr
            ocr.close()
            log.warning("%s cannot read English here, so it is not used. Install it anew.", name)
    return None


def _works(ocr: Ocr) -> bool:
    """Whether it reads a sample: a program may be there without its data."""
    page = Image.new("L", (900, 120), 255)
    font = ImageFont.load_default(40)
    ImageDraw.Draw(page).text((40, 30), "The minutes were agreed.", fill=0, font=font)
    try:
        return not ocr.read(Drawing(1, *page.size, pgm(page))).empty
    except UnreadablePaper:
        return False


def read(name: str, drawing: Drawing, seconds: float) -> Packed:
    """See `Ocr.read`, in whose process this runs."""
    ends = monotonic() + 0.9 * seconds
    drawn = Image.open(io.BytesIO(drawing.picture), formats=("PPM",))
    shows = _shows_something(drawn)
    page, words = _upright(name, drawn, ends) if shows else (drawn, [])
    size = drawing.width, drawing.height
    if (page.width > page.height) != (drawn.width > drawn.height):
        size = drawing.height, drawing.width
    found = tuple(lines(words, ink(page), drawing.number, size[0] / page.width))
    return Packed.of(Sheet(drawing.number, *size, found, drawn=shows, ocr=True))


def _shows_something(page: Image.Image) -> bool:
    darkest, lightest = np.percentile(np.asarray(page), (0.1, 95))
    return bool(lightest - darkest >= DARK)


def _upright(name: str, page: Image.Image, ends: float) -> tuple[Image.Image, list[Word]]:
    """A page turned until its words can be read, and the words."""
    page = page.filter(ImageFilter.MedianFilter(DESPECKLE))
    best: tuple[Image.Image, list[Word]] = page, []
    for turn in TURNS:
        began = monotonic()
        turned = page.rotate(turn, expand=True)
        words = ENGINES[name].words(turned, ends - began)
        if weight(words) > weight(best[1]):
            best = turned, words
        if sure(best[1]) >= SURE or ends - monotonic() < 2 * (monotonic() - began):
            break
    return best
