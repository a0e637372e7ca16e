"""The errors that a person can meet. Each says what happened and what to do next."""

from __future__ import annotations

import errno
from pathlib import Path


class CouncilPapersError(Exception):
    """Something that a person can put right. The message is shown to them as it is."""


class UnreadablePaper(CouncilPapersError):
    """A file cannot be read as a paper: the `reason`, and the `remedy`."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason} {remedy}")
        self.reason = reason
        self.remedy = remedy


class ProgramFault(CouncilPapersError):
    """A fault of this program, not of the paper, kept a paper from being read.

    `place` is where in the program it lies: see `qa.faults.place_of`.
    """

    reason = "The paper could not be read because of a fault in this program, not of the paper."
    remedy = "Please report it, with what the log says. Index the paper again once it is mended."

    def __init__(self, place: str) -> None:
        super().__init__(f"{self.reason} {self.remedy}")
        self.place = place


class NothingIndexed(CouncilPapersError):
    """The library holds no paper yet."""

    def __init__(self) -> None:
        super().__init__("No papers are indexed yet. Run: python -m qa index FOLDER")


class LibraryOutdated(CouncilPapersError):
    """The library was made by another version of this program, or with another model."""

    def __init__(self, made_with: str, wanted: str) -> None:
        super().__init__(
            f"The library was made with {made_with}; this program uses {wanted}. "
            "Build it again: python -m qa index --rebuild FOLDER…"
        )


class LibraryDamaged(CouncilPapersError):
    """SQLite cannot use the file of the library."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"The library cannot be used ({detail}). To see what is wrong: python -m qa doctor. "
            "To build it again: python -m qa index --rebuild FOLDER…"
        )


class LibraryBusy(CouncilPapersError):
    """Another process is changing the library."""

    def __init__(self, who: str) -> None:
        super().__init__(f"{who} Run this again once that has ended.")


class LibraryUnwritable(CouncilPapersError):
    """The folder of the library may not be written to, which SQLite must do even to read."""

    def __init__(self, folder: Path, detail: str) -> None:
        super().__init__(
            f"The library in {folder} cannot be written ({detail}). Give the account that runs "
            "this the right to write to that folder, or name another with --index."
        )


class LibraryUnreachable(CouncilPapersError):
    """The server that keeps the library does not answer, or answers no more."""

    def __init__(self, address: str, detail: str) -> None:
        super().__init__(
            f"The server of the library ({address}) does not answer ({detail or 'no reason given'})"
            ". "
            "Start it, or see that QA_STORE names the right one, and try again."
        )


class FilesUnreachable(CouncilPapersError):
    """The place in which the files of papers are kept cannot be reached, or used."""

    def __init__(self, address: str, detail: str) -> None:
        super().__init__(
            f"The place of the papers' files ({address.rpartition('@')[2]}) cannot be used "
            f"({detail.rstrip('.')}). See that QA_FILES names the right one, and that this program "
            "may read and write there."
        )


class DiskFull(CouncilPapersError):
    """The disk, or the share of it that may be used, has no room left."""

    def __init__(self) -> None:
        super().__init__(
            "The disk is full. Make room and run this again; what was indexed before is kept."
        )


NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def cannot_write(folder: Path, error: OSError) -> DiskFull | LibraryUnwritable:
    """The error to raise for an `error` of writing to the library in `folder`."""
    if error.errno in NO_ROOM:
        return DiskFull()
    return LibraryUnwritable(folder, error.strerror or type(error).__name__)


class ModelUnusable(CouncilPapersError):
    """The embedding model is missing, or not the one expected; the message says which."""


class InputRefused(CouncilPapersError):
    """A setting, option or file from a person makes no sense; the message says where."""


class SiteRefused(CouncilPapersError):
    """A request is not made, because its host was not named, or because the site asks us not to
    make it; the message says which."""


class SiteFailed(CouncilPapersError):
    """A site gave no answer that can be used, also after some tries; the message says why."""


class Missing(SiteFailed):
    """A site says that something is not there, or is not for us."""


class Ceiling(CouncilPapersError):
    """A run has asked as much of sites as the settings allow."""
