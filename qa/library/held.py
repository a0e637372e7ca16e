"""What is held back from the public, for whoever keeps a library: which papers and pages, and why,
and never their words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qa.errors import InputRefused
from qa.library.ingest import read_again
from qa.library.library import Library
from qa.library.verdicts import Given, Verdicts
from qa.papers.paper import HELD_KINDS, Problem, ProblemKind
from qa.papers.verdict import Verdict

SHOWN: tuple[ProblemKind, ...] = (*HELD_KINDS, "let in", "released")
NO_PAPER = "No paper of the library is called “{name}”. For what is held back: python -m qa held"
MANY = "Several papers are called “{name}”. Name one of them by its key instead: {keys}."
RUN = re.compile(r"\s*(\d{1,6})(?:\s*(?:-|–|to)\s*(\d{1,6}))?\s*")
MAX_PAGES = 10_000  # that are named
NO_PAGE = "“{name}” has {pages} pages, and so no page {page}."


@dataclass(frozen=True, slots=True)
class HeldPaper:
    """A paper of which something is held back, or was let in although it is marked.

    `problems` say which pages and why, and `given` is what was decided of it, if anything. `pages`
    is their number, 0 if it was not read.
    """

    key: str
    name: str
    path: Path
    digest: str
    pages: int
    problems: tuple[Problem, ...]
    given: Given | None

    @property
    def is_open(self) -> bool:
        """Whether nothing of it is held back now."""
        return not any(one.kind in HELD_KINDS for one in self.problems)


def held_papers(library: Library) -> list[HeldPaper]:
    """The papers of which something is held back, or was let in although it is marked, by name;
    those of which nothing is held back come last."""
    chosen = [one for one in _papers(library) if one.problems or one.given]
    return sorted(chosen, key=lambda one: (one.is_open, one.name.casefold(), str(one.path)))


def judge(library: Library, wanted: str, verdict: Verdict | None) -> HeldPaper:
    """Let in or shut out the paper that is called `wanted` or has that key, or take back what was
    decided of it; the paper as it is now.

    It is read again, as it is to be shown now. The caller must hold the lock on the library. Raises
    `InputRefused` where there is no such paper, or several, or it has not the pages, and what
    `ingest` does.
    """
    found = _named(library, wanted)
    beyond = [page for page in (verdict.pages if verdict else ()) if page > found.pages > 0]
    if beyond:
        raise InputRefused(
            NO_PAGE.format(name=found.name, pages=found.pages, page=", ".join(map(str, beyond)))
        )
    Verdicts(library.folder).give(found.digest, found.name, verdict)
    read_again([one.path for one in _papers(library) if one.digest == found.digest], library)
    return next(one for one in _papers(library) if one.path == found.path)


def page_numbers(text: str) -> tuple[int, ...]:
    """The pages that a person typed: "3-5, 9". Raises `InputRefused` where that makes no sense."""
    found: set[int] = set()
    for part in filter(str.strip, text.split(",")):
        run = RUN.fullmatch(part)
        first, last = (int(run[1]), int(run[2] or run[1])) if run else (0, 0)
        if not 0 < first <= last <= MAX_PAGES:
            raise InputRefused(f"“{part.strip()}” names no pages. Write 3-5, 9.")
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def _named(library: Library, wanted: str) -> HeldPaper:
    every = list(_papers(library))
    same = [one for one in every if one.key == wanted] or [
        one for one in every if one.name.casefold() == wanted.casefold()
    ]
    if not same:
        raise InputRefused(NO_PAPER.format(name=wanted))
    if len({one.digest for one in same}) > 1:
        keys = ", ".join(f"{one.key} ({one.path})" for one in same)
        raise InputRefused(MANY.format(name=wanted, keys=keys))
    return same[0]


def _papers(library: Library) -> list[HeldPaper]:
    given: Mapping[str, Given] = Verdicts(library.folder).given()
    digests = {i: digest for i, _, digest in library.store.papers.fingerprints()}
    return [
        HeldPaper(
            paper.key,
            paper.name,
            paper.path,
            digests.get(paper.id, ""),
            paper.pages,
            tuple(one for one in paper.problems if one.kind in SHOWN),
            given.get(digests.get(paper.id, "")),
        )
        for paper in library.store.papers.all()
    ]
