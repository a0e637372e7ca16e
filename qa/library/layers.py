"""The layers of the installed model as PyTorch computes them, in 32 bits, 16 bits and 8 bits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import torch
from torch import Tensor
from torch.nn import functional

from qa.library import minilm
from qa.library.int8 import AfterGelu, ByRow, Range, Ranged
from qa.library.minilm import EPSILON, HEADS, Bert

BATCH_TOKENS = 1024  # the largest matrix that a layer makes of them is 3 MB, or in 32 bits 6 MB
SIMD_WIDTH = 16  # numbers that the processor computes at once

Step = Callable[[Tensor], Tensor]  # from rows [n, in] to rows [n, out]
AddingStep = Callable[[Tensor, Tensor], Tensor]  # the same, added to its second argument [n, out]


@dataclass(frozen=True, slots=True)
class Layer:
    """The steps of a `minilm.Layer`."""

    query_key_value: Step
    attention_output: AddingStep
    attention_norm: Step
    feed_forward_in: Step  # with GELU
    feed_forward_out: AddingStep
    feed_forward_norm: Step


@dataclass(frozen=True, slots=True)
class Layers:
    """All layers in one form, and the type of the numbers that go from each to the next.

    `corrected` are those that take the place of the last layers where tokens are made.
    """

    layers: Sequence[Layer]
    corrected: Sequence[Layer] = ()
    dtype: torch.dtype = torch.float32


@dataclass(frozen=True, slots=True)
class Attention:
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
    def of(cls, lengths: Sequence[int], rows: int, dtype: torch.dtype) -> Attention:
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


def float32_layers(model: Bert) -> Layers:
    """The layers of `model` in 32 bits, with its own weights."""
    return _layers(model, _float32_layer)


def bfloat16_layers(model: Bert) -> Layers:
    """The layers of `model` in 16 bits: bfloat16 has the range of 32 bits, but fewer digits.

    Raises `RuntimeError` or `AttributeError` where the processor or PyTorch has no kernels for it.
    """
    return _layers(model, _bfloat16_layer, torch.bfloat16)


def int8_layers(model: Bert, run: Callable[[Layers], object]) -> Layers:
    """The layers of `model` in 8-bit integers. Raises errors as `bfloat16_layers` does.

    They are calibrated by `run`, which embeds some texts with the layers that it is given.
    """
    width = model.token_embeddings.shape[1]
    floats = float32_layers(model)
    observed = [_observed(layer, width) for layer in (*floats.layers, *floats.corrected)]
    count = len(floats.layers)
    run(Layers([o.layer for o in observed[:count]], [o.layer for o in observed[count:]]))
    pairs = zip((*model.layers, *model.corrected), observed, strict=True)
    made = [_int8_layer(*pair) for pair in pairs]
    return Layers(made[:count], made[count:])


def _layers(
    model: Bert, made: Callable[[minilm.Layer], Layer], dtype: torch.dtype = torch.float32
) -> Layers:
    return Layers(
        [made(layer) for layer in model.layers], [made(layer) for layer in model.corrected], dtype
    )


def _float32_layer(layer: minilm.Layer) -> Layer:
    feed_forward_in = _linear(layer.feed_forward_in)
    return Layer(
        _linear(layer.query_key_value),
        _adding(_linear(layer.attention_output)),
        layer_norm(layer.attention_norm),
        lambda x: functional.gelu(feed_forward_in(x)),
        _adding(_linear(layer.feed_forward_out)),
        layer_norm(layer.feed_forward_norm),
    )


def _bfloat16_layer(layer: minilm.Layer) -> Layer:
    return Layer(
        _bfloat16(layer.query_key_value),
        _bfloat16_adding(layer.attention_output),
        layer_norm(layer.attention_norm),
        _bfloat16(layer.feed_forward_in, "gelu"),
        _bfloat16_adding(layer.feed_forward_out),
        layer_norm(layer.feed_forward_norm),
    )


def _int8_layer(layer: minilm.Layer, observed: _Observed) -> Layer:
    feed_forward_in = _tensors(layer.feed_forward_in)
    return Layer(
        Ranged(*_tensors(layer.query_key_value), observed.query_key_value),
        _adding(ByRow(*_tensors(layer.attention_output))),
        layer_norm(layer.attention_norm),
        Ranged(*feed_forward_in, observed.feed_forward_in, "gelu"),
        _adding(AfterGelu(*_tensors(layer.feed_forward_out))),
        layer_norm(layer.feed_forward_norm),
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


@dataclass(frozen=True, slots=True)
class _Observed:
    """A layer that notes the ranges of the inputs of two of its steps."""

    layer: Layer
    query_key_value: Range
    feed_forward_in: Range


def _observed(layer: Layer, width: int) -> _Observed:
    """`layer`, observed; `width` is the number of its inputs."""
    attention, feed_forward = Range(width), Range(width)

    def noting(step: Step, found: Range) -> Step:
        def noted(x: Tensor) -> Tensor:
            found.note(x)
            return step(x)

        return noted

    noted = replace(
        layer,
        query_key_value=noting(layer.query_key_value, attention),
        feed_forward_in=noting(layer.feed_forward_in, feed_forward),
    )
    return _Observed(noted, attention, feed_forward)


def _linear(linear: minilm.Linear) -> Step:
    weights, biases = _tensors(linear)
    return lambda x: functional.linear(x, weights, biases)


def layer_norm(norm: minilm.LayerNorm) -> Step:
    scale, offset = torch.from_numpy(norm.scale), torch.from_numpy(norm.offset)
    return lambda x: functional.layer_norm(x, scale.shape, scale, offset, EPSILON)


def _tensors(linear: minilm.Linear) -> tuple[Tensor, Tensor]:
    """Weights [out, in] and biases [out]."""
    return torch.from_numpy(linear.weights).T, torch.from_numpy(linear.biases)
