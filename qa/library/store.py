"""The store: papers, pages, passages, their vectors and their words, in one SQLite file."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from qa.library import rows
from qa.library.allowed import Allowed
from qa.library.database import Database, new_generation
from qa.library.files import PaperFile
from qa.library.filters import Filters
from qa.library.inferring import changes, rewrite
from qa.library.integrity import Integrity
from qa.library.meetings import Meetings, one_spelling
from qa.library.papers import Papers
from qa.library.passages import Passages
from qa.library.records import Facets, PassageVectors, Searched
from qa.library.registers import Registers
from qa.library.stored_vectors import StoredVectors
from qa.library.unread import Unread
from qa.library.words import Words
from qa.library.writing import delete_paper, delete_paper_at, finish_change, insert_paper
from qa.papers.kinds import KINDS
from qa.papers.paper import Paper
from qa.papers.source import Source

FILE = "library.sqlite"


class Store:
    """What a library holds. Methods raise `LibraryDamaged` where SQLite cannot use the file.

    Its parts read, each for one purpose; its own methods limit what is read, and write. Each paper
    is written in one transaction, so that an interruption leaves whole papers.
    """

    def __init__(self, folder: Path, model: str) -> None:
        """Open the store in `folder`, made if there is none, for vectors of the model `model`.

        Raises `LibraryOutdated` where another version or model made it, and `LibraryDamaged`.
        """
        self._db = Database(folder / FILE, model)
        self.papers = Papers(self._db)
        self.passages = Passages(self._db)
        self.words = Words(self._db)
        self.vectors = StoredVectors(self._db)
        self.meetings = Meetings(self._db)
        self.registers = Registers(self._db)
        self.unread = Unread(self._db)
        self.integrity = Integrity(self._db)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def begin_beside(self, folder: Path) -> bool:
        """Begin to take the place of the store in `folder`. See `Database`."""
        return self._db.begin_beside(folder / FILE)

    def replace(self, folder: Path) -> Path | None:
        """Take the place of the store in `folder`, in one step. See `Database`."""
        return self._db.replace(folder / FILE)

    @property
    def generation(self) -> str:
        """A token that every change of the passages replaces; empty before the first."""
        return self._db.generation

    @property
    def is_empty(self) -> bool:
        """Whether there is no paper."""
        return not self._db.rows("SELECT 1 FROM papers LIMIT 1")

    def __len__(self) -> int:
        """How many passages there are."""
        [row] = self._db.rows(rows.COUNT_PASSAGES)
        return int(row["n"])

    def allowed(self, filters: Filters) -> Allowed | None:
        """The passages within `filters`; None where they limit nothing."""
        if filters == Filters():
            return None
        where, values = filters.where("portions")
        sql = f"SELECT first, last FROM portions WHERE {where}"
        found = Allowed.between([(row[0], row[1]) for row in self._db.rows(sql, *values)])
        if filters.register:
            sql = "SELECT passage FROM parts WHERE register = ?"
            found &= Allowed.of(row[0] for row in self._db.rows(sql, filters.register))
        return found

    def searched(self, filters: Filters) -> Searched:
        """How many papers lie within `filters`, and the first and last of their meetings."""
        where, values = filters.where("portions")
        if filters.register:
            within = "passage BETWEEN first AND last"
            where += f" AND EXISTS (SELECT 1 FROM parts WHERE {within} AND register = ?)"
            values = [*values, filters.register]
        sql = "SELECT count(DISTINCT paper), min(meeting_date), max(meeting_date) FROM portions"
        [(papers, first, last)] = self._db.rows(f"{sql} WHERE {where}", *values)
        return Searched(papers, rows.day(first), rows.day(last))

    def facets(self) -> Facets:
        """The committees, kinds of document and dates that there are to filter by."""
        committees = self._db.rows(
            "SELECT committee, count(*) FROM portions WHERE committee > '' GROUP BY committee"
        )
        kinds = {row[0] for row in self._db.rows("SELECT DISTINCT document FROM portions")}
        dates = self.searched(Filters())
        return Facets(
            one_spelling({row[0]: row[1] for row in committees}),
            tuple(kind.name for kind in KINDS if kind.name in kinds),
            dates.earliest,
            dates.latest,
        )

    def put(
        self,
        paper: Paper,
        file: PaperFile,
        digest: str,
        hashes: Sequence[str],
        vectors: Mapping[str, PassageVectors],
    ) -> None:
        """Store `paper`, read from `file`, in place of the paper that was read from there before.

        `hashes` names the embedded text of each passage; `vectors` has the vectors of those texts
        that the store does not know yet.
        """
        with self._db.use() as db:
            replaced = delete_paper_at(db, file)
            insert_paper(db, paper, file, digest, hashes, vectors)
            finish_change(db, replaced)

    def remove(self, paper_id: int) -> None:
        """Take a paper out, with all that belongs to it."""
        with self._db.use() as db:
            finish_change(db, delete_paper(db, paper_id))

    def set_file(self, paper_id: int, file: PaperFile) -> None:
        """Note that a paper, itself unchanged, now lies at `file`."""
        with self._db.use() as db:
            db.execute(
                "UPDATE papers SET path = ?, size = ?, mtime_ns = ? WHERE id = ?",
                (os.fsencode(file.path), file.size, file.mtime_ns, paper_id),
            )

    def infer_meetings(self) -> None:
        """Take what papers do not say of their meetings from those beside them (see
        `qa.library.neighbours`). Nothing is written where that is as it was."""
        changed = changes(self._db)
        if not changed:
            return
        with self._db.use() as db:
            for paper_id, meeting in changed.items():
                rewrite(db, paper_id, meeting)
            new_generation(db)

    def set_source(self, paper_id: int, source: Source | None) -> None:
        """Note what is now stated of a paper, itself unchanged, where it was published."""
        with self._db.use() as db:
            sql = "UPDATE papers SET source = ? WHERE id = ?"
            db.execute(sql, (rows.source_text(source), paper_id))
            new_generation(db)
