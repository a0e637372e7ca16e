"""The papers in a folder, as files."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qa.errors import InputRefused, UnreadablePaper
from qa.papers.text import sound

LARGEST = 2 << 30  # bytes of a paper
TOO_LARGE = "The file has more than 2 GB.", "Save the paper in parts, or with smaller pictures."
# A pipe, a socket or a device, which would be waited on for ever.
NO_FILE = "It is not a file, whatever its name says.", "Take it out of the folder."


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A file with what tells whether it changed: its size in bytes and time of change in ns."""

    path: Path
    size: int
    mtime_ns: int

    @classmethod
    def at(cls, path: Path) -> PaperFile:
        """The file at `path` as it is now, or of size 0 where it is gone by now."""
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
                raise UnreadablePaper(*NO_FILE)
            if now.st_size > LARGEST:
                raise UnreadablePaper(*TOO_LARGE)
            with self.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise UnreadablePaper(
                f"The file cannot be opened ({error.strerror}).", "Check that it may be read."
            ) from error


def paper_files(folders: Iterable[Path]) -> list[PaperFile]:
    """The PDF files in `folders` and the folders in them, sorted, each once, by absolute path.

    A link that leads out of its folder is left alone: what is indexed is what was put there.
    Raises `InputRefused` where one of `folders` is none.
    """
    found = set()
    for folder in (folder.resolve() for folder in folders):
        if not folder.is_dir():
            raise InputRefused(f"There is no folder {folder}. Make it, or name another.")
        for parent, _, names in os.walk(folder):  # which enters no linked folder
            for path in (Path(parent, name) for name in names):
                if path.suffix.lower() == ".pdf" and _lies_in(path, folder):
                    found.add(path)
    return [PaperFile.at(path) for path in sorted(found)]


def _lies_in(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder)
    except (OSError, RuntimeError):  # links in a circle, which `digest` tells of
        return True
