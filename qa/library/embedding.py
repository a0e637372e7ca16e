"""What of a passage is made a vector of: itself under its headings, and each of its sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from qa.library.embedder import Embedder
from qa.library.records import Embedded
from qa.library.stemming import said
from qa.papers.paper import Passage
from qa.papers.text import mended, sentences


def embedding_text(passage: Passage) -> str:
    """What the vector of a passage is made from: its item and heading, then its words.

    Measured on the development questions of two councils: with item and heading text@5 was .75,
    with the words alone .70; the context finds a vote by its motion. Committee and date are the
    same for too many passages to tell apart.
    """
    known_by = (passage.item, passage.section, passage.context)
    heading = " ".join(filter(None, known_by))
    return mended(f"{heading}\n{said(passage)}")


def embedded(passages: Sequence[Passage], embedder: Embedder) -> list[Embedded]:
    """The vectors of `passages` and of their sentences."""
    if not passages:
        return []
    spoken = [
        [p.text[a:b] if _means(p.text[a:b]) else "" for a, b in sentences(p.text)] for p in passages
    ]
    texts = [embedding_text(passage) for passage in passages]
    every = [sentence for of_one in spoken for sentence in of_one if sentence]
    vectors = embedder.embed([*texts, *map(mended, every)])
    rest = iter(vectors[len(texts) :])
    blank = np.zeros_like(vectors[0])
    return [
        Embedded(vector, np.stack([next(rest) if s else blank for s in of_one] or [blank]))
        for vector, of_one in zip(vectors, spoken, strict=False)
    ]


def _means(sentence: str) -> bool:
    """Whether a sentence is long enough to have a meaning of its own."""
    return len(sentence.split()) > 3


def name_of(passage: Passage) -> str:
    """Names the text that is embedded, and how it falls into sentences."""
    return hashlib.sha256(f"{embedding_text(passage)}\n\n{passage.text}".encode()).hexdigest()
