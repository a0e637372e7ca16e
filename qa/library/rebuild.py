"""A library built anew, aside, and put in its place whole: until then the old one answers."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable
from contextlib import closing, suppress
from pathlib import Path

from qa.errors import LibraryDamaged, LibraryOutdated
from qa.library.embedder import Embedder
from qa.library.files import paper_files
from qa.library.ingest import Progress, ingest
from qa.library.library import Library, create_folder
from qa.library.lock import locked
from qa.library.run import IngestReport
from qa.papers.paper import Paper, ProblemKind

REBUILD_FOLDER = "rebuild"  # the folder, within the library's, in which the new one is made


def rebuild(
    folders: Iterable[Path],
    folder: Path,
    *,
    embedder: Embedder | None = None,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    on_kept: Callable[[Path], None] = lambda folder: None,
    read: Callable[[Path], Paper] | None = None,
    again: Collection[ProblemKind] | None = None,
    wait: bool = True,
    on_wait: Callable[[str], None] = lambda words: None,
) -> IngestReport:
    """Build the library in `folder` anew from the papers in `folders` alone.

    The old one, be it outdated, is what is asked until all is read, and whoever has it open sees
    the new one then. What an interrupted rebuild had read is gone on with, unless the old one has
    changed since. A damaged one is kept, and `on_kept` told where. The rest is as in `ingest`.
    """
    folders = [one.resolve() for one in folders]
    paper_files(folders)  # one that is not there is told before hours of work
    create_folder(folder)
    with locked(folder, wait=wait, on_wait=on_wait):
        with closing(_beside(folder, embedder)) as library:
            for i, file, _ in library.store.papers.fingerprints():
                if not any(file.path.is_relative_to(one) for one in folders):
                    library.store.remove(i)  # the interrupted one was of other folders
            report = ingest(folders, library, on_progress=on_progress, read=read, again=again)
            kept = library.replace(folder)
        shutil.rmtree(folder / REBUILD_FOLDER)
    if kept:
        on_kept(kept)
    return report


def _beside(folder: Path, embedder: Embedder | None) -> Library:
    """The library that is to take the place of the one in `folder`, as far as it was built."""
    aside = folder / REBUILD_FOLDER
    with suppress(LibraryDamaged, LibraryOutdated):
        library = Library(aside, embedder=embedder, create=True)
        if library.store.begin_beside(folder):
            return library
        library.close()
    shutil.rmtree(aside)
    library = Library(aside, embedder=embedder, create=True)
    library.store.begin_beside(folder)
    return library
