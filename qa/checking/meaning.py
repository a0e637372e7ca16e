"""What words mean where they stand, as layers of the installed model have them.

The vector of a word alone cannot tell "closed the road" from "closed the meeting"; after three
layers of the model it has taken up what stands around it.
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
from qa.library.minilm import LAYERS, Layer, MiniLm

FIRST = 3  # of the layers that what is checked is read by, counted from 0
THREADS = 1  # more do not pay for so few words
KEPT = 256  # texts whose vectors are kept: a speech comes back to the same passages
LEAST = 1e-6  # length of a vector that is divided by

Array = npt.NDArray[np.float32]
_loading = threading.Lock()


@dataclass(frozen=True, slots=True, eq=False)
class Hidden:
    """The tokens of a text [n], where each begins and ends in it [n, 2], and what goes into each
    layer from FIRST on: of a sentence the first of these, [1, n, width], of a piece of a passage
    all, [layers, n, width]."""

    tokens: npt.NDArray[np.int64]
    places: npt.NDArray[np.int64]
    layers: Array


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


def meaning_of(text: str) -> Meaning | None:
    """The meaning of a text after the lower layers; None where the installed model cannot be
    used."""
    found = hidden(text, False)
    return Meaning(found.places, found.layers[0]) if found else None


@lru_cache(KEPT)
def hidden(text: str, is_piece: bool) -> Hidden | None:
    """A text as the layers have it; None where the installed model cannot be used."""
    model = _model()
    if model is None:
        return None
    encoded = model.tokenizer.encode(text)
    inputs = model.inputs(text, FIRST, LAYERS if is_piece else FIRST + 1)
    return Hidden(
        np.array(encoded.ids, np.int64),
        np.array(encoded.offsets, np.int64).reshape(-1, 2),
        np.array(inputs, np.float32),
    )


def frozen_layers() -> Sequence[Layer] | None:
    """The layers of the installed model; None where it cannot be used."""
    model = _model()
    return model.layers if model else None


def _model() -> MiniLm | None:
    with _loading:
        return _loaded()


@lru_cache(1)
def _loaded() -> MiniLm | None:
    try:
        return MiniLm(installed_model(), THREADS)
    except ModelUnusable:
        return None
