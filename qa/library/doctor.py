"""The doctor: finds what is wrong with a library, says what to do, and mends what it can."""

from __future__ import annotations

import shlex
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

from qa.errors import CouncilPapersError, LibraryDamaged, ModelUnusable, UnreadablePaper
from qa.library.embedder import Embedder
from qa.library.files import PaperFile
from qa.library.ingest import read_again
from qa.library.library import Library
from qa.library.models import embedder_for
from qa.library.place import Place
from qa.library.places import place_of
from qa.library.run import UNOPENED
from qa.library.vector_index import UNFINISHED
from qa.papers.paper import Paper
from qa.papers.reading import reading
from qa.settings import settings
from qa.wording import spoken_list

Kind = Literal["library", "model", "contents", "vectors", "papers", "leftovers", "replica"]
FAULTY = (
    "A fault in this program, not of the paper, kept it or some of it from being read.",
    "Please report it. Once it is mended, read the paper again: python -m qa doctor --mend",
)
HOUR = 3600  # seconds: a file that was written to since may still be in use
MEND = "Run: python -m qa doctor --mend"
AGAIN = "Read it again: python -m qa doctor --mend"
REBUILD = "Build it again, which keeps the damaged one: python -m qa index --rebuild FOLDER…"
GO_ON = "Go on: python -m qa index --rebuild FOLDER… Or forget it: python -m qa doctor --mend"
GONE = "Put the folder back, or build the library again: python -m qa index --rebuild FOLDER…"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong with the file or table that it is `about`, and what to do."""

    kind: Kind
    about: str
    found: str
    remedy: str
    mended: bool = False


# A finding, and what mends it, where something can.
Found = tuple[Finding, Callable[[], object] | None]


def examine(
    where: Path | Place | None,
    *,
    mend: bool = False,
    deep: bool = False,
    embedder: Embedder | None = None,
    read: Callable[[Path], Paper] | None = None,
) -> list[Finding]:
    """What is wrong with the library in a place or folder; with `mend`, what could be mended
    is, and marked.

    `deep` compares each paper's file byte by byte; else that is done where its size or time has
    changed. `read` reads a paper, by default as the settings say. The caller must hold the lock on
    the library, if it is there.
    """
    embedder = embedder or embedder_for(settings())
    place = where if isinstance(where, Place) else place_of(where)
    doctor = _Doctor(place, deep, embedder, read)
    found = []
    for finding, mending in doctor.findings():
        found.append(finding)
        if mend and mending:
            with suppress(CouncilPapersError, OSError):  # then it is found again below
                mending()
    if not mend or not found:
        return found
    left = [finding for finding, _ in doctor.findings()]
    new = [finding for finding in left if finding not in found]
    return [replace(one, mended=one not in left) for one in found] + new


@dataclass(frozen=True, slots=True)
class _Doctor:
    """The examination of one library; the fields are the arguments of `examine`."""

    place: Place
    deep: bool
    embedder: Embedder
    read: Callable[[Path], Paper] | None

    def findings(self) -> Iterator[Found]:
        """All that is wrong with the library."""
        yield from self._leftovers()
        about, dimension = str(self.place), 0
        try:
            dimension = len(self.embedder.embed_one("council papers"))
        except ModelUnusable as error:
            yield _as_finding("model", self.embedder.name, error), None
        if not self.place.is_intact():
            yield _damaged(about), None
            return
        try:
            with Library(self.place, embedder=self.embedder) as library:
                yield from self._contents(library, dimension)
                yield from self._papers(library)
        except LibraryDamaged:  # for example, a table is missing
            yield _damaged(about), None
        except CouncilPapersError as error:
            yield _as_finding("library", about, error), None

    def _contents(self, library: Library, dimension: int) -> Iterator[Found]:
        integrity = library.store.integrity
        for one in integrity.derived():
            yield Finding(one.kind, one.about, one.found, MEND), one.mend
        files = _files(library)
        for paper, faults in sorted(integrity.faults(dimension).items()) if dimension else ():
            finding = Finding(
                "contents", files[paper].name, f"It has {spoken_list(faults)}.", AGAIN
            )
            yield finding, partial(self._read_again, library, paper, dimension)

    def _read_again(self, library: Library, paper: int, dimension: int) -> None:
        path = _files(library)[paper].path
        library.store.integrity.disown_misfits(paper, dimension)
        read_again([path], library, read=self.read)

    def _papers(self, library: Library) -> Iterator[Found]:
        outdated = library.store.papers.with_problems(reading().again)
        faulty = library.store.papers.with_problems(["fault"])
        for i, file, digest in library.store.papers.fingerprints():
            found, remedy = self._stale(file, digest, i in outdated)
            if i in faulty and file.path.exists():
                found, remedy = FAULTY
            if found:
                again = partial(read_again, [file.path], library, read=self.read)
                yield Finding("papers", str(file.path), found, remedy), again

    def _stale(self, file: PaperFile, digest: str, outdated: bool) -> tuple[str, str]:
        """Why indexing a paper now would give another result, and what to do; else empty.

        `outdated`: whether it had a problem that reading it now might not have.
        """
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
        return ("It would be read otherwise now.", AGAIN) if outdated else ("", "")

    def _leftovers(self) -> Iterator[Found]:
        chosen = settings()
        unfinished = [*self.place.folder.glob(f"*{UNFINISHED}")]
        # Uploads belong to the library of the settings.
        if self.place.folder.resolve() == chosen.index.resolve():
            unfinished += chosen.uploads.glob(".*.part")
        for file in unfinished:
            if time.time() - file.stat().st_mtime > HOUR:
                finding = Finding("leftovers", str(file), "A file was never finished.", MEND)
                yield finding, file.unlink
        if rebuilt := self.place.begun():
            found = "Building the library again was interrupted."
            yield Finding("leftovers", str(rebuilt), found, GO_ON), rebuilt.discard


def _files(library: Library) -> dict[int, PaperFile]:
    return {i: file for i, file, _ in library.store.papers.fingerprints()}


def _damaged(about: str) -> Finding:
    return Finding("library", about, "There is damage in what the library is kept in.", REBUILD)


def _as_finding(kind: Kind, about: str, error: CouncilPapersError) -> Finding:
    """An error as a finding: its message says what happened, then what to do."""
    found, _, remedy = str(error).partition(". ")
    return Finding(kind, about, f"{found}.", remedy)
