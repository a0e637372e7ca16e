"""The store of a folder: papers, passages, their vectors and words in one SQLite file, and an index
of the vectors beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from copy import copy
from pathlib import Path
from typing import TypeVar

from qa.errors import cannot_write
from qa.library.allowed import Allowed
from qa.library.database import Database
from qa.library.files import PaperFile
from qa.library.filters import NO_LIMITS, Filters
from qa.library.integrity import Integrity
from qa.library.live_index import FEW_CHANGES, LiveIndex
from qa.library.records import PassageVectors
from qa.library.remembered import Remembered
from qa.library.sql_store import SqlStore
from qa.library.stored_vectors import StoredVectors
from qa.library.vector_index import FILE as INDEX_FILE
from qa.library.vector_log import VectorLog
from qa.library.words import Words
from qa.library.writing import delete_paper, delete_paper_at, finish_change, insert_paper
from qa.papers.paper import Paper

FILE = "library.sqlite"
CACHED_LIMITS = 32  # each takes a byte a passage
READ_TRIES = 5  # of a reading that writers disturb, who write one paper at a time
Found = TypeVar("Found")


class Store(SqlStore):
    """What a library in a folder holds. See `qa.library.protocol.Store`."""

    _db: Database
    words: Words
    vectors: StoredVectors

    def __init__(self, folder: Path, model: str) -> None:
        """Open the store in `folder`, made if there is none, for vectors of the model `model`.

        Raises `LibraryOutdated` where another version or model made it, and `LibraryDamaged`.
        """
        db = Database(folder / FILE, model)
        super().__init__(db)
        self._folder = folder
        self._limits: Remembered[Allowed | None] = Remembered(CACHED_LIMITS)
        self.index = LiveIndex(VectorLog(db), folder)
        self.words = Words(db, self.allowed)
        self.vectors = StoredVectors(db, self.index, self.allowed)
        self.integrity = Integrity(db, self.index)

    def read(self, find: Callable[[Store], Found]) -> Found:
        """The result of `find`, which is called again where the store changed meanwhile.

        So all that it read is of one generation, unless the store changes at every try.
        """
        if self._db.is_pinned:
            return find(self)
        for _ in range(READ_TRIES - 1):
            state = self._pinned()
            try:
                found = find(state)
            except LookupError:  # an id found before the change names nothing after it
                if self.generation == state.generation:
                    raise
            else:
                if self.generation == state.generation:
                    return found
        return find(self)

    def _pinned(self) -> Store:
        """This store, taken to stay in the generation that it is in now."""
        same = copy(self)
        same._db = self._db.pinned()
        same.words = self.words.of(same._db, same.allowed)
        same.vectors = StoredVectors(same._db, self.index, same.allowed)
        return same

    def allowed(self, filters: Filters) -> Allowed | None:
        """The passages within `filters`; None where they limit nothing."""
        if filters == NO_LIMITS:
            return None
        return self._limits.get((self.generation, filters), lambda: self._allowed(filters))

    def _allowed(self, filters: Filters) -> Allowed:
        where, values = filters.where("portions")
        sql = f"SELECT first, last FROM portions WHERE {where}"
        found = Allowed.between([(row[0], row[1]) for row in self._db.rows(sql, *values)])
        if filters.register:
            sql = "SELECT passage FROM parts WHERE register = ?"
            found &= Allowed.of(row[0] for row in self._db.rows(sql, filters.register))
        return found

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
            finish_change(db, replaced)

    def remove(self, paper_id: int) -> None:
        """Take a paper out, with all that belongs to it."""
        with self._db.writing() as db:
            finish_change(db, delete_paper(db, paper_id))

    def prepare(self) -> None:
        """Load the index of vectors."""
        _ = self.index.vectors

    def save(self, *, finished: bool = True) -> None:
        """Write the index of vectors, if much of it changed. See `LiveIndex.save`."""
        self.index.save(0 if finished else FEW_CHANGES)

    def begin_beside(self, folder: Path) -> bool:
        """Begin to take the place of the store in `folder`. See `Database`."""
        return self._db.begin_beside(folder / FILE)

    def replace(self, folder: Path) -> Path | None:
        """Take the place of the store in `folder`, in one step.

        A damaged one is kept: then the folder into which it was moved is returned. Raises
        `DiskFull` and `LibraryUnwritable`: then that store is as it was.
        """
        self.save()
        try:
            kept = self._db.replace(folder / FILE)
            with suppress(FileNotFoundError):  # where there are no passages
                (self._folder / INDEX_FILE).replace(folder / INDEX_FILE)
        except OSError as error:
            raise cannot_write(folder, error) from error
        return kept
