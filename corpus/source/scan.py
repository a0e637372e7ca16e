"""Photograph the papers that are known only as scans: `python corpus/source/scan.py`.

The pictures are kept beside the text, as source: pdfium and libjpeg draw other bytes from one
release to the next, and typeset.py must build the same PDFs everywhere. Needs pypdfium2 and Pillow.
"""

from __future__ import annotations

import random

import pypdfium2
from markup import read
from PIL import Image
from typeset import SOURCE, scan_image, typeset

DOTS_PER_INCH = 110
SPECKS = 900


def photograph(page: Image.Image, chance: random.Random) -> Image.Image:
    """Turned a little, speckled, and greyer than it was."""
    page = page.rotate(chance.uniform(-1.1, 1.1), Image.Resampling.BICUBIC, fillcolor=250)
    for _ in range(SPECKS):
        spot = chance.randrange(page.width), chance.randrange(page.height)
        page.putpixel(spot, chance.randrange(40, 190))
    return page.point([round(28 + level * 0.83) for level in range(256)])


if __name__ == "__main__":
    for path in sorted(SOURCE.glob("*.md")):
        if "scan" not in read(path)[0]:
            continue
        chance = random.Random(path.stem)
        document = pypdfium2.PdfDocument(typeset(path)[0])
        for number, page in enumerate(document, 1):
            picture = page.render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil()
            photograph(picture, chance).save(scan_image(path, number), quality=38, optimize=True)
            print(scan_image(path, number))
