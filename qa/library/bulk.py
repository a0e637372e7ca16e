"""The installed model's arithmetic for texts by the thousand, with PyTorch.

A batch is texts of nearly one length, their tokens end to end without padding, and small enough to
stay in the processor's cache. Batches go down lanes, one for each core: two cores on one batch wait
for each other at every product, and on a busy machine that can take twenty times as long. The
weights are those of `qa/library/minilm.py`, as they are there, in 16 bits, or in 8-bit integers
(`qa/library/int8.py`), whichever a short trial finds the quickest on this machine.
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

BATCH = 1024  # tokens, of which the most that a layer makes is 3 MB, or in 32 bits 6
ROWS = 16  # tokens: a batch is filled up to a multiple, since a kernel is made for each number
FULL = 16  # numbers that the processor does at once
ALIKE = 0.99  # cosine to 32-bit, below which a form is not taken
QUICKER = 1.1  # times as quick as one that is more exact, which it is worth
ENOUGH = 2.5  # times as quick as 32 bits, beyond which no other form is tried
ROUNDS = 3  # of a trial
# Words of made-up texts: those of a trial are as long as passages are; those that ranges are found
# from have short ones among them, whose numbers go furthest.
TRIED = (120, 120)
LOOKED_AT = (200, 200, 200, 200, 32, 16, 8, 4, 2, 1)
FIRST_WORD, BEGINS, ENDS = 999, 101, 102  # of the vocabulary

# What the forms are called; those that are less exact come later.
SAID = {"float32": "32-bit numbers", "bfloat16": "16-bit numbers", "int8": "8-bit integers"}

Step = Callable[[Tensor], Tensor]
Onto = Callable[[Tensor, Tensor], Tensor]  # a step, and what its outcome is added to


@dataclass(frozen=True, slots=True)
class _Layer:
    """What `minilm.Layer` is, each step of rows [n, in] to rows [n, out]."""

    looked: Step
    told: Onto
    told_norm: Step
    wider: Step  # and GELU
    narrower: Onto
    norm: Step


@dataclass(frozen=True, slots=True)
class _Layers:
    """All layers in one form, and the kind of numbers that go from each to the next."""

    each: Sequence[_Layer]
    numbers: torch.dtype = torch.float32


class Bulk:
    """`model` for many texts at a time, in `lanes` at once; `form` says in words which was chosen.

    Numbers are of 32 bits ("float32"), 16 ("bfloat16"), 8 ("int8"), or what is quickest here
    ("auto"); of 32 wherever this processor or PyTorch cannot do the other.
    """

    def __init__(self, model: MiniLm, lanes: int, form: Form = "auto") -> None:
        self._model = model
        self._pool = ThreadPoolExecutor(
            lanes, "embedding", initializer=torch.set_num_threads, initargs=(1,)
        )
        self._words, self._places = torch.from_numpy(model.words), torch.from_numpy(model.places)
        self._norm = _norm(model.norm)
        self._layers, self.form = self._pool.submit(self._chosen, form).result()

    def embed(self, texts: Sequence[str]) -> Matrix:
        """The vectors of `texts`: float32 [n, dimension], each of length 1."""
        if not texts:
            return np.empty((0, self._model.words.shape[1]), dtype=np.float32)
        places = {text: n for n, text in enumerate(dict.fromkeys(texts))}
        tokens = [e.ids for e in self._model.tokenizer.encode_batch_fast(list(places))]
        by_length = sorted(range(len(tokens)), key=lambda n: len(tokens[n]), reverse=True)
        batches = list(_batches([tokens[n] for n in by_length]))
        made = self._pool.map(lambda batch: self._embedded(batch, self._layers), batches)
        vectors = np.empty((len(tokens), self._model.words.shape[1]), dtype=np.float32)
        vectors[by_length] = np.concatenate(list(made))
        return vectors[[places[text] for text in texts]]

    @torch.inference_mode()
    def _embedded(self, texts: Sequence[Sequence[int]], layers: _Layers) -> Matrix:
        """The vectors of `texts` of tokens, those of one length side by side."""
        spare = -sum(map(len, texts)) % ROWS
        tokens = torch.tensor([*(token for text in texts for token in text), *[0] * spare])
        places = torch.tensor([*(n for text in texts for n in range(len(text))), *[0] * spare])
        x = self._norm(
            self._words.index_select(0, tokens).add_(self._places.index_select(0, places))
        ).to(layers.numbers)
        lengths = [len(text) for text in texts]
        sight = _Sight.of(lengths, len(x), layers.numbers)
        for layer in layers.each:
            x = layer.told_norm(layer.told(sight.seen(layer.looked(x)), x))
            x = layer.norm(layer.narrower(layer.wider(x), x))
        means = [text.float().mean(0) for text in x.split_with_sizes([*lengths, spare])[:-1]]
        made: Matrix = functional.normalize(torch.stack(means)).numpy()
        return made

    @torch.inference_mode()
    def _chosen(self, form: Form) -> tuple[_Layers, str]:
        """The layers to use, and why."""
        floats = _Layers([_floats(layer) for layer in self._model.layers])
        if form == "float32":
            return floats, f"{SAID[form]}, as set"
        made: dict[str, Callable[[], _Layers]] = {
            "bfloat16": self._halves,
            "int8": lambda: self._integers(floats),
        }
        best, chosen, told = 1.0, floats, ""
        but = []
        for name in made if form == "auto" else (form,):
            if best >= ENOUGH:
                break
            try:
                layers = made[name]()
                alike, quicker = self._trial(floats, layers)
            except (RuntimeError, AttributeError):
                but.append(f"PyTorch has no {SAID[name]} for this processor")
                continue
            if alike < ALIKE:
                but.append(f"{SAID[name]} are not exact on this processor")
            elif form == "auto" and quicker < best * QUICKER:
                but.append(f"{SAID[name]} are {quicker:.1f} times as quick here")
            else:
                best, chosen = quicker, layers
                told = f"{SAID[name]}, {quicker:.1f} times as quick here as 32-bit"
        return chosen, told or f"{SAID['float32']}: {'; '.join(but)}"

    def _halves(self) -> _Layers:
        """The layers in 16 bits: as wide a range as of 32, and a third of the digits."""
        return _Layers([_halves(layer) for layer in self._model.layers], torch.bfloat16)

    def _integers(self, floats: _Layers) -> _Layers:
        """The layers in 8-bit integers, their ranges found with `floats`."""
        watched = [_watched(layer, self._model.words.shape[1]) for layer in floats.each]
        self._embedded(self._any_words(LOOKED_AT), _Layers([layer for layer, _, _ in watched]))
        return _Layers(
            [
                replace(
                    layer,
                    looked=Ranged(*_tensors(held.looked), looked),
                    told=_onto(ByRow(*_tensors(held.told))),
                    wider=Ranged(*_tensors(held.wider), wider, "gelu"),
                    narrower=_onto(AfterGelu(*_tensors(held.narrower))),
                )
                for held, (layer, looked, wider) in zip(self._model.layers, watched, strict=True)
            ]
        )

    def _trial(self, floats: _Layers, others: _Layers) -> tuple[float, float]:
        """How like their vectors are, the least cosine, and how many times as quick `others` are.

        A text of one word goes before: a processor without the kernels would take minutes.
        """
        for tried in ((1,), TRIED):
            texts = self._any_words(tried)
            took: dict[str, float] = {}
            made: dict[str, Matrix] = {}
            for _ in range(ROUNDS):
                for name, layers in (("floats", floats), ("others", others)):
                    began = time.perf_counter()
                    made[name] = self._embedded(texts, layers)
                    seconds = time.perf_counter() - began
                    took[name] = min(seconds, took.get(name, seconds))
            alike = float((made["floats"] * made["others"]).sum(1).min())
            quicker = took["floats"] / took["others"]
            if quicker < 0.1:
                break
        return alike, quicker

    def _any_words(self, lengths: Sequence[int]) -> list[list[int]]:
        """Texts of so many words, drawn from all that the model knows, the same each time."""
        words = np.random.default_rng(0)
        most = len(self._model.words)
        return [[BEGINS, *words.integers(FIRST_WORD, most, n).tolist(), ENDS] for n in lengths]


@dataclass(frozen=True, slots=True)
class _Sight:
    """Which tokens of a batch see each other: those of one text.

    For this texts are laid out apart, each filled up to a multiple of FULL tokens, which the others
    do not see: PyTorch's attention does what is left over beyond that one number at a time.
    """

    sources: Tensor  # the token that each place is filled with; any token where it is not seen
    places: Tensor  # of each token
    runs: Sequence[tuple[int, int, Tensor]]  # so many texts of one length, and what is not seen

    @classmethod
    def of(cls, lengths: Sequence[int], rows: int, numbers: torch.dtype) -> _Sight:
        """Of `rows` tokens, those of texts of such lengths, those of one length side by side."""
        runs = []
        filled: list[Tensor] = []
        for full, run in groupby(lengths, key=lambda length: -(-length // FULL) * FULL):
            within = torch.arange(full)[None] < torch.tensor(list(run))[:, None]
            filled.append(within.flatten())
            unseen = torch.zeros(within.shape, dtype=numbers).masked_fill_(~within, -torch.inf)
            runs.append((len(within), full, unseen[:, None, None].expand(-1, 1, full, -1)))
        places = torch.cat(filled).nonzero().squeeze(1)
        sources = torch.zeros(sum(map(len, filled)), dtype=torch.long)
        sources[places] = torch.arange(len(places))
        return cls(sources, functional.pad(places, (0, rows - len(places))), runs)

    def seen(self, parts: Tensor) -> Tensor:
        """What each token sees [n, width], from queries, keys and values [n, 3 width]."""
        apart = parts.index_select(0, self.sources)
        each = apart.split_with_sizes([count * full for count, full, _ in self.runs])
        found = []
        for part, (count, full, unseen) in zip(each, self.runs, strict=True):
            queries, keys, values = part.view(count, full, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
            one = functional.scaled_dot_product_attention(queries, keys, values, unseen)
            found.append(one.transpose(1, 2).reshape(count * full, -1))
        return torch.cat(found).index_select(0, self.places)


def _batches(texts: Sequence[list[int]]) -> Iterator[list[list[int]]]:
    """`texts` by the batch."""
    batch: list[list[int]] = []
    count = 0
    for text in texts:
        if batch and count + len(text) > BATCH:
            yield batch
            batch, count = [], 0
        batch.append(text)
        count += len(text)
    if batch:
        yield batch


def _floats(layer: minilm.Layer) -> _Layer:
    wider = _linear(layer.wider)
    return _Layer(
        _linear(layer.looked),
        _onto(_linear(layer.told)),
        _norm(layer.told_norm),
        lambda x: functional.gelu(wider(x)),
        _onto(_linear(layer.narrower)),
        _norm(layer.norm),
    )


def _halves(layer: minilm.Layer) -> _Layer:
    return _Layer(
        _packed(layer.looked),
        _packed_onto(layer.told),
        _norm(layer.told_norm),
        _packed(layer.wider, "gelu"),
        _packed_onto(layer.narrower),
        _norm(layer.norm),
    )


def _packed(linear: minilm.Linear, then: str = "none") -> Step:
    """A layer in 16 bits, and what is done to its outcome."""
    product: Callable[..., Tensor] = torch.ops.mkldnn._linear_pointwise
    known = _packed_tensors(linear)
    return lambda x: product(x, *known, then, (), "none")


def _packed_onto(linear: minilm.Linear) -> Onto:
    product: Callable[..., Tensor] = torch.ops.mkldnn._linear_pointwise.binary
    known = _packed_tensors(linear)
    return lambda x, to: product(x, to, *known, "add")


def _packed_tensors(linear: minilm.Linear) -> tuple[Tensor, Tensor]:
    """Weights and biases in 16 bits as their kernels want them."""
    weights, biases = (one.to(torch.bfloat16).contiguous() for one in _tensors(linear))
    return torch.ops.mkldnn._reorder_linear_weight(weights, BATCH), biases


def _onto(step: Step) -> Onto:
    return lambda x, to: step(x).add_(to)


def _watched(layer: _Layer, width: int) -> tuple[_Layer, Range, Range]:
    """`layer`, and the ranges that come into `looked` and `wider` as it is used."""
    looked, wider = Range(width), Range(width)

    def watched(step: Step, seen: Range) -> Step:
        def noted(x: Tensor) -> Tensor:
            seen.note(x)
            return step(x)

        return noted

    watching = replace(
        layer, looked=watched(layer.looked, looked), wider=watched(layer.wider, wider)
    )
    return watching, looked, wider


def _linear(linear: minilm.Linear) -> Step:
    weights, biases = _tensors(linear)
    return lambda x: functional.linear(x, weights, biases)


def _norm(norm: minilm.Norm) -> Step:
    scale, offset = torch.from_numpy(norm.scale), torch.from_numpy(norm.offset)
    return lambda x: functional.layer_norm(x, scale.shape, scale, offset, EPSILON)


def _tensors(linear: minilm.Linear) -> tuple[Tensor, Tensor]:
    """Weights [out, in] and biases [out], in the memory where they are."""
    return torch.from_numpy(linear.weights).T, torch.from_numpy(linear.biases)
