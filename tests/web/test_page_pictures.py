"""Pictures of pages, as a browser asks for them."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas
from starlette.applications import Starlette
from starlette.testclient import TestClient

from qa.library.ingest import ingest
from qa.library.library import Library
from qa.library.reference import Reference, mark
from qa.papers.pages.worker import Busy
from qa.web import address, page_pictures, state
from qa.web.page_pictures import NOT_THERE, PictureCache, PictureRequest
from qa.web.paper_files import CHANGED, GONE, NOT_PUBLIC
from tests.made import WordEmbedder, passages_of

APP = Starlette(routes=page_pictures.ROUTES)
WORDS = "The committee heard that 412 bus passes were renewed in the spring of that year."


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing kept, and a drawer that ends with the test."""
    drawer = page_pictures.Drawer(1, seconds=30)
    monkeypatch.setattr(page_pictures, "cache", PictureCache(page_pictures.CACHE_BYTES))
    monkeypatch.setattr(page_pictures, "drawer", drawer)
    yield
    drawer.close()


@pytest.fixture
def client() -> TestClient:
    return TestClient(APP)


@pytest.fixture
def paper(index: Path) -> Path:
    """The file of a paper of two pages, in the library that the page uses."""
    path = index.with_name("papers") / "minutes.pdf"
    path.parent.mkdir()
    canvas = Canvas(str(path), pagesize=(595, 842))
    for number in (1, 2):
        canvas.drawString(72, 700, f"{number}. BUS PASSES")
        canvas.drawString(72, 670, WORDS)
        canvas.showPage()
    canvas.save()
    with Library(index, embedder=WordEmbedder(), create=True) as library:
        ingest([path.parent], library)
    return path


@pytest.fixture
def key(paper: Path) -> str:
    [one] = state.library().store.papers.all()
    return one.key


@pytest.fixture
def cited(key: str) -> Reference:
    """The words "412 bus passes" of page 1."""
    text = passages_of(state.library().store, key)[0].passage.text
    start = text.index("412")
    return Reference(key, 1, mark(text), start, start + len("412 bus passes"))


def marked(content: bytes) -> bool:
    """Whether anything in a picture is yellow."""
    red, _, blue = Image.open(io.BytesIO(content)).convert("RGB").split()
    return any(ImageChops.subtract(red, blue).histogram()[100:])


def test_a_citation_is_seen_on_its_page(client: TestClient, cited: Reference) -> None:
    found = client.get("/" + address.picture(cited.paper, 1, cited))
    assert found.status_code == 200
    assert found.headers["content-type"] == "image/png"
    assert found.headers["x-content-type-options"] == "nosniff"
    assert found.headers["cache-control"] == "private, max-age=86400, immutable"
    assert Image.open(io.BytesIO(found.content)).width == 1200
    assert marked(found.content)


def test_a_page_may_be_seen_without_a_citation_and_beside_one(
    client: TestClient, cited: Reference
) -> None:
    plain = client.get("/" + address.picture(cited.paper, 1))
    other = client.get("/" + address.picture(cited.paper, 2, cited))
    assert (plain.status_code, other.status_code) == (200, 200)
    assert not marked(plain.content) and not marked(other.content)


@pytest.mark.parametrize("width", [800, 1200, 1800])
def test_a_picture_comes_as_wide_as_the_screen_needs(
    client: TestClient, key: str, width: int
) -> None:
    found = client.get(f"/{address.picture(key, 1)}?width={width}")
    assert Image.open(io.BytesIO(found.content)).width == width


def test_a_picture_is_drawn_once(
    client: TestClient, cited: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = "/" + address.picture(cited.paper, 1, cited)
    first = client.get(there)
    monkeypatch.setattr(page_pictures, "drawer", None)
    again = client.get(there)
    assert (again.status_code, again.content) == (200, first.content)


def test_those_who_ask_at_once_for_the_same_have_it_drawn_once(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn, draw = [], page_pictures.drawer.call

    def counted(*args: Any) -> Any:
        drawn.append(args)
        return draw(*args)

    monkeypatch.setattr(page_pictures.drawer, "call", counted)
    with TestClient(APP) as client, ThreadPoolExecutor(6) as threads:
        found = list(threads.map(client.get, ["/" + address.picture(key, 1)] * 6))
    assert {one.status_code for one in found} == {200}
    assert len(drawn) == 1


@pytest.mark.parametrize(
    "asked",
    [
        "0.png",
        "-1.png",
        "x.png",
        "1e1.png",
        "9999999.png",
        "1.png?width=801",
        "1.png?width=x",
        "1.png?width=99999999",
        "1.png?cite=1",
        "1.png?cite=%00",
        "1.png?cite=" + str(Reference("0" * 16, 1, "0" * 8, 0, 5)),  # of another paper
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    client: TestClient, key: str, asked: str
) -> None:
    found = client.get(f"/papers/{key}/{asked}")
    assert found.status_code == 400
    assert found.text.endswith(".") and found.headers["cache-control"] == "no-store"


def test_a_page_that_there_is_not_is_told(client: TestClient, key: str) -> None:
    found = client.get(f"/papers/{key}/3.png")
    assert (found.status_code, found.text) == (
        422,
        "The paper has no page 3. Its last page is 2.",
    )


@pytest.mark.parametrize("unknown", ["0" * 16, "g", "%", "9" * 30, "٣"])
def test_what_is_no_paper_is_not_found(client: TestClient, paper: Path, unknown: str) -> None:
    found = client.get(f"/papers/{unknown}/1.png")
    assert (found.status_code, found.text) == (404, GONE)


def test_words_that_are_there_no_longer_are_not_found(client: TestClient, cited: Reference) -> None:
    other = Reference(cited.paper, 1, mark("other words"), 0, 5)
    found = client.get("/" + address.picture(cited.paper, 1, other))
    assert (found.status_code, found.text) == (404, NOT_THERE)


def test_a_paper_that_is_gone_or_changed_is_not_shown_for_the_old(
    client: TestClient, key: str, paper: Path
) -> None:
    there = "/" + address.picture(key, 1)
    assert client.get(there).status_code == 200
    paper.write_bytes(paper.read_bytes() + b"\n% of other pages")
    found = client.get(there)
    assert (found.status_code, found.text) == (410, CHANGED)
    paper.unlink()
    found = client.get(there)
    assert (found.status_code, found.text) == (404, GONE)


@pytest.mark.parametrize(("whole", "statuses"), [(False, (200, 403)), (True, (403, 403))])
def test_pages_that_are_not_for_the_public_are_not_shown(
    client: TestClient, index: Path, *, whole: bool, statuses: tuple[int, int]
) -> None:
    name = "EXEMPT - sale.pdf" if whole else "sale.pdf"
    path = index.with_name("papers") / name
    path.parent.mkdir()
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.drawString(72, 700, WORDS)
    canvas.showPage()
    canvas.drawString(72, 810, "NOT FOR PUBLICATION by virtue of paragraph 3 of Schedule 12A")
    canvas.drawString(72, 700, "The buyer offers £1.2 million.")
    canvas.save()
    with Library(index, embedder=WordEmbedder(), create=True) as library:
        ingest([path.parent], library)
    [one] = state.library().store.papers.all()
    found = [client.get("/" + address.picture(one.key, page)) for page in (1, 2)]
    assert tuple(each.status_code for each in found) == statuses
    assert found[1].text == NOT_PUBLIC
    assert found[1].headers["cache-control"] == "no-store"


def test_an_empty_library_says_what_to_do(client: TestClient, index: Path) -> None:
    found = client.get(f"/papers/{'0' * 16}/1.png")
    assert (found.status_code, found.text) == (
        503,
        "No papers are indexed yet. Run: python -m qa index FOLDER",
    )


def test_who_would_wait_behind_too_many_is_told_to_come_again(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_pictures, "MAX_WAITING", 0)
    began, go_on, draw = threading.Event(), threading.Event(), page_pictures.drawer.call

    def slow(*args: Any) -> Any:
        began.set()
        go_on.wait(10)
        return draw(*args)

    monkeypatch.setattr(page_pictures.drawer, "call", slow)
    with TestClient(APP) as client, ThreadPoolExecutor() as threads:
        first = threads.submit(client.get, "/" + address.picture(key, 1))
        began.wait(10)
        found = client.get("/" + address.picture(key, 2))
        go_on.set()
        assert first.result().status_code == 200
    assert (found.status_code, found.headers["retry-after"]) == (503, "3")
    assert found.text.startswith("Too many pictures")


def test_so_is_who_comes_when_the_drawer_is_busy_elsewhere(
    client: TestClient, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*args: Any) -> Any:
        raise Busy

    monkeypatch.setattr(page_pictures.drawer, "call", busy)
    found = client.get("/" + address.picture(key, 1))
    assert (found.status_code, found.headers["retry-after"]) == (503, "3")


def test_no_more_bytes_are_kept_than_there_is_room_for() -> None:
    cache = PictureCache(100)
    first, second, third = (PictureRequest("0" * 16, number, 800, None) for number in (1, 2, 3))
    cache.put(first, b"1" * 40)
    cache.put(second, b"2" * 40)
    assert cache.get(first)  # which is now the one asked for last
    cache.put(third, b"3" * 40)
    assert [cache.get(one) is not None for one in (first, second, third)] == [True, False, True]
    cache.put(third, b"3" * 60)
    assert [cache.get(one) is not None for one in (first, third)] == [True, True]
    cache.put(second, b"2" * 101)
    assert not any(cache.get(one) for one in (first, second, third))
