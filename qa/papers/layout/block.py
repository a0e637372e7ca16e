"""Lines into blocks: the headings, paragraphs, list items and table rows of a paper.

What belongs together is told by where lines stand (gaps, indents, columns) and how they are set,
because bullets are often drawn without a character and paragraphs without an indent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from qa.papers.layout.running_heads import Body
from qa.papers.pages.sheet import Line
from qa.papers.text import joined

Kind = Literal["heading", "text", "item", "row"]

# What a list item or numbered paragraph begins with: bullets, "a)", "(a)", "1.", "1.1", "iv)".
MARKER = re.compile(
    r"^(?:[•▪●○◦‣▶►➢✓\uf0b7\uf0a7\uf0d8\uf02d]|[-–*] (?=[A-Za-z])|o (?=[A-Z])"
    r"|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[A-Z])[).](?=\s|$|[A-Z])|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s)"
    r"|\((?:\d{1,3}|[a-z]|[ivx]{1,5})\))"
)
BULLET_ONLY = re.compile(r"^(?:[•▪●○◦‣▶►➢✓\uf0b7\uf0a7\uf0d8\uf02d]|[-–*])$")
FIGURE = re.compile(r"^[-–(]?[£$]?[\d,]+(?:\.\d+)?[)%mk]*$|^[-–]$|^£0+s?$|^n/?a$", re.IGNORECASE)
TERMINAL = re.compile(r"[.!?:;][\"'”’)]*$")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together. `cut` holds the words that line ends cut in two."""

    kind: Kind
    lines: tuple[Line, ...]
    printed: str | None = None
    beside: bool = False  # stands beside the block before it: the next cell of a table row

    @property
    def text(self) -> str:
        """The block's words as running text; the cells of a row one under another."""
        return joined([line.text for line in self.lines])[0]

    @property
    def cut(self) -> list[str]:
        """Words that a line end cut in two, whole."""
        return joined([line.text for line in self.lines])[1]

    @property
    def page(self) -> int:
        """The PDF page it begins on."""
        return self.lines[0].page

    @property
    def x0(self) -> float:
        """Its left edge, in points."""
        return self.lines[0].x0

    @property
    def size(self) -> float:
        """The size of its type, in points."""
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        """Whether all of it is set bold."""
        return all(line.bold for line in self.lines)


def blocks(body: Body, body_size: float) -> list[Block]:
    """The blocks of one sheet, in the order in which they are printed.

    `body_size` is the size of the paper's running text, in points.
    """
    lines = [line for line in body.lines if line.text]
    leading = _leading(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _begins(groups[-1], line, leading, body.sheet.width):
            groups[-1].append(line)
        else:
            groups.append([line])
    result: list[Block] = []
    for group in groups:
        beside = bool(result) and _is_beside(result[-1].lines, group[0])
        result.append(Block(_kind(group, body_size, beside), tuple(group), body.printed, beside))
    return _rows(result)


def body_size(sheets: Iterable[Body]) -> float:
    """The type size in which most of the words are set."""
    sizes: Counter[float] = Counter()
    for body in sheets:
        for line in body.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _leading(lines: list[Line]) -> float:
    """The step from line to line within paragraphs: the smaller ones, where there are gaps too."""
    steps = [
        b.top - a.top
        for a, b in pairwise(lines)
        if 0 < b.top - a.top < 3 * max(a.size, 1) and abs(a.size - b.size) < 0.6
    ]
    return sorted(steps)[len(steps) // 4] if steps else 0.0


def _begins(group: list[Line], line: Line, leading: float, width: float) -> bool:
    """Whether `line` begins a new block rather than going on with `group`."""
    last = group[-1]
    if not line.height:  # no boxes: a new block at a marker, or after a short finished line
        return bool(MARKER.match(line.text)) or (
            bool(TERMINAL.search(last.text)) and len(last.text) < 60
        )
    if BULLET_ONLY.match(last.text) and len(group) == 1 and abs(line.top - last.top) < last.size:
        return False
    if line.top < last.top - 2 or line.x0 > last.x1 + 2:  # above, or beside: another cell
        return True
    step = line.top - last.top
    if step > max(1.25 * leading, 1.3 * line.size) and step > 1.18 * _own_leading(group, leading):
        return True
    if MARKER.match(line.text) and line.x0 <= group[0].x0 + 30:
        return True
    if line.text.startswith("RESOLVED"):
        return True
    if len(line.cells) > 2 or len(last.cells) > 2 or _figures(line) or _figures(last):
        return True
    if abs(line.size - last.size) > 1.2 or (line.bold != last.bold and _short(group, width)):
        return True
    first = group[0]
    if MARKER.match(first.text):  # a hanging item ends where a line goes back beyond its text
        return line.x0 < first.x0 - 4
    if len(group) > 1:
        return abs(line.x0 - group[1].x0) > 12 and line.x0 != first.x0
    return line.x0 > first.x0 + 60 or line.x0 < first.x0 - 60


def _own_leading(group: list[Line], leading: float) -> float:
    return _leading(group) or leading


def _short(group: list[Line], width: float) -> bool:
    return group[-1].x1 < 0.8 * width


def _figures(line: Line) -> bool:
    """Whether the line is a table's: most of its cells are figures."""
    cells = [text for _, text in line.cells]
    return len(cells) > 1 and sum(bool(FIGURE.match(c)) for c in cells[1:]) >= len(cells) / 2


def _is_beside(before: tuple[Line, ...], line: Line) -> bool:
    """Whether `line` stands to the right of the block before it, at its height."""
    if not line.height:
        return False
    return line.x0 > before[0].x0 + 20 and line.top < before[-1].bottom - 2


def _kind(group: list[Line], body_size: float, beside: bool) -> Kind:
    text = " ".join(line.text for line in group)
    if any(len(line.cells) > 2 or _figures(line) for line in group):
        return "row"
    if is_heading(group, text, body_size) and not beside:
        return "heading"
    return "item" if MARKER.match(text) else "text"


def is_heading(group: list[Line], text: str, body_size: float) -> bool:
    """Whether a short, prominent, unfinished line: bold, larger, or in capitals."""
    words = text.split()
    if len(group) > 4 or len(words) > 24 or not re.search(r"[A-Za-z]{3}", text):
        return False
    unfinished = re.search(r"[;,]$|\b(?:and|or)$", text) and not re.match(r"\d{1,3}\. ", text)
    if unfinished or re.match(r"^\(?(?:[a-z]{1,3}[).]|\w{1,3}\))\s", text):
        return False
    # A resolution in bold, or the counts of a vote.
    if re.match(
        r"^(?:(?:resolved|that|agreed)\b|page \d|(?:for|against|abstain\w*) ?\()", text, re.I
    ):
        return False
    if text.endswith(".") and not text.isupper() and len(words) > 9:
        return False
    bold = all(line.bold for line in group)
    larger = (
        bool(group[0].size)
        and group[0].size > 1.12 * body_size
        and len(words) <= 14
        and not text.endswith((".", ":"))
    )
    capitals = text.isupper() and len(words) > 1 and len(text) > 6
    return bold or larger or capitals


def _rows(found: list[Block]) -> list[Block]:
    """Blocks with those that are cells of a table row made rows."""
    return [
        replace(block, kind="row")
        if block.kind != "row" and (block.beside or (i + 1 < len(found) and found[i + 1].beside))
        else block
        for i, block in enumerate(found)
    ]


def units(found: Iterable[Block]) -> Iterator[list[Block]]:
    """Blocks with the cells of one table row together; any other block alone."""
    row: list[Block] = []
    for block in found:
        if row and block.beside and block.page == row[0].page:
            row.append(block)
            continue
        if row:
            yield row
        row = [block]
    if row:
        yield row
