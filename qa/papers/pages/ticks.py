"""Ticks with the names of their columns: "P Holm ✓" under "Against" is read "P Holm Against ✓".

A tick says nothing without the head of its column, which stands above all rows. So the words of
that head are read again before each tick, as somebody would who reads the table aloud. They stand
on the page once, and have no box where they are read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from qa.papers.pages.run import Run
from qa.papers.pages.sheet import Box
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
TICKS, CROSSES, LETTERS = (_PHRASES.words(name) for name in ("ticks", "crosses", "letters"))
BULLETS = _PHRASES.words("bullets")
MARKS = TICKS | CROSSES | LETTERS | BULLETS
# What typefaces of signs show for a character, which may have a private code instead.
SIGNS = {
    code: sign
    for name, sign in (("tick_codes", "✓"), ("cross_codes", "✗"), ("bullet_codes", "●"))
    for code in _PHRASES.words(name)
}
PRIVATE = 0xF000
SYMBOL_FONT = _PHRASES["symbol_font"]

CELL_GAP = 0.6  # of a column's gap: cells of ticks stand less far apart than others
MIN_ROWS = 2  # with marks, of a table
MAX_RUNS, MAX_ROWS = 2000, 200  # of a page, and with marks
MAX_HEAD = 40  # characters of the head of a column
MAX_ABOVE = 90.0  # points from the head of a table down to its first mark
MAX_STEP = 160.0  # points from one row with a mark to the next
LEEWAY = 6.0  # points by which a mark may stand outside of the head over it
NEAR = 40.0  # points: text that stands nearer behind a bullet is that of an item of a list
LEADING, APART = 0.8, 2.0  # of a line's height, and points: the gap between lines of one cell
SAME_ROW = 0.5  # of the lower one's height, by which cells of one row overlap


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a line: the index of its line, where its characters begin and end, and its box."""

    run: int
    start: int
    end: int
    text: str
    box: Box

    @property
    def middle(self) -> float:
        """How far to the right its middle stands, in points."""
        return (self.box[0] + self.box[2]) / 2

    @property
    def height(self) -> float:
        """Its height, in points."""
        return self.box[3] - self.box[1]


Row = list[Cell]  # from left to right


def is_ticked(cell: str) -> bool:
    """Whether a cell of a table is a mark behind the head of its column."""
    return len(cell) > 2 and cell[-1] in MARKS and cell[-2] == " "


def with_columns(runs: Sequence[Run], font: Callable[[int], str]) -> list[Run]:
    """The lines of a page, with the head of its column before each tick of a table, and each tick
    in the line of its row.

    `font` names the typeface of the character at an index of the page. The sign that is seen stands
    for a character that is set in a typeface of signs.
    """
    if len(runs) > MAX_RUNS or not any(_may_hold_marks(run) for run in runs):
        return list(runs)
    cells = [cell for i, run in enumerate(runs) for cell in _cells(i, run, font)]
    rows = _rows(cells)
    marks = [[cell for cell in row if _is_mark(cell, row)] for row in rows]
    if not MIN_ROWS <= sum(map(bool, marks)) <= MAX_ROWS:
        return list(runs)
    heads: dict[Cell, str] = {}
    for table in _tables(rows, marks):
        heads.update(_heads(rows, marks, table))
    return _with_heads(runs, rows, heads, font) if heads else list(runs)


def cells_in_rows(runs: Sequence[Run]) -> list[Row]:
    """The cells of a page in rows, from the top down and from left to right."""
    return _rows([cell for i, run in enumerate(runs) for cell in _cells(i, run, _as_printed)])


def _as_printed(at: int) -> str:
    """No typeface of signs: letters stand for themselves."""
    return ""


def _may_hold_marks(run: Run) -> bool:
    """Whether a line ends in a single character, or is nothing but one; most do not."""
    text = run.chars.rstrip()
    return bool(text) and (len(text) == 1 or text[-1] in MARKS or text[-2].isspace())


def _sign(char: str, typeface: str) -> str:
    """The sign that is seen for a character, if it stands for one."""
    private = PRIVATE <= ord(char) < PRIVATE + 256
    sign = SIGNS.get(chr(ord(char) - PRIVATE) if private else char)
    return sign if sign and (private or SYMBOL_FONT.search(typeface)) else char


def _cells(i: int, run: Run, font: Callable[[int], str]) -> Iterator[Cell]:
    if not run.drawn:
        return
    first = next(n for n, box in enumerate(run.boxes) if box)
    size = CELL_GAP * run.height
    for start, end, box in run.boxed_cells(size):
        text = run.chars[start:end].strip()
        if len(text) == 1:
            text = _sign(text, font(run.first + start - first))
        yield Cell(i, start, end, text, box)


def _rows(cells: Sequence[Cell]) -> list[Row]:
    """The cells in rows, from the top of the page down: those that stand at one height."""
    rows: list[Row] = []
    for cell in sorted(cells, key=lambda one: (one.box[1] + one.box[3], one.box[0])):
        if rows and _overlap(rows[-1][0], cell) >= SAME_ROW:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [sorted(row, key=lambda one: one.box[0]) for row in rows]


def _overlap(a: Cell, b: Cell) -> float:
    lower = min(a.height, b.height)
    return (min(a.box[3], b.box[3]) - max(a.box[1], b.box[1])) / lower if lower > 0 else 0.0


def _is_mark(cell: Cell, row: Row) -> bool:
    """Whether a cell is a mark, behind what its row is of. A bullet has no text near behind it."""
    if cell is row[0] or cell.text not in MARKS:
        return False
    right = (one.box[0] - cell.box[2] for one in row if one.box[0] > cell.box[2])
    return cell.text not in BULLETS or min(right, default=NEAR) >= NEAR


def _tables(rows: Sequence[Row], marks: Sequence[Row]) -> Iterator[list[int]]:
    """The indices of the rows with marks of each table: they follow one another closely."""
    marked = [i for i, found in enumerate(marks) if found]
    table: list[int] = []
    for i in marked:
        if table and rows[i][0].box[1] - rows[table[-1]][0].box[1] > MAX_STEP:
            yield table
            table = []
        table.append(i)
    if table:
        yield table


def _heads(
    rows: Sequence[Row], marks: Sequence[Row], table: Sequence[int]
) -> Iterator[tuple[Cell, str]]:
    """The marks of a table with the words over their columns, if all of them have some."""
    at = table[0]
    top = marks[at][0].box[1]
    for above in range(at - 1, -1, -1):
        head = rows[above]
        if top - head[0].box[1] > MAX_ABOVE:
            return
        if len(head) < 2 or marks[above]:
            continue
        columns = {cell: _column(head, cell) for i in table for cell in marks[i]}
        if all(column and _is_head(column.text) for column in columns.values()):
            between = [cell for row in rows[above + 1 : at] for cell in row]
            for cell, column in columns.items():
                if column:
                    yield cell, _words(column, head, between)
            return


def _is_head(words: str) -> bool:
    return 1 < len(words) <= MAX_HEAD and not words.endswith((":", ".", ";", ","))


def _column(head: Row, mark: Cell) -> Cell | None:
    """The head under which a mark stands; None where that is not certain."""
    over = [c for c in head if c.box[0] - LEEWAY <= mark.middle <= c.box[2] + LEEWAY]
    if over:
        return over[0] if len(over) == 1 else None
    before = [cell for cell in head if cell.box[0] <= mark.middle]
    nearest = min(head, key=lambda cell: abs(cell.middle - mark.middle))
    return nearest if before and before[-1] is nearest else None


def _words(column: Cell, head: Row, between: Sequence[Cell]) -> str:
    """The words of a head, which may go on in the lines below it."""
    more = [
        cell for cell in between if _column(head, cell) is column and cell.box[0] > head[0].box[2]
    ]
    return " ".join(" ".join([column.text, *(cell.text for cell in more)]).split())


def _with_heads(
    runs: Sequence[Run],
    rows: Sequence[Row],
    heads: dict[Cell, str],
    font: Callable[[int], str],
) -> list[Run]:
    """The lines, with the heads of marks before them. Those of one row become one line, or two if
    the words before the marks go on over several lines."""
    result: list[list[Run]] = [[run] for run in runs]
    marked = [row for row in rows if any(cell in heads for cell in row)]
    lines_alone = _lines_alone(rows, marked)
    for row in marked:
        lines = {cell.run for cell in row}
        if any(cell.run in lines for other in rows if other is not row for cell in other):
            continue  # a line that is of two rows stands aslant
        at = next(n for n, cell in enumerate(row) if cell in heads)
        parts = [with_head(runs[cell.run], cell, heads.get(cell, "")) for cell in row]
        label, marks = parts[:at], parts[at:]
        for i in lines:
            result[i] = []
        home = row[0].run
        typeface = font(runs[home].first)
        block = _block(
            row[0], [one for one in lines_alone if font(runs[one.run].first) == typeface]
        )
        if block == [home]:
            result[home] = [joined([*label, *marks], runs[home].first)]
            continue
        result[home] = [joined(label, runs[home].first)]
        result[max(block)].append(joined(marks, runs[row[at].run].first))
    return [run for found in result for run in found]


def _lines_alone(rows: Sequence[Row], marked: Sequence[Row]) -> list[Cell]:
    """The lines of one cell that have nothing beside them."""
    with_marks = [id(row) for row in marked]
    return [row[0] for row in rows if len(row) == 1 and id(row) not in with_marks]


def _block(cell: Cell, lines: Sequence[Cell]) -> list[int]:
    """The indices of the lines over which the words in a cell go on, in order."""
    block = [cell]
    for line in sorted(lines, key=lambda one: one.box[1]):
        if _follows(block[-1], line):
            block.append(line)
    for line in sorted(lines, key=lambda one: -one.box[1]):
        if _follows(line, block[0]):
            block.insert(0, line)
    return [one.run for one in block]


def _follows(line: Cell, below: Cell) -> bool:
    gap = below.box[1] - line.box[3]
    return abs(below.box[0] - line.box[0]) <= LEEWAY and -APART < gap < LEADING * line.height


def with_head(run: Run, cell: Cell, head: str) -> Run:
    """A cell with the words of the head of its column before it."""
    part = run.part(cell.start, cell.end)
    if not head:
        return part
    return replace(
        part, chars=f"{head} {part.chars}", boxes=[*[None] * (len(head) + 1), *part.boxes]
    )


def joined(parts: Sequence[Run], first: int) -> Run:
    """Parts of a row as one line."""
    chars, boxes = "", list[Box | None]()
    for part in parts:
        if chars and not chars.endswith(" "):
            chars, boxes = f"{chars} ", [*boxes, None]
        chars += part.chars
        boxes += part.boxes
    return Run(chars, boxes, first)
