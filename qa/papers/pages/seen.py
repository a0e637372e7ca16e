"""Which characters of a page a reader can see.

The page is drawn twice, with its text and without. A letter that changes nothing in its box is not
seen, whatever the reason: it lies under a box, a picture or an annotation, has the colour of what
is behind it, is set to be invisible, or lies on a layer that is switched off, outside the page or
outside a clipping path. Nor are letters seen that others are typed over. A picture of the letter
itself may lie there instead, as on a scanned page with the invisible text of an OCR. Such a letter
is seen if its box has contrast without the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from qa.papers.pages.drawing import Boxes, Grey, changed_in, drawing, pixels
from qa.papers.pages.objects import (
    MAX_OBJECTS,
    bounds,
    drawn_objects,
    left_out,
    page_objects,
    text_objects,
)
from qa.papers.pages.obscured import obscured
from qa.papers.pages.overtyped import overtyped
from qa.papers.pages.scan import MAX_LETTERS, picture_area, shows_text
from qa.papers.pages.sheet import Box
from qa.papers.pages.view import View

# Of 255 shades of grey: the least contrast between the letters and the paper of a scan.
MIN_CONTRAST = 40
# Letters that are neither wider nor higher, in points, are specks: type is some 1.5 points high.
SPECK = 1.1
# Of its height: a letter of type is wider, "l" too. Fewer on a page are left as they are.
SQUEEZED, MIN_SQUEEZED = 0.05, 3
# Of the page's area: pictures that take this share are a scan, and text may lie beneath it.
SCANNED = 0.6
FOREIGN = 0x250  # from this character on a font that is not embedded may lack it
WHITE = 255  # the paper of a page
IMAGE = pdfium_c.FPDF_PAGEOBJ_IMAGE
# How far a picture lies apart from a letter, in points: further than either is blurred. So many
# pictures of a page are looked at.
APART, MAX_APART = 6.0, 100
POINTS = ".,'"  # within a figure
INVISIBLE = pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE  # as the words of an OCR are set
INVISIBLE_MODES = (INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)

LAYER = 0.5  # of the letters: where so many are seen only in a picture, the text is an OCR's


@dataclass(frozen=True, slots=True)
class Sight:
    """What can be seen of the characters of a page.

    `hidden` are the indices of those that nobody sees, in order. `layer` says that most of the
    words are what an OCR read from a picture that lies over them; `scan` that the page shows a
    picture of text beside few words of its own.
    """

    hidden: list[int] = field(default_factory=list)
    layer: bool = False
    scan: bool = False


def sight(
    page: pdfium.PdfPage,
    text: Any,
    chars: str,
    boxes: Sequence[Box | None],
    redacted: Sequence[Box] = (),
) -> Sight:
    """Which characters of a page a reader can see.

    `text` is pdfium's text of the page, `chars` its characters, and `boxes` where they stand on the
    sheet as it is seen, None for those that are not drawn. What is `redacted` is to be blacked out,
    and counts as unseen. Where a word is seen, so are its marks of punctuation, which may be too
    small to tell.
    """
    drawn = [i for i, box in enumerate(boxes) if box]
    if not drawn or min(page.get_size()) <= 0:
        return Sight()
    objects = list(text_objects(page))
    if len(objects) >= MAX_OBJECTS:
        return Sight()
    places = np.array([boxes[i] for i in drawn])
    with_text, without_text = _drawings(page, objects, places)
    width, height = page.get_size()
    scale = with_text.shape[1] / width
    changed = changed_in(with_text, without_text, places * scale)
    specks = np.maximum(places[:, 2] - places[:, 0], places[:, 3] - places[:, 1]) < SPECK
    seen = changed.copy()
    if specks.any():
        seen &= ~(specks & np.array([chars[i].isalnum() for i in drawn]))
    on_page = (places[:, 2] > 0) & (places[:, 3] > 0)
    on_page &= (places[:, 0] < width) & (places[:, 1] < height)
    doubted = np.flatnonzero(~seen & ~specks & on_page)
    scan = shows_text(page, without_text, len(drawn))
    in_picture = 0
    if doubted.size:
        scanned = picture_area(page) >= SCANNED
        for n in doubted:
            if (scanned or _invisible(text, drawn[n])) and _shows(without_text, places[n] * scale):
                seen[n] = True
                in_picture += 1
            elif ord(chars[drawn[n]]) >= FOREIGN and not _embedded(text, drawn[n]):
                seen[n] = True  # there may be no such font here
    across, down = places[:, 0] + places[:, 2], places[:, 1] + places[:, 3]
    for x0, top, x1, bottom in redacted:
        seen &= ~((2 * x0 < across) & (across < 2 * x1) & (2 * top < down) & (down < 2 * bottom))
    layer = in_picture > LAYER * len(drawn)
    seen &= ~_squeezed(places, drawn, chars)
    inked = np.flatnonzero(seen & changed)
    letters = [drawn[n] for n in inked.tolist()]
    seen[inked] &= ~obscured(page, text, letters, places[inked], (with_text, without_text))
    if in_picture == 0:
        left = [i for i, is_seen in zip(drawn, seen.tolist(), strict=True) if is_seen]
        if under := {*overtyped(page, text, chars, boxes, left, without_text)}:
            seen &= np.array([i not in under for i in drawn])
    if seen.all():
        return Sight(layer=layer, scan=scan and not layer)
    known = dict(zip(drawn, seen.tolist(), strict=True))
    hidden = [i for word in _words(drawn) for i in _hidden(word, chars, known)]
    return Sight(hidden, layer, scan and not layer)


def _drawings(page: pdfium.PdfPage, words: Sequence[Any], places: Boxes) -> tuple[Grey, Grey]:
    """A page with its text objects, `words`, and without them. `places` are those of its letters.

    Pictures take long to draw. Those that lie apart from all letters are left out, unless the page
    may be a scan.
    """
    apart = _pictures_apart(page, places) if len(places) > MAX_LETTERS else []
    with left_out(apart):
        with_text = drawing(page)
        nothing_else = len(words) + len(apart) == len(drawn_objects(page))
        if nothing_else and not pdfium_c.FPDFPage_GetAnnotCount(page):
            return with_text, np.full_like(with_text, WHITE)
        if all(pdfium_c.FPDFTextObj_GetTextRenderMode(one) == INVISIBLE for one in words):
            return with_text, with_text
        with left_out(words):
            return with_text, drawing(page)


def _pictures_apart(page: pdfium.PdfPage, places: Boxes) -> list[Any]:
    """The first pictures of a page that touch no letter, whose boxes are `places`."""
    found = []
    view, (x0, top, x1, bottom) = View.of(page), places.T
    for one, matrix in islice(page_objects(page, (IMAGE,)), MAX_APART):
        if around := bounds(one, matrix):
            [(left, upper, right, lower)] = view.seen([around])
            touching = (left - APART < x1) & (x0 < right + APART)
            if not (touching & (upper - APART < bottom) & (top < lower + APART)).any():
                found.append(one)
    return found


def _squeezed(places: Boxes, drawn: Sequence[int], chars: str) -> npt.NDArray[np.bool_]:
    """Which letters are of words that are drawn so narrow, or so low, that nobody can read them."""
    wide, high = places[:, 2] - places[:, 0], places[:, 3] - places[:, 1]
    thin = np.minimum(wide, high) < SQUEEZED * np.maximum(wide, high)
    found = np.zeros(len(drawn), dtype=bool)
    if np.count_nonzero(thin) < MIN_SQUEEZED:
        return found
    at = {char: n for n, char in enumerate(drawn)}
    for word in _words(drawn):
        letters = [at[i] for i in word if chars[i].isalnum() and ord(chars[i]) < FOREIGN]
        if letters and thin[letters].all():
            found[[at[i] for i in word]] = True
    return found


def _shows(drawing: Grey, box: Boxes) -> bool:
    """Whether a box, in pixels, has the contrast of a letter in a picture."""
    [x0], [top], [x1], [bottom] = pixels(drawing.shape, box[None])
    part = drawing[max(0, top) : max(0, bottom), max(0, x0) : max(0, x1)]
    return bool(part.size and int(part.max()) - int(part.min()) >= MIN_CONTRAST)


def _invisible(text: Any, char: int) -> bool:
    """Whether a character is set to draw nothing itself."""
    one = pdfium_c.FPDFText_GetTextObject(text, char)
    return bool(one) and pdfium_c.FPDFTextObj_GetTextRenderMode(one) in INVISIBLE_MODES


def _embedded(text: Any, char: int) -> bool:
    """Whether the font of a character is part of the file."""
    one = pdfium_c.FPDFText_GetTextObject(text, char)
    font = pdfium_c.FPDFTextObj_GetFont(one) if one else None
    return bool(font and pdfium_c.FPDFFont_GetIsEmbedded(font) > 0)


def _words(drawn: Iterable[int]) -> Iterator[list[int]]:
    """The indices of characters, divided where one is left out, as between words."""
    word: list[int] = []
    for i in drawn:
        if word and i != word[-1] + 1:
            yield word
            word = []
        word.append(i)
    if word:
        yield word


def _hidden(word: list[int], chars: str, seen: dict[int, bool]) -> list[int]:
    """The characters of a word that are not seen: all, or two letters or more in a row. Of a figure
    all are meant if one digit is: what is left of it would be another one."""
    letters = [i for i in word if chars[i].isalnum()]
    if not any(seen[i] for i in letters):
        return word if letters else []
    gone: set[int] = set()
    for hidden, part in groupby(word, lambda i: not seen[i]):
        found = list(part)
        if hidden and sum(chars[i].isalnum() for i in found) > 1:
            gone.update(found)
    for in_figure, part in groupby(word, lambda i: chars[i].isdigit() or chars[i] in POINTS):
        figure = list(part)
        if in_figure and any(chars[i].isdigit() and not seen[i] for i in figure):
            gone.update(figure)
    return sorted(gone)
