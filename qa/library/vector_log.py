"""What came to the vectors of a folder's store and went, for the index of them to follow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qa.library import rows
from qa.library.database import Database
from qa.library.records import Changes, Position
from qa.library.snapshot import Snapshot, read_position


class VectorLog:
    """The vectors of a store, in the order in which they came. Methods raise `LibraryDamaged` where
    SQLite cannot use the file."""

    def __init__(self, db: Database) -> None:
        self._db = db

    @property
    def generation(self) -> str:
        """The generation of the store now."""
        return self._db.generation

    def __len__(self) -> int:
        """How many passages there are."""
        [row] = self._db.rows(rows.COUNT_PASSAGES)
        return int(row["n"])

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """What the store holds now, to be read through while it is asked and changed."""
        with self._db.apart() as db:
            yield Snapshot(db)

    def changes_since(self, before: Position) -> Changes:
        """What came and went since `before`; everything where that is another store's position."""
        with self._db.use() as db:
            db.execute("BEGIN")  # so that what follows is of one moment
            now = read_position(db)
            if before.store != now.store:
                before = Position(now.store, 0, now.gone)
            came = db.execute(
                "SELECT p.id, v.vector FROM passages p JOIN vectors v ON v.id = p.vector "
                "WHERE p.id > ? ORDER BY p.id",
                (before.last,),
            ).fetchall()
            gone = db.execute("SELECT passage FROM gone WHERE n > ?", (before.gone,)).fetchall()
        ids, vectors = [row[0] for row in came], rows.vectors(row[1] for row in came)
        return Changes(ids, vectors, [row[0] for row in gone], now)

    def index_note(self) -> str | None:
        """What was noted of the index of vectors that was written last."""
        found = self._db.rows("SELECT value FROM meta WHERE key = 'snapshot'")
        return found[0]["value"] if found else None

    def note_index(self, note: str) -> None:
        """Note what is to be known of the index of vectors that lies beside the store."""
        with self._db.use() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES ('snapshot', ?)", (note,))
