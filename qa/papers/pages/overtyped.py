"""Letters that are typed over by others: only what lies on top can be read.

Words are blacked out so with a typewriter's row of "X", or in an editor with other words in the
same place. The drawing of a page does not tell, since both leave their ink. So the places of the
letters are compared: a row of one mark hides what is within it, other words hide whole words. Of a
word that goes on beyond what is typed over it, the rest can be read. That is told from an accident,
such as the number of a page that is printed over a table, by how both are typed: on one line, in
one colour, and from the same place on or in the same type.

A stamp across a page has far larger letters, between which the words can be read, and words that
are printed twice to look bold or to cast a shadow are the same letters.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from qa.papers.pages.drawing import Boxes, Grey
from qa.papers.pages.objects import text_objects
from qa.papers.pages.piles import ALIKE, BESIDE, Pairs, address, overlapping, undrawn
from qa.papers.pages.sheet import Box

MIN_LETTERS = 4  # of a page: fewer are fractions and accents that are put together
MIN_SHARE = 0.6  # of the letters of a word
MIN_RUN = 2  # letters side by side, of a word that is covered in part
BACK = 0.5  # of its height: a letter that stands so far to the left of the one before begins anew
# Of the size of the type: how far two lines of type may lie apart that are one line, and those that
# are typed alike; how much larger one may be; and how far from one another they may begin or end.
LEVEL, TYPED_LEVEL, TYPED_SIZE, ALIGNED = 0.08, 0.02, 1.04, 0.25
COLOURED = 60  # of 255: letters of colours that differ so can be read apart
OVER = frozenset("#@%&*$/\\|+=~<>()[]{}░▒▓")  # marks that cover a letter as another letter does


def overtyped(
    page: pdfium.PdfPage,
    text: Any,
    chars: str,
    boxes: Sequence[Box | None],
    seen: Sequence[int],
    without_text: Grey,
) -> list[int]:
    """The indices of the characters that lie under others, and of those that only seem to be drawn
    as others stand in their place, in order.

    `text` is pdfium's text of the page, `seen` the indices of the characters that seem to be drawn,
    and `without_text` a drawing of the page. For the others see `qa.papers.pages.seen.sight`.
    """
    inked = [i for i in seen if chars[i].isalnum() or chars[i] in OVER]
    places = np.array([boxes[i] for i in inked]).reshape(-1, 4)
    touching, covering = overlapping(places, inked)
    absent = undrawn(page, text, inked, places, touching, without_text)
    gone = {inked[n] for n in np.flatnonzero(absent).tolist()}
    pairs = {pair for pair in covering if not absent[[*pair]].any()}
    return sorted(gone | _Typed(page, text, chars, boxes, inked, places).under(pairs))


@dataclass(frozen=True)
class _Type:
    """How a letter is set: where its line of type runs, the size, the angle and the colour."""

    x: float
    y: float
    size: float
    angle: float
    colour: tuple[int, ...]

    def beside(self, other: _Type) -> tuple[float, float]:
        """How far another letter stands along its line, and off it, in sizes of the type."""
        x, y = (other.x - self.x) / self.size, (other.y - self.y) / self.size
        along, across = math.cos(self.angle), math.sin(self.angle)
        return x * along + y * across, abs(y * along - x * across)


@dataclass(frozen=True)
class _Typed:
    """The letters of a page: `inked` are the indices of characters, and `places` their boxes."""

    page: pdfium.PdfPage
    text: Any
    chars: str
    boxes: Sequence[Box | None]
    inked: list[int]
    places: Boxes

    def under(self, pairs: Pairs) -> set[int]:
        """The characters that lie under others, where `pairs` of letters lie over one another."""
        if not pairs:
            return set()
        covers: dict[int, list[int]] = {}  # what lies under other letters, and what lies over that
        twice: set[int] = set()
        for pair in pairs:
            lower, upper = sorted(pair, key=lambda n: (self._drawn(n), self.inked[n]))
            if self._char(lower) == self._char(upper):
                twice.add(lower)
            elif self._char(lower).isalnum() and self._is_over(lower, upper):
                covers.setdefault(lower, []).append(upper)
        for n in twice:
            covers.pop(n, None)
        gone = {i for word in self._words for i in self._covered(word, covers)}
        if len(covers) < MIN_LETTERS:
            return gone
        over = {n for uppers in covers.values() for n in uppers}
        for word in self._words:
            letters = [i for i in word if self.chars[i].isalnum()]
            under = sum(self._at.get(i) in covers for i in letters)
            if under >= MIN_SHARE * max(1, len(letters)):
                gone.update(word)
            marks = [self._at[i] for i in word if i in self._at]
            if _is_row_of_one_mark([self._char(n) for n in marks]) and over & {*marks}:
                first = min(map(self._drawn, marks))
                within = _within(self.places, marks) - {*marks}
                gone.update(self.inked[n] for n in within if self._drawn(n) < first)
        return gone

    def _covered(self, word: Sequence[int], covers: dict[int, list[int]]) -> Iterator[int]:
        """The letters of a word over which others are typed on purpose, which may stick out."""
        under = [self._at.get(i, -1) for i in word]
        for is_under, run in groupby(under, lambda n: n in covers):
            part = list(run)
            if is_under and len(part) >= MIN_RUN and self._is_meant(under, part, covers):
                yield from (self.inked[n] for n in part)

    def _is_meant(
        self, word: Sequence[int], part: Sequence[int], covers: dict[int, list[int]]
    ) -> bool:
        """Whether what covers a part of a word is typed over it."""
        upper = min((n for one in part for n in covers[one]), key=self.inked.__getitem__)
        over = next(each for each in self._words if self.inked[upper] in each)
        own, other = self._type(part[0]), self._type(upper)
        _, off = own.beside(other)
        size = max(own.size, other.size) / min(own.size, other.size)
        shades = (abs(a - b) for a, b in zip(own.colour, other.colour, strict=True))
        if off > LEVEL or size > ALIKE or max(shades) >= COLOURED:
            return False
        if off <= TYPED_LEVEL and size <= TYPED_SIZE:
            return True
        begins = part[0] == word[0] and self._near(word[0], self._at.get(over[0], upper))
        ends = part[-1] == word[-1] and self._near(word[-1], self._at.get(over[-1], upper))
        return begins or ends

    def _near(self, one: int, other: int) -> bool:
        along, _ = self._type(one).beside(self._type(other))
        return abs(along) <= ALIGNED

    def _is_over(self, lower: int, upper: int) -> bool:
        """Whether a letter is typed over another, rather than set close beside it or across."""
        apart = self.inked[upper] - self.inked[lower]
        if self._drawn(lower) == self._drawn(upper) and apart < BESIDE:
            return False
        return self._type(lower).angle == self._type(upper).angle

    def _char(self, n: int) -> str:
        return self.chars[self.inked[n]]

    def _drawn(self, n: int) -> int:
        """When a letter is drawn."""
        return self._order.get(self._object(n), -1)

    def _object(self, n: int) -> int | None:
        one = pdfium_c.FPDFText_GetTextObject(self.text, self.inked[n])
        return address(one) if one else None

    def _type(self, n: int) -> _Type:
        i = self.inked[n]
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium_c.FPDFText_GetCharOrigin(self.text, i, x, y)
        size, matrix = pdfium_c.FPDFText_GetFontSize(self.text, i), pdfium_c.FS_MATRIX()
        if pdfium_c.FPDFText_GetMatrix(self.text, i, matrix):
            size *= math.hypot(matrix.c, matrix.d)
        angle = math.atan2(matrix.b, matrix.a)
        shades = [ctypes.c_uint() for _ in range(4)]
        pdfium_c.FPDFText_GetFillColor(self.text, i, *shades)
        colour = tuple(shade.value for shade in shades[:3])
        return _Type(x.value, y.value, max(size, 0.1), round(angle, 2), colour)

    @cached_property
    def _order(self) -> dict[int | None, int]:
        return {address(one): n for n, one in enumerate(text_objects(self.page))}

    @cached_property
    def _at(self) -> dict[int, int]:
        return {i: n for n, i in enumerate(self.inked)}

    @cached_property
    def _words(self) -> list[list[int]]:
        """The indices of the characters of each word. One that goes back begins another."""
        words: list[list[int]] = []
        before: Box | None = None
        for i, box in enumerate(self.boxes):
            if box and before and box[0] >= before[0] - BACK * (before[3] - before[1]):
                words[-1].append(i)
            elif box:
                words.append([i])
            before = box
        return words


def _is_row_of_one_mark(marks: Sequence[str]) -> bool:
    """Whether letters are typed to cover others, as "XXXXX" is. Other words may lie over some by an
    accident, as the number of a page does over a footnote."""
    return len(marks) >= MIN_LETTERS and len({*marks}) == 1


def _within(places: Boxes, marks: Sequence[int]) -> set[int]:
    """The letters whose middle lies within the box of others, of about their height."""
    x0, top, x1, bottom = places.T
    left, right = x0[marks].min(), x1[marks].max()
    upper, lower = top[marks].min(), bottom[marks].max()
    across, down, high = (x0 + x1) / 2, (top + bottom) / 2, bottom - top
    inside = (left < across) & (across < right) & (upper < down) & (down < lower)
    return set(np.flatnonzero(inside & (high < ALIKE * (lower - upper))).tolist())
