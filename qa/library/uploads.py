"""The papers that people add on the page, which are kept in a folder of their own."""

from __future__ import annotations

import re
import secrets
import time
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from qa.errors import InputRefused
from qa.library.files import paper_files
from qa.library.records import StoredPaper
from qa.papers.file_name import ending_of, without_ending
from qa.papers.paper import Paper
from qa.papers.reading import reading
from qa.papers.text import sound
from qa.settings import settings

MAX_NAME_BYTES = 160  # without its ending: file systems take 255, with " (2)" and all
DEFAULT_NAME = "paper"
SEPARATOR = re.compile(r"[/\\]")
FORBIDDEN = re.compile(r'[<>:"|?*]')  # in names of files on Windows
# Unicode's categories of control characters, of marks that change the direction of text or take no
# room, and of halves of surrogate pairs.
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
# Names that Windows takes for a device, whatever their ending.
DEVICE_NAME = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|$)", re.IGNORECASE
)
MEGABYTE = 1024 * 1024
PART = ".part"  # ends the name of a file that is being kept
UNFINISHED_SECONDS = 3600.0  # after which nobody is at work on it


@dataclass(frozen=True, slots=True)
class Upload:
    """A paper that was added, when (local time), and what the library holds of it once indexed."""

    path: Path
    added: datetime
    paper: StoredPaper | None

    @property
    def name(self) -> str:
        """The file's name, fit to be printed."""
        return sound(self.path.name)


class Uploads:
    """A folder of uploads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    def listed(self, papers: Iterable[StoredPaper]) -> list[Upload]:
        """The papers in the folder, newest first, each with the one of `papers` that it became."""
        if not self.folder.is_dir():
            return []
        held = {paper.path: paper for paper in papers}
        files = sorted(paper_files([self.folder]), key=lambda file: file.mtime_ns, reverse=True)
        return [
            Upload(f.path, datetime.fromtimestamp(f.mtime_ns / 1e9), held.get(f.path))
            for f in files
        ]

    def keep(self, sent: str, data: bytes, replace: bool = False) -> tuple[Path, Paper]:
        """Keep a paper that was sent under the name `sent`: its path, and what was read of it.

        Unless `replace`, a paper of that name stays, and the new one is called "name (2).pdf".
        Raises `UnreadablePaper`, and `InputRefused` where it is too large or cannot be written;
        then nothing has changed.
        """
        if len(data) > settings().upload_mb * MEGABYTE:
            raise InputRefused(
                f"The paper has more than {settings().upload_mb} MB. Ask for it in parts, or "
                "with smaller pictures."
            )
        name = safe_name(sent)
        part = self.folder / f".{secrets.token_hex(8)}{PART}"  # indexing leaves it out
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._clear()
            try:
                part.write_bytes(data)
                paper = reading().read(part, name)
                path = self._place(name, data, replace)
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)
        except OSError as error:
            raise InputRefused(
                f"The paper cannot be kept ({error.strerror}). Ask whoever runs this service to "
                "look at its folder of uploads."
            ) from error
        return path, paper

    def _clear(self) -> None:
        """Delete what was being kept when a process was killed."""
        for part in self.folder.glob(f".*{PART}"):
            with suppress(FileNotFoundError):  # another process may have just finished with it
                if time.time() - part.stat().st_mtime > UNFINISHED_SECONDS:
                    part.unlink()

    def remove(self, path: Path) -> None:
        """Delete a paper of this folder. Raises `InputRefused` for any other file."""
        if all(path != upload.path for upload in self.listed(())):
            raise InputRefused("This paper is no longer among those that were added.")
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise InputRefused(f"The paper cannot be removed ({error.strerror}).") from error

    def _place(self, name: str, data: bytes, replace: bool) -> Path:
        """The path for a paper called `name`: a free one, unless a paper may be replaced."""
        stem, ending = without_ending(name), ending_of(name)
        names = chain([name], (f"{stem} ({n}).{ending}" for n in count(2)))
        paths = (self.folder / name for name in names)
        return next(p for p in paths if replace or not p.exists() or _holds(p, data))


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def safe_name(sent: str) -> str:
    """The name under which a file sent as `sent` is kept.

    It has no folders and no invisible characters, is allowed everywhere, and ends in ".pdf" unless
    it ends as a Word file or a web page does.
    """
    name = unicodedata.normalize("NFC", SEPARATOR.split(sent)[-1])
    visible = "".join(c for c in name if c.isspace() or unicodedata.category(c) not in INVISIBLE)
    name = unicodedata.normalize("NFC", FORBIDDEN.sub("-", " ".join(visible.split())))
    stem, ending = without_ending(name).strip(" .") or DEFAULT_NAME, ending_of(name) or "pdf"
    if DEVICE_NAME.match(stem):
        stem = f"{DEFAULT_NAME} {stem}"
    return stem.encode()[:MAX_NAME_BYTES].decode(errors="ignore").rstrip(" .") + f".{ending}"
