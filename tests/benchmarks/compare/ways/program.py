"""This program, by its own command, and asked as its pages ask it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.compare.ways.way import TOP, Ask, Window, serve


def index(folders: Sequence[Path], folder: Path, model: str) -> None:
    """Become the command that indexes the papers, with the model that is installed."""
    command = [sys.executable, "-m", "qa", "index", "--index", str(folder), *map(str, folders)]
    os.execv(sys.executable, command)


def opened(folder: Path, model: str) -> Ask:
    """The index, to be asked."""
    from qa.answers.answering import answer  # here: the command that indexes starts without
    from qa.library.library import Library

    library = Library(folder)

    def ask(question: str, previous: str | None) -> list[Window]:
        found = answer(question, library, top=TOP, previous=previous)
        return [Window(one.paper, one.pdf_page, one.text) for one in found.citations]

    return ask


if __name__ == "__main__":
    serve(index, opened)
