"""What words mean where they stand, as the lower layers of the installed model have them.

The vector of a word alone cannot tell "closed the road" from "closed the meeting"; after three
layers of the model it has taken up what stands around it. The upper layers would double the time
and, measured on sentences written by hand, tell right from wrong hardly better.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from qa.checking.reading import Unit
from qa.errors import ModelUnusable
from qa.library.embedder import installed_model
from qa.library.minilm import MiniLm

LAYERS = 3  # of the model's six
THREADS = 1  # more do not pay for so few words
KEPT = 256  # texts whose vectors are kept: a speech comes back to the same passages
LEAST = 1e-6  # length of a vector that is divided by

Array = npt.NDArray[np.float32]
_loading = threading.Lock()


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """The vectors of a text's tokens, [n, width], and where each begins and ends in it, [n, 2]."""

    places: npt.NDArray[np.int64]
    vectors: Array

    def of_units(self, units: Sequence[Unit], offset: int = 0) -> Array:
        """The vector of each unit, of length 1: [units, width]. `offset` is where the text begins
        in what the units' places count from. Zeros for a unit that the text was cut before."""
        found = np.zeros((len(units), self.vectors.shape[1]), np.float32)
        for i, one in enumerate(units):
            found[i] = self.mean(one.start - offset, one.end - offset)
        return found

    def mean(self, start: int, end: int) -> Array:
        """The mean of the tokens between two places, of length 1; zeros where there are none."""
        here = self.vectors[(self.places[:, 0] < end) & (self.places[:, 1] > start)]
        if not len(here):
            return np.zeros(self.vectors.shape[1], np.float32)
        mean = here.mean(axis=0)
        return np.asarray(mean / max(float(np.linalg.norm(mean)), LEAST), np.float32)


@lru_cache(KEPT)
def meaning_of(text: str) -> Meaning | None:
    """The meaning of a text; None where the installed model cannot be used."""
    model = _model()
    if model is None:
        return None
    places = np.array(model.tokenizer.encode(text).offsets, np.int64).reshape(-1, 2)
    return Meaning(places, model.hidden(text))


def _model() -> MiniLm | None:
    with _loading:
        return _loaded()


@lru_cache(1)
def _loaded() -> MiniLm | None:
    try:
        return MiniLm(installed_model(), THREADS, layers=LAYERS)
    except ModelUnusable:
        return None
