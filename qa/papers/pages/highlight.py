"""Where the words of a passage stand on a page.

A passage was read from the characters that pdfium finds on its pages (`qa.papers.pages.line`). So
it stands there as one run of the same characters, white space apart. Or it stands there as several
runs in the same order, if lines between them belong to no passage (running heads) or to another
(rows of a table).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pypdfium2 as pdfium

from qa.papers.pages.annotations import place_among
from qa.papers.pages.line import Glyph, page_glyphs
from qa.papers.pages.sheet import Box, Line
from qa.papers.paper import Passage

# pdfium gives a character beyond 16 bits as two halves, and as U+FFFD where a half is missing.
HALVES = re.compile("[\ud800-\udfff\ufffd\U00010000-\U0010ffff]")
MAX_GAP = 2.0  # times the height of a line, between characters that share a box
MAX_HEIGHT = 1.4  # times its tallest character: a higher line is not level, but set sideways
MAX_LEADING = 0.75  # times their height, between lines of one paragraph

_Place = tuple[int, int]  # the index of a line, and of a glyph in it
# One way to find words on a page: how often lines are left out, and the indices of the characters.
_Way = tuple[int, list[int]]


def marks(
    page: pdfium.PdfPage,
    number: int,
    passage: Passage,
    start: int,
    end: int,
    over: Sequence[Line] = (),
) -> list[Box]:
    """The boxes of what stands of `start` to `end` of the passage's text on PDF page `number`.

    There is one box (see `Line`) for each stretch of a line, in order, and none if the words are
    not found. Words that are struck out lie in no box. `over` are the lines of what lies over the
    page.
    """
    cuts = (0, *passage.breaks, len(passage.text))
    part = number - passage.page
    if not 0 <= part < len(cuts) - 1:
        return []
    first, last = cuts[part : part + 2]
    lines = _with_laid_over(page_glyphs(page), over)
    printed, places = _printed(lines)
    found = _found(passage.text[first:last], printed, places, last < len(passage.text))
    chosen: dict[int, set[int]] = {}
    for offset, at in found.items():
        if start <= first + offset < end:
            line, glyph = places[at]
            chosen.setdefault(line, set()).add(glyph)
    return [box for line in sorted(chosen) for box in _boxes(lines[line], chosen[line])]


def _with_laid_over(lines: list[list[Glyph]], over: Sequence[Line]) -> list[list[Glyph]]:
    """The lines of a page and of what lies over it, in the order in which they are read. The
    letters of the latter are taken to be of one width."""
    if not over:
        return lines
    known = [(line, place) for line in lines if (place := _line(line))]
    result = [line for line, _ in known]
    places = [place for _, place in known]
    for new in over:
        at = place_among(places, new)
        wide = (new.x1 - new.x0) / len(new.text)
        boxes = [
            (new.x0 + n * wide, new.top, new.x0 + (n + 1) * wide, new.bottom)
            for n in range(len(new.text))
        ]
        glyphs = [
            Glyph(char, None if char.isspace() else box, False)
            for char, box in zip(new.text, boxes, strict=True)
        ]
        places.insert(at, new)
        result.insert(at, glyphs)
    return result


def _line(glyphs: list[Glyph]) -> Line | None:
    drawn = [glyph.box for glyph in glyphs if glyph.box]
    if not drawn:
        return None
    x0s, tops, x1s, bottoms = zip(*drawn, strict=True)
    size = max(bottom - top for top, bottom in zip(tops, bottoms, strict=True))
    return Line("", 0, min(x0s), max(x1s), min(tops), max(bottoms), size)


def _printed(lines: list[list[Glyph]]) -> tuple[str, list[_Place]]:
    """The text of a page without what is struck out, and the place of each of its characters."""
    text: list[str] = []
    places: list[_Place] = []
    for i, line in enumerate(lines):
        for k, glyph in enumerate(line):
            if glyph.char and not glyph.struck:
                text.append(glyph.char)
                places.append((i, k))
        text.append(" ")
        places.append((i, len(line)))
    return "".join(text), places


def _found(wanted: str, printed: str, places: list[_Place], runs_on: bool) -> dict[int, int]:
    """For the index of each character of `wanted` that is no white space, its index in `printed`.

    It is empty if the words do not stand there. See `_run` for `runs_on`.
    """
    wanted, printed = HALVES.sub(" ", wanted), HALVES.sub(" ", printed)
    ours = [i for i, char in enumerate(wanted) if not char.isspace()]
    theirs = [i for i, char in enumerate(printed) if not char.isspace()]
    words, page = "".join(wanted[i] for i in ours), "".join(printed[i] for i in theirs)
    starts = [n for n, i in enumerate(theirs) if not n or places[theirs[n - 1]][0] < places[i][0]]
    lines = [range(start, end) for start, end in pairwise([*starts, len(theirs)])]
    found = _run(words, page, lines, runs_on) or _chain(words, page, lines)
    return {i: theirs[n] for i, n in zip(ours, found, strict=False)}


def _run(words: str, page: str, lines: list[range], runs_on: bool) -> Sequence[int]:
    """The indices of the characters of `words` on the page, if they stand there as one run.

    Of several places, one is taken that begins and ends with a line, as most passages do; then the
    last if the passage runs on to the next page, and otherwise the first.
    """
    begins, ends = {line.start for line in lines}, {line.stop for line in lines}
    found = []
    at = page.find(words) if words else -1
    while at >= 0:
        found.append(range(at, at + len(words)))
        at = page.find(words, at + 1)

    def unlikely(place: range) -> tuple[int, int]:
        whole = (place.start in begins) + (place.stop in ends)
        return -whole, -place.start if runs_on else place.start

    return min(found, key=unlikely, default=())


def _chain(words: str, page: str, lines: list[range]) -> Sequence[int]:
    """The same if other lines stand between: the way that leaves out lines least often.

    The words may begin within their first line and end within their last.
    """
    best: dict[int, _Way] = {}  # by the number of characters that are found
    held: dict[int, _Way] = {}  # the ways that end with the line before
    for line in lines:
        ways: dict[int, _Way] = {}
        text = page[line.start : line.stop]
        begins = next((i for i in range(len(text)) if words.startswith(text[i:])), len(text))
        if begins < len(text):
            ways[len(text) - begins] = int(begins > 0), [*line[begins:]]
        for at, (gaps, taken) in best.items():
            n = min(len(text), len(words) - at)
            if n and words[at : at + n] == text[:n]:
                way = min((gaps + 1, taken), held.get(at, (gaps + 1, taken)))
                _keep(ways, at + n, (way[0], [*way[1], *line[:n]]))
        for at, way in ways.items():
            _keep(best, at, way)
        held = ways
    return best.get(len(words), (0, []))[1]


def _keep(ways: dict[int, _Way], at: int, way: _Way) -> None:
    if at not in ways or way[0] < ways[at][0]:
        ways[at] = way


def _boxes(line: list[Glyph], chosen: set[int]) -> Iterator[Box]:
    """The boxes of the `chosen` characters of a line, as high as the line.

    A new box begins after other characters, and after the gap between cells of a table.
    """
    drawn = [glyph.box for glyph in line if glyph.box]
    if not drawn:
        return
    tallest = max(box[3] - box[1] for box in drawn)
    top, bottom = min(box[1] for box in drawn), max(box[3] for box in drawn)
    level = bottom - top <= MAX_HEIGHT * tallest
    held: Box | None = None
    for i, glyph in enumerate(line):
        if glyph.box is None:
            continue
        x0, _, x1, _ = glyph.box
        box = (x0, top, x1, bottom) if level else glyph.box
        if held and (i not in chosen or _distance(held, glyph.box) > MAX_GAP * tallest):
            yield held
            held = None
        if i in chosen:
            held = _around(held, box) if held else box
    if held:
        yield held


def _distance(a: Box, b: Box) -> float:
    return max(b[0] - a[2], a[0] - b[2], b[1] - a[3], a[1] - b[3])


def _around(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def closed(boxes: list[Box]) -> list[Box]:
    """Boxes of which those of lines of one paragraph are made higher, until they meet."""
    result = list(boxes)
    for i, (upper, lower) in enumerate(pairwise(boxes)):
        gap = lower[1] - upper[3]
        beside = min(upper[2], lower[2]) > max(upper[0], lower[0])
        if beside and 0 < gap < MAX_LEADING * (upper[3] - upper[1]):
            middle = upper[3] + gap / 2
            result[i] = (*result[i][:3], middle)
            result[i + 1] = (lower[0], middle, *lower[2:])
    return result
