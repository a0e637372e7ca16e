"""Building a library again beside the old one, which answers until the new one is whole."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from qa.errors import InputRefused
from qa.library.attached import Attached
from qa.library.embedder import Embedder
from qa.library.files import paper_files
from qa.library.ingest import Progress, ingest
from qa.library.library import Library
from qa.library.models import embedder_for
from qa.library.place import Place
from qa.library.places import place_of
from qa.library.run import IngestReport
from qa.library.verdicts import Verdicts
from qa.papers.paper import Paper, ProblemKind
from qa.settings import settings

EMPTY = (
    "There are no papers in {folders}, so the library stays as it is. If their disk is away, bring "
    "it back and run this again; to empty the library all the same, add --remove."
)


def rebuild(
    folders: Iterable[Path],
    where: Path | Place | None,
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
    """Build the library in a place or folder again, from the papers in `folders` alone.

    The old one, even if outdated, answers until all is read; then whoever has it open sees the new
    one. An interrupted rebuild is continued, unless the old library has changed since. A damaged
    library is kept, and `on_kept` is called with the folder into which it was moved. Raises
    `InputRefused` where `folders` hold no papers, unless they `may_be_empty`. The rest is as in
    `ingest`.
    """
    folders = [one.resolve() for one in folders]
    place = where if isinstance(where, Place) else place_of(where)
    embedder = embedder or embedder_for(settings())
    # An error for a missing folder is raised now, not after hours of work.
    if not paper_files(folders) and not may_be_empty and place.is_there():
        raise InputRefused(EMPTY.format(folders=", ".join(map(str, folders))))
    with place.locked(wait=wait, on_wait=on_wait):
        beside = place.beside(embedder.name)
        with Library(beside, embedder=embedder, create=True) as library:
            for i, file, _ in library.store.papers.fingerprints():
                if not any(file.path.is_relative_to(one) for one in folders):
                    library.store.remove(i)  # the interrupted rebuild was of other folders
            report = ingest(
                folders,
                library,
                on_progress=on_progress,
                read=read,
                again=again,
                attached=Attached(place.folder),
                verdicts=_verdicts(place),
            )
            kept = place.replace_by(library.store)
        beside.discard()
    if kept:
        on_kept(kept)
    return report


def _verdicts(place: Place) -> Verdicts:
    """The verdicts on papers. Those that the old library could read, whatever version made it, need
    not wait until somebody looks at them."""
    verdicts = Verdicts(place.folder)
    if settings().new_papers == "hold":
        verdicts.need_not_wait(place.digests())
    return verdicts
