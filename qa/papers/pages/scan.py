"""Whether a page shows a picture of text: a scan, which may have a stamp or a number of its own."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from qa.papers.pages.drawing import Grey
from qa.papers.pages.sheet import Box
from qa.papers.pages.view import View

MAX_IMAGES = 1000  # of one page that are looked at
MAX_LETTERS = 150  # of a page that is a scan: those of stamps, page numbers and running heads
MIN_AREA = 0.25  # of the page, which the picture takes
# Shades of grey, of 255, from the lightest to the darkest of a page that shows anything.
MIN_CONTRAST = 60
# Text stands in rows on paper: it leaves most of that blank. The rows are counted within strips of
# so many points across, since scans are askew; they are some points high.
BLANK, NEARLY = 0.6, 24
STRIP, LOWEST, HIGHEST = 60, 3, 18
# A picture of text has so many rows, and one more for so many letters that the page has itself.
MIN_ROWS, LETTERS_A_ROW = 6, 12


def picture_area(page: pdfium.PdfPage) -> float:
    """The share of a page that its pictures take, which is more than 1 where they overlap."""
    width, height = page.get_size()
    return float(sum(map(_area, _pictures(page))) / (width * height))


def shows_text(page: pdfium.PdfPage, drawing: Grey, letters: int) -> bool:
    """Whether a page, of which `drawing` is drawn without its text, shows a picture of text, which
    has more words than the `letters` of the page itself."""
    if letters > MAX_LETTERS or picture_area(page) < MIN_AREA:
        return False
    scale = drawing.shape[1] / page.get_size()[0]
    sides = zip(*_pictures(page), strict=True)  # a scan may be stored in strips
    x0, y0, x1, y1 = (pick(side) for pick, side in zip((min, min, max, max), sides, strict=True))
    [around] = View.of(page).seen([(x0, y0, x1, y1)])
    x0, top, x1, bottom = (max(0, round(side * scale)) for side in around)
    picture = drawing[top:bottom, x0:x1]
    if not picture.size:
        return False
    darkest, paper = np.percentile(picture, (0.1, 90))
    if paper - darkest < MIN_CONTRAST or (picture >= paper - NEARLY).mean() < BLANK:
        return False
    dark = picture < (darkest + paper) / 2
    wide = max(1, round(STRIP * scale))
    rows = 0
    for left in range(0, dark.shape[1] - wide + 1, wide):
        inked = dark[:, left : left + wide].any(axis=1)
        edges = np.flatnonzero(np.diff(inked.astype(np.int8), prepend=0, append=0))
        heights = (edges[1::2] - edges[::2]) / scale
        rows += int(((heights >= LOWEST) & (heights <= HIGHEST)).sum())
    return rows >= MIN_ROWS + letters / LETTERS_A_ROW


def _pictures(page: pdfium.PdfPage) -> list[Box]:
    """The places of the pictures of a page, in page space."""
    images = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=4)
    return [image.get_bounds() for image in islice(images, MAX_IMAGES)]


def _area(box: Box) -> float:
    x0, y0, x1, y1 = box
    return max(0.0, x1 - x0) * max(0.0, y1 - y0)
