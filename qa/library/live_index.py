"""The index of vectors of a folder's store, kept up to date as papers come and go."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

from qa.errors import DiskFull, LibraryUnwritable, cannot_write
from qa.library.vector_index import IndexNote, VectorIndex, build_index, open_index
from qa.library.vector_log import VectorLog
from qa.library.vectors import Vectors

# The index of vectors is written anew once more than this share of the vectors changed. While
# papers come one by one, or where there is no index, it must be more than FEW_CHANGES too: so few
# vectors are soon read from the store.
MAX_CHANGED_SHARE = 0.1
FEW_CHANGES = 2_000


class LiveIndex:
    """The index in `folder` of the vectors in `log`, with what changed since. Threads may share it.

    Methods raise what reading the store raises.
    """

    def __init__(self, log: VectorLog, folder: Path) -> None:
        self._log, self._folder = log, folder
        self._lock, self._saving = threading.RLock(), threading.Lock()
        self._vectors: Vectors | None = None
        self._generation: str | None = None  # the one that the vectors are of

    @property
    def vectors(self) -> Vectors:
        """The vectors of the passages in the store now, whoever put them there."""
        return self.at(self._log.generation)

    def at(self, generation: str) -> Vectors:
        """The vectors of the passages in the store, which is in this generation."""
        with self._lock:
            if self._vectors is None or self._generation != generation:
                self._vectors = self._brought_up_to_date(self._vectors)
                self._generation = generation
            return self._vectors

    def save(self, few_changes: int = 0) -> None:
        """Write the index, if a large share of the vectors changed, and more than so many.

        Questions are answered meanwhile. Raises `DiskFull` and `LibraryUnwritable`; even then what
        the store holds is safe.
        """
        with self._saving:
            vectors = self.vectors
            if vectors.changes <= few_changes or vectors.changed_share <= MAX_CHANGED_SHARE:
                return
            index = self._build()
            try:
                index = self._write(index)
            finally:
                with self._lock:
                    self._vectors = Vectors(index)
                    self._generation = None  # so that what came meanwhile is taken in

    @property
    def note(self) -> IndexNote | None:
        """What is known of the index that was written last."""
        noted = self._log.index_note()
        return IndexNote.from_text(noted) if noted else None

    def open(self) -> VectorIndex | None:
        """The index that was written last; None where its file is not there, or not that one."""
        note = self.note
        return open_index(self._folder, note) if note else None

    def _brought_up_to_date(self, held: Vectors | None) -> Vectors:
        """The vectors held, or else those on disk, with what came and went since."""
        if held is not None:
            changes = self._log.changes_since(held.position)
            if changes.position.store == held.position.store:
                held.apply(changes)
                if held.changed_share <= MAX_CHANGED_SHARE:
                    return held
        index = self.open()  # another process may have written one meanwhile
        if index is None and len(self._log) > FEW_CHANGES:
            index = self._build()
            with suppress(DiskFull, LibraryUnwritable):  # the store has them all
                index = self._write(index)
        held = Vectors(index)
        held.apply(self._log.changes_since(held.position))
        return held

    def _build(self) -> VectorIndex | None:
        """An index of the vectors that the store holds now; None where it holds none."""
        with self._log.snapshot() as snapshot:
            return build_index(snapshot)

    def _write(self, index: VectorIndex | None) -> VectorIndex | None:
        """The same index, now written beside the store and mapped from there."""
        try:
            return index and index.write(self._folder, self._log.note_index)
        except OSError as error:
            raise cannot_write(self._folder, error) from error
