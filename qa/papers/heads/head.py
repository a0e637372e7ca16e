"""The lines of a head, as running text too, with the cues of each line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from qa.papers.heads.cues import cues_in
from qa.papers.text import mended
from qa.phrases import Phrases

LINES = 30  # of a page, in which its head stands
MAX_LENGTH = 400  # characters of a line that are looked at
ITEM = Phrases.beside(__file__)["item"]


@dataclass(frozen=True)
class HeadLines:
    """The first lines of a page."""

    lines: tuple[str, ...]

    @classmethod
    def of(cls, lines: Sequence[str]) -> HeadLines:
        """Those among `lines` that have words."""
        plain = (" ".join(mended(line)[:MAX_LENGTH].split()) for line in lines)
        return cls(tuple([line for line in plain if line.strip(" ._-~*=")][:LINES]))

    @cached_property
    def text(self) -> str:
        """The lines as running text: each ends with a line end."""
        return "\n".join(self.lines)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each line begins in `text`."""
        starts, at = [], 0
        for line in self.lines:
            starts.append(at)
            at += len(line) + 1
        return tuple(starts)

    def line_at(self, place: int) -> int:
        """The index of the line that holds a place of `text`."""
        return bisect_right(self.starts, place) - 1

    @cached_property
    def cues(self) -> tuple[frozenset[str], ...]:
        """The cues of each line."""
        return tuple(frozenset(cues_in("line", line)) for line in self.lines)

    @cached_property
    def first_item(self) -> int:
        """The index of the line with which the items of business begin, or the number of lines."""
        for i, line in enumerate(self.lines):
            if i > 1 and ITEM.match(line):
                return i
        return len(self.lines)

    @cached_property
    def first_present(self) -> int:
        """The index of the line that begins the list of those present, or the number of lines."""
        wanted = (i for i, cues in enumerate(self.cues) if "present" in cues and i)
        return next(wanted, len(self.lines))

    def before(self, start: int, lines: int = 1) -> str:
        """What stands before a place in its line, with up to so many lines before that."""
        first = max(0, self.line_at(start) - lines)
        return self.text[self.starts[first] : start].replace("\n", " ")

    def after(self, end: int) -> str:
        """What stands behind a place in its line."""
        stop = self.text.find("\n", end)
        return self.text[end : stop if stop >= 0 else len(self.text)]
