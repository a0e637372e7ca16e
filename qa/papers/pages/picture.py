"""A page of a paper as a picture, with the words of a passage marked where they stand."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw

from qa.errors import UnreadablePaper
from qa.papers.pages.annotations import laid_over
from qa.papers.pages.highlight import closed, marks
from qa.papers.pages.sheet import Box
from qa.papers.pages.shown import shown_page
from qa.papers.paper import Passage

MAX_WIDTH, MAX_HEIGHT = 2400, 5000  # pixels; an A4 page of that width is 3394 high
# The mark looks like a felt pen's, with a border for readers who do not see the colour.
FILL, BORDER = (255, 234, 92), (186, 134, 0)
PADDING = 0.1  # of a line's height, around the words
# PNG with at most 256 colours keeps letters sharp, and is smaller than PNG with all colours, WebP
# and JPEG; only JPEG is quicker to make, and leaves specks around the letters.
MEDIA_TYPE = "image/png"
COLOURS = 256


def picture(
    path: Path,
    number: int,
    width: int,
    passage: Passage | None = None,
    start: int = 0,
    end: int = 0,
) -> bytes:
    """PDF page `number` of the file at `path` as a PNG, as a reader shows it.

    It is `width` pixels wide, at most `MAX_WIDTH`; a long page may be narrower. The words from
    `start` to `end` of the passage's text are marked. Raises `UnreadablePaper`.
    """
    with _page(path, number) as page:
        points, high = page.get_size()
        scale = min(min(width, MAX_WIDTH) / points, MAX_HEIGHT / high)
        # pdfium rounds the size up, so the scale is made a trifle smaller.
        bitmap = page.render(scale=scale * (1 - 1e-6), rev_byteorder=True, prefer_bgrx=False)
        image = bitmap.to_pil().convert("RGB")
        boxes = _marks(path, page, number, passage, start, end) if passage else []
    if boxes:
        _mark(image, boxes, scale)
    # Octree is the quickest method. Dithering would put dots around the letters.
    few = image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    file = io.BytesIO()
    few.save(file, "PNG")
    return file.getvalue()


@contextmanager
def _page(path: Path, number: int) -> Iterator[pdfium.PdfPage]:
    try:
        with closing(pdfium.PdfDocument(path)) as document:
            if not 1 <= number <= len(document):
                raise UnreadablePaper(
                    f"The paper has no page {number}.", f"Its last page is {len(document)}."
                )
            document.init_forms()  # so that what was typed into a form is drawn too
            with closing(shown_page(document, path, number)) as page:
                if min(page.get_size()) <= 0:
                    raise UnreadablePaper("The page has no size.", "Open the paper itself.")
                yield page
    except (pdfium.PdfiumError, OSError) as error:
        raise UnreadablePaper("The page cannot be drawn.", "Open the paper itself.") from error


def _marks(
    path: Path, page: pdfium.PdfPage, number: int, passage: Passage, start: int, end: int
) -> list[Box]:
    try:
        return marks(page, number, passage, start, end, laid_over(path, page, number)[0])
    except pdfium.PdfiumError:
        return []  # pypdf read this page, and does not say where words stand


def _mark(image: Image.Image, boxes: list[Box], scale: float) -> None:
    """Mark `boxes` on a page as a felt pen does, so that the letters stay black."""
    padded = [
        (x0 - pad, top - pad, x1 + pad, bottom + pad)
        for x0, top, x1, bottom in boxes
        for pad in [PADDING * min(bottom - top, x1 - x0)]
    ]
    around = max(1, round(image.width / 800))
    paper = image.copy()
    for colour, beyond in ((BORDER, around), (FILL, 0)):
        mask = Image.new("L", image.size)
        draw = ImageDraw.Draw(mask)
        for x0, top, x1, bottom in closed(padded):
            draw.rectangle(
                (
                    round(x0 * scale) - beyond,
                    round(top * scale) - beyond,
                    round(x1 * scale) + beyond,
                    round(bottom * scale) + beyond,
                ),
                fill=255,
            )
        area = mask.getbbox()
        if area:
            clean = paper.crop(area)
            inked = ImageChops.multiply(clean, Image.new("RGB", clean.size, colour))
            image.paste(inked, area, mask.crop(area))
