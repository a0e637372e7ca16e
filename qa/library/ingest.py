"""From folders of files into the library: only what is new or changed is read and embedded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from qa.errors import UnreadablePaper
from qa.library.embedder import Embedder
from qa.library.files import PaperFile, paper_files
from qa.library.library import Library
from qa.library.lock import locked
from qa.library.records import Embedded
from qa.library.words import said
from qa.papers.paper import Meeting, Paper, Passage, Problem, ProblemKind
from qa.papers.reading import reading
from qa.papers.source import Source, source_of
from qa.papers.text import mended, sentences

UNOPENED = ""  # the digest of a file that could not be opened, and is tried again each time


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an ingest stands as it begins the paper `name`, and (then empty) when it is through.

    `papers` of `all_papers` and `bytes` of `all_bytes` are done; `pages` were read so far.
    """

    name: str
    papers: int
    all_papers: int
    bytes: int
    all_bytes: int
    pages: int


@dataclass(slots=True)
class IngestReport:
    """What an ingest did, counted in papers; `pages` and `passages` are of those read."""

    read: int = 0
    unreadable: int = 0
    unchanged: int = 0
    moved: int = 0
    removed: int = 0
    pages: int = 0
    passages: int = 0


def embedding_text(passage: Passage) -> str:
    """What the vector of a passage is made from: its item and heading, then its words.

    Measured on the development questions of two councils: with item and heading text@5 was .75,
    with the words alone .70; the context finds a vote by its motion. Committee and date are the
    same for too many passages to tell apart.
    """
    known_by = (passage.item, passage.section, passage.context)
    heading = " ".join(filter(None, known_by))
    return mended(f"{heading}\n{said(passage)}")


def embedded(passages: Sequence[Passage], embedder: Embedder) -> list[Embedded]:
    """The vectors of `passages` and of their sentences."""
    if not passages:
        return []
    spoken = [
        [p.text[a:b] if _means(p.text[a:b]) else "" for a, b in sentences(p.text)] for p in passages
    ]
    texts = [embedding_text(passage) for passage in passages]
    every = [sentence for of_one in spoken for sentence in of_one if sentence]
    vectors = embedder.embed([*texts, *map(mended, every)])
    rest = iter(vectors[len(texts) :])
    blank = np.zeros_like(vectors[0])
    return [
        Embedded(vector, np.stack([next(rest) if s else blank for s in of_one] or [blank]))
        for vector, of_one in zip(vectors, spoken, strict=False)
    ]


def _means(sentence: str) -> bool:
    """Whether a sentence is long enough to have a meaning of its own."""
    return len(sentence.split()) > 3


def _hash(passage: Passage) -> str:
    """Names the text that is embedded, and how it falls into sentences."""
    return hashlib.sha256(f"{embedding_text(passage)}\n\n{passage.text}".encode()).hexdigest()


def ingest(
    folders: Iterable[Path],
    library: Library,
    *,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    read: Callable[[Path], Paper] | None = None,
    again: Collection[ProblemKind] | None = None,
    wait: bool = True,
    on_wait: Callable[[str], None] = lambda words: None,
) -> IngestReport:
    """Bring the library up to date with the PDF files in `folders`.

    Files whose size and time, or whose contents, are as they were are not read again, unless they
    had a problem of the kinds `again`, or other is said of them where they were published than
    was; `read` reads one, by default as the settings say. What
    is gone from `folders` is taken out; papers from other folders stay. One that cannot be read is
    kept by name, with its problem, and the rest goes on. Each paper is committed by itself, so that
    what was done before an interruption is searchable, and the next run goes on from there.

    One ingest of a library at a time: another waits, and `on_wait` is told for whom, or raises
    `LibraryBusy`. Raises `DiskFull` and `LibraryUnwritable` too, with the same left behind.
    """
    with locked(library.folder, wait=wait, on_wait=on_wait):
        return _ingest(folders, library, on_progress, read, again)


def _ingest(
    folders: Iterable[Path],
    library: Library,
    on_progress: Callable[[Progress], None],
    read: Callable[[Path], Paper] | None,
    again: Collection[ProblemKind] | None,
) -> IngestReport:
    folders = [folder.resolve() for folder in folders]
    chosen = reading()
    run = _Run(library, read or chosen.read, chosen.again if again is None else again)
    files = paper_files(folders)
    todo = [file for file in files if not run.is_as_it_was(file)]
    run.report.unchanged = len(files) - len(todo)
    all_bytes, done = sum(file.size for file in todo), 0
    try:
        for n, file in enumerate(todo):
            pages = run.report.pages
            on_progress(Progress(file.name, n, len(todo), done, all_bytes, pages))
            run.take(file)
            done += file.size
        run.remove_missing(folders, {file.path for file in files})
    finally:
        library.save()
    on_progress(Progress("", len(todo), len(todo), done, all_bytes, run.report.pages))
    return run.report


def read_again(
    paths: Iterable[Path], library: Library, *, read: Callable[[Path], Paper] | None = None
) -> None:
    """Read papers of the library anew, though their files did not change; those gone are left.

    Whoever calls this holds the lock on the library. Raises what `ingest` does.
    """
    run = _Run(library, read or reading().read, ())
    try:
        for file in map(PaperFile.at, paths):
            if file.path.exists():
                run.renew(file)
    finally:
        library.save()


class _Run:
    """One ingest, with what the library held when it began."""

    def __init__(
        self, library: Library, read: Callable[[Path], Paper], again: Collection[ProblemKind]
    ) -> None:
        self.library = library
        self.read = read
        self.report = IngestReport()
        self.outdated = library.store.with_problems(again)
        self.sources = library.store.sources()
        held = library.store.fingerprints()
        self.held = {file.path: (i, file, digest) for i, file, digest in held}
        # Papers whose file is not in its place, to be known again in another folder. Under another
        # name they would be read again: a file's name may hold the date of its meeting.
        self.strays = {
            (digest, file.path.name): i for i, file, digest in held if not file.path.exists()
        }

    def is_as_it_was(self, file: PaperFile) -> bool:
        """Whether the file's size and time are those of a paper that was opened before, and what
        is said of it is what was."""
        i, held, digest = self.held.get(file.path, (0, None, UNOPENED))
        as_it_was = held == file and digest != UNOPENED and i not in self.outdated
        return as_it_was and self._said(file) == self.sources.get(i)

    def take(self, file: PaperFile) -> None:
        """Bring the library up to date with one file."""
        digest = self._digest(file)
        i, _, known = self.held.get(file.path, (0, None, UNOPENED))
        if digest == UNOPENED:
            return
        if known == digest and i not in self.outdated and self._reads_as_before(i, file):
            self.library.store.touch(i, file)
            if (said := self._said(file)) != self.sources.get(i):
                self.library.tell(i, said)
            self.report.unchanged += 1
        elif not i and (digest, file.path.name) in self.strays:
            self.library.store.touch(self.strays.pop((digest, file.path.name)), file)
            self.report.moved += 1
        else:
            self._put(file, digest)

    def renew(self, file: PaperFile) -> None:
        """Read a file anew."""
        digest = self._digest(file)
        if digest != UNOPENED:
            self._put(file, digest)

    def _reads_as_before(self, i: int, file: PaperFile) -> bool:
        said = self._said(file) or Source()
        return said.reads_as(self.sources.get(i) or Source())

    def _said(self, file: PaperFile) -> Source | None:
        """What is said of a file where it was published; nothing where that cannot be used, which
        reading it tells."""
        try:
            return source_of(file.path)
        except UnreadablePaper:
            return None

    def _digest(self, file: PaperFile) -> str:
        """The SHA-256 of a file; one that cannot be opened is put in as that, with `UNOPENED`."""
        try:
            return file.digest()
        except UnreadablePaper as error:
            self._put_unreadable(file, UNOPENED, error)
            return UNOPENED

    def _put(self, file: PaperFile, digest: str) -> None:
        try:
            paper = replace(self.read(file.path), name=file.name)
        except UnreadablePaper as error:
            self._put_unreadable(file, digest, error)
            return
        hashes = [_hash(passage) for passage in paper.passages]
        by_hash = dict(zip(hashes, paper.passages, strict=True))
        fresh = sorted(by_hash.keys() - self.library.store.known(by_hash))
        vectors = embedded([by_hash[key] for key in fresh], self.library.embedder)
        self.library.put(paper, file, digest, hashes, dict(zip(fresh, vectors, strict=True)))
        self.report.read += 1
        self.report.pages += len(paper.pages)
        self.report.passages += len(paper.passages)

    def _put_unreadable(self, file: PaperFile, digest: str, error: UnreadablePaper) -> None:
        problem = Problem("unread", error.reason, error.remedy)
        said = self._said(file) or Source()
        meeting = Meeting(said.council, said.committee, said.meeting_date)
        document = said.document or "other"
        paper = Paper(
            file.name, said.title, meeting, document, (), (), (problem,), source=self._said(file)
        )
        self.library.put(paper, file, digest, (), {})
        self.report.unreadable += 1

    def remove_missing(self, folders: list[Path], there: set[Path]) -> None:
        """Take out the papers of `folders` whose file is not `there`."""
        for i, file, _ in self.library.store.fingerprints():
            within = any(file.path.is_relative_to(folder) for folder in folders)
            if within and file.path not in there:
                self.library.remove(i)
                self.report.removed += 1
