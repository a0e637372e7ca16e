"""The libraries of a catalogue's councils, each opened once, and asked alone or together."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from qa.errors import CouncilPapersError, InputRefused, LibraryUnreachable, NothingIndexed
from qa.library.councils.council import Council
from qa.library.embedder import Embedder
from qa.library.library import Library
from qa.library.place import Place
from qa.library.union.members import MOST, Member
from qa.library.union.place import UnionPlace

NO_PAPERS = "it has no papers yet"
LOOK_AGAIN = 1.0  # seconds after which it is looked whether a library was built again
AWAY = 15.0  # seconds for which a server that did not answer is left alone
TOGETHER = 64  # sets of councils whose libraries are kept together


class Libraries:
    """The libraries of councils, for the whole process. Threads share it."""

    def __init__(self, embedder: Callable[[], Embedder]) -> None:
        self._embedder = embedder
        self._lock = threading.Lock()
        self._numbers: dict[str, int] = {}
        self._own: dict[Place, _Opened] = {}
        self._away: dict[str, tuple[float, LibraryUnreachable | None]] = {}
        self._together: OrderedDict[tuple[object, ...], Library] = OrderedDict()

    def own(self, council: Council) -> Library:
        """The library of one council, to be written too: it is read where it is written."""
        return self._opened(council.place)

    def _opened(self, place: Place) -> Library:
        """The library in a place, opened once, and again if it was built again."""
        with self._lock:
            held = self._own.get(place)
        now = time.monotonic()
        if held and now - held.looked < LOOK_AGAIN:
            return held.library
        identity = self._identity(place, now)
        with self._lock:
            held = self._own.get(place)
            if held and held.identity == identity:
                held.looked = now
                return held.library
        library = Library(place, embedder=self._embedder())
        with self._lock:
            self._own[place] = _Opened(identity, library, now)
        return library

    def _identity(self, place: Place, now: float) -> object:
        """The identity of the library in a place. A server that did not answer is not asked again
        for a while, for any of its councils: each would wait for it."""
        server = getattr(place, "address", "")
        until, why = self._away.get(server, (0.0, None))
        if why and now < until:
            raise why
        try:
            return place.identity()
        except LibraryUnreachable as error:
            self._away[server] = now + AWAY, error
            raise

    def together(self, councils: Sequence[Council]) -> Library:
        """The libraries of some councils as one, whose results say whose they are.

        Those that cannot be opened are left out, and named; raises what kept the last from being
        opened where none can be, and `NothingIndexed` where none has papers.
        """
        members, left_out, error = [], {}, None
        for council in councils:
            try:
                own = self._opened(council.read_at)
            except NothingIndexed:
                left_out[council.name] = NO_PAPERS
            except CouncilPapersError as why:
                left_out[council.name], error = str(why), why
            else:
                number = self._number(council.key)
                files = own.place.files
                members.append(
                    Member(number, council.key, council.name, own.store, files, len(councils) > 1)
                )
        if not members:
            raise error or NothingIndexed
        which = (*(m.key for m in members), *(id(m.store) for m in members), *left_out.items())
        with self._lock:
            if which in self._together:
                self._together.move_to_end(which)
                return self._together[which]
        place = UnionPlace(tuple(members), tuple(left_out.items()))
        library = Library(place, embedder=self._embedder())
        with self._lock:
            self._together[which] = library
            while len(self._together) > TOGETHER:
                self._together.popitem(last=False)
        return library

    def close(self) -> None:
        """Let go of all libraries."""
        with self._lock:
            for one in self._own.values():
                with suppress(CouncilPapersError):
                    one.library.close()
            self._own.clear()
            self._together.clear()

    def _number(self, key: str) -> int:
        with self._lock:
            number = self._numbers.setdefault(key, len(self._numbers))
        if number >= MOST:
            raise InputRefused(f"This service has served {MOST} councils: start it again.")
        return number


@dataclass(slots=True)
class _Opened:
    identity: object
    library: Library
    looked: float
