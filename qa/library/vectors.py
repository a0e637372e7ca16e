"""The vectors of all passages, ready to search: derived from the store, and never the truth.

They are an index of some moment, and what came and went since: to put a paper in or take it out
takes as long in a library of a million passages as in an empty one. When much has come and gone,
another index is built.
"""

from __future__ import annotations

import threading
from typing import Any

import numpy as np

from qa.library.allowed import Allowed
from qa.library.records import Changes, Matrix, Position
from qa.library.vector_index import VectorIndex, search_index

COPIES = 50  # passages beyond those wanted that are asked for: FAISS takes any of equal ones


class Vectors:
    """An `index`, if there is one, and what came and went since. Threads may share it.

    `position` is the one up to which changes were applied.
    """

    def __init__(self, index: VectorIndex | None = None) -> None:
        self.index = index
        self.position = index.note.position if index else Position("", 0, 0)
        self._lock = threading.Lock()  # FAISS reads from many threads, but not while it is changed
        self._late: Any = None  # an index of what came since, made once its dimension is known
        self._gone: set[int] = set()  # ids that the index still holds

    def apply(self, changes: Changes) -> None:
        """Take in what came and went since `position`."""
        import faiss

        with self._lock:
            if changes.gone:
                last = self.index.note.position.last if self.index else 0
                self._gone.update(i for i in changes.gone if i <= last)
                if self._late is not None:
                    self._late.remove_ids(np.asarray(changes.gone, np.int64))
            if changes.came:
                if self._late is None:
                    flat = faiss.IndexFlatIP(changes.vectors.shape[1])
                    self._late = faiss.IndexIDMap2(flat)
                self._late.add_with_ids(changes.vectors, np.asarray(changes.came, np.int64))
            self.position = changes.position

    @property
    def changes(self) -> int:
        """How many passages came and went since the index was built."""
        return (0 if self._late is None else int(self._late.ntotal)) + len(self._gone)

    @property
    def changed_share(self) -> float:
        """The same for each passage of the index; more than 1 where there is no index."""
        return self.changes / max(1, self.index.note.passages if self.index else 0)

    def search(
        self, vector: Matrix, limit: int, allowed: Allowed | None = None
    ) -> list[tuple[int, float]]:
        """The ids nearest to `vector`, float32 [dimension], best first, with their cosine.

        Only those `allowed`, unless that is None. Of those that are equally near, as copies are,
        the first to come are taken.
        """
        if allowed is not None and not allowed:
            return []
        with self._lock:
            gone = np.fromiter(self._gone, np.int64)
            late: list[tuple[int, float]] = []
            if self._late is not None:
                late = search_index(self._late, vector, limit + COPIES, allowed=allowed)
        early: list[tuple[int, float]] = []
        if self.index:
            early = self.index.search(vector, limit + COPIES, allowed, gone)
        return sorted([*early, *late], key=lambda one: (-one[1], one[0]))[:limit]

    def __len__(self) -> int:
        """How many vectors there are."""
        late = 0 if self._late is None else int(self._late.ntotal)
        held = self.index.note.passages if self.index else 0
        return held - len(self._gone) + late
