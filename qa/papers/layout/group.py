"""Pieces put together: what will be one passage."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from qa.papers.layout.piece import Piece
from qa.papers.layout.section import Section
from qa.papers.paper import Meeting, Standing

# Words. Smaller pieces are put together up to FULL, larger than LONG are cut between sentences.
SMALL, FULL, LONG = 45, 130, 220
# A recorded vote is kept whole (names, counts and result), and so is a formal question with its
# answer, since neither half is worth anything without the other.
WHOLE_LONG = 420
SAID = 20  # words beside headings, or a report's first lines would be a passage of labels


@dataclass(slots=True)
class Group:
    """Pieces on their way to one passage."""

    pieces: list[Piece] = field(default_factory=list)
    standing: Standing = "recorded"
    item: str | None = None
    section: str | None = None
    meeting: Meeting = field(default_factory=Meeting)
    context: str = ""
    whole: bool = False

    @property
    def words(self) -> int:
        """How many words they have."""
        return sum(piece.words for piece in self.pieces)

    @property
    def says_something(self) -> bool:
        """Whether there is more than headings and labels: enough to stand by itself."""
        said = sum(piece.words for piece in self.pieces if piece.kind != "heading")
        return self.words >= SMALL and said >= SAID


class Builder:
    """Puts pieces together under one item, heading and standing, page by page."""

    def __init__(self, section: Section) -> None:
        self.group = Group(meeting=section.meeting, item=section.item)
        self.done: list[Group] = []

    def start(self, **changes: object) -> None:
        """End the group at hand and begin another, with what changes."""
        if self.group.pieces:
            self.done.append(self.group)
        base = replace(self.group, pieces=[], context="", whole=False)
        self.group = replace(base, **changes)  # type: ignore[arg-type]

    def add(self, piece: Piece, standing: Standing) -> None:
        """Put a piece in, beginning another group where it does not belong with the last."""
        group = self.group
        if group.pieces:
            last = group.pieces[-1]
            only_headings = all(p.kind == "heading" for p in group.pieces)
            if (
                (standing != group.standing and not only_headings)
                or (piece.page != last.page_end and not only_headings)
                or last.page_end != last.page
                or piece.page_end != piece.page
                or (group.words + piece.words > FULL and group.words >= SMALL)
            ) and not (only_headings and piece.page == last.page_end):
                self.start()
        self.group.standing = standing
        self.group.pieces.append(piece)

    def groups(self) -> list[Group]:
        """All groups, the last one included."""
        self.start()
        return self.done
