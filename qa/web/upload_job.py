"""The job that adds the papers that a visitor sent."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qa.errors import CouncilPapersError
from qa.library.councils.home import Home
from qa.library.ingest import Progress as Ingesting
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.library.records import StoredPaper
from qa.library.uploads import Uploads, safe_name
from qa.papers.paper import Paper, ProblemKind
from qa.papers.reading import reading
from qa.web.job import FAULT, LIBRARY_TURN, Job, Progress, library_turn
from qa.wording import count, page_list

# The share of its way that a paper has come when it is being read, was read, and so on.
READING, READ, ADDING, ADDED, DONE = 0.1, 0.4, 0.5, 0.9, 1.0

# The problems with which a paper is there as a whole.
WHOLE: tuple[ProblemKind, ...] = ("ocr", "hidden", "attached", "let in", "released")


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent."""

    name: str
    data: bytes


class UploadJob(Job):
    """Papers that were sent together. There is one `Progress` for each of them, in their order."""

    def __init__(self, sent: Sequence[Sent], home: Home, replace_others: bool = False) -> None:
        """Begin to add them to the library of `home`; with `replace_others` they replace papers of
        the same names."""
        self._home = home
        words = "Waiting for another upload" if LIBRARY_TURN.locked() else "Waiting"
        self._sent = sent
        self._replace_others = replace_others
        self._kept: dict[Path, int] = {}  # the index of each paper, by where it was stored
        self._papers: dict[Path, Paper] = {}  # as they were read when they were stored
        super().__init__([Progress(words, name=safe_name(one.name)) for one in sent])

    def _work(self) -> None:
        with library_turn(self._home) as library:
            uploads = Uploads(self._home.uploads)
            known = _readable(library)
            for n in range(len(self._sent)):
                self._store(n, uploads, known)
            if self._kept:
                ingest([uploads.folder], library, on_progress=self._show, read=self._read)
            for stored in library.store.papers.all():
                if stored.path in self._kept:
                    n = self._kept[stored.path]
                    words = outcome(stored, safe_name(self._sent[n].name))
                    self.progress[n] = Progress(words, DONE, stored.name)
        self._fail(FAULT)  # whatever has not come to its end by now

    def _fail(self, words: str) -> None:
        for n, progress in enumerate(self.progress):
            if not progress.done:
                self.progress[n] = Progress(f"Not added yet: {words}", DONE, progress.name)

    def _store(self, n: int, uploads: Uploads, known: dict[str, str]) -> None:
        """Read paper `n` and store its file, unless its contents are `known`, by their SHA-256."""
        sent, name = self._sent[n], self.progress[n].name
        self.progress[n] = Progress("Reading", READING, name)
        digest = hashlib.sha256(sent.data).hexdigest()
        if digest in known:
            self.progress[n] = Progress(f"Already there, as “{known[digest]}”.", DONE, name)
            return
        # Of two that are sent together under one name, neither is meant to replace the other.
        replaces = self._replace_others and uploads.folder / name not in self._kept
        try:
            path, paper = uploads.keep(sent.name, sent.data, replaces)
        except CouncilPapersError as error:
            self.progress[n] = Progress(f"Refused: {error}", DONE, name)
            return
        self._kept[path], self._papers[path], known[digest] = n, paper, path.name
        pages = len(paper.pages)
        self.progress[n] = Progress(f"{count(pages, 'page')} read", READ, path.name, pages)

    def _read(self, path: Path) -> Paper:
        """The paper at `path`; one that was stored just now is not read again."""
        return self._papers.pop(path, None) or reading().read(path)

    def _show(self, now: Ingesting) -> None:
        """Show that the library has begun with the paper that `now` names."""
        for n, progress in enumerate(self.progress):
            pages = count(progress.pages, "page")
            if progress.share == ADDING:
                self.progress[n] = replace(progress, words=f"{pages} added", share=ADDED)
            elif progress.share == READ and progress.name == now.name:
                self.progress[n] = replace(progress, words=f"Adding {pages}", share=ADDING)


def outcome(paper: StoredPaper, sent: str) -> str:
    """What became of a paper that was sent as `sent` and is now in the library."""
    words = "Added"
    if any(problem.kind not in WHOLE for problem in paper.problems):
        words += " in part" if paper.passages else ", but nothing in it can be found"
    if paper.name != sent:
        words += f", beside another paper called “{sent}”"
    words += f": {count(paper.pages, 'page')}, {count(paper.passages, 'passage')}."
    for problem in paper.problems:
        pages = f" (PDF pages {page_list(problem.pages)})" if problem.pages else ""
        words += f" {problem.reason.rstrip('.')}{pages}. {problem.remedy}"
    return words


def take_out(path: Path, uploads: Uploads, library: Library | None) -> None:
    """Delete a paper that was added, and take it out of the library.

    Raises `CouncilPapersError`.
    """
    with LIBRARY_TURN:
        uploads.remove(path)
        if library:
            ingest([uploads.folder], library, may_remove=lambda lost: lost.missing == {path})


def _readable(library: Library) -> dict[str, str]:
    """The names of the papers that the library could read, by the SHA-256 of their files."""
    read = {paper.id for paper in library.store.papers.all() if paper.pages}
    held = library.store.papers.fingerprints()
    return {digest: file.name for i, file, digest in held if i in read and file.path.exists()}
