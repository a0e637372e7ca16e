"""The place that a library lies in, as whoever asks or the settings name it."""

from __future__ import annotations

from pathlib import Path

from qa.library.folder_place import FolderPlace
from qa.library.place import Place
from qa.library.postgresql.place import ServerPlace
from qa.settings import settings

SERVER = "postgresql://"  # begins the address of one


def place_of(folder: Path | None) -> Place:
    """The place of the library in `folder`; if that is None, of the one that the settings name."""
    chosen = settings()
    if folder is None and chosen.store:
        return ServerPlace(chosen.store, chosen.library, chosen.index)
    return FolderPlace(folder or chosen.index)


def place_named(where: str, name: str, beside: Path) -> Place:
    """The library in the folder `where`, or if that is the address of a server, the one called
    `name` there, which keeps files of its own in the folder `beside`."""
    if where.startswith(SERVER):
        return ServerPlace(where, name, beside)
    return FolderPlace(Path(where))
