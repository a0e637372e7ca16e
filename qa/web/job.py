"""Work that goes on in a thread of its own, while the page that began it may be left."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from qa.errors import CouncilPapersError, NothingIndexed
from qa.library.councils.home import Home
from qa.library.library import Library
from qa.web import state

# Jobs change the library, and the folders of papers, one after another.
LIBRARY_TURN = threading.Lock()
FAULT = "Something went wrong inside. Ask whoever runs this service to look at its log."


@dataclass(frozen=True, slots=True)
class Progress:
    """How far something has come: in words, and as a share of the whole, from 0 to 1.

    `name` is the paper's, where it is of one paper, and `pages` is how many it has.
    """

    words: str
    share: float = 0.0
    name: str = ""
    pages: int = 0

    @property
    def done(self) -> bool:
        """Whether it has come to its end."""
        return self.share >= 1.0


class Job(ABC):
    """Work that begins at once. Pages read its `progress`, which the work keeps up to date."""

    def __init__(self, progress: Sequence[Progress]) -> None:
        """Begin the work. Subclasses set their own attributes before they call this."""
        self.progress = list(progress)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=type(self).__name__, daemon=True)
        self._thread.start()

    @property
    def done(self) -> bool:
        """Whether the work has ended."""
        return not self._thread.is_alive()

    @property
    def stopping(self) -> bool:
        """Whether somebody asked for the work to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask for the work to stop as soon as it can."""
        self._stop.set()

    @abstractmethod
    def _work(self) -> None:
        """Do the work. What it raises is passed to `_fail` in words."""

    @abstractmethod
    def _fail(self, words: str) -> None:
        """Note for the visitor that the work broke off, and why."""

    def _run(self) -> None:
        try:
            self._work()
        except CouncilPapersError as error:
            self._fail(str(error))
        except BaseException:  # a fault of this program, which the thread writes to the log
            self._fail(FAULT)
            raise


@contextmanager
def library_turn(home: Home) -> Iterator[Library]:
    """The library of a home, for one job at a time; an empty one is made where there is none.

    Raises `CouncilPapersError`.
    """
    with LIBRARY_TURN:
        try:
            library = state.library_at(home)
        except NothingIndexed:
            with Library(home.place, embedder=state.embedder(), create=True) as made:
                yield made
        else:
            yield library
