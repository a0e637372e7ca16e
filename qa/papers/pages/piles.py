"""Letters that stand in one place with others, and which of them are drawn at all.

A drawing of the page with its text differs from one without wherever any letter has ink. So a
letter that draws nothing, say on the layer of another language, would pass for seen where a letter
that is seen stands in its place. Letters of several text objects that touch are therefore drawn
apart.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from qa.papers.pages.drawing import Boxes, Grey, changed_in, drawing
from qa.papers.pages.objects import left_out, text_objects

ROW = 4.0  # points: letters of one row are compared, in two ways of dividing a page into rows
NEIGHBOURS = 6  # letters to the right in a row that are compared with one
ALIKE = 1.7  # times as high as the other is a letter of another kind of type, such as a stamp's
TOUCHING, COVERED = 0.05, 0.35  # of the smaller of two letters, which lie over one another
BESIDE = 3  # characters apart: nearer ones are set tightly
MAX_LEVELS = 4  # of text objects over one another: what lies higher is drawn with the last

Pairs = set[tuple[int, int]]


def address(one: Any) -> int | None:
    """Where pdfium holds an object, by which two are told to be the same."""
    return ctypes.cast(one, ctypes.c_void_p).value


def overlapping(places: Boxes, letters: Sequence[int]) -> tuple[Pairs, Pairs]:
    """The pairs of boxes, of about one height, that touch, and those of them of which one lies over
    the other. `letters` are the indices of their characters: what is set side by side does not
    touch, but may lie over one another."""
    x0, top, x1, bottom = places.T
    high, wide = np.maximum(bottom - top, 0.01), np.maximum(x1 - x0, 0.01)
    size, at = high * wide, np.asarray(letters)
    touching: Pairs = set()
    covering: Pairs = set()
    for shift in (0.0, ROW / 2):
        order = np.lexsort((x0 + x1, np.floor(((top + bottom) / 2 + shift) / ROW)))
        left, right = x0[order], x1[order]
        for step in range(1, NEIGHBOURS + 1):
            across = np.minimum(right[:-step], right[step:]) - np.maximum(left[:-step], left[step:])
            near = np.flatnonzero(across > 0)
            one, other, across = order[near], order[near + step], across[near]
            down = np.minimum(bottom[one], bottom[other]) - np.maximum(top[one], top[other])
            share = across * np.maximum(down, 0.0) / np.minimum(size[one], size[other])
            alike = np.maximum(high[one], high[other]) < ALIKE * np.minimum(high[one], high[other])
            apart = np.abs(at[one] - at[other]) >= BESIDE
            for pairs, these in (
                (touching, alike & apart & (share >= TOUCHING)),
                (covering, alike & (share >= COVERED)),
            ):
                if these.any():
                    first, second = np.minimum(one, other)[these], np.maximum(one, other)[these]
                    pairs.update(zip(first.tolist(), second.tolist(), strict=True))
    return touching, covering


def undrawn(
    page: pdfium.PdfPage,
    text: Any,
    letters: Sequence[int],
    places: Boxes,
    touching: Pairs,
    without_text: Grey,
) -> npt.NDArray[np.bool_]:
    """Which letters, given as indices of the characters of a page, draw nothing themselves.

    `places` are their boxes, `touching` pairs of them, as indices of `letters`, and `without_text`
    a drawing of the page.
    """
    found = np.zeros(len(letters), dtype=bool)

    def holder(n: int) -> int | None:
        return address(pdfium_c.FPDFText_GetTextObject(text, letters[n]))

    apart = [(one, other) for a, b in touching if (one := holder(a)) != (other := holder(b))]
    if not apart:
        return found
    objects = {address(one): one for one in text_objects(page)}
    order = {at: n for n, at in enumerate(objects)}
    known = [pair for pair in apart if pair[0] in order and pair[1] in order]
    levels = _levels([sorted(pair, key=order.__getitem__) for pair in known], order)
    held = [levels.get(holder(n), 0) for n in range(len(letters))]
    boxes = places * (without_text.shape[1] / page.get_width())
    for level in sorted({*levels.values()}):
        others = [one for at, one in objects.items() if levels.get(at) != level]
        with left_out(others):
            drawn = drawing(page)
        some = np.flatnonzero(np.array(held) == level)
        found[some] = ~changed_in(drawn, without_text, boxes[some])
    return found


def _levels(
    pairs: Sequence[Sequence[int | None]], order: dict[int | None, int]
) -> dict[int | None, int]:
    """The level of each object of `pairs`, from 1, so that what lies over another has a higher
    one."""
    levels = {one: 1 for pair in pairs for one in pair}
    for lower, upper in sorted(pairs, key=lambda pair: order[pair[0]]):
        levels[upper] = min(MAX_LEVELS, max(levels[upper], levels[lower] + 1))
    return levels
