"""From folders of files into the library: only what is new or changed is read and embedded."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from qa.library.attached import Attached
from qa.library.files import PaperFile, listing
from qa.library.library import Library
from qa.library.run import IngestReport, Lost, Run
from qa.library.verdicts import Verdicts
from qa.papers.paper import Paper, ProblemKind
from qa.papers.reading import reading


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest has come as it begins the paper `name`, which is "" at the end.

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
    may_remove: Callable[[Lost], bool] = lambda lost: False,
    attached: Attached | None = None,
    verdicts: Verdicts | None = None,
) -> IngestReport:
    """Bring the library up to date with the papers in `folders`.

    A file is not read again if its size and time of change, or its contents, are as they were,
    unless its paper has a problem of the kinds `again`, or its source has changed. `read` reads a
    file; by default that is done as the settings say. Papers that are gone from `folders` are
    removed; those from other folders stay, and so do those of a folder that has suddenly lost all
    or most of its papers, unless `may_remove`. A paper that cannot be read is stored by name, with
    its problem. Each paper is committed by itself, so that after an interruption what was done is
    searchable, and the next run goes on from there. Papers that are attached to others are kept in
    `attached`, by default beside the library, and are taken in too. Papers are let in or shut out
    as `verdicts` say, which also lie beside the library.

    Only one ingest of a library runs at a time. Another waits, and `on_wait` is called with words
    for whom; without `wait` it raises `LibraryBusy`. Raises `DiskFull` and `LibraryUnwritable`,
    after which the library is as after an interruption.
    """
    with library.place.locked(wait=wait, on_wait=on_wait):
        return _ingest(folders, library, on_progress, read, again, may_remove, attached, verdicts)


def _ingest(
    folders: Iterable[Path],
    library: Library,
    on_progress: Callable[[Progress], None],
    read: Callable[[Path], Paper] | None,
    again: Collection[ProblemKind] | None,
    may_remove: Callable[[Lost], bool],
    attached: Attached | None,
    verdicts: Verdicts | None,
) -> IngestReport:
    folders = [folder.resolve() for folder in folders]
    chosen = reading()
    readers = 1 if read else chosen.processes
    kinds = chosen.again if again is None else again
    run = Run(library, read or chosen.read, readers, kinds, attached, verdicts)
    found = listing(folders)
    files, run.report.left_out = found.papers, found.left_out
    todo = [file for file in files if not run.is_as_it_was(file)]
    run.report.unchanged = len(files) - len(todo)
    all_bytes, done = sum(file.size for file in todo), 0
    try:
        names = [file.name for file in todo]
        taken = run.take(todo)
        for n, name in enumerate(names):
            on_progress(Progress(name, n, len(todo), done, all_bytes, run.report.pages))
            done += next(taken).size
        # What lies in a folder that could not be looked at is not known to be gone.
        there = {file.path for file in files} | {
            file.path
            for _, file, _ in library.store.papers.fingerprints()
            if any(file.path.is_relative_to(path) for path in found.left_out)
        }
        run.remove_missing(folders, there, may_remove)
        run.take_attached()
        run.keep_files()
        library.store.infer_meetings()
    finally:
        library.store.save()
    on_progress(Progress("", len(todo), len(todo), done, all_bytes, run.report.pages))
    return run.report


def read_again(
    paths: Iterable[Path], library: Library, *, read: Callable[[Path], Paper] | None = None
) -> None:
    """Read papers of the library anew, although their files did not change, but for files that are
    gone.

    The caller must hold the lock on the library. Raises what `ingest` does.
    """
    chosen = reading()
    run = Run(library, read or chosen.read, 1 if read else chosen.processes, ())
    files = [file for file in map(PaperFile.at, paths) if file.path.exists()]
    try:
        for _ in run.renew(files):
            pass
        run.take_attached()
        library.store.infer_meetings()
    finally:
        library.store.save()
