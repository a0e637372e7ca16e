"""One run over files: each is read, embedded and stored, while the next are prepared."""

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
from qa.library import rows
from qa.library.attached import Attached
from qa.library.embedding import embed_passages, text_hash
from qa.library.files import PaperFile
from qa.library.library import Library
from qa.library.prefetch import prefetch
from qa.library.records import PassageVectors
from qa.library.verdicts import Verdicts
from qa.papers.kinds import OTHER
from qa.papers.paper import Meeting, Paper, Passage, Problem, ProblemKind
from qa.papers.problems import SHUT_OUT_PAGES, WAITING
from qa.papers.reading import reading
from qa.papers.source import Source, source_of
from qa.papers.verdict import Verdict
from qa.settings import settings

AHEAD = 2  # papers for each process that reads them, and groups of papers, that are prepared
EMBEDDING_THREADS = 2  # while one group is made ready in Python, the model works on the other
# A folder that lost so many papers, and more than this share of those that the library has from it.
MANY, MOST = 10, 0.5
BATCH = 128  # passages that are embedded at once
UNOPENED = ""  # the digest of a file that could not be opened, which is tried again each time


@dataclass(frozen=True, slots=True)
class Lost:
    """The `missing` papers of a folder that has suddenly lost so many of the papers, `known` in
    number, that the library has from it."""

    folder: Path
    missing: frozenset[Path]
    known: int


@dataclass(slots=True)
class IngestReport:
    """What an ingest did, counted in papers; `pages` and `passages` are those of the papers read.

    A fault of this program kept the `faulty` papers, or parts of them, from being read; those
    `unreadable` are so by themselves. `form` is the form of numbers in which texts were embedded,
    "" if none were. `left_out` are files that are no papers, and `lost` what is gone from folders
    and stays in the library, since it may be there again.
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
    left_out: tuple[Path, ...] = ()
    lost: list[Lost] = field(default_factory=list)


@dataclass(slots=True)
class Task:
    """A file on its way into the library.

    `digest` is its SHA-256, or `UNOPENED`. `paper` is what was read of it, or `refused` the reason
    why it cannot be read. `held` is the id of a paper in the library that is the same, so that only
    its file and source need to be noted, and `moved` says that the file lies elsewhere now; 0 if
    there is none. `hashes` are those of the texts of its passages, and `fresh` holds vectors that
    the library lacks, by hash.
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
    """One ingest, and what the library held when it began.

    `read` reads a file, `readers` at a time; papers that have a problem of the kinds `again` are
    read although their files did not change. Files that are attached to papers go to `attached`,
    by default beside the library.
    """

    def __init__(
        self,
        library: Library,
        read: Callable[[Path], Paper],
        readers: int,
        again: Collection[ProblemKind],
        attached: Attached | None = None,
        verdicts: Verdicts | None = None,
    ) -> None:
        self.library = library
        self.verdicts = verdicts or Verdicts(library.folder)
        self.attached = attached or Attached(library.folder)
        self.read = read
        self.readers = readers
        self.report = IngestReport()
        self._pending: set[str] = set()  # hashes of texts that are embedded and not yet stored
        self._lock = threading.Lock()  # so that no text is embedded by two threads
        self._preparing: ThreadPoolExecutor | None = None
        self.outdated = library.store.papers.with_problems(again)
        self.sources = library.store.papers.sources()
        held = library.store.papers.fingerprints()
        self.held = {file.path: (i, file, digest) for i, file, digest in held}
        self.new_papers_wait = settings().new_papers == "hold"
        if self.new_papers_wait:
            shut = library.store.papers.with_problems(["waiting", "shut out"])
            self.verdicts.need_not_wait(digest for i, _, digest in held if i not in shut)
        # Papers whose file is gone from its place, which may have been moved to another folder. If
        # its name changed it is read again, because a name may hold the date of the meeting.
        self.strays = {
            (digest, file.path.name): i for i, file, digest in held if not file.path.exists()
        }

    def is_as_it_was(self, file: PaperFile) -> bool:
        """Whether the library has the file with the same size, time of change and source."""
        i, held, digest = self.held.get(file.path, (0, None, UNOPENED))
        as_it_was = held == file and digest != UNOPENED and i not in self.outdated
        return as_it_was and self._source(file) == self.sources.get(i)

    def take(self, files: Iterable[PaperFile]) -> Iterator[PaperFile]:
        """Bring the library up to date with `files`, and yield each once that is done."""
        return self._through(self._task_for(file) for file in files)

    def renew(self, files: Iterable[PaperFile]) -> Iterator[PaperFile]:
        """Read files anew, and yield each once it is stored."""
        return self._through(self._open(file) for file in files)

    def _through(self, tasks: Iterable[Task]) -> Iterator[PaperFile]:
        """Read, embed and store the papers of `tasks`.

        While one group of papers is stored, the next are embedded, and those after them read, so
        that no processor waits.
        """
        read = prefetch(self._read, tasks, self.readers, AHEAD * self.readers)
        for group in prefetch(
            self._embed, self._grouped(read), EMBEDDING_THREADS, AHEAD + EMBEDDING_THREADS
        ):
            for task in group:
                self._put(task)
                yield task.file

    def _task_for(self, file: PaperFile) -> Task:
        """What is to be done with a file: to read it, unless the library has it."""
        task = self._open(file)
        i, _, known = self.held.get(file.path, (0, None, UNOPENED))
        if task.digest == UNOPENED:
            return task
        if known == task.digest and i not in self.outdated and self._reads_as_before(i, file):
            task.held = i
        elif not i and (task.digest, file.path.name) in self.strays:
            task.held, task.moved = self.strays.pop((task.digest, file.path.name)), True
        return task

    def _open(self, file: PaperFile) -> Task:
        try:
            return Task(file, file.digest())
        except UnreadablePaper as error:
            return Task(file, refused=error)

    def _read(self, task: Task) -> Task:
        if not (task.held or task.refused):
            self._prepare()
            try:
                paper = self._shut(task) or replace(self._judged(task), name=task.file.name)
                task.paper = self.attached.keep(task.file.path, task.digest, paper)
            except (UnreadablePaper, ProgramFault) as error:
                task.refused = error
            except (CouncilPapersError, OSError):
                raise  # something is wrong with the machine or a setting: no paper can be read
            except Exception as error:  # a fault of this program costs one paper, not the run
                log_fault(place_of(error))
                task.refused = ProgramFault(place_of(error))
        return task

    def _judged(self, task: Task) -> Paper:
        """The paper of a task, read as the verdict on it says."""
        verdict = self.verdicts.of(task.digest, task.file.name)
        if verdict is None:
            return self.read(task.file.path)
        return reading().read(task.file.path, verdict=verdict)

    def _shut(self, task: Task) -> Paper | None:
        """The paper of a task without anything in it, if it is not to be read at all: it was shut
        out, or waits until somebody has looked at it."""
        verdict = self.verdicts.of(task.digest, task.file.name)
        if verdict == Verdict("shut out"):
            return _unread(task.file, Problem("shut out", *SHUT_OUT_PAGES), None)
        waits = self.new_papers_wait and verdict is None
        if waits and not self.verdicts.may_be_read(task.digest):
            return _unread(task.file, Problem("waiting", *WAITING), None)
        return None

    def _prepare(self) -> None:
        """Load the model while the first papers are read."""
        with self._lock:
            if not self._preparing:
                self._preparing = ThreadPoolExecutor(1)
                self._preparing.submit(self.library.embedder.prepare)  # `embed` raises its errors

    def _grouped(self, tasks: Iterable[Task]) -> Iterator[list[Task]]:
        """Tasks in groups that have passages enough to be embedded at once.

        An error of `tasks` is raised once the group before it was yielded.
        """
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
            if sum(len(task.paper.passages) for task in group if task.paper) >= BATCH:
                yield group
                group = []
        yield group
        if failed:
            raise failed

    def _embed(self, group: list[Task]) -> list[Task]:
        """Embed the texts of a group that the library lacks, each once."""
        wanted: dict[str, tuple[Task, Passage]] = {}
        for task in group:
            if task.paper:
                task.hashes = [text_hash(passage) for passage in task.paper.passages]
                for key, passage in zip(task.hashes, task.paper.passages, strict=True):
                    wanted.setdefault(key, (task, passage))
        with self._lock:
            fresh = sorted(wanted.keys() - self._pending - self.library.store.vectors.known(wanted))
            self._pending.update(fresh)
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
            self._embed_missing(task, task.paper)
            if files := self.library.place.files:
                files.keep(task.file.path, task.digest)
            self.library.store.put(task.paper, task.file, task.digest, task.hashes, task.fresh)
            self._pending -= task.fresh.keys()
            with suppress(DiskFull, LibraryUnwritable):  # the end of the run raises these again
                self.library.store.save(finished=False)
            self.report.read += 1
            self.report.faulty += any(one.kind == "fault" for one in task.paper.problems)
            self.report.pages += len(task.paper.pages)
            self.report.passages += len(task.paper.passages)

    def _embed_missing(self, task: Task, paper: Paper) -> None:
        """Embed texts whose vectors were in the library when the paper was embedded, and were taken
        out since."""
        missing = {*task.hashes} - self.library.store.vectors.known(task.hashes) - task.fresh.keys()
        by_hash = dict(zip(task.hashes, paper.passages, strict=True))
        made = embed_passages([by_hash[key] for key in sorted(missing)], self.library.embedder)
        task.fresh.update(zip(sorted(missing), made, strict=True))

    def _keep(self, task: Task) -> None:
        """Note where the file of a paper lies, and its source."""
        self.library.store.set_file(task.held, task.file)
        if task.moved:
            self.report.moved += 1
            return
        if (source := self._source(task.file)) != self.sources.get(task.held):
            self.library.store.set_source(task.held, source)
        self.report.unchanged += 1

    def _reads_as_before(self, i: int, file: PaperFile) -> bool:
        source = self._source(file) or Source()
        return source.reads_as(self.sources.get(i) or Source())

    def _source(self, file: PaperFile) -> Source | None:
        """What the publisher says of a file; None also if that cannot be used, which is found when
        the file is read."""
        try:
            return source_of(file.path)
        except UnreadablePaper:
            return None

    def _put_unreadable(
        self, file: PaperFile, digest: str, error: UnreadablePaper | ProgramFault
    ) -> None:
        fault = isinstance(error, ProgramFault)
        problem = Problem("fault" if fault else "unread", error.reason, error.remedy)
        paper = _unread(file, problem, self._source(file))
        self.library.store.put(paper, file, digest, (), {})
        self.report.faulty += fault
        self.report.unreadable += not fault

    def keep_files(self) -> None:
        """Have the files of the papers kept where all app servers reach them, and no others. Those
        of a library that is being built again stay until it took the place of the old one."""
        if (files := self.library.place.files) is None:
            return
        held, there = self.library.store.papers.fingerprints(), files.keys()
        for _, file, digest in held:
            if rows.key_of(digest) not in there:
                files.keep(file.path, digest)
        if self.library.place.begun() is None:
            files.keep_only(digest for _, _, digest in held)

    def take_attached(self) -> None:
        """Bring the library up to date with the files that are attached to its papers."""
        papers = self.library.store.papers
        within = self.attached.folder
        keys = {
            rows.key_of(digest)
            for _, file, digest in papers.fingerprints()
            if not file.path.is_relative_to(within)
        }
        self.attached.drop(keys)
        there = self.attached.files(keys)
        for _ in self.take(file for file in there if not self.is_as_it_was(file)):
            pass
        paths = {file.path for file in there}
        for i, file, _ in papers.fingerprints():
            if file.path.is_relative_to(within) and file.path not in paths:
                self.library.store.remove(i)

    def remove_missing(
        self, folders: list[Path], there: set[Path], may_remove: Callable[[Lost], bool]
    ) -> None:
        """Remove the papers of `folders` whose file is not `there`.

        Where a folder has lost all of its papers, or most of them, its disk may only be away: then
        `may_remove` is asked.
        """
        held = {file.path: i for i, file, _ in self.library.store.papers.fingerprints()}
        for folder in folders:
            before, now, after = (
                {path for path in paths if path.is_relative_to(folder)}
                for paths in (self.held, there, held)
            )
            lost = Lost(folder, frozenset(after - there), len(before))
            if _is_sudden(lost, len(now)) and not may_remove(lost):
                self.report.lost.append(lost)
                continue
            for path in lost.missing:
                self.library.store.remove(held.pop(path))
                self.report.removed += 1


def _unread(file: PaperFile, problem: Problem, source: Source | None) -> Paper:
    """A paper of which nothing was read, and why; with what was said of it where it was
    published."""
    known = source or Source()
    meeting = Meeting(known.council, known.committee, known.meeting_date)
    document = known.document or OTHER.name
    return Paper(file.name, known.title, meeting, document, (), (), (problem,), source=source)


def _is_sudden(lost: Lost, left: int) -> bool:
    """Whether a folder has none of its papers `left`, or has lost most of many."""
    most = len(lost.missing) >= MANY and left < lost.known * (1 - MOST)
    return bool(lost.missing) and (left == 0 or most)
