"""The files of papers in a place that every app server reaches: a shared folder, or one like S3.

Each is kept under the key of its paper, which is of its contents: so a file is never overwritten by
another, and what is fetched is known to be what was read. Any file system that `fsspec` knows will
do: `file:///mnt/papers`, `s3://bucket/papers`, `memory://`.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from qa.errors import FilesUnreachable
from qa.library.rows import KEY_LENGTH, key_of

PART = ".part"  # ends the name of a file that is being written
HOUR = 3600.0  # seconds, after which nobody is at work on a part
CHUNK = 1024 * 1024
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """The files of the papers of the library called `name`, at `address`; those that were fetched
    lie in the folder `cache`, up to `most_mb` megabytes. Methods raise `FilesUnreachable`."""

    address: str
    name: str
    cache: Path
    most_mb: int = 2000

    def keep(self, path: Path, digest: str) -> None:
        """Keep the file at `path`, with this SHA-256, unless it is there already."""
        key = key_of(digest)
        if not key or not path.is_file():
            return
        with self._store() as (files, folder):
            there = f"{folder}/{key}"
            if files.exists(there):
                return
            files.makedirs(folder, exist_ok=True)
            part = f"{folder}/.{key}.{secrets.token_hex(4)}{PART}"
            files.put_file(str(path), part)  # so that no file is ever seen in part
            files.mv(part, there)

    def keys(self) -> set[str]:
        """The keys of the papers whose files are kept."""
        with self._store() as (files, folder):
            files.invalidate_cache()
            listed = files.ls(folder, detail=False) if files.exists(folder) else []
        names = {str(one).rstrip("/").rpartition("/")[2] for one in listed}
        return {name for name in names if len(name) == KEY_LENGTH}

    def keep_only(self, digests: Iterable[str]) -> None:
        """Drop the files of papers that are no longer in the library."""
        gone = self.keys() - set(map(key_of, digests))
        with self._store() as (files, folder):
            for key in gone:
                with suppress(FileNotFoundError):
                    files.rm_file(f"{folder}/{key}")

    def fetch(self, key: str) -> Path | None:
        """The file of the paper with this key, on this machine; None where it is not kept."""
        here = self.cache / key
        if here.is_file():
            with suppress(OSError):
                os.utime(here)
            return here
        with self._store() as (files, folder):
            there = f"{folder}/{key}"
            if not files.exists(there):
                return None
            self.cache.mkdir(parents=True, exist_ok=True)
            part = self.cache / f".{key}.{secrets.token_hex(4)}{PART}"
            try:
                files.get_file(there, str(part))
                if not _digest(part).startswith(key):
                    raise FilesUnreachable(self.address, "what came is not what was kept")
                part.replace(here)
            finally:
                part.unlink(missing_ok=True)
        self._bound(here)
        return here

    @contextmanager
    def _store(self) -> Iterator[tuple[Any, str]]:
        """The file system, and the folder of this library in it."""
        from fsspec.core import url_to_fs

        try:
            files, root = url_to_fs(self.address)
            yield files, f"{root.rstrip('/')}/{quote(self.name, safe='')}"
        except ImportError as error:
            raise FilesUnreachable(self.address, f"{error}. pip install s3fs") from error
        except FilesUnreachable:
            raise
        except Exception as error:  # each file system has errors of its own
            detail = str(error).strip().splitlines()
            why = detail[0] if detail else type(error).__name__
            raise FilesUnreachable(self.address, why) from error

    def _bound(self, latest: Path) -> None:
        """Delete the files that were not asked for longest, while there are too many bytes."""
        found, now = [], time.time()
        for one in self.cache.iterdir():
            with suppress(OSError):
                stated = one.stat()
                if one.name.endswith(PART) and now - stated.st_mtime < HOUR:
                    continue
                found.append((stated.st_mtime, stated.st_size, one))
        size = sum(bytes_ for _, bytes_, _ in found)
        for _, bytes_, one in sorted(found):
            if size <= self.most_mb * MEGABYTE:
                return
            if one != latest:
                one.unlink(missing_ok=True)
                size -= bytes_


def _digest(path: Path) -> str:
    made = hashlib.sha256()
    with path.open("rb") as file:
        while some := file.read(CHUNK):
            made.update(some)
    return made.hexdigest()
