"""txtai as its examples have it for search by word and by meaning: hybrid, with content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from txtai import Embeddings

from tests.benchmarks.compare.ways.way import TOP, Ask, Window, after, serve, windows

NEAREST = f"select paper, page, text from txtai where similar(:asked) limit {TOP}"


def index(folders: Sequence[Path], folder: Path, model: str) -> None:
    """Index the papers."""
    held = Embeddings(path=model, hybrid=True, content=True)
    held.index(asdict(window) for window in windows(folders))
    held.save(str(folder))


def opened(folder: Path, model: str) -> Ask:
    """The index, to be asked; it knows its model."""
    held = Embeddings()
    held.load(str(folder))

    def ask(question: str, previous: str | None) -> list[Window]:
        found = held.search(NEAREST, parameters={"asked": after(previous, question)})
        return [Window(one["paper"], int(one["page"]), one["text"]) for one in found]

    return ask


if __name__ == "__main__":
    serve(index, opened)
