"""Questions in other languages than the papers': vectors of multilingual-e5-small (`QA_MODEL`).

The vectors of passages, sentences and questions are that model's, in which a question in Welsh lies
near the English passage that answers it. Tokens are still those of the installed model, which reads
English; a question that it does not read is compared by its vector alone.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.library.e5 import E5, NAME, PASSAGE, SHA256
from qa.library.embedder import SentenceEmbedder
from qa.library.records import Matrix
from qa.library.relevance import QuestionTokens, Tokens
from qa.settings import Form

if TYPE_CHECKING:
    from qa.library.bulk import Bulk

# A question is taken to be English where the installed model knows so large a share of its words
# whole, or all but fewer than so many: .988 of 10,395 English questions, and 3 of 21 in Welsh,
# Polish, Urdu and five other languages.
ENGLISH, STRANGE = 0.6, 3
WORD = re.compile(r"[^\W\d_]+")


class MultilingualEmbedder:
    """See `Embedder`. Methods raise `ModelUnusable` where a model is missing or has changed."""

    def __init__(self, batch: int, threads: int, form: Form = "auto") -> None:
        self._installed = SentenceEmbedder("", batch, threads, form)
        self._threads, self._wanted = threads, form
        self._model: E5 | None = None
        self._large: Bulk | None = None
        self._lock = threading.Lock()
        self._loading = threading.Lock()

    @property
    def name(self) -> str:
        """See `Embedder`."""
        return f"{NAME} {SHA256[:8]}, {self._installed.name}"

    @property
    def form(self) -> str:
        """See `Embedder`."""
        return f"{self._bulk().form} ({NAME}, which takes some five times as long)"

    def prepare(self) -> None:
        """See `Embedder`."""
        self._bulk()
        self._installed.prepare()

    def embed(self, texts: Sequence[str]) -> Matrix:
        """See `Embedder`."""
        return self._bulk().embed([PASSAGE + text for text in texts])

    def embed_passages(self, texts: Sequence[str]) -> list[tuple[Matrix, Tokens]]:
        """See `Embedder`."""
        tokens = (made for _, made in self._installed.embed_passages(texts))
        return list(zip(self.embed(texts), tokens, strict=True))

    def embed_one(self, text: str) -> Matrix:
        """See `Embedder`."""
        return self._small().embed(text)

    def question_tokens(self, text: str) -> QuestionTokens | None:
        """See `Embedder`: none where the text is not English."""
        return self._installed.question_tokens(text) if self._is_english(text) else None

    def knows(self, word: str) -> bool:
        """See `Embedder`."""
        return self._installed.knows(word) or self._small().knows(word)

    def _is_english(self, text: str) -> bool:
        words = WORD.findall(text)
        unknown = sum(not self._installed.knows(word) for word in words)
        return unknown < STRANGE or unknown <= (1 - ENGLISH) * len(words)

    def _small(self) -> E5:
        with self._loading:
            if self._model is None:
                self._model = E5(self._threads)
            return self._model

    def _bulk(self) -> Bulk:
        small = self._small()
        from qa.library.bulk import Bulk

        with self._lock:
            if self._large is None:
                self._large = Bulk(small, os.cpu_count() or 1, self._wanted)
            return self._large
