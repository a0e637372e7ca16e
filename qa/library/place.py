"""Where a library lies, whatever engine keeps it there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, runtime_checkable

from qa.library.kept_files import KeptFiles
from qa.library.protocol import Store


@runtime_checkable
class Place(Protocol):
    """A place for one library, which its text names to people.

    Methods raise what `qa.library.protocol` names.
    """

    @property
    def folder(self) -> Path:
        """The folder of what is kept beside the papers: what was attached to them, and which of
        them were let in or shut out."""
        ...

    @property
    def files(self) -> KeptFiles | None:
        """Where the files of its papers are kept too; None where they only lie where they were
        indexed."""
        ...

    def is_there(self) -> bool:
        """Whether there is a library."""
        ...

    def identity(self) -> object:
        """What changes when another library takes the place of the one that is open."""
        ...

    def open(self, model: str) -> Store:
        """The store here, made if there is none, for vectors of the model `model`."""
        ...

    def locked(
        self, *, wait: bool = True, on_wait: Callable[[str], None] = lambda words: None
    ) -> AbstractContextManager[None]:
        """Hold the lock of whoever changes the library, once nobody else does.

        `on_wait` is called with words for who is waited for. Raises `LibraryBusy` where it would
        have to wait and may not.
        """
        ...

    def digests(self) -> Sequence[str]:
        """The SHA-256 of each paper of which the library holds pages, by whatever version it was
        made; none if it cannot be read."""
        ...

    def beside(self, model: str) -> Place:
        """The place of a library that is to take the place of this one, as far as it was built."""
        ...

    def replace_by(self, store: Store) -> Path | None:
        """Put what `store`, which was built beside this place, holds in its place, in one step.

        A damaged library is kept, if it can be: then the folder into which it was moved is
        returned.
        """
        ...

    def begun(self) -> Place | None:
        """The place of a library that was begun to be built beside this one; None where none is."""
        ...

    def is_intact(self) -> bool:
        """Whether what the library is kept in is undamaged; so it is where there is none."""
        ...

    def discard(self) -> None:
        """Take away what is here."""
        ...
