"""Which words are near in meaning, as the installed model has them: "staff" and "employees".

Running the model takes longer than a whole check may. So the vectors of the words that it knows
were made once (`python -m qa train words`), and lie beside this module; without the file, words are
compared by their stems alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load, save

from qa.errors import ModelUnusable

FILE = Path(__file__).with_suffix(".safetensors")
SHA256 = "192f47b3f1cf0d42f69824349463491e00da043235d31eabf5bbc861b0345173"  # of FILE
DIMENSION = 96  # of a vector, of which each part is a whole number from -127 to 127

Vectors = npt.NDArray[np.float32]


class NearWords:
    """The vectors of words, by which they are compared."""

    def __init__(self, words: Sequence[str], vectors: Vectors) -> None:
        self._rows = {word: row for row, word in enumerate(words)}
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unknown = np.zeros((1, vectors.shape[1]), np.float32)
        self._vectors = np.vstack([vectors / np.maximum(lengths, 1), unknown])

    def vectors(self, words: Sequence[str]) -> Vectors:
        """The vector of each word, [n, dimension], of length 1; zeros for one that is unknown."""
        found: Vectors = self._vectors[[self._row(word) for word in words]]
        return found

    def knows(self, word: str) -> bool:
        """Whether a word, or a form of it, is one that the model knows."""
        return self._row(word) < len(self._rows)

    def _row(self, word: str) -> int:
        """The row of a word, or of a form of it that is known."""
        forms = (word, word.removesuffix("s"), word.removesuffix("es"), f"{word[:-3]}y")
        return next((self._rows[one] for one in forms if one in self._rows), len(self._rows))


@cache
def near_words() -> NearWords:
    """The words that came with the program; none where the file is missing.

    Raises `ModelUnusable` where the file is not the one that belongs to the program.
    """
    if not FILE.exists():
        return NearWords((), np.zeros((0, DIMENSION), np.float32))
    content = FILE.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise ModelUnusable(
            f"The file {FILE.name} is not the one expected. Install the program again, or make the "
            "file with python -m qa train words."
        )
    held = load(content)
    words = bytes(held["words"]).decode().split("\n")
    return NearWords(words, held["vectors"].astype(np.float32))


def packed(words: Sequence[str], vectors: Vectors) -> bytes:
    """The content of a file with these words and vectors, each part scaled to whole numbers."""
    scale = 127 / np.abs(vectors).max(axis=1, keepdims=True)
    whole = np.rint(vectors * scale).astype(np.int8)
    letters = np.frombuffer("\n".join(words).encode(), dtype=np.uint8)
    return save({"words": letters, "vectors": whole})
