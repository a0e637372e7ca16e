"""What all ways have alike: the command they are run by, and the windows they cut papers into."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

TOP = 10  # passages found for a question
LONG = 1000  # characters of a window
OVERLAP = 200


@dataclass(frozen=True, slots=True)
class Window:
    """Words of a paper, its file name, and its page from 1."""

    paper: str
    page: int
    text: str


Indexing: TypeAlias = Callable[[Sequence[Path], Path, str], None]
Ask: TypeAlias = Callable[[str, str | None], list[Window]]


def serve(index: Indexing, opened: Callable[[Path, str], Ask]) -> None:
    """Run as `index FOLDER MODEL`, the folders of papers a line each, or as `ask FOLDER MODEL`.

    Questions come and answers go a line of JSON each: {question, previous}, {seconds, work, found},
    where `work` is the seconds of all cores together.
    `index` is given the folders, where to put the index, and the folder of the model.
    """
    action, folder, model = sys.argv[1:]
    if action == "index":
        index([Path(line.rstrip("\n")) for line in sys.stdin], Path(folder), model)
        return
    ask = opened(Path(folder), model)
    for line in sys.stdin:
        asked = json.loads(line)
        began, worked = time.perf_counter(), time.process_time()
        found = ask(asked["question"], asked["previous"])
        seconds, work = time.perf_counter() - began, time.process_time() - worked
        told = [{"paper": one.paper, "pdf_page": one.page, "text": one.text} for one in found]
        print(json.dumps({"seconds": seconds, "work": work, "found": told}), flush=True)


def pdfs(folders: Sequence[Path]) -> list[Path]:
    """The PDF files in `folders` and the folders in them, sorted."""
    files = (path for folder in folders for path in folder.rglob("*"))
    return sorted(path for path in files if path.suffix.lower() == ".pdf")


def windows(folders: Sequence[Path]) -> Iterator[Window]:
    """The windows of the papers in `folders`, of pypdf's text, cut page by page so that each has
    a page to cite."""
    from pypdf import PdfReader

    for path in pdfs(folders):
        for number, page in enumerate(PdfReader(path).pages, 1):
            for text in cut(page.extract_text()):
                yield Window(path.name, number, text)


def cut(text: str) -> Iterator[str]:
    """The text in pieces of LONG characters, each with the last OVERLAP of the one before."""
    for start in range(0, max(1, len(text) - OVERLAP), LONG - OVERLAP):
        if piece := text[start : start + LONG].strip():
            yield piece


def after(previous: str | None, question: str) -> str:
    """The question as one would ask it of a search that knows nothing of the one before."""
    return f"{previous} {question}" if previous else question
