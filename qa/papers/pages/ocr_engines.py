"""What reads the words off a picture (OCR): a program, or a package of Python. Neither is needed.

Either runs in the process of `qa.papers.pages.ocr`, whose limits hold for it.
"""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL.Image import Image

from qa.errors import UnreadablePaper
from qa.papers.pages.ocr_words import Word
from qa.papers.pages.pdf import pgm

COMMAND = "tesseract"
# A single column, for then the rows of a table stay whole; English. Over 16 sample pages with noise
# the word error was .17, .20 where columns were looked for, .30 with one block of text.
OPTIONS = ("-", "-", "-l", "eng", "--dpi", "200", "--psm", "4", "tsv")
WORD, COLUMNS = "5", 12  # of tesseract's table: the level of words
BOX = 0.78  # rapidocr's boxes have a border: the type size is so much of their height
BASE = 0.25  # of the type size, from the middle of a line to its base line
BROKE_OFF = "What reads pictures broke off.", "Ask for the paper as it was written."


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to find the words of a grey picture in so many seconds; whether the machine has it; and
    the memory that it takes.

    It raises `UnreadablePaper` where it breaks off or takes too long.
    """

    there: Callable[[], bool]
    words: Callable[[Image, float], list[Word]]
    megabytes: int


def _tesseract(page: Image, seconds: float) -> list[Word]:
    process = subprocess.Popen(
        [COMMAND, *OPTIONS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # with more it is slower by far
    )
    with suppress(ImportError, AttributeError, OSError, ValueError):  # not on every system
        import resource

        bound = round(seconds) + 1  # should this process end before it
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (bound, bound))
    try:
        table, _ = process.communicate(pgm(page), timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise UnreadablePaper(*BROKE_OFF) from error
    finally:
        process.kill()
        process.wait()
    if process.returncode:
        raise UnreadablePaper(*BROKE_OFF)
    rows = (row.split("\t") for row in table.decode("utf-8", "replace").splitlines())
    numbers: dict[tuple[str, ...], int] = {}
    return [
        Word.boxed(row[11], left, top, width, height, float(row[10]) / 100, number)
        for row in rows
        if len(row) == COLUMNS and row[0] == WORD and row[11].strip()
        for left, top, width, height in [map(int, row[6:10])]
        for number in [numbers.setdefault(tuple(row[1:5]), len(numbers))]
    ]


def _rapidocr(page: Image, seconds: float) -> list[Word]:
    """Words out of pieces of lines, put in rows and cut at their spaces."""
    found = _models()(np.asarray(page.convert("RGB")))
    if found.boxes is None:
        return []
    pieces = [_Piece(*piece) for piece in zip(found.boxes, found.txts, found.scores, strict=True)]
    if sum(piece.tall for piece in pieces) > len(pieces) / 2:
        return []  # on its side: its lines can be read, but not their order
    slope = median(piece.slope for piece in pieces)
    pieces.sort(key=lambda piece: piece.y - slope * piece.x)
    rows: list[list[_Piece]] = []
    for piece in pieces:
        last = rows[-1][-1] if rows else None
        fall = piece.y - last.y - slope * (piece.x - last.x) if last else 0.0
        if last and fall < 0.5 * min(piece.size, last.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [
        word
        for number, row in enumerate(rows)
        for piece in sorted(row, key=lambda piece: piece.x)
        for word in piece.words(number)
    ]


class _Piece:
    """Words that rapidocr finds in one box, whose corners go round from the top left."""

    def __init__(self, box: npt.NDArray[np.float64], text: str, sure: float) -> None:
        self.text, self.sure = text, float(sure)
        left, right = (box[0] + box[3]) / 2, (box[1] + box[2]) / 2
        self.x0, self.x1 = float(left[0]), float(right[0])
        self.x, self.y = (float(at) for at in (left + right) / 2)
        self.slope = float(right[1] - left[1]) / max(1.0, self.x1 - self.x0)
        high = float(np.linalg.norm(box[3] - box[0]))
        self.tall = high > 1.5 * float(np.linalg.norm(box[1] - box[0]))
        self.size = BOX * high

    def words(self, line: int) -> Iterator[Word]:
        """Its words, each where it would stand were all letters of a width."""
        wide, at = (self.x1 - self.x0) / max(1, len(self.text)), 0
        for text in self.text.split():
            at = self.text.index(text, at)
            x0, x1 = self.x0 + wide * at, self.x0 + wide * (at + len(text))
            base = self.y + self.slope * ((x0 + x1) / 2 - self.x) + BASE * self.size
            yield Word(text, x0, x1, base, self.size, self.sure, line)
            at += len(text)


@cache
def _models() -> Callable[[npt.NDArray[np.uint8]], Any]:
    """The models of rapidocr, which are in its package, on one core."""
    threads = "EngineConfig.onnxruntime.{}_op_num_threads"
    params = {
        threads.format("intra"): 1,
        threads.format("inter"): 1,
        "Global.log_level": "critical",
        "Global.use_cls": False,  # which turns lines: here the page is turned
    }
    made: Callable[[npt.NDArray[np.uint8]], Any]
    made = importlib.import_module("rapidocr").RapidOCR(params=params)
    return made


# The better first: as accurate, tesseract is several times as quick.
ENGINES = {
    "tesseract": Engine(lambda: shutil.which(COMMAND) is not None, _tesseract, 1024),
    "rapidocr": Engine(lambda: all(map(find_spec, ("rapidocr", "onnxruntime"))), _rapidocr, 4096),
}
