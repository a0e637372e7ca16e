"""A page as it is drawn: shades of grey or colours, and the pixels of boxes in it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

SCALE = 1.0  # pixels a point; letters are blurred, but make a difference even if they are small
MAX_PIXELS = 6_000_000  # of a drawn page: a sheet of A0 has more, and is drawn smaller
MAX_SIDE = 30_000  # pixels: pdfium draws nothing beyond 32,767
THIN = 2.5  # pixels
MIN_DIFFERENCE = 8  # of 255 shades of grey: a smaller one is not seen
# Where in a box some of its pixels are looked at, as shares of its width and height.
ACROSS, DOWN = np.array([0.1, 0.45, 0.8]), np.array([0.15, 0.35, 0.5, 0.8])

Boxes = npt.NDArray[np.float64]  # [boxes, 4], as in `Line`
Grey = npt.NDArray[np.uint8]  # [height, width] in pixels
Drawn = npt.NDArray[np.uint8]  # that, or [height, width, colours]


def drawing(page: pdfium.PdfPage, *, laid_over: bool = True) -> Grey:
    """The page as it is seen, in grey, with its annotations or without what is laid over it."""
    width, height = page.get_size()
    scale = min(SCALE, (MAX_PIXELS / (width * height)) ** 0.5, MAX_SIDE / max(width, height))
    over = {"draw_annots": laid_over, "may_draw_forms": laid_over}
    drawn: Grey = page.render(scale=scale, grayscale=True, **over).to_numpy()
    return drawn


def difference(one: Drawn, other: Drawn) -> Drawn:
    """By how many shades two drawings differ, pixel by pixel."""
    return np.maximum(one, other) - np.minimum(one, other)


def pixels(shape: tuple[int, ...], boxes: Boxes) -> npt.NDArray[np.int64]:
    """The sides [4, boxes] of boxes in whole pixels of a drawing of a `shape`. Those of thin
    strokes, which pdfium moves to whole pixels as it draws them, lie a little further out."""
    height, width = shape
    limits = np.array([width, height, width, height]) + 1.0
    sides = np.clip(boxes, -2.0, limits)
    whole = np.rint(sides).astype(np.int64)
    for low, high in ((0, 2), (1, 3)):
        thin = sides[:, high] - sides[:, low] < THIN
        whole[thin, low] = np.floor(sides[thin, low] - 0.5)
        whole[thin, high] = np.ceil(sides[thin, high] + 0.5)
    return whole.T


def samples(shape: tuple[int, ...], sides: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Where some of the pixels [boxes, some] of each box are, in a drawing that is laid out as one
    row."""
    height, width = shape
    x0, top, x1, bottom = sides[:, :, None]
    columns = (x0 + ACROSS * (x1 - x0)).clip(0, width - 1).astype(np.int64)
    rows = (top + DOWN * (bottom - top)).clip(0, height - 1).astype(np.int64)
    places: npt.NDArray[np.int64] = rows[:, :, None] * width + columns[:, None, :]
    return places.reshape(len(places), -1)


def changed_in(one: Grey, other: Grey, boxes: Boxes) -> npt.NDArray[np.bool_]:
    """For each box, in pixels, whether two drawings differ in it."""
    height, width = one.shape
    differs = difference(one, other) > MIN_DIFFERENCE
    sides = pixels(one.shape, boxes)
    found = np.array(differs.ravel().take(samples(one.shape, sides)).any(axis=1))
    x0, top, x1, bottom = sides
    for n in np.flatnonzero(~found).tolist():  # a full stop may lie between those pixels
        across = slice(max(x0[n], 0), max(x1[n], x0[n] + 1, 0))
        found[n] = differs[max(top[n], 0) : max(bottom[n], 0), across].any()
    found &= (x1 > 0) & (bottom > 0) & (x0 < width) & (top < height)
    return found
