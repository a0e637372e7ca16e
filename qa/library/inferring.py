"""Where the meetings that papers are inferred to have stand in the tables of a store."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping

from qa.library import rows
from qa.library.database import Database
from qa.library.neighbours import Neighbour, inferred
from qa.library.unread import HELD_BACK
from qa.papers.kinds import KINDS, kind_of
from qa.papers.paper import Meeting, MeetingPart

LISTED_PAGES = 12  # of a front sheet, on which its items stand
COLUMN: Mapping[MeetingPart, str] = {
    "council": "council",
    "committee": "committee",
    "date": "meeting_date",
}
_INFERRING = rows.as_list(kind.name for kind in KINDS if kind.meeting_inferred)
_FRONT_SHEETS = rows.as_list(kind.name for kind in KINDS if kind.is_front_sheet)


def changes(db: Database) -> dict[int, Meeting]:
    """The meetings of the papers, by their ids, whose neighbours now say something else of them
    than is stored. Papers that are held back say nothing."""
    found = db.rows(
        "SELECT id, path, document, title, council, committee, meeting_date, last_day, inferred "
        f"FROM papers WHERE id NOT IN ({HELD_BACK})"
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


def rewrite(db: sqlite3.Connection, paper_id: int, meeting: Meeting) -> None:
    """Store what is inferred of a paper's meeting, in place of what was inferred before."""
    for table, key in (("papers", "id"), ("passages", "paper")):
        _forget(db, table, key, paper_id)
    where = f"paper = ? AND document {rows.IN_LIST}"
    for part, name in meeting.inferred:
        column = COLUMN[part]
        values = rows.meeting_columns(meeting)
        mark = json.dumps([part, name], ensure_ascii=False)
        last = ", last_day = ?" if part == "date" else ""
        more = (values["last_day"],) if part == "date" else ()
        sql = f"SET {column} = ?{last}, inferred = json_insert(inferred, '$[#]', json(?))"
        all_of_it = part == "council"  # a part of another meeting is of the same council
        db.execute(
            f"UPDATE passages {sql} WHERE {column} IS NULL AND "
            + ("paper = ?" if all_of_it else where),
            (values[column], *more, mark, paper_id, *(() if all_of_it else (_INFERRING,))),
        )
        db.execute(
            f"UPDATE papers {sql} WHERE id = ? AND {column} IS NULL",
            (values[column], *more, mark, paper_id),
        )
    columns = "council, committee, meeting_date, last_day, inferred"
    db.execute(
        f"UPDATE portions SET ({columns}) = (SELECT {columns} FROM passages "
        "WHERE passages.id = portions.first) WHERE paper = ?",
        (paper_id,),
    )


def _forget(db: sqlite3.Connection, table: str, key: str, paper_id: int) -> None:
    """Take out what was inferred before."""
    for part, column in COLUMN.items():
        last = ", last_day = NULL" if part == "date" else ""
        db.execute(
            f"UPDATE {table} SET {column} = NULL{last} WHERE {key} = ? AND EXISTS "
            "(SELECT 1 FROM json_each(inferred) WHERE json_extract(value, '$[0]') = ?)",
            (paper_id, part),
        )
    db.execute(f"UPDATE {table} SET inferred = '[]' WHERE {key} = ?", (paper_id,))


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


def _lines_of_front_sheets(db: Database, among: Iterable[int]) -> dict[int, tuple[str, ...]]:
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
