"""A line that is proposed: its pieces, before the citations of the answer are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qa.answers.answer_line import AnswerLine, LineKind, Part
from qa.library.records import StoredPassage

# What only says where in a list words stand: "(iii) Adopts the plan; and", "4) Mr Ash thanked …".
MARK = re.compile(r"\s*(?:\(?(?:[ivx]{1,5}|[a-z]|\d{1,3})\)|[•▪○])\s+(?=\S)", re.IGNORECASE)
GOES_ON = re.compile(r"[;,]\s*(?:and|or|but)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line: words of a passage from `start` to `end`, or `fields` made of an entry
    whose words stand there. `marked` are offsets in the passage."""

    stored: StoredPassage
    start: int = 0
    end: int = 0
    fields: str = ""
    marked: tuple[tuple[int, int], ...] = ()

    @property
    def text(self) -> str:
        """Its words, be they of the passage or fields."""
        return self.fields or self.stored.passage.text[self.start : self.end]

    def part(self, n: int) -> Part:
        """The part of an answer line that it is, where `n` is the number of its citation: of a
        clause of a list only its words."""
        if self.fields:
            return Part(self.fields, n, verbatim=False)
        text = self.stored.passage.text
        mark = MARK.match(text, self.start, self.end)
        start = mark.end() if mark else self.start
        goes_on = GOES_ON.search(text[start : self.end])
        end = start + goes_on.start() if goes_on else self.end
        marked = tuple((a - start, b - start) for a, b in self.marked if start <= a < b <= end)
        return Part(text[start:end], n, verbatim=True, marked=marked)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line with its pieces and its certainty, from 0 to 1.

    The `further` pieces tell what came later. `behind` is how far a sentence is behind the best of
    those found, for the share of the question that it holds; `lost` says that it was put, and lost,
    `changed` that it tells what an amendment made of what was put.
    """

    kind: LineKind
    pieces: tuple[Piece, ...]
    certainty: float
    further: tuple[Piece, ...] = ()
    behind: float = 0.0
    lost: bool = False
    changed: bool = False

    @property
    def passages(self) -> dict[int, StoredPassage]:
        """The passages that it stands on, by their ids, those that it quotes first."""
        quoted_first = sorted(self.pieces, key=lambda piece: bool(piece.fields))
        return {piece.stored.id: piece.stored for piece in (*quoted_first, *self.further)}

    def line(self, numbers: Mapping[int, int]) -> AnswerLine:
        """The answer line, where `numbers` are those of the citations by passage."""
        parts = tuple(
            piece.part(numbers[piece.stored.id]) for piece in (*self.pieces, *self.further)
        )
        return AnswerLine(self.kind, parts, round(self.certainty, 3))


def spoken_fields(fields: Iterable[str | None]) -> str:
    """Fields as a sentence: "County Council, 13 February 2025."."""
    words = ", ".join(filter(None, fields))
    return f"{words}." if words else ""
