"""The vectors of words, as the check compares them, made with the installed model."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np

from qa.checking.near_words import DIMENSION, packed
from qa.errors import cannot_write
from qa.library.embedder import SentenceEmbedder
from qa.settings import settings

EVERY = 3  # of the words, by which the directions that tell words apart are found
SHORTEST = 3  # letters


def write_words(path: Path, on_step: Callable[[str], None]) -> str:
    """Write the vectors of the words in the model's vocabulary to a file; its SHA-256.

    A word's vector is that of the model for the word alone beside that of its token before the
    first layer, of which the directions with the greatest variance are kept (principal components).
    Raises `DiskFull` or `InputRefused` where it cannot be written.
    """
    chosen = settings()
    embedder = SentenceEmbedder("", chosen.batch, chosen.threads, corrected=False)
    model = embedder.installed()
    vocabulary = model.tokenizer.get_vocab()
    words = sorted(w for w in vocabulary if w.isascii() and w.isalpha() and len(w) >= SHORTEST)
    on_step(f"{len(words):,} words")
    alone = _centred(np.asarray(embedder.embed(words)))
    tokens = model.token_embeddings[[vocabulary[word] for word in words]]
    tokens = tokens - model.token_embeddings.mean(axis=0)
    both = np.hstack([alone, tokens / np.linalg.norm(tokens, axis=1, keepdims=True)])
    both -= both.mean(axis=0)
    _, _, directions = np.linalg.svd(both[::EVERY], full_matrices=False)
    content = packed(words, (both @ directions[:DIMENSION].T).astype(np.float32))
    try:
        path.write_bytes(content)
    except OSError as error:
        raise cannot_write(path, error) from error
    return hashlib.sha256(content).hexdigest()


def _centred(vectors: np.ndarray) -> np.ndarray:
    centred = vectors - vectors.mean(axis=0)
    return np.asarray(centred / np.linalg.norm(centred, axis=1, keepdims=True))
