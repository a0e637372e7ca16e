"""The files of papers in folders, and what tells whether one changed."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qa.errors import InputRefused, UnreadablePaper
from qa.papers.file_name import ending_of
from qa.papers.pages import signature
from qa.papers.text import sound

MAX_PAPER_BYTES = 2 << 30
TOO_LARGE = "The file has more than 2 GB.", "Save the paper in parts, or with smaller pictures."
# For a pipe, a socket or a device: to read one might wait for ever.
NOT_A_FILE = "It is not a file, whatever its name says.", "Take it out of the folder."
# Files that are never taken for papers, nor told as left out: what this program keeps there, what
# operating systems and Word do, and what programs read.
OF_SYSTEM = re.compile(r"^(?:\._|~\$|\.DS_Store$|Thumbs\.db$|desktop\.ini$)|\.part$", re.IGNORECASE)
DATA = {".json", ".jsonl", ".csv", ".md", ".toml", ".log", ".css", ".js"}


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A file with what tells whether it changed: its size in bytes and time of change in ns."""

    path: Path
    size: int
    mtime_ns: int

    @classmethod
    def at(cls, path: Path) -> PaperFile:
        """The file at `path` as it is now, with size 0 if it is gone by now."""
        try:
            found = path.stat()
        except OSError:
            return cls(path, 0, 0)
        return cls(path, found.st_size, found.st_mtime_ns)

    @property
    def name(self) -> str:
        """The file's name, fit to be stored and printed."""
        return sound(self.path.name)

    def digest(self) -> str:
        """SHA-256 of the contents, in hexadecimal. Raises `UnreadablePaper`."""
        try:
            now = self.path.stat()
            if not stat.S_ISREG(now.st_mode):
                raise UnreadablePaper(*NOT_A_FILE)
            if now.st_size > MAX_PAPER_BYTES:
                raise UnreadablePaper(*TOO_LARGE)
            with self.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise UnreadablePaper(
                f"The file cannot be opened ({error.strerror}).", "Check that it may be read."
            ) from error


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies in folders: the `papers`, sorted, each once, by absolute path, and what is
    `left_out`, which is no paper by its name and its contents, or could not be looked at."""

    papers: tuple[PaperFile, ...]
    left_out: tuple[Path, ...]


def listing(folders: Iterable[Path]) -> Listing:
    """What lies in `folders` and their sub-folders.

    A file is a paper if its name ends as those of papers do, also with the query of its address
    behind that ("minutes.pdf?T=1"), or if it is a PDF or a Word file whatever its name says. Links
    that lead out of their folder are left out, so that only what was put there is indexed. Raises
    `InputRefused` where one of `folders` is not a folder.
    """
    found: set[Path] = set()
    left_out: set[Path] = set()

    def unlistable(error: OSError) -> None:
        left_out.add(Path(error.filename))

    for folder in (folder.resolve() for folder in folders):
        if not folder.is_dir():
            raise InputRefused(f"There is no folder {folder}. Make it, or name another.")
        for parent, _, names in os.walk(folder, onerror=unlistable):  # it enters no linked folders
            for path in (Path(parent, name) for name in names if not OF_SYSTEM.search(name)):
                is_paper = bool(ending_of(path.name)) or _is_paper_within(path)
                if is_paper and _lies_in(path, folder):
                    found.add(path)
                elif is_paper or path.suffix.lower() not in DATA:
                    left_out.add(path)
    papers = tuple(PaperFile.at(path) for path in sorted(found))
    return Listing(papers, tuple(sorted(left_out)))


def paper_files(folders: Iterable[Path]) -> list[PaperFile]:
    """The papers in `folders`: see `listing`."""
    return list(listing(folders).papers)


def _is_paper_within(path: Path) -> bool:
    """Whether a file that has not the name of a paper is one by how it begins."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # to open a pipe might wait for ever
            return False
        with path.open("rb") as file:
            return signature.is_paper(file.read(signature.LOOKED_AT))
    except OSError:
        return False


def _lies_in(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder)
    except (OSError, RuntimeError):  # links in a circle, for which `digest` raises an error
        return True
