"""Letters of which too little shows to be read: they lie under hatching, a pattern or scribbles.

Some of their ink shows between the lines, so that a drawing of the page with its text differs from
one without (see `qa.papers.pages.seen.sight`). How much of it shows is seen against a third
drawing, of the text alone. It is made only where something is drawn over letters later than they
are, or has shades of its own behind them; few pages have such letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from qa.papers.pages.drawing import Boxes, Drawn, Grey, difference, drawing, pixels, samples
from qa.papers.pages.objects import (
    MAX_OBJECTS,
    bounds,
    drawn_objects,
    left_out,
    page_objects,
)
from qa.papers.pages.piles import address
from qa.papers.pages.sheet import Box
from qa.papers.pages.shown import is_shown, notes
from qa.papers.pages.view import View

TEXT = pdfium_c.FPDF_PAGEOBJ_TEXT
OTHERS = (
    pdfium_c.FPDF_PAGEOBJ_PATH,
    pdfium_c.FPDF_PAGEOBJ_IMAGE,
    pdfium_c.FPDF_PAGEOBJ_SHADING,
)
# What lies over a page without covering its words.
NO_COVER = {pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP, pdfium_c.FPDF_ANNOT_WIDGET}
MAX_LATER = 5000  # objects of a page, drawn over its words, that are looked at
AT_ONCE = 256  # of these, that are compared with the letters of the page
MIN_LETTERS = 3  # of a page: fewer stand on a rule, or at the edge of a picture
SCALE, MAX_PIXELS = 4.0, 8_000_000  # pixels a point, and of what is drawn: hatching is fine
# Of 255 shades, in any of the three colours: ink is so far from the paper, and a smaller difference
# that a letter makes is not seen; what is behind a letter is uneven if it differs by so much.
INK, SEEN, UNEVEN = 60, 40, 40
# Of the ink of a word, what shows of a word that can be read: at the first look; finely drawn, in
# all; and in the third of it that shows best.
CLEAR, MIN_SHARE, MIN_BEST = 0.72, 0.62, 0.75
STICKS_OUT = 0.15  # of the pixels of a word, beyond what is typed over it
BROAD = 0.35  # times as wide as they are high are letters: "ill" is little but ink too
EDGE = 0.2  # of the height of a letter: what lies over no more of it is an underline


def obscured(
    page: pdfium.PdfPage,
    text: Any,
    letters: Sequence[int],
    places: Boxes,
    drawings: tuple[Grey, Grey],
) -> npt.NDArray[np.bool_]:
    """Which of the letters of a page, given as indices of its characters, show too little to be
    read. `places` are their boxes, and `drawings` show the page with its text and without."""
    if not letters:
        return np.zeros(0, dtype=bool)
    doubted = _overdrawn(page, text, letters, places)
    with_text, without_text = drawings
    scale = without_text.shape[1] / page.get_width()
    at = samples(without_text.shape, pixels(without_text.shape, places * scale))
    on, behind = with_text.ravel().take(at), without_text.ravel().take(at)
    full = difference(on, behind).min(axis=1) >= UNEVEN
    found = _blotted(drawings, list(_words(letters, np.flatnonzero(full))), places * scale)
    doubted |= behind.max(axis=1) - behind.min(axis=1) >= UNEVEN
    words = _more_than_descenders(letters, doubted)
    if sum(map(len, words)) < MIN_LETTERS:
        return found
    printed = [one for one, _ in page_objects(page, (TEXT,))]
    others = [one for one, _ in page_objects(page, OTHERS)]
    if len(printed) + len(others) >= MAX_OBJECTS:
        return found
    # At first at the scale of the drawings that there are, and only what is doubted then as finely
    # as hatching wants.
    with left_out(others):
        alone = drawing(page, laid_over=False)
    coarse = _coarsely(*drawings, alone, scale)
    words = [word for word in words if coarse.share(places[word]) < CLEAR]
    if sum(map(len, words)) < MIN_LETTERS:
        return found
    fine = _finely(page, printed, others, places[np.concatenate(words)])
    for word in words:
        boxes = places[word]
        found[word] |= fine.share(boxes) < MIN_SHARE and fine.best(boxes) < MIN_BEST
    return found


def _more_than_descenders(
    letters: Sequence[int], doubted: npt.NDArray[np.bool_]
) -> list[list[int]]:
    """The words of letters that are doubted, without single letters of words: an underline runs
    through a "p"."""
    at = np.flatnonzero(doubted)
    if at.size < MIN_LETTERS:
        return []
    known = set(letters)

    def alone(n: int) -> bool:
        return letters[n] - 1 not in known and letters[n] + 1 not in known

    words = _words(letters, at)
    return [word for word in words if len(word) > 1 or alone(word[0])]


def _words(letters: Sequence[int], at: npt.NDArray[np.int64]) -> Iterator[list[int]]:
    """The letters `at` some places, divided where a character between them is left out."""
    word: list[int] = []
    for n in at.tolist():
        if word and letters[n] != letters[word[-1]] + (n - word[-1]):
            yield word
            word = []
        word.append(n)
    if word:
        yield word


def _overdrawn(
    page: pdfium.PdfPage, text: Any, letters: Sequence[int], places: Boxes
) -> npt.NDArray[np.bool_]:
    """Which letters lie in the bounds of something that is drawn after them."""
    result = np.zeros(len(letters), dtype=bool)
    later = _later(page)
    if not later:
        return result
    across = (places[:, 0] + places[:, 2]) / 2
    edge = EDGE * (places[:, 3] - places[:, 1])
    upper, lower = places[:, 1] + edge, places[:, 3] - edge
    after = np.zeros(len(letters))  # when the last of those objects is drawn
    for start in range(0, len(later), AT_ONCE):
        some = np.array([(when, *box) for when, box in later[start : start + AT_ONCE]])
        when, x0, top, x1, bottom = (column[:, None] for column in some.T)
        over = (x0 < across) & (across < x1) & (top < lower) & (upper < bottom)
        after = np.maximum(after, (over * when).max(axis=0))
    under = np.flatnonzero(after).tolist()
    if len(under) < MIN_LETTERS:
        return result
    objects = drawn_objects(page)
    order = {address(one): n for n, (one, kind, _) in enumerate(objects, 1) if kind == TEXT}
    for n in under:
        one = pdfium_c.FPDFText_GetTextObject(text, letters[n])
        drawn = order.get(address(one)) if one else None
        result[n] = drawn is not None and drawn < after[n]
    return result


def _later(page: pdfium.PdfPage) -> list[tuple[int, Box]]:
    """The objects and annotations of a page that are drawn after any of its words: when, counted
    from 1 among all its objects, and their bounds, on the sheet as it is seen."""
    objects = drawn_objects(page)
    first = next((n for n, (_, kind, _) in enumerate(objects) if kind == TEXT), len(objects))
    found: list[tuple[int, Box]] = []
    for number, (one, kind, matrix) in enumerate(objects[first:], first + 1):
        if kind in OTHERS and len(found) < MAX_LATER and (box := bounds(one, matrix)):
            found.append((number, box))
    for _, note in notes(page):
        rect = pdfium_c.FS_RECTF()
        covers = pdfium_c.FPDFAnnot_GetSubtype(note) not in NO_COVER and is_shown(note)
        if covers and pdfium_c.FPDFAnnot_GetRect(note, rect):
            box = rect.left, rect.bottom, rect.right, rect.top
            found.append((len(objects) + 1, box))
    boxes = View.of(page).seen(box for _, box in found)
    return [(when, box) for (when, _), box in zip(found, boxes, strict=True)]


def _blotted(
    drawings: tuple[Grey, Grey], runs: Iterable[list[int]], boxes: Boxes
) -> npt.NDArray[np.bool_]:
    """Which letters are nothing but ink: they lie under marks of the text itself that have no
    letters, such as boxes of a typeface of its own, or a full stop as large as a bar. `runs` are
    those letters that may be, side by side."""
    found = np.zeros(len(boxes), dtype=bool)
    height, width = drawings[0].shape
    sizes = np.maximum(boxes[:, 2:] - boxes[:, :2], 0.01)
    broad = sizes.min(axis=1) / sizes.max(axis=1)
    for run in (run for run in runs if len(run) >= MIN_LETTERS and broad[run].mean() >= BROAD):
        x0, top = boxes[run, :2].min(axis=0).round().clip(0, (width, height)).astype(int)
        x1, bottom = boxes[run, 2:].max(axis=0).round().clip(0, (width, height)).astype(int)
        on, behind = (drawing[top:bottom, x0:x1] for drawing in drawings)
        ink = np.count_nonzero(difference(on, behind) >= UNEVEN)
        if ink > (1 - STICKS_OUT) * on.size:
            darkest, lightest = np.quantile(on, (STICKS_OUT, 1 - STICKS_OUT))
            found[run] = lightest - darkest < UNEVEN
    return found


def _finely(
    page: pdfium.PdfPage, words: Sequence[Any], others: Sequence[Any], places: Boxes
) -> _Part:
    """The part of a page that has letters at `places`. Its text objects are `words`."""
    width, height = page.get_size()
    x0, top = (places[:, :2].min(axis=0) - 1).clip(0, (width, height)).tolist()
    x1, bottom = (places[:, 2:].max(axis=0) + 1).clip(0, (width, height)).tolist()
    area = max(1.0, (x1 - x0) * (bottom - top))
    scale = min(SCALE, (MAX_PIXELS / area) ** 0.5)
    crop = (x0, height - bottom, width - x1, top)

    def drawn(**how: Any) -> Drawn:
        picture: Drawn = page.render(scale=scale, crop=crop, **how).to_numpy()
        return picture[:, :, :3]

    whole = drawn()
    with left_out(words):
        behind = drawn()
    with left_out(others):
        alone = drawn(draw_annots=False, may_draw_forms=False)
    ink = np.array((alone <= 255 - INK).any(axis=2))
    shown = np.array((difference(whole, behind) >= SEEN).any(axis=2))
    return _Part(ink, ink & shown, scale, x0, top)


def _coarsely(whole: Grey, behind: Grey, alone: Grey, scale: float) -> _Part:
    """A page by its drawings, of which each pixel may be in part hatching and in part paper."""
    ink = 255 - alone
    return _Part(ink, np.minimum(ink, difference(whole, behind)), scale)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a page: in its pixels, how much ink its text has alone, and how much of that makes
    a difference on the page. `scale` is in pixels a point, and `left` and `top` in points."""

    ink: npt.NDArray[Any]
    shown: npt.NDArray[Any]
    scale: float
    left: float = 0.0
    top: float = 0.0

    def share(self, boxes: Boxes) -> float:
        """How much of the ink within boxes shows; 1 if there is none."""
        height, width = self.ink.shape
        sides = (boxes - [self.left, self.top] * 2) * self.scale
        sides = np.rint(sides).clip(0, (width, height) * 2).astype(int)
        parts = [(slice(top, bottom), slice(x0, x1)) for x0, top, x1, bottom in sides.tolist()]
        ink = sum(int(self.ink[part].sum()) for part in parts)
        return sum(int(self.shown[part].sum()) for part in parts) / ink if ink else 1.0

    def best(self, boxes: Boxes) -> float:
        """How much of it shows in that third of the boxes, across or down, where most does. A bar
        through words leaves their upper and lower parts, by which they can be read."""
        shares = []
        for low in (0, 1):
            size = (boxes[:, low + 2] - boxes[:, low]) / 3
            for third in range(3):
                part = boxes.copy()
                part[:, low] += third * size
                part[:, low + 2] = part[:, low] + size
                shares.append(self.share(part))
        return max(shares)
