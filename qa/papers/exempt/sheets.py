"""The lines of a sheet as markings are looked for in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from qa.papers.exempt.markings import (
    CUT_OFF,
    NAMED,
    PART_TWO,
    is_marking,
    split_words,
    without_marking,
)
from qa.papers.layout.page_number import in_margin
from qa.papers.pages.sheet import Line, Sheet
from qa.papers.text import mended

LETTERS_SET_APART = re.compile(r"(?<!\S)(?:[^\W\d_] {1,4}){2,}[^\W\d_](?!\S)")
POINTED = re.compile(r"(?<![\w.])(?:[^\W\d_]\. {0,2}){2,}(?:[^\W\d_]\b)?(?!\w)")  # "N.F.P."
MIN_LETTERS = 5  # so many letters that are set apart are words, whether these are known or not
NAME = re.compile(r"[^\W\d_]{3}")  # a number of an item has no such word
REMEMBERED = 4096  # lines as they are read: each is looked at some four times
MAX_COLUMN = 3.0  # points between cells of one column


def lines_of(sheet: Sheet) -> list[str]:
    """The lines of a sheet from its top down, without those of its margins."""
    if not has_boxes(sheet):
        return [closed_up(line.text) for line in sheet.lines]
    lines = _row_by_row(sheet)
    return [
        _with_bar(line, sheet)
        for line, below in zip(lines, [*lines[1:], None], strict=True)
        if not in_margin(line, sheet)
        or (below and not in_margin(below, sheet) and CUT_OFF.search(line.text))
        or (line.top < sheet.height / 2 and _opens_a_paper(closed_up(line.text)))
    ]


def _opens_a_paper(text: str) -> bool:
    """Whether a line in the upper margin may mark the paper that begins below it."""
    return is_marking(text) or bool(PART_TWO.fullmatch(text))


def margin_of(sheet: Sheet) -> list[str]:
    """The lines in the margins of a sheet."""
    return [
        *(closed_up(line.text) for line in sheet.lines if in_margin(line, sheet)),
        *stacked(sheet.lines),
    ]


def _row_by_row(sheet: Sheet) -> list[Line]:
    """The lines of a sheet from its top down, those side by side from the left: a field of a form
    is higher than its label."""
    rows: list[list[Line]] = []
    for line in sorted(sheet.lines, key=lambda line: line.top):
        if rows and _is_beside(line, rows[-1][-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.x0)]


def _is_beside(line: Line, other: Line) -> bool:
    level = line.top < (other.top + other.bottom) / 2 < line.bottom
    return level and (line.x0 > other.x1 or line.x1 < other.x0)


def stacked(lines: Sequence[Line]) -> Iterator[str]:
    """Words whose letters stand one below the other, as on the edge of a sheet."""
    for single, group in groupby(lines, lambda line: len(line.text) == 1 and line.text.isalpha()):
        column = list(group)
        lefts = [line.x0 for line in column]
        middles = [(line.x0 + line.x1) / 2 for line in column]
        aligned = min(max(places) - min(places) for places in (lefts, middles)) < MAX_COLUMN
        if single and len(column) >= MIN_LETTERS and aligned:
            letters = "".join(line.text for line in column)
            yield split_words(letters) or letters


def has_boxes(sheet: Sheet) -> bool:
    """Whether it is known where the lines of a sheet stand."""
    return any(line.height for line in sheet.lines)


def unmarked(sheet: Sheet) -> Sheet:
    """A sheet without its markings, which stand over the words by which its part begins."""
    lines = [
        (replace(line, text=without_marking(line.text)), closed_up(line.text))
        for line in sheet.lines
    ]
    return replace(
        sheet,
        lines=tuple(line for line, text in lines if NAMED.match(line.text) or not is_marking(text)),
    )


@lru_cache(REMEMBERED)
def closed_up(text: str) -> str:
    """A line as it is read: without ligatures, and "C O N F I D E N T I A L" put together."""
    return POINTED.sub(_abbreviation, LETTERS_SET_APART.sub(_word_of_letters, mended(text)))


def _abbreviation(found: re.Match[str]) -> str:
    """An abbreviation without its points, if it is one of a marking."""
    letters = "".join(filter(str.isalpha, found[0]))
    return split_words(letters) or found[0]


def _word_of_letters(found: re.Match[str]) -> str:
    letters = found[0].replace(" ", "")
    return split_words(letters) or (letters if len(letters) >= MIN_LETTERS else found[0])


def _with_bar(line: Line, sheet: Sheet) -> str:
    """A line, with a bar before a marking that stands by itself at its right, and in no table."""
    text = closed_up(line.text)
    if not line.cells:
        return text
    x, last = line.cells[-1]
    last = closed_up(last)
    before = text.removesuffix(last).rstrip()
    if not (last.isupper() and is_marking(last) and NAME.search(before)):
        return text
    alone = not any(
        abs(x - at) < MAX_COLUMN
        for other in sheet.lines
        if other is not line
        for at, _ in other.cells
    )
    return f"{before} | {last}" if alone else text
