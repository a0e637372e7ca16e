"""What a language model writes of an answer, on the page and for programs; and what it is sent."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from qa.library.library import Library
from qa.settings import settings
from qa.web import state, written_view
from qa.web.api import routes
from qa.web.fair_queue import FairQueue
from qa.web.throttle import RateLimit
from qa.writing import server as servers
from qa.writing import writer as writers
from tests.web.conftest import answers, ask
from tests.writing.model_server import (
    Answering,
    ModelServer,
    events_of,
    sends,
    sentences_json,
    serving,
    writes,
    writes_sentences,
)

QUESTION = "how many bus passes were renewed?"
RENEWED = "412 bus passes were renewed in the spring.", 1
INVENTED = "The bus passes were withdrawn by the mayor.", 1
HOST = "llm.example.org"
Serve = Callable[[Callable[[Answering], None]], ModelServer]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Start a server that answers so, and name it in the settings."""
    monkeypatch.setattr(state, "writing", FairQueue())
    monkeypatch.setattr(routes, "rate", RateLimit())
    with ExitStack() as stack:

        def start(behaviour: Callable[[Answering], None]) -> ModelServer:
            server = stack.enter_context(serving(behaviour))
            monkeypatch.setenv("QA_WRITER_URL", server.address)
            settings.cache_clear()
            return server

        yield start
    settings.cache_clear()


@pytest.fixture
def outside(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> ModelServer:
    """A server outside: the names lead to a public address, and that to the server of the test."""
    server = serve(writes_sentences(RENEWED))
    monkeypatch.setenv("QA_WRITER_URL", f"https://{HOST}/v1")
    settings.cache_clear()
    monkeypatch.setattr(servers, "resolve_host", lambda host, port: ["8.8.8.8"])
    real = socket.create_connection

    def connected(address: tuple[str, int], *args: object, **also: object) -> socket.socket:
        to = ("127.0.0.1", server.server_port) if address[0] == "8.8.8.8" else address
        return real(to, *args, **also)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "create_connection", connected)
    writers._writer_at.cache_clear()
    # The server of the test speaks no TLS.
    monkeypatch.setattr("httpcore._backends.sync.SyncStream.start_tls", lambda self, *_: self)
    return server


def finished(page: AppTest) -> str:
    """What stands under the answer line, once all is written."""
    for _ in range(200):
        shown = " ".join(written(page))
        if "is writing" not in shown:
            return shown
        time.sleep(0.05)
        page.run()
    raise AssertionError("it was never done")


def plain(label: str) -> str:
    """A label of Streamlit as it is read."""
    return label.replace("\\", "")


def buttons(page: AppTest) -> list[Button]:
    """The buttons that say who would write."""
    return [one for one in page.button if HOST in plain(one.label)]


def written(page: AppTest) -> list[str]:
    return [one for one in answers(page) if 'class="written"' in one]


def test_it_is_off_unless_an_address_is_set(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QA_WRITER_URL", raising=False)
    shown = ask(page, QUESTION)
    assert "412 bus passes" in shown and written(page) == []
    assert "Searched" in shown  # one piece


def test_the_sentences_stand_under_the_line_apart_from_the_quotes(
    page: AppTest, serve: Serve
) -> None:
    server = serve(writes_sentences(RENEWED, INVENTED, RENEWED))
    ask(page, QUESTION)
    shown = finished(page)
    assert "<bdi>412 bus passes were renewed in the spring.</bdi>" in shown
    assert 'href="#source-0-1"' in shown and 'aria-label="Source 1"' in shown
    assert "experimental" in shown and "1 more sentence" in shown and "127.0.0.1" in shown
    assert "mayor" not in " ".join(answers(page))
    line, below, quotes = answers(page)
    assert below == shown
    assert "answer-line" in line and "<blockquote" not in line
    assert "<blockquote" in quotes and 'id="source-0-1"' in quotes
    assert len(server.asked) == 1
    page.run()
    assert written(page) == [shown] and len(server.asked) == 1


def test_what_is_borne_out_appears_before_all_is_written(page: AppTest, serve: Serve) -> None:
    more = threading.Event()

    def slowly(to: Answering) -> None:
        to.begin()
        text = sentences_json(RENEWED, ("The committee heard it.", 1))
        events = events_of(text)
        to.send(*events[:-6])
        more.wait(30)
        to.send(*events[-6:])

    serve(slowly)
    ask(page, QUESTION)
    for _ in range(200):
        page.run()
        if "412" in " ".join(written(page)):
            break
        time.sleep(0.05)
    shown = " ".join(written(page))
    assert "412 bus passes were renewed" in shown and "is writing" in shown
    more.set()
    assert "is writing" not in finished(page)


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        (writes_sentences(INVENTED), "Most of what the language model wrote is not borne out"),
        (writes_sentences(), "wrote nothing that the passages bear out"),
        (writes("oh"), "gave no answer that can be used"),
        (sends(status=500), "gave no answer that can be used"),
    ],
)
def test_where_nothing_is_shown_the_quotes_stand_alone_and_it_says_so(
    page: AppTest, serve: Serve, behaviour: Callable[[Answering], None], said: str
) -> None:
    serve(behaviour)
    ask(page, QUESTION)
    shown = finished(page)
    assert said in shown and "The quotes stand alone." in shown
    assert "<bdi>" not in shown
    assert "412 bus passes" in answers(page)[-1]


def test_nothing_is_sent_where_the_papers_do_not_answer(page: AppTest, serve: Serve) -> None:
    server = serve(writes_sentences(RENEWED))
    ask(page, "are there mermaids in the harbour?")
    assert written(page) == [] and server.asked == []


def test_what_is_written_is_inert(page: AppTest, serve: Serve) -> None:
    evil = "The hostile witness wrote <script>alert(1)</script> <img src=x onerror=alert(1)>", 1
    serve(writes_sentences(evil))
    ask(page, "what did the hostile witness write?")
    shown = finished(page)
    assert "<script" not in shown and "<img" not in shown


def test_a_host_outside_is_sent_nothing_until_its_button_is_pressed(
    page: AppTest, outside: ModelServer
) -> None:
    ask(page, QUESTION)
    [button] = buttons(page)
    assert any(f"then go to <bdi>{HOST}</bdi>, outside" in one for one in answers(page))
    page.run()
    assert outside.asked == [] and written(page) == []
    button.click().run()
    assert "412 bus passes were renewed in the spring." in finished(page)
    [asked] = outside.asked
    assert QUESTION in asked.text
    assert asked.headers["Host"] == HOST


def test_the_next_question_asks_for_consent_anew(page: AppTest, outside: ModelServer) -> None:
    ask(page, QUESTION)
    [button] = buttons(page)
    button.click().run()
    finished(page)
    ask(page, "bus passes for older riders")
    assert len(buttons(page)) == 1
    assert len(outside.asked) == 1


def test_what_is_copied_and_kept_has_no_word_of_it(page: AppTest, serve: Serve) -> None:
    serve(writes_sentences(RENEWED))
    ask(page, QUESTION)
    assert "412 bus passes were renewed in the spring." in finished(page)
    *_, quotes = answers(page)
    assert "data-copy" in quotes and "In other words" not in quotes


def test_only_so_many_wait_and_the_rest_are_told(
    page: AppTest, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.web.writing_job.WAITING", 0)
    serve(writes_sentences(RENEWED))
    with ExitStack() as stack:
        for address in ("192.0.2.1", "192.0.2.2"):
            stack.enter_context(state.writing.turn(address, 2, 0))
        ask(page, QUESTION)
        assert writers.BUSY in finished(page)


def test_what_is_said_aloud_is_how_much_was_written(page: AppTest, serve: Serve) -> None:
    serve(writes_sentences(RENEWED))
    ask(page, QUESTION)
    finished(page)
    assert page.session_state["said"][1] == "1 sentence written below the answer."
    mine = writers.writer()
    assert mine
    assert written_view.ALONE in written_view.summary(mine.unavailable(writers.FAILED))


# For programs.


@pytest.fixture
def client(library: Library) -> TestClient:
    return TestClient(Starlette(routes=routes.ROUTES))


def write(client: TestClient, **asked: str) -> dict[str, object]:
    """What is written for a program."""
    told = client.post("/api/write", params={"q": QUESTION, **asked})
    assert told.status_code == 200, told.text
    found = told.json()["written"]
    assert isinstance(found, dict)
    return found


def test_a_program_is_told_what_was_written_and_where_it_stands(
    client: TestClient, serve: Serve
) -> None:
    serve(writes_sentences(RENEWED, INVENTED))
    told = write(client)
    assert told["status"] == "shown" and told["dropped"] == 1
    place = {"paper": "minutes july.pdf", "pdf_page": 1, "printed_page": "3"}
    assert told["sentences"] == [{"text": RENEWED[0], "citation": 1, "place": place}]


def test_a_program_that_asks_is_not_written_for(client: TestClient, serve: Serve) -> None:
    server = serve(writes_sentences(RENEWED))
    assert client.get("/api/ask", params={"q": QUESTION}).json()["written"] is None
    assert server.asked == []


def test_a_program_is_told_that_there_is_no_writer(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QA_WRITER_URL", raising=False)
    settings.cache_clear()
    assert write(client)["status"] == "unavailable"


def test_a_program_names_a_host_outside_before_anything_is_sent(
    client: TestClient, outside: ModelServer
) -> None:
    for wrong in ({}, {"sent_to": "other.example.org"}):
        told = write(client, **wrong)
        assert told["status"] == "unavailable" and HOST in str(told["reason"])
    assert outside.asked == []
    assert write(client, sent_to=HOST)["status"] == "shown"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_follows_a_link_has_nothing_written(
    client: TestClient, serve: Serve, method: str
) -> None:
    server = serve(writes_sentences(RENEWED))
    assert client.request(method, f"/api/write?q={QUESTION}").status_code == 405
    assert server.asked == []


def test_who_writes_keeps_nobody_from_asking(client: TestClient, serve: Serve) -> None:
    more = threading.Event()

    def waits(to: Answering) -> None:
        to.begin()
        more.wait(30)
        to.send(*events_of(sentences_json(RENEWED)))

    server = serve(waits)
    slow = [threading.Thread(target=partial(write, client)) for _ in range(3)]
    for one in slow:
        one.start()
    while not server.asked:
        time.sleep(0.01)
    assert client.get("/api/ask", params={"q": QUESTION}).status_code == 200
    more.set()
    for one in slow:
        one.join()
