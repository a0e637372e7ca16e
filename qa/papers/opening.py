"""How the parts of a paper open: the first lines of a page, and what they say of their part.

The rules by which each kind of document opens stand with the kind (`qa.papers.kinds`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.papers.document import Document
from qa.papers.paper import Meeting
from qa.papers.text import mended
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
HEAD_LINES = 40  # how far into a page its opening may reach
# A page with more labels of appendices than this among its first lines is a list of them.
LIST_LINES, MAX_LABELS = 6, 2


@dataclass(frozen=True, slots=True)
class Head:
    """The first lines of a page, by which a part of a paper may open.

    The first page of a file opens by weaker signs too: a lone page in the middle of a report may
    begin with "Dear …", or name a tracker, without being one.
    """

    lines: list[str]
    first_of_file: bool

    @classmethod
    def of(cls, lines: Sequence[str], first_of_file: bool) -> Head:
        """The head of a page with these lines."""
        return cls([mended(line).strip() for line in lines[:HEAD_LINES]], first_of_file)

    @property
    def running(self) -> str:
        """All of it as running text."""
        return " ".join(self.lines)

    def top(self, lines: int) -> str:
        """Its first lines as running text."""
        return " ".join(self.lines[:lines])

    @property
    def is_appendix(self) -> bool:
        """Whether it begins with the label of an appendix, and is no list of appendices."""
        if not self.lines or not is_appendix_label(self.lines[0]):
            return False
        return sum(map(is_appendix_label, self.lines[:LIST_LINES])) <= MAX_LABELS


@dataclass(frozen=True, slots=True)
class Opening:
    """How a part opens: its kind, the meeting it names, and the title of its subject."""

    document: Document
    meeting: Meeting
    title: str | None = None
    draft: bool = False


def is_appendix_label(line: str) -> bool:
    """Whether a line begins like "Appendix 2" or "Annexe B"."""
    return bool(PHRASES["appendix"].match(line))


def is_work_programme(line: str) -> bool:
    """Whether a line names the plan of a committee's coming business, which is of its own."""
    return bool(PHRASES["work_programme"].search(line))
