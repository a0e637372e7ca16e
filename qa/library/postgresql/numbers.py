"""Vectors in the forms in which pgvector takes and gives them."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping

import numpy as np

from qa.library.records import Matrix

TERMS = 1_000_000_000  # dimensions of a sparse vector: the most that pgvector allows


def as_text(vector: Matrix) -> str:
    """A vector, float32 [dimension], as pgvector reads it."""
    return f"[{','.join(map(repr, vector.tolist()))}]"


def sparse_text(weights: Mapping[int, float]) -> str:
    """A sparse vector of `weights`, by numbers that count from 1, as pgvector reads it."""
    held = ",".join(f"{number}:{weight!r}" for number, weight in sorted(weights.items()))
    return f"{{{held}}}/{TERMS}"


def array_text(vectors: Matrix) -> str:
    """Vectors, float32 [n, dimension], as the text of an array."""
    return "{" + ",".join(f'"{as_text(one)}"' for one in vectors) + "}"


def vector(sent: bytes) -> Matrix:
    """A vector in pgvector's binary form: float32 [dimension]."""
    return np.frombuffer(sent, ">f4", offset=4).astype(np.float32)


def matrix(sent: Iterable[bytes]) -> Matrix:
    """Vectors in pgvector's binary form: float32 [n, dimension]."""
    held = list(sent)
    if not held:
        return np.zeros((0, 0), np.float32)
    return np.stack([vector(one) for one in held])


def half_vectors(sent: bytes) -> Matrix:
    """An array of vectors of 16 bits in the server's binary form: float32 [n, dimension]."""
    count = struct.unpack_from(">i", sent, 12)[0] if len(sent) > 12 else 0
    read, at = [], 20
    for _ in range(count):
        [size] = struct.unpack_from(">i", sent, at)
        read.append(np.frombuffer(sent, ">f2", (size - 4) // 2, at + 8).astype(np.float32))
        at += 4 + size
    return np.stack(read) if read else np.zeros((0, 0), np.float32)
