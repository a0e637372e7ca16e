"""What the pages share: the library of the whole process, and the conversation of each visitor."""

from __future__ import annotations

import gc
import sys
import threading
from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass

import streamlit as st

from qa import logs
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
from qa.web import headers, metrics, visitors
from qa.web.fair_queue import Busy, FairQueue

MAX_TURNS = 50  # of one conversation
# Seconds after which a thread that searches lets another run. With Python's default of 0.005, a
# request that only needs a file waits for seconds behind those that search.
SWITCH_INTERVAL = 0.0005
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
    not be answered. `next` are suggested questions, None until they were looked for.
    """

    question: str
    asked: str
    asks: Mapping[str, str]
    filters: Filters
    html: str
    found: Answer | None
    next: tuple[str, ...] | None = None


questions = FairQueue()


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


def library() -> Library:
    """The library, opened once, and again if it was built again. Raises `CouncilPapersError`."""
    place = place_of(None)
    return _opened(place, place.identity())


# A library that is replaced is not closed, as another visitor's question may be reading it.
@st.cache_resource(max_entries=1, show_spinner=False)
def _opened(place: Place, _identity: object) -> Library:
    """The library in `place`, which a rebuild gives another identity."""
    return Library(place, embedder=embedder())


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


@asynccontextmanager
async def warming(_: object) -> AsyncIterator[None]:
    """Load the model and the vectors in the background, so that the page is there at once."""
    visitors.raise_file_limit()
    metrics.waiting.set_function(lambda: questions.number)
    logs.write_json()  # only now do all who log have their handlers
    headers.warn_of_names()
    sys.setswitchinterval(SWITCH_INTERVAL)
    threading.Thread(target=_warm, args=(model_loaded,), name="warming", daemon=True).start()
    yield


def _warm(loaded: threading.Event) -> None:
    try:
        with suppress(CouncilPapersError):  # whoever asks is told
            embedder().embed_one("the first question takes the longest")
            library().store.prepare()
            openings(library().store.generation)
            overview(library().store.generation)
        # Streamlit collects garbage after each run of a page. Freezing what was loaded for good
        # keeps that from looking through all of it again, which took longer than an answer.
        gc.collect()
        gc.freeze()
    finally:
        loaded.set()
