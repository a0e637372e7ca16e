"""The ranking of passages: late interaction puts first the passage whose words are near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from qa.answers.answering import answer
from qa.answers.search.weights import WEIGHTS
from qa.library.records import Matrix
from qa.library.relevance import QuestionTokens, Tokens
from tests.made import WordEmbedder, a_paper, a_passage, library_of

GRASS = "The grass in Sallow Lane will be cut by a contractor, twice in the season."
BUS = "A bus shelter in Sallow Lane was asked for by the parish, and then asked for again."


class TokenEmbedder(WordEmbedder):
    """Knows that cutting is mowing: the two have one direction, and all other words none."""

    def _tokens(self, text: str) -> Tokens:
        rows = [[127, 0] if word in {"cut", "mown"} else [0, 127] for word in text.lower().split()]
        return np.array(rows, np.int8)

    def embed_passages(self, texts: Sequence[str]) -> list[tuple[Matrix, Tokens]]:
        return [(self.embed_one(text), self._tokens(text)) for text in texts]

    def question_tokens(self, text: str) -> QuestionTokens | None:
        vectors = self._tokens(text).astype(np.float32) / np.float32(127)
        meant = vectors[:, 0] + np.float32(0.01)
        return QuestionTokens(vectors.astype(np.float32), (meant / meant.sum()).astype(np.float32))


def first(weights: float, folder: Path) -> str:
    folder.mkdir()
    passages = a_passage(BUS), a_passage(GRASS, page=2)
    embedder = TokenEmbedder()
    with library_of([a_paper("minutes.pdf", *passages)], folder, embedder) as library:
        asked = "who has mown by the bus shelter in Sallow Lane?"
        found = answer(asked, library, weights=replace(WEIGHTS, late=weights))
    return found.citations[0].text


def test_a_passage_with_the_like_of_each_word_comes_first(tmp_path: Path) -> None:
    assert first(1.0, tmp_path / "with") == GRASS


def test_by_words_alone_the_other_comes_first(tmp_path: Path) -> None:
    assert first(0.0, tmp_path / "without") == BUS
