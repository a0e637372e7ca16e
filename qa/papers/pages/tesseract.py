"""Tesseract, the program that reads the words off a picture (OCR). It need not be installed.

It is run in the process of `qa.papers.pages.ocr`, and within its limits.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress

from PIL.Image import Image

from qa.errors import UnreadablePaper
from qa.papers.pages.ocr_words import Word
from qa.papers.pages.pdf import pgm
from qa.papers.pages.worker import STRETCH

COMMAND = "tesseract"
# English, and one column (--psm 4): so the rows of a table stay whole, and fewer words are misread
# than where Tesseract looks for columns or takes a page for one block of text.
OPTIONS = ("-", "-", "-l", "eng", "--dpi", "200", "--psm", "4", "tsv")
WORD_LEVEL = "5"  # of the rows in Tesseract's table, those that describe a word
COLUMNS = 12
CRASHED = "What reads pictures broke off.", "Ask for the paper as it was written."


def is_installed() -> bool:
    """Whether this machine has Tesseract."""
    return shutil.which(COMMAND) is not None


def read_words(page: Image, seconds: float) -> list[Word]:
    """The words of a grey picture, line by line.

    Raises `UnreadablePaper` if Tesseract fails or takes more than so many seconds of the processor,
    or many times as long by the clock.
    """
    process = subprocess.Popen(
        [COMMAND, *OPTIONS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # it is slower by far with more threads
    )
    with suppress(ImportError, AttributeError, OSError, ValueError):  # not on every system
        import resource

        bound = round(seconds) + 1  # it must end too if this process ends before it
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (bound, bound))
    try:
        table, _ = process.communicate(pgm(page), timeout=seconds * STRETCH)
    except subprocess.TimeoutExpired as error:
        raise UnreadablePaper(*CRASHED) from error
    finally:
        process.kill()
        process.wait()
    if process.returncode:
        raise UnreadablePaper(*CRASHED)
    rows = (row.split("\t") for row in table.decode("utf-8", "replace").splitlines())
    numbers: dict[tuple[str, ...], int] = {}  # of lines, by their block, paragraph and line
    return [
        Word.boxed(row[11], left, top, width, height, float(row[10]) / 100, number)
        for row in rows
        if len(row) == COLUMNS and row[0] == WORD_LEVEL and row[11].strip()
        for left, top, width, height in [map(int, row[6:10])]
        for number in [numbers.setdefault(tuple(row[1:5]), len(numbers))]
    ]
