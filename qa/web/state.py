"""What the page keeps: the library for the whole process, the conversation for each visitor."""

from __future__ import annotations

import gc
import sys
import threading
from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from qa.answers.answer import Answer
from qa.answers.suggestions.openings import openings as suggested
from qa.errors import CouncilPapersError
from qa.library import store
from qa.library.embedder import Embedder, SentenceEmbedder
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.records import Facets
from qa.settings import settings
from qa.web import visitors

TURNS = 50  # that one conversation keeps
# Seconds after which a thread that searches lets another go on: with Python's own 0.005, what only
# passes a request on or hands out a file waits for seconds behind those that search.
SWITCH = 0.0005
AT_ONCE = 2  # answers that are worked on: with more of them each takes longer, and all as long
MANY = "Many people are asking just now. Your question is kept: ask again in a moment."
warmed = threading.Event()  # set when the model was loaded at the start, or could not be


class ManyAsk(CouncilPapersError):
    """As many visitors wait for an answer as may."""

    def __init__(self) -> None:
        super().__init__(MANY)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer as it was shown.

    `asked` is the question as it was understood, `asks` what of the page's address brought it,
    `filters` the limits that were chosen then, `found` the answer, None where something stood in
    its way, and `next` what may be asked then, None until it was looked for.
    """

    question: str
    asked: str
    asks: Mapping[str, str]
    filters: Filters
    html: str
    found: Answer | None
    next: tuple[str, ...] | None = None


class Asked:
    """The questions of all visitors that wait for their answers, or are being answered."""

    def __init__(self) -> None:
        self.number = 0
        self._lock, self._room = threading.Lock(), threading.Semaphore(AT_ONCE)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for the turn of one more. Raises `ManyAsk` where too many wait already."""
        waiting = settings().waiting
        with self._lock:
            if self.number >= AT_ONCE + waiting:
                raise ManyAsk
            self.number += 1
        try:
            with self._room:
                yield
        finally:
            with self._lock:
                self.number -= 1


asked = Asked()


def conversation() -> deque[Turn]:
    """The turns of this visitor, oldest first."""
    turns: deque[Turn] = st.session_state.setdefault("turns", deque(maxlen=TURNS))
    return turns


def library() -> Library:
    """The library, opened once, and again if it was built again. Raises `CouncilPapersError`."""
    folder = settings().index
    file = folder / store.FILE
    return _opened(folder, file.stat().st_ino if file.exists() else 0)


# One that is replaced is not closed: another visitor's question may be reading it.
@st.cache_resource(max_entries=1, show_spinner=False)
def _opened(folder: Path, file: int) -> Library:
    """The library in `folder`, whose file has the number `file`."""
    return Library(folder, embedder=embedder())


@st.cache_resource(show_spinner=False)
def embedder() -> Embedder:
    """The model, loaded once for the whole process."""
    chosen = settings()
    return SentenceEmbedder(chosen.model, chosen.batch, chosen.threads, chosen.form)


@st.cache_resource(max_entries=1, show_spinner=False)
def facets(generation: str) -> Facets:
    """What there is to filter by in the library of this `generation`."""
    return library().store.facets()


@st.cache_resource(max_entries=1, show_spinner=False)
def openings(generation: str) -> Mapping[str, tuple[str, ...]]:
    """The questions to begin with for each kind of user, of the library of this `generation`."""
    return suggested(library())


@asynccontextmanager
async def warming(_: object) -> AsyncIterator[None]:
    """Load the model and the vectors beside, so that the page is there at once."""
    visitors.make_room()
    sys.setswitchinterval(SWITCH)
    threading.Thread(target=_warm, name="warming", daemon=True).start()
    yield


def _warm() -> None:
    try:
        with suppress(CouncilPapersError):  # whoever asks is told
            embedder().embed_one("the first question takes the longest")
            len(library().vectors)
            openings(library().store.generation)
        # Streamlit collects what is no longer used after each run of a page. What was loaded once,
        # for good, is most of what that would look through: it took four times an answer's time.
        gc.collect()
        gc.freeze()
    finally:
        warmed.set()
