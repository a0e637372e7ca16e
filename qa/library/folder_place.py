"""A folder as the place of a library."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing, suppress
from dataclasses import dataclass
from pathlib import Path

from qa.errors import DiskFull, InputRefused, LibraryDamaged, LibraryOutdated, cannot_write
from qa.library.database import digests_in, is_intact
from qa.library.lock import locked
from qa.library.protocol import Store as AnyStore
from qa.library.store import FILE, Store

REBUILD_FOLDER = "rebuild"  # within the library's, where a new one is built


@dataclass(frozen=True, slots=True)
class FolderPlace:
    """A library in a folder. See `qa.library.place.Place`."""

    folder: Path

    @property
    def files(self) -> None:
        """None: whoever has the folder has the papers."""

    def is_there(self) -> bool:
        """Whether the folder holds a library."""
        return (self.folder / FILE).is_file()

    def identity(self) -> int:
        """The inode of the library's file, which a rebuild changes; 0 where there is none."""
        with suppress(OSError):
            return (self.folder / FILE).stat().st_ino
        return 0

    def open(self, model: str) -> Store:
        """The store in the folder, made if there is none, with the folder."""
        if not self.is_there():
            create_folder(self.folder)
        return Store(self.folder, model)

    def locked(
        self, *, wait: bool = True, on_wait: Callable[[str], None] = lambda words: None
    ) -> AbstractContextManager[None]:
        """Hold the lock on the folder. See `qa.library.lock`."""
        create_folder(self.folder)
        return locked(self.folder, wait=wait, on_wait=on_wait)

    def digests(self) -> Sequence[str]:
        """The SHA-256 of each paper of which the library holds pages."""
        return digests_in(self.folder / FILE)

    def beside(self, model: str) -> FolderPlace:
        """A folder within this one, where a new library is built or was begun to be built."""
        place = FolderPlace(self.folder / REBUILD_FOLDER)
        with suppress(LibraryDamaged, LibraryOutdated), closing(place.open(model)) as store:
            if store.begin_beside(self.folder):
                return place
        shutil.rmtree(place.folder)
        with closing(place.open(model)) as store:
            store.begin_beside(self.folder)
        return place

    def replace_by(self, store: AnyStore) -> Path | None:
        """Put what `store` holds in place of the library in the folder."""
        assert isinstance(store, Store)
        return store.replace(self.folder)

    def begun(self) -> FolderPlace | None:
        """The folder of a library that was begun to be built."""
        folder = self.folder / REBUILD_FOLDER
        return FolderPlace(folder) if folder.exists() else None

    def is_intact(self) -> bool:
        """Whether SQLite finds no damage in the file of the library."""
        return is_intact(self.folder / FILE)

    def __str__(self) -> str:
        return str(self.folder)

    def discard(self) -> None:
        """Delete the folder."""
        shutil.rmtree(self.folder)


def create_folder(folder: Path) -> None:
    """Make the folder of a library, if it is not there. Raises `InputRefused`, `DiskFull`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if isinstance(refusal := cannot_write(folder, error), DiskFull):
            raise refusal from error
        raise InputRefused(
            f"The library cannot be put into {folder} ({error.strerror}). Name another folder."
        ) from error
