"""Trackers: lists of recommendations and actions, with what became of each.

Their rows are grouped under the meeting that they date from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from qa.papers.body import tidy
from qa.papers.dates import dates_in
from qa.papers.kind import Kind, OpeningRule
from qa.papers.layout.block import MARKER
from qa.papers.layout.group import SMALL, Builder, Group
from qa.papers.layout.piece import Piece
from qa.papers.layout.section import Section
from qa.papers.opening import Head, Opening
from qa.papers.paper import Meeting, Standing
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
MAX_TITLE = 200  # characters
MIN_CELLS = 3  # of a row of a table that has a head
COLUMNS = {name: PHRASES.unnamed(head) for name, head in PHRASES.data["columns"].items()}


def _titled(head: Head) -> Opening | None:
    title = head.top(2 if head.is_appendix or head.first_of_file else 1)
    if not PHRASES["title"].search(title) or not title[0].isupper() or len(title) >= MAX_TITLE:
        return None
    body = PHRASES["of_body"].search(title)
    return Opening("tracker", Meeting(None, tidy(body[1]) if body else None), head.lines[0])


def _group(section: Section, found: list[Piece]) -> list[Group]:
    """Rows, each with the meeting that its date names, carried down over the rows below."""
    builder = Builder(section)
    meeting = section.meeting
    title = section.item
    standing: Standing = "recorded"
    table: _Table | None = None
    has_rows = False
    edge = min((p.x0 for p in found if p.kind == "row"), default=0.0)
    for piece in found:
        if piece.kind == "row" and table is None and not has_rows:
            table = _table_of(piece)  # a later one is of a part of the paper, as of an action plan
        has_rows = has_rows or piece.kind == "row"
        if table and piece.text == table.header:
            builder.add(piece, standing)
            continue
        if table and (row := table.cells_of(piece)):
            raised = next(iter(dates_in(row.get("meeting", ""))), None)
            meeting = replace(section.meeting, date=raised[0]) if raised else section.meeting
            title, standing = row["action"], "recorded"
            builder.start(item=title, meeting=meeting)
            builder.add(piece, standing)
            builder.group.context = f"{title} {meeting.date or ''}".strip()
            continue
        day = _row_day(piece, edge)
        if day:
            meeting = replace(meeting, date=day)
            builder.start(meeting=meeting)
            standing = "recorded"
        if len(piece.cells) > 1 and not MARKER.match(piece.text):
            second = edge + 20 < piece.x0 < edge + 120
            name = piece.cells[1][1] if day else piece.cells[0][1] if second else ""
            if name[:1].isupper() and len(name.split()) < 30:  # not the rest of a wrapped name
                title, standing = name, "recorded"
                builder.start(item=title, meeting=meeting)
        if piece.kind == "heading" and builder.group.words >= SMALL:
            builder.start(section=piece.text)
        if re.search(r"\bRESOLVED\b", piece.text):
            standing = "decided"  # and so are the rows under it, up to the next item
        builder.add(piece, standing)
        builder.group.context = f"{title or ''} {meeting.date or ''}".strip()
    return builder.groups()


@dataclass(frozen=True, slots=True)
class _Table:
    """A table whose head names its columns: where each begins, in points, with what it holds (empty
    where that is not known), and the words of the head."""

    columns: tuple[tuple[float, str], ...]
    header: str

    def cells_of(self, piece: Piece) -> dict[str, str] | None:
        """The cells of a row by what they hold; None for what is no row, or only goes on with the
        one before it."""
        cells = dict[str, str]()
        for x0, text in piece.cells if piece.kind == "row" else ():
            _, name = min(self.columns, key=lambda column: abs(column[0] - x0))
            cells.setdefault(name, text)
        return cells if "action" in cells and len(piece.cells) >= MIN_CELLS else None


def _table_of(piece: Piece) -> _Table | None:
    """The table that begins with a row, where this names a column of what is to be done and one of
    how far it is, and none of items, of which each may have several."""
    if piece.kind != "row" or len(piece.cells) < MIN_CELLS:
        return None
    columns = tuple((x0, _column(text)) for x0, text in piece.cells)
    names = {name for _, name in columns}
    by_row = {"action", "state"} <= names and "item" not in names
    return _Table(columns, piece.text) if by_row else None


def _column(text: str) -> str:
    """What the cells under a head hold."""
    return next((name for name, head in COLUMNS.items() if head.fullmatch(text.strip())), "")


def _row_day(piece: Piece, edge: float) -> date | None:
    if piece.x0 > edge + 6:
        return None
    dates = dates_in(" ".join(piece.text.split()[:6]))
    return dates[0][0] if dates and dates[0][1] < 12 else None


KIND = Kind(
    name="tracker",
    words="recommendations and actions",
    plural="trackers of recommendations and actions",
    one="a tracker of recommendations and actions",
    place=6,
    own_meeting="body",
    openings=(OpeningRule(90, _titled),),
    file_name=PHRASES["file_name"],
    precedence=3,
    asked=PHRASES["asked"],
    meeting_from="paper",
    item="title",
    group=_group,
    is_tracker=True,
)
