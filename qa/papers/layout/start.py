"""Where the items of a record begin, and what they are called.

Those of the series of labels that runs through it (`qa.papers.layout.numbering`) are items, and
within them those that are numbered under them ("7.1" under "7", "(a)" right below the title) if
they have titles. Beside these are lines that look like them (`qa.papers.layout.item_line`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from qa.papers.layout.item_candidates import candidates
from qa.papers.layout.item_line import ItemLines, item_weights
from qa.papers.layout.label import Label, label_of
from qa.papers.layout.numbering import FULL, MIN_LINES, Record, Row
from qa.papers.layout.side_heading import side_headings
from qa.papers.layout.title import is_movers, is_remark, title_of, without_aside
from qa.papers.linear import Linear
from qa.papers.pages.sheet import Line

# Of the lines of a series: where so many have their title on the line above, all have.
ABOVE = 0.6
# Of the labels under an item: where so many have titles, those are items.
SHARE_TITLED = 0.5
MAX_LETTERED_WORDS = 14  # of the title behind a letter
MAX_WRAPPED = 3  # lines on which a title goes on
# A name that is taken from running text is shortened to the latter if it has more than the former.
MAX_NAME_WORDS, NAME_WORDS = 12, 5
LONE_LETTERS = re.compile(r"[A-Z]{1,3}")  # on the line above each label: "C" over "63/07"
UNFINISHED = re.compile(
    r"\b(?:of|the|and|for|to|in|on|a|an|with|or|at|by|from|[,–-])$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Start:
    """An item begins: at line `first` of the record; its title ends with line `last`, and text
    follows on that line if it `runs_on`."""

    first: int
    last: int
    label: str
    title: str
    runs_on: bool


def starts(lines: Sequence[Line], weights: Linear | None = None) -> list[Start]:
    """Where the items of a record begin, in order. `lines` are all of it; `weights` are what tells
    that an item begins beside the series, as comes with the program."""
    record = Record(lines)
    known = series_starts(record)
    if len(known) < MIN_LINES and (beside := side_headings(lines)):
        return [Start(one.first, one.last, "", one.title, one.runs_on) for one in beside]
    weights = weights or item_weights()
    more = _beside(record, known, weights) if weights else ()
    return sorted([*known, *more], key=lambda start: start.first)


def series_starts(record: Record) -> list[Start]:
    """The items of the series of labels of a record, and those under them, in order."""
    series = record.series()
    if not series:
        return []
    starter = _Starter(record, series)
    found = [*map(starter.start, series), *starter.under()]
    return sorted(found, key=lambda start: start.first)


def _beside(record: Record, known: Sequence[Start], weights: Linear) -> Iterator[Start]:
    """The items that begin beside those that are known, in order."""
    rows = {row.at: row for row in record.rows}
    within = {at for start in known for at in range(start.first, start.last + 1)}
    labelled = {start.first: _first_label(record, start) for start in known}
    asked = [at for at in candidates(record, labelled) if at not in within]
    if not asked:
        return
    item_lines = ItemLines(record, labelled)
    starter = _Starter(record, [])
    likely = {at for at in asked if weights.score(item_lines.signs(at)) > 0}
    likely |= _between([rows[at] for at in asked if at in rows], likely, record.lines)
    last = -1
    for at in asked:
        if at > last and at in likely:
            start = starter.start(rows[at]) if at in rows else starter.unlabelled(at)
            if start:
                last = start.last
                yield start


def _between(asked: Sequence[Row], likely: Set[int], lines: Sequence[Line]) -> set[int]:
    """The lines that are numbered between two that are likely, and set as both are: where "9.1" and
    "9.3" are items, "9.2" is one."""
    found = set[int]()
    for row in asked:
        *above, number = row.label.numbers
        beside = {
            other.label.numbers[-1] - number
            for other in asked
            if other.at in likely
            and [*other.label.numbers[:-1]] == above
            and other.label.shape == row.label.shape
            and _alike(lines[other.at], lines[row.at])
        }
        if {-1.0, 1.0} <= beside:
            found.add(row.at)
    return found


def _first_label(record: Record, start: Start) -> Label | None:
    """The label of an item; none if it is but a letter."""
    printed = (record.lines[at].text for at in range(start.first, start.last + 1))
    return next((label for text in printed if (label := label_of(text))), None)


class _Starter:
    """Makes starts of the rows of a record, whose `series` is known."""

    def __init__(self, record: Record, series: Sequence[Row]) -> None:
        self._record = record
        self._lines = record.lines
        self._series = series
        self._edge = max(line.x1 for line in self._lines)
        self._labelled = {row.at for row in series}
        self._above = self._titled_above()
        self._letters = self._lone_letters()

    def start(self, row: Row) -> Start:
        """The item that begins with a row of the series, or with its title on the line above."""
        if not (self._above and self._record.heads(row.at - 1)):
            return self._start(row, self._letters)
        first = row.at - 1
        while (
            self._lines[first].text.isupper()
            and self._record.heads(first - 1)
            and _alike(self._lines[first], self._lines[first - 1])
        ):
            first -= 1
        title = " ".join(line.text for line in self._lines[first : row.at]).rstrip(" .:")
        return Start(first, row.at, _label(row), title, True)

    def unlabelled(self, at: int) -> Start | None:
        """The item whose title, without a label, begins on a line; None if nothing names it."""
        found = title_of(self._lines[at].text)
        if found is None:
            return None
        if found.runs_on:
            return Start(at, at, "", found.words, True)
        last = self._end_of_title(at)
        title = " ".join(line.text for line in self._lines[at : last + 1]).rstrip(" .:")
        return Start(at, last, "", title, False)

    def under(self) -> Iterator[Start]:
        """The items that are numbered under those of the series."""
        by_shape: dict[str, list[Row]] = defaultdict(list)
        ends = [row.at for row in self._series[1:]] + [len(self._lines)]
        for parent, end in zip(self._series, ends, strict=True):
            within = [row for row in self._record.rows if parent.at < row.at < end]
            extending = [row for row in within if _extends(row.label, parent.label)]
            for row in (*extending, *self._lettered(parent, within)):
                by_shape[row.label.shape].append(row)
        for same in by_shape.values():
            titled = [row for row in same if _is_titled(row)]
            if len(titled) >= SHARE_TITLED * len(same):
                yield from map(self._start, titled)

    def _titled_above(self) -> bool:
        """Whether the items of the series have their titles on the line above their labels."""
        above = sum(
            not (row.title and row.title.sure) and self._record.heads(row.at - 1)
            for row in self._series
        )
        return len(self._series) >= MIN_LINES and above >= ABOVE * len(self._series)

    def _lone_letters(self) -> str:
        """Letters that stand by themselves above each label of the series, and belong to it."""
        found = [self._lines[row.at - 1].text for row in self._series if row.at]
        if len(found) < MIN_LINES or len(set(found)) > 1 or not LONE_LETTERS.fullmatch(found[0]):
            return ""
        return found[0]

    def _start(self, row: Row, letters: str = "") -> Start:
        first = row.at - bool(letters)
        label = _label(row, letters)
        at = row.at if row.words else min(row.at + 1, len(self._lines) - 1)
        title = row.title
        if title is None:
            return Start(first, row.at, label, _shortened(row.words), True)
        words, last = title.words, at
        if title.runs_on or self._record.is_paragraph(at):
            return Start(first, last, label, words if title.sure else _shortened(words), True)
        last = self._end_of_title(at)
        if last > at:
            rest = " ".join(line.text for line in self._lines[at + 1 : last + 1])
            whole = title_of(f"{row.words or self._lines[at].text} {rest}")
            words = whole.words if whole else words
        return Start(first, last, label, words, not title.sure)

    def _end_of_title(self, at: int) -> int:
        """The last line of a title that may go on over several."""
        for last in range(at, min(at + MAX_WRAPPED, len(self._lines) - 1)):
            if last + 1 in self._labelled or not self._goes_on(last):
                return last
        return min(at + MAX_WRAPPED, len(self._lines) - 1)

    def _goes_on(self, at: int) -> bool:
        """Whether a title goes on from one line to the next."""
        line, following = self._lines[at], self._lines[at + 1]
        if line.page != following.page or line.text.endswith((".", ":")):
            return False
        if not _alike(line, following):
            return False
        if UNFINISHED.search(line.text):
            return True
        if line.x1 <= self._edge - FULL or (label_of(following.text) and not line.bold):
            return False
        return line.bold or line.text.isupper() or following.text[:1].islower()

    def _lettered(self, parent: Row, within: Sequence[Row]) -> list[Row]:
        """The rows with letters that follow one another from right below the title of an item. A
        list further down is one of what was said, or resolved."""
        letters = [row for row in within if row.label.is_letter]
        below = self._start(parent).last + 1
        if not letters or letters[0].label.numbers != (1.0,) or letters[0].at > below:
            return []
        chain = [letters[0]]
        for one, other in pairwise(letters):
            follows = other.label.numbers[0] == one.label.numbers[0] + 1
            if other.label.shape != one.label.shape or not follows:
                break
            chain.append(other)
        short = (_is_titled(row) and len(row.words.split()) <= MAX_LETTERED_WORDS for row in chain)
        return chain if all(short) else []


def _label(row: Row, letters: str = "") -> str:
    label = f"{letters} {row.label.text}".strip()
    return f"{label}." if re.fullmatch(r"\d+[a-z]?", label) else label


def _shortened(words: str) -> str:
    """The first of the words of running text; none where they say who moved a motion."""
    few = words.split()
    if is_movers(words):
        return ""
    return " ".join(few[:NAME_WORDS]) + " …" if len(few) > MAX_NAME_WORDS else words


def _alike(one: Line, other: Line) -> bool:
    """Whether two lines are set alike, so that the other may go on with the one."""
    return (
        one.bold == other.bold
        and without_aside(one.text).isupper() == without_aside(other.text).isupper()
        and len(one.cells) >= len(other.cells)
    )


def _extends(label: Label, parent: Label) -> bool:
    """Whether a label is numbered under another: "7.1" and "7.1.2" under "7", "3.1" under "3.0"."""
    numbers = parent.numbers[:-1] if parent.numbers[-1:] == (0,) else parent.numbers
    return (
        len(label.numbers) > len(numbers)
        and label.numbers[: len(numbers)] == numbers
        and label.numbers != parent.numbers
        and not label.shape.startswith("(")
    )


def _is_titled(row: Row) -> bool:
    return bool(
        row.words
        and row.title
        and row.title.sure
        and row.title.words[:1].isupper()
        and not is_remark(row.words)
    )
