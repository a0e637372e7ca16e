"""The answers for machines, over HTTP."""

from __future__ import annotations

import json
import re
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import hypothesis
import jsonschema_rs
import pytest
import schemathesis
import streamlit as st
from fastapi.routing import APIRoute
from starlette.applications import Starlette
from starlette.testclient import TestClient

from qa.answers.answering import answer
from qa.answers.registers.decisions import decisions
from qa.answers.registers.previous import previous
from qa.answers.understanding.question import MAX_QUESTION_LENGTH
from qa.library import store
from qa.library.filters import Filters
from qa.library.library import Library
from qa.papers.paper import Problem
from qa.papers.register import Resolution, Words
from qa.settings import settings
from qa.web import paper_files, state
from qa.web.api import routes
from qa.web.api.error_responses import Json
from qa.web.fair_queue import FairQueue
from qa.web.throttle import RateLimit
from qa.web.warming import warming
from tests.made import MEETING, PUBLISHED, a_paper, a_passage
from tests.web.conftest import EVIL, build, key_of

ALL = [*paper_files.ROUTES, *routes.ROUTES]
APP = Starlette(routes=ALL, lifespan=warming)
STORY = "what happened to the reconciliation process?"
RENEWED = "how many bus passes were renewed?"
NOTHING = "how many unicorns were sighted at the ring road?"
SCHEMA = schemathesis.openapi.from_asgi("/api/openapi.json", Starlette(routes=ALL))


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody has asked yet, and the service has just begun."""
    monkeypatch.setattr(routes, "rate", RateLimit())
    monkeypatch.setattr(routes, "queue", FairQueue())
    monkeypatch.setattr(state, "model_loaded", threading.Event())
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def client() -> TestClient:
    return TestClient(APP)


@pytest.fixture
def real(client: TestClient, samples: Library, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A client of the sample papers, with the true model."""
    monkeypatch.setattr(state, "library", lambda: samples)
    return client


def got(client: TestClient, path: str, **asked: object) -> Any:
    """What is answered, which must be an answer."""
    found = client.get(path, params={name.rstrip("_"): str(one) for name, one in asked.items()})
    assert found.status_code == 200, found.text
    assert found.headers["content-type"] == "application/json"
    return found.json()


def refused(client: TestClient, path: str, status: int) -> str:
    """What is said in place of an answer."""
    found = client.get(path)
    assert found.status_code == status, found.text
    assert found.headers["content-type"] == "application/problem+json"
    assert found.json()["status"] == status
    return str(found.json()["detail"])


def bare(told: Any) -> Any:
    """What is told without its links and its time, which the command line has not or has others."""
    if isinstance(told, dict):
        return {n: bare(one) for n, one in told.items() if n not in ("links", "seconds")}
    return [bare(one) for one in told] if isinstance(told, list) else told


# The same answers.


@pytest.mark.parametrize("question", [STORY, "how much did the repayments come to?", NOTHING])
def test_an_answer_is_that_of_the_command_line(
    real: TestClient, samples: Library, question: str
) -> None:
    told = got(real, "/api/ask", q=question)
    assert bare(told) == bare(answer(question, samples).to_json())
    assert told["seconds"] > 0
    assert (told["status"] == "not_found") is (question == NOTHING)


def test_a_citation_links_to_its_words_and_its_page(real: TestClient) -> None:
    for cited in got(real, "/api/ask", q=STORY)["citations"]:
        assert cited["links"]["page"] == f"paper?cite={cited['reference']}"
        file, page = cited["links"]["pdf"].split("#")
        assert page == f"page={cited['pdf_page']}"
        assert real.get(f"/{file}").content.startswith(b"%PDF")
        assert got(real, "/api/passage", cite=cited["reference"])["words"] == cited["text"]


def test_a_question_leans_on_the_one_before(real: TestClient, samples: Library) -> None:
    asked = got(real, "/api/ask", q="who chairs the adults and communities committee?")["asked"]
    told = got(real, "/api/ask", q="and who seconded it?", previous=asked)
    assert told["asked"] == f"{asked} and who seconded it?"
    assert got(real, "/api/ask", q="and who seconded it?")["asked"] == "and who seconded it?"


def test_limits_are_kept_to(real: TestClient, samples: Library) -> None:
    limits = {"committee": "SCRUTINY", "from_": "2021-07-01", "to": "2021-12-31"}
    told = got(real, "/api/ask", q="heating charges", document="minutes", top=3, **limits)
    assert 0 < len(told["citations"]) <= 3
    for cited in told["citations"]:
        assert "scrutiny" in cited["committee"].casefold()
        assert "2021-07-01" <= cited["meeting_date"] <= "2021-12-31"
        assert cited["document"] == "minutes"
    filters = Filters("SCRUTINY", date(2021, 7, 1), date(2021, 12, 31))
    within = samples.store.searched(filters)
    assert got(real, "/api/ask", q="heating charges", **limits)["searched"] == {
        "papers": within.papers,
        "from": str(within.earliest),
        "to": str(within.latest),
        "councils": [],
        "left_out": {},
    }
    there = got(real, "/api/papers", council="no such council")
    assert (there["papers"], there["total"]) == ([], 0)


def test_decisions_are_those_of_the_command_line(real: TestClient, samples: Library) -> None:
    for about in ("", "heating"):
        told = got(real, "/api/decisions", about=about)
        found = decisions(samples, about).found
        assert found
        assert bare(told["decisions"]) == [one.to_json() for one in found]
        assert told["more"] is False
    first = got(real, "/api/decisions", limit=1)
    assert (len(first["decisions"]), first["more"]) == (1, True)


def test_decisions_can_be_of_one_kind_or_outcome(real: TestClient, samples: Library) -> None:
    found = decisions(samples).found
    for name in ("kind", "outcome"):
        for wanted in {str(getattr(one, name)) for one in found}:
            told = got(real, "/api/decisions", **{name: wanted})["decisions"]
            assert bare(told) == [o.to_json() for o in found if getattr(o, name) == wanted]
    rarest = min((one.kind for one in found), key=[one.kind for one in found].count)
    some = [one for one in found if one.kind == rarest]
    told = got(real, "/api/decisions", kind=rarest, limit=len(some))
    assert (len(told["decisions"]), told["more"]) == (len(some), False)


def test_earlier_answers_are_those_of_the_command_line(real: TestClient, samples: Library) -> None:
    draft = "how many tenants have registered for reconciliation?"
    told = got(real, "/api/answers", q=draft, limit=3)
    found = previous(samples, draft, limit=3)
    assert bare(told["answers"]) == [one.to_json() for one in found.found]
    assert told["more"] is found.more
    assert told["answers"][0]["since"]
    assert len(got(real, "/api/answers")["answers"]) == 10


def test_papers_are_listed_by_the_limits_and_a_page_at_a_time(
    real: TestClient, samples: Library
) -> None:
    everything = got(real, "/api/papers")
    assert everything["total"] == len(everything["papers"]) == len(samples.store.papers.all())
    parts = [got(real, "/api/papers", limit=4, offset=n)["papers"] for n in (0, 4, 8, 12, 16)]
    assert [paper for part in parts for paper in part] == everything["papers"]
    some = got(real, "/api/papers", committee="cabinet", document="minutes")
    for paper in some["papers"]:
        assert ("cabinet" in paper["committee"].casefold(), paper["document"]) == (True, "minutes")
    days = [paper["meeting_date"] for paper in everything["papers"] if paper["meeting_date"]]
    day = days[len(days) // 2]
    of_the_day = got(real, "/api/papers", from_=day, to=day)["papers"]
    assert [paper["meeting_date"] for paper in of_the_day] == [day] * days.count(day)


def test_a_paper_tells_its_problems_and_not_where_it_lies(
    real: TestClient, samples: Library
) -> None:
    told = real.get("/api/papers")
    folder = next(file for _, file, _ in samples.store.papers.fingerprints()).path.parent
    assert str(folder) not in told.text
    for paper, held in zip(told.json()["papers"], samples.store.papers.all(), strict=True):
        assert paper["key"] == held.key
        assert paper["links"]["pdf"] == f"papers/{held.key}.pdf#page=1"
        assert [problem["reason"] for problem in paper["problems"]] == [
            problem.reason for problem in held.problems
        ]
    assert any(paper["problems"] for paper in told.json()["papers"])


def test_what_is_held_back_is_counted_and_what_was_not_read_is_told(
    client: TestClient, index: Path
) -> None:
    day = replace(MEETING, date=date(2021, 7, 13))
    held = Problem("exempt", "It says so.", "Let it in.")
    silent = Problem("no text", "No text.", "Use OCR.", (4, 2))
    said, read = a_passage("412 bus passes were renewed."), a_passage("RESOLVED: that it be so.")
    record = Resolution("resolution", "agreed", (Words(0, 0, len(read.text)),))
    papers = (
        replace(a_paper("minutes.pdf", said), meeting=day),
        replace(a_paper("read.pdf", replace(read, ocr=True)), meeting=day, resolutions=(record,)),
        replace(a_paper("scan.pdf"), meeting=day, problems=(silent,)),
        replace(a_paper("secret.pdf"), meeting=day, problems=(held, silent)),
    )
    build(index, papers)
    found = as_described(client, "/api/papers")
    assert {paper["name"] for paper in found["papers"]} == {"minutes.pdf", "read.pdf", "scan.pdf"}
    assert (found["total"], found["held_back"]) == (3, 1)
    told = got(client, "/api/ask", q=RENEWED)
    key = key_of(state.library(), "scan.pdf")
    assert told["unread"] == {
        "papers": [
            {
                "paper": "scan.pdf",
                "key": key,
                "committee": MEETING.committee,
                "meeting_date": "2021-07-13",
                "kinds": ["no text"],
                "pages": [2, 4],
                "ranges": [[2, 2], [4, 4]],
                "number_of_pages": 2,
                "links": {"page": f"paper?paper={key}&page=2", "pdf": f"papers/{key}.pdf#page=2"},
            }
        ],
        "more": 0,
        "held_back": True,
    }
    assert {one["paper"]: one["ocr"] for one in told["citations"]} == {
        "minutes.pdf": False,
        "read.pdf": True,
    }
    [decided] = got(client, "/api/decisions")["decisions"]
    assert decided["ocr"] is True
    for address in (f"/api/ask?q={quote(RENEWED)}", "/api/ask?q=unicorns", "/api/decisions"):
        assert "secret" not in client.get(address).text


def test_words_that_no_paper_has_now_are_not_found(client: TestClient, library: Library) -> None:
    reference = got(client, "/api/ask", q=RENEWED)["citations"][0]["reference"]
    key = key_of(library, "minutes july.pdf")
    library.store.remove(next(paper.id for paper in library.store.papers.all() if paper.key == key))
    assert "Ask the question again" in refused(client, f"/api/passage?cite={reference}", 404)
    backwards = re.sub(r"\d+-\d+$", "5-5", reference)
    assert "Copy it again" in refused(client, f"/api/passage?cite={backwards}", 404)


def test_hostile_words_are_sent_as_they_are_and_run_nowhere(
    client: TestClient, library: Library
) -> None:
    found = client.get("/api/ask", params={"q": "what did the hostile witness write?"})
    assert "<script>alert(1)</script>" in found.json()["citations"][0]["text"]
    assert found.headers["x-content-type-options"] == "nosniff"
    assert found.headers["cache-control"] == "no-store"
    names = {paper["name"] for paper in got(client, "/api/papers")["papers"]}
    assert EVIL in names


@pytest.mark.parametrize("query", ["%ED%A0%80", "a%00b", "%FF%FE", "%E2%80%A8%E2%80%AE", "%1C"])
def test_odd_characters_are_no_reason_to_fail(
    client: TestClient, library: Library, query: str
) -> None:
    assert client.get(f"/api/ask?q={query}").json()["question"]


def test_half_a_character_can_be_sent() -> None:
    assert json.loads(bytes(Json({"name": "caf\udce9 £ “é”"}).body)) == {"name": "caf? £ “é”"}


def test_head_tells_of_an_answer_without_sending_it(client: TestClient, library: Library) -> None:
    whole, head = client.get("/api/papers"), client.head("/api/papers")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == whole.headers


def test_other_sites_scripts_are_not_allowed_to_read(client: TestClient, library: Library) -> None:
    found = client.get("/api/papers", headers={"Origin": "https://example.org"})
    assert not [name for name in found.headers if name.startswith("access-control")]


def test_what_a_site_said_is_sent_with_the_words_and_with_the_paper(
    client: TestClient, index: Path
) -> None:
    source = replace(PUBLISHED, withdrawn=date(2026, 3, 3))
    said = a_passage("412 bus passes were renewed.")
    record = Resolution("resolution", "agreed", (Words(0, 0, len(said.text)),))
    paper = replace(a_paper("a.pdf", said), source=source, resolutions=(record,))
    build(index, (paper,))
    [cited, *_] = got(client, "/api/ask", q=RENEWED)["citations"]
    told = {
        "document_address": source.address,
        "document_title": "Minutes of the meeting",
        "meeting_address": source.meeting_address,
        "meeting_time": "10.00 am",
        "meeting_status": "Confirmed; Rescheduled from 6 July 2021",
        "approved": True,
        "withdrawn": "2026-03-03",
    }
    [decided] = got(client, "/api/decisions")["decisions"]
    for one in (cited, decided):
        assert {name: one[name] for name in told} == told
    found = as_described(client, "/api/papers")
    assert found["papers"][0]["source"]["meeting_date"] == "2021-07-13"


# The description.


def as_described(client: TestClient, address: str) -> Any:
    """What is answered; each of its fields must be described, and have the type that is described.

    Raises `jsonschema_rs.ValidationError`.
    """
    description = client.get("/api/openapi.json").json()
    shapes = description["components"]["schemas"]
    for shape in shapes.values():
        shape["additionalProperties"] = False
    path = address.partition("?")[0]
    response = description["paths"][path]["get"]["responses"]["200"]
    schema = response["content"]["application/json"]["schema"]
    answered = client.get(address).json()
    jsonschema_rs.validate({**schema, "components": {"schemas": shapes}}, answered)
    return answered


@pytest.mark.parametrize(
    "address",
    [
        f"/api/ask?q={quote(STORY)}",
        f"/api/ask?q={quote(NOTHING)}",
        "/api/decisions",
        "/api/answers?limit=1000",
        "/api/answers?q=tenants",
        "/api/papers",
        "/healthz",
    ],
)
def test_every_field_that_is_sent_is_described(real: TestClient, address: str) -> None:
    state.model_loaded.set()
    assert as_described(real, address)


def test_the_description_has_the_routes_that_there_are(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()["paths"].keys()
    paths = {r.path for r in routes.api.routes if isinstance(r, APIRoute) and r.include_in_schema}
    assert described == paths | {"/papers/{key}.pdf"}
    assert {"/papers/{key}.pdf"} <= {route.path for route in paper_files.ROUTES}


class Page(HTMLParser):
    """What a page links to, and what it has that could fetch or run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.active: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of one tag."""
        given = dict(attrs)
        self.links.append(given.get("href") or "")
        self.ids.add(given.get("id") or "")
        self.active += [name for name in given if name in ("src", "srcset") or name[:2] == "on"]
        if tag in ("script", "link", "img", "iframe", "object", "form"):
            self.active.append(tag)


def test_the_page_of_the_description_fetches_nothing_and_runs_nothing(client: TestClient) -> None:
    found = client.get("/api")
    page = Page(found.text)
    assert page.active == []
    assert "url(" not in found.text and "@import" not in found.text and "//" not in found.text
    assert "default-src 'none'" in found.headers["content-security-policy"]
    assert {link[1:] for link in page.links if link.startswith("#")} <= page.ids


def test_the_page_tells_every_route_parameter_and_field(client: TestClient) -> None:
    page, schema = client.get("/api").text, client.get("/api/openapi.json").json()
    for path, item in schema["paths"].items():
        [(way, operation)] = item.items()
        assert f"<code>{'' if way == 'get' else 'POST '}{path}</code>" in page
        for one in operation.get("parameters", []):
            assert f"<code>{one['name']}</code>" in page
    for name, shape in schema["components"]["schemas"].items():
        assert f'id="{name}"' in page
        for field in shape["properties"]:
            assert f"<code>{field}</code>" in page


def test_the_examples_on_the_page_are_answered(real: TestClient) -> None:
    state.model_loaded.set()
    examples = [link for link in Page(real.get("/api").text).links if link[:1] not in ("", "#")]
    assert len(examples) > 8
    for link in examples:
        if link != "./":  # the front page, which is Streamlit's
            assert real.get(f"/{link}").status_code == 200, link


@SCHEMA.hook
def filter_query(_: object, query: dict[str, Any] | None) -> bool:
    """Leave out what no schema can say: that the first date is not after the last."""
    first, last = (str((query or {}).get(name, "")) for name in ("from", "to"))
    return not first or not last or first <= last


@SCHEMA.parametrize()
@hypothesis.settings(
    max_examples=25,
    derandomize=True,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),  # the library is made once, and only read
)
def test_the_service_does_as_it_is_described(
    case: schemathesis.Case[Any], library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_RATE", "0")
    settings.cache_clear()
    state.model_loaded.set()
    case.call_and_validate()


# The check of a sentence.


def test_a_sentence_is_checked_against_the_papers(real: TestClient) -> None:
    cited = got(real, "/api/ask", q=STORY)["citations"][0]
    sentence = cited["text"].split(". ")[0]
    told = real.post("/api/check", json={"sentence": f"{sentence}."}).json()
    assert told["finding"] in ("borne out", "not borne out")
    whole = {"sentence": cited["text"][:900], "references": [cited["reference"]]}
    told = real.post("/api/check", json=whole).json()
    assert told["citation"]["reference"] == cited["reference"]
    assert told["citation"]["links"]["page"] == f"paper?cite={cited['reference']}"
    nothing = real.post("/api/check", json={"sentence": "Mermaids sang at the ring road."}).json()
    assert (nothing["borne_out"], nothing["citation"]) == (False, None)


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({}, 422, "Give sentence: one sentence, at most"),
        ({"sentence": "  "}, 422, "cannot be used for sentence"),
        ({"sentence": "a" * 1001}, 422, "cannot be used for sentence"),
        ({"sentence": "a b", "because": 1}, 422, "There is no “because” here."),
        ({"sentence": "a b", "references": ["x"]}, 422, "cannot be used for references"),
        ([], 422, "Send a JSON object with: sentence, references, council."),
        (
            {"sentence": "a b", "references": ["0123456789abcdef.1.01234567.0-9"]},
            404,
            "No paper in the library has these words now.",
        ),
    ],
)
def test_what_cannot_be_checked_is_refused_in_words(
    client: TestClient, library: Library, sent: object, status: int, said: str
) -> None:
    found = client.post("/api/check", json=sent)
    assert found.status_code == status, found.text
    assert said in found.json()["detail"]


def test_what_is_not_json_is_refused_in_words(client: TestClient, library: Library) -> None:
    words = {"Content-Type": "application/json"}
    found = client.post("/api/check", content="{", headers=words)
    assert found.status_code == 422
    assert found.json()["detail"] == "Send a JSON object with: sentence, references, council."


# What stands in the way.


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/api/ask", "Give q: the question, at most 500 characters."),
        ("/api/ask?q=%20%20", "“  ” cannot be used for q: give the question"),
        (f"/api/ask?q={'a' * (MAX_QUESTION_LENGTH + 1)}", f"“{'a' * 60}…” cannot be used for q"),
        ("/api/ask?q=a&top=0", "“0” cannot be used for top: give how many passages to cite, 1 to"),
        ("/api/ask?q=a&top=ten", "“ten” cannot be used for top"),
        ("/api/ask?q=a&from=1600000000", "“1600000000” cannot be used for from: give the first"),
        ("/api/ask?q=a&to=2021-02-30", "“2021-02-30” cannot be used for to"),
        ("/api/ask?q=a&document=memo", "give the kind of document: agenda, minutes, report"),
        ("/api/ask?q=a&from=2022-01-01&to=2021-01-01", "Swap them, or leave one out."),
        (
            "/api/ask?q=a&comittee=b",
            "There is no “comittee” here. Leave it out, or use: committee,",
        ),
        (f"/api/ask?q=a&{'b' * 99}=c", f"There is no “{'b' * 60}…” here."),
        ("/api/decisions?outcome=won", "give how it ended: unanimous, carried, agreed, lost"),
        ("/api/decisions?limit=1001", "give how many at most, 1 to 1000."),
        ("/api/papers?offset=-1", "give how many to pass over"),
        ("/api/passage?cite=1", "“1” cannot be used for cite: give the reference of a citation"),
    ],
)
def test_what_cannot_be_used_is_named_with_what_can(
    client: TestClient, library: Library, address: str, said: str
) -> None:
    told = refused(client, address, 422)
    assert said in told
    assert not re.search("pydantic|string_|type=|validation|Traceback", told)


def test_an_address_where_nothing_is_says_where_something_is(client: TestClient) -> None:
    assert "/api lists" in refused(client, "/api/answer", 404)
    assert client.get("/api/").url.path == "/api"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_nothing_can_be_changed(client: TestClient, method: str) -> None:
    found = client.request(method, "/api/ask?q=a")
    assert found.status_code == 405
    assert set(found.headers["allow"].split(", ")) == {"GET", "HEAD"}
    assert found.json()["detail"] == (
        "This address is not asked in this way. The page at /api says how it is asked."
    )


def test_who_asks_too_often_is_told_when_to_ask_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_RATE", "2")
    settings.cache_clear()
    often, other = (TestClient(APP, client=(f"192.0.2.{n}", 1)) for n in (1, 2))
    assert [often.get("/api/papers").status_code for _ in range(3)] == [200, 200, 429]
    found = often.get("/api/ask")
    assert found.headers["retry-after"] == "30"
    assert "Ask again in 30 seconds." in found.json()["detail"]
    assert other.get("/api/papers").status_code == 200
    state.model_loaded.set()
    assert often.get("/healthz").status_code == 200  # who watches over the service is not refused


def test_who_would_wait_behind_too_many_is_told_so_and_the_others_are_served(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_AT_ONCE", "1")
    monkeypatch.setenv("QA_WAITING", "0")
    settings.cache_clear()
    began, go_on = threading.Event(), threading.Event()

    def slow(*args: Any, **kwargs: Any) -> Any:
        began.set()
        go_on.wait(10)
        return answer(*args, **kwargs)

    monkeypatch.setattr(routes, "answer", slow)
    with TestClient(APP) as client, ThreadPoolExecutor() as threads:
        first = threads.submit(client.get, f"/api/ask?q={RENEWED}")
        began.wait(10)
        found = client.get("/api/papers")
        state.model_loaded.set()
        assert client.get("/healthz").status_code == 200
        go_on.set()
        assert first.result().json()["status"] == "answered"
    assert (found.status_code, found.headers["retry-after"]) == (503, "5")
    assert "Too many are asking" in found.json()["detail"]


def test_twenty_who_ask_at_once_get_what_each_would_alone(real: TestClient) -> None:
    gold = Path(__file__).parents[3] / "corpus" / "gold.jsonl"
    lines = gold.read_text(encoding="utf-8").splitlines()[:20]
    questions = [json.loads(line)["question"] for line in lines]
    alone = [bare(got(real, "/api/ask", q=question)) for question in questions]
    with TestClient(APP) as client, ThreadPoolExecutor(len(questions)) as threads:
        together = threads.map(lambda question: got(client, "/api/ask", q=question), questions)
        assert [bare(told) for told in together] == alone


def test_a_mistake_of_the_program_is_not_shown(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("in /home/clerk/papers")

    monkeypatch.setattr(routes, "answer", broken)
    client = TestClient(APP, raise_server_exceptions=False)
    assert refused(client, "/api/ask?q=a", 500).startswith("This cannot be answered.")


# Whether it can be asked.


def health(client: TestClient) -> tuple[int, str, str]:
    """The state of the service: its status in HTTP and in words, and all that is told of it."""
    found = client.get("/healthz")
    return found.status_code, found.json()["status"], found.text


def test_it_is_ready_when_the_model_is_loaded(library: Library) -> None:
    client = TestClient(APP)
    assert health(client)[:2] == (503, "starting")
    with client:  # as the process starts
        state.model_loaded.wait(10)
        assert got(client, "/healthz") == {
            "status": "ready",
            "papers": 3,
            "passages": 4,
            "latest": "2021-11-09",
            "replicas": [],
        }


def test_without_papers_it_says_what_to_do_and_is_ready_once_that_is_done(index: Path) -> None:
    with TestClient(APP) as client:
        state.model_loaded.wait(10)
        status, word, told = health(client)
        assert (status, word) == (503, "unusable")
        assert "python -m qa index FOLDER" in told
        assert "python -m qa index FOLDER" in refused(client, "/api/ask?q=a", 503)
        build(index)
        assert health(client)[:2] == (200, "ready")


def test_a_library_of_another_version_is_told_of_without_versions_or_paths(
    library: Library, index: Path
) -> None:
    library.close()
    with sqlite3.connect(index / store.FILE) as db:
        db.execute("UPDATE meta SET value = '4711' WHERE key = 'version'")
    db.close()
    st.cache_resource.clear()
    state.model_loaded.set()
    client = TestClient(APP)
    for told in (health(client)[2], refused(client, "/api/papers", 503)):
        assert "python -m qa ask" in told
        assert "4711" not in told and str(index) not in told
