"""The counts of a vote, side by side: "7 for, 3 against", "Ayes – 5; Noes – 1; Absent – 1".

Words are read one after another: which side is named, and which number belongs to it, the one
before it or the one behind. That the sides of one vote are printed alike settles it. The words
stand in tally.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
Side = Literal["favour", "against", "abstained", "absent"]
SIDES: tuple[Side, ...] = ("favour", "against", "abstained", "absent")
# "Not in favour" is against, and holds the words of the other side.
_IN_ORDER: tuple[Side, ...] = ("against", "favour", "abstained", "absent")
_SIDE_WORDS = tuple((side, _PHRASES[side]) for side in _IN_ORDER)
_COUNT, _FILLER, _MARK = _PHRASES["count"], _PHRASES["filler"], _PHRASES["mark"]
NAMES = _PHRASES["names"]
_PIECE = re.compile(r"\s*([^\W\d_]+(?:[’'-][^\W\d_]+)*|\S)")
NEAR = 80  # letters around a side in which its number stands
MAX_LETTERS = 4000  # of a text that is looked through


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a vote: a side of it, a number, what may stand between them, or anything else."""

    kind: Literal["side", "number", "filler", "mark", "other"]
    side: Side | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of the sides that are printed, and which sides are `named` at all; `half` where a
    side has a number that cannot be told from others."""

    counts: dict[Side, int]
    half: bool = False
    named: frozenset[Side] = frozenset()

    @property
    def sides(self) -> tuple[int | None, int | None, int | None]:
        """Those in favour, against and abstaining; None where no number is printed."""
        favour, against, abstained = (self.counts.get(side) for side in SIDES[:3])
        return favour, against, abstained


def tally(text: str, numbers: dict[str, int]) -> Tally:
    """The counts in `text`, by side; `numbers` are those in words."""
    words = list(_words_near_sides(NAMES.sub(" ", text[:MAX_LETTERS]), numbers))
    before, behind = _attached(words, -1), _attached(words, 1)
    found = max((behind, before), key=lambda one: (len(one), one is behind and _is_marked(words)))
    taken = {at for places in found.values() for at in places}
    other = before if found is behind else behind
    left = {side: places for side, places in other.items() if not taken.intersection(places)}
    found = left | found  # "for 9, against 3, with 1 abstention"
    told = {side: {words[at].number for at in places} for side, places in found.items()}
    one_each = {side: numbers.pop() for side, numbers in told.items() if len(numbers) == 1}
    half = len(one_each) < len(found) or bool({*before, *behind} - {*found})
    return Tally(one_each, half, frozenset(word.side for word in words if word.side))


def _is_marked(words: list[_Word]) -> bool:
    """Whether a mark follows a side, as in "For: 7"."""
    return any(a.side and b.kind == "mark" for a, b in pairwise(words))


def _attached(words: list[_Word], step: int) -> dict[Side, list[int]]:
    """Where the numbers stand next to each side, before it (`step` -1) or behind it (1)."""
    found: dict[Side, list[int]] = {}
    for i, word in enumerate(words):
        if not word.side:
            continue
        at = i + step
        while 0 <= at < len(words) and words[at].kind in ("filler", "mark"):
            at += step
        if 0 <= at < len(words) and words[at].kind == "number":
            found.setdefault(word.side, []).append(at)
    return found


def _words_near_sides(text: str, numbers: dict[str, int]) -> Iterator[_Word]:
    """The words around each side that is named: most of a long motion says nothing of a vote."""
    sides = sorted(m.span() for _, phrase in _SIDE_WORDS for m in phrase.finditer(text))
    end = 0
    for begins, ends in sides:
        start = max(end, text.rfind(" ", 0, max(0, begins - NEAR)) + 1)
        if start > end:
            yield _Word("other")
        until = text.find(" ", ends + NEAR)
        until = len(text) if until < 0 else until
        yield from _words(text[start:until] if until > start else "", numbers)
        end = max(end, until)


def _words(text: str, numbers: dict[str, int]) -> Iterator[_Word]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        word, length = _word_at(text, at, numbers)
        yield word
        at += max(1, length)


def _word_at(text: str, at: int, numbers: dict[str, int]) -> tuple[_Word, int]:
    """The word that begins at an offset, and how many letters it has."""
    for side, phrase in _SIDE_WORDS:
        if found := phrase.compiled.match(text, at):
            return _Word("side", side), len(found[0])
    if found := _COUNT.compiled.match(text, at):
        told = found[0].lower()
        number = (
            int(told) if told.isdigit() else sum(numbers[part] for part in re.split("[- ]", told))
        )
        return _Word("number", number=number), len(found[0])
    if found := _MARK.compiled.match(text, at):
        return _Word("mark"), len(found[0])
    if found := _FILLER.compiled.match(text, at):
        return _Word("filler"), len(found[0])
    piece = _PIECE.match(text, at)
    return _Word("other"), len(piece[0]) if piece else 1
