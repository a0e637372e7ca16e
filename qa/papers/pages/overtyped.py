"""Letters that are typed over by others: only what lies on top can be read.

Words are blacked out so with a typewriter's row of "X", or in an editor with other words in the
same place. The drawing of a page does not tell, since both leave their ink. So the places of the
letters are compared. A stamp across a page has far larger letters, between which the words can be
read, and words that are printed twice to look bold or to cast a shadow are the same letters.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
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
OVER = frozenset("#@%&*$")  # marks that cover a letter as another letter does


def overtyped(
    page: pdfium.PdfPage, text: Any, chars: str, boxes: Sequence[Box | None], seen: Sequence[int]
) -> list[int]:
    """The indices of the characters that lie under others, in order.

    `text` is pdfium's text of the page and `seen` the indices of the characters that draw
    something. For the others see `qa.papers.pages.seen.sight`.
    """
    inked = [i for i in seen if chars[i].isalnum() or chars[i] in OVER]
    pairs = _overlapping(np.array([boxes[i] for i in inked])) if inked else []
    if len(pairs) < MIN_LETTERS:
        return []
    order = {_address(one): n for n, one in enumerate(text_objects(page))}
    drawn: dict[int, int] = {}
    for n in {n for pair in pairs for n in pair}:
        one = pdfium_c.FPDFText_GetTextObject(text, inked[n])
        drawn[n] = order.get(_address(one), -1) if one else -1
    under: set[int] = set()
    twice: set[int] = set()
    for pair in pairs:
        lower, upper = sorted(pair, key=lambda n: (drawn[n], inked[n]))
        if chars[inked[lower]] == chars[inked[upper]]:
            twice.add(lower)
        elif drawn[lower] != drawn[upper] and chars[inked[lower]].isalnum():
            under.add(lower)
    covered = {inked[n] for n in under - twice}
    if len(covered) < MIN_LETTERS:
        return []
    return [i for word in _words(chars, boxes) for i in word if _is_covered(word, chars, covered)]


def _address(one: Any) -> int | None:
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
