"""The FAISS index of all vectors of a store at one moment: built, written, opened, searched.

It does not change; what came and went since is kept beside it (`qa/library/vectors.py`). While
comparing all vectors takes milliseconds it is flat. A larger one is an inverted file: vectors are
divided into parts of space, of which those nearest to a question are searched, and each number is
stored in a byte. The share of the nearest passages that this finds is measured when it is built,
with sentences of the papers in place of questions. The file is mapped into memory, not read.
"""

from __future__ import annotations

import hashlib
import json
import math
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from qa.library.allowed import Allowed, Ids
from qa.library.records import Matrix, Position
from qa.library.snapshot import Snapshot

FILE = "vectors.faiss"
UNFINISHED = ".new"  # ends the name of a file that is being written

FLAT = "IDMap,Flat"  # as FAISS names it
MAX_FLAT = 50_000  # vectors that are all compared, which takes some milliseconds of a core
TRAINING_SAMPLE = (
    40_000  # vectors from which the parts of space, and the range of a byte, are learnt
)
TRAINING_ROUNDS = 8  # of learning the parts of space; more found no more
RECALL_QUERIES = 64  # sentences with which recall is measured
RECALL_DEPTH = 100  # nearest passages of each that should be found
MIN_RECALL = 0.98  # of these passages
PROBES = (8, 16, 32, 64, 128, 256)  # parts of space that are searched: the first that suffices
# Within limits, which leave passages that may lie anywhere, more parts are searched: the number of
# probes times this, divided by the share of the passages that the limits leave.
FILTERED_PROBES_FACTOR = 8
# Bytes of a file that is read whole, so that nothing that becomes of it later matters. A larger one
# is mapped; it is never written in place, and whoever puts a backup back ends the service first.
MAX_READ = 64 << 20
EDGE = 4 << 20  # bytes at either end of a file, from which its digest is made


@dataclass(frozen=True, slots=True)
class IndexNote:
    """What a store knows of its index: how many `passages` it is of, and up to which position.

    `kind` is FAISS's name for such an index. `probes` parts of space are searched; 0 where there
    are none. `recall` is the share (0…1) of the nearest passages that it finds. `size` (in bytes)
    and `digest` identify its file.
    """

    passages: int
    position: Position
    kind: str
    probes: int = 0
    recall: float = 1.0
    size: int = 0
    digest: str = ""

    @classmethod
    def from_text(cls, text: str) -> IndexNote:
        """The note that `as_text` made."""
        held = json.loads(text)
        return cls(**{**held, "position": Position(**held["position"])})

    def as_text(self) -> str:
        """The note as the store keeps it."""
        return json.dumps(asdict(self))

    def describe(self) -> str:
        """What a question is compared with, and how many of the nearest that finds, for people."""
        if not self.probes:
            return f"A question is compared with all {self.passages:,} vectors."
        parts = self.kind.removeprefix("IVF").partition(",")[0]
        return (
            f"A question is compared with those of {self.passages:,} vectors that lie in the "
            f"nearest {self.probes} of {parts} parts: that finds {self.recall:.1%} of the nearest."
        )


@dataclass(frozen=True, slots=True)
class VectorIndex:
    """A FAISS index, and what is known of it. Threads may search it at once."""

    index: Any
    note: IndexNote

    def search(
        self, vector: Matrix, limit: int, allowed: Allowed | None, gone: Ids
    ) -> list[tuple[int, float]]:
        """The ids nearest to `vector`, best first, with their cosines as this index has them.

        Only those `allowed`, or where that is None, those not `gone`.
        """
        import faiss

        options: Any = None
        if self.note.probes:
            share = 1.0 if allowed is None else len(allowed) / self.note.passages
            if allowed is not None:
                share /= FILTERED_PROBES_FACTOR
            wanted = self.note.probes / max(share, 1e-9)
            options = faiss.SearchParametersIVF()
            options.nprobe = math.ceil(min(wanted, self.index.nlist))
        return search_index(self.index, vector, limit, options, allowed=allowed, gone=gone)

    def write(self, folder: Path, note: Callable[[str], None]) -> VectorIndex:
        """Write it into `folder`, have its note kept by `note`, and return it as mapped from there.

        Raises `OSError`.
        """
        import faiss

        # The name is of this process and thread alone.
        unfinished = folder / f"{FILE}{secrets.token_hex(4)}{UNFINISHED}"
        try:
            unfinished.write_bytes(faiss.serialize_index(self.index).data)
            size, digest = unfinished.stat().st_size, _digest(unfinished)
            written = replace(self.note, size=size, digest=digest)
            unfinished.replace(folder / FILE)
        finally:
            unfinished.unlink(missing_ok=True)
        note(written.as_text())
        return open_index(folder, written) or self


def open_index(folder: Path, note: IndexNote) -> VectorIndex | None:
    """The index in `folder`; None where its file is not the one that `note` describes, or where
    it is not of the kind that would be built now, as those of earlier versions may be."""
    import faiss

    if note.kind != _kind(note.passages):
        return None
    path = folder / FILE
    try:
        if path.stat().st_size != note.size:
            return None
        if note.size > MAX_READ:
            if _digest(path) != note.digest:
                return None
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        else:
            read = path.read_bytes()
            if _digest_of(read[:EDGE], read[max(EDGE, len(read) - EDGE) :]) != note.digest:
                return None
            index = faiss.deserialize_index(np.frombuffer(read, np.uint8))
    except (OSError, RuntimeError):  # FAISS raises the latter
        return None
    return VectorIndex(index, note)


def search_index(
    index: Any,
    vector: Matrix,
    limit: int,
    options: Any = None,
    *,
    allowed: Allowed | None = None,
    gone: Ids | None = None,
) -> list[tuple[int, float]]:
    """The ids of a FAISS index nearest to `vector`, float32 [dimension], with their cosines.

    Only those `allowed`, or where that is None, those not `gone`.
    """
    import faiss

    options = options or faiss.SearchParameters()
    only = allowed
    if only is None and gone is not None and len(gone):
        only = Allowed.of(gone)
    if only is not None:
        bits = only.bits
        bitmap: Any = faiss.IDSelectorBitmap
        listed = bitmap(bits)
        # All three must outlive the search.
        selector = faiss.IDSelectorNot(listed) if allowed is None else listed
        options.sel = selector
    scores, ids = index.search(vector[None, :], limit, params=options)
    found = zip(ids[0].tolist(), scores[0].tolist(), strict=True)
    return [(i, score) for i, score in found if i >= 0]  # FAISS fills up with -1


def build_index(snapshot: Snapshot) -> VectorIndex | None:
    """An index of the vectors in `snapshot`; None where there are none."""
    import faiss

    index: Any = None
    kind = _kind(snapshot.passages)
    queries = np.zeros((0, 0), np.float32)
    if kind != FLAT:
        queries = snapshot.sample_sentences(RECALL_QUERIES)
    nearest = _Nearest(queries)
    for ids, vectors in snapshot.chunks():
        if index is None:
            index = faiss.index_factory(vectors.shape[1], kind, faiss.METRIC_INNER_PRODUCT)
            if not index.is_trained:
                index.cp.niter, index.cp.min_points_per_centroid = TRAINING_ROUNDS, 1
                index.train(snapshot.sample(TRAINING_SAMPLE))
        index.add_with_ids(vectors, np.asarray(ids, np.int64))
        nearest.compare(ids, vectors)
    if index is None:
        return None
    built = VectorIndex(index, IndexNote(index.ntotal, snapshot.position, kind))
    return _with_recall(built, queries, nearest.ids) if len(queries) else built


def _kind(count: int) -> str:
    """The kind of index for `count` vectors, as FAISS names it."""
    if count <= MAX_FLAT:
        return FLAT
    return f"IVF{2 ** round(math.log2(2 * math.sqrt(count)))},SQ8"


def _with_recall(built: VectorIndex, queries: Matrix, nearest: Ids) -> VectorIndex:
    """The same index with its recall measured, and with as many probes as that needs.

    `nearest` are the ids of the passages nearest to each of `queries`: [n, RECALL_DEPTH].
    """
    none = np.zeros(0, np.int64)
    for probes in PROBES:
        built = replace(built, note=replace(built.note, probes=probes))
        found = [{i for i, _ in built.search(one, nearest.shape[1], None, none)} for one in queries]
        hits = sum(
            len(one & set(right)) for one, right in zip(found, nearest.tolist(), strict=True)
        )
        recall = hits / nearest.size
        built = replace(built, note=replace(built.note, recall=round(recall, 4)))
        if recall >= MIN_RECALL:
            break
    return built


class _Nearest:
    """The passages nearest to some queries, of all that they were compared with."""

    def __init__(self, queries: Matrix) -> None:
        self._queries = queries
        self.ids: Ids = np.zeros((len(queries), 0), np.int64)
        self._scores: Matrix = np.zeros((len(queries), 0), np.float32)

    def compare(self, ids: list[int], vectors: Matrix) -> None:
        """Compare the queries with more passages."""
        if not len(self._queries):
            return
        scores = np.concatenate([self._scores, self._queries @ vectors.T], axis=1)
        every = np.concatenate([self.ids, np.tile(ids, (len(self._queries), 1))], axis=1)
        best = np.argsort(-scores, axis=1)[:, :RECALL_DEPTH]
        self._scores = np.take_along_axis(scores, best, axis=1)
        self.ids = np.take_along_axis(every, best, axis=1)


def _digest(path: Path) -> str:
    """The digest of both ends of a file. To read all of it would take long, and is not needed:
    every passage found is compared with the store's own vector before it is shown."""
    with path.open("rb") as file:
        first, size = file.read(EDGE), path.stat().st_size
        file.seek(max(EDGE, size - EDGE))
        return _digest_of(first, file.read())


def _digest_of(first: bytes, last: bytes) -> str:
    return hashlib.sha256(first + last).hexdigest()
