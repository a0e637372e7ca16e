"""The library: one folder with the papers that were read, to be searched by word and by meaning."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache, wraps
from pathlib import Path
from types import TracebackType
from typing import ParamSpec, TypeVar

from qa.errors import DiskFull, InputRefused, LibraryUnwritable, NothingIndexed, cannot_write
from qa.library import store
from qa.library.allowed import Allowed
from qa.library.embedder import Embedder
from qa.library.filters import Filters
from qa.library.models import embedder_for
from qa.library.records import Searched, Totals
from qa.library.store import Store
from qa.library.vector_index import FILE as INDEX_FILE
from qa.library.vector_index import IndexNote, VectorIndex, build_index, open_index
from qa.library.vectors import Vectors
from qa.settings import settings

Found = TypeVar("Found")
Given = ParamSpec("Given")
# The index of vectors is written anew once more than this share of the vectors changed. While
# papers come one by one, or where there is no index, it must be more than this number too: so few
# vectors are soon read from the store.
MAX_CHANGED_SHARE = 0.1
FEW_CHANGES = 2_000
CACHED_LIMITS = 32  # each takes a byte a passage
# New objects after which Python looks for garbage among them; every hundredth time it goes through
# all that is loaded, which at Python's own threshold of 700 delays many questions.
GARBAGE_THRESHOLD = 10_000
READ_TRIES = 5  # of a reading that writers disturb, who write one paper at a time


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
        gc.set_threshold(GARBAGE_THRESHOLD)
        chosen = settings()
        self.folder = folder or chosen.index
        self.embedder = embedder or embedder_for(chosen)
        if create:
            create_folder(self.folder)
        elif not (self.folder / store.FILE).is_file():
            raise NothingIndexed
        self.store = Store(self.folder, self.embedder.name)
        if not create and self.store.is_empty:
            self.close()
            raise NothingIndexed
        self._lock, self._saving = threading.RLock(), threading.Lock()
        self._vectors: Vectors | None = None
        self._generation: str | None = None  # the one that the vectors are of
        # The generation is part of the keys, so that what earlier ones held is soon forgotten.
        self._allowed = lru_cache(CACHED_LIMITS)(lambda _, filters: self.store.allowed(filters))
        self._searched = lru_cache(CACHED_LIMITS)(lambda _, filters: self.store.searched(filters))
        self._totals: tuple[str | None, Totals | None] = None, None  # with their generation

    @property
    def vectors(self) -> Vectors:
        """The vectors of the passages in the store now, whoever put them there."""
        with self._lock:
            now = self.store.generation
            if self._vectors is None or self._generation != now:
                self._vectors = self._brought_up_to_date(self._vectors)
                self._generation = now
            return self._vectors

    def save(self, few_changes: int = 0) -> None:
        """Write the index of vectors, if a large share of them changed, and more than so many.

        Questions are answered meanwhile. Raises `DiskFull` and `LibraryUnwritable`; even then what
        the store holds is safe.
        """
        with self._saving:
            vectors = self.vectors
            if vectors.changes <= few_changes or vectors.changed_share <= MAX_CHANGED_SHARE:
                return
            index = self._build_index()
            try:
                index = self._write_index(index)
            finally:
                with self._lock:
                    self._vectors = Vectors(index)
                    self._generation = None  # so that what came meanwhile is taken in

    def _brought_up_to_date(self, held: Vectors | None) -> Vectors:
        """The vectors held, or else those on disk, with what came and went since."""
        if held is not None:
            changes = self.store.vectors.changes_since(held.position)
            if changes.position.store == held.position.store:
                held.apply(changes)
                if held.changed_share <= MAX_CHANGED_SHARE:
                    return held
        index = self._open_index()  # another process may have written one meanwhile
        if index is None and len(self.store) > FEW_CHANGES:
            index = self._build_index()
            with suppress(DiskFull, LibraryUnwritable):  # the store has them all
                index = self._write_index(index)
        held = Vectors(index)
        held.apply(self.store.vectors.changes_since(held.position))
        return held

    @property
    def index_note(self) -> IndexNote | None:
        """What is known of the index of vectors that was written last."""
        noted = self.store.vectors.index_note()
        return IndexNote.from_text(noted) if noted else None

    def _open_index(self) -> VectorIndex | None:
        note = self.index_note
        return open_index(self.folder, note) if note else None

    def _build_index(self) -> VectorIndex | None:
        """An index of the vectors that the store holds now; None where it holds none."""
        with self.store.vectors.snapshot() as snapshot:
            return build_index(snapshot)

    def _write_index(self, index: VectorIndex | None) -> VectorIndex | None:
        """The same index, now written beside the store and mapped from there."""
        try:
            return index and index.write(self.folder, self.store.vectors.note_index)
        except OSError as error:
            raise cannot_write(self.folder, error) from error

    def allowed(self, filters: Filters) -> Allowed | None:
        """The passages within `filters`, cached; None where they limit nothing."""
        return self._allowed(self.store.generation, filters)

    def searched(self, filters: Filters) -> Searched:
        """How much lies within `filters`, cached."""
        return self._searched(self.store.generation, filters)

    @property
    def totals(self) -> Totals:
        """What the library holds in all, counted once for each generation."""
        now = self.store.generation
        with self._lock:
            held, totals = self._totals
            if held != now or totals is None:
                meetings = self.store.meetings
                totals = Totals(
                    self.searched(Filters()),
                    len(self.store),
                    meetings.committees(),
                    meetings.councils(),
                )
                self._totals = now, totals
            return totals

    def replace(self, folder: Path) -> Path | None:
        """Take the place of the library in `folder`, in one step.

        A damaged library is kept: then the folder into which it was moved is returned. Raises
        `DiskFull` and `LibraryUnwritable`: then that library is as it was.
        """
        self.save()
        try:
            kept = self.store.replace(folder)
            with suppress(FileNotFoundError):  # where there are no passages
                (self.folder / INDEX_FILE).replace(folder / INDEX_FILE)
        except OSError as error:
            raise cannot_write(folder, error) from error
        return kept

    def read_consistently(self, find: Callable[[], Found]) -> Found:
        """The result of `find`, which is called again where the library changed meanwhile.

        So all that it read is of one generation, unless the library changes at every try.
        """
        for _ in range(READ_TRIES - 1):
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
        """Close the files."""
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


def consistent(find: Callable[Given, Found]) -> Callable[Given, Found]:
    """A decorator: `find`, one of whose arguments is a library, reads it consistently.

    See `Library.read_consistently`.
    """

    @wraps(find)
    def found(*args: Given.args, **kwargs: Given.kwargs) -> Found:
        library = next(one for one in (*args, *kwargs.values()) if isinstance(one, Library))
        return library.read_consistently(lambda: find(*args, **kwargs))

    return found


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
