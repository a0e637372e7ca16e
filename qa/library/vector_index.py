"""All vectors of a store at one moment, as a FAISS index that does not change: taken, kept, opened.

What kind of index it is depends on how many vectors there are: all are compared while that takes
milliseconds, then as a byte a number, then only those of the parts of space that lie nearest. How
many of the nearest that finds is measured as it is taken, with sentences of the papers in place of
questions. Its file is mapped into memory, not read: a million open in milliseconds.
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
from qa.library.snapshot import Moment

FILE = "vectors.faiss"
HALF = ".new"  # ends the name of one that is being written

PLAIN = "IDMap,Flat"
FLAT = 20_000  # vectors: some 3 ms of a core, and 30 MB
BYTES = 50_000  # vectors: some 6 ms of a core, a byte a number
SAMPLE = 40_000  # vectors that the range of a byte, or the parts of space, are learnt from
ROUNDS = 8  # of learning the parts of space; more found no more
ASKED = 64  # sentences that recall is measured with
NEAREST = 100  # passages of each
RECALL = 0.98  # of them that should be found
PROBES = (8, 16, 32, 64, 128, 256)  # parts of space looked through
# Times the probes, divided by the share that limits leave: what they leave may lie anywhere.
WIDER = 8
EDGE = 4 << 20  # bytes at either end of a file, by which it is known


@dataclass(frozen=True, slots=True)
class Note:
    """What a store knows of its snapshot: how many `passages` it is of, and up to which position.

    `kind` is FAISS's own word for the index. `probes` of the parts of space are looked through; 0:
    there are none. `recall` is the share (0…1) of the nearest passages that it finds. `size` (in
    bytes) and `digest` tell its file from another.
    """

    passages: int
    position: Position
    kind: str
    probes: int = 0
    recall: float = 1.0
    size: int = 0
    digest: str = ""

    def said(self) -> str:
        """How a question goes through the vectors, and what that finds, for people."""
        vectors = f"{self.passages:,} vectors"
        if self.kind == PLAIN:
            return f"A question is compared with all {vectors}."
        how = f"with all {vectors}, a byte a number"
        if self.probes:
            parts = self.kind.removeprefix("IVF").partition(",")[0]
            how = f"with those of {vectors} that lie in the nearest {self.probes} of {parts} parts"
        return f"A question is compared {how}: that finds {self.recall:.1%} of the nearest."

    def as_text(self) -> str:
        """As the store keeps it."""
        return json.dumps(asdict(self))


def note(text: str) -> Note:
    """A note as the store keeps it."""
    held = json.loads(text)
    return Note(**{**held, "position": Position(**held["position"])})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An index, and what is known of it. Threads may search it at once."""

    index: Any
    note: Note

    def search(
        self, vector: Matrix, limit: int, allowed: Allowed | None, gone: Ids
    ) -> list[tuple[int, float]]:
        """The ids nearest to `vector`, best first, with their cosines as this index has them.

        Only those `allowed`, or where that is None, those not `gone`.
        """
        import faiss

        options: Any = faiss.SearchParametersIVF() if self.note.probes else faiss.SearchParameters()
        if self.note.probes:
            share = 1.0 if allowed is None else len(allowed) / self.note.passages / WIDER
            options.nprobe = math.ceil(min(self.note.probes / max(share, 1e-9), self.index.nlist))
        bits = (Allowed.of(gone) if allowed is None else allowed).bits
        named: Any = faiss.IDSelectorBitmap
        listed = named(bits)
        selector = listed if allowed is not None else faiss.IDSelectorNot(listed)
        if allowed is not None or len(gone):
            options.sel = selector  # which must outlive the search, as must what it holds
        scores, ids = self.index.search(vector[None, :], limit, params=options)
        found = zip(ids[0].tolist(), scores[0].tolist(), strict=True)
        return [(i, score) for i, score in found if i >= 0]  # FAISS fills up with -1

    def write(self, folder: Path, keep: Callable[[str], None]) -> Snapshot:
        """Write it into `folder`, `keep` what is to be known of it, and have it as it lies there.

        Raises `OSError`.
        """
        import faiss

        half = folder / f"{FILE}{secrets.token_hex(4)}{HALF}"  # of this process and thread alone
        try:
            half.write_bytes(faiss.serialize_index(self.index).data)
            kept = replace(self.note, size=half.stat().st_size, digest=_digest(half))
            half.replace(folder / FILE)
        finally:
            half.unlink(missing_ok=True)
        keep(kept.as_text())
        return opened(folder, kept) or self


def opened(folder: Path, known: Note) -> Snapshot | None:
    """The snapshot in `folder`; None where that is not the one that is `known`."""
    import faiss

    path = folder / FILE
    try:
        if path.stat().st_size != known.size or _digest(path) != known.digest:
            return None
        index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    except (OSError, RuntimeError):  # which FAISS raises
        return None
    return Snapshot(index, known)


def taken(moment: Moment) -> Snapshot | None:
    """A snapshot of `moment`; None where there are no vectors."""
    import faiss

    index: Any = None
    kind = _kind(moment.passages)
    asked = moment.sentences(ASKED) if kind != PLAIN else np.zeros((0, 0), np.float32)
    exact = _Nearest(asked)
    for ids, matrix in moment.chunks():
        if index is None:
            index = faiss.index_factory(matrix.shape[1], kind, faiss.METRIC_INNER_PRODUCT)
            if not index.is_trained:
                if kind.startswith("IVF"):
                    index.cp.niter, index.cp.min_points_per_centroid = ROUNDS, 1
                index.train(moment.some(SAMPLE))
        index.add_with_ids(matrix, np.asarray(ids, np.int64))
        exact.look(ids, matrix)
    if index is None:
        return None
    found = Snapshot(index, Note(index.ntotal, moment.position, kind))
    return _measured(found, asked, exact.ids) if len(asked) else found


def _kind(count: int) -> str:
    """What an index of `count` vectors is, in FAISS's words."""
    if count <= FLAT:
        return PLAIN
    if count <= BYTES:
        return "IDMap,SQ8"
    return f"IVF{2 ** round(math.log2(2 * math.sqrt(count)))},SQ8"


def _measured(snapshot: Snapshot, asked: Matrix, exact: Ids) -> Snapshot:
    """The same, with as many parts of space looked through as its recall needs, and that."""
    tries = PROBES if snapshot.note.kind.startswith("IVF") else (0,)
    for probes in tries:
        snapshot = replace(snapshot, note=replace(snapshot.note, probes=probes))
        none = np.zeros(0, np.int64)
        found = [{i for i, _ in snapshot.search(one, exact.shape[1], None, none)} for one in asked]
        hits = sum(len(one & set(right)) for one, right in zip(found, exact.tolist(), strict=True))
        recall = hits / exact.size
        snapshot = replace(snapshot, note=replace(snapshot.note, recall=round(recall, 4)))
        if recall >= RECALL:
            break
    return snapshot


class _Nearest:
    """The passages nearest to some vectors, of all that were looked at."""

    def __init__(self, asked: Matrix) -> None:
        self._asked = asked
        self.ids: Ids = np.zeros((len(asked), 0), np.int64)
        self._scores: Matrix = np.zeros((len(asked), 0), np.float32)

    def look(self, ids: list[int], matrix: Matrix) -> None:
        """Look at more passages."""
        if not len(self._asked):
            return
        scores = np.concatenate([self._scores, self._asked @ matrix.T], axis=1)
        every = np.concatenate([self.ids, np.tile(ids, (len(self._asked), 1))], axis=1)
        best = np.argsort(-scores, axis=1)[:, :NEAREST]
        self._scores = np.take_along_axis(scores, best, axis=1)
        self.ids = np.take_along_axis(every, best, axis=1)


def _digest(path: Path) -> str:
    """Of both ends of a file: what stands between is not worth reading a million vectors for, as
    every passage found is compared with the store's own vector before it is shown."""
    with path.open("rb") as file:
        digest = hashlib.sha256(file.read(EDGE))
        if path.stat().st_size > EDGE:
            file.seek(-min(EDGE, path.stat().st_size - EDGE), 2)
            digest.update(file.read())
    return digest.hexdigest()
