"""chromadb, kept on disk, with its own function for sentence-transformers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import chromadb
from chromadb.config import Settings
from chromadb.utils.embedding_functions import SentenceTransformerEmbeddingFunction

from tests.benchmarks.compare.ways.way import TOP, Ask, Window, after, serve, windows


def index(folders: Sequence[Path], folder: Path, model: str) -> None:
    """Index the papers, in batches as large as it takes them."""
    client, held = _collection(folder, model)
    cut, most = list(windows(folders)), client.get_max_batch_size()
    for start in range(0, len(cut), most):
        some = cut[start : start + most]
        held.add(
            ids=[str(start + n) for n in range(len(some))],
            documents=[window.text for window in some],
            metadatas=[{"paper": window.paper, "page": window.page} for window in some],
        )


def opened(folder: Path, model: str) -> Ask:
    """The index, to be asked."""
    _, held = _collection(folder, model)

    def ask(question: str, previous: str | None) -> list[Window]:
        found = held.query(query_texts=[after(previous, question)], n_results=TOP)
        [texts], [about] = found["documents"], found["metadatas"]
        return [
            Window(one["paper"], one["page"], text) for text, one in zip(texts, about, strict=True)
        ]

    return ask


def _collection(folder: Path, model: str) -> tuple[Any, Any]:
    client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    embedding = SentenceTransformerEmbeddingFunction(model_name=model)
    return client, client.get_or_create_collection("papers", embedding_function=embedding)


if __name__ == "__main__":
    serve(index, opened)
