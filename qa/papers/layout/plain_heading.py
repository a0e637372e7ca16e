"""Headings of minutes that are neither numbered nor set apart by their type.

Such a heading is a short line between what ends and what begins: below the end of a sentence or the
result of a motion, and above who moved the next motion, or a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.papers.layout.group import MOVERS, RESULT_ALONE
from qa.papers.layout.piece import Piece
from qa.papers.standing import MOVED
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
NO_TITLE, TITLE = _PHRASES["no_title"], _PHRASES["title"]
ENDS = re.compile(r"[.!?][\"”'’)]*$")
# Words of a heading over a paragraph, of one over a motion, and of that paragraph; lines between a
# heading and who moved the motion, such
# as the number of a report.
MAX_WORDS, MAX_WORDS_OF_TITLE, MIN_PARAGRAPH, MAX_BETWEEN = 10, 16, 12, 2


def with_plain_headings(found: Sequence[Piece]) -> list[Piece]:
    """The pieces of a record, of which those that are such headings are of that kind."""
    result = list(found)
    for i, piece in enumerate(found):
        if _is_title(piece) and _ends(result[i - 1] if i else None) and _leads(found, i):
            result[i] = replace(piece, kind="heading")
    return result


def _is_title(piece: Piece) -> bool:
    short = piece.words <= MAX_WORDS_OF_TITLE and "\n" not in piece.text and not piece.opens
    return (
        piece.kind == "text"
        and short
        and bool(TITLE.match(piece.text))
        and not any(phrase.search(piece.text) for phrase in (NO_TITLE, MOVERS, RESULT_ALONE))
    )


def _ends(before: Piece | None) -> bool:
    """Whether what stands before a line ends there."""
    if before is None or before.kind == "heading":
        return True
    return bool(ENDS.search(before.text) or RESULT_ALONE.match(before.text))


def _leads(found: Sequence[Piece], i: int) -> bool:
    """Whether a paragraph stands below a line, or who moved the next motion, on its page."""
    below = [piece for piece in found[i + 1 : i + 2 + MAX_BETWEEN] if piece.page == found[i].page]
    if below and i and below[0].kind == found[i - 1].kind == "item":
        # Over a numbered paragraph only where that begins with who moved a motion: lists of what
        # was resolved have headings too, with which they do not end.
        return bool(MOVED.search(below[0].text))
    for n, piece in enumerate(below):
        if MOVERS.match(piece.text):
            return True
        if n < MAX_BETWEEN and piece.kind == "text" and piece.words >= MIN_PARAGRAPH:
            short = found[i].words <= MAX_WORDS and "," not in found[i].text
            return short and piece.text[:1].isupper()
        if piece.kind not in ("text", "heading") or piece.words > MAX_WORDS:
            return False
    return False
