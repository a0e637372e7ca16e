"""The papers behind the links."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from qa.library.library import Library
from qa.web.served import ROUTES, link
from tests.web.conftest import EVIL


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=ROUTES))


def number_of(library: Library, name: str) -> int:
    return next(paper.id for paper in library.store.papers() if paper.name == name)


def test_a_link_opens_the_paper_in_the_browser(client: TestClient, library: Library) -> None:
    number = number_of(library, "minutes july.pdf")
    assert link(number, 7) == f"papers/{number}.pdf#page=7"
    found = client.get(f"/papers/{number}.pdf")
    assert found.content == b"%PDF-1.4 minutes july.pdf"
    assert found.headers["content-type"] == "application/pdf"
    assert found.headers["x-content-type-options"] == "nosniff"
    assert found.headers["content-disposition"].startswith("inline;")


def test_a_browser_may_ask_for_a_part(client: TestClient, library: Library) -> None:
    number = number_of(library, "minutes july.pdf")
    found = client.get(f"/papers/{number}.pdf", headers={"Range": "bytes=0-3"})
    assert (found.status_code, found.content) == (206, b"%PDF")


def test_a_file_name_makes_no_header_of_its_own(client: TestClient, library: Library) -> None:
    found = client.get(f"/papers/{number_of(library, EVIL)}.pdf")
    assert found.status_code == 200
    assert found.headers["content-disposition"].isascii()
    assert "x-evil" not in found.headers


@pytest.mark.parametrize("number", ["0", "99", "-1", "x", "1e1", "9" * 30, "..%2f1", "٣"])
def test_what_is_no_paper_is_not_found(client: TestClient, library: Library, number: str) -> None:
    assert client.get(f"/papers/{number}.pdf").status_code == 404


def test_a_paper_whose_file_is_gone_is_not_found(client: TestClient, library: Library) -> None:
    number = number_of(library, "report.pdf")
    path = library.store.paper_path(number)
    assert path
    path.unlink()
    assert client.get(f"/papers/{number}.pdf").status_code == 404


def test_an_empty_library_says_what_to_do(client: TestClient, index: Path) -> None:
    found = client.get("/papers/1.pdf")
    assert (found.status_code, found.text) == (
        503,
        "No papers are indexed yet. Run: python -m qa index FOLDER",
    )
