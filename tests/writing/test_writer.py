"""What is written is shown as far as its passages bear it out; a server may do what it likes."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from qa.answers.answer import Answer
from qa.writing import stream
from qa.writing import writer as writers
from qa.writing.resting import REST
from qa.writing.server import WriterServer
from qa.writing.writer import Writer
from tests.writing.conftest import (
    FERRY,
    INVENTED,
    LOST,
    RISE,
    WEIR,
    Start,
    a_writer,
    an_answer,
    written,
)
from tests.writing.model_server import (
    Answering,
    event,
    events_of,
    sends,
    sentences_json,
    writes,
    writes_sentences,
)

GOOD = sentences_json(LOST, RISE)
Behaviour = Callable[[Answering], None]


def test_sentences_that_are_borne_out_are_shown_with_their_passages(
    start: Start, answer: Answer
) -> None:
    found = written(a_writer(start(writes_sentences(LOST, RISE))), answer)
    assert found.status == "shown"
    assert [(one.text, one.citation) for one in found.sentences] == [LOST, RISE]
    assert (found.dropped, found.reason) == (0, "")


def test_they_come_one_by_one(start: Start, answer: Answer) -> None:
    first_seen = threading.Event()

    def slowly(to: Answering) -> None:
        to.begin()
        *sent, last = events_of(GOOD, size=len(GOOD) // 2 + 10)
        to.send(*sent[:2])
        assert first_seen.wait(20)
        to.send(*sent[2:], last)

    coming = a_writer(start(slowly)).write(answer)
    assert [one.text for one in next(coming).sentences] == [LOST[0]]
    first_seen.set()
    *_, whole = coming
    assert [one.text for one in whole.sentences] == [LOST[0], RISE[0]]


def test_what_is_not_borne_out_is_dropped_and_counted(start: Start, answer: Answer) -> None:
    found = written(a_writer(start(writes_sentences(LOST, INVENTED, RISE))), answer)
    assert [one.text for one in found.sentences] == [LOST[0], RISE[0]]
    assert found.dropped == 1


def test_where_more_than_half_is_dropped_the_quotes_stand_alone(
    start: Start, answer: Answer
) -> None:
    server = start(writes_sentences(INVENTED, ("The weir was closed by the mayor.", 1), LOST))
    states = list(a_writer(server).write(answer))
    assert [one.status for one in states] == ["nothing borne out"]  # nothing was shown meanwhile
    assert states[-1].sentences == () and states[-1].dropped == 2
    assert "not borne out" in states[-1].reason


def test_a_sentence_of_another_passage_than_it_names_is_dropped(
    start: Start, answer: Answer
) -> None:
    found = written(a_writer(start(writes_sentences((LOST[0], 2), RISE))), answer)
    assert [one.text for one in found.sentences] == [RISE[0]]


@pytest.mark.parametrize("number", [0, 3, -1, 99])
def test_a_passage_that_was_not_sent_is_no_source(
    start: Start, answer: Answer, number: int
) -> None:
    found = written(a_writer(start(writes_sentences((LOST[0], number), RISE))), answer)
    assert [one.text for one in found.sentences] == [RISE[0]]


def test_an_empty_list_is_no_failure(start: Start, answer: Answer) -> None:
    mine = a_writer(start(writes_sentences()))
    for _ in range(4):
        assert written(mine, answer).status == "nothing borne out"
    assert not mine.rest.is_on


@pytest.mark.parametrize(
    "text",
    [
        f"<think>\nThe question {{is}} easy.</think>\n\n{GOOD}",
        f"It is easy.</think>{GOOD}",
        f"<think></think><think>twice</think>{GOOD}",
        f"  {GOOD}  ",
    ],
)
def test_thoughts_are_left_out(start: Start, answer: Answer, text: str) -> None:
    found = written(a_writer(start(writes(text))), answer)
    assert [one.text for one in found.sentences] == [LOST[0], RISE[0]]


def test_thoughts_apart_and_comments_are_passed_over(start: Start, answer: Answer) -> None:
    thought = event(reasoning_content="It is easy.")
    usage = 'data: {"choices": [], "usage": {"total_tokens": 9}}\n\n'
    server = start(
        sends(": hello\r\n\r\n", thought, *events_of(GOOD)[:-1], usage, "data: [DONE]\n")
    )
    assert written(a_writer(server), answer).status == "shown"


def chat(text: str) -> str:
    """The answer of a server that does not stream."""
    return json.dumps({"choices": [{"message": {"content": text}, "finish_reason": "stop"}]})


NESTED = '{"sentences": ' + 30_000 * "["
ONE = {"text": LOST[0], "passage": 1}
BAD: dict[str, Behaviour] = {
    "cut off": sends(*events_of(GOOD)[:-6]),
    "no end": sends(*events_of(GOOD)[:-2]),
    "ended for another reason": sends(*events_of(GOOD)[:-2], event(ending="content_filter")),
    "text": writes("The weir lost 12 of its 90 stones."),
    "code": writes(f"```json\n{GOOD}\n```"),
    "half": writes(GOOD[:-2]),
    "more after it": writes(f"{GOOD} And so on."),
    "nested": writes(NESTED),
    "thoughts without an end": writes(f"<think>{GOOD}"),
    "other keys": writes(json.dumps({"sentences": [{**ONE, "html": "<b>"}]})),
    "more keys": writes(json.dumps({"sentences": [ONE], "answer": "no"})),
    "number as text": writes(json.dumps({"sentences": [{**ONE, "passage": "1"}]})),
    "number with a point": writes(json.dumps({"sentences": [{**ONE, "passage": 1.5}]})),
    "no list": writes(json.dumps({"sentences": ONE})),
    "a list alone": writes(json.dumps([ONE])),
    "five": writes(json.dumps({"sentences": 5 * [ONE]})),
    "events that are no JSON": sends("data: {hello\n\n"),
    "events of another form": sends('data: {"choices": [{"delta": [1]}]}\n\n'),
    "an error among the events": sends('data: {"error": {"message": "overloaded"}}\n\n'),
    "a piece that is no text": sends(event(content=["a"])),
    "tools": sends(event(tool_calls=[{"function": {"name": "send_mail"}}]), *events_of(GOOD)),
    "not UTF-8": sends(b'data: {"choices": \xff\xfe\n\n'),
    "UTF-16": sends("".join(events_of(GOOD)).encode("utf-16")),
    "another kind": sends(*events_of(GOOD), kind="text/html"),
    "JSON at once": sends(chat(GOOD), kind="application/json"),
    "packed": sends(gzip.compress("".join(events_of(GOOD)).encode()), content_encoding="gzip"),
    "not found": sends("no", status=404),
    "refused": sends("who are you?", status=401),
    "broken": sends("oh", status=500),
    "nothing new": sends(status=204),
    "endless line": sends("data: ", *(1_000 * "x" for _ in range(80))),
    "huge": sends(*(f": {1_000 * 'x'}\n" for _ in range(1_200)), *events_of(GOOD)),
    "huge text": sends(*(event(2_000 * " ") for _ in range(20)), *events_of(GOOD)),
    "nothing": sends(),
    "closed": lambda to: to.connection.close(),
    "no HTTP": lambda to: to.send(b"\x00\x01\x02 hello\r\n\r\n"),
}


@pytest.mark.parametrize("behaviour", BAD.values(), ids=BAD)
def test_an_answer_in_another_form_is_not_shown(
    start: Start, answer: Answer, behaviour: Behaviour
) -> None:
    found = written(a_writer(start(behaviour)), answer)
    assert (found.status, found.sentences) == ("unavailable", ())
    assert found.reason == writers.FAILED


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(start: Start, answer: Answer, status: int) -> None:
    other = start(writes_sentences(LOST, RISE))
    server = start(sends(status=status, location=f"{other.address}/chat/completions"))
    assert written(a_writer(server), answer).status == "unavailable"
    assert len(server.asked) == 1 and other.asked == []


# Time.


SLOW = 8  # seconds; a busy machine takes some of them itself


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first word, and the last, must come within a moment."""
    monkeypatch.setattr(stream, "FIRST", 0.6)
    monkeypatch.setattr(stream, "WHOLE", 1.5)


def silent(to: Answering) -> None:
    time.sleep(SLOW)


def only_head(to: Answering) -> None:
    to.begin()
    time.sleep(SLOW)


def only_comments(to: Answering) -> None:
    to.begin()
    for _ in range(60):
        to.send(": wait\n\n")
        time.sleep(0.05)


def drips(to: Answering) -> None:
    to.begin()
    for one in events_of(5 * " " + GOOD, size=1):
        for byte in one.encode():
            to.send(bytes([byte]))
            time.sleep(0.02)


@pytest.mark.parametrize("behaviour", [silent, only_head, only_comments, drips])
def test_who_is_slow_is_not_waited_for(
    start: Start, answer: Answer, hurried: None, behaviour: Behaviour
) -> None:
    began = time.monotonic()
    assert written(a_writer(start(behaviour)), answer).status == "unavailable"
    assert time.monotonic() - began < SLOW - 1


def test_what_was_borne_out_before_the_time_was_up_is_shown_and_it_says_so(
    start: Start, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "WHOLE", 3.0)

    def stops(to: Answering) -> None:
        to.begin()
        to.send(*list(events_of(GOOD))[:14])
        time.sleep(SLOW)

    mine = a_writer(start(stops))
    found = written(mine, answer)
    assert [one.text for one in found.sentences] == [LOST[0]]
    assert found.reason == writers.NOT_DONE
    assert len(mine.write(answer).__next__().sentences) == 1  # it was not kept, and is asked again


@pytest.mark.parametrize(("events", "number"), [(14, 1), (4, 0)])
def test_who_writes_on_to_its_limit_was_not_done(
    start: Start, answer: Answer, events: int, number: int
) -> None:
    server = start(sends(*events_of(GOOD)[:events], event(ending="length"), "data: [DONE]\n\n"))
    found = written(a_writer(server), answer)
    assert len(found.sentences) == number and found.reason == writers.NOT_DONE
    assert found.status == ("shown" if number else "unavailable")


def test_the_seconds_are_those_that_are_promised() -> None:
    from qa.writing.server import CONNECTING

    assert (CONNECTING, stream.FIRST, stream.WHOLE) == (3.0, 10.0, 30.0)


# What is asked again, and what is not.


def test_the_same_question_over_the_same_passages_is_asked_once(
    start: Start, answer: Answer
) -> None:
    server = start(writes_sentences(LOST, RISE, INVENTED))
    mine = a_writer(server)
    first, second = written(mine, answer), written(mine, answer)
    assert replace(first, seconds=0) == replace(second, seconds=0)
    assert len(server.asked) == 1
    written(mine, an_answer(WEIR, FERRY, question="and who reported it?"))
    written(mine, an_answer(FERRY, WEIR))
    assert len(server.asked) == 3
    written(Writer(replace(mine.server, model="other")), answer)
    assert len(server.asked) == 4


def test_what_is_remembered_names_no_question(start: Start, answer: Answer) -> None:
    mine = a_writer(start(writes_sentences(LOST)))
    written(mine, answer)
    assert answer.question not in repr(vars(mine._kept))


def test_three_failures_rest_it_for_a_minute(start: Start, answer: Answer) -> None:
    now = [1000.0]
    server = start(sends("oh", status=500))
    mine = Writer(WriterServer(server.address), clock=lambda: now[0])
    for _ in range(5):
        found = written(mine, answer)
    assert found.reason == writers.RESTING
    assert len(server.asked) == 3
    now[0] += REST + 1
    written(mine, answer)
    assert len(server.asked) == 4
    assert written(mine, answer).reason == writers.RESTING  # the one try failed as well
    now[0] += REST + 1
    server.answer = writes_sentences(LOST)
    assert written(mine, answer).status == "shown"
    server.answer = sends("oh", status=500)
    assert written(mine, an_answer(FERRY)).reason == writers.FAILED
    assert not mine.rest.is_on  # it begins to count anew


def test_two_are_written_at_once(
    start: Start, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writers, "WAIT", 0.2)
    enough = threading.Event()

    def waits(to: Answering) -> None:
        to.begin()
        enough.wait(20)
        to.send(*events_of(GOOD))

    server = start(waits)
    mine = a_writer(server)
    others = [threading.Thread(target=written, args=(mine, answer)) for _ in range(2)]
    for one in others:
        one.start()
    while len(server.asked) < 2:
        time.sleep(0.01)
    assert written(mine, answer).reason == writers.BUSY
    enough.set()
    for one in others:
        one.join()
    assert len(server.asked) == 2
    assert written(mine, an_answer(FERRY, WEIR)).status in ("shown", "nothing borne out")


def test_who_stops_looking_ends_the_request(start: Start, answer: Answer) -> None:
    def endless(to: Answering) -> None:
        to.begin()
        to.send(*list(events_of(GOOD))[:14])
        while True:
            to.send(": on\n\n")
            time.sleep(0.01)

    mine = a_writer(start(endless))
    coming = mine.write(answer)
    next(coming)
    coming.close()
    assert mine._places.acquire(blocking=False) and mine._places.acquire(blocking=False)


# What is sent.


def test_nothing_is_sent_where_the_papers_do_not_answer(
    start: Start, answer: Answer, not_found: Answer
) -> None:
    server = start(writes_sentences(LOST))
    for one in (not_found, replace(answer, status="uncertain")):
        assert list(a_writer(server).write(one)) == []
    assert server.asked == []


def test_what_is_sent_is_the_question_and_the_passages_and_no_more(
    start: Start, answer: Answer
) -> None:
    server = start(writes_sentences(LOST))
    mine = Writer(WriterServer(server.address, "small", "secret"))
    written(mine, answer)
    [asked] = server.asked
    assert asked.path == "/v1/chat/completions"
    assert answer.question in asked.text and WEIR in asked.text
    assert asked.body["temperature"] == 0 and asked.body["stream"] is True
    assert asked.body["model"] == "small"
    assert asked.body["response_format"]["json_schema"]["strict"] is True
    assert set(asked.body) == {
        *("model", "messages", "stream", "temperature", "max_tokens", "response_format")
    }
    assert len(asked.body["messages"]) == 2  # no history
    headers = {name.lower(): value for name, value in asked.headers.items()}
    assert headers.pop("authorization") == "Bearer secret"
    assert set(headers) == {
        *("host", "accept", "accept-encoding", "connection", "user-agent"),
        *("content-length", "content-type"),
    }
    assert "secret" not in repr(mine.server)


def test_nothing_of_the_environment_is_used(
    start: Start, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = start(writes_sentences(INVENTED))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, proxy.address.removesuffix("/v1"))
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert written(a_writer(start(writes_sentences(LOST, RISE))), answer).status == "shown"
    assert proxy.asked == []


def test_the_log_has_no_word_of_it(
    start: Start, answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    written(a_writer(start(writes(f"{LOST[0]} oh"))), answer)
    assert "The writer at 127.0.0.1 failed: What it wrote has another form" in caplog.text
    assert "weir" not in caplog.text and "flood" not in caplog.text
