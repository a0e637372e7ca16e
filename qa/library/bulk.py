"""The installed model, run with PyTorch for many texts at a time.

A batch is texts of nearly one length, with their tokens end to end and without padding, and small
enough to stay in the processor's cache. Each core computes batches of its own: two cores that share
a batch wait for each other at every product, which on a busy machine takes many times as long. The
weights are those of `qa/library/minilm.py` in 32 bits, or copies of them in 16 bits or in 8-bit
integers: a short trial finds which of these forms is quickest here. On processors with products in
16 bits (AMX) that is bfloat16, and 8-bit integers are not tried; on others these are quicker than
32 bits. `python -m tests.benchmarks.embedding` measures all forms.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from qa.library.layers import (
    BATCH_TOKENS,
    Attention,
    Layer,
    Layers,
    bfloat16_layers,
    float32_layers,
    int8_layers,
    layer_norm,
)
from qa.library.minilm import Bert
from qa.library.records import Matrix
from qa.library.relevance import NO_TOKENS, Tokens
from qa.settings import Form

Made = TypeVar("Made")

ROW_MULTIPLE = 16  # rows of a batch are filled up to a multiple: each number of rows has a kernel
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


class Bulk:
    """`model` for many texts at a time, in `threads` of its own; `form` describes the form chosen.

    Numbers are of 32 bits ("float32"), 16 ("bfloat16"), 8 ("int8"), or of the form that is quickest
    here ("auto"); of 32 wherever this processor or PyTorch cannot compute with the other.
    """

    def __init__(self, model: Bert, threads: int, form: Form = "auto") -> None:
        self._model = model
        self._pool = ThreadPoolExecutor(
            threads, "embedding", initializer=torch.set_num_threads, initargs=(1,)
        )
        self._token_embeddings = torch.from_numpy(model.token_embeddings)
        self._position_embeddings = torch.from_numpy(model.position_embeddings)
        self._embedding_norm = layer_norm(model.embedding_norm)
        self._dimension = model.token_embeddings.shape[1]
        if model.relevance:
            self._passage_weights = torch.from_numpy(model.relevance.passage_weights)
        self._layers, self.form = self._pool.submit(self._choose, form).result()

    def embed(self, texts: Sequence[str]) -> Matrix:
        """The vectors of `texts`: float32 [n, dimension], each of length 1."""
        made = self._in_batches(texts, lambda batch: list(self._embed(batch, self._layers)))
        return np.stack(made) if made else np.empty((0, self._dimension), dtype=np.float32)

    def embed_passages(self, texts: Sequence[str]) -> list[tuple[Matrix, Tokens]]:
        """The vector of each of `texts`, and its tokens as late interaction compares them."""
        return self._in_batches(texts, self._with_tokens)

    def _in_batches(
        self, texts: Sequence[str], of: Callable[[list[list[int]]], Sequence[Made]]
    ) -> list[Made]:
        """What `of` makes of each of `texts`, given batches of them as tokens; equal ones are made
        once."""
        rows = {text: n for n, text in enumerate(dict.fromkeys(texts))}
        tokens = [e.ids for e in self._model.tokenizer.encode_batch_fast(list(rows))]
        by_length = sorted(range(len(tokens)), key=lambda n: len(tokens[n]), reverse=True)
        batches = list(_batches([tokens[n] for n in by_length]))
        in_order = chain.from_iterable(self._pool.map(of, batches))
        made = dict(zip(by_length, in_order, strict=True))
        return [made[rows[text]] for text in texts]

    def _embed(self, texts: Sequence[Sequence[int]], layers: Layers) -> Matrix:
        """The vectors of `texts`, given as tokens; those of one length must be side by side."""
        return _vectors(self._last_layers(texts, layers, corrected=False)[0])

    @torch.inference_mode()
    def _with_tokens(self, texts: Sequence[Sequence[int]]) -> list[tuple[Matrix, Tokens]]:
        """The same vectors, each with its tokens."""
        [plain, corrected] = self._last_layers(texts, self._layers)
        tokens = [NO_TOKENS] * len(texts)
        if self._model.relevance:
            # Not by NumPy: it multiplies on all cores at once, which then wait for each other.
            products = torch.cat(corrected) @ self._passage_weights
            together = self._model.relevance.passage_tokens(products.numpy())
            tokens = np.split(together, np.cumsum([len(text) for text in texts[:-1]]))
        return list(zip(_vectors(plain), tokens, strict=True))

    @torch.inference_mode()
    def _last_layers(
        self, texts: Sequence[Sequence[int]], layers: Layers, *, corrected: bool = True
    ) -> list[list[Tensor]]:
        """The outcome of the last layer for each of `texts`, [n, dimension], and that of the last
        `corrected` one."""
        padding = -sum(map(len, texts)) % ROW_MULTIPLE
        tokens = torch.tensor([*(token for text in texts for token in text), *[0] * padding])
        positions = torch.tensor([*(n for text in texts for n in range(len(text))), *[0] * padding])
        embeddings = self._token_embeddings.index_select(0, tokens)
        embeddings.add_(self._position_embeddings.index_select(0, positions))
        x = self._embedding_norm(embeddings).to(layers.dtype)
        lengths = [len(text) for text in texts]
        attention = Attention.of(lengths, len(x), layers.dtype)
        lower = len(layers.layers) - len(layers.corrected)
        x = _through(layers.layers[:lower], x, attention)
        ends = [layers.layers[lower:], layers.corrected][: 1 + corrected]
        parts = (_through(end, x, attention).split_with_sizes([*lengths, padding]) for end in ends)
        return [[text.float() for text in of_end[:-1]] for of_end in parts]

    @torch.inference_mode()
    def _choose(self, form: Form) -> tuple[Layers, str]:
        """The layers to use, and in words which form that is and why."""
        floats = float32_layers(self._model)
        if form == "float32":
            return floats, f"{FORM_NAMES[form]}, as set"
        makers: dict[str, Callable[[], Layers]] = {
            "bfloat16": lambda: bfloat16_layers(self._model),
            "int8": lambda: int8_layers(self._model, self._calibrate),
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

    def _calibrate(self, layers: Layers) -> None:
        self._last_layers(self._random_texts(CALIBRATION_LENGTHS), layers)

    def _trial(self, floats: Layers, others: Layers) -> tuple[float, float]:
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


def _through(layers: Sequence[Layer], x: Tensor, attention: Attention) -> Tensor:
    """The outcome of the last of `layers` for the tokens of a batch."""
    for layer in layers:
        attended = attention(layer.query_key_value(x))
        x = layer.attention_norm(layer.attention_output(attended, x))
        x = layer.feed_forward_norm(layer.feed_forward_out(layer.feed_forward_in(x), x))
    return x


@torch.inference_mode()
def _vectors(hidden: Sequence[Tensor]) -> Matrix:
    """The vector of each text from its last layer, of length 1: [n, dimension]."""
    means = torch.stack([text.mean(0) for text in hidden])
    vectors: Matrix = functional.normalize(means).numpy()
    return vectors


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
