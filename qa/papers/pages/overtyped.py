"""Letters that are typed over by others: only what lies on top can be read.

Words are blacked out so with a typewriter's row of "X", or in an editor with other words in the
same place. The drawing of a page does not tell, since both leave their ink. So the places of the
letters are compared: a row of one mark hides what is within it, other words hide whole words. A
stamp across a page has far larger letters, between which the words can be read, and words that are
printed twice to look bold or to cast a shadow are the same letters.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from qa.papers.pages.objects import text_objects
from qa.papers.pages.sheet import Box

ROW = 4.0  # points: letters of one row are compared, in two ways of dividing a page into rows
NEIGHBOURS = 6  # letters to the right in a row that are compared with one
COVERED = 0.35  # of the smaller of two letters, which lie over one another
ALIKE = 1.7  # times as high as the other is a letter of another kind of type, such as a stamp's
MIN_LETTERS = 4  # of a page: fewer are fractions and accents that are put together
MIN_SHARE = 0.6  # of the letters of a word
OVER = frozenset("#@%&*$/\\|+=~<>()[]{}░▒▓")  # marks that cover a letter as another letter does


def overtyped(
    page: pdfium.PdfPage, text: Any, chars: str, boxes: Sequence[Box | None], seen: Sequence[int]
) -> list[int]:
    """The indices of the characters that lie under others, in order.

    `text` is pdfium's text of the page and `seen` the indices of the characters that draw
    something. For the others see `qa.papers.pages.seen.sight`.
    """
    inked = [i for i in seen if chars[i].isalnum() or chars[i] in OVER]
    places = np.array([boxes[i] for i in inked]).reshape(-1, 4)
    pairs = _overlapping(places) if inked else set()
    if len(pairs) < MIN_LETTERS:
        return []
    order = {address(one): n for n, one in enumerate(text_objects(page))}

    @cache
    def drawn(n: int) -> int:
        one = pdfium_c.FPDFText_GetTextObject(text, inked[n])
        return order.get(address(one), -1) if one else -1

    covers: dict[int, set[int]] = {}  # what lies under other letters, and what lies over that
    twice: set[int] = set()
    for pair in pairs:
        lower, upper = sorted(pair, key=lambda n: (drawn(n), inked[n]))
        if chars[inked[lower]] == chars[inked[upper]]:
            twice.add(lower)
        elif drawn(lower) != drawn(upper) and chars[inked[lower]].isalnum():
            covers.setdefault(lower, set()).add(upper)
    under = set(covers) - twice
    if len(under) < MIN_LETTERS:
        return []
    over = set().union(*(covers[n] for n in under))
    at = {i: n for n, i in enumerate(inked)}
    words = _words(chars, boxes)
    covered = {inked[n] for n in under}
    gone = {i for word in words if _is_covered(word, chars, covered) for i in word}
    for word in words:
        marks = [at[i] for i in word if i in at]
        if _is_row_of_one_mark([chars[inked[n]] for n in marks]) and over & {*marks}:
            first = min(map(drawn, marks))
            within = _within(places, marks) - set(marks)
            gone.update(inked[n] for n in within if drawn(n) < first)
    return sorted(gone)


def _is_row_of_one_mark(marks: Sequence[str]) -> bool:
    """Whether letters are typed to cover others, as "XXXXX" is. Other words may lie over some by an
    accident, as the number of a page does over a footnote."""
    return len(marks) >= MIN_LETTERS and len({*marks}) == 1


def _within(places: npt.NDArray[np.float64], marks: Sequence[int]) -> set[int]:
    """The letters whose middle lies within the box of others, of about their height."""
    x0, top, x1, bottom = places.T
    left, right = x0[marks].min(), x1[marks].max()
    upper, lower = top[marks].min(), bottom[marks].max()
    across, down, high = (x0 + x1) / 2, (top + bottom) / 2, bottom - top
    inside = (left < across) & (across < right) & (upper < down) & (down < lower)
    return set(np.flatnonzero(inside & (high < ALIKE * (lower - upper))).tolist())


def address(one: Any) -> int | None:
    """Where pdfium holds an object, by which two are told to be the same."""
    return ctypes.cast(one, ctypes.c_void_p).value


def _overlapping(places: npt.NDArray[np.float64]) -> set[tuple[int, int]]:
    """The pairs of boxes, of about one height, that lie over one another."""
    x0, top, x1, bottom = places.T
    high, wide = np.maximum(bottom - top, 0.01), np.maximum(x1 - x0, 0.01)
    pairs: set[tuple[int, int]] = set()
    for shift in (0.0, ROW / 2):
        order = np.lexsort((x0 + x1, np.floor(((top + bottom) / 2 + shift) / ROW)))
        for step in range(1, NEIGHBOURS + 1):
            one, other = order[:-step], order[step:]
            across = np.minimum(x1[one], x1[other]) - np.maximum(x0[one], x0[other])
            down = np.minimum(bottom[one], bottom[other]) - np.maximum(top[one], top[other])
            least = np.minimum((high * wide)[one], (high * wide)[other])
            over = (across > 0) & (down > 0) & (across * down >= COVERED * least)
            over &= np.maximum(high[one], high[other]) < ALIKE * np.minimum(high[one], high[other])
            pairs.update(zip(one[over].tolist(), other[over].tolist(), strict=True))
    return {(min(pair), max(pair)) for pair in pairs}


def _words(chars: str, boxes: Sequence[Box | None]) -> list[list[int]]:
    """The indices of the characters of each word."""
    places = range(len(chars))
    return [list(word) for drawn, word in groupby(places, lambda i: boxes[i] is not None) if drawn]


def _is_covered(word: Sequence[int], chars: str, covered: set[int]) -> bool:
    letters = [i for i in word if chars[i].isalnum()]
    return sum(i in covered for i in letters) >= MIN_SHARE * max(1, len(letters))
