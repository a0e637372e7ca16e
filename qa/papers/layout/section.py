"""A part of a paper: what was bound in as one thing, with its kind and its meeting."""

from __future__ import annotations

from dataclasses import dataclass

from qa.papers.document import Document
from qa.papers.layout.running_heads import Body
from qa.papers.paper import Meeting


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a paper: consecutive sheets with one kind, one meeting and (reports) one item."""

    document: Document
    meeting: Meeting
    sheets: tuple[Body, ...]
    item: str | None = None
    draft: bool = False
    proposal: bool = False
