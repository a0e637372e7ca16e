"""The vectors of all passages, ready to search: derived from the store, and never the truth.

They are a snapshot of some moment, and what came and went since: to put a paper in or take it out
takes as long for a million passages as for none. When much has come and gone, another is taken.
"""

from __future__ import annotations

import heapq
import threading
from typing import Any

import numpy as np

from qa.library.allowed import Allowed
from qa.library.records import Matrix, Position, Since
from qa.library.vector_index import Snapshot


class Vectors:
    """A `snapshot`, if there is one, and what came and went since. Threads may share it."""

    def __init__(self, snapshot: Snapshot | None = None) -> None:
        self.snapshot = snapshot
        self.position = snapshot.note.position if snapshot else Position("", 0, 0)
        self._lock = threading.Lock()  # FAISS reads from many threads, but not while it is changed
        self._late: Any = None  # an index of what came since; the first tells its dimension
        self._gone: set[int] = set()  # of the snapshot

    def follow(self, since: Since) -> None:
        """Take in what came and went since `position`."""
        import faiss

        with self._lock:
            if since.gone:
                last = self.snapshot.note.position.last if self.snapshot else 0
                self._gone.update(i for i in since.gone if i <= last)
                if self._late is not None:
                    self._late.remove_ids(np.asarray(since.gone, np.int64))
            if since.came:
                if self._late is None:
                    flat = faiss.IndexFlatIP(since.vectors.shape[1])
                    self._late = faiss.IndexIDMap2(flat)
                self._late.add_with_ids(since.vectors, np.asarray(since.came, np.int64))
            self.position = since.position

    @property
    def changes(self) -> int:
        """How many came and went since the snapshot."""
        return (0 if self._late is None else int(self._late.ntotal)) + len(self._gone)

    @property
    def changed(self) -> float:
        """How many that is for each of the snapshot: without one it is all."""
        return self.changes / max(1, self.snapshot.note.passages if self.snapshot else 0)

    def search(
        self, vector: Matrix, limit: int, allowed: Allowed | None = None
    ) -> list[tuple[int, float]]:
        """The ids nearest to `vector`, float32 [dimension], best first, with their cosine.

        Only those `allowed`, unless that is None.
        """
        import faiss

        if allowed is not None and not allowed:
            return []
        with self._lock:
            gone = np.fromiter(self._gone, np.int64)
            late: list[tuple[int, float]] = []
            if self._late is not None:
                options = faiss.SearchParameters()
                if allowed is not None:
                    bits = allowed.bits
                    named: Any = faiss.IDSelectorBitmap
                    selector = named(bits)
                    options.sel = selector  # which must outlive the search, as must what it holds
                scores, ids = self._late.search(vector[None, :], limit, params=options)
                found = zip(ids[0].tolist(), scores[0].tolist(), strict=True)
                late = [(i, score) for i, score in found if i >= 0]  # FAISS fills up with -1
        if not self.snapshot:
            return late
        if allowed is not None and len(gone):
            allowed = allowed.without(gone)
        early = self.snapshot.search(vector, limit, allowed, gone)
        return list(heapq.merge(early, late, key=lambda one: -one[1]))[:limit]

    def __len__(self) -> int:
        """How many vectors there are."""
        late = 0 if self._late is None else int(self._late.ntotal)
        held = self.snapshot.note.passages if self.snapshot else 0
        return held - len(self._gone) + late
