"""The installed model's arithmetic for one text at a time, without PyTorch.

To load PyTorch, transformers and all they bring takes five of the seven seconds of a first
question, and hundreds of megabytes. A question is a dozen words: what the model does with them is a
few products of matrices. Texts by the thousand are PyTorch's (`qa/library/bulk.py`), with the same
weights, which are held once; tests hold both to the same vectors.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file
from threadpoolctl import ThreadpoolController
from tokenizers import Tokenizer

from qa.library.records import Matrix

LAYERS, HEADS = 6, 12
LONGEST = 256  # tokens, as the model's own settings say
EPSILON = 1e-12
# Of the error function, to 1.5e-7: Abramowitz and Stegun, "Handbook of Mathematical Functions",
# 7.1.26. SciPy has it too, and takes as long to load as all else here.
ERF = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)
ERF_SCALE = 0.3275911

BLOCK = 384, 64  # rows and columns of a block of weights

Array = npt.NDArray[np.float32]


class Linear:
    """A layer of `weights` [in, out] and `biases` [out].

    Weights lie in blocks: a product that is small enough OpenBLAS does in place, where it copies a
    greater one's weights first, which takes longer than the product of a dozen words.
    """

    def __init__(self, weights: Array, biases: Array) -> None:
        rows, columns = (size // block for size, block in zip(weights.shape, BLOCK, strict=True))
        parts = weights.reshape(rows, BLOCK[0], columns, BLOCK[1]).transpose(0, 2, 1, 3)
        self._blocks = np.ascontiguousarray(parts)  # [rows, columns, *BLOCK]
        self.biases = biases

    @property
    def weights(self) -> Array:
        """A copy, as they were given."""
        rows, columns = self._blocks.shape[:2]
        whole = self._blocks.transpose(0, 2, 1, 3)
        return whole.reshape(rows * BLOCK[0], columns * BLOCK[1])

    def __call__(self, x: Array) -> Array:
        parts = x.reshape(len(x), -1, 1, BLOCK[0]).transpose(1, 2, 0, 3)
        products = np.ascontiguousarray(parts) @ self._blocks  # [rows, columns, n, block]
        made: Array = products.sum(axis=0).transpose(1, 0, 2).reshape(len(x), -1)
        made += self.biases
        return made


@dataclass(frozen=True, slots=True)
class Norm:
    """Each row to mean 0 and variance 1, then scaled and moved."""

    scale: Array
    offset: Array

    def __call__(self, x: Array) -> Array:
        x = x - x.mean(axis=1, keepdims=True)
        variance = np.square(x).mean(axis=1, keepdims=True)
        normed: Array = x / np.sqrt(variance + EPSILON) * self.scale + self.offset
        return normed


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: words look at each other, then each is thought over."""

    looked: Linear  # queries, keys and values, side by side
    told: Linear
    told_norm: Norm
    wider: Linear
    narrower: Linear
    norm: Norm

    def __call__(self, x: Array) -> Array:
        count, width = x.shape
        parts = self.looked(x).reshape(count, 3, HEADS, width // HEADS).transpose(1, 2, 0, 3)
        queries, keys, values = parts
        scores = queries @ keys.transpose(0, 2, 1) / np.float32(np.sqrt(width // HEADS))
        shares = np.exp(scores - scores.max(axis=2, keepdims=True))
        shares /= shares.sum(axis=2, keepdims=True)
        seen = (shares @ values).transpose(1, 0, 2).reshape(count, width)
        x = self.told_norm(x + self.told(seen))
        return self.norm(x + self.narrower(_gelu(self.wider(x))))


class MiniLm:
    """all-MiniLM-L6-v2 as it lies in `folder`. Threads may share it, and what it holds."""

    def __init__(self, folder: Path, threads: int) -> None:
        self._threads = threads
        self._controller = ThreadpoolController()
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(LONGEST)
        held = load_file(folder / "model.safetensors")
        self.words = held["embeddings.word_embeddings.weight"]
        # The model was made for pairs of texts too; a text alone is always the first of a pair.
        first = held["embeddings.token_type_embeddings.weight"][0]
        self.places = held["embeddings.position_embeddings.weight"] + first
        self.norm = _norm(held, "embeddings.LayerNorm")
        self.layers = [_layer(held, f"encoder.layer.{n}") for n in range(LAYERS)]

    def embed(self, text: str) -> Matrix:
        """The vector of a text: float32 [dimension], of length 1."""
        tokens = self.tokenizer.encode(text).ids
        # A few small products are done soonest by as few threads as the settings say.
        with self._controller.limit(limits=self._threads, user_api="blas"):
            x = self.norm(self.words[tokens] + self.places[: len(tokens)])
            for layer in self.layers:
                x = layer(x)
        mean = x.mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)

    def knows(self, word: str) -> bool:
        """Whether `word` is one of its vocabulary."""
        return len(self.tokenizer.encode(word, add_special_tokens=False).ids) == 1


def _gelu(x: Array) -> Array:
    """x, as far as a random value is less: x/2 (1 + erf(x/√2))."""
    z = np.abs(x)
    z *= np.float32(np.sqrt(0.5))
    t = np.float32(ERF_SCALE) * z
    t += 1
    np.reciprocal(t, out=t)
    series = np.float32(ERF[0]) * t
    for factor in ERF[1:]:
        series += np.float32(factor)
        series *= t
    np.negative(np.square(z, out=z), out=z)
    series *= np.exp(z, out=z)
    error: Array = np.copysign(1 - series, x)
    error += 1
    error *= x
    error *= np.float32(0.5)
    return error


def _layer(held: dict[str, Array], name: str) -> Layer:
    parts = [_linear(held, f"{name}.attention.self.{part}") for part in ("query", "key", "value")]
    looked = Linear(
        np.concatenate([part.weights for part in parts], axis=1),
        np.concatenate([part.biases for part in parts]),
    )
    return Layer(
        looked,
        _linear(held, f"{name}.attention.output.dense"),
        _norm(held, f"{name}.attention.output.LayerNorm"),
        _linear(held, f"{name}.intermediate.dense"),
        _linear(held, f"{name}.output.dense"),
        _norm(held, f"{name}.output.LayerNorm"),
    )


def _linear(held: dict[str, Array], name: str) -> Linear:
    weights = np.ascontiguousarray(held[f"{name}.weight"].T)
    return Linear(weights, held[f"{name}.bias"])


def _norm(held: dict[str, Array], name: str) -> Norm:
    return Norm(held[f"{name}.weight"], held[f"{name}.bias"])
