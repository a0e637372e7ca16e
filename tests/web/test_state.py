"""What visitors share: their turns, and that who comes when too many wait loses nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from qa.answers.understanding.question import MAX_QUESTION_LENGTH
from qa.library.library import Library
from qa.settings import settings
from qa.web import downloads, paper_files, selection, state
from qa.web.fair_queue import Busy, FairQueue
from qa.web.markdown import escaped
from qa.web.state import AT_ONCE, TooManyQuestions
from tests.web.conftest import PAGE, answers, key_of

WAITING = 2


@pytest.fixture
def crowd(index: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[ExitStack]:
    """As many visitors as may ask, who ask and wait until the stack is closed."""
    monkeypatch.setenv("QA_WAITING", str(WAITING))
    settings.cache_clear()
    asked, done = FairQueue(), threading.Event()
    monkeypatch.setattr(state, "questions", asked)

    def ask(address: str) -> None:
        with asked.turn(address, AT_ONCE, WAITING):
            done.wait(30)

    addresses = [f"192.0.2.{number}" for number in range(AT_ONCE + WAITING)]
    threads = [threading.Thread(target=ask, args=(address,)) for address in addresses]
    with ExitStack() as there:
        for thread in threads:
            thread.start()
            there.callback(thread.join)
        there.callback(done.set)
        while asked.number < len(threads):
            pass
        yield there


def test_who_comes_when_too_many_wait_is_told_at_once_and_the_others_are_answered(
    crowd: ExitStack,
) -> None:
    with pytest.raises(TooManyQuestions), state.turn():
        pass
    crowd.close()
    with state.turn():
        assert state.questions.number == 1


def test_a_question_that_must_wait_is_kept_and_asked_again(
    library: Library, crowd: ExitStack
) -> None:
    page = AppTest.from_file(str(PAGE), default_timeout=300).run()
    page.chat_input[0].set_value("how many bus passes were renewed?").run()
    [warning] = page.warning
    assert warning.value == state.TOO_MANY
    assert page.query_params["q"] == "how many bus passes were renewed?"
    crowd.close()
    next(button for button in page.button if button.label == "Ask again").click().run()
    assert not page.exception and not page.warning
    assert "412 bus passes" in answers(page)[-1]


@pytest.mark.parametrize("name", ["decisions", "previous_answers"])
def test_the_other_pages_that_search_say_so_too(
    library: Library, crowd: ExitStack, name: str
) -> None:
    page = AppTest.from_file(str(PAGE), default_timeout=300).run()
    page.switch_page(f"{name}.py").run()
    assert [error.value for error in page.error] == [escaped(state.TOO_MANY)]
    crowd.close()
    page.run()
    assert not page.error and not page.exception


def test_what_an_address_asks_is_kept_no_longer_than_a_question_may_be(page: AppTest) -> None:
    page.query_params["q"] = "bus passes " * 10_000
    page.query_params["after"] = "z" * 100_000
    page.run()
    [turn] = page.session_state["turns"]
    assert {len(words) for words in turn.asks.values()} <= {
        MAX_QUESTION_LENGTH - 1,
        MAX_QUESTION_LENGTH,
    }


def test_who_downloads_when_too_many_files_are_being_made_is_told_when_to_come_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        async def run(self, *_: object) -> None:
            raise Busy

    mine = selection.VisitorSelection()
    monkeypatch.setitem(selection._VISITS, mine.key, mine)
    client = TestClient(Starlette(routes=downloads.ROUTES))
    assert client.get(f"/briefing/{mine.key}.docx").status_code == 200
    monkeypatch.setattr(downloads, "queue", Full())
    refused = client.get(f"/briefing/{mine.key}.docx")
    assert (refused.status_code, refused.text) == (503, downloads.BUSY)
    assert int(refused.headers["Retry-After"]) > 0


@pytest.mark.parametrize("part", ["0-", "0-0,"])
def test_a_paper_is_never_sent_longer_than_it_is_however_many_parts_are_asked_for(
    library: Library, part: str
) -> None:
    client = TestClient(Starlette(routes=paper_files.ROUTES))
    path = f"/papers/{key_of(library, 'minutes july.pdf')}.pdf"
    whole = client.get(path).content
    for number in (2, 100, 101, 5000):
        asked = "bytes=" + ",".join([part.strip(",")] * number)
        assert len(client.get(path, headers={"Range": asked}).content) <= len(whole)
