"""The errors that a person can meet. Each says what happened and what to do next."""

from __future__ import annotations


class CouncilPapersError(Exception):
    """Anything a person can put right; the message is shown to them as it stands."""


class UnreadablePaper(CouncilPapersError):
    """A file that cannot be read as a paper at all, with the way to mend it."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason} {remedy}")
        self.reason = reason
        self.remedy = remedy


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
            f"The library cannot be used ({detail}). If papers are being indexed elsewhere, wait "
            "for that to end; else build it again: python -m qa index --rebuild FOLDER…"
        )


class ModelUnusable(CouncilPapersError):
    """An embedding model that is missing or not the one expected; the message says which."""


class InputRefused(CouncilPapersError):
    """A setting, option or file from a person that makes no sense; the message says where."""
