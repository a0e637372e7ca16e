"""The store of one library on a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from functools import cache, partial
from typing import Any, TypeVar

from qa.library import rows
from qa.library.files import PaperFile
from qa.library.filters import Filters
from qa.library.inferring import changes, rewrite
from qa.library.postgresql.database import Database, Moment, PgWriting
from qa.library.postgresql.integrity import Integrity
from qa.library.postgresql.outlines import candidates
from qa.library.postgresql.vectors import Vectors, build_index
from qa.library.postgresql.words import Words
from qa.library.postgresql.writing import (
    delete_paper,
    delete_paper_at,
    insert_names,
    insert_paper,
    rewrite_limits,
)
from qa.library.records import Candidates, Matrix, PassageVectors
from qa.library.sql_store import SqlStore
from qa.papers.paper import Paper

ANALYSED = ("papers", "portions", "passages", "vectors", "words", "stems", "parts", "entries")
Found = TypeVar("Found")
Other = TypeVar("Other")


class Store(SqlStore):
    """What a library on a server holds. See `qa.library.protocol.Store`."""

    _db: Database
    words: Words
    vectors: Vectors

    def __init__(self, db: Database) -> None:
        super().__init__(db)
        self.words = Words(db)
        self.vectors = Vectors(db)
        self.integrity = Integrity(db)

    def read(self, find: Callable[[Store], Found]) -> Found:
        """What `find` makes of this library as it is now, in one transaction that only reads."""
        if isinstance(self._db, Moment):
            return find(self)
        return self._db.at_one_moment(lambda moment: find(self._in(moment)))

    def _in(self, moment: Moment) -> Store:
        same = copy(self)
        SqlStore.__init__(same, moment)
        same.words, same.vectors = self.words.of(moment), self.vectors.of(moment)
        return same

    def each(self, works: Iterable[Callable[[], Found]]) -> list[Found]:
        """What each of `works` gives: what they read, they ask for side by side."""
        return [one() for one in self._outcomes([*works])]

    def both(
        self, first: Callable[[], Found], second: Callable[[], Other]
    ) -> tuple[Callable[[], Found], Callable[[], Other]]:
        """Both works, which are done together as soon as one of them is called."""
        done = cache(lambda: self._outcomes([first, second]))
        return (lambda: done()[0]()), (lambda: done()[1]())

    def _outcomes(self, works: Sequence[Callable[[], Any]]) -> Sequence[Callable[[], Any]]:
        if len(works) < 2 or not isinstance(self._db, Moment):
            return works
        return self._db.side_by_side(works)

    def nearest(
        self, vector: Matrix, terms: Sequence[str], limit: int, filters: Filters
    ) -> tuple[Candidates, dict[int, float]]:
        """The passages nearest by their vectors and by their words, in one round trip."""
        by_vector, by_words = self.both(
            partial(self.vectors.outlined, vector, limit, filters),
            partial(self.words.outlined, terms, limit, filters, vector),
        )
        held = {row["id"]: row for row in by_vector()}
        words, worded = by_words()
        held |= {row["id"]: row for row in worded if row["id"] in words}
        left = [i for i in words if i not in held]
        return candidates([*held.values(), *self.vectors.outlines(left, vector)]), words

    def put(
        self,
        paper: Paper,
        file: PaperFile,
        digest: str,
        hashes: Sequence[str],
        vectors: Mapping[str, PassageVectors],
    ) -> None:
        """Store `paper`, in one transaction. See `qa.library.protocol.Store`."""
        with self._db.writing() as db:
            replaced = delete_paper_at(db, file)
            insert_paper(db, paper, file, digest, hashes, vectors)
            _finish(db, replaced)

    def remove(self, paper_id: int) -> None:
        """Take a paper out, with all that belongs to it."""
        with self._db.writing() as db:
            _finish(db, delete_paper(db, paper_id))

    def infer_meetings(self) -> None:
        """Take what papers do not say of their meetings from those beside them."""
        changed = changes(self._db)
        if not changed:
            return
        with self._db.writing() as db:
            insert_names(db, changed.values())
            for paper_id, meeting in changed.items():
                rewrite(db, paper_id, meeting)
                rewrite_limits(db, paper_id)
            db.new_generation()

    def prepare(self) -> None:
        """Nothing: the server has what it needs in memory, or fetches it."""

    def save(self, *, finished: bool = True) -> None:
        """Tell the server how its tables now look, and make the index of vectors that they want."""
        if finished:
            for table in ANALYSED:
                self._db.rows(f"ANALYZE {table}")
            build_index(self._db)


def _finish(db: PgWriting, vectors: Sequence[int]) -> None:
    """End a change: delete those of `vectors` that no passage has, and name a new generation."""
    if vectors:
        db.execute(
            f"DELETE FROM vectors WHERE id {rows.IN_LIST} "
            "AND NOT EXISTS (SELECT 1 FROM passages WHERE passages.vector = vectors.id)",
            (rows.as_list(vectors),),
        )
    db.new_generation()
