"""The sheets of a file as records: what every later step reads, whatever read the file itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.papers.attachment import Attachment
from qa.papers.file_name import Form

Box = tuple[float, float, float, float]  # x0, top, x1, bottom


MIN_SLANT = 2.5  # a line is aslant if it is so many times as high as its type


def around(boxes: Sequence[Box]) -> Box | None:
    """The box around all of `boxes`; None if there are none."""
    if not boxes:
        return None
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return min(x0s), min(tops), max(x1s), max(bottoms)


@dataclass(frozen=True, slots=True)
class Tag:
    """The element of a file's own structure in which words stand, by its number on the page: a
    paragraph; and the row and the cell of the innermost table around it, 0 outside of tables. That
    cell may be a head (`is_head`), of its column or its row.

    `parted` says whether the paragraph has begun on a page before, and whether it goes on on one
    after; `row_parted` the same of the row.
    """

    paragraph: int
    row: int = 0
    cell: int = 0
    is_head: bool = False
    parted: tuple[bool, bool] = (False, False)
    row_parted: tuple[bool, bool] = (False, False)


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. Boxes are in points from the top left of the sheet as it is seen.

    It is `bold` if it begins so; if not all of it is, its first `lead` characters are. It is
    `stamped` if it is no part of the page, but was laid over it as a stamp or a text box.
    `paragraph` is its number in a paper without pages, from 1; 0 in others. `row` is that of the
    ruled table in which it stands, counted from 1 on its page, and `column` the one in which it
    begins; `row` is 0 outside of such tables. `tag` is the element of the file's own structure in
    which it begins.
    """

    text: str
    page: int
    x0: float = 0.0
    x1: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    bold: bool = False
    cells: tuple[tuple[float, str], ...] = ()
    stamped: bool = False
    paragraph: int = 0
    lead: int = 0
    row: int = 0
    column: int = 0
    tag: Tag | None = None

    @property
    def height(self) -> float:
        """Height of the glyphs, in points."""
        return self.bottom - self.top

    @property
    def is_aslant(self) -> bool:
        """Whether the line stands aslant, as what is stamped across a sheet does."""
        return self.height > MIN_SLANT * self.size > 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the file: number from 1, size in points as seen, and its lines in order.

    `drawn` marks a page that shows something of which it has no text: a scan, on which there may be
    a stamp or a page number, or letters drawn as shapes; `ocr` one whose lines were read from its
    picture, and `layer` one of these on which somebody else's OCR did that; `hidden` one that has
    words in its file that nobody sees, which are not among its lines; `unchecked` one of which it
    is not known whether it has such words, and so they may be among its lines; `attached` are
    the files that are pinned to it. `label` is how viewers call the page, such as "iv" or "A-12".
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    drawn: bool = False
    ocr: bool = False
    layer: bool = False
    hidden: bool = False
    unchecked: bool = False
    attached: tuple[Attachment, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of a file's outline: its title, the PDF page on which it opens, and its level from
    0."""

    title: str
    page: int
    level: int


@dataclass(frozen=True, slots=True)
class Pdf:
    """A file's sheets and title, and the numbers of the pages that could not be read.

    Its `form` may be another than PDF: then the sheets are of text that flows. `attached` are the
    files that it holds as a whole.

    Pages are `damaged`; or `costly`, which take more time, memory or text than they may; or
    `faulty`, which met a fault of this program.
    """

    sheets: tuple[Sheet, ...]
    title: str | None
    damaged: tuple[int, ...] = ()
    costly: tuple[int, ...] = ()
    faulty: tuple[int, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    form: Form = "pdf"
    attached: tuple[Attachment, ...] = ()
