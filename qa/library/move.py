"""Moving a library from one engine to another, which then gives the same answers."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from qa.errors import InputRefused, cannot_write
from qa.library.embedder import Embedder
from qa.library.library import Library
from qa.library.place import Place
from qa.library.protocol import Store
from qa.library.verdicts import FILE as VERDICTS_FILE
from qa.papers.paper import Paper

MOST_PASSAGES = 1_000_000  # of one paper: more than any has
NOT_EMPTY = "There are papers in {place} already. Name a place without any."


def move(
    source: Place,
    target: Place,
    *,
    embedder: Embedder | None = None,
    on_progress: Callable[[str], None] = lambda name: None,
) -> int:
    """Copy the library in `source`, paper by paper, to `target`: the number of papers.

    Nothing is read or embedded again, and `source` stays as it is. Where this was interrupted, it
    goes on from the last paper. `on_progress` is called with the name of each paper. Raises
    `InputRefused` where `target` holds other papers, and what `qa.library.protocol` names.
    """
    with (
        Library(source, embedder=embedder) as held,
        Library(target, embedder=embedder, create=True) as made,
        target.locked(),
    ):
        papers = held.store.papers.fingerprints()
        there = [(file, digest) for _, file, digest in made.store.papers.fingerprints()]
        if there != [(file, digest) for _, file, digest in papers[: len(there)]]:
            raise InputRefused(NOT_EMPTY.format(place=target))
        for paper_id, file, digest in papers[len(there) :]:
            paper = _whole(held.store, paper_id)
            on_progress(paper.name)
            vectors = held.store.vectors.of_paper(paper_id)
            known = made.store.vectors.known(name for name, _ in vectors)
            fresh = {name: one for name, one in vectors if name not in known}
            made.store.put(paper, file, digest, [name for name, _ in vectors], fresh)
        made.store.save()
        _keep_verdicts(source.folder, target.folder)
        return len(papers)


def _whole(store: Store, paper_id: int) -> Paper:
    """A paper with all that was read of it."""
    paper = store.papers.stated(paper_id)
    every = store.passages.in_order(paper_id, 0, MOST_PASSAGES)
    resolutions, asked = store.registers.of_paper(paper_id)
    return replace(
        paper,
        pages=tuple(store.papers.pages(paper_id)),
        passages=tuple(stored.passage for stored in every),
        resolutions=resolutions,
        asked=asked,
    )


def _keep_verdicts(source: Path, target: Path) -> None:
    """Take along which papers were let in or shut out."""
    try:
        if (source / VERDICTS_FILE).is_file() and not (target / VERDICTS_FILE).exists():
            shutil.copyfile(source / VERDICTS_FILE, target / VERDICTS_FILE)
    except OSError as error:
        raise cannot_write(target, error) from error
