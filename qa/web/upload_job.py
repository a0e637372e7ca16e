"""Papers on their way into the library: they go on while the page that sent them is left."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from qa.errors import CouncilPapersError
from qa.library.ingest import Progress, ingest
from qa.library.library import Library
from qa.library.records import StoredPaper
from qa.library.uploads import Uploads, safe_name
from qa.papers.paper import Paper
from qa.papers.reading import reading
from qa.web import state
from qa.wording import count, page_list

# The folder and the library are changed by one at a time.
TURN = threading.Lock()
# What share of its way a paper has come.
READING, READ, ADDING, ADDED, DONE = 0.1, 0.4, 0.5, 0.9, 1.0
INSIDE = "Something went wrong inside. Ask whoever runs this service to look at its log."


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a paper is on its way, in words; at the end, what became of it."""

    name: str
    words: str
    share: float = DONE
    pages: int = 0


class Intake:
    """Some papers that were sent together, and the `stages` they have come to."""

    def __init__(
        self, sent: Sequence[Sent], library: Library | None, replace_others: bool = False
    ) -> None:
        """Begin to take them in, beside; `library` is None where none holds papers yet."""
        words = "Waiting for another upload" if TURN.locked() else "Waiting"
        self.stages = [Stage(safe_name(one.name), words, 0) for one in sent]
        self._sent = sent
        self._library = library
        self._replace_others = replace_others
        self._thread = threading.Thread(target=self._run, name="intake", daemon=True)
        self._thread.start()

    @property
    def done(self) -> bool:
        """Whether all papers have come to the end."""
        return not self._thread.is_alive()

    def _run(self) -> None:
        failure = INSIDE
        try:
            with TURN, self._opened() as library:
                self._take(library)
        except CouncilPapersError as error:
            failure = str(error)
        finally:
            for n, stage in enumerate(self.stages):
                if stage.share < DONE:
                    self.stages[n] = Stage(stage.name, f"Not added yet: {failure}")

    def _opened(self) -> nullcontext[Library] | Library:
        if self._library:
            return nullcontext(self._library)
        return Library(embedder=state.embedder(), create=True)

    def _take(self, library: Library) -> None:
        """Keep those that can be read and are not there, and read them."""
        uploads, there = Uploads(), _readable(library)
        kept: dict[Path, int] = {}
        papers: dict[Path, Paper] = {}

        def read(path: Path) -> Paper:
            """A paper, which was read already if it was kept just now."""
            return papers.pop(path, None) or reading().read(path)

        for n, (one, stage) in enumerate(zip(self._sent, self.stages, strict=True)):
            self.stages[n] = replace(stage, words="Reading", share=READING)
            digest = hashlib.sha256(one.data).hexdigest()
            if digest in there:
                self.stages[n] = Stage(stage.name, f"Already there, as “{there[digest]}”.")
                continue
            # Of two that are sent together under one name, neither is meant to replace the other.
            others = self._replace_others and uploads.folder / stage.name not in kept
            try:
                path, paper = uploads.keep(one.name, one.data, others)
            except CouncilPapersError as error:
                self.stages[n] = Stage(stage.name, f"Refused: {error}")
                continue
            kept[path], papers[path], there[digest] = n, paper, path.name
            pages = len(paper.pages)
            self.stages[n] = Stage(path.name, f"{count(pages, 'page')} read", READ, pages)
        if kept:
            ingest([uploads.folder], library, on_progress=self._move, read=read)
        for stored in library.store.papers.all():
            if stored.path in kept:
                n = kept[stored.path]
                self.stages[n] = Stage(stored.name, outcome(stored, safe_name(self._sent[n].name)))

    def _move(self, now: Progress) -> None:
        """Move the stages on as the library begins with a paper."""
        for n, stage in enumerate(self.stages):
            pages = count(stage.pages, "page")
            if stage.share == ADDING:
                self.stages[n] = replace(stage, words=f"{pages} added", share=ADDED)
            elif stage.share == READ and stage.name == now.name:
                self.stages[n] = replace(stage, words=f"Adding {pages}", share=ADDING)


def outcome(paper: StoredPaper, sent: str) -> str:
    """What became of a paper that was sent as `sent` and is now in the library."""
    words = "Added"
    if any(problem.kind != "ocr" and problem.kind != "let in" for problem in paper.problems):
        words += " in part" if paper.passages else ", but nothing in it can be found"
    if paper.name != sent:
        words += f", beside another paper called “{sent}”"
    words += f": {count(paper.pages, 'page')}, {count(paper.passages, 'passage')}."
    for problem in paper.problems:
        pages = f" (PDF pages {page_list(problem.pages)})" if problem.pages else ""
        words += f" {problem.reason.rstrip('.')}{pages}. {problem.remedy}"
    return words


def take_out(path: Path, library: Library | None) -> None:
    """Delete a paper that was added, and take it out of the library.

    Raises `CouncilPapersError`.
    """
    uploads = Uploads()
    with TURN:
        uploads.remove(path)
        if library:
            ingest([uploads.folder], library)


def _readable(library: Library) -> dict[str, str]:
    """The names of the papers that the library could read, by the SHA-256 of their files."""
    read = {paper.id for paper in library.store.papers.all() if paper.pages}
    held = library.store.papers.fingerprints()
    return {digest: file.name for i, file, digest in held if i in read and file.path.exists()}
