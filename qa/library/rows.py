"""Records as rows of the store's tables, and back."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from functools import lru_cache
from pathlib import Path

from qa.library.files import PaperFile
from qa.library.records import Outline, StoredPaper, StoredPassage
from qa.papers.paper import Meeting, Paper, Passage, Problem
from qa.papers.source import Source, as_text, from_text

Columns = dict[str, str | bytes | int | None]

# The fields of a passage that a column holds as they are.
OTHER = ("meeting", "published_with", "breaks", "terms", "ocr")
PLAIN = [field.name for field in fields(Passage) if field.name not in OTHER]

# What `stored_passage` takes, and the passages with it.
COLUMNS = "p.*, papers.name AS paper_name, papers.digest AS paper_digest, papers.source AS source"
PASSAGES = f"SELECT {COLUMNS} FROM passages p JOIN papers ON papers.id = p.paper"
# What `outline` takes.
OUTLINE = "p.id, p.paper, p.council, p.committee, p.meeting_date, p.document, p.standing, p.item"
# How many passages there are.
COUNTED = "SELECT coalesce(sum(last - first + 1), 0) AS n FROM portions"
KEY = 16  # characters of a digest: more would never tell two papers apart
LISTED = "IN (SELECT value FROM json_each(?))"  # as many values as need be, as one `as_list`


def as_list(values: Iterable[str | int]) -> str:
    """Values as one, for `LISTED`."""
    return json.dumps(list(values))


def insert(db: sqlite3.Connection, table: str, columns: Mapping[str, object]) -> int:
    """Insert a row into `table` and return its id."""
    marks = ", ".join("?" * len(columns))
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
    return db.execute(sql, tuple(columns.values())).lastrowid or 0


def paper_columns(paper: Paper, file: PaperFile, digest: str) -> Columns:
    """The row of a paper read from `file`."""
    return {
        "path": os.fsencode(file.path),
        "name": paper.name,
        "digest": digest,
        "size": file.size,
        "mtime_ns": file.mtime_ns,
        "title": paper.title,
        "document": paper.document,
        "pages": len(paper.pages),
        "passages": len(paper.passages),
        "source": source_text(paper.source),
        **_meeting_columns(paper.meeting),
    }


def passage_columns(passage: Passage) -> Columns:
    """What a passage says about itself, as columns."""
    return {
        **{name: getattr(passage, name) for name in PLAIN},
        **_meeting_columns(passage.meeting),
        "breaks": json.dumps(passage.breaks),
        "terms": json.dumps(passage.terms, ensure_ascii=False),
        "published_with": passage.published_with.isoformat() if passage.published_with else None,
        "ocr": int(passage.ocr),
    }


def of_what(passage: Passage) -> Columns:
    """Of which meeting, and of which kind, a passage is, as columns."""
    return {**_meeting_columns(passage.meeting), "document": passage.document}


def stored_passage(row: sqlite3.Row) -> StoredPassage:
    """A row with `COLUMNS`."""
    passage = Passage(
        **{name: row[name] for name in PLAIN},
        meeting=_meeting(row),
        breaks=tuple(json.loads(row["breaks"])),
        terms=tuple((short, meaning) for short, meaning in json.loads(row["terms"])),
        published_with=day(row["published_with"]),
        ocr=bool(row["ocr"]),
    )
    key = key_of(row["paper_digest"])
    said = source(row["source"])
    return StoredPassage(row["id"], row["paper"], key, row["paper_name"], passage, said)


def outline(row: sqlite3.Row) -> Outline:
    """A row that begins with `OUTLINE`."""
    passage, paper, council, committee, meeting_date, document, standing, item = row[:8]
    meeting = Meeting(council, committee, day(meeting_date))
    return Outline(passage, paper, meeting, document, standing, item)


def stored_paper(row: sqlite3.Row, problems: tuple[Problem, ...]) -> StoredPaper:
    """A row of papers."""
    meeting = _meeting(row)
    return StoredPaper(
        id=row["id"],
        key=key_of(row["digest"]),
        name=row["name"],
        path=path(row["path"]),
        title=row["title"],
        council=meeting.council,
        committee=meeting.committee,
        meeting_date=meeting.date,
        document=row["document"],
        pages=row["pages"],
        passages=row["passages"],
        problems=problems,
        source=source(row["source"]),
    )


def problem(row: sqlite3.Row) -> Problem:
    """A row of problems."""
    return Problem(row["kind"], row["reason"], row["remedy"], tuple(json.loads(row["pages"])))


def source_text(said: Source | None) -> str | None:
    """What was said of a paper where it was published, as a column holds it."""
    return as_text(said) if said else None


@lru_cache(maxsize=1000)  # an answer reads many passages of few papers
def source(text: str | None) -> Source | None:
    """What was said of a paper where it was published, from its column."""
    return from_text(text) if text else None


def key_of(digest: str) -> str:
    """The key of a paper by its SHA-256; empty for a file that could not be opened."""
    return digest[:KEY]


def path(name: bytes) -> Path:
    """A path as columns hold it."""
    return Path(os.fsdecode(name))


def day(text: str | None) -> date | None:
    """A date as columns hold it."""
    return date.fromisoformat(text) if text else None


def _meeting_columns(meeting: Meeting) -> Columns:
    return {
        "council": meeting.council,
        "committee": meeting.committee,
        "meeting_date": meeting.date.isoformat() if meeting.date else None,
    }


def _meeting(row: sqlite3.Row) -> Meeting:
    return Meeting(row["council"], row["committee"], day(row["meeting_date"]))
