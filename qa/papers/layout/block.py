"""Lines into blocks: the headings, paragraphs, list items and table rows of a paper.

Which lines belong together follows from where they stand (gaps, indents, columns) and how they are
set, because bullets are often drawn without a character and paragraphs without an indent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from qa.papers.layout.continuation import TERMINAL, is_continued
from qa.papers.layout.edges import Edges, ended_early
from qa.papers.layout.running_heads import Body
from qa.papers.layout.start import Start, starts
from qa.papers.pages.sheet import Line
from qa.papers.pages.ticks import is_ticked
from qa.papers.text import joined
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
NO_HEADING = _PHRASES["no_heading"]
RESOLUTION = _PHRASES["resolution"]

BlockKind = Literal["heading", "text", "item", "row"]

# A list item or numbered paragraph begins with one of these: a bullet, "a)", "(a)", "1.", "1.1".
MARKER = re.compile(
    r"^(?:[•▪●○◦‣▶►➢✓\uf0b7\uf0a7\uf0d8\uf02d]|[-–*] (?=[A-Za-z])|o (?=[A-Z])"
    r"|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[A-Z])[).](?=\s|$|[A-Z])|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s)"
    r"|\((?:\d{1,3}|[a-z]|[ivx]{1,5})\))"
)
ENDS_IN_FIGURE = re.compile(r"(\d{1,3})\.\s")
BULLET = re.compile(r"[•▪●○◦‣▶►➢✓\uf0b7\uf0a7\uf0d8\uf02d]|[-–*] ")
BULLET_ONLY = re.compile(r"^(?:[•▪●○◦‣▶►➢✓\uf0b7\uf0a7\uf0d8\uf02d]|[-–*])$")
FIGURE = re.compile(
    r"^[-−–(]?(?:[A-Z]{0,3}\$|[£€])?[-−(]?\d[\d,]*(?:[.\u00a0 ]\d+)*(?:[)%mkp€]|bn)*$"
    r"|^[-–]$|^[£€$]['’]?0+s?$|^n/?a$",
    re.IGNORECASE,
)
MAX_ROW_WORDS = 220  # of a row of a table, which is kept whole
# Words of a heading, and of one that ends as a sentence does.
MAX_HEADING, MAX_SENTENCE = 32, 24
LARGER = 1.12  # type that is larger than the text by so much sets a heading apart
MAX_LINES, MAX_LINES_IN_BOLD = 4, 7  # of a heading, and of one in larger bold type
RUNNING, BOLD_SHARE = 8, 0.85  # words of a line of running text; of such lines, that are bold


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together. `printed` is the number printed on their sheet.

    `beside` is true of what stands to the right of the block before it: the next cell of a row.
    `opens` is the item that begins with it. `early` are the lines, by their place in it, that end
    before the edge of the text although the next word had room: something else follows. `row` is
    the number of the row of a ruled table that it stands in, 0 outside of such tables. It has
    `ended` if its last line is too short to go on in another.
    """

    kind: BlockKind
    lines: tuple[Line, ...]
    printed: str | None = None
    beside: bool = False
    opens: Start | None = None
    early: tuple[int, ...] = ()
    row: int = 0
    ended: bool = False

    @property
    def begun(self) -> bool | None:
        """Whether its paragraph or its row has begun on a page before; None without tags."""
        return self._is_parted(0, self.lines[:1])

    @property
    def goes_on(self) -> bool | None:
        """Whether its paragraph or its row goes on on a page after; None without tags."""
        return self._is_parted(1, self.lines[-1:])

    def _is_parted(self, side: int, outermost: Iterable[Line]) -> bool | None:
        row = self.kind == "row"
        tags = [line.tag for line in (self.lines if row else outermost) if line.tag]
        parted = (tag.parted[side] or (row and tag.row_parted[side]) for tag in tags)
        return any(parted) if tags else None

    @property
    def ends(self) -> tuple[int, ...]:
        """The offsets in its text at which a line follows one that ends early."""
        texts = [line.text for line in self.lines]
        return tuple(len(joined(texts[: n + 1])[0]) for n in self.early)

    @property
    def text(self) -> str:
        """The block's words as running text; the cells of a row one under another."""
        return joined([line.text for line in self.lines])[0]

    @property
    def cut(self) -> list[str]:
        """The words that a line end cut in two, put together again."""
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


@dataclass(frozen=True, slots=True)
class Openings:
    """The lines (by id) with which items of a record begin, those on which a title goes on, and
    those with which a title ends that no text follows."""

    first: Mapping[int, Start] = field(default_factory=dict)
    inside: frozenset[int] = frozenset()
    last: frozenset[int] = frozenset()

    @classmethod
    def of(cls, sheets: Iterable[Body]) -> Openings:
        """Those of a record."""
        lines = [line for body in sheets for line in body.lines if line.text]
        found = starts(lines)
        return cls(
            {id(lines[start.first]): start for start in found},
            frozenset(id(lines[n]) for one in found for n in range(one.first + 1, one.last + 1)),
            frozenset(id(lines[start.last]) for start in found if not start.runs_on),
        )


NO_OPENINGS = Openings()


def blocks(
    body: Body,
    body_size: float,
    openings: Openings = NO_OPENINGS,
    *,
    bold_body: bool = False,
    of_record: bool = False,
) -> list[Block]:
    """The blocks of one sheet, in the order in which they are printed.

    `body_size` is the size of the paper's running text, in points. Where that is bold throughout
    (`bold_body`), bold type makes no heading. In a paper `of_record` paragraphs between which there
    is no gap are one block, since a motion may have several.
    """
    lines = [line for line in body.lines if line.text]
    leading = _leading(lines)
    edges = Edges(lines, body.sheet.width)
    ruled = _ruled(lines, openings)
    groups: list[list[Line]] = []
    for line in lines:
        before = groups[-1] if groups else []
        apart = id(line) in openings.first or not before or id(before[-1]) in openings.last
        if not apart and _cell(before[-1], ruled) == _cell(line, ruled):
            inside = id(line) in openings.inside
            apart = not inside and _apart(before, line, leading, edges, of_record=of_record)
        else:
            apart = True
        if apart:
            groups.append([line])
        else:
            before.append(line)
    result: list[Block] = []
    for group in groups:
        opens = openings.first.get(id(group[0]))
        row, _ = _cell(group[0], ruled)
        beside = not opens and bool(result) and _is_beside(result[-1].lines, group[0])
        kind: BlockKind = (
            "heading"
            if opens and not opens.runs_on
            else "row"
            if row
            else _kind(group, body_size, beside, bold_body=bold_body)
        )
        early = ended_early(group, edges) if len(group) > 1 and kind != "row" else ()
        ended = edges.is_short(group[-1])
        result.append(Block(kind, tuple(group), body.printed, beside, opens, early, row, ended))
    return _rows(result)


def _ruled(lines: Sequence[Line], openings: Openings) -> frozenset[int]:
    """The rows of ruled tables, but for those in which an item begins or which have more words than
    a passage: there the table only lays a paper out."""
    words = Counter[int]()
    for line in lines:
        words[line.row] += len(line.text.split())
    items = {line.row for line in lines if id(line) in openings.first}
    return frozenset(row for row, n in words.items() if row and n <= MAX_ROW_WORDS) - items


def _cell(line: Line, ruled: frozenset[int]) -> tuple[int, int]:
    return (line.row, line.column) if line.row in ruled else (0, 0)


def body_size(sheets: Iterable[Body]) -> float:
    """The type size in which most of the words are set."""
    sizes: Counter[float] = Counter()
    for body in sheets:
        for line in body.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def is_bold_throughout(sheets: Iterable[Body]) -> bool:
    """Whether running text is set bold, line after line, as in minutes that are bold as a whole."""
    lengths = {True: 0, False: 0}
    for body in sheets:
        for line in body.lines:
            if len(line.text.split()) >= RUNNING:
                lengths[line.bold and not line.lead] += len(line.text)
    return lengths[True] > BOLD_SHARE * sum(lengths.values()) > 0


def _leading(lines: list[Line]) -> float:
    """The usual step from line to line within a paragraph, in points: the lower quartile of all
    steps, since some of them are gaps between paragraphs."""
    steps = [
        b.top - a.top
        for a, b in pairwise(lines)
        if 0 < b.top - a.top < 3 * max(a.size, 1) and abs(a.size - b.size) < 0.6
    ]
    return sorted(steps)[len(steps) // 4] if steps else 0.0


def _apart(group: list[Line], line: Line, leading: float, edges: Edges, *, of_record: bool) -> bool:
    """Whether `line` begins a new block, by the tags of the file, or else by where it stands."""
    last = group[-1]
    begins = _begins(group, line, leading, edges.width)
    if not last.tag or not line.tag:
        return begins
    if last.tag.paragraph == line.tag.paragraph:
        return begins and edges.had_room(last, line)
    return begins or not (of_record or line.row or is_continued(last.text, line.text))


def _begins(group: list[Line], line: Line, leading: float, width: float) -> bool:
    """Whether `line` begins a new block rather than going on with `group`."""
    last = group[-1]
    # Without boxes a new block begins at a marker, or after a short line that ends a sentence.
    if not line.height:
        return bool(MARKER.match(line.text)) or (
            bool(TERMINAL.search(last.text)) and len(last.text) < 60
        )
    if BULLET_ONLY.match(last.text) and len(group) == 1 and abs(line.top - last.top) < last.size:
        return False
    if line.top < last.top - 2 or line.x0 > last.x1 + 2:  # above or beside it: another cell
        return True
    step = line.top - last.top
    if step > max(1.25 * leading, 1.3 * line.size) and step > 1.18 * (_leading(group) or leading):
        return True
    if MARKER.match(line.text) and line.x0 <= group[0].x0 + 30:
        return not _is_figure_within(group, line)
    if RESOLUTION.match(line.text):
        return True
    if len(line.cells) > 2 or len(last.cells) > 2 or _figures(line) or _figures(last):
        return True
    if abs(line.size - last.size) > 1.2 or (line.bold != last.bold and _short(group, width)):
        return True
    first = group[0]
    if MARKER.match(first.text):  # a list item ends where a line begins further left
        return line.x0 < first.x0 - 4
    if line.row and (line.row, line.column) == (last.row, last.column):
        return False  # of one cell, whose first line may begin with a label
    if len(group) > 1:
        return abs(line.x0 - group[1].x0) > 12 and line.x0 != first.x0
    return line.x0 > first.x0 + 60 or line.x0 < first.x0 - 60


def _is_figure_within(group: list[Line], line: Line) -> bool:
    """Whether a line of a numbered paragraph begins with a figure that ends a sentence ("203. The
    longest"): it stands with the other lines, and not where the paragraph's number does."""
    number, own = ENDS_IN_FIGURE.match(line.text), ENDS_IN_FIGURE.match(group[0].text)
    if not number or not own or len(group) < 2 or TERMINAL.search(group[-1].text):
        return False
    within = abs(line.x0 - group[1].x0) < 3 < line.x0 - group[0].x0
    return within and int(number[1]) != int(own[1]) + 1


def _short(group: list[Line], width: float) -> bool:
    return group[-1].x1 < 0.8 * width


def _figures(line: Line) -> bool:
    """Whether the line is a row of a table: most of its cells are figures or ticks."""
    cells = [text for _, text in line.cells]
    told = sum(bool(FIGURE.match(c) or is_ticked(c)) for c in cells[1:])
    return len(cells) > 1 and told >= len(cells) / 2


def _is_beside(before: tuple[Line, ...], line: Line) -> bool:
    """Whether `line` stands to the right of the block before it, at its height."""
    if not line.height:
        return False
    return line.x0 > before[0].x0 + 20 and line.top < before[-1].bottom - 2


def _kind(group: list[Line], body_size: float, beside: bool, *, bold_body: bool) -> BlockKind:
    text = " ".join(line.text for line in group)
    if any(len(line.cells) > 2 or _figures(line) for line in group):
        return "row"
    if is_heading(group, text, body_size, bold_body=bold_body) and not beside:
        return "heading"
    return "item" if MARKER.match(text) else "text"


def is_heading(group: list[Line], text: str, body_size: float, *, bold_body: bool = False) -> bool:
    """Whether lines are a heading: short, and set in bold, larger type or capitals."""
    words = text.split()
    most = MAX_SENTENCE if TERMINAL.search(text) else MAX_HEADING
    in_bold = all(line.bold for line in group)
    large = bool(group[0].size) and group[0].size > LARGER * body_size
    most_lines = MAX_LINES_IN_BOLD if large and in_bold else MAX_LINES
    if len(group) > most_lines or len(words) > most or not re.search(r"[A-Za-z]{3}", text):
        return False
    unfinished = re.search(r"[;,]$|\b(?:and|or)$", text) and not re.match(r"\d{1,3}\. ", text)
    if unfinished or re.match(r"^\(?(?:[a-z]{1,3}[).]|\w{1,3}\))\s", text):
        return False
    if NO_HEADING.match(text) or BULLET.match(text):
        return False
    if text.endswith(".") and not text.isupper() and len(words) > 9:
        return False
    bold = in_bold and not bold_body
    larger = large and (in_bold or len(words) <= 14) and not text.endswith((".", ":"))
    capitals = text.isupper() and len(words) > 1 and len(text) > 6
    return bold or larger or capitals


def _rows(found: list[Block]) -> list[Block]:
    """The blocks, in which each cell of a table row is of the kind "row"."""
    return [
        replace(block, kind="row")
        if block.kind != "row"
        and not block.opens
        and (block.beside or (i + 1 < len(found) and found[i + 1].beside))
        else block
        for i, block in enumerate(found)
    ]


def units(found: Iterable[Block]) -> Iterator[list[Block]]:
    """The cells of each table row together, and every other block alone."""
    row: list[Block] = []
    for block in found:
        same = block.row == row[0].row if row and block.row else bool(row) and block.beside
        if same and block.page == row[0].page and block.row == row[0].row:
            row.append(block)
            continue
        if row:
            yield row
        row = [block]
    if row:
        yield row
