"""The items of minutes: where each begins, and what it is called.

Most councils number them, in a way of their own, which `qa.papers.layout.numbering` finds. Others
set them under headings without a number, at times over "(Item 4)".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

from qa.papers.dates import MONTH_IN_FULL, WEEKDAY
from qa.papers.layout.piece import Piece
from qa.papers.layout.title import is_remark, is_title
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
PLACE_BELOW = _PHRASES["place_below"]
PLACE_AT_END = _PHRASES["place_at_end"]
PAGES = _PHRASES["pages"]
NO_ITEM = _PHRASES["no_item"]
MAX_HEADING_WORDS = 32  # of lines that were joined: who reports, the number and the title
MIN_HEADINGS = 2
# Where so many headings stand before the first number, what is numbered is something else: the list
# of by-laws at the end of a council's minutes, say.
MANY_HEADINGS = 4

WORD = re.compile(r"[\w&]+")
ACRONYM = re.compile(r"\b[A-Z][A-Z&]{1,6}\b")
NAME = re.compile(r"\b[a-z]+,? ([A-Z][\w&]*)")  # after a word in small letters
SMALL = re.compile(r"\b[a-z]+\b")
ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH)")
# Months and days of the week; those that are common words too where a number stands beside them.
DAY = re.compile(rf"(?!may|march){MONTH_IN_FULL}|{WEEKDAY}")
BESIDE_NUMBER = re.compile(
    r"(?:(?<=\d )|(?<=\d(?:st|nd|rd|th) ))(?:may|march)\b|\b(?:may|march)(?= \d)"
)

Names = Mapping[str, str]


def items(found: list[Piece]) -> list[tuple[int, str]]:
    """The index of the piece that opens each item, and the item's name ("8. Review of buses").

    Where nothing is numbered, the headings over "(Item 4)" open items, or else all headings.
    """
    names = _names(found)
    numbered = [(i, piece.opens) for i, piece in enumerate(found) if piece.opens]
    headings = _unnumbered(found, names)
    before = sum(i < numbered[0][0] for i, _ in headings) if numbered else 0
    if numbered and before < MANY_HEADINGS:
        return [(i, f"{one.label} {_title(one.title, names)}".strip()) for i, one in numbered]
    placed = [
        (i, f"{_title(PLACE_AT_END.sub('', piece.text), names)} (Item {place['n']})")
        for i, (piece, after) in enumerate(pairwise(found))
        if (place := PLACE_BELOW.match(after.text) or PLACE_AT_END.search(piece.text))
        and piece.kind == "heading"
    ]
    return [(_first_heading(found, i), name) for i, name in placed or headings]


def _first_heading(found: list[Piece], at: int) -> int:
    """The first of the headings that stand over one another, of which that at `at` names the item:
    "Presentations" over "Ferry Report". The heading of the paper is not among them."""
    first = at
    while first and found[first - 1].kind == "heading" and found[first - 1].page == found[at].page:
        first -= 1
    return first if first and any(piece.kind != "heading" for piece in found[:first]) else at


def _unnumbered(found: list[Piece], names: Names) -> list[tuple[int, str]]:
    """The headings that something stands under, in the type that most of them are set in."""
    begins = next((i for i, piece in enumerate(found) if piece.kind != "heading"), 0)
    headings = [
        (i, piece)
        for i, (piece, after) in enumerate(pairwise(found))
        if piece.kind == "heading"
        and i + 1 > begins  # what stands above it is the heading of the paper
        and not piece.opens
        and (after.kind != "heading" or _look(after) != _look(piece))
        and piece.words <= MAX_HEADING_WORDS
        and is_title(piece.text)
        and not is_remark(piece.text)
        and not NO_ITEM.match(piece.text)
    ]
    looks = Counter(_look(piece) for _, piece in headings)
    if not headings or looks.most_common(1)[0][1] < MIN_HEADINGS:
        return []
    usual = looks.most_common(1)[0][0]
    return [(i, _title(piece.text, names)) for i, piece in headings if _look(piece) == usual]


def _look(heading: Piece) -> tuple[bool, bool, float]:
    """The type that a heading is set in."""
    return heading.bold, heading.text.isupper(), heading.size


def _title(words: str, names: Names) -> str:
    """What an item is called: its title, in small letters if it stands in capitals."""
    title = " ".join(PAGES.sub("", words).split()).rstrip(" .:")
    return _in_small_letters(title, names) if title.isupper() else title


def _names(found: Iterable[Piece]) -> Names:
    """Acronyms, and words that stand with a capital within sentences, which never stand in small
    letters: as they are written, by their small letters. CAMHS, Netherby."""
    names: dict[str, str] = {}
    small: set[str] = set()
    for piece in found:
        if piece.text.isupper():
            continue
        own = ACRONYM.findall(piece.text)
        if piece.kind != "heading":
            own += NAME.findall(piece.text)
        names.update((word.lower(), word) for word in own)
        small.update(SMALL.findall(piece.text.lower() if piece.text.istitle() else piece.text))
    return {word: written for word, written in names.items() if word not in small}


def _in_small_letters(title: str, names: Names) -> str:
    """A title in capitals, rewritten as a sentence is: "Review of CAMHS waiting times in May"."""
    words = WORD.sub(lambda word: _as_written(word[0], names), title)
    words = BESIDE_NUMBER.sub(lambda month: month[0].capitalize(), words)
    return words[:1].upper() + words[1:]


def _as_written(word: str, names: Names) -> str:
    """A word of a title in capitals, as it is written in a sentence."""
    if any(letter.isdigit() for letter in word[1:]) and not ORDINAL.fullmatch(word):
        return word  # "CAB3256"
    small = word.lower()
    return names.get(small) or (small.capitalize() if DAY.fullmatch(small) else small)
