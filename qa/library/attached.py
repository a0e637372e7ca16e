"""Files that were attached to papers, kept beside the library as papers of their own."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from qa.errors import ProgramFault, UnreadablePaper, cannot_write
from qa.library import rows
from qa.library.files import PaperFile, paper_files
from qa.library.uploads import safe_name
from qa.papers.paper import Paper, Problem
from qa.papers.reading import reading
from qa.papers.source import keep_beside

FOLDER = "attached"  # within the library's
MAX_BYTES = 200 << 20  # of the files of one paper
# What is attached to an attached file is not read: there may be files in files without end.
NESTED = "Files are attached to it or lie within it. They were not read, as it is attached itself."


class Attached:
    """The files attached to the papers of a library: for each paper a folder, named by its key, and
    in that a folder for each file."""

    def __init__(self, library_folder: Path) -> None:
        self.folder = library_folder.resolve() / FOLDER
        self._lock = threading.Lock()  # the same paper may lie in two folders

    def keep(self, path: Path, digest: str, paper: Paper) -> Paper:
        """Write the files that are attached to the paper at `path`, as far as they can be read; the
        paper, with what became of them.

        What is said of the paper where it was published, is said of them. Raises `DiskFull` and
        `LibraryUnwritable`.
        """
        own = self.folder / rows.key_of(digest)
        if path.is_relative_to(self.folder):
            return replace(paper, problems=tuple(map(_nested, paper.problems)), attached=())
        try:
            with self._lock:
                if own != self.folder:
                    shutil.rmtree(own, ignore_errors=True)
                self._write(path, own, paper)
        except OSError as error:
            raise cannot_write(self.folder, error) from error
        return paper

    def files(self, keys: Collection[str]) -> list[PaperFile]:
        """The files that are attached to the papers with these keys."""
        return paper_files(folder for folder in self._folders() if folder.name in keys)

    def drop(self, keys: Collection[str]) -> None:
        """Delete what was attached to other papers than those with these keys."""
        for folder in self._folders():
            if folder.name not in keys:
                shutil.rmtree(folder, ignore_errors=True)

    def _write(self, path: Path, own: Path, paper: Paper) -> None:
        left = MAX_BYTES
        for number, one in enumerate(paper.attached, 1):
            with suppress(UnreadablePaper, ProgramFault):
                data = reading().attached(path, one)
                left -= len(data)
                if left < 0:
                    return
                place = own / str(number) / safe_name(one.name)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
                if paper.source:
                    keep_beside(place, replace(paper.source, title=None, document=None))

    def _folders(self) -> list[Path]:
        with suppress(OSError):
            return sorted(folder for folder in self.folder.iterdir() if folder.is_dir())
        return []


def _nested(problem: Problem) -> Problem:
    return replace(problem, reason=NESTED) if problem.kind == "attached" else problem
