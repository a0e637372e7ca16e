"""One run over files: each is read, embedded and put in, while the next are made ready."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from qa.errors import (
    CouncilPapersError,
    DiskFull,
    LibraryUnwritable,
    ProgramFault,
    UnreadablePaper,
)
from qa.faults import log_fault, place_of
from qa.library.embedding import embed_passages, text_hash
from qa.library.files import PaperFile
from qa.library.library import FEW_CHANGES, Library
from qa.library.prefetch import prefetch
from qa.library.records import PassageVectors
from qa.papers.kinds import OTHER
from qa.papers.paper import Meeting, Paper, Passage, Problem, ProblemKind
from qa.papers.source import Source, source_of

AHEAD = 2  # papers for each process that reads them, and groups of papers, that are made ready
EMBEDDING = 2  # groups: while one is got ready, the processors work on the other
TOGETHER = 128  # passages that are embedded at once
UNOPENED = ""  # the digest of a file that could not be opened, and is tried again each time


@dataclass(slots=True)
class IngestReport:
    """What an ingest did, counted in papers; `pages` and `passages` are of those read.

    `faulty` are those that a fault of this program kept from being read, wholly or in part; those
    `unreadable` are so by themselves.
    `form` says, if any text was, in what form it was embedded.
    """

    read: int = 0
    unreadable: int = 0
    faulty: int = 0
    unchanged: int = 0
    moved: int = 0
    removed: int = 0
    pages: int = 0
    passages: int = 0
    form: str = ""


@dataclass(slots=True)
class Task:
    """A file on its way into the library.

    `paper` is what was read of it, `refused` why it cannot be, `digest` its SHA-256, or `UNOPENED`;
    `held` the id of the paper that needs no more than to be told where its file lies, and `moved`
    whether that is elsewhere; `hashes` name the texts of its passages, `fresh` has their vectors.
    """

    file: PaperFile
    digest: str = UNOPENED
    held: int = 0
    moved: bool = False
    refused: UnreadablePaper | ProgramFault | None = None
    paper: Paper | None = None
    hashes: Sequence[str] = ()
    fresh: dict[str, PassageVectors] = field(default_factory=dict)


class Run:
    """One ingest, with what the library held when it began."""

    def __init__(
        self,
        library: Library,
        read: Callable[[Path], Paper],
        readers: int,
        again: Collection[ProblemKind],
    ) -> None:
        self.library = library
        self.read = read
        self.readers = readers
        self.report = IngestReport()
        self._coming: set[str] = set()  # names of texts that are embedded and not yet put in
        self._lock = threading.Lock()  # that none is embedded by two
        self._preparing: ThreadPoolExecutor | None = None
        self.outdated = library.store.papers.with_problems(again)
        self.sources = library.store.papers.sources()
        held = library.store.papers.fingerprints()
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

    def take(self, files: Iterable[PaperFile]) -> Iterator[PaperFile]:
        """Bring the library up to date with `files`, and name each once it is."""
        return self._through(self._told(file) for file in files)

    def renew(self, files: Iterable[PaperFile]) -> Iterator[PaperFile]:
        """Read files anew, and name each once it is in."""
        return self._through(self._opened(file) for file in files)

    def _through(self, tasks: Iterable[Task]) -> Iterator[PaperFile]:
        """Papers are read ahead, each in a process of its own, and embedded ahead, some at a time:
        none of the processors waits for another."""
        read = prefetch(self._read, tasks, self.readers, AHEAD * self.readers)
        for group in prefetch(self._embed, self._grouped(read), EMBEDDING, AHEAD + EMBEDDING):
            for task in group:
                self._put(task)
                yield task.file

    def _told(self, file: PaperFile) -> Task:
        """What is to be done with a file."""
        task = self._opened(file)
        i, _, known = self.held.get(file.path, (0, None, UNOPENED))
        if task.digest == UNOPENED:
            return task
        if known == task.digest and i not in self.outdated and self._reads_as_before(i, file):
            task.held = i
        elif not i and (task.digest, file.path.name) in self.strays:
            task.held, task.moved = self.strays.pop((task.digest, file.path.name)), True
        return task

    def _opened(self, file: PaperFile) -> Task:
        try:
            return Task(file, file.digest())
        except UnreadablePaper as error:
            return Task(file, refused=error)

    def _read(self, task: Task) -> Task:
        if not (task.held or task.refused):
            self._prepare()
            try:
                task.paper = replace(self.read(task.file.path), name=task.file.name)
            except (UnreadablePaper, ProgramFault) as error:
                task.refused = error
            except (CouncilPapersError, OSError):
                raise  # the machine's, and no paper could be read
            except Exception as error:
                log_fault(place_of(error))
                task.refused = ProgramFault(place_of(error))
        return task

    def _prepare(self) -> None:
        """Have the model loaded while the first papers are read."""
        with self._lock:
            if not self._preparing:
                self._preparing = ThreadPoolExecutor(1)
                self._preparing.submit(self.library.embedder.prepare)  # `embed` tells its errors

    def _grouped(self, tasks: Iterable[Task]) -> Iterator[list[Task]]:
        """As many papers together as have passages enough to be embedded at once."""
        group: list[Task] = []
        failed: Exception | KeyboardInterrupt | None = None
        source = iter(tasks)
        while True:
            try:
                group.append(next(source))
            except StopIteration:
                break
            except (Exception, KeyboardInterrupt) as error:
                failed = error
                break
            if sum(len(task.paper.passages) for task in group if task.paper) >= TOGETHER:
                yield group
                group = []
        yield group
        if failed:
            raise failed

    def _embed(self, group: list[Task]) -> list[Task]:
        """Make the vectors of what the library does not have yet, once for what says the same."""
        wanted: dict[str, tuple[Task, Passage]] = {}
        for task in group:
            if task.paper:
                task.hashes = [text_hash(passage) for passage in task.paper.passages]
                for key, passage in zip(task.hashes, task.paper.passages, strict=True):
                    wanted.setdefault(key, (task, passage))
        with self._lock:
            fresh = sorted(wanted.keys() - self._coming - self.library.store.vectors.known(wanted))
            self._coming.update(fresh)
        made = embed_passages([wanted[key][1] for key in fresh], self.library.embedder)
        for key, vectors in zip(fresh, made, strict=True):
            wanted[key][0].fresh[key] = vectors
        if made:
            self.report.form = self.library.embedder.form
        return group

    def _put(self, task: Task) -> None:
        if task.held:
            self._keep(task)
        elif task.refused:
            self._put_unreadable(task.file, task.digest, task.refused)
        elif task.paper:
            self._make_up(task, task.paper)
            self.library.store.put(task.paper, task.file, task.digest, task.hashes, task.fresh)
            self._coming -= task.fresh.keys()
            with suppress(DiskFull, LibraryUnwritable):  # which the end of the run tells
                self.library.save(FEW_CHANGES)
            self.report.read += 1
            self.report.faulty += any(one.kind == "fault" for one in task.paper.problems)
            self.report.pages += len(task.paper.pages)
            self.report.passages += len(task.paper.passages)

    def _make_up(self, task: Task, paper: Paper) -> None:
        """Make what vectors there were when the paper was embedded, and are no more."""
        lacking = {*task.hashes} - self.library.store.vectors.known(task.hashes) - task.fresh.keys()
        by_hash = dict(zip(task.hashes, paper.passages, strict=True))
        made = embed_passages([by_hash[key] for key in sorted(lacking)], self.library.embedder)
        task.fresh.update(zip(sorted(lacking), made, strict=True))

    def _keep(self, task: Task) -> None:
        """Note where the file of a paper lies, and what is said of it."""
        self.library.store.set_file(task.held, task.file)
        if task.moved:
            self.report.moved += 1
            return
        if (said := self._said(task.file)) != self.sources.get(task.held):
            self.library.store.set_source(task.held, said)
        self.report.unchanged += 1

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

    def _put_unreadable(
        self, file: PaperFile, digest: str, error: UnreadablePaper | ProgramFault
    ) -> None:
        fault = isinstance(error, ProgramFault)
        problem = Problem("fault" if fault else "unread", error.reason, error.remedy)
        said = self._said(file) or Source()
        meeting = Meeting(said.council, said.committee, said.meeting_date)
        document = said.document or OTHER.name
        paper = Paper(
            file.name, said.title, meeting, document, (), (), (problem,), source=self._said(file)
        )
        self.library.store.put(paper, file, digest, (), {})
        self.report.faulty += fault
        self.report.unreadable += not fault

    def remove_missing(self, folders: list[Path], there: set[Path]) -> None:
        """Take out the papers of `folders` whose file is not `there`."""
        for i, file, _ in self.library.store.papers.fingerprints():
            within = any(file.path.is_relative_to(folder) for folder in folders)
            if within and file.path not in there:
                self.library.store.remove(i)
                self.report.removed += 1
