"""An answer over two invented passages, and a writer that asks a server of a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from qa.answers.answer import Answer
from qa.answers.citation import Citation, Quote
from qa.answers.written import Written
from qa.library.records import Searched, StoredPassage
from qa.writing import writer as writers
from qa.writing.server import WriterServer
from qa.writing.writer import Writer
from tests.made import a_passage
from tests.writing.model_server import Answering, ModelServer, serving

WEIR = (
    "Mr Corrie, the engineer, reported that the weir had lost 12 of its 90 stones in the flood. "
    "It was proposed that new stones be ordered at £18,500."
)
FERRY = (
    "RESOLVED (by 9 votes to 4): That the Ferry Board approves the winter timetable, and that the "
    "fare for a bicycle rise from £1.20 to £1.50."
)
LOST = "The weir lost 12 of its 90 stones in the flood.", 1
RISE = "The Ferry Board approved the winter timetable.", 2
INVENTED = "The weir was sold to a developer.", 1


def a_citation(n: int, text: str) -> Citation:
    """A citation of a passage that says `text`."""
    return Citation.of(StoredPassage(n, 1, f"{n:016}", f"paper {n}.pdf", a_passage(text)), n, 0.9)


def an_answer(*texts: str, question: str = "what was lost in the flood?") -> Answer:
    """An answer that quotes passages with these texts, in whole."""
    cited = tuple(a_citation(n, text) for n, text in enumerate(texts, 1))
    quotes = tuple(Quote.of(one, 0, len(one.text)) for one in cited)
    searched = Searched(2, None, None)
    return Answer(question, question, "answered", "passages", quotes, cited, searched, 0.1)


@pytest.fixture
def answer() -> Answer:
    return an_answer(WEIR, FERRY)


@pytest.fixture
def not_found(answer: Answer) -> Answer:
    return replace(answer, status="not_found", quotes=())


Start = Callable[[Callable[[Answering], None]], ModelServer]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a server that answers so."""
    with ExitStack() as stack:
        yield lambda behaviour: stack.enter_context(serving(behaviour))


def a_writer(server: ModelServer) -> Writer:
    """A writer that asks this server."""
    return Writer(WriterServer(server.address))


def written(writer: Writer, answer: Answer, agreed: bool = False) -> Written:
    """All that is written."""
    found = writers.last(writer.write(answer, agreed=agreed))
    assert found
    return found
