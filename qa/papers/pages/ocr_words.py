"""Words in the picture of a page, as OCR finds them, into its lines.

Pages are scanned askew, and engines tell neither the size of type nor what is bold or struck out.
That is measured here, for papers are understood by it: over the sample pages as pictures sizes were
within half a point of those in the text, lines within one point of their place.
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

from qa.papers.pages.line import COLUMN_GAP, clean
from qa.papers.pages.sheet import Line

LEAST = 0.5  # how sure a line must be: those below are specks and pictures
# Of the type size: what letters rise above the base line, and reach below it.
CAPITAL, SMALL, BELOW = 0.7, 0.47, 0.21
TALL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789bdfhkltij£$%&?!()[]/'\"")
DEEP = frozenset("gjpqy,;()[]Q")
EVEN = 0.12  # sizes so near to that of the page are the same, for they are measured
# How much thicker than the page's are the strokes of bold type: with and without noise they were
# 1.25 to 1.8 times as thick, others up to 1.1, in capitals 1.3.
BOLD = 1.24
# Where a stroke through a word runs, in type sizes above the base line, and how much of the word's
# width it takes: with and without noise .97 and more, of words that are not struck out up to .92.
THROUGH, STRUCK = (0.5, 0.12), 0.95
# Read in a numbered heading as a comma. Seen in the sample scan: "34, HEATING CHARGES".
NUMBERED = re.compile(r"^(\d{1,3}),(?= [A-Z]{2})")
BULLET = re.compile(r"^[°·.](?= [A-Z])")  # seen in a council's scan

Ink = npt.NDArray[np.bool_]  # [height, width] of a page: where it is dark


@dataclass(frozen=True, slots=True)
class Word:
    """A word in a picture, in pixels: its sides, its base line, and the size of its type; how
    `sure` it is, 0 to 1; and the number of its line."""

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
        """A word in a box that is as high as its letters, which tell the size of its type."""
        letters = frozenset(text)
        above = CAPITAL if letters & TALL else SMALL
        size = height / (above + (BELOW if letters & DEEP else 0.0))
        return cls(text, left, left + width, top + above * size, size, sure, line)

    @property
    def x(self) -> float:
        """Its middle."""
        return (self.x0 + self.x1) / 2


def ink(page: Image) -> Ink:
    """Where a page is dark."""
    shades = np.asarray(page)
    darkest, lightest = np.percentile(shades, (0.1, 95))
    found: Ink = shades < (darkest + lightest) / 2
    return found


def weight(words: Sequence[Word]) -> float:
    """How many letters words have, as far as they are sure."""
    return sum(word.sure * len(word.text) for word in words)


def sure(words: Sequence[Word]) -> float:
    """How sure words are, long ones above all; 0 where there are none."""
    return weight(words) / max(1, sum(len(word.text) for word in words))


def lines(words: Sequence[Word], dark: Ink, number: int, scale: float) -> Iterator[Line]:
    """The lines of page `number`, `scale` points a pixel: level, without junk or what is struck
    out. `words` stand line by line."""
    slope = _slope(words)
    rows = [[word for word in row if not _struck(word, dark)] for row in _rows(words)]
    kept = [row for row in rows if sure(row) >= LEAST and re.search(r"\w", _text(row))]
    letters = [word for row in kept for word in row for _ in word.text]
    usual = median(word.size for word in letters) if letters else 0.0
    thick = median(_thickness(word, dark) for word in letters) if letters else 0.0
    for row in kept:
        measured = [word for word in row for _ in word.text]
        size = median(word.size for word in measured)
        if abs(size - usual) < EVEN * usual:
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
    """Words that stand apart like the cells of a table."""
    cells = [[words[0]]]
    for before, word in pairwise(words):
        if word.x0 - before.x1 > COLUMN_GAP * size:
            cells.append([])
        cells[-1].append(word)
    return cells


def _slope(words: Sequence[Word]) -> float:
    """How many pixels lines fall for each pixel to the right: that of the middling long line."""
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
    """How thick the strokes of its letters are, in type sizes."""
    band = _band(word, dark, CAPITAL, 0.0)
    if not band.any():
        return 0.0
    strokes = (band[:, 1:] & ~band[:, :-1]).sum() + band[:, 0].sum()
    return float(band.sum() / max(1, strokes) / word.size)


def _struck(word: Word, dark: Ink) -> bool:
    """Whether a stroke runs through it. Amendments show so what they take out, and quoted it would
    reverse their meaning."""
    band = _band(word, dark, *THROUGH)
    if len(band) < 3 or band.shape[1] < 0.8 * word.size or not re.search(r"\w\W*\w", word.text):
        return False
    level = band[:-2] | band[1:-1] | band[2:]  # it may fall a little
    if band.shape[1] > 2 * word.size:  # where a long word ends may be a guess
        edge = round(word.size / 3)
        level = level[:, edge:-edge]
    return bool(level.mean(axis=1).max() >= STRUCK)
