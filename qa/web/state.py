"""What the pages share: the library of the whole process, and the conversation of each visitor."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import streamlit as st

from qa.answers.answer import Answer
from qa.answers.overview import Overview
from qa.answers.overview import overview as overview_of
from qa.answers.suggestions.openings import openings as suggested
from qa.errors import CouncilPapersError
from qa.library.embedder import Embedder
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.models import embedder_for
from qa.library.place import Place
from qa.library.places import place_of
from qa.library.records import Facets
from qa.settings import settings
from qa.web.fair_queue import Busy, FairQueue

MAX_TURNS = 50  # of one conversation
AT_ONCE = 2  # questions answered at once; more at once would not be answered sooner
TOO_MANY = "Many people are asking just now. Your question is kept: ask again in a moment."
model_loaded = threading.Event()  # set once the model was loaded, or could not be


class TooManyQuestions(CouncilPapersError):
    """As many questions wait for an answer as are allowed to."""

    def __init__(self) -> None:
        super().__init__(TOO_MANY)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer as it was shown.

    `asked` is the question as it was understood, `asks` the parameters of the page's address that
    asked it, and `filters` the limits chosen at the time. `found` is None where the question could
    not be answered. `next` are suggested questions, None until they were looked for. `key` tells
    the answer from the others on the page.
    """

    question: str
    asked: str
    asks: Mapping[str, str]
    filters: Filters
    html: str
    found: Answer | None
    next: tuple[str, ...] | None = None
    key: str = ""


questions = FairQueue()
writing = FairQueue()  # answers that a language model is to put in sentences


@contextmanager
def turn() -> Iterator[None]:
    """Wait until the question of this visitor may be answered.

    Raises `TooManyQuestions` where too many wait already.
    """
    with ExitStack() as place:
        try:
            place.enter_context(questions.turn(address(), AT_ONCE, settings().waiting))
        except Busy as error:
            raise TooManyQuestions from error
        yield


def address() -> str:
    """The address that this visitor came from; empty for this machine's own."""
    return st.context.ip_address or ""


def conversation() -> deque[Turn]:
    """The turns of this visitor, oldest first."""
    turns: deque[Turn] = st.session_state.setdefault("turns", deque(maxlen=MAX_TURNS))
    return turns


def new_conversation() -> None:
    """Begin with no turns. A page that is still being drawn goes on with those that it has."""
    st.session_state.pop("turns", None)


class Shelf:
    """The library of the whole process, and how to know whether it is still the one there is."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._which: tuple[Place, object] | None = None
        self._library: Library | None = None

    def library(self) -> Library:
        """The library, opened once, and again if it was built again.

        One that is replaced is not closed, as another visitor's question may be reading it.
        """
        place = place_of(None)
        which = place, place.identity()
        with self._lock:
            if self._library is None or self._which != which:
                self._library, self._which = Library(place, embedder=embedder()), which
            return self._library


# Streamlit's caches compare what a function is called with by hashing it, which takes longer.
@st.cache_resource(show_spinner=False)
def _shelf() -> Shelf:
    return Shelf()


def library() -> Library:
    """The library, as it is now. Raises `CouncilPapersError`."""
    return _shelf().library()


@st.cache_resource(show_spinner=False)
def embedder() -> Embedder:
    """The model, loaded once for the whole process."""
    return embedder_for(settings())


@st.cache_resource(max_entries=1, show_spinner=False)
def facets(generation: str) -> Facets:
    """The committees, kinds and dates to filter by, in the library of this `generation`."""
    return library().store.facets()


@st.cache_resource(max_entries=1, show_spinner=False)
def openings(generation: str) -> Mapping[str, tuple[str, ...]]:
    """The questions to begin with for each kind of user, of the library of this `generation`."""
    return suggested(library())


@st.cache_resource(max_entries=1, show_spinner=False)
def overview(generation: str) -> Overview:
    """What the library of this `generation` is about."""
    return overview_of(library())
