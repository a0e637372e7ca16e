"""Where the meetings that papers are inferred to have stand in the tables of a store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qa.library import rows
from qa.library.neighbours import Neighbour, inferred
from qa.library.sql import Sql, Writing
from qa.library.unread import HELD_BACK
from qa.papers.kinds import KINDS, kind_of
from qa.papers.paper import Meeting, MeetingPart

LISTED_PAGES = 12  # of a front sheet, on which its items stand
MEETING = "council, committee, meeting_date, last_day, inferred"  # in the order of `Meeting`
_INFERRING = {kind.name for kind in KINDS if kind.meeting_inferred}
_FRONT_SHEETS = rows.as_list(kind.name for kind in KINDS if kind.is_front_sheet)


def changes(db: Sql) -> dict[int, Meeting]:
    """The meetings of the papers, by their ids, whose neighbours now say something else of them
    than is stored. Papers that are held back say nothing."""
    found = db.rows(
        f"SELECT id, path, document, title, {MEETING} "
        f"FROM papers WHERE id NOT IN ({HELD_BACK}) ORDER BY id"
    )
    stored = {row["id"]: rows.meeting_of(row) for row in found}
    wanting = {
        rows.path(row["path"]).parent
        for row in found
        if kind_of(row["document"]).meeting_inferred and not _own(stored[row["id"]]).date
    }
    lines = _lines_of_front_sheets(
        db, [row["id"] for row in found if rows.path(row["path"]).parent in wanting]
    )
    papers = [
        Neighbour(
            row["id"],
            rows.path(row["path"]),
            row["document"],
            _own(stored[row["id"]]),
            row["title"],
            lines.get(row["id"], ()),
        )
        for row in found
    ]
    now = {paper.id: paper.meeting for paper in papers} | inferred(papers)
    return {i: meeting for i, meeting in now.items() if meeting != stored[i]}


def rewrite(db: Writing, paper_id: int, meeting: Meeting) -> None:
    """Store what is inferred of a paper's meeting, in place of what was inferred before.

    A part that is of another meeting only takes the council.
    """
    for table, key in (("papers", "id"), ("passages", "paper")):
        found = db.execute(
            f"SELECT id, document, {MEETING} FROM {table} WHERE {key} = ?", (paper_id,)
        )
        changed = []
        for row in found:
            of_it = table == "papers" or row["document"] in _INFERRING
            now = _inferred_for(_own(rows.meeting_of(row)), meeting, of_it)
            if now != rows.meeting_of(row):
                changed.append((*rows.meeting_columns(now).values(), row["id"]))
        columns = ", ".join(f"{column} = ?" for column in MEETING.split(", "))
        db.executemany(f"UPDATE {table} SET {columns} WHERE id = ?", changed)
    db.execute(
        f"UPDATE portions SET ({MEETING}) = (SELECT {MEETING} FROM passages "
        "WHERE passages.id = portions.first) WHERE paper = ?",
        (paper_id,),
    )


def _inferred_for(own: Meeting, said: Meeting, of_it: bool) -> Meeting:
    """The meeting of a part of a paper, filled up with what is inferred of the paper's."""
    marks: list[tuple[MeetingPart, str]] = []
    for part, name in said.inferred:
        if getattr(own, part) is None and (of_it or part == "council"):
            own = replace(own, **{part: getattr(said, part)})
            if part == "date":
                own = replace(own, last_day=said.last_day)
            marks.append((part, name))
    return replace(own, inferred=tuple(marks))


def _own(meeting: Meeting) -> Meeting:
    """What a paper says of its meeting itself."""
    lacks = {part for part, _ in meeting.inferred}
    dated = "date" not in lacks
    return Meeting(
        None if "council" in lacks else meeting.council,
        None if "committee" in lacks else meeting.committee,
        meeting.date if dated else None,
        meeting.last_day if dated else None,
    )


def _lines_of_front_sheets(db: Sql, among: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The lines of the first pages of each front sheet `among` papers, by their ids."""
    found = db.rows(
        "SELECT paper, text FROM pages JOIN papers ON papers.id = pages.paper "
        f"WHERE paper {rows.IN_LIST} AND document {rows.IN_LIST} AND number <= ? "
        "ORDER BY paper, number",
        rows.as_list(among),
        _FRONT_SHEETS,
        LISTED_PAGES,
    )
    lines: dict[int, tuple[str, ...]] = {}
    for row in found:
        lines[row["paper"]] = (*lines.get(row["paper"], ()), *row["text"].splitlines())
    return lines
