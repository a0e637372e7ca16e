"""The model as it is trained: the installed one, frozen, with corrections of its upper layers.

Each linear layer is corrected by the product of two narrow matrices (Hu and others, "LoRA", 2022),
so that little is learned, and little can be forgotten. What is learned are the vectors of tokens,
for late interaction (Khattab and Zaharia, "ColBERT", 2020).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from qa.library.minilm import EPSILON, HEADS, LAYERS, LayerNorm, Linear, MiniLm

FIRST_CORRECTED = 3  # of the layers, counted from 0; those below are as they were
MAX_TOKENS = 144  # of a text in training, which is all of most passages
MASKED = -1e4  # added to what a token that is padding gets of attention
SCALE = 20.0  # of late interaction, before its softmax, at first
OPEN_GATE = 3.0  # the gate of each token of a passage at first, before the sigmoid
ROW = 16  # a text is padded to a multiple of so many tokens

Number = torch.bfloat16  # processors with products in 16 bits train several times as quickly


@dataclass(frozen=True, slots=True)
class Encoded:
    """Texts: the outcome of the last layer for each token [n, length, width], and whether it is a
    token or padding [n, length]."""

    hidden: Tensor
    is_token: Tensor


class Network(nn.Module):
    """The installed model with corrections of `rank`, and vectors of tokens of `dimension`."""

    def __init__(self, model: MiniLm, rank: int, dimension: int) -> None:
        super().__init__()
        self._tokenizer = model.tokenizer
        self._token_embeddings = torch.from_numpy(model.token_embeddings).to(Number)
        self._positions = torch.from_numpy(model.position_embeddings).to(Number)
        self._norm = norm_tensors(model.embedding_norm)
        self._begin, self._end = model.tokenizer.encode("").ids
        self.layers = nn.ModuleList(Layer(model, n, rank) for n in range(LAYERS))
        width = model.token_embeddings.shape[1]
        self.projection = nn.Parameter(torch.randn(dimension, width) / math.sqrt(width))
        self.question_weights = nn.Parameter(torch.zeros(width + 1))  # the last is the bias
        self.passage_gates = nn.Parameter(torch.tensor([*[0.0] * width, OPEN_GATE]))
        self.scale = nn.Parameter(torch.tensor(math.log(SCALE)))

    def tokens(self, text: str) -> list[int]:
        """The tokens of a text, cut off after `MAX_TOKENS`."""
        ids: list[int] = self._tokenizer.encode(text).ids
        return ids if len(ids) <= MAX_TOKENS else [*ids[: MAX_TOKENS - 1], self._end]

    def encode(self, texts: Sequence[str], at_once: int) -> Encoded:
        """`texts`, of which so many of nearly one length are computed `at_once`."""
        ids = [self.tokens(text) for text in texts]
        by_length = sorted(range(len(ids)), key=lambda n: len(ids[n]))
        longest = len(ids[by_length[-1]])
        rows: dict[int, Tensor] = {}
        for start in range(0, len(ids), at_once):
            some = by_length[start : start + at_once]
            hidden = self._hidden([ids[n] for n in some])
            for n, row in zip(some, hidden, strict=True):
                own = row[: len(ids[n])]
                rows[n] = functional.pad(own, (0, 0, 0, longest - len(own)))
        lengths = torch.tensor([len(one) for one in ids])
        is_token = torch.arange(longest)[None] < lengths[:, None]
        return Encoded(torch.stack([rows[n] for n in range(len(ids))]).float(), is_token)

    def _hidden(self, texts: Sequence[Sequence[int]]) -> Tensor:
        length = -(-max(map(len, texts)) // ROW) * ROW
        ids = torch.tensor([[*text, *[0] * (length - len(text))] for text in texts])
        mask = torch.tensor([[0.0] * len(t) + [MASKED] * (length - len(t)) for t in texts])
        x = normed(self._token_embeddings[ids] + self._positions[:length], self._norm)
        for number, layer in enumerate(self.layers):
            with torch.set_grad_enabled(torch.is_grad_enabled() and number >= FIRST_CORRECTED):
                x = layer(x, mask.to(Number)[:, None, None])
        return x

    def question_tokens(self, texts: Encoded) -> tuple[Tensor, Tensor]:
        """The vectors of tokens, [n, length, dimension], and what each counts for, [n, length]."""
        weights = functional.softplus(_linear(texts.hidden, self.question_weights))
        weights = weights * texts.is_token
        return self._projected(texts), weights / weights.sum(1, keepdim=True)

    def passage_tokens(self, texts: Encoded) -> Tensor:
        """The vectors of tokens, [n, length, dimension]; one that matters less is shorter."""
        gates = torch.sigmoid(_linear(texts.hidden, self.passage_gates)) * texts.is_token
        return self._projected(texts) * gates[:, :, None]

    def _projected(self, texts: Encoded) -> Tensor:
        return functional.normalize(texts.hidden @ self.projection.T, dim=2)

    def learned(self) -> list[nn.Parameter]:
        """All that is learned of the layers."""
        return [p for layer in list(self.layers)[FIRST_CORRECTED:] for p in layer.parameters()]

    def heads(self) -> list[nn.Parameter]:
        """All that is learned beside the layers."""
        return [self.projection, self.question_weights, self.passage_gates, self.scale]


class Corrected(nn.Module):
    """A linear layer of the installed model, frozen, plus `wide` @ `narrow`, which are learned."""

    def __init__(self, linear: Linear, rank: int) -> None:
        super().__init__()
        self._weights = torch.from_numpy(linear.weights).T.to(Number).contiguous()
        self._biases = torch.from_numpy(linear.biases).to(Number)
        outputs, inputs = self._weights.shape
        self.narrow = nn.Parameter(torch.randn(rank, inputs) / math.sqrt(inputs))
        self.wide = nn.Parameter(torch.zeros(outputs, rank))

    def forward(self, x: Tensor) -> Tensor:
        frozen = functional.linear(x, self._weights, self._biases)
        if not torch.is_grad_enabled() and not self.wide.any():
            return frozen
        narrow = functional.linear(x, self.narrow.to(Number))
        return frozen + functional.linear(narrow, self.wide.to(Number))

    def frozen(self, x: Tensor, first: int) -> Tensor:
        """What the layer makes of x without what is learned, from output `first` on."""
        return functional.linear(x, self._weights[first:], self._biases[first:])


class Layer(nn.Module):
    """A layer of the transformer (`qa.library.minilm.Layer`), its linear layers corrected."""

    def __init__(self, model: MiniLm, number: int, rank: int) -> None:
        super().__init__()
        layer = model.layers[number]
        self.query_key_value = Corrected(layer.query_key_value, rank)
        self.attention_output = Corrected(layer.attention_output, rank)
        self.feed_forward_in = Corrected(layer.feed_forward_in, rank)
        self.feed_forward_out = Corrected(layer.feed_forward_out, rank)
        self._attention_norm = norm_tensors(layer.attention_norm)
        self._feed_forward_norm = norm_tensors(layer.feed_forward_norm)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        count, length, width = x.shape
        heads = self.query_key_value(x).view(count, length, 3, HEADS, width // HEADS)
        queries, keys, values = heads.permute(2, 0, 3, 1, 4)
        # On the way back PyTorch's own attention takes several times as long as this.
        scores = queries @ keys.transpose(2, 3) / math.sqrt(width // HEADS) + mask
        attended = (scores.softmax(-1) @ values).transpose(1, 2).reshape(count, length, width)
        x = normed(x + self.attention_output(attended), self._attention_norm)
        # The approximation of GELU differs by less than a number of 16 bits can tell.
        more = functional.gelu(self.feed_forward_in(x), approximate="tanh")
        return normed(x + self.feed_forward_out(more), self._feed_forward_norm)


def norm_tensors(norm: LayerNorm) -> tuple[Tensor, Tensor]:
    """Scale and offset, as they are computed with."""
    return torch.from_numpy(norm.scale).to(Number), torch.from_numpy(norm.offset).to(Number)


def normed(x: Tensor, norm: tuple[Tensor, Tensor]) -> Tensor:
    """Each row normalised to mean 0 and variance 1, scaled and offset."""
    return functional.layer_norm(x, norm[0].shape, *norm, EPSILON)


def _linear(x: Tensor, weights: Tensor) -> Tensor:
    """The products of rows with `weights`, of which the last is a bias."""
    return x @ weights[:-1] + weights[-1]
