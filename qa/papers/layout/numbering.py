"""The series of labels that runs through a record: the lines with which its items begin.

Councils number items in more ways than can be listed, but within one record they number them in
one way. So each line that begins with something like a label (`qa.papers.layout.label`) is taken
for one of a series, whichever of its numbers counts, and the series is chosen whose numbers
increase line by line over the most, and the most title-like, lines.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from qa.papers.dates import MONTH
from qa.papers.layout.label import PAGE, Label, label_of
from qa.papers.layout.title import Title, ends_in_aside, is_aside, is_remark, is_title, title_of
from qa.papers.pages.sheet import Line

# What a line adds to the worth of a series, by what stands on it: a title, or a sentence; set in
# bold or capitals; over "(Item 4)"; a label like no other; a row of a table; a label in brackets.
LABELLED, TITLED, SENTENCE, SET_APART, PLACED = 0.5, 0.5, -0.6, 0.4, 1.0
STRUCTURED, TWO_NUMBERS, ROW, BRACKET = 0.8, 0.1, -0.8, -0.3
UNDER = 0.25  # the share of that which is left to what is numbered under a line before
# Two numbers of a series may differ by so much; each that is missing between them costs so much.
MAX_STEP, MISSING, MAX_COST = 12, 0.12, 0.7
LOOK_BACK = 60  # lines of one series, of which one may be the one before
MIN_LINES, MIN_WORTH = 2, 1.5  # of a series
MIN_LETTERS = 3  # of a series: "A. OPENING", "B. MINUTES"
MIN_ALONE = 1.4  # worth of a line that is a series by itself
MAX_LINES_OF_ROW = 2  # of one row of a list
SAME_EDGE = 8.0  # points between the left edges of lines of one series
FULL = 60.0  # points from the right edge of the text, to which a full line comes
LONG_LINE = 80  # characters
YEARS = range(1950, 2100)
MIN_YEARS = 3  # numbers that look like years and follow one another, so that they are none
# The rest of a sentence, as it stands behind a number at the beginning of a line: "2011 of the
# Director". Some councils write titles so: "24/118 to receive apologies".
REST = re.compile(r"(?!to\b)[a-z]")
CLOSES = re.compile(r"[.):]$")
# What is cut before its number: "of Report" over "FER31-002 c) That …".
NAMES = re.compile(
    r"\b(?:reports?|by-?laws?|resolutions?|polic(?:y|ies)|sections?|applications?|no\.?|number|and)$",
    re.IGNORECASE,
)
RANGE = re.compile(r"[–-] ?\d")
LISTED = re.compile(r"\(?[a-z]\)\s")  # "c) That …"
CODE = re.compile(r"[A-Z]{1,6}[ /.-]?\d")
MOVED_WORDS = re.compile(r"[“\"]?(?:That|THAT|Be it|BE IT)\b")
BY_LAW = re.compile(r"being an? by-?law\b", re.IGNORECASE)  # one of a list of those that are read
SMALL_LAST = re.compile(r"\b[a-z]+,?$")
ENDS = re.compile(r"[.:;!?)\]”\"’']\s*$")
# What a list of resolutions stands under, and no items: "Resolved that:"
OPENS_LIST = re.compile(
    r"\b(?:resolved|recommend\w*|agreed|decided|decisions?|moved|that)\b.{0,60}[:;,–-]\W*$|\bthat\W*$",
    re.IGNORECASE,
)
DAY = re.compile(rf"(?:st|nd|rd|th)?\s?(?:of )?{MONTH}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """Line `at` of a record, which begins with a label; the `words` behind that, and the title that
    these, or those on the line below, begin with."""

    at: int
    label: Label
    words: str
    title: Title | None
    worth: float
    x0: float


class Record:
    """The lines of a record of a meeting, looked at for what its items are numbered by."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self._edge = max((line.x1 for line in lines), default=0.0)
        self.rows = list(self._rows())

    def series(self) -> list[Row]:
        """The rows of the series of most worth, if one is worth enough.

        None are where the headings of items, without numbers, stand over "(Item 4)".
        """
        worth, series = self._best(row for row in self.rows if not row.label.is_letter)
        letters = self._best(row for row in self.rows if row.label.is_capital)
        many = len(letters[1]) >= MIN_LETTERS and not self._is_list(letters[1])
        if many and letters[0] > (worth if worth >= MIN_WORTH else 0.0):
            worth, series = letters  # numbers may stand within them
        placed = sum(self.is_placed(at) for at in range(len(self.lines)))
        if placed >= MIN_LINES and not any(self.is_placed(row.at) for row in series):
            return []
        if len(series) >= MIN_LINES:
            return series if worth >= MIN_WORTH else []
        alone = worth >= MIN_ALONE and all(
            self._is_numbered(row) and row.title and not self._is_in_sentence(row.at)
            for row in series
        )
        return series if alone else []

    def _is_list(self, rows: Sequence[Row]) -> bool:
        """Whether rows stand line below line, amid much else, as those of a list do, and of a
        consent agenda: items of minutes have words of their own between them."""
        close = all(below.at - row.at <= MAX_LINES_OF_ROW for row, below in pairwise(rows))
        return close and 2 * (rows[-1].at - rows[0].at + 1) < len(self.lines)

    def _is_numbered(self, row: Row) -> bool:
        """Whether the label of a row is more than a number at the beginning of a line, which alone
        may be of anything: "75 Alexander Avenue"."""
        printed = self.lines[row.at].text[: row.label.end]
        return row.label.is_structured or CLOSES.search(printed) is not None

    def _is_in_sentence(self, at: int) -> bool:
        """Whether a line goes on with the sentence of the one above, which is full: "to be rezoned
        to / C.7-166 in accordance with …"."""
        if not at or self.lines[at - 1].page != self.lines[at].page:
            return False
        above = self.lines[at - 1]
        alike = above.bold == self.lines[at].bold and above.size == self.lines[at].size
        return alike and above.x1 > self._edge - FULL and SMALL_LAST.search(above.text) is not None

    def _best(self, rows: Iterable[Row]) -> tuple[float, list[Row]]:
        """The series of most worth among some rows, and that worth."""
        ways: dict[tuple[object, ...], list[tuple[Row, float]]] = defaultdict(list)
        for row in rows:
            for way, number in row.label.ways:
                ways[way].append((row, number))
        return max(map(_chain, ways.values()), key=lambda one: one[0], default=(0.0, []))

    def is_placed(self, at: int) -> bool:
        """Whether a line is a heading that says where its item stands on the agenda, or the line
        below it does."""
        line, below = self.lines[at].text, self._text(at + 1)
        return ends_in_aside(line) or (is_aside(below) and not is_aside(line))

    def heads(self, at: int) -> bool:
        """Whether a line can be the title of what stands below it."""
        text = self._text(at)
        if not text or text.endswith((",", ";")) or PAGE.match(text) or label_of(text):
            return False
        return is_title(text.rstrip(".")) and not is_remark(text)

    def is_paragraph(self, at: int) -> bool:
        """Whether a line is full, and goes on in the next, as running text does."""
        line = self.lines[at]
        if line.x1 < self._edge - FULL or line.bold or line.text.isupper():
            return False
        below = self._text(at + 1)
        going_on = below[:1].islower() or len(line.text) >= LONG_LINE
        return bool(below) and going_on and label_of(below) is None

    def _text(self, at: int) -> str:
        return self.lines[at].text if 0 <= at < len(self.lines) else ""

    def _rows(self) -> Iterator[Row]:
        seen: set[tuple[float, ...]] = set()
        listed = 0.0
        for at, line in enumerate(self.lines):
            label = None if line.stamped or is_aside(line.text) else label_of(line.text)
            if label is None or _is_date(label, line.text[label.end :].lstrip()):
                continue
            words = line.text[label.end :].strip()
            if self._goes_on(at, label, words):
                continue
            below = words or self._text(at + 1)
            title = self._title(at, label, below)
            worth = self._worth(at, label, below, title)
            parents = (label.numbers[:n] for n in range(1, len(label.numbers)))
            listed = self._is_listed(at, label, listed)
            if listed or any(parent in seen or (*parent, 0.0) in seen for parent in parents):
                worth *= UNDER
            seen.add(label.numbers)
            yield Row(at, label, words, title, worth, line.x0)

    def _goes_on(self, at: int, label: Label, words: str) -> bool:
        """Whether a line goes on with the sentence of the line above, which happens to be cut
        before a number, "the budget of" over "2011 of the Director", is of a list of by-laws, or
        has the words of a motion."""
        line, closed = self.lines[at], CLOSES.search(self.lines[at].text[: label.end])
        if label.numbers[0] in YEARS and len(label.numbers) == 1 and not label.is_structured:
            whole = closed and not REST.match(words) and self._has_ended(at)
            return not whole and not self._counts_on(label)
        if label.is_letter:
            return False
        if BY_LAW.match(words) or (CODE.match(label.text) and MOVED_WORDS.match(words)):
            return True  # "RC19-290 That Council …": what is moved has a number of its own
        above = self._text(at - 1)
        whole = bool(closed and words)  # "FER31-002." alone is the end of a sentence
        listed = label_of(above)  # "b) That the plan be approved as in Report"
        beside = listed is None or (listed.is_letter and not words)
        named = not whole and NAMES.search(above) and beside
        if named and (not line.bold or not words or LISTED.match(words)):
            return True
        if not REST.match(words):
            return False
        ended = self._has_ended(at)
        return not closed and not ended if line.bold else not closed or not ended

    def _has_ended(self, at: int) -> bool:
        """Whether the line above is no full line that stops in the middle of a sentence."""
        return not at or ENDS.search(self._text(at - 1)) is not None or self._is_short(at - 1)

    def _is_short(self, at: int) -> bool:
        return self.lines[at].x1 < self._edge - FULL

    def _counts_on(self, label: Label) -> bool:
        """Whether a number that looks like a year is one of several that follow one another."""
        return self._years.get(label.numbers[0], 0) >= MIN_YEARS

    @cached_property
    def _years(self) -> dict[float, int]:
        """How many numbers follow one another at the beginnings of lines, for each that looks like
        a year."""
        labels = (label_of(line.text) for line in self.lines)
        found = sorted({one.numbers[0] for one in labels if one and one.numbers[0] in YEARS})
        runs: dict[float, int] = {}
        for number in found:
            before = number - 1
            run = [number]
            while before in runs:
                run.append(before)
                before -= 1
            runs.update(dict.fromkeys(run, len(run)))
        return runs

    def _is_listed(self, at: int, label: Label, listed: float) -> float:
        """The number of a line in the list of a resolution, 0 where it is of none; `listed` is that
        of the labelled line before it."""
        if len(label.numbers) > 1 or label.is_letter:
            return 0.0
        number = label.numbers[0]
        if number == 1 and OPENS_LIST.search(self._text(at - 1)):
            return number
        return number if listed and number == listed + 1 else 0.0

    def _title(self, at: int, label: Label, words: str) -> Title | None:
        """The title of an item that begins on a line: what of it is bold, or else by its words."""
        line = self.lines[at]
        if label.end < line.lead and (bold := line.text[label.end : line.lead].strip(" .:–—-")):
            found = title_of(bold)
            return found and replace(found, runs_on=True)
        return title_of(words, of_paragraph=line.text != words and self.is_paragraph(at))

    def _worth(self, at: int, label: Label, words: str, title: Title | None) -> float:
        line = self.lines[at]
        titled = bool(title and title.sure and not is_remark(words)) or self.heads(at - 1)
        worth = LABELLED + (TITLED if titled else SENTENCE)
        if line.bold or (len(words) > 3 and words.isupper()):
            worth += SET_APART
        if self.is_placed(at):
            worth += PLACED
        if label.is_structured:
            worth += TWO_NUMBERS if label.shape.strip("()") == "#.#" else STRUCTURED
        if re.search(r"[()]", label.shape):
            worth += BRACKET
        if len(line.cells) > 3 or not re.search(r"[^\W\d_]{2}", words):
            worth += ROW
        return worth


def _is_date(label: Label, words: str) -> bool:
    """Whether what looks like a label is a day, a year or the first number of a range: "19
    September", "1/4/2024", "2023/24", "31 – 40 cm"."""
    first, *others = label.numbers
    if len(others) == 2 and (others[-1] in YEARS or first in YEARS):
        return True
    years = len(others) == 1 and first in YEARS and others[0] in (first + 1, (first + 1) % 100)
    return years or bool(DAY.match(words) or RANGE.match(words))


def _chain(found: Sequence[tuple[Row, float]]) -> tuple[float, list[Row]]:
    """The rows with increasing numbers that are worth most together, and what they are worth."""
    worths: list[float] = []
    before: list[int] = []
    for i, (row, number) in enumerate(found):
        best, last = 0.0, -1
        for j in range(max(0, i - LOOK_BACK), i):
            step = number - found[j][1]
            if not 0 < step <= MAX_STEP:
                continue
            apart = abs(row.x0 - found[j][0].x0) > SAME_EDGE
            cost = min(MISSING * max(0.0, step - 1), MAX_COST) + (MISSING if apart else 0.0)
            if worths[j] - cost > best:
                best, last = worths[j] - cost, j
        worths.append(row.worth + best)
        before.append(last)
    at = max(range(len(worths)), key=worths.__getitem__)
    worth, chain = worths[at], list[Row]()
    while at >= 0:
        chain.append(found[at][0])
        at = before[at]
    return worth, chain[::-1]
