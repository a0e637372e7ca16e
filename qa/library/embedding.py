"""The text of a passage that is embedded, and the vectors of a passage and its sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from qa.library.embedder import Embedder
from qa.library.records import PassageVectors
from qa.library.stemming import text_below_headings
from qa.papers.paper import Passage
from qa.papers.text import mended, sentences


def embedding_text(passage: Passage) -> str:
    """The text that the vector of a passage is made from: its item and headings, then its words.

    The item and headings find passages that their words alone do not, and the context finds a vote
    by its motion. Committee and date are left out, since too many passages share them.
    """
    heading = " ".join(filter(None, (passage.item, passage.section, passage.context)))
    return mended(f"{heading}\n{text_below_headings(passage)}")


def embed_passages(passages: Sequence[Passage], embedder: Embedder) -> list[PassageVectors]:
    """The vectors of `passages` and of their sentences, and the tokens of `passages`."""
    if not passages:
        return []
    embedded_passages = embedder.embed_passages([embedding_text(passage) for passage in passages])
    by_passage = [[p.text[start:end] for start, end in sentences(p.text)] for p in passages]
    meant = [mended(one) for of_one in by_passage for one in of_one if _has_meaning(one)]
    vectors = iter(embedder.embed(meant) if meant else ())
    zeros = np.zeros_like(embedded_passages[0][0])
    return [
        PassageVectors(
            vector,
            np.stack([next(vectors) if _has_meaning(s) else zeros for s in of_one] or [zeros]),
            tokens,
        )
        for (vector, tokens), of_one in zip(embedded_passages, by_passage, strict=True)
    ]


def _has_meaning(sentence: str) -> bool:
    """Whether a sentence is long enough to have a meaning of its own."""
    return len(sentence.split()) > 3


def text_hash(passage: Passage) -> str:
    """A hash of the text that is embedded and of the sentences: passages that say the same share
    their vectors."""
    return hashlib.sha256(f"{embedding_text(passage)}\n\n{passage.text}".encode()).hexdigest()
