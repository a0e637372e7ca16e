"""Raised digits and letters: the marks of footnotes, and the powers of units.

A footnote mark is a small digit that is set above the line. Most files hold it as a plain digit
directly behind the words, so that "£1,200" with the mark 3 would read "£1,2003". It becomes the
superscript character that is seen on the page, set apart by a space from what stands before it.
The power of a unit ("m²", "km²") stays joined to its unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import sub
from statistics import median

from qa.papers.pages.sheet import Box

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
LETTERS = dict(zip("abcdefgh", "ᵃᵇᶜᵈᵉᶠᵍʰ", strict=True))
RAISED = re.compile(f"[{SUPERSCRIPTS}]+|[{''.join(LETTERS.values())}]")
DIGIT = re.compile(r"[0-9]")
# A letter that may be a mark: a single one behind a word or a figure, and no "th" of an ordinal.
LETTER = re.compile(r"(?<=[^\W_])[a-h](?![^\W_])|(?<=[^\W_][.,;:)’”])[a-h](?![^\W_])")
# Units that are squared or cubed. The letters before the unit are none: a footnote to "from".
UNIT = re.compile(
    r"(?<![^\W\d_])(?:[mckµ]?m|ft|in|yd|yds|mi|miles?|metres?|s|sec)\s?$", re.IGNORECASE
)
POWERS = "²³"
NOTE = re.compile(
    rf"\s*[\d{SUPERSCRIPTS}]{{1,2}}\s?[^\W\d_]{{2}}"
)  # a note that begins with its mark
# Letters that reach no higher than an "x", whose height is this share of a capital's.
LOW_LETTERS = frozenset("acegmnopqrsuvwxyz")
X_HEIGHT = 0.7
BELOW_THE_LINE = frozenset("gjpqyQJ")  # letters that reach below the line in many typefaces
MAX_HEIGHT = 0.8  # of a raised digit, as a share of the height of the capitals beside it
MIN_RISE = 0.25  # of its foot above the line, as a share of its own height
# Between it and the word before it or the note after it, as shares of a capital's height. There is
# no room for a space before a mark: "Page" may stand before a number in smaller type.
MAX_DISTANCE, MAX_DISTANCE_OF_NOTE = 0.3, 0.6
SIDEWAYS = 2.5  # times as high as its tallest glyph is a line that is not level
WORD = 12  # characters beside a digit that are looked at


def with_superscripts(chars: str, boxes: Sequence[Box | None]) -> tuple[str, list[Box | None]]:
    """The characters of a line with its raised marks as superscripts, set apart by a space (which
    has no box) from words and figures before them."""
    marks = [mark for mark in LETTER.finditer(chars) if _stands_higher(boxes, mark.start())]
    digits = not chars.isascii() or DIGIT.search(chars)  # such as "²", which is no ASCII
    if not (marks or digits) or is_sideways([b for b in boxes if b]):
        return chars, list(boxes)
    shown = list(chars)
    line = max(
        (
            box[3]
            for char, box in zip(chars, boxes, strict=True)
            if box and char not in BELOW_THE_LINE and char.isalnum()
        ),
        default=0.0,
    )
    for mark in re.finditer(r"[0-9]+", chars):
        for i in range(mark.start(), mark.end()):
            box = boxes[i]
            # Most digits stand on the line, which is told quickly.
            rises = box and line - box[3] > MIN_RISE * (box[3] - box[1])
            if rises and _is_raised(shown, boxes, i):
                shown[i] = SUPERSCRIPTS[int(chars[i])]
    for mark in marks:
        if _is_raised(shown, boxes, mark.start()):
            shown[mark.start()] = LETTERS[mark[0]]
    if "".join(shown) == chars and not RAISED.search(chars):
        return chars, list(boxes)
    return _set_apart("".join(shown), boxes)


def _stands_higher(boxes: Sequence[Box | None], at: int) -> bool:
    """Whether the foot of the glyph at an index is above that of the one before it, which tells
    quickly that most letters are not raised."""
    box, before = boxes[at], boxes[at - 1]
    return bool(box and before and before[3] - box[3] > MIN_RISE * (box[3] - box[1]))


def is_sideways(drawn: Sequence[Box]) -> bool:
    """Whether the glyphs of a line stand one above the other."""
    if not drawn:
        return False
    _, tops, _, bottoms = zip(*drawn, strict=True)
    return bool(max(bottoms) - min(tops) > SIDEWAYS * max(map(sub, bottoms, tops)))


def _set_apart(chars: str, boxes: Sequence[Box | None]) -> tuple[str, list[Box | None]]:
    """A line with a space before each superscript that is no power of a unit, and behind one that
    stands before a figure."""
    text, places, end = "", list[Box | None](), 0
    for mark in RAISED.finditer(chars):
        start = mark.start()
        text += chars[end:start]
        places += boxes[end:start]
        joined = mark[0] in POWERS and UNIT.search(text)
        if text and not text[-1].isspace() and not joined:
            text += " "
            places.append(None)
        text += mark[0]
        places += boxes[start : mark.end()]
        end = mark.end()
        if chars[end : end + 1].isdigit():  # a note that begins with a figure
            text += " "
            places.append(None)
    return text + chars[end:], [*places, *boxes[end:]]


def _is_raised(chars: Sequence[str], boxes: Sequence[Box | None], at: int) -> bool:
    """Whether the digit or letter at index `at` is small and stands above the line of the word
    before it, or of the word after it if it begins the line."""
    box = boxes[at]
    if box is None:
        return False
    before = [i for i in range(max(0, at - WORD), at) if _is_measured(chars[i], boxes[i])]
    after = range(at + 1, min(len(chars), at + 1 + WORD))
    beside = _last_word(chars, boxes, before)
    begins = not any(boxes[:at]) or RAISED.fullmatch("".join(chars[:at]).strip())
    if begins and NOTE.match("".join(chars)):
        beside = [i for i in after if _is_measured(chars[i], boxes[i])]
        beside = [i for i in beside if not chars[i].isdigit()]
    elif begins:
        beside = _figure_behind(chars, boxes, at, box)
    words = [(chars[i], place) for i in beside if (place := boxes[i])]
    if not words:
        return False
    on_the_line = [place[3] for char, place in words if char not in BELOW_THE_LINE]
    if not on_the_line:
        return False
    foot = median(on_the_line)
    capital = max(
        (foot - place[1]) / (X_HEIGHT if char in LOW_LETTERS else 1.0) for char, place in words
    )
    height = box[3] - box[1]
    near = MAX_DISTANCE if before else MAX_DISTANCE_OF_NOTE
    return (
        0 < height < MAX_HEIGHT * capital * (X_HEIGHT if chars[at] in LOW_LETTERS else 1.0)
        and MIN_RISE * height < foot - box[3] < capital
        and _distance(boxes, at, after=not before) < near * capital
    )


def _figure_behind(
    chars: Sequence[str], boxes: Sequence[Box | None], at: int, box: Box
) -> list[int]:
    """The digits of the figure in larger type that follows the digits of a mark at once."""
    small = at
    while small < len(chars) and chars[small].isdigit() and not _is_larger(boxes[small], box):
        small += 1
    large = small
    while large < len(chars) and chars[large].isdigit() and _is_larger(boxes[large], box):
        large += 1
    return [*range(small, large)]


def _is_larger(box: Box | None, other: Box) -> bool:
    return box is not None and box[3] - box[1] > (other[3] - other[1]) / MAX_HEIGHT


def _distance(boxes: Sequence[Box | None], at: int, after: bool) -> float:
    """From the glyph at index `at` to the one before it, or to the one `after` it that is no part
    of the same number."""
    here = boxes[at]
    others = boxes[at + 1 :] if after else boxes[:at][::-1]
    there = next(filter(None, others), None)
    if here is None or there is None:
        return float("inf")
    return there[0] - here[2] if after else here[0] - there[2]


def _is_measured(char: str, box: Box | None) -> bool:
    """Whether a character tells where its line stands: a letter or digit that is not raised."""
    return box is not None and char.isalnum() and char not in SUPERSCRIPTS


def _last_word(
    chars: Sequence[str], boxes: Sequence[Box | None], measured: Sequence[int]
) -> list[int]:
    """Of the `measured` characters, those after the last white space or gap before them."""
    word: list[int] = []
    for i in reversed(measured):
        box, last = boxes[i], boxes[word[-1]] if word else None
        apart = word and any(boxes[k] is None for k in range(i + 1, word[-1]))
        far = box and last and last[0] - box[2] > 2 * (last[3] - last[1])
        if apart or far:
            break
        word.append(i)
    return word
