"""The plain pipeline: pypdf, windows, sentence-transformers with its defaults, and FAISS."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import faiss
from sentence_transformers import SentenceTransformer

from tests.benchmarks.compare.ways.way import TOP, Ask, Window, after, serve, windows


def index(folders: Sequence[Path], folder: Path, model: str) -> None:
    """Index the papers."""
    cut = list(windows(folders))
    vectors = SentenceTransformer(model).encode([window.text for window in cut])
    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors)
    faiss.write_index(flat, str(folder / "vectors"))
    (folder / "windows.json").write_text(json.dumps([asdict(window) for window in cut]))


def opened(folder: Path, model: str) -> Ask:
    """The index, to be asked."""
    made, flat = SentenceTransformer(model), faiss.read_index(str(folder / "vectors"))
    cut = [Window(**one) for one in json.loads((folder / "windows.json").read_text())]

    def ask(question: str, previous: str | None) -> list[Window]:
        _, [nearest] = flat.search(made.encode([after(previous, question)]), TOP)
        return [cut[n] for n in nearest if n >= 0]

    return ask


if __name__ == "__main__":
    serve(index, opened)
