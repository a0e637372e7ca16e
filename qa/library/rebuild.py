"""Building a library again beside the old one, which answers until the new one is whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable
from contextlib import closing, suppress
from pathlib import Path

from qa.errors import InputRefused, LibraryDamaged, LibraryOutdated
from qa.library import store
from qa.library.attached import Attached
from qa.library.database import digests_in
from qa.library.embedder import Embedder
from qa.library.files import paper_files
from qa.library.ingest import Progress, ingest
from qa.library.library import Library, create_folder
from qa.library.lock import locked
from qa.library.run import IngestReport
from qa.library.verdicts import Verdicts
from qa.papers.paper import Paper, ProblemKind
from qa.settings import settings

REBUILD_FOLDER = "rebuild"  # within the library's, where the new one is built

EMPTY = (
    "There are no papers in {folders}, so the library stays as it is. If their disk is away, bring "
    "it back and run this again; to empty the library all the same, add --remove."
)


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
    may_be_empty: bool = True,
) -> IngestReport:
    """Build the library in `folder` again, from the papers in `folders` alone.

    The old one, even if outdated, answers until all is read; then whoever has it open sees the new
    one. An interrupted rebuild is continued, unless the old library has changed since. A damaged
    library is kept, and `on_kept` is called with the folder into which it was moved. Raises
    `InputRefused` where `folders` hold no papers, unless they `may_be_empty`. The rest is as in
    `ingest`.
    """
    folders = [one.resolve() for one in folders]
    # An error for a missing folder is raised now, not after hours of work.
    if not paper_files(folders) and not may_be_empty and (folder / store.FILE).is_file():
        raise InputRefused(EMPTY.format(folders=", ".join(map(str, folders))))
    create_folder(folder)
    with locked(folder, wait=wait, on_wait=on_wait):
        with closing(_beside(folder, embedder)) as library:
            for i, file, _ in library.store.papers.fingerprints():
                if not any(file.path.is_relative_to(one) for one in folders):
                    library.store.remove(i)  # the interrupted rebuild was of other folders
            report = ingest(
                folders,
                library,
                on_progress=on_progress,
                read=read,
                again=again,
                attached=Attached(folder),
                verdicts=_verdicts(folder),
            )
            kept = library.replace(folder)
        shutil.rmtree(folder / REBUILD_FOLDER)
    if kept:
        on_kept(kept)
    return report


def _verdicts(folder: Path) -> Verdicts:
    """The verdicts on papers. Those that the old library could read, whatever version made it, need
    not wait until somebody looks at them."""
    verdicts = Verdicts(folder)
    if settings().new_papers == "hold":
        verdicts.need_not_wait(digests_in(folder / store.FILE))
    return verdicts


def _beside(folder: Path, embedder: Embedder | None) -> Library:
    """The library that is to take the place of the one in `folder`, as far as it was built."""
    beside = folder / REBUILD_FOLDER
    with suppress(LibraryDamaged, LibraryOutdated):
        library = Library(beside, embedder=embedder, create=True)
        if library.store.begin_beside(folder):
            return library
        library.close()
    shutil.rmtree(beside)
    library = Library(beside, embedder=embedder, create=True)
    library.store.begin_beside(folder)
    return library
