"""The doctor: what is wrong with a library, what to do about each thing, and what it can mend."""

from __future__ import annotations

import shlex
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

from qa.errors import CouncilPapersError, LibraryDamaged, ModelUnusable, UnreadablePaper
from qa.library import store, vector_index
from qa.library.database import intact
from qa.library.embedder import Embedder, SentenceEmbedder
from qa.library.files import PaperFile
from qa.library.ingest import read_again
from qa.library.library import Library
from qa.library.rebuild import REBUILD_FOLDER
from qa.library.run import UNOPENED
from qa.library.vector_index import UNFINISHED, open_index
from qa.papers.paper import Paper
from qa.papers.reading import reading
from qa.settings import settings
from qa.wording import count, listed

Kind = Literal["library", "model", "contents", "vectors", "papers", "leftovers"]
FAULTY = (
    "A fault in this program, not of the paper, kept it or some of it from being read.",
    "Please report it. Once it is mended, read the paper again: python -m qa doctor --mend",
)
HOUR = 3600  # seconds: what was written to since is no leftover yet
MEND = "Run: python -m qa doctor --mend"
AGAIN = "Read it again: python -m qa doctor --mend"
REBUILD = "Build it again, which keeps the damaged one: python -m qa index --rebuild FOLDER…"
GO_ON = "Go on: python -m qa index --rebuild FOLDER… Or forget it: python -m qa doctor --mend"
GONE = "Put the folder back, or build the library again: python -m qa index --rebuild FOLDER…"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, of the file or table that it is `about`, and what to do."""

    kind: Kind
    about: str
    found: str
    remedy: str
    mended: bool = False


# What was found, and what mends it, where something can.
Found = tuple[Finding, Callable[[], object] | None]


def examine(
    folder: Path,
    *,
    mend: bool = False,
    deep: bool = False,
    embedder: Embedder | None = None,
    read: Callable[[Path], Paper] | None = None,
) -> list[Finding]:
    """What is wrong with the library in `folder`, each marked if it could be and was mended.

    `deep` compares each paper's file byte by byte, which else is done where its size or time has
    changed; `read` reads a paper, by default as the settings say. Whoever calls this holds the lock
    on the library, if its folder is there.
    """
    chosen = settings()
    embedder = embedder or SentenceEmbedder(chosen.model, chosen.batch, chosen.threads, chosen.form)
    doctor = _Doctor(folder, deep, embedder, read)
    found = []
    for finding, how in doctor.looks():
        found.append(finding)
        if mend and how:
            with suppress(CouncilPapersError, OSError):  # it is found again
                how()
    if not mend or not found:
        return found
    left = [finding for finding, _ in doctor.looks()]  # mended is what is found no more
    new = [finding for finding in left if finding not in found]
    return [replace(one, mended=one not in left) for one in found] + new


@dataclass(frozen=True, slots=True)
class _Doctor:
    """Looks over a library."""

    folder: Path
    deep: bool
    embedder: Embedder
    read: Callable[[Path], Paper] | None

    def looks(self) -> Iterator[Found]:
        """All that is wrong."""
        yield from self._leftovers()
        file, dimension = self.folder / store.FILE, 0
        try:
            dimension = len(self.embedder.embed_one("council papers"))
        except ModelUnusable as error:
            yield _told("model", self.embedder.name, error), None
        if not intact(file):
            yield _damaged(file), None
            return
        try:
            with Library(self.folder, embedder=self.embedder) as library:
                yield from self._contents(library, dimension)
                yield from self._vectors(library)
                yield from self._papers(library)
        except LibraryDamaged:  # a table is not there, say
            yield _damaged(file), None
        except CouncilPapersError as error:
            yield _told("library", str(file), error), None

    def _contents(self, library: Library, dimension: int) -> Iterator[Found]:
        contents = library.store.integrity
        for table, n in contents.astray().items():
            told = f"{count(n, 'row')} of the table “{table}” belong to nothing."
            yield Finding("contents", table, told, MEND), partial(contents.drop, table)
        if not contents.indexed():
            told = "The index of words is not that of the passages."
            yield Finding("contents", "words", told, MEND), contents.index_again
        files = _files(library)
        for paper, what in sorted(contents.amiss(dimension).items()) if dimension else ():
            told = f"It has {listed(what)}."
            yield (
                Finding("contents", files[paper].name, told, AGAIN),
                partial(self._renew, library, paper, dimension),
            )

    def _renew(self, library: Library, paper: int, dimension: int) -> None:
        path = _files(library)[paper].path
        library.store.integrity.disown(paper, dimension)
        read_again([path], library, read=self.read)

    def _vectors(self, library: Library) -> Iterator[Found]:
        note = library.index_note
        there = note and open_index(self.folder, note)
        if len(library.store) and not there:
            told = "The file of the vectors is missing, damaged, or not of these papers."
            finding = Finding("vectors", vector_index.FILE, told, MEND)
            yield finding, library.save

    def _papers(self, library: Library) -> Iterator[Found]:
        otherwise = library.store.papers.with_problems(reading().again)
        faulty = library.store.papers.with_problems(["fault"])
        for i, file, digest in library.store.papers.fingerprints():
            told, remedy = self._stale(file, digest, i in otherwise)
            if i in faulty and file.path.exists():
                told, remedy = FAULTY
            if told:
                again = partial(read_again, [file.path], library, read=self.read)
                yield Finding("papers", str(file.path), told, remedy), again

    def _stale(self, file: PaperFile, digest: str, otherwise: bool) -> tuple[str, str]:
        """Why a paper is not as it would be indexed now, and what to do; empty where it is."""
        now = PaperFile.at(file.path)
        if not file.path.exists():
            if not file.path.parent.is_dir():
                return "Its file is gone, and its folder with it.", GONE
            folder = shlex.quote(str(file.path.parent))
            return "Its file is gone.", f"Put it back, or take it out: python -m qa index {folder}"
        try:
            changed = (self.deep or now != file) and now.digest() != digest
        except UnreadablePaper as error:
            return error.reason, error.remedy
        if digest == UNOPENED:
            return "It could not be opened when it was indexed.", AGAIN
        if changed:
            return "Its file has changed since it was indexed.", AGAIN
        return ("It would be read otherwise now.", AGAIN) if otherwise else ("", "")

    def _leftovers(self) -> Iterator[Found]:
        chosen = settings()
        halves = [*self.folder.glob(f"*{UNFINISHED}")]
        if self.folder.resolve() == chosen.index.resolve():  # the papers added are of this library
            halves += chosen.uploads.glob(".*.part")
        for half in halves:
            if time.time() - half.stat().st_mtime > HOUR:
                finding = Finding("leftovers", str(half), "A file was never finished.", MEND)
                yield finding, half.unlink
        aside = self.folder / REBUILD_FOLDER
        if aside.exists():
            told = "Building the library again was interrupted."
            finding = Finding("leftovers", str(aside), told, GO_ON)
            yield finding, partial(shutil.rmtree, aside)


def _files(library: Library) -> dict[int, PaperFile]:
    return {i: file for i, file, _ in library.store.papers.fingerprints()}


def _damaged(file: Path) -> Finding:
    return Finding("library", str(file), "SQLite finds damage in the file of the library.", REBUILD)


def _told(kind: Kind, about: str, error: CouncilPapersError) -> Finding:
    """An error, which says what happened and then what to do, as a finding."""
    found, _, remedy = str(error).partition(". ")
    return Finding(kind, about, f"{found}.", remedy)
