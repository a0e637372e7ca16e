"""The answer line: what a reader is told first, in the papers' own words and the registers' fields.

Nothing in it is written by the program but what a register states of an entry: how it ended, the
counts, who moved it, the body and the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal, get_args

LineKind = Literal[
    "decision",
    "vote",
    "member vote",
    "figure",
    "date",
    "person",
    "yes or no",
    "story",
    "earlier answer",
    "sentence",
    "nothing",
]
LINE_KINDS: tuple[LineKind, ...] = get_args(LineKind)


ENDS, CLOSING = ".!?:;…", ")]\"'”’ \n"  # what a sentence ends with, and what may stand behind that
QUOTES = '“"‘'  # words that begin with one stand in quotation marks already


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an answer line.

    A `verbatim` part is word for word from the text of the citation numbered `citation`. Any other
    is made of fields of a register entry, or of the citation itself, whose words are cited.
    `marked` are the offsets in `text` of what was asked for: a figure, a date, a name.
    """

    text: str
    citation: int
    verbatim: bool
    marked: tuple[tuple[int, int], ...] = ()

    @property
    def is_in_marks(self) -> bool:
        """Whether it stands in quotation marks of its own paper."""
        return self.text[:1] in QUOTES

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """Its text in pieces, each with whether it is marked."""
        found, at = [], 0
        for start, end in self.marked:
            found += [(self.text[at:start], False), (self.text[start:end], True)]
            at = end
        return [piece for piece in (*found, (self.text[at:], False)) if piece[0]]


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """The line that begins an answer, of its parts; `certainty` is from 0 to 1."""

    kind: LineKind
    parts: tuple[Part, ...]
    certainty: float

    @property
    def text(self) -> str:
        """Its parts, joined: words of a paper that have no end of their own get one before fields,
        so that nobody reads on from the one into the other."""
        joined = ""
        for part, after in zip_longest(self.parts, self.parts[1:]):
            runs_on = part.verbatim and after is not None and not after.verbatim
            has_end = part.text.rstrip(CLOSING)[-1:] in {*ENDS}
            joined += part.text + ("." if runs_on and not has_end else "") + (" " if after else "")
        return joined

    @property
    def spoken(self) -> str:
        """Its parts on one line, with quotation marks around what is word for word."""
        parts = ((part.verbatim, " ".join(part.text.split())) for part in self.parts)
        return " ".join(
            f"“{text}”" if verbatim and text[:1] not in QUOTES else text for verbatim, text in parts
        )

    @property
    def citations(self) -> tuple[int, ...]:
        """The numbers of its citations, in order, each once."""
        return tuple(dict.fromkeys(part.citation for part in self.parts))
