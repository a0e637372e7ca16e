"""The words that OCR finds in the picture of a page, made into lines.

Pages are scanned askew, and OCR does not say how large the type is, nor which words are bold or
struck out. Papers are understood by these, so they are measured here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

import numpy as np
import numpy.typing as npt
from PIL.Image import Image

from qa.papers.pages.line import clean
from qa.papers.pages.run import COLUMN_GAP
from qa.papers.pages.sheet import Line

MIN_SURE = 0.5  # of 1: lines that are less sure are specks and pictures
# How far letters rise above the base line and reach below it, in type sizes.
CAPITAL, SMALL, BELOW = 0.7, 0.47, 0.21
TALL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789bdfhkltij£$%&?!()[]/'\"")
DEEP = frozenset("gjpqy,;()[]Q")
# A type size that differs from the page's usual one by less than this share is taken for the same,
# because sizes are measured.
SAME_SIZE = 0.12
# The strokes of bold type are at least so many times as thick as the page's.
BOLD = 1.24
# A stroke through a word runs between these heights above the base line, in type sizes, and takes
# at least this share of the word's width.
STROKE_HEIGHTS, STROKE_WIDTH = (0.5, 0.12), 0.95
# In a numbered heading the full stop is read as a comma. Seen in the sample scan: "34, HEATING
# CHARGES".
NUMBERED = re.compile(r"^(\d{1,3}),(?= [A-Z]{2})")
BULLET = re.compile(r"^[°·.](?= [A-Z])")  # how bullets were read in a council's scan

Ink = npt.NDArray[np.bool_]  # [height, width] in pixels: True where the page is dark


@dataclass(frozen=True, slots=True)
class Word:
    """A word in a picture: its sides, base line and type size in pixels.

    `sure` is how sure OCR is of it, from 0 to 1, and `line` the number of its line.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    sure: float
    line: int

    @classmethod
    def boxed(
        cls, text: str, left: int, top: int, width: int, height: int, sure: float, line: int
    ) -> Word:
        """A word in a box that is as high as its letters, from which its type size follows."""
        letters = frozenset(text)
        above = CAPITAL if letters & TALL else SMALL
        size = height / (above + (BELOW if letters & DEEP else 0.0))
        return cls(text, left, left + width, top + above * size, size, sure, line)

    @property
    def x(self) -> float:
        """The middle of the word."""
        return (self.x0 + self.x1) / 2


def ink(page: Image) -> Ink:
    """The pixels of a page that are dark."""
    shades = np.asarray(page)
    darkest, lightest = np.percentile(shades, (0.1, 95))
    found: Ink = shades < (darkest + lightest) / 2
    return found


def weight(words: Sequence[Word]) -> float:
    """The number of letters of words, each counted by how sure its word is."""
    return sum(word.sure * len(word.text) for word in words)


def sure(words: Sequence[Word]) -> float:
    """How sure words are, from 0 to 1: the mean over their letters. It is 0 if there are none."""
    return weight(words) / max(1, sum(len(word.text) for word in words))


def lines(words: Sequence[Word], dark: Ink, number: int, scale: float) -> Iterator[Line]:
    """The lines of page `number`, in points, made level.

    `words` stand line by line, and a pixel is `scale` points. Lines that OCR is not sure of are
    left out, and words that are struck out.
    """
    slope = _slope(words)
    rows = [[word for word in row if not _struck(word, dark)] for row in _rows(words)]
    kept = [row for row in rows if sure(row) >= MIN_SURE and re.search(r"\w", _text(row))]
    letters = [word for row in kept for word in row for _ in word.text]
    usual = median(word.size for word in letters) if letters else 0.0
    thick = median(_thickness(word, dark) for word in letters) if letters else 0.0
    for row in kept:
        measured = [word for word in row for _ in word.text]
        size = median(word.size for word in measured)
        if abs(size - usual) < SAME_SIZE * usual:
            size = usual
        base = median(word.base - slope * (word.x - dark.shape[1] / 2) for word in row)
        cells = _cells(row, size)
        yield Line(
            BULLET.sub("•", NUMBERED.sub(r"\1.", _text(row))),
            number,
            scale * row[0].x0,
            scale * row[-1].x1,
            scale * (base - CAPITAL * size),
            scale * (base + BELOW * size),
            round(2 * scale * size) / 2,
            median(_thickness(word, dark) for word in measured) > BOLD * thick,
            tuple((scale * cell[0].x0, _text(cell)) for cell in cells),
        )


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    return (list(row) for _, row in groupby(words, key=lambda word: word.line))


def _text(words: Sequence[Word]) -> str:
    return clean(" ".join(word.text for word in words))


def _cells(words: Sequence[Word], size: float) -> list[list[Word]]:
    """The words of a line, divided where they stand apart like the cells of a table."""
    cells = [[words[0]]]
    for before, word in pairwise(words):
        if word.x0 - before.x1 > COLUMN_GAP * size:
            cells.append([])
        cells[-1].append(word)
    return cells


def _slope(words: Sequence[Word]) -> float:
    """How many pixels lines fall for each pixel to the right: the median, by words."""
    slopes: list[float] = []
    for row in _rows(words):
        if len(row) > 3:
            fall = np.polyfit([word.x for word in row], [word.base for word in row], 1)[0]
            slopes += [float(fall)] * len(row)
    return median(slopes) if slopes else 0.0


def _band(word: Word, dark: Ink, above: float, below: float) -> Ink:
    """The ink of a word between two heights above its base line, in type sizes."""
    top, bottom = (max(0, round(word.base - at * word.size)) for at in (above, below))
    return dark[top:bottom, max(0, round(word.x0)) : max(0, round(word.x1))]


def _thickness(word: Word, dark: Ink) -> float:
    """How thick the strokes of a word's letters are, in type sizes."""
    band = _band(word, dark, CAPITAL, 0.0)
    if not band.any():
        return 0.0
    strokes = (band[:, 1:] & ~band[:, :-1]).sum() + band[:, 0].sum()
    return float(band.sum() / max(1, strokes) / word.size)


def _struck(word: Word, dark: Ink) -> bool:
    """Whether a stroke runs through a word.

    Amendments show what they delete so. Quoted as if it stood, it would reverse their meaning.
    """
    band = _band(word, dark, *STROKE_HEIGHTS)
    if len(band) < 3 or band.shape[1] < 0.8 * word.size or not re.search(r"\w\W*\w", word.text):
        return False
    level = band[:-2] | band[1:-1] | band[2:]  # the stroke may fall a little
    if band.shape[1] > 2 * word.size:  # OCR may not know just where a long word ends
        edge = round(word.size / 3)
        level = level[:, edge:-edge]
    return bool(level.mean(axis=1).max() >= STROKE_WIDTH)
