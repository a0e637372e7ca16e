"""The place that a library lies in, as whoever asks or the settings name it."""

from __future__ import annotations

from pathlib import Path

from qa.library.folder_place import FolderPlace
from qa.library.place import Place
from qa.settings import settings


def place_of(folder: Path | None) -> Place:
    """The place of the library in `folder`; if that is None, of the settings."""
    return FolderPlace(folder or settings().index)
