"""Whether a piece of a passage bears a sentence out, as a network reads them: learned.

The sentence goes through the upper layers of the installed model, corrected by narrow matrices
(Hu and others, "LoRA", 2022), and attends in each to itself and to the piece, of which each layer
has what the model as it is makes of it. So a piece is read once for all sentences, and a sentence
of twenty words takes a few milliseconds. Where a word stands in both, attention is drawn to it.
`python -m qa train entailment` makes the file.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load

from qa.checking.meaning import FIRST, Hidden, frozen_layers
from qa.errors import ModelUnusable
from qa.library.minilm import HEADS, Layer, Linear, gelu

FILE = Path(__file__).with_suffix(".safetensors")
SHA256 = "21d5e3cfdaec86b53b489af80a92346463c95956e5b9bce0ccd01b55257c0e18"
TRAITS = 6  # of a token of the sentence that the network is told
DRAWS = 4  # what draws attention to a token of the piece: the same, its neighbours, likeness
MASKED = -30.0  # badness of what is no word of the sentence
MIN_LENGTH = 1e-6

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """What the network makes of a sentence: the logit of its being borne out, and for each token of
    it that of not being borne out."""

    logit: float
    doubts: Array


@dataclass(frozen=True, slots=True, eq=False)
class _Corrected:
    """A layer with what was learned of it."""

    layer: Layer
    passage: Linear  # keys and values of the piece: [width, 2 width]
    towards: Array  # the piece, by head: [heads]
    draws: Array  # [DRAWS, heads]

    def __call__(self, x: Array, piece: Array, draws: Sequence[Array]) -> Array:
        count, width = x.shape
        size = width // HEADS
        parts = self.layer.query_key_value(x).reshape(count, 3, HEADS, size)
        queries, keys, values = parts.transpose(1, 2, 0, 3)
        held = self.passage(piece).reshape(len(piece), 2, HEADS, size)
        held_keys, held_values = held.transpose(1, 2, 0, 3)
        scale = np.float32(np.sqrt(size))
        there = queries @ held_keys.transpose(0, 2, 1) / scale + self.towards[:, None, None]
        for weight, drawn in zip(self.draws, draws, strict=True):
            there += weight[:, None, None] * drawn
        scores = np.concatenate((queries @ keys.transpose(0, 2, 1) / scale, there), axis=2)
        weights = np.exp(scores - scores.max(axis=2, keepdims=True))
        weights /= weights.sum(axis=2, keepdims=True)
        attended = weights[..., :count] @ values + weights[..., count:] @ held_values
        attention = attended.transpose(1, 0, 2).reshape(count, width)
        x = self.layer.attention_norm(x + self.layer.attention_output(attention))
        more = self.layer.feed_forward_out(gelu(self.layer.feed_forward_in(x)))
        return self.layer.feed_forward_norm(x + more)


class Entailment:
    """The network, with what was learned: arrays by their names in the file."""

    def __init__(self, layers: Sequence[Layer], learned: Mapping[str, Array]) -> None:
        self._learned = learned
        self._layers = [
            _corrected(layer, f"layers.{n}", learned) for n, layer in enumerate(layers[FIRST:])
        ]

    def read(
        self, sentence: Hidden, piece: Hidden, traits: Array, signs: Mapping[str, float]
    ) -> Read:
        """What is made of a sentence beside a piece. `traits` are those of the sentence's tokens,
        [n, TRAITS], of which the last two are found here."""
        own, held = self._learned, piece.layers
        x, words = sentence.layers[0], slice(1, len(sentence.tokens) - 1)
        draws = _draws(sentence, piece)
        same, before, after, like = draws
        traits = traits.copy()
        traits[words, -2] = like[words].max(axis=1, initial=0.0)
        neighbours = ((same * before) + (same * after)).max(axis=1, initial=0.0) > 0
        traits[words, -1] = neighbours[words]
        told = np.where(same.max(axis=1, initial=0.0) > 0, 1, 2)
        added = traits @ own["traits"]
        added[words] += own["match"][told[words]]
        x = x + added
        for number, layer in enumerate(self._layers):
            x = layer(x, held[number], draws)
        doubts = x @ own["doubts"][:-1] + own["doubts"][-1]
        mean = x[words].mean(axis=0) if len(x) > 2 else x.mean(axis=0)
        whole = x[0] @ own["whole"][:-1] + own["whole"][-1] + mean @ own["mean"]
        worst = float(doubts[words].max(initial=MASKED))
        mix = own["mix"]
        logit = mix[0] * whole - mix[1] * np.logaddexp(0.0, worst) / 2
        logit += sum(
            float(own[f"sign.{name}"][0]) * value
            for name, value in signs.items()
            if f"sign.{name}" in own
        )
        return Read(float(logit), np.asarray(doubts[words], np.float32))


def _draws(sentence: Hidden, piece: Hidden) -> tuple[Array, Array, Array, Array]:
    """Which tokens of the piece are the same as those of the sentence, are so before and behind
    them, and how like they are: each [n, m]."""
    own, held = sentence.tokens.copy(), piece.tokens.copy()
    own[[0, -1]], held[[0, -1]] = -1, -2  # the marks of beginning and end are no words
    same = (own[:, None] == held[None, :]).astype(np.float32)
    before, after = np.zeros_like(same), np.zeros_like(same)
    before[1:, 1:], after[:-1, :-1] = same[:-1, :-1], same[1:, 1:]
    like = _unit(sentence.layers[0]) @ _unit(piece.layers[0]).T
    return same, before, after, like


def _unit(rows: Array) -> Array:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, MIN_LENGTH), np.float32)


def _corrected(layer: Layer, name: str, learned: Mapping[str, Array]) -> _Corrected:
    def added(part: str) -> Array:
        wide, narrow = learned[f"{name}.{part}.wide"], learned[f"{name}.{part}.narrow"]
        return np.asarray((wide @ narrow).T, np.float32)

    def corrected(part: str) -> Linear:
        linear: Linear = getattr(layer, part)
        return Linear(linear.weights + added(part), linear.biases)

    width = layer.query_key_value.weights.shape[0]
    keys = layer.query_key_value
    passage = Linear(keys.weights[:, width:] + added("passage"), keys.biases[width:])
    return _Corrected(
        Layer(
            corrected("query_key_value"),
            corrected("attention_output"),
            layer.attention_norm,
            corrected("feed_forward_in"),
            corrected("feed_forward_out"),
            layer.feed_forward_norm,
        ),
        passage,
        learned[f"{name}.towards"],
        learned[f"{name}.draws"],
    )


_loading = threading.Lock()


def entailment() -> Entailment | None:
    """The network; None where its file, or the installed model, is not there. Raises
    `ModelUnusable` where the file is another than expected."""
    with _loading:
        return _loaded()


@cache
def _loaded() -> Entailment | None:
    if not FILE.exists():
        return None
    content = FILE.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise ModelUnusable(
            f"The file {FILE.name} of the check is not the one expected. Install the program "
            "again, or make the file with python -m qa train entailment."
        )
    layers = frozen_layers()
    if layers is None:
        return None
    learned = {name: array.astype(np.float32) for name, array in load(content).items()}
    return Entailment(layers, learned)
