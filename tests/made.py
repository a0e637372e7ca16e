"""Papers and an embedder made for tests: small, quick, and the same each time."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import numpy as np

from qa.errors import UnreadablePaper
from qa.library.embedder import Embedder
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.library.place import Place
from qa.library.protocol import Store
from qa.library.records import Matrix, StoredPassage
from qa.library.relevance import NO_TOKENS, QuestionTokens, Tokens
from qa.library.store import Store as FolderStore
from qa.library.vectors import Vectors
from qa.papers.paper import Meeting, Page, Paper, Passage
from qa.papers.source import Source
from tests import engines

KEY = "0123456789abcdef"  # of a paper
PUBLISHED = Source(  # what a site says of the minutes that `a_passage` is of
    address="https://democracy.example.gov.uk/documents/g1/Printed%20minutes.pdf?T=1&copy=2",
    meeting_address="https://democracy.example.gov.uk/ieListDocuments.aspx?CId=1&MId=2",
    meeting_date=date(2021, 7, 13),
    time="10.00 am",
    status="Confirmed; Rescheduled from 6 July 2021",
    title="Minutes of the meeting",
    document="minutes",
    draft=False,
)
MEETING = Meeting("Thurlbridge Council", "Adults and communities scrutiny committee")


def a_passage(text: str, day: date | None = date(2021, 7, 13), page: int = 1) -> Passage:
    """A passage of minutes on `page` that says `text`."""
    meeting = Meeting(MEETING.council, MEETING.committee, day)
    return Passage(text, page, page, str(page + 2), meeting, None, "minutes", "recorded")


def a_paper(name: str, *passages: Passage) -> Paper:
    """A paper with a page for each of `passages`."""
    pages = tuple(Page(n, None, passage.text) for n, passage in enumerate(passages, 1))
    return Paper(name, None, MEETING, "minutes", pages, passages)


class WordEmbedder:
    """Adds up a fixed direction for each word: texts with the same words are near each other."""

    name = form = "words"

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def prepare(self) -> None:
        """See `Embedder`."""

    def embed(self, texts: Sequence[str]) -> Matrix:
        """See `Embedder`."""
        self.embedded += texts
        return np.stack([self.embed_one(text) for text in texts])

    def embed_one(self, text: str) -> Matrix:
        """See `Embedder`."""
        total = np.ones(64)
        for word in text.lower().split():
            total += np.random.default_rng(zlib.crc32(word.encode())).normal(size=64)
        return np.asarray(total / np.linalg.norm(total), dtype=np.float32)

    def embed_passages(self, texts: Sequence[str]) -> list[tuple[Matrix, Tokens]]:
        """See `Embedder`."""
        return [(vector, NO_TOKENS) for vector in self.embed(texts)]

    def question_tokens(self, text: str) -> QuestionTokens | None:
        """See `Embedder`: words are compared by their vectors alone."""
        return None

    def knows(self, word: str) -> bool:
        """See `Embedder`."""
        return word in {"hopeless", "ready", "unicorn"}


address = ""  # of the server that keeps the libraries; empty where folders do


def place_in(folder: Path) -> Place:
    """The place of a library in `folder`, or of the one of that name on the server."""
    return engines.place_in(folder, address)


@contextmanager
def library_of(
    papers: Sequence[Paper], folder: Path, embedder: Embedder | None = None
) -> Iterator[Library]:
    """A library in `folder` of papers that are read from files of their names."""
    by_name = {paper.name: paper for paper in papers}
    files = folder / "papers"
    files.mkdir()
    for name in by_name:
        (files / name).write_text(name)
    place = place_in(folder / "index")
    with Library(place, embedder=embedder or WordEmbedder(), create=True) as opened:
        ingest([files], opened, read=lambda path: by_name[path.name])
        yield opened


class LineReader:
    """Reads a text file as a paper, each line a passage; one that begins "broken" it cannot."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, path: Path) -> Paper:
        self.read.append(path.name)
        text = path.read_text()
        if text.startswith("broken"):
            raise UnreadablePaper("The file is damaged.", "Ask for a copy.")
        lines = text.splitlines()
        return a_paper(path.name, *(a_passage(line, page=n) for n, line in enumerate(lines, 1)))


def folder_store(library: Library) -> FolderStore:
    """The store of a library in a folder."""
    assert isinstance(library.store, FolderStore)
    return library.store


def vectors_of(library: Library) -> Vectors:
    """The index of vectors of a library in a folder, as it is now."""
    return folder_store(library).index.vectors


def passages_of(store: Store, key: str) -> list[StoredPassage]:
    """All passages of the paper with this key, in order."""
    paper = store.papers.get(key)
    assert paper
    return store.passages.in_order(paper.id, 0, paper.passages)
