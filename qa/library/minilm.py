"""The installed model, run with NumPy for one text at a time, without PyTorch.

Loading PyTorch and transformers takes seconds and hundreds of megabytes, which a first question
would wait for (`python -m tests.benchmarks.start` measures that). A question is a dozen words, for
which the model needs a few products of matrices. Many texts are embedded with PyTorch
(`qa/library/bulk.py`), from the same weights in memory; tests hold both to the same vectors.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import safe_open
from threadpoolctl import ThreadpoolController
from tokenizers import Tokenizer

from qa.library.records import Matrix
from qa.library.relevance import QuestionTokens, Relevance

LAYERS, HEADS = 6, 12
MAX_TOKENS = 256  # as the model's own settings say; the rest of a text is cut off
CACHED = 4  # texts whose last layer is kept
EPSILON = 1e-12  # added to a variance before it divides
# Coefficients of the error function, exact to 1.5e-7: Abramowitz and Stegun, "Handbook of
# Mathematical Functions", 7.1.26. SciPy has the function too, but takes long to load.
ERF = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)
ERF_SCALE = 0.3275911

EMBEDDINGS = "embeddings.word_embeddings.weight"  # of the tokens, in a file of weights
PARTS = ("query_key_value", "attention_output", "feed_forward_in", "feed_forward_out")
BLOCK = 384, 64  # rows and columns of a block of weights

Array = npt.NDArray[np.float32]


class Linear:
    """A linear layer of `weights` [in, out] and `biases` [out].

    The weights are stored in blocks. OpenBLAS computes a small product in place; for a larger one
    it copies the weights first, which for a dozen words takes longer than the product itself.
    """

    def __init__(self, weights: Array, biases: Array) -> None:
        rows, columns = (size // block for size, block in zip(weights.shape, BLOCK, strict=True))
        parts = weights.reshape(rows, BLOCK[0], columns, BLOCK[1]).transpose(0, 2, 1, 3)
        self._blocks = np.ascontiguousarray(parts)  # [rows, columns, *BLOCK]
        self.biases = biases

    @property
    def weights(self) -> Array:
        """The weights as they were given, [in, out]: a copy."""
        rows, columns = self._blocks.shape[:2]
        joined = self._blocks.transpose(0, 2, 1, 3)
        return joined.reshape(rows * BLOCK[0], columns * BLOCK[1])

    def __call__(self, x: Array) -> Array:
        parts = x.reshape(len(x), -1, 1, BLOCK[0]).transpose(1, 2, 0, 3)
        products = np.ascontiguousarray(parts) @ self._blocks  # [rows, columns, n, block]
        made: Array = products.sum(axis=0).transpose(1, 0, 2).reshape(len(x), -1)
        made += self.biases
        return made


@dataclass(frozen=True, slots=True)
class LayerNorm:
    """Normalise each row to mean 0 and variance 1, then multiply by `scale` and add `offset`."""

    scale: Array
    offset: Array

    def __call__(self, x: Array) -> Array:
        x = x - x.mean(axis=1, keepdims=True)
        variance = np.square(x).mean(axis=1, keepdims=True)
        normed: Array = x / np.sqrt(variance + EPSILON) * self.scale + self.offset
        return normed


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of the transformer: self-attention, then the feed-forward network.

    Each is followed by adding its input and normalising (Devlin and others, "BERT", 2019).
    """

    query_key_value: Linear  # the three side by side: [width, 3 width]
    attention_output: Linear
    attention_norm: LayerNorm
    feed_forward_in: Linear  # to a greater width; GELU follows
    feed_forward_out: Linear  # and back
    feed_forward_norm: LayerNorm

    def __call__(self, x: Array) -> Array:
        count, width = x.shape
        heads = self.query_key_value(x).reshape(count, 3, HEADS, width // HEADS)
        queries, keys, values = heads.transpose(1, 2, 0, 3)
        scores = queries @ keys.transpose(0, 2, 1) / np.float32(np.sqrt(width // HEADS))
        weights = np.exp(scores - scores.max(axis=2, keepdims=True))
        weights /= weights.sum(axis=2, keepdims=True)
        attention = (weights @ values).transpose(1, 0, 2).reshape(count, width)
        x = self.attention_norm(x + self.attention_output(attention))
        return self.feed_forward_norm(x + self.feed_forward_out(gelu(self.feed_forward_in(x))))


class Bert:
    """A model of BERT's kind, from its `weights` by their usual names. Threads may share it.

    Where something was learned of `relevance`, tokens are made by `corrected` layers in place of
    its last ones; vectors of texts are those of the model as it is.
    """

    def __init__(
        self,
        tokenizer: Tokenizer,
        weights: Mapping[str, Array],
        threads: int,
        relevance: Relevance | None = None,
    ) -> None:
        self._threads = threads
        self._controller = ThreadpoolController()
        self.tokenizer = tokenizer
        self.token_embeddings = weights[EMBEDDINGS]
        # The model was made for pairs of texts too; a text alone is always the first of a pair.
        first = weights["embeddings.token_type_embeddings.weight"][0]
        self.position_embeddings = weights["embeddings.position_embeddings.weight"] + first
        self.embedding_norm = _layer_norm(weights, "embeddings.LayerNorm")
        count = sum(name.endswith("attention.self.query.weight") for name in weights)
        self.layers = [_layer(weights, f"encoder.layer.{n}") for n in range(count)]
        self.relevance = relevance
        begin = relevance.first_layer if relevance else count
        self.corrected = [_corrected(self.layers[n], n, relevance) for n in range(begin, count)]
        # A question's tokens are asked for after its vector: what both need is kept.
        self._lower = lru_cache(CACHED)(self._lower_layers)

    def embed(self, text: str) -> Matrix:
        """The vector of a text: float32 [dimension], of length 1."""
        mean = self._upper(text, self.layers).mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)

    def inputs(self, text: str, first: int, end: int) -> list[Array]:
        """What goes into each of the layers from `first` to before `end`: [n, width] each."""
        found = []
        with self._limited():
            x = self._embedded(text)
            for number, layer in enumerate(self.layers[:end]):
                if number >= first:
                    found.append(x)
                x = layer(x) if number < end - 1 else x
        return found

    def question_tokens(self, text: str) -> QuestionTokens | None:
        """The tokens of a question; None where nothing was learned of comparing them."""
        if self.relevance is None:
            return None
        return self.relevance.question_tokens(self._upper(text, self.corrected))

    def _upper(self, text: str, layers: Sequence[Layer]) -> Array:
        """The outcome of the last of `layers` for each token of a text: [n, width]."""
        x = self._lower(text)
        with self._limited():
            for layer in layers[len(layers) - len(self.corrected) :]:
                x = layer(x)
        return x

    def _lower_layers(self, text: str) -> Array:
        """The outcome of the last layer that has no correction, for each token of a text."""
        with self._limited():
            x = self._embedded(text)
            for layer in self.layers[: len(self.layers) - len(self.corrected)]:
                x = layer(x)
        return x

    def _embedded(self, text: str) -> Array:
        """What goes into the first layer for each token of a text."""
        tokens = self.tokenizer.encode(text).ids
        x = self.token_embeddings[tokens] + self.position_embeddings[: len(tokens)]
        return self.embedding_norm(x)

    def _limited(self) -> AbstractContextManager[object]:
        # BLAS would use all cores, which for small products takes longer than one.
        limited: AbstractContextManager[object] = self._controller.limit(
            limits=self._threads, user_api="blas"
        )
        return limited

    def knows(self, word: str) -> bool:
        """Whether `word` is in the model's vocabulary."""
        return len(self.tokenizer.encode(word, add_special_tokens=False).ids) == 1


class MiniLm(Bert):
    """The model all-MiniLM-L6-v2, loaded from `folder`."""

    def __init__(
        self,
        folder: Path,
        threads: int,
        relevance: Relevance | None = None,
    ) -> None:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS)
        path = folder / "model.safetensors"
        with safe_open(path, "numpy") as file:
            names = [name for name in list(file.keys()) if name != EMBEDDINGS]
            weights = {name: file.get_tensor(name) for name in names}
        weights[EMBEDDINGS] = _mapped(path, EMBEDDINGS)
        super().__init__(tokenizer, weights, threads, relevance)


def _mapped(path: Path, name: str) -> Array:
    """A tensor of 32 bits in a file of weights, mapped into memory: of the 47 MB of a vocabulary a
    question touches little, and processes share them."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        about = json.loads(file.read(length))[name]
    begins = 8 + length + about["data_offsets"][0]
    # Copied where it is written to, which nobody does: PyTorch takes no array that is read only.
    return np.memmap(path, np.float32, "c", begins, tuple(about["shape"]))


def gelu(x: Array) -> Array:
    """The Gaussian error linear unit: x/2 (1 + erf(x/√2))."""
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


def _layer(held: Mapping[str, Array], name: str) -> Layer:
    parts = [_linear(held, f"{name}.attention.self.{part}") for part in ("query", "key", "value")]
    query_key_value = Linear(
        np.concatenate([part.weights for part in parts], axis=1),
        np.concatenate([part.biases for part in parts]),
    )
    return Layer(
        query_key_value,
        attention_output=_linear(held, f"{name}.attention.output.dense"),
        attention_norm=_layer_norm(held, f"{name}.attention.output.LayerNorm"),
        feed_forward_in=_linear(held, f"{name}.intermediate.dense"),
        feed_forward_out=_linear(held, f"{name}.output.dense"),
        feed_forward_norm=_layer_norm(held, f"{name}.output.LayerNorm"),
    )


def _corrected(layer: Layer, number: int, relevance: Relevance | None) -> Layer:
    """`layer`, of that number, with what was learned added to its weights."""
    changed = {}
    corrections = relevance.corrections if relevance else {}
    for part in PARTS:
        correction = corrections.get(f"{number}.{part}")
        if correction is not None:
            linear: Linear = getattr(layer, part)
            changed[part] = Linear(linear.weights + correction, linear.biases)
    return replace(layer, **changed)  # type: ignore[arg-type]  # they are parts by PARTS


def _linear(held: Mapping[str, Array], name: str) -> Linear:
    weights = np.ascontiguousarray(held[f"{name}.weight"].T)
    return Linear(weights, held[f"{name}.bias"])


def _layer_norm(held: Mapping[str, Array], name: str) -> LayerNorm:
    return LayerNorm(held[f"{name}.weight"], held[f"{name}.bias"])
