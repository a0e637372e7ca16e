"""The numbers of sheets that stand beside or below the words, and not in the head or foot.

A number in the head or foot is found by its place (see `running_heads`). One at the height of a
row would be read as a cell of it. It is known by what the numbers in a table are not: it stands at
the same place on the next sheets and grows with them, outside the columns, or says "Page 3".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from qa.papers.pages.sheet import Line, Sheet
from qa.papers.pages.sheet_number import APART, CALLED, MAX_CALLED, NUMBER

# The text of a sheet lies between these shares of its height; above and below are the margins.
TOP, BOTTOM = 0.085, 0.905
SAME_PLACE = 4.0  # points
NEAR_SHEETS = (-2, -1, 1, 2)  # numbers may stand on the left and on the right by turns
SIDE = 0.12  # of the width: a number by itself, on the only sheet, stands so near its edge
YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line that may be the number of its sheet; `called` is true of "Page 7"."""

    sheet: Sheet
    line: Line
    number: int
    called: bool

    @property
    def difference(self) -> int:
        """Between it and the number of the PDF page."""
        return self.number - self.sheet.number

    def is_at(self, other: _Candidate) -> bool:
        """Whether it stands at the place of another, on its own sheet."""
        a, b = self.line, other.line
        ends = ((a.x0, b.x0), (a.x1, b.x1), (a.x0 + a.x1, b.x0 + b.x1))
        beside = any(abs(one - two) <= SAME_PLACE for one, two in ends)
        return beside and abs(a.top - b.top) <= SAME_PLACE

    @property
    def is_centred(self) -> bool:
        """Whether it stands in the middle of the sheet."""
        return abs((self.line.x0 + self.line.x1) / 2 - self.sheet.width / 2) <= SAME_PLACE

    @property
    def is_at_the_side(self) -> bool:
        """Whether it stands near the left or right edge of the sheet."""
        side = SIDE * self.sheet.width
        return self.line.x1 <= side or self.line.x0 >= self.sheet.width - side

    @property
    def _others(self) -> list[Line]:
        return [one for one in self.sheet.lines if one is not self.line and one.height]

    def is_outside(self) -> bool:
        """Whether nothing else on the sheet stands as far to the left, or to the right."""
        return all(self.line.x1 + APART < one.x0 for one in self._others) or all(
            self.line.x0 - APART > one.x1 for one in self._others
        )

    def is_lowest(self) -> bool:
        """Whether nothing stands at its height or below."""
        return all(one.bottom < self.line.top + APART for one in self._others)


def in_margin(line: Line, sheet: Sheet) -> bool:
    """Whether a line stands in the head or foot of its sheet."""
    if not line.height:  # the page was read by pypdf, which does not say where lines stand
        return line in (*sheet.lines[:2], *sheet.lines[-2:])
    middle = (line.top + line.bottom) / 2 / sheet.height
    return middle < TOP or middle > BOTTOM


def numbers_among_words(sheets: Sequence[Sheet]) -> dict[int, tuple[str, int]]:
    """The numbers that stand beside or below the words of sheets: by PDF page, each with the id of
    its line."""
    found: dict[tuple[int, int], list[_Candidate]] = defaultdict(list)
    by_sheet = {sheet.number: _candidates(sheet) for sheet in sheets}
    for number, candidates in by_sheet.items():
        for one in candidates:
            found[number, one.difference].append(one)
    numbers: dict[int, tuple[str, int]] = {}
    for number, candidates in by_sheet.items():
        few = sum(one.called for one in candidates) <= MAX_CALLED
        for one in candidates:
            near = (found.get((number + n, one.difference), ()) for n in NEAR_SHEETS)
            again = any(one.is_at(other) for others in near for other in others)
            if (few or not one.called) and _is_number(one, again=again, alone=len(sheets) == 1):
                numbers[number] = str(one.number), id(one.line)
    return numbers


def _candidates(sheet: Sheet) -> list[_Candidate]:
    return [
        _Candidate(sheet, line, int(match["n"]), bool(CALLED.search(line.text)))
        for line in sheet.lines
        if line.height
        and not (line.row and line.text.isdigit())  # the number of a row
        and (match := NUMBER.match(line.text))
        and (not line.is_aslant or CALLED.search(line.text))
    ]


def _is_number(one: _Candidate, *, again: bool, alone: bool) -> bool:
    """Whether a candidate is the number of its sheet. `again` says that the next sheets have theirs
    at the same place, `alone` that there are none."""
    if one.line.is_aslant:  # "Page 3" on a sheet that lies on its side
        return one.is_at_the_side
    if one.called:
        # One that is not at an edge may be the end of a head: see `running_heads`.
        at_an_edge = one.is_outside() or one.is_lowest()
        return in_margin(one.line, one.sheet) or (at_an_edge and (again or alone))
    if one.number in YEARS or (not alone and in_margin(one.line, one.sheet)):
        return False
    if again:
        return one.is_outside() or one.is_lowest()
    by_itself = (one.is_at_the_side and one.is_outside()) or (one.is_centred and one.is_lowest())
    return alone and by_itself
