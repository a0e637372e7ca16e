"""Two councils with the same committees in one service, and a reader of one of them alone.

Every address of the service, and every page, is tried by the reader of each council and by nobody:
none meets a word of a council that they may not read. What is tried is enumerated from the service
itself, so that an address that is added later fails here until it is tried too.
"""

from __future__ import annotations

import io
import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anyio
import pytest
import streamlit as st
from fastapi.routing import APIRoute
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest
from streamlit.web.server.server_util import AUTH_COOKIE_NAME, get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from qa.answers.citation import Citation
from qa.briefing.selection import Selection
from qa.errors import InputRefused
from qa.library.councils.catalogue import TAKEN, catalogue
from qa.library.councils.person import NOBODY, Person, digest_of, signed_in
from qa.library.library import Library
from qa.library.reference import Reference
from qa.settings import settings
from qa.web import asking, headers, pages, selection, state
from qa.web.api import routes as api
from qa.web.routes import ROUTES
from qa.web.throttle import RateLimit
from tests.councils import HERE, OF_HERE, OF_THERE, THERE, fill, papers_of
from tests.made import WordEmbedder
from tests.web.conftest import PAGE
from tests.web.mcp_server import served

OURS, THEIRS = "reader@here.example", "reader@there.example"
KEY = "a-long-random-key-of-a-program"
CATALOGUE = f"""
[councils.here]
name = "{HERE}"
readers = ["{OURS}", "groups=auditors"]
editors = ["{OURS}"]
colour = "#005a30"

[councils.there]
name = "{THERE}"
readers = ["@there.example"]
editors = ["{THEIRS}"]
programs = ["{digest_of(KEY)}"]
host = "papers.there.example"
"""
WORDS = {HERE: (OF_HERE, HERE.lower()), THERE: (OF_THERE, THERE.lower())}
CLAIMS = {HERE: {"email": OURS}, THERE: {"email": THEIRS}}
WEIR = "what was decided about the weir?"


@dataclass(frozen=True)
class Known:
    """What anyone may come to know of a council's papers: lasting names that stand in addresses."""

    paper: str
    reference: str


@pytest.fixture
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Known]]:
    """The service, and the lasting names of a paper of each council."""
    path = tmp_path / "councils.toml"
    path.write_text(CATALOGUE)
    monkeypatch.setenv("QA_COUNCILS", str(path))
    monkeypatch.setenv("QA_ADDING", "sign-in")
    monkeypatch.setenv("QA_MCP", "1")
    monkeypatch.setenv("QA_METRICS", "1")
    monkeypatch.setattr(state, "embedder", WordEmbedder)
    monkeypatch.setattr(api, "rate", RateLimit())
    loaded = threading.Event()
    loaded.set()
    monkeypatch.setattr(state, "model_loaded", loaded)
    settings.cache_clear()
    st.cache_resource.clear()
    found = catalogue()
    assert found
    names = {}
    for council in found.councils:
        fill(council, papers_of(council.name, WORDS[council.name][0]))
        with Library(council.place, embedder=WordEmbedder()) as library:
            [minutes] = [p for p in library.store.papers.all() if "minutes" in p.name]
            [first, *_] = library.store.passages.in_order(minutes.id, 0, 5)
            reference = str(Citation.of(first, 1, 1.0).reference)
            names[council.name] = Known(minutes.key, reference)
    yield names
    state._libraries().close()
    settings.cache_clear()
    st.cache_resource.clear()


def cookie(claims: dict[str, Any], secret: str = "") -> dict[str, str]:
    """The cookie that the sign-in gives to a person of these claims."""
    stated = json.dumps({"is_logged_in": True, "origin": "http://localhost", **claims})
    signed = create_signed_value(secret or get_cookie_secret(), AUTH_COOKIE_NAME, stated)
    return {AUTH_COOKIE_NAME: signed.decode()}


def client_of(cookies: dict[str, str] | None = None, host: str = "localhost") -> TestClient:
    app = Starlette(
        routes=ROUTES, middleware=[Middleware(asking.Askers), Middleware(headers.Guard)]
    )
    return TestClient(app, base_url=f"http://{host}", cookies=cookies or {})


Ask = Callable[[TestClient, Known], list[Any]]


def at(*paths: str) -> Ask:
    """Requests for addresses, in which "{paper}" and "{reference}" stand for a council's own."""
    return lambda client, one: [
        client.get(path.format(paper=one.paper, reference=one.reference)) for path in paths
    ]


def download(client: TestClient, one: Known) -> list[Any]:
    """A briefing of words that were kept, in each of its forms."""
    mine = selection.VisitorSelection(Selection().toggled(Reference.parse(one.reference)))
    selection._VISITS[mine.key] = mine
    return [client.get(f"/briefing/{mine.key}.{kind}") for kind in ("docx", "md", "csv")]


def written(client: TestClient, one: Known) -> list[Any]:
    """What a writer would be asked of."""
    return [client.post(f"/api/write?q={WEIR}{limit}") for limit in LIMITS]


def checked(client: TestClient, one: Known) -> list[Any]:
    sentences = [f"The {word} weir was mended in stone." for word in (OF_HERE, OF_THERE)]
    bodies: list[dict[str, object]] = [{"sentence": sentence} for sentence in sentences]
    bodies.append({"sentence": "The weir was mended.", "references": [one.reference]})
    return [client.post("/api/check", json=body) for body in bodies]


LIMITS = ("", "&council=all", "&council=here,there", "&council=there", "&council=Marrow")
# What is asked at each address; None where it tells nothing of any paper.
TRIED: dict[str, Ask | None] = {
    "/papers/{key}.pdf": at("/papers/{paper}.pdf", "/papers/{paper}.pdf?council=there"),
    "/papers/{key}.docx": at("/papers/{paper}.docx"),
    "/papers/{key}.html": at("/papers/{paper}.html"),
    "/papers/{key}/{number}.png": at(
        "/papers/{paper}/1.png", "/papers/{paper}/1.png?cite={reference}"
    ),
    "/briefing/{key}.{ending}": download,
    "/metrics": at("/metrics"),
    "/mcp": None,  # by the tests of assistants below
    "/healthz": at("/healthz", "/there/healthz"),
    "/api": at("/api", "/api/openapi.json"),
    "/api/{rest:path}": None,  # by each of these:
    "/api/ask": at(
        *(f"/api/ask?q={WEIR}{limit}" for limit in LIMITS),
        *(f"/api/ask?q={word} weir" for word in (OF_HERE, OF_THERE)),
        "/api/ask?q=quartermian weir",  # a slip of the pen: no spelling of others is offered
        f"/there/api/ask?q={WEIR}",
    ),
    "/api/write": written,
    "/api/decisions": at(*(f"/api/decisions?about={limit}" for limit in LIMITS)),
    "/api/answers": at(*(f"/api/answers?q=weir{limit}" for limit in LIMITS)),
    "/api/papers": at(*(f"/api/papers?limit=50{limit}" for limit in LIMITS)),
    "/api/passage": at(*(f"/api/passage?cite={{reference}}{limit}" for limit in LIMITS)),
    "/api/check": checked,
}
# Where a reader of a council must meet its words, so that the test above can fail.
TELLING = {
    "/papers/{key}.pdf",
    "/briefing/{key}.{ending}",
    "/api/ask",
    "/api/write",
    "/api/decisions",
    "/api/answers",
    "/api/papers",
    "/api/passage",
    "/api/check",
}


def addresses() -> set[str]:
    """Every address that the service answers at."""
    own = {route.path for route in ROUTES if isinstance(route, Route)}
    return own | {route.path for route in api.api.routes if isinstance(route, APIRoute)}


def words_of(response: Any) -> str:
    """All words of a response, also of those packed into a Word file, and of its headers."""
    content = response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    return f"{content.decode('utf-8', 'replace')}{response.headers}".lower()


def own_words(words: str, council: str, asked: str = "") -> set[str]:
    """The words of a council's papers, and its name, that are among `words`, but for `asked`."""
    return {one for one in WORDS[council] if one in words and one not in asked.lower()}


def test_every_address_is_tried() -> None:
    assert addresses() == TRIED.keys() | set()


@pytest.mark.parametrize("path", [path for path, ask in TRIED.items() if ask])
def test_no_address_tells_of_a_council_that_somebody_may_not_read(
    known: dict[str, Known], path: str
) -> None:
    ask = TRIED[path]
    assert ask
    for reader in (HERE, THERE, "nobody"):
        client = client_of(cookie(CLAIMS[reader]) if reader in CLAIMS else None)
        for other in {HERE, THERE} - {reader}:
            for response in ask(client, known[other]):
                asked = str(response.request.url.query, "ascii") + str(response.request.content)
                assert not own_words(words_of(response), other, asked), response.request.url
                assert response.status_code < 500 or response.status_code == 503
        if reader in CLAIMS and path in TELLING:
            met = "".join(map(words_of, ask(client, known[reader])))
            assert WORDS[reader][0] in met


def test_counts_are_of_what_may_be_read(known: dict[str, Known]) -> None:
    ours, nobody = client_of(cookie(CLAIMS[HERE])), client_of()
    assert ours.get("/api/papers").json()["total"] == 3
    assert ours.get("/api/ask", params={"q": WEIR}).json()["searched"]["papers"] == 2
    assert ours.get("/healthz").json()["papers"] == 2
    assert nobody.get("/healthz").json()["papers"] == 0
    refused = nobody.get("/api/ask", params={"q": WEIR})
    assert (refused.status_code, "Sign in" in refused.text) == (422, True)


def test_a_council_that_may_not_be_read_is_as_one_that_is_not_there(
    known: dict[str, Known],
) -> None:
    client = client_of(cookie(CLAIMS[HERE]))
    told = [
        client.get("/api/ask", params={"q": WEIR, "council": name}).json()["detail"]
        for name in ("there", "nowhere")
    ]
    assert told[0].replace("there”", "nowhere”") == told[1]


def test_who_may_read_both_has_them_ranked_together(known: dict[str, Known]) -> None:
    both = client_of(cookie({"email": THEIRS, "groups": ["auditors", "staff"]}))
    found = both.get("/api/ask", params={"q": WEIR}).json()
    assert {one["whose"] for one in found["citations"]} == {HERE, THERE}
    assert found["searched"]["councils"] == [HERE, THERE]
    [one] = both.get("/api/decisions", params={"council": "there"}).json()["decisions"]
    assert OF_THERE in str(one)
    assert "council=there" in one["links"]["page"]


@pytest.mark.parametrize(
    "cookies",
    [
        {},
        {AUTH_COOKIE_NAME: "x"},
        cookie(CLAIMS[HERE], secret="somebody else's secret"),
        cookie({**CLAIMS[HERE], "is_logged_in": False}),
        cookie({**CLAIMS[HERE], "email_verified": False}),
        cookie({"email": "reader@here.example.evil"}),
        cookie({"groups": "auditor"}),
        cookie({}),
    ],
)
def test_a_sign_in_that_is_none_opens_nothing(
    known: dict[str, Known], cookies: dict[str, str]
) -> None:
    client = client_of(cookies)
    assert client.get(f"/papers/{known[HERE].paper}.pdf").status_code == 503
    assert client.get("/api/papers").status_code == 422


def test_a_program_has_a_key_of_its_own(known: dict[str, Known]) -> None:
    bearing = {"Authorization": f"Bearer {KEY}"}
    found = client_of().get("/api/papers", headers=bearing).json()
    assert {OF_THERE in paper["name"] for paper in found["papers"]} == {True}
    other = {"Authorization": f"Bearer {KEY}x"}
    assert client_of().get("/api/papers", headers=other).status_code == 422


def test_at_its_own_host_and_path_a_council_alone_is_asked(known: dict[str, Known]) -> None:
    everyone = {"email": THEIRS, "groups": ["auditors"]}
    at_host = client_of(cookie(everyone), host="papers.there.example")
    found = at_host.get("/api/papers?council=all").json()
    assert all(OF_THERE in paper["name"] for paper in found["papers"])
    assert at_host.get("/api/papers?council=here").status_code == 422
    client = client_of(cookie(everyone))
    found = client.get("/here/api/papers").json()
    assert all(OF_HERE in paper["name"] for paper in found["papers"])
    bare = client.get("/here", follow_redirects=False)
    assert (bare.status_code, bare.headers["location"]) == (307, "/here/")
    for link in ("/here?q=weir", "//here?q=weir"):  # the second is no address of a host "here"
        sent = client.get(f"http://localhost{link}", follow_redirects=False)
        assert sent.headers["location"] == "/here/?q=weir"
    foreign = client_of(cookie(everyone), host="evil.example")
    assert foreign.get("/here/api/papers").status_code == 421
    spoofed = client.get("/api/papers", headers={asking.HEADER: "here"}).json()
    assert {OF_HERE in paper["name"] for paper in spoofed["papers"]} == {True, False}


# The pages


def pages_there() -> set[str]:
    folder = Path(pages.__file__).parent
    return {one.stem for one in folder.glob("*.py")} - {"__init__", "frame"}


# What of the address each page is opened with, beside the councils.
OPENED: dict[str, dict[str, str]] = {
    "ask": {"q": WEIR},
    "decisions": {},
    "previous_answers": {"question": "when will the weir be mended?"},
    "check": {},
    "papers": {"about": "weir"},
    "paper": {"cite": "{reference}"},
    "briefing": {},
    "add_papers": {},
    "fetch_papers": {},
    "held_papers": {},
}


def test_no_council_is_called_as_an_address_or_a_page() -> None:
    first = {path.strip("/").partition("/")[0] for path in addresses()}
    assert first | {name.replace("_", "-") for name in pages_there()} <= {*TAKEN}


def test_every_page_is_tried() -> None:
    assert pages_there() == OPENED.keys()


@pytest.mark.parametrize("name", OPENED)
@pytest.mark.parametrize("reader", [HERE, "nobody"])
def test_no_page_tells_of_a_council_that_its_visitor_may_not_read(
    known: dict[str, Known], monkeypatch: pytest.MonkeyPatch, name: str, reader: str
) -> None:
    person = signed_in(CLAIMS[reader]) if reader in CLAIMS else NOBODY
    monkeypatch.setattr(asking, "_visitor", lambda: person)
    monkeypatch.setattr(st, "page_link", lambda *_, **__: None)  # the frame knows the pages
    for councils in ("", "there", "here,there"):
        page = opened(name, known[THERE], councils)
        assert not page.exception
        assert not own_words(tree(page), THERE), (name, councils)


@pytest.mark.parametrize("name", ["ask", "decisions", "previous_answers", "papers", "paper"])
def test_its_reader_finds_the_words_of_a_council_on_its_pages(
    known: dict[str, Known], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(asking, "_visitor", lambda: signed_in(CLAIMS[THERE]))
    assert OF_THERE in tree(opened(name, known[THERE], ""))


FRAMED = """
import runpy, streamlit
from qa.errors import CouncilPapersError
try:
    runpy.run_path({path!r}, run_name="__main__")
except CouncilPapersError as error:
    streamlit.error(str(error))
"""


def opened(name: str, one: Known, councils: str) -> AppTest:
    """A page, as its frame shows it."""
    path = str(PAGE.with_name(f"{name}.py"))
    page = AppTest.from_string(FRAMED.format(path=path), default_timeout=300)
    for parameter, value in OPENED[name].items():
        page.query_params[parameter] = value.format(reference=one.reference)
    if councils:
        page.query_params["council"] = councils
    try:
        return page.run()
    finally:
        st.session_state.clear()


def tree(page: AppTest) -> str:
    """All that a page has, as it is sent to the browser."""
    found: list[str] = []

    def walk(block: Any) -> None:
        for child in getattr(block, "children", {}).values():
            found.append(str(getattr(child, "proto", "")))
            walk(child)

    walk(page._tree)
    return "\n".join(found).lower()


def test_the_whole_frame_offers_only_councils_that_may_be_read(
    known: dict[str, Known], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_visitor", lambda: signed_in(CLAIMS[HERE]))
    page = AppTest.from_file(str(PAGE), default_timeout=300).run()
    assert not page.exception
    assert not page.multiselect  # there is but one
    assert HERE.lower() in tree(page)
    assert not own_words(tree(page), THERE)
    both = signed_in({"email": THEIRS, "groups": ["auditors"]})
    monkeypatch.setattr(asking, "_visitor", lambda: both)
    page = AppTest.from_file(str(PAGE), default_timeout=300).run()
    assert page.multiselect[0].options == [HERE, THERE]
    page.query_params["council"] = "here,there"
    page.run()
    assert page.query_params["council"] in ("here,there", ["here,there"])
    assert page.multiselect[0].value == ["here", "there"]
    assert [box.label for box in page.selectbox] == ["Committee", "Kind of document"]
    page.multiselect[0].unselect("here").run()
    assert page.query_params["council"] in ("there", ["there"])
    assert not own_words(tree(page).replace(HERE.lower(), "", 1), HERE) - {HERE.lower()}


def test_what_was_shown_to_one_person_is_gone_when_another_signs_in(
    known: dict[str, Known], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_visitor", lambda: signed_in(CLAIMS[THERE]))
    page = AppTest.from_file(str(PAGE), default_timeout=300).run()
    page.chat_input[0].set_value(WEIR).run()
    assert OF_THERE in tree(page)
    monkeypatch.setattr(asking, "_visitor", lambda: signed_in(CLAIMS[HERE]))
    page.run()
    assert not own_words(tree(page), THERE)


def test_only_an_editor_of_a_council_may_add_to_it(
    known: dict[str, Known], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = catalogue()
    assert found
    here, there = found.councils
    assert here.is_edited_by(signed_in(CLAIMS[HERE]))
    assert not there.is_edited_by(signed_in(CLAIMS[HERE]))
    assert not there.is_edited_by(Person(program=digest_of(KEY)))
    monkeypatch.setattr(asking, "_visitor", lambda: signed_in(CLAIMS[HERE]))
    with pytest.raises(InputRefused):
        monkeypatch.setattr(asking, "asking", lambda: asking.Asking(NOBODY, "", "there"))
        monkeypatch.setattr(state, "asking", lambda: asking.Asking(NOBODY, "", "there"))
        state.own_home()


# Assistants


def called(one: Known) -> dict[str, list[dict[str, object]]]:
    """What each tool is called with."""
    each: list[dict[str, object]] = [{}, {"council": "there"}, {"council": "here,there"}]
    return {
        "ask": [{"question": WEIR, **some} for some in each],
        "decisions": [*each],
        "previous_answers": [*each],
        "papers": [*each],
        "passage": [{"reference": one.reference, **some} for some in each],
        "check": [
            {"sentence": "The weir was mended.", "references": references, **some}
            for some in each
            for references in ([], [one.reference])
        ],
    }


def test_no_tool_tells_an_assistant_of_a_council_that_it_may_not_read(
    known: dict[str, Known],
) -> None:
    async def tried(address: str, key: str, other: str, own: str) -> None:
        own_key = {"Authorization": f"Bearer {key}"} if key else {}
        bearing = create_mcp_http_client(own_key)
        async with bearing, Client(streamable_http_client(address, http_client=bearing)) as client:
            tools = {tool.name for tool in (await client.list_tools()).tools}
            asked = called(known[other])
            assert tools == asked.keys()
            templates = (await client.list_resource_templates()).resource_templates
            assert len(templates) == 2
            for name, each in asked.items():
                for arguments in each:
                    told = str(await client.call_tool(name, arguments)).lower()
                    assert not own_words(told, other), (name, arguments)
            for uri in (f"paper://{known[other].paper}", f"paper://{known[other].paper}/page/1"):
                try:
                    told = str(await client.read_resource(uri)).lower()
                except Exception as error:
                    told = str(error).lower()
                assert not own_words(told, other), uri
            if own:
                told = str(await client.call_tool("ask", {"question": WEIR})).lower()
                assert WORDS[own][0] in told

    with served(asking.Askers) as address:
        anyio.run(tried, address, KEY, HERE, THERE)
        anyio.run(tried, address, "", THERE, "")
