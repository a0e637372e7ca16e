"""PDF files in folders, and what tells whether one changed."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qa.errors import InputRefused, UnreadablePaper
from qa.papers.text import sound

MAX_PAPER_BYTES = 2 << 30
TOO_LARGE = "The file has more than 2 GB.", "Save the paper in parts, or with smaller pictures."
# For a pipe, a socket or a device: to read one might wait for ever.
NOT_A_FILE = "It is not a file, whatever its name says.", "Take it out of the folder."


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


def paper_files(folders: Iterable[Path]) -> list[PaperFile]:
    """The PDF files in `folders` and their sub-folders, sorted, each once, by absolute path.

    Links that lead out of their folder are left out, so that only what was put there is indexed.
    Raises `InputRefused` where one of `folders` is not a folder.
    """
    found = set()
    for folder in (folder.resolve() for folder in folders):
        if not folder.is_dir():
            raise InputRefused(f"There is no folder {folder}. Make it, or name another.")
        for parent, _, names in os.walk(folder):  # it does not enter linked folders
            for path in (Path(parent, name) for name in names):
                if path.suffix.lower() == ".pdf" and _lies_in(path, folder):
                    found.add(path)
    return [PaperFile.at(path) for path in sorted(found)]


def _lies_in(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder)
    except (OSError, RuntimeError):  # links in a circle, for which `digest` raises an error
        return True
