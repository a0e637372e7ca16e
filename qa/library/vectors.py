"""The vectors of all passages, ready to search: derived from the store, and never the truth.

On disk an index carries the generation of the store that it was made from. One that carries
another, or that was cut short, is not used: the library makes it again from the store.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from qa.library.records import Matrix

FILE = "vectors.faiss"
HALF = ".new"  # ends the name of one that is being written


class Vectors(Protocol):
    """An index of unit vectors by passage id."""

    def add(self, ids: Sequence[int], matrix: Matrix) -> None:
        """Add the rows of `matrix`, float32 [n, dimension], each of length 1, under `ids`."""

    def remove(self, ids: Sequence[int]) -> None:
        """Take out `ids`."""

    def search(
        self, vector: Matrix, limit: int, allowed: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """The ids nearest to `vector`, float32 [dimension], best first, with their cosine.

        Only ids among `allowed`, unless it is None.
        """

    def __len__(self) -> int:
        """How many vectors there are."""

    def save(self, folder: Path, generation: str) -> None:
        """Write the index into `folder`, whole or not at all. Raises `OSError`."""

    def load(self, folder: Path, generation: str) -> bool:
        """Read it from there: False where there is none of `generation`, or it is damaged."""


class FlatVectors:
    """Exact search with FAISS: for the papers of a council (10^5 passages) some milliseconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()  # FAISS reads from many threads, but not while it is changed
        self._index: Any = None  # its dimension is that of the first vectors added

    def add(self, ids: Sequence[int], matrix: Matrix) -> None:
        """See `Vectors`."""
        import faiss

        if not ids:
            return
        with self._lock:
            if self._index is None:
                self._index = faiss.IndexIDMap2(faiss.IndexFlatIP(matrix.shape[1]))
            self._index.add_with_ids(matrix, np.asarray(ids, np.int64))

    def remove(self, ids: Sequence[int]) -> None:
        """See `Vectors`."""
        with self._lock:
            if self._index is not None and ids:
                self._index.remove_ids(np.asarray(ids, np.int64))

    def search(
        self, vector: Matrix, limit: int, allowed: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """See `Vectors`."""
        import faiss

        with self._lock:
            if self._index is None or (allowed is not None and not allowed):
                return []
            options = faiss.SearchParameters()
            if allowed is not None:
                selector = faiss.IDSelectorBatch(np.asarray(allowed, np.int64))
                options.sel = selector  # which must outlive the search
            scores, ids = self._index.search(vector[None, :], limit, params=options)
        found = zip(ids[0].tolist(), scores[0].tolist(), strict=True)
        return [(i, score) for i, score in found if i >= 0]  # FAISS fills up with -1

    def __len__(self) -> int:
        """See `Vectors`."""
        return 0 if self._index is None else int(self._index.ntotal)

    def save(self, folder: Path, generation: str) -> None:
        """See `Vectors`."""
        import faiss

        with self._lock:
            body = b"" if self._index is None else faiss.serialize_index(self._index).tobytes()
        half = folder / f"{FILE}{secrets.token_hex(4)}{HALF}"  # of this process and thread alone
        try:
            half.write_bytes(_seal(generation, body) + body)
            half.replace(folder / FILE)
        finally:
            half.unlink(missing_ok=True)

    def load(self, folder: Path, generation: str) -> bool:
        """See `Vectors`."""
        import faiss

        try:
            data = (folder / FILE).read_bytes()
        except OSError:
            return False
        size = len(_seal("", b""))
        seal, body = data[:size], data[size:]
        if seal != _seal(generation, body):
            return False
        with self._lock:
            self._index = faiss.deserialize_index(np.frombuffer(body, np.uint8)) if body else None
        return True


def _seal(generation: str, body: bytes) -> bytes:
    """What stands before an index in its file, and fits no other generation or contents."""
    return hashlib.sha256(generation.encode() + body).digest()
