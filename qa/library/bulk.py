"""The installed model, run with PyTorch for many texts at a time.

A batch is texts of nearly one length, with their tokens end to end and without padding, and small
enough to stay in the processor's cache. Each core computes batches of its own: two cores that share
a batch wait for each other at every product, which on a busy machine can take twenty times as long.
The weights are those of `qa/library/minilm.py` in 32 bits, or copies of them in 16 bits or in 8-bit
integers (`qa/library/int8.py`): a short trial finds which of these forms is quickest here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from qa.library import minilm
from qa.library.int8 import AfterGelu, ByRow, Range, Ranged
from qa.library.minilm import EPSILON, HEADS, MiniLm
from qa.library.records import Matrix
from qa.settings import Form

BATCH_TOKENS = 1024  # the largest matrix that a layer makes of them is 3 MB, or in 32 bits 6 MB
ROW_MULTIPLE = 16  # rows of a batch are filled up to a multiple: each number of rows has a kernel
SIMD_WIDTH = 16  # numbers that the processor computes at once
MIN_COSINE = 0.99  # to the vectors in 32 bits, below which a form is not used
MIN_SPEEDUP = 1.1  # over a more exact form, for which a less exact one is used
SUFFICIENT_SPEEDUP = 2.0  # over 32 bits, from which on no less exact form is tried
TRIAL_ROUNDS = 3
# Words in the texts of a trial, which are as long as passages are, and in those that 8-bit integers
# are calibrated with: the short ones among these have the numbers of the widest range.
TRIAL_LENGTHS = (120, 120)
CALIBRATION_LENGTHS = (200, 200, 200, 200, 32, 16, 8, 4, 2, 1)
# Tokens of the vocabulary: the first that is a word, and those that begin and end a text.
FIRST_WORD, BEGIN, END = 999, 101, 102

# The names of the forms, for people; those that are less exact come later.
FORM_NAMES = {"float32": "32-bit numbers", "bfloat16": "16-bit numbers", "int8": "8-bit integers"}

Step = Callable[[Tensor], Tensor]  # from rows [n, in] to rows [n, out]
AddingStep = Callable[[Tensor, Tensor], Tensor]  # the same, added to its second argument [n, out]


@dataclass(frozen=True, slots=True)
class _Layer:
    """The steps of a `minilm.Layer`."""

    query_key_value: Step
    attention_output: AddingStep
    attention_norm: Step
    feed_forward_in: Step  # with GELU
    feed_forward_out: AddingStep
    feed_forward_norm: Step


@dataclass(frozen=True, slots=True)
class _Layers:
    """All layers in one form, and the type of the numbers that go from each to the next."""

    layers: Sequence[_Layer]
    dtype: torch.dtype = torch.float32


class Bulk:
    """`model` for many texts at a time, in `threads` of its own; `form` describes the form chosen.

    Numbers are of 32 bits ("float32"), 16 ("bfloat16"), 8 ("int8"), or of the form that is quickest
    here ("auto"); of 32 wherever this processor or PyTorch cannot compute with the other.
    """

    def __init__(self, model: MiniLm, threads: int, form: Form = "auto") -> None:
        self._model = model
        self._pool = ThreadPoolExecutor(
            threads, "embedding", initializer=torch.set_num_threads, initargs=(1,)
        )
        self._token_embeddings = torch.from_numpy(model.token_embeddings)
        self._position_embeddings = torch.from_numpy(model.position_embeddings)
        self._embedding_norm = _layer_norm(model.embedding_norm)
        self._layers, self.form = self._pool.submit(self._choose, form).result()

    def embed(self, texts: Sequence[str]) -> Matrix:
        """The vectors of `texts`: float32 [n, dimension], each of length 1."""
        dimension = self._model.token_embeddings.shape[1]
        if not texts:
            return np.empty((0, dimension), dtype=np.float32)
        rows = {text: n for n, text in enumerate(dict.fromkeys(texts))}
        tokens = [e.ids for e in self._model.tokenizer.encode_batch_fast(list(rows))]
        by_length = sorted(range(len(tokens)), key=lambda n: len(tokens[n]), reverse=True)
        batches = list(_batches([tokens[n] for n in by_length]))
        embedded = self._pool.map(lambda batch: self._embed(batch, self._layers), batches)
        vectors = np.empty((len(tokens), dimension), dtype=np.float32)
        vectors[by_length] = np.concatenate(list(embedded))
        return vectors[[rows[text] for text in texts]]

    @torch.inference_mode()
    def _embed(self, texts: Sequence[Sequence[int]], layers: _Layers) -> Matrix:
        """The vectors of `texts`, given as tokens; those of one length must be side by side."""
        padding = -sum(map(len, texts)) % ROW_MULTIPLE
        tokens = torch.tensor([*(token for text in texts for token in text), *[0] * padding])
        positions = torch.tensor([*(n for text in texts for n in range(len(text))), *[0] * padding])
        embeddings = self._token_embeddings.index_select(0, tokens)
        embeddings.add_(self._position_embeddings.index_select(0, positions))
        x = self._embedding_norm(embeddings).to(layers.dtype)
        lengths = [len(text) for text in texts]
        attention = _Attention.of(lengths, len(x), layers.dtype)
        for layer in layers.layers:
            attended = attention(layer.query_key_value(x))
            x = layer.attention_norm(layer.attention_output(attended, x))
            x = layer.feed_forward_norm(layer.feed_forward_out(layer.feed_forward_in(x), x))
        means = [text.float().mean(0) for text in x.split_with_sizes([*lengths, padding])[:-1]]
        vectors: Matrix = functional.normalize(torch.stack(means)).numpy()
        return vectors

    @torch.inference_mode()
    def _choose(self, form: Form) -> tuple[_Layers, str]:
        """The layers to use, and in words which form that is and why."""
        floats = _Layers([_float_layer(layer) for layer in self._model.layers])
        if form == "float32":
            return floats, f"{FORM_NAMES[form]}, as set"
        makers: dict[str, Callable[[], _Layers]] = {
            "bfloat16": self._in_bfloat16,
            "int8": lambda: self._in_int8(floats),
        }
        chosen, speedup, description = floats, 1.0, ""
        refused = []
        for name in makers if form == "auto" else (form,):
            if speedup >= SUFFICIENT_SPEEDUP:
                break
            try:
                layers = makers[name]()
                cosine, quicker = self._trial(floats, layers)
            except (RuntimeError, AttributeError):
                refused.append(f"PyTorch has no {FORM_NAMES[name]} for this processor")
                continue
            if cosine < MIN_COSINE:
                refused.append(f"{FORM_NAMES[name]} are not exact on this processor")
            elif form == "auto" and quicker < speedup * MIN_SPEEDUP:
                refused.append(f"{FORM_NAMES[name]} are {quicker:.1f} times as quick here")
            else:
                chosen, speedup = layers, quicker
                description = f"{FORM_NAMES[name]}, {quicker:.1f} times as quick here as 32-bit"
        return chosen, description or f"{FORM_NAMES['float32']}: {'; '.join(refused)}"

    def _in_bfloat16(self) -> _Layers:
        """The layers in 16 bits: bfloat16 has the range of 32 bits, and a third of the digits."""
        return _Layers([_bfloat16_layer(layer) for layer in self._model.layers], torch.bfloat16)

    def _in_int8(self, floats: _Layers) -> _Layers:
        """The layers in 8-bit integers, calibrated with `floats`."""
        width = self._model.token_embeddings.shape[1]
        observed = [_observed(layer, width) for layer in floats.layers]
        texts = self._random_texts(CALIBRATION_LENGTHS)
        self._embed(texts, _Layers([layer for layer, _, _ in observed]))
        return _Layers(
            [
                replace(
                    layer,
                    query_key_value=Ranged(*_tensors(held.query_key_value), attention_range),
                    attention_output=_adding(ByRow(*_tensors(held.attention_output))),
                    feed_forward_in=Ranged(
                        *_tensors(held.feed_forward_in), feed_forward_range, "gelu"
                    ),
                    feed_forward_out=_adding(AfterGelu(*_tensors(held.feed_forward_out))),
                )
                for held, (layer, attention_range, feed_forward_range) in zip(
                    self._model.layers, observed, strict=True
                )
            ]
        )

    def _trial(self, floats: _Layers, others: _Layers) -> tuple[float, float]:
        """The least cosine between the vectors of `floats` and `others`, and how many times as
        quick `others` are.

        A text of one word is tried first: a processor without the kernels would take minutes for
        longer ones.
        """
        for lengths in ((1,), TRIAL_LENGTHS):
            texts = self._random_texts(lengths)
            seconds: dict[str, float] = {}
            vectors: dict[str, Matrix] = {}
            for _ in range(TRIAL_ROUNDS):
                for name, layers in (("floats", floats), ("others", others)):
                    began = time.perf_counter()
                    vectors[name] = self._embed(texts, layers)
                    took = time.perf_counter() - began
                    seconds[name] = min(took, seconds.get(name, took))
            cosine = float((vectors["floats"] * vectors["others"]).sum(1).min())
            quicker = seconds["floats"] / seconds["others"]
            if quicker < 0.1:
                break
        return cosine, quicker

    def _random_texts(self, lengths: Sequence[int]) -> list[list[int]]:
        """Texts of so many words, drawn from the vocabulary, the same each time; as tokens."""
        random = np.random.default_rng(0)
        vocabulary = len(self._model.token_embeddings)
        return [[BEGIN, *random.integers(FIRST_WORD, vocabulary, n).tolist(), END] for n in lengths]


@dataclass(frozen=True, slots=True)
class _Attention:
    """Self-attention in a batch: each token attends to those of its own text.

    For this the texts are copied apart, each padded to a multiple of SIMD_WIDTH tokens, since
    PyTorch's attention computes what is left over beyond that one number at a time. The padding is
    masked.
    """

    sources: Tensor  # for each padded row, the token that it holds; any token where it is masked
    places: Tensor  # for each token, the padded row that holds it
    # For texts of one padded length: their number, that length, and the mask that is added to the
    # scores: 0, or minus infinity for padding.
    runs: Sequence[tuple[int, int, Tensor]]

    @classmethod
    def of(cls, lengths: Sequence[int], rows: int, dtype: torch.dtype) -> _Attention:
        """For a batch of `rows` tokens in texts of such lengths; those of one length must be side
        by side."""
        runs = []
        filled: list[Tensor] = []
        for padded, run in groupby(lengths, key=lambda n: -(-n // SIMD_WIDTH) * SIMD_WIDTH):
            is_token = torch.arange(padded)[None] < torch.tensor(list(run))[:, None]
            filled.append(is_token.flatten())
            mask = torch.zeros(is_token.shape, dtype=dtype).masked_fill_(~is_token, -torch.inf)
            runs.append((len(is_token), padded, mask[:, None, None].expand(-1, 1, padded, -1)))
        places = torch.cat(filled).nonzero().squeeze(1)
        sources = torch.zeros(sum(map(len, filled)), dtype=torch.long)
        sources[places] = torch.arange(len(places))
        return cls(sources, functional.pad(places, (0, rows - len(places))), runs)

    def __call__(self, query_key_value: Tensor) -> Tensor:
        """The outcome for each token, [n, width], from its query, key and value [n, 3 width]."""
        padded = query_key_value.index_select(0, self.sources)
        by_run = padded.split_with_sizes([count * length for count, length, _ in self.runs])
        found = []
        for part, (count, length, mask) in zip(by_run, self.runs, strict=True):
            heads = part.view(count, length, 3, HEADS, -1)
            queries, keys, values = heads.permute(2, 0, 3, 1, 4)
            one = functional.scaled_dot_product_attention(queries, keys, values, mask)
            found.append(one.transpose(1, 2).reshape(count * length, -1))
        return torch.cat(found).index_select(0, self.places)


def _batches(texts: Sequence[list[int]]) -> Iterator[list[list[int]]]:
    """`texts`, as tokens, in batches of at most `BATCH_TOKENS`."""
    batch: list[list[int]] = []
    count = 0
    for text in texts:
        if batch and count + len(text) > BATCH_TOKENS:
            yield batch
            batch, count = [], 0
        batch.append(text)
        count += len(text)
    if batch:
        yield batch


def _float_layer(layer: minilm.Layer) -> _Layer:
    feed_forward_in = _linear(layer.feed_forward_in)
    return _Layer(
        _linear(layer.query_key_value),
        _adding(_linear(layer.attention_output)),
        _layer_norm(layer.attention_norm),
        lambda x: functional.gelu(feed_forward_in(x)),
        _adding(_linear(layer.feed_forward_out)),
        _layer_norm(layer.feed_forward_norm),
    )


def _bfloat16_layer(layer: minilm.Layer) -> _Layer:
    return _Layer(
        _bfloat16(layer.query_key_value),
        _bfloat16_adding(layer.attention_output),
        _layer_norm(layer.attention_norm),
        _bfloat16(layer.feed_forward_in, "gelu"),
        _bfloat16_adding(layer.feed_forward_out),
        _layer_norm(layer.feed_forward_norm),
    )


def _bfloat16(linear: minilm.Linear, then: str = "none") -> Step:
    """A linear layer in 16 bits; `then` is applied to its outcome."""
    product: Callable[..., Tensor] = torch.ops.mkldnn._linear_pointwise
    packed = _packed_tensors(linear)
    return lambda x: product(x, *packed, then, (), "none")


def _bfloat16_adding(linear: minilm.Linear) -> AddingStep:
    product: Callable[..., Tensor] = torch.ops.mkldnn._linear_pointwise.binary
    packed = _packed_tensors(linear)
    return lambda x, to: product(x, to, *packed, "add")


def _packed_tensors(linear: minilm.Linear) -> tuple[Tensor, Tensor]:
    """Weights and biases in 16 bits, in the layout that their kernels take."""
    weights, biases = (one.to(torch.bfloat16).contiguous() for one in _tensors(linear))
    return torch.ops.mkldnn._reorder_linear_weight(weights, BATCH_TOKENS), biases


def _adding(step: Step) -> AddingStep:
    return lambda x, to: step(x).add_(to)


def _observed(layer: _Layer, width: int) -> tuple[_Layer, Range, Range]:
    """`layer`, which now notes the ranges of the inputs of its two `Ranged` steps, and these."""
    attention_range, feed_forward_range = Range(width), Range(width)

    def noting(step: Step, found: Range) -> Step:
        def noted(x: Tensor) -> Tensor:
            found.note(x)
            return step(x)

        return noted

    observed = replace(
        layer,
        query_key_value=noting(layer.query_key_value, attention_range),
        feed_forward_in=noting(layer.feed_forward_in, feed_forward_range),
    )
    return observed, attention_range, feed_forward_range


def _linear(linear: minilm.Linear) -> Step:
    weights, biases = _tensors(linear)
    return lambda x: functional.linear(x, weights, biases)


def _layer_norm(norm: minilm.LayerNorm) -> Step:
    scale, offset = torch.from_numpy(norm.scale), torch.from_numpy(norm.offset)
    return lambda x: functional.layer_norm(x, scale.shape, scale, offset, EPSILON)


def _tensors(linear: minilm.Linear) -> tuple[Tensor, Tensor]:
    """Weights [out, in] and biases [out]."""
    return torch.from_numpy(linear.weights).T, torch.from_numpy(linear.biases)
