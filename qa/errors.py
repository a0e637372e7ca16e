"""The errors that a person can meet. Each says what happened and what to do next."""

from __future__ import annotations

import errno
from pathlib import Path


class CouncilPapersError(Exception):
    """Anything a person can put right; the message is shown to them as it stands."""


class UnreadablePaper(CouncilPapersError):
    """A file that cannot be read as a paper at all, with the way to mend it."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason} {remedy}")
        self.reason = reason
        self.remedy = remedy


class ProgramFault(CouncilPapersError):
    """A fault of this program, not of the paper, that kept a paper from being read.

    `place` is where in the program it lies: see `qa.faults.place_of`.
    """

    reason = "The paper could not be read because of a fault in this program, not of the paper."
    remedy = "Please report it, with what the log says. Index the paper again once it is mended."

    def __init__(self, place: str) -> None:
        super().__init__(f"{self.reason} {self.remedy}")
        self.place = place


class NothingIndexed(CouncilPapersError):
    """A library that holds no paper yet."""

    def __init__(self) -> None:
        super().__init__("No papers are indexed yet. Run: python -m qa index FOLDER")


class LibraryOutdated(CouncilPapersError):
    """A library made by another version of this program, or with another model."""

    def __init__(self, made_with: str, wanted: str) -> None:
        super().__init__(
            f"The library was made with {made_with}; this program uses {wanted}. "
            "Build it again: python -m qa index --rebuild FOLDER…"
        )


class LibraryDamaged(CouncilPapersError):
    """A library file that SQLite cannot use."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"The library cannot be used ({detail}). To see what is wrong: python -m qa doctor. "
            "To build it again: python -m qa index --rebuild FOLDER…"
        )


class LibraryBusy(CouncilPapersError):
    """A library that another process is changing."""

    def __init__(self, who: str) -> None:
        super().__init__(f"{who} Run this again once that has ended.")


class LibraryUnwritable(CouncilPapersError):
    """A library in a folder that may not be written to: even to read, SQLite writes beside it."""

    def __init__(self, folder: Path, detail: str) -> None:
        super().__init__(
            f"The library in {folder} cannot be written ({detail}). Give the account that runs "
            "this the right to write to that folder, or name another with --index."
        )


class DiskFull(CouncilPapersError):
    """A disk, or a share of one, that has no room for what is to be written."""

    def __init__(self) -> None:
        super().__init__(
            "The disk is full. Make room and run this again; what was indexed before is kept."
        )


FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def cannot_write(folder: Path, error: OSError) -> DiskFull | LibraryUnwritable:
    """What to tell of an `error` in writing to the library in `folder`."""
    if error.errno in FULL:
        return DiskFull()
    return LibraryUnwritable(folder, error.strerror or type(error).__name__)


class ModelUnusable(CouncilPapersError):
    """An embedding model that is missing or not the one expected; the message says which."""


class InputRefused(CouncilPapersError):
    """A setting, option or file from a person that makes no sense; the message says where."""


class SiteRefused(CouncilPapersError):
    """A request that is not made: to a host that was not named, or that the site asks us not to
    make; the message says which."""


class SiteFailed(CouncilPapersError):
    """A site that gave no answer that can be used, also after some tries; the message says why."""


class Missing(SiteFailed):
    """What a site says is not there, or is not for us."""


class Ceiling(CouncilPapersError):
    """As much was asked of sites in one run as the settings allow."""
