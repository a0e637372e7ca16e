"""From the space of a page, as its file has it, to the sheet as it is seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pypdfium2 as pdfium

from qa.papers.pages.sheet import Box


@dataclass(frozen=True, slots=True)
class View:
    """The part of a page that is seen, in points of page space, turned clockwise by `rotation`."""

    left: float
    bottom: float
    width: float
    height: float
    rotation: int

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> View:
        """The view of a page."""
        left, bottom, _, _ = page.get_bbox()
        width, height = page.get_size()
        return cls(left, bottom, width, height, page.get_rotation())

    def seen(self, boxes: Iterable[Box]) -> list[Box]:
        """Boxes (left, bottom, right, top) of page space as (x0, top, x1, bottom) of the sheet as
        it is seen."""
        left, low, width, height = self.left, self.bottom, self.width, self.height
        match self.rotation:
            case 90:
                return [(y0 - low, x0 - left, y1 - low, x1 - left) for x0, y0, x1, y1 in boxes]
            case 180:
                return [
                    (width - (x1 - left), y0 - low, width - (x0 - left), y1 - low)
                    for x0, y0, x1, y1 in boxes
                ]
            case 270:
                return [
                    (
                        width - (y1 - low),
                        height - (x1 - left),
                        width - (y0 - low),
                        height - (x0 - left),
                    )
                    for x0, y0, x1, y1 in boxes
                ]
        return [
            (x0 - left, height - (y1 - low), x1 - left, height - (y0 - low))
            for x0, y0, x1, y1 in boxes
        ]

    def point(self, x: float, y: float) -> tuple[float, float]:
        """The point of the sheet, from its top left, at (x, y) of page space."""
        [(across, down, _, _)] = self.seen([(x, y, x, y)])
        return across, down
