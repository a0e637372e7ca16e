"""A line that is proposed: its pieces, before the citations of the answer are numbered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qa.answers.answer_line import AnswerLine, LineKind, Part
from qa.library.records import StoredPassage


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
        """The part of an answer line that it is, where `n` is the number of its citation."""
        marked = tuple((a - self.start, b - self.start) for a, b in self.marked)
        return Part(self.text, n, verbatim=not self.fields, marked=() if self.fields else marked)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line with its pieces and its certainty, from 0 to 1.

    The `further` pieces tell what came later.
    """

    kind: LineKind
    pieces: tuple[Piece, ...]
    certainty: float
    further: tuple[Piece, ...] = ()

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
