"""The library: one folder with the papers that were read, to be searched by word and by meaning."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache, wraps
from pathlib import Path
from types import TracebackType
from typing import ParamSpec, TypeVar

from qa.errors import DiskFull, InputRefused, LibraryUnwritable, NothingIndexed, cannot_write
from qa.library import store, vector_index
from qa.library.allowed import Allowed
from qa.library.embedder import Embedder, SentenceEmbedder
from qa.library.files import PaperFile
from qa.library.filters import Filters
from qa.library.records import Embedded, Searched, Whole
from qa.library.store import Store
from qa.library.vector_index import Snapshot
from qa.library.vectors import Vectors
from qa.papers.paper import Paper
from qa.settings import settings

Found = TypeVar("Found")
Given = ParamSpec("Given")
# The share of the vectors that may change before they are written anew, and how many of them while
# papers come one by one, or where none are written: what came late is soon read from the store.
SHARE = 0.1
FEW = 2_000
LIMITS = 32  # that are kept: a byte for each passage
# Objects more than before that Python looks for garbage among; every hundredth time it goes through
# all that is loaded. At its own 700 that held up each fifteenth question by 20 ms.
YOUNG = 10_000
TRIES = 5  # to find all in a library that does not change: it is written to once a paper


class Library:
    """The library in a folder: its `store`, its `vectors`, and the `embedder` they were made with.

    Use it in a `with` statement, or `close` it. Threads may share it.
    """

    def __init__(
        self, folder: Path | None = None, *, embedder: Embedder | None = None, create: bool = False
    ) -> None:
        """Open the library in `folder`, by default the one that the settings name.

        Raises `NothingIndexed` where it holds no papers, unless it is to be created;
        `LibraryOutdated` and `LibraryDamaged` where it must be built again.
        """
        gc.set_threshold(YOUNG)
        chosen = settings()
        self.folder = folder or chosen.index
        self.embedder = embedder or SentenceEmbedder(
            chosen.model, chosen.batch, chosen.threads, chosen.form
        )
        if create:
            made(self.folder)
        elif not (self.folder / store.FILE).is_file():
            raise NothingIndexed
        self.store = Store(self.folder, self.embedder.name)
        if not create and self.store.is_empty:
            self.close()
            raise NothingIndexed
        self._lock, self._saving = threading.RLock(), threading.Lock()
        self._vectors: Vectors | None = None
        self._generation: str | None = None  # the one that the vectors are of
        # By generation too: those of others than the last are soon forgotten.
        self._allowed = lru_cache(LIMITS)(lambda _, filters: self.store.allowed(filters))
        self._searched = lru_cache(LIMITS)(lambda _, filters: self.store.searched(filters))
        self._whole: tuple[str | None, Whole | None] = None, None  # with its generation

    @property
    def vectors(self) -> Vectors:
        """The vectors of the passages in the store now, whoever put them there."""
        with self._lock:
            now = self.store.generation
            if self._vectors is None or self._generation != now:
                self._vectors = self._followed(self._vectors)
                self._generation = now
            return self._vectors

    def save(self, few: int = 0) -> None:
        """Write the vectors beside the store, where more than `few` and many of them changed.

        Questions go on meanwhile. Raises `DiskFull` and `LibraryUnwritable`; what the store holds
        is safe then.
        """
        with self._saving:
            if not (self.vectors.changes > few and self.vectors.changed > SHARE):
                return
            taken = self._taken()
            try:
                taken = self._written(taken)
            finally:
                with self._lock:
                    self._vectors = Vectors(taken)
                    self._generation = None  # what came meanwhile is to be followed

    def _followed(self, held: Vectors | None) -> Vectors:
        """Those held, or those on disk, with what came and went since."""
        if held is not None:
            since = self.store.since(held.position)
            if since.position.store == held.position.store:
                held.follow(since)
                if held.changed <= SHARE:
                    return held
        found = self._opened()  # which another process may have taken meanwhile
        if found is None and len(self.store) > FEW:
            found = self._taken()
            with suppress(DiskFull, LibraryUnwritable):  # the store has them all
                found = self._written(found)
        held = Vectors(found)
        held.follow(self.store.since(held.position))
        return held

    @property
    def note(self) -> vector_index.Note | None:
        """What is known of the last snapshot of the vectors."""
        noted = self.store.snapshot
        return vector_index.note(noted) if noted else None

    def _opened(self) -> Snapshot | None:
        return vector_index.opened(self.folder, self.note) if self.note else None

    def _taken(self) -> Snapshot | None:
        """A snapshot of what the store holds now, if it holds anything."""
        with self.store.moment() as moment:
            return vector_index.taken(moment)

    def _written(self, taken: Snapshot | None) -> Snapshot | None:
        """A snapshot as it lies beside the store once it is written."""
        try:
            return taken and taken.write(self.folder, self.store.note)
        except OSError as error:
            raise cannot_write(self.folder, error) from error

    def allowed(self, filters: Filters) -> Allowed | None:
        """The passages within `filters`, kept for when they are asked for again; None where they
        limit nothing."""
        return self._allowed(self.store.generation, filters)

    def searched(self, filters: Filters) -> Searched:
        """How much lies within `filters`, likewise kept."""
        return self._searched(self.store.generation, filters)

    @property
    def whole(self) -> Whole:
        """What the library holds in all, counted once for each change of it."""
        now = self.store.generation
        with self._lock:
            held, whole = self._whole
            if held != now or whole is None:
                names = self.store.meetings.committees()
                whole = Whole(self.searched(Filters()), len(self.store), names)
                self._whole = now, whole
            return whole

    def put(
        self,
        paper: Paper,
        file: PaperFile,
        digest: str,
        hashes: Sequence[str],
        fresh: Mapping[str, Embedded],
    ) -> None:
        """Put a paper in, in place of what its path held; the arguments are `Store.put`'s."""
        self.store.put(paper, file, digest, hashes, fresh)

    def remove(self, paper_id: int) -> None:
        """Take a paper out."""
        self.store.remove(paper_id)

    def replace(self, folder: Path) -> Path | None:
        """Take the place of the library in `folder`, in one step; a damaged one is kept, and where.

        Raises `DiskFull`, `LibraryUnwritable`: then that library is as it was.
        """
        self.save()
        try:
            kept = self.store.replace(folder)
            with suppress(FileNotFoundError):  # where there are no passages
                (self.folder / vector_index.FILE).replace(folder / vector_index.FILE)
        except OSError as error:
            raise cannot_write(folder, error) from error
        return kept

    def steadily(self, find: Callable[[], Found]) -> Found:
        """What `find` finds: again where the library changed meanwhile, so that all is of one."""
        for _ in range(TRIES - 1):
            before = self.store.generation
            try:
                found = find()
            except LookupError:  # an id found before the change names nothing after it
                if self.store.generation == before:
                    raise
            else:
                if self.store.generation == before:
                    return found
        return find()

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def steady(find: Callable[Given, Found]) -> Callable[Given, Found]:
    """Have `find`, which is given a library, find by `Library.steadily`."""

    @wraps(find)
    def found(*args: Given.args, **kwargs: Given.kwargs) -> Found:
        library = next(one for one in (*args, *kwargs.values()) if isinstance(one, Library))
        return library.steadily(lambda: find(*args, **kwargs))

    return found


def made(folder: Path) -> None:
    """Make the folder of a library, if it is not there. Raises `InputRefused`, `DiskFull`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if isinstance(told := cannot_write(folder, error), DiskFull):
            raise told from error
        raise InputRefused(
            f"The library cannot be put into {folder} ({error.strerror}). Name another folder."
        ) from error
