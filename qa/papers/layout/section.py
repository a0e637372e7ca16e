"""A section: a part of a paper that was written as one thing, with its kind and its meeting."""

from __future__ import annotations

from dataclasses import dataclass

from qa.papers.document import Document
from qa.papers.layout.running_heads import Body
from qa.papers.paper import Meeting


@dataclass(frozen=True, slots=True)
class Section:
    """Consecutive sheets of a paper that are of one kind and one meeting, and of reports one item.

    It is a `proposal` if all of it is what somebody proposes: an amendment, say.
    """

    document: Document
    meeting: Meeting
    sheets: tuple[Body, ...]
    item: str | None = None
    draft: bool = False
    proposal: bool = False
