"""The papers of a library: which there are, their files, their pages, and what changed of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

from qa.library import rows
from qa.library.files import PaperFile
from qa.library.records import StoredPaper
from qa.library.sql import Sql
from qa.library.unread import HELD_BACK
from qa.papers.paper import Page, Paper, ProblemKind
from qa.papers.source import Source, from_text

_PROBLEMS = f"SELECT * FROM problems WHERE paper {rows.IN_LIST} ORDER BY rowid"


class Papers:
    """The papers of a store. Methods raise what `qa.library.protocol` names."""

    def __init__(self, db: Sql) -> None:
        self._db = db

    def all(self) -> list[StoredPaper]:
        """Every paper, newest meeting first, those without a date last."""
        return self._where("TRUE")

    def get(self, key: str) -> StoredPaper | None:
        """The paper with this key; if the same file lies in two folders, the one that came first.

        None also where the paper is held back from the public as a whole.
        """
        found = self._where(f"id = ({rows.PAPER_OF_KEY}) AND id NOT IN ({HELD_BACK})", key)
        return next(iter(found), None)

    def file(self, key: str) -> PaperFile | None:
        """The file of the paper with this key, as it was when it was indexed."""
        found = self._db.rows(
            f"SELECT path, size, mtime_ns FROM papers WHERE id = ({rows.PAPER_OF_KEY})", key
        )
        return PaperFile(rows.path(found[0][0]), *found[0][1:]) if found else None

    def is_held_back(self, key: str, page: int | None = None) -> bool:
        """Whether PDF page `page` of the paper with this key is held back from the public.

        Without `page`: whether any of its pages is. If the same file lies in two folders, what is
        held back under either of its names counts. So does a paper that a fault of this program
        kept from being read: nobody looked whether it is marked as not for the public.
        """
        found = self._db.rows(
            "SELECT problems.pages FROM problems JOIN papers ON papers.id = problems.paper "
            f"WHERE ({rows.IS_HELD} OR (kind = 'fault' AND problems.pages = '[]')) "
            "AND digest BETWEEN ?1 AND CAST(?1 AS text) || 'g'",
            key,
        )
        held = [json.loads(row["pages"]) for row in found]
        return any(page is None or not pages or page in pages for pages in held)

    def pages(self, paper_id: int) -> list[Page]:
        """The pages of a paper, in order."""
        sql = "SELECT number, printed, text FROM pages WHERE paper = ? ORDER BY number"
        return [Page(*row) for row in self._db.rows(sql, paper_id)]

    def printed_pages(self, ids: Iterable[int]) -> dict[int, dict[int, str | None]]:
        """The printed number of each page of the papers `ids`, by paper and by PDF page."""
        sql = f"SELECT paper, number, printed FROM pages WHERE paper {rows.IN_LIST}"
        printed: dict[int, dict[int, str | None]] = defaultdict(dict)
        for row in self._db.rows(sql, rows.as_list(ids)):
            printed[row["paper"]][row["number"]] = row["printed"]
        return printed

    def fingerprints(self) -> list[tuple[int, PaperFile, str]]:
        """Each paper's id, its file as it was when read, and its SHA-256."""
        found = self._db.rows("SELECT id, path, size, mtime_ns, digest FROM papers ORDER BY id")
        return [(r[0], PaperFile(rows.path(r[1]), r[2], r[3]), r[4]) for r in found]

    def with_problems(self, kinds: Iterable[ProblemKind]) -> set[int]:
        """The ids of the papers that have a problem of one of `kinds`."""
        sql = f"SELECT DISTINCT paper FROM problems WHERE kind {rows.IN_LIST}"
        return {row["paper"] for row in self._db.rows(sql, rows.as_list(kinds))}

    def sources(self) -> dict[int, Source]:
        """What was stated of papers where they were published, by the papers' ids."""
        found = self._db.rows("SELECT id, source FROM papers WHERE source IS NOT NULL")
        return {row["id"]: from_text(row["source"]) for row in found}

    def stated(self, paper_id: int) -> Paper:
        """A paper with what is stated of it as a whole, without its pages, passages and registers.

        Raises `LookupError` where it is gone.
        """
        found = self._db.rows("SELECT * FROM papers WHERE id = ?", paper_id)
        if not found:
            raise LookupError(paper_id)
        [row] = found
        problems = self._db.rows(_PROBLEMS, rows.as_list([paper_id]))
        return Paper(
            row["name"],
            row["title"],
            rows.meeting_of(row),
            row["document"],
            (),
            (),
            tuple(map(rows.problem, problems)),
            source=rows.source(row["source"]),
            form=row["form"],
            status=row["status"],
        )

    def _where(self, condition: str, *values: str) -> list[StoredPaper]:
        found = self._db.rows(
            f"SELECT * FROM papers WHERE {condition} "
            "ORDER BY meeting_date DESC NULLS LAST, name, path",
            *values,
        )
        problems = defaultdict(list)
        ids = rows.as_list(row["id"] for row in found)
        for row in self._db.rows(_PROBLEMS, ids):
            problems[row["paper"]].append(rows.problem(row))
        return [rows.stored_paper(row, tuple(problems[row["id"]])) for row in found]
