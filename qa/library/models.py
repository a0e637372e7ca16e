"""Which model makes the vectors: the one that is installed, or another that the settings name."""

from __future__ import annotations

from qa.library.embedder import Embedder, SentenceEmbedder
from qa.settings import Settings

MULTILINGUAL = "multilingual-e5-small"


def embedder_for(chosen: Settings) -> Embedder:
    """The embedder that the settings choose."""
    if chosen.model == MULTILINGUAL:
        from qa.library.multilingual import MultilingualEmbedder

        return MultilingualEmbedder(chosen.batch, chosen.threads, chosen.form)
    return SentenceEmbedder(chosen.model, chosen.batch, chosen.threads, chosen.form)
