"""Records as rows of the store's tables, and rows as records."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import astuple, fields
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np

from qa.errors import LibraryDamaged
from qa.library.files import PaperFile
from qa.library.records import Matrix, Outline, StoredPaper, StoredPassage
from qa.library.sql import Row
from qa.papers.meeting_status import with_own_status
from qa.papers.paper import HELD_KINDS, Header, Meeting, Paper, Passage, Problem
from qa.papers.source import Source, as_text, from_text

Columns = dict[str, str | bytes | int | None]

# The fields of a passage that a column does not hold as they are, and those that one does.
CONVERTED = ("meeting", "published_with", "breaks", "terms", "ocr", "paragraphs", "header")
NOT_KEPT = ("ends",)
UNCHANGED = [field.name for field in fields(Passage) if field.name not in (*CONVERTED, *NOT_KEPT)]

# The columns that `stored_passage` takes, and a query for passages with these.
COLUMNS = (
    "p.*, papers.name AS paper_name, papers.digest AS paper_digest, papers.source AS source, "
    "papers.meeting_date AS paper_date, papers.form AS paper_form, papers.status AS status"
)
PASSAGES = f"SELECT {COLUMNS} FROM passages p JOIN papers ON papers.id = p.paper"
# The columns that `outline` takes, of passages called p.
OUTLINE = (
    "p.id, p.paper, p.council, p.committee, p.meeting_date, p.last_day, p.document, p.standing, "
    "p.item"
)
# The number of all passages: portions are far fewer than passages.
COUNT_PASSAGES = "SELECT coalesce(sum(last - first + 1), 0) AS n FROM portions"
KEY_LENGTH = 16  # characters of a digest, which are enough to tell papers apart
# The id of the paper whose digest begins with a key: "g" comes after every hexadecimal digit.
PAPER_OF_KEY = (
    "SELECT min(id) FROM papers "
    "WHERE digest BETWEEN ?1 AND CAST(?1 AS text) || 'g' "
    f"AND length(CAST(?1 AS text)) = {KEY_LENGTH}"
)
# Of a problem: that it keeps pages from the public.
IS_HELD = f"kind IN ({', '.join(repr(kind) for kind in HELD_KINDS)})"
IN_LIST = "IN (SELECT value FROM json_each(?))"  # its one parameter is made by `as_list`


class Listed(tuple[str | int, ...]):
    """Any number of values, as the one parameter of `IN_LIST`."""

    def __conform__(self, protocol: object) -> str:
        """The values as SQLite takes them."""
        return json.dumps(self)


def as_list(values: Iterable[str | int]) -> Listed:
    """Any number of values as the one parameter of `IN_LIST`."""
    return Listed(values)


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
        "form": paper.form,
        "pages": len(paper.pages),
        "passages": len(paper.passages),
        "status": paper.status,
        "source": source_text(paper.source),
        **meeting_columns(paper.meeting),
    }


def passage_columns(passage: Passage) -> Columns:
    """The row of a passage, but for its id, its place in the paper and its vector."""
    return {
        **{name: getattr(passage, name) for name in UNCHANGED},
        **meeting_columns(passage.meeting),
        "breaks": json.dumps(passage.breaks),
        "terms": json.dumps(passage.terms, ensure_ascii=False),
        "published_with": passage.published_with.isoformat() if passage.published_with else None,
        "ocr": int(passage.ocr),
        "paragraphs": json.dumps(passage.paragraphs),
        "header": json.dumps(astuple(passage.header)) if passage.header else None,
    }


def portion(passage: Passage) -> Columns:
    """The meeting and the kind of a passage, which those of one portion share, as columns."""
    return {**meeting_columns(passage.meeting), "document": passage.document}


def stored_passage(row: Row) -> StoredPassage:
    """The passage of a row with `COLUMNS`."""
    passage = Passage(
        **{name: row[name] for name in UNCHANGED},
        meeting=meeting_of(row),
        breaks=tuple(json.loads(row["breaks"])),
        terms=tuple((short, meaning) for short, meaning in json.loads(row["terms"])),
        published_with=day(row["published_with"]),
        ocr=bool(row["ocr"]),
        paragraphs=paragraphs(row),
        header=Header(*json.loads(row["header"])) if row["header"] else None,
    )
    key = key_of(row["paper_digest"])
    stated = _with_own_status(row["source"], row["status"], row["paper_date"])
    return StoredPassage(
        row["id"],
        row["paper"],
        key,
        row["paper_name"],
        passage,
        stated,
        row["paper_form"],
        row["ordinal"],
    )


def paragraphs(row: Row) -> tuple[tuple[int, int], ...]:
    """Where paragraphs begin in the passage of a row, and their numbers."""
    return tuple((start, number) for start, number in json.loads(row["paragraphs"]))


def outline(row: Row) -> Outline:
    """The outline of a row that begins with `OUTLINE`."""
    passage, paper, council, committee, meeting_date, last, document, standing, item = row[:9]
    meeting = Meeting(council, committee, day(meeting_date), day(last))
    return Outline(passage, paper, meeting, document, standing, item)


def stored_paper(row: Row, problems: tuple[Problem, ...]) -> StoredPaper:
    """The paper of a row of the table of papers, with its `problems`."""
    meeting = meeting_of(row)
    return StoredPaper(
        id=row["id"],
        key=key_of(row["digest"]),
        name=row["name"],
        path=path(row["path"]),
        title=row["title"],
        council=meeting.council,
        committee=meeting.committee,
        meeting_date=meeting.date,
        last_day=meeting.last_day,
        inferred=meeting.inferred,
        document=row["document"],
        pages=row["pages"],
        passages=row["passages"],
        problems=problems,
        source=_with_own_status(row["source"], row["status"], row["meeting_date"]),
        form=row["form"],
    )


def problem(row: Row) -> Problem:
    """The problem of a row of the table of problems."""
    return Problem(row["kind"], row["reason"], row["remedy"], tuple(json.loads(row["pages"])))


def source_text(stated: Source | None) -> str | None:
    """What was stated of a paper where it was published, as a column holds it."""
    return as_text(stated) if stated else None


@lru_cache(maxsize=1000)  # an answer reads many passages of few papers
def source(text: str | None) -> Source | None:
    """What was stated of a paper where it was published, from its column."""
    return from_text(text) if text else None


@lru_cache(maxsize=1000)
def _with_own_status(
    text: str | None, status: str | None, meeting_date: str | None
) -> Source | None:
    """As `source`, with what the paper itself says of its meeting."""
    return with_own_status(source(text), status, day(meeting_date))


def key_of(digest: str) -> str:
    """The key of a paper by its SHA-256; empty for a file that could not be opened."""
    return digest[:KEY_LENGTH]


def path(name: bytes) -> Path:
    """The path that a column holds."""
    return Path(os.fsdecode(name))


def day(text: str | None) -> date | None:
    """The date that a column holds."""
    return date.fromisoformat(text) if text else None


def vectors(blobs: Iterable[bytes]) -> Matrix:
    """The vectors that columns hold: float32 [n, dimension]. Raises `LibraryDamaged`."""
    held = list(blobs)
    if len({len(blob) for blob in held}) > 1 or any(len(blob) % 4 for blob in held[:1]):
        raise LibraryDamaged("vectors of different lengths")
    return np.frombuffer(b"".join(held), "<f4").reshape(len(held), -1 if held else 0)


def half_vectors(blob: bytes, dimension: int) -> Matrix:
    """The vectors of sentences, in 16 bits, that a column holds: float32 [n, dimension]."""
    return np.frombuffer(blob, "<f2").astype(np.float32).reshape(-1, dimension)


def meeting_columns(meeting: Meeting) -> Columns:
    """The columns that a meeting has in several tables."""
    return {
        "council": meeting.council,
        "committee": meeting.committee,
        "meeting_date": meeting.date.isoformat() if meeting.date else None,
        "last_day": meeting.last_day.isoformat() if meeting.last_day else None,
        "inferred": json.dumps(meeting.inferred, ensure_ascii=False),
    }


def meeting_of(row: Row) -> Meeting:
    """The meeting of a row with these columns."""
    return Meeting(
        row["council"],
        row["committee"],
        day(row["meeting_date"]),
        day(row["last_day"]),
        tuple((part, paper) for part, paper in json.loads(row["inferred"])),
    )
