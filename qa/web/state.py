"""What the pages share: the library of the whole process, and the conversation of each visitor."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

import streamlit as st

from qa.answers.answer import Answer
from qa.answers.overview import Overview
from qa.answers.overview import overview as overview_of
from qa.answers.suggestions.openings import openings as suggested
from qa.errors import CouncilPapersError, InputRefused
from qa.library.councils.catalogue import Catalogue, catalogue
from qa.library.councils.council import Council, chosen
from qa.library.councils.home import Home, home
from qa.library.councils.opened import Libraries
from qa.library.councils.servers import ServerReplica
from qa.library.councils.servers import replicas as replicas_in
from qa.library.embedder import Embedder
from qa.library.filters import NO_LIMITS, Filters
from qa.library.library import Library
from qa.library.models import embedder_for
from qa.library.place import Place
from qa.library.places import place_of
from qa.library.records import Facets
from qa.settings import settings
from qa.web.asking import asking
from qa.web.fair_queue import Busy, FairQueue

MAX_TURNS = 50  # of one conversation
AT_ONCE = 2  # questions answered at once; more at once would not be answered sooner
TOO_MANY = "Many people are asking just now. Your question is kept: ask again in a moment."
WHICH = "Papers are added to one council at a time. Choose the council above first."
ALL = "all"  # stands for all councils in an address
KEPT = 64  # of what is made for a generation, where several councils share the service
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
    """The library, as it is now: where several councils share the service, those of the councils
    that are asked, of which whoever asks may read each. Raises `CouncilPapersError`."""
    known = catalogue()
    if known is None:
        return _shelf().library()
    return _libraries().together(_chosen(known, asking().names))


def asked(filters: Filters = NO_LIMITS) -> tuple[Library, Filters]:
    """The library that is asked, and the limits within it. Where several councils share the
    service, their names choose the library, and limit nothing more."""
    known = catalogue()
    if known is None:
        return library(), filters
    found = _libraries().together(_chosen(known, filters.council or asking().names))
    return found, replace(filters, council=None)


def is_one_library() -> bool:
    """Whether one library is all there is."""
    return catalogue() is None


def replicas() -> Sequence[ServerReplica]:
    """What is known of the replicas of servers."""
    known = catalogue()
    return replicas_in(known) if known else ()


def visible() -> Sequence[Council]:
    """The councils that whoever asks may read: at a council's own address, that one alone. None
    where one library is all there is."""
    known = catalogue()
    return _visible(known) if known else ()


def councils() -> Sequence[Council]:
    """The councils that are asked; none where one library is all there is."""
    known = catalogue()
    return _chosen(known, asking().names) if known else ()


def own_home() -> Home:
    """The home of the one council that is asked, for whoever adds papers to it. Raises
    `InputRefused` where several are."""
    if catalogue() is None:
        return home()
    if len(found := councils()) != 1:
        raise InputRefused(WHICH)
    return Home.of(found[0])


def own_library() -> Library:
    """The library of that one council, which can be written too."""
    if council := own_home().council:
        return _libraries().own(council)
    return library()


def library_at(where: Home) -> Library:
    """The library of a home, for a job that goes on when nobody asks any more."""
    return _libraries().own(where.council) if where.council else _shelf().library()


def _visible(known: Catalogue) -> Sequence[Council]:
    who = asking()
    return [one for one in known.visible_to(who.person) if who.at in ("", one.key)]


def _chosen(known: Catalogue, names: str) -> Sequence[Council]:
    wanted = "" if names.strip() == ALL else names
    return chosen(wanted, _visible(known), settings().councils_at_once)


@st.cache_resource(show_spinner=False)
def _libraries() -> Libraries:
    return Libraries(lambda: embedder())


@st.cache_resource(show_spinner=False)
def embedder() -> Embedder:
    """The model, loaded once for the whole process."""
    return embedder_for(settings())


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def facets(generation: str) -> Facets:
    """The committees, kinds and dates to filter by, in the library of this `generation`."""
    return library().store.facets()


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def openings(generation: str) -> Mapping[str, tuple[str, ...]]:
    """The questions to begin with for each kind of user, of the library of this `generation`."""
    return suggested(library())


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def overview(generation: str) -> Overview:
    """What the library of this `generation` is about."""
    return overview_of(library())
