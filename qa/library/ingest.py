"""From folders of files into the library: only what is new or changed is read and embedded."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from qa.library.files import PaperFile, paper_files
from qa.library.library import Library
from qa.library.lock import locked
from qa.library.run import IngestReport, Run
from qa.papers.paper import Paper, ProblemKind
from qa.papers.reading import reading


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
    readers = 1 if read else chosen.processes
    run = Run(library, read or chosen.read, readers, chosen.again if again is None else again)
    files = paper_files(folders)
    todo = [file for file in files if not run.is_as_it_was(file)]
    run.report.unchanged = len(files) - len(todo)
    all_bytes, done = sum(file.size for file in todo), 0
    try:
        names = [file.name for file in todo]
        taken = run.take(todo)
        for n, name in enumerate(names):
            on_progress(Progress(name, n, len(todo), done, all_bytes, run.report.pages))
            done += next(taken).size
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
    chosen = reading()
    run = Run(library, read or chosen.read, 1 if read else chosen.processes, ())
    files = [file for file in map(PaperFile.at, paths) if file.path.exists()]
    try:
        for _ in run.renew(files):
            pass
    finally:
        library.save()
