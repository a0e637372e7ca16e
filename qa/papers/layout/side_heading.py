"""Headings that stand beside the text, in a column of their own: minutes of Irish county councils
and of parishes that number nothing.

    Burial Ground   The Clerk reported that the wall
                    had been mended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qa.papers.layout.title import has_verb, is_remark, title_of
from qa.papers.pages.sheet import Line
from qa.phrases import Phrases

PRESENT = Phrases.beside(__file__)["present"]
SAME_EDGE = 8.0  # points between the left edges of lines of one column
MIN_WIDTH = 40.0  # points of the column of the headings
MAX_WORDS = 7  # of such a heading
MIN_HEADINGS = 3
MIN_SHARE = 0.8  # of the lines from the first of them on, that are theirs or beside them


@dataclass(frozen=True, slots=True)
class SideHeading:
    """A heading that stands on the lines `first` to `last`; its text begins on the last of them, or
    else on the one below."""

    first: int
    last: int
    title: str
    runs_on: bool


def side_headings(lines: Sequence[Line]) -> list[SideHeading]:
    """Such headings of a record, in order; none where it is not set so."""
    edges = Counter(round(_text_edge(line)) for line in lines if _text_edge(line))
    if not edges:
        return []
    left = min(line.x0 for line in lines)
    edge = max(edges, key=lambda one: (one > left + MIN_WIDTH, edges[one]))
    found = [one for at in range(len(lines)) if (one := _at(lines, at, left, edge))]
    ends = [*(one.first for one in found), len(lines)][1:]
    told = [one for one, end in zip(found, ends, strict=True) if _tells(one, lines[:end], edge)]
    if len(told) < MIN_HEADINGS:
        return []
    below = range(told[0].first, len(lines))
    of_headings = {at for one in found for at in range(one.first, one.last + 1)}
    set_so = sum(at in of_headings or abs(lines[at].x0 - edge) < SAME_EDGE for at in below)
    return told if set_so >= MIN_SHARE * len(below) else []


def _text_edge(line: Line) -> float:
    """Where the text may begin on a line: behind a heading, or at its left edge."""
    return line.cells[1][0] if len(line.cells) == 2 else line.x0


def _at(lines: Sequence[Line], at: int, left: float, edge: float) -> SideHeading | None:
    """The heading that begins on a line, if one does."""
    if at and _is_narrow(lines[at - 1], left, edge):
        return None
    last = at
    if len(lines[at].cells) == 2 and lines[at].x0 < left + SAME_EDGE:
        if abs(lines[at].cells[1][0] - edge) >= SAME_EDGE:
            return None
        words, runs_on = lines[at].cells[0][1], True
    else:
        while last < len(lines) and _is_narrow(lines[last], left, edge):
            last += 1
        if last in (at, len(lines)) or not _is_level(lines[at], lines[last], edge):
            return None
        words, runs_on = " ".join(line.text for line in lines[at:last]), False
        last -= 1
    title = title_of(words)
    short = len(words.split()) <= MAX_WORDS and words[:1].isupper()
    named = title and title.sure and not is_remark(words) and not PRESENT.match(words)
    return SideHeading(at, last, words.strip(" .:–-"), runs_on) if short and named else None


def _is_narrow(line: Line, left: float, edge: float) -> bool:
    """Whether a line stands in the column of the headings, and ends there."""
    return line.x0 < left + SAME_EDGE and line.x1 < edge and len(line.cells) < 2


def _is_level(heading: Line, text: Line, edge: float) -> bool:
    """Whether the text beside a heading begins at its height."""
    return (
        heading.page == text.page
        and abs(text.x0 - edge) < SAME_EDGE
        and abs(text.top - heading.top) < heading.size
    )


def _tells(one: SideHeading, lines: Sequence[Line], edge: float) -> bool:
    """Whether somebody did something in the text beside a heading: it is no list of names, and no
    table. `lines` end where that text does."""
    beside = [line.text for line in lines[one.last + 1 :] if abs(line.x0 - edge) < SAME_EDGE]
    first = [lines[one.last].cells[1][1]] if one.runs_on else []
    return has_verb(" ".join([*first, *beside]))
