"""`index`, `papers` and `doctor`: the papers in the library, and its health."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.settings import settings
from qa.terminal.options import Index, Json, Wait
from qa.terminal.output.screen import say, show_json, warn

if TYPE_CHECKING:
    from qa.library.councils.home import Home
    from qa.library.library import Library
    from qa.library.place import Place
    from qa.library.run import IngestReport, Lost


def index(
    folders: Annotated[
        list[Path] | None, typer.Argument(metavar="FOLDER…", help="Folders of papers.")
    ] = None,
    index: Index = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Forget all papers and read these anew.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 if any paper has a problem.")
    ] = False,
    remove: Annotated[
        bool,
        typer.Option("--remove", help="Take out papers even if a folder has lost most of them."),
    ] = False,
    wait: Wait = True,
) -> None:
    """Bring the library up to date with the papers in FOLDER…: new, changed and gone.

    Without a FOLDER, these are the corpus and the papers that were added on the page or fetched.
    """
    from qa.library.councils.home import home
    from qa.library.library import Library
    from qa.terminal.output.papers import show_report

    where = home(index)
    named = _folders_of_papers(folders, where, rebuild)
    try:
        report = _rebuild(named, where.place, remove, wait) if rebuild else None
        with Library(where.place, create=True) as library:
            report = report or _update(named, library, remove, wait)
            papers, note = library.store.papers.all(), library.store.vectors.describe()
    except KeyboardInterrupt:
        left = "The library is as it was" if rebuild else "What was read so far can be asked"
        say(f"Stopped. {left}; run this again to go on.")
        raise typer.Exit(130) from None
    show_report(report, papers, note)
    if strict and any(paper.problems for paper in papers):
        raise typer.Exit(1)


def _folders_of_papers(folders: list[Path] | None, where: Home, rebuild: bool) -> list[Path]:
    """The folders to index. What was added on the page or fetched belongs to the library of the
    settings, or of a council: it is read with the corpus, and again by every rebuild of that
    library."""
    named = folders or [where.corpus]
    is_own_library = where.council or where.place.folder.resolve() == settings().index.resolve()
    if is_own_library and (rebuild or not folders):
        added = where.uploads, where.fetched
        named = [*named, *(folder for folder in added if folder.is_dir())]
    return named


def _update(folders: list[Path], library: Library, remove: bool, wait: bool) -> IngestReport:
    from qa.library.ingest import ingest
    from qa.terminal.output.papers import lost_words
    from qa.terminal.output.progress import show_indexing

    def may_remove(lost: Lost) -> bool:
        if remove or not sys.stdin.isatty():
            return remove
        return typer.confirm(f"{lost_words(lost)} Take them out of the library?", err=True)

    with show_indexing() as on_progress:
        return ingest(
            folders,
            library,
            on_progress=on_progress,
            wait=wait,
            on_wait=warn,
            may_remove=may_remove,
        )


def _rebuild(folders: list[Path], place: Place, remove: bool, wait: bool) -> IngestReport:
    from qa.library.rebuild import rebuild
    from qa.terminal.output.progress import show_indexing

    with show_indexing() as on_progress:
        return rebuild(
            folders,
            place,
            on_progress=on_progress,
            on_kept=lambda path: say(f"The damaged library was kept in {path}."),
            may_be_empty=remove,
            wait=wait,
            on_wait=warn,
        )


def papers(as_json: Json = False, index: Index = None) -> None:
    """List the papers in the library, and what is wrong with any."""
    from qa.terminal.councils import asked_library
    from qa.terminal.output.papers import show_papers

    with asked_library(index) as (library, _):
        held = library.store.papers.all()
    if as_json:
        show_json([asdict(paper) for paper in held])
    else:
        show_papers(held)


def doctor(
    mend: Annotated[bool, typer.Option("--mend", help="Mend what can be mended.")] = False,
    deep: Annotated[bool, typer.Option("--deep", help="Compare each file byte by byte.")] = False,
    deployment: Annotated[
        bool, typer.Option("--deployment", help="Say what the settings open to others instead.")
    ] = False,
    as_json: Json = False,
    wait: Wait = True,
    index: Index = None,
) -> None:
    """Say what is wrong with the library and what to do; exit with 1 if anything is left."""
    from qa.library.councils.catalogue import catalogue
    from qa.library.councils.home import home
    from qa.library.councils.servers import examine_servers
    from qa.library.doctor import examine
    from qa.terminal.deployment import exposures
    from qa.terminal.output.papers import show_exposures, show_findings

    if deployment:
        found = exposures(settings())
        if as_json:
            show_json([asdict(one) for one in found])
        else:
            show_exposures(found)
        if any(one.advice for one in found):
            raise typer.Exit(1)
        return
    place = home(index).place
    with place.locked(wait=wait, on_wait=warn) if place.is_there() else nullcontext():
        findings = examine(place, mend=mend, deep=deep)
    if not index and (known := catalogue()):
        findings += examine_servers(known)
    if as_json:
        show_json([asdict(finding) for finding in findings])
    else:
        show_findings(findings)
    if not all(finding.mended for finding in findings):
        raise typer.Exit(1)
