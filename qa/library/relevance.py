"""What was learned of relevance: corrections of the installed model, and how tokens are compared.

`python -m qa train relevance` makes the file, `relevance.safetensors`. From what, is said in
`qa/evaluation/training/README.md`. Without it the program works with the installed model as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load, save

from qa.errors import InputRefused, ModelUnusable, cannot_write

FILE = Path(__file__).with_name("relevance.safetensors")
SHA256 = "f7e260f00e0d914c725cdd31a64cb0cb4dffecf7103b2f68989f7e7a4d9a7a47"  # of FILE
NARROW, WIDE = ".narrow", ".wide"  # end the names of the two factors of a correction

OTHERS = ("projection", "question_weights", "passage_gates")
TOKEN_MAX = 127  # what stands for 1 in the vectors of a passage's tokens

Array = npt.NDArray[np.float32]
Tokens = npt.NDArray[np.int8]  # the tokens of a passage, [n, dimension]
NO_TOKENS: Tokens = np.empty((0, 0), dtype=np.int8)


@dataclass(frozen=True, slots=True, eq=False)
class Relevance:
    """What a file holds. `corrections` are added to the weights of the model's linear layers:
    [in, out], by the number of the layer and the name of the part ("3.query_key_value")."""

    corrections: Mapping[str, Array]
    projection: Array  # [dimension, width]
    question_weights: Array  # [width + 1]: the last is a bias
    passage_gates: Array  # the same

    @property
    def first_layer(self) -> int:
        """The number of the first layer that is corrected."""
        return min(int(name.partition(".")[0]) for name in self.corrections)

    def question_tokens(self, hidden: Array) -> QuestionTokens:
        """The tokens of a question, from the outcome of the model's last layer, [n, width]."""
        weights = np.logaddexp(0, hidden @ self.question_weights[:-1] + self.question_weights[-1])
        projected = _of_length_1(hidden @ self.projection.T)
        return QuestionTokens(projected, weights / weights.sum())

    @property
    def passage_weights(self) -> Array:
        """What the outcome of the model's last layer for passages, [n, width], is multiplied by
        for `passage_tokens`: [width, dimension + 1]."""
        return np.column_stack([self.projection.T, self.passage_gates[:-1]])

    def passage_tokens(self, products: Array) -> Tokens:
        """The tokens of passages, from the products with `passage_weights`: [n, dimension + 1]."""
        gates = 1 / (1 + np.exp(-(products[:, -1:] + self.passage_gates[-1])))
        tokens = TOKEN_MAX * gates * _of_length_1(products[:, :-1])
        made: Tokens = np.rint(tokens).astype(np.int8)
        return made


@dataclass(frozen=True, slots=True, eq=False)
class QuestionTokens:
    """The `vectors` of a question's tokens, [n, dimension], each of length 1, and what each counts
    for, [n], which are 1 together."""

    vectors: Array
    weights: Array

    def nearness(self, passage: Tokens) -> float:
        """How near a passage's tokens are: 1 if each of the question's has its like among them."""
        if not len(passage):
            return 0.0
        nearest = (passage.astype(np.float32) @ self.vectors.T).max(axis=0)
        return float(nearest @ self.weights) / TOKEN_MAX


def learned_name(other: Path | None = None) -> str:
    """The name of what the program has learned, or of what is in an `other` file; empty where the
    program has no file of that."""
    if other:
        return f"relevance {_sha256(other)[:8]}"
    return f"relevance {SHA256[:8]}" if FILE.exists() else ""


def learned(other: Path | None = None) -> Relevance | None:
    """What the program has learned of relevance, or what is in an `other` file that is measured;
    None without its file.

    Raises `ModelUnusable` where the file is not the one that belongs to the program, and
    `InputRefused` where the other cannot be opened.
    """
    if other:
        return read_relevance(other, _sha256(other))
    if not FILE.exists():
        return None
    return read_relevance(FILE, SHA256)


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise InputRefused(f"{path} cannot be opened ({error.strerror}).") from error


def read_relevance(path: Path, sha256: str) -> Relevance:
    """What the file at `path` holds. Raises `ModelUnusable` where it has another SHA-256."""
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ModelUnusable(
            f"The file {path.name} is not the one expected. Install the program again, or make the "
            "file with python -m qa train."
        )
    held = load(content)
    corrections = {
        name.removesuffix(WIDE).removeprefix("layers."): _product(
            held[name.removesuffix(WIDE) + NARROW], wide
        )
        for name, wide in held.items()
        if name.endswith(WIDE)
    }
    others = {name: held[name].astype(np.float32) for name in OTHERS}
    return Relevance(corrections, **others)


def write_relevance(path: Path, weights: Mapping[str, npt.NDArray[np.float16]], note: str) -> str:
    """Write `weights` to a file, with a `note` of what they were learned from; its SHA-256.

    Raises `DiskFull` or `InputRefused` where it cannot be written.
    """
    content = save(dict(weights), {"note": note})
    try:
        path.write_bytes(content)
    except OSError as error:
        raise cannot_write(path, error) from error
    return hashlib.sha256(content).hexdigest()


def _product(narrow: npt.NDArray[np.float16], wide: npt.NDArray[np.float16]) -> Array:
    """The correction of weights [in, out] from its factors [rank, in] and [out, rank]."""
    return narrow.T.astype(np.float32) @ wide.T.astype(np.float32)


def _of_length_1(vectors: Array) -> Array:
    found: Array = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return found
