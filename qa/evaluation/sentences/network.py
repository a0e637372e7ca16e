"""The network of the check as it is trained (`qa/checking/entailment.py` runs it with NumPy).

Texts are read by the frozen lower layers once. Each batch then goes through the upper layers, which
are corrected by narrow matrices; the pieces of passages stay as the model itself has them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from qa.checking.entailment import DRAWS, MASKED, TRAITS
from qa.checking.meaning import FIRST
from qa.evaluation.training.network import Corrected, Layer, Number, norm_tensors, normed
from qa.library.minilm import EPSILON, HEADS, LAYERS, MiniLm

NO_ATTENTION = -1e4  # added to what a token that is padding gets of attention
LONGEST_SENTENCE, LONGEST_PIECE = 64, 176  # tokens in training
AT_ONCE = 32  # texts that are read together
MOST_DRAWN = 3.0, 2.0  # what the heads differ by at first in how the same, and like, words draw


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A text after the frozen layers: its tokens [n], their places in it, and what goes into each
    upper layer [layers, n, width], of a sentence only the first."""

    tokens: Tensor
    places: Sequence[tuple[int, int]]
    layers: Tensor


class Reader:
    """The frozen layers of the installed model."""

    def __init__(self, model: MiniLm) -> None:
        self._tokenizer = model.tokenizer
        self._embeddings = torch.from_numpy(model.token_embeddings).to(Number)
        self._positions = torch.from_numpy(model.position_embeddings).to(Number)
        self._norm = norm_tensors(model.embedding_norm)
        self._layers = [Layer(model, n, 1) for n in range(LAYERS - 1)]

    def read(self, texts: Iterable[str], are_pieces: bool) -> dict[str, Text]:
        """Each of the texts."""
        longest = LONGEST_PIECE if are_pieces else LONGEST_SENTENCE
        kept = LAYERS - FIRST if are_pieces else 1
        by_length = sorted(set(texts), key=lambda text: (len(text), text))
        encoded = [self._tokenizer.encode(text) for text in by_length]
        ids = [one.ids[:longest] for one in encoded]
        # One block of memory: pieces of many sizes, each allocated alone, would leave holes.
        width = self._embeddings.shape[1]
        held = torch.empty(kept, sum(map(len, ids)), width, dtype=Number)
        found: dict[str, Text] = {}
        at = 0
        for start in range(0, len(ids), AT_ONCE):
            some = ids[start : start + AT_ONCE]
            layers = self._inputs(some, kept)
            for row, tokens in enumerate(some):
                here = held[:, at : at + len(tokens)]
                here[:] = layers[:, row, : len(tokens)]
                one = encoded[start + row]
                found[by_length[start + row]] = Text(
                    torch.tensor(tokens), one.offsets[:longest], here
                )
                at += len(tokens)
        return found

    @torch.no_grad()
    def _inputs(self, ids: Sequence[Sequence[int]], kept: int) -> Tensor:
        length = max(map(len, ids))
        padded = torch.tensor([[*one, *[0] * (length - len(one))] for one in ids])
        mask = torch.tensor(
            [[0.0] * len(one) + [NO_ATTENTION] * (length - len(one)) for one in ids]
        )
        mask = mask.to(Number)[:, None, None]
        x = normed(self._embeddings[padded] + self._positions[:length], self._norm)
        found = []
        for number in range(FIRST + kept - 1):
            if number >= FIRST:
                found.append(x)
            x = self._layers[number](x, mask)
        return torch.stack([*found, x])


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A sentence beside a piece; the traits of its tokens [n, TRAITS]; and its signs [signs]."""

    sentence: Text
    piece: Text
    traits: Tensor
    signs: Tensor


class Network(nn.Module):
    """The upper layers with corrections of `rank`, and what is made of their outcome."""

    def __init__(self, model: MiniLm, rank: int, signs: Sequence[str]) -> None:
        super().__init__()
        width = model.token_embeddings.shape[1]
        self.layers = nn.ModuleList(_Upper(model, n, rank) for n in range(FIRST, LAYERS))
        self.match = nn.Parameter(torch.zeros(3, width))
        self.traits = nn.Parameter(torch.zeros(TRAITS, width))
        self.whole = nn.Parameter(torch.zeros(width + 1))
        self.mean = nn.Parameter(torch.zeros(width))
        self.doubts = nn.Parameter(torch.zeros(width + 1))
        self.mix = nn.Parameter(torch.ones(2))
        self.signs = nn.Parameter(torch.zeros(len(signs)))
        self._names = tuple(signs)

    def forward(
        self, pairs: Sequence[Pair], has_signs: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """The logits of being borne out [n], and of each token's not being so [n, length]; the
        signs of those count that have them, [n, 1]."""
        batch = _Batch(pairs)
        told = torch.where(batch.draws[0].any(2), 1, 2) * batch.is_word
        added = functional.embedding(told, self.match) * batch.is_word[..., None]
        x = batch.sentences + (added + batch.traits @ self.traits).to(Number)
        draws = [one.to(Number) for one in batch.draws]
        for layer, pieces in zip(self.layers, batch.pieces, strict=True):
            x = layer(x, pieces, batch.mask, batch.piece_mask, draws)
        hidden = x.float()
        doubts = hidden @ self.doubts[:-1] + self.doubts[-1]
        worst = torch.where(batch.is_word, doubts, torch.tensor(MASKED)).max(1).values
        counted = batch.is_word.float()
        mean = (hidden * counted[..., None]).sum(1) / counted.sum(1, keepdim=True).clamp(min=1)
        whole = hidden[:, 0] @ self.whole[:-1] + self.whole[-1] + mean @ self.mean
        logits = self.mix[0] * whole - self.mix[1] * functional.softplus(worst) / 2
        signs = batch.signs if has_signs is None else batch.signs * has_signs
        return logits + (signs * self.signs).sum(1), doubts

    def corrections(self) -> list[nn.Parameter]:
        """The narrow matrices."""
        return [p for name, p in self.named_parameters() if name.endswith((".narrow", ".wide"))]

    def others(self) -> list[nn.Parameter]:
        """All else that is learned."""
        return [p for n, p in self.named_parameters() if not n.endswith((".narrow", ".wide"))]

    def learned(self) -> dict[str, npt.NDArray[np.float16]]:
        """All that is learned, by its name in the file."""
        found = {
            name: parameter.detach().numpy().astype(np.float16)
            for name, parameter in self.named_parameters()
            if name != "signs"
        }
        weights = self.signs.detach().numpy().astype(np.float16)
        return found | {f"sign.{n}": weights[i : i + 1] for i, n in enumerate(self._names)}


class _Batch:
    """Pairs side by side, each padded to the longest."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        count = len(pairs)
        length = max(len(one.sentence.tokens) for one in pairs)
        longest = max(len(one.piece.tokens) for one in pairs)
        kept, _, width = pairs[0].piece.layers.shape
        self.sentences = torch.zeros(count, length, width, dtype=Number)
        self.pieces = torch.zeros(kept, count, longest, width, dtype=Number)
        self.is_word = torch.zeros(count, length, dtype=torch.bool)
        self.traits = torch.zeros(count, length, TRAITS)
        self.signs = torch.stack([one.signs for one in pairs])
        mask = torch.full((count, length), NO_ATTENTION)
        piece_mask = torch.full((count, longest), NO_ATTENTION)
        own = torch.full((count, length), -1)
        held = torch.full((count, longest), -2)
        for n, one in enumerate(pairs):
            k, m = len(one.sentence.tokens), len(one.piece.tokens)
            self.sentences[n, :k] = one.sentence.layers[0]
            self.pieces[:, n, :m] = one.piece.layers
            mask[n, :k], piece_mask[n, :m] = 0, 0
            self.is_word[n, 1 : k - 1] = True
            own[n, 1 : k - 1] = one.sentence.tokens[1:-1]
            held[n, 1 : m - 1] = one.piece.tokens[1:-1]
            self.traits[n, :k] = one.traits
        same = own[:, :, None] == held[:, None, :]
        before, after = torch.zeros_like(same), torch.zeros_like(same)
        before[:, 1:, 1:], after[:, :-1, :-1] = same[:, :-1, :-1], same[:, 1:, 1:]
        like = _unit(self.sentences) @ _unit(self.pieces[0]).transpose(1, 2)
        self.draws = (same, before, after, like)
        nearest = like.float().masked_fill(piece_mask[:, None] < 0, 0).max(2).values
        self.traits[:, :, -2] = nearest * self.is_word
        beside = (same & before).any(2) | (same & after).any(2)
        self.traits[:, :, -1] = (beside & self.is_word).float()
        self.mask = mask.to(Number)[:, None, None]
        self.piece_mask = piece_mask.to(Number)[:, None, None]


class _Upper(nn.Module):
    """A layer that a sentence goes through, attending to itself and to a piece."""

    def __init__(self, model: MiniLm, number: int, rank: int) -> None:
        super().__init__()
        layer = model.layers[number]
        self.query_key_value = Corrected(layer.query_key_value, rank)
        self.passage = Narrow(model.token_embeddings.shape[1], 2, rank)
        self.attention_output = Corrected(layer.attention_output, rank)
        self.feed_forward_in = Corrected(layer.feed_forward_in, rank)
        self.feed_forward_out = Corrected(layer.feed_forward_out, rank)
        self._attention_norm = norm_tensors(layer.attention_norm)
        self._feed_forward_norm = norm_tensors(layer.feed_forward_norm)
        self.towards = nn.Parameter(torch.zeros(HEADS))
        draws = torch.zeros(DRAWS, HEADS)
        draws[0], draws[-1] = (torch.linspace(0, most, HEADS) for most in MOST_DRAWN)
        self.draws = nn.Parameter(draws)

    def forward(
        self, x: Tensor, pieces: Tensor, mask: Tensor, piece_mask: Tensor, draws: Sequence[Tensor]
    ) -> Tensor:
        count, length, width = x.shape
        size, scale = width // HEADS, math.sqrt(width // HEADS)
        heads = self.query_key_value(x).view(count, length, 3, HEADS, size)
        queries, keys, values = heads.permute(2, 0, 3, 1, 4)
        held = self.query_key_value.frozen(pieces, width) + self.passage(pieces)
        held_keys, held_values = held.view(count, -1, 2, HEADS, size).permute(2, 0, 3, 1, 4)
        here = queries @ keys.transpose(2, 3) / scale + mask
        there = queries @ held_keys.transpose(2, 3) / scale + piece_mask
        there = there + self.towards.to(Number)[None, :, None, None]
        for weight, drawn in zip(self.draws.to(Number), draws, strict=True):
            there = there + weight[None, :, None, None] * drawn[:, None]
        weights = torch.cat((here, there), -1).softmax(-1)
        attended = weights[..., :length] @ values + weights[..., length:] @ held_values
        attended = attended.transpose(1, 2).reshape(count, length, width)
        x = normed(x + self.attention_output(attended), self._attention_norm)
        more = functional.gelu(self.feed_forward_in(x), approximate="tanh")
        return normed(x + self.feed_forward_out(more), self._feed_forward_norm)


class Narrow(nn.Module):
    """The product of two narrow matrices, to `times` the width."""

    def __init__(self, width: int, times: int, rank: int) -> None:
        super().__init__()
        self.narrow = nn.Parameter(torch.randn(rank, width) / math.sqrt(width))
        self.wide = nn.Parameter(torch.zeros(times * width, rank))

    def forward(self, x: Tensor) -> Tensor:
        narrow = functional.linear(x, self.narrow.to(Number))
        return functional.linear(narrow, self.wide.to(Number))


def _unit(rows: Tensor) -> Tensor:
    return functional.normalize(rows.float(), dim=2, eps=math.sqrt(EPSILON)).to(Number)
