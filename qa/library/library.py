"""The library: papers that were read, to be searched by word and by meaning."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from copy import copy
from functools import partial, wraps
from pathlib import Path
from types import TracebackType
from typing import ParamSpec, TypeVar

from qa.errors import NothingIndexed
from qa.library.embedder import Embedder
from qa.library.filters import NO_LIMITS, Filters
from qa.library.models import embedder_for
from qa.library.place import Place
from qa.library.places import place_of
from qa.library.protocol import Store
from qa.library.records import Searched, Totals
from qa.library.remembered import Remembered
from qa.library.union.place import UnionPlace
from qa.settings import settings

Found = TypeVar("Found")
Given = ParamSpec("Given")
CACHED_LIMITS = 32
# New objects after which Python looks for garbage among them; every hundredth time it goes through
# all that is loaded, which at Python's own threshold of 700 delays many questions.
GARBAGE_THRESHOLD = 10_000


class Library:
    """A library: its `store`, the `place` that this lies in, and the `embedder` of its vectors.

    Use it in a `with` statement, or `close` it. Threads may share it.
    """

    def __init__(
        self,
        where: Path | Place | None = None,
        *,
        embedder: Embedder | None = None,
        create: bool = False,
    ) -> None:
        """Open the library in a place or a folder, by default where the settings say.

        Raises `NothingIndexed` where it holds no papers, unless it is to be created;
        `LibraryOutdated` and `LibraryDamaged` where it must be built again.
        """
        gc.set_threshold(GARBAGE_THRESHOLD)
        self.place = place_of(where) if where is None or isinstance(where, Path) else where
        self.embedder = embedder or embedder_for(settings())
        if not (create or self.place.is_there()):
            raise NothingIndexed
        self.store: Store = self.place.open(self.embedder.name)
        if not create and self.store.is_empty:
            self.close()
            raise NothingIndexed
        self._searched: Remembered[Searched] = Remembered(CACHED_LIMITS)
        self._totals: Remembered[Totals] = Remembered(1)
        self._holding: Remembered[list[int]] = Remembered(CACHED_LIMITS)

    @property
    def folder(self) -> Path:
        """The folder of what is kept beside the papers: see `Place.folder`."""
        return self.place.folder

    def fetched(self, key: str) -> Path | None:
        """The file of the paper with this key as it was indexed, from where such files are kept;
        None where it is not there. Raises `FilesUnreachable`."""
        members = self.place.members if isinstance(self.place, UnionPlace) else ()
        own = (self.store, self.place.files)
        for store, files in (own, *((one.store, one.files) for one in members)):
            if files and store.papers.file(key) and (found := files.fetch(key)):
                return found
        return None

    def searched(self, filters: Filters) -> Searched:
        """How much lies within `filters`, cached."""
        key = self.store.generation, filters
        return self._searched.get(key, lambda: self.store.searched(filters))

    def holding(self, groups: Sequence[Sequence[str]], most: int) -> list[int]:
        """How many passages, `most` at most, have any of each of `groups` of words, cached."""

        def count() -> list[int]:
            words = self.store.words
            find = [partial(words.containing, [[group]], NO_LIMITS, most) for group in groups]
            return [len(ids) for ids in self.store.each(find)]

        key = self.store.generation, tuple(map(tuple, groups)), most
        return self._holding.get(key, count)

    @property
    def totals(self) -> Totals:
        """What the library holds in all, counted once for each generation."""
        return self._totals.get(self.store.generation, self._counted)

    def _counted(self) -> Totals:
        meetings = self.store.meetings
        return Totals(
            self.searched(NO_LIMITS), len(self.store), meetings.committees(), meetings.councils()
        )

    def read_consistently(self, find: Callable[[Library], Found]) -> Found:
        """What `find` makes of this library in one consistent state: see `Store.read`."""
        return self.store.read(lambda state: find(self._in(state)))

    def _in(self, state: Store) -> Library:
        """This library as `state` has it."""
        if state is self.store:
            return self
        same = copy(self)
        same.store = state
        return same

    def close(self) -> None:
        """Let go of what is open."""
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
    """A decorator: `find`, one of whose arguments is a library, has one consistent state of it.

    See `Library.read_consistently`.
    """

    @wraps(find)
    def found(*args: Given.args, **kwargs: Given.kwargs) -> Found:
        library = next(one for one in (*args, *kwargs.values()) if isinstance(one, Library))

        def at_once(state: Library) -> Found:
            own = [state if one is library else one for one in args]
            named = {name: state if one is library else one for name, one in kwargs.items()}
            return find(*own, **named)  # type: ignore[arg-type]

        return library.read_consistently(at_once)

    return found
