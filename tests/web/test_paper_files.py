"""The papers behind the links."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from qa.library.library import Library
from qa.papers.paper import Problem
from qa.web import address, state
from qa.web.paper_files import CHANGED, NOT_PUBLIC, ROUTES
from tests.made import a_paper, a_passage
from tests.web.conftest import EVIL, build, key_of


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=ROUTES))


def test_a_link_opens_the_paper_in_the_browser(client: TestClient, library: Library) -> None:
    key = key_of(library, "minutes july.pdf")
    assert address.pdf(key, 7) == f"papers/{key}.pdf#page=7"
    found = client.get(f"/papers/{key}.pdf")
    assert found.content == b"%PDF-1.4 minutes july.pdf"
    assert found.headers["content-type"] == "application/pdf"
    assert found.headers["x-content-type-options"] == "nosniff"
    assert found.headers["content-disposition"].startswith("inline;")


def test_a_browser_may_ask_for_a_part(client: TestClient, library: Library) -> None:
    key = key_of(library, "minutes july.pdf")
    found = client.get(f"/papers/{key}.pdf", headers={"Range": "bytes=0-3"})
    assert (found.status_code, found.content) == (206, b"%PDF")


def test_a_file_name_makes_no_header_of_its_own(client: TestClient, library: Library) -> None:
    found = client.get(f"/papers/{key_of(library, EVIL)}.pdf")
    assert found.status_code == 200
    assert found.headers["content-disposition"].isascii()
    assert "x-evil" not in found.headers


@pytest.mark.parametrize("key", ["0" * 16, "", "-1", "g", "%", "9" * 30, "..%2f1", "٣"])
def test_what_is_no_paper_is_not_found(client: TestClient, library: Library, key: str) -> None:
    assert client.get(f"/papers/{key}.pdf").status_code == 404


def test_a_paper_whose_file_is_gone_is_not_found(client: TestClient, library: Library) -> None:
    key = key_of(library, "report.pdf")
    file = library.store.papers.file(key)
    assert file
    file.path.unlink()
    assert client.get(f"/papers/{key}.pdf").status_code == 404


def test_a_paper_that_changed_is_not_opened_at_a_page_of_the_old(
    client: TestClient, library: Library
) -> None:
    key = key_of(library, "report.pdf")
    file = library.store.papers.file(key)
    assert file
    file.path.write_bytes(b"%PDF-1.4 of other pages")
    found = client.get(f"/papers/{key}.pdf")
    assert (found.status_code, found.text) == (410, CHANGED)


def test_a_paper_that_was_copied_back_is_the_same(client: TestClient, library: Library) -> None:
    key = key_of(library, "report.pdf")
    file = library.store.papers.file(key)
    assert file
    os.utime(file.path, ns=(1, 1))
    assert client.get(f"/papers/{key}.pdf").status_code == 200


def test_a_paper_with_pages_that_are_not_for_the_public_is_not_served(
    client: TestClient, index: Path
) -> None:
    marked = Problem("exempt", "Held back.", "Ask for a copy.", (2,))
    let_in = replace(marked, kind="let in")
    build(
        index,
        (
            replace(a_paper("sale.pdf", a_passage("Part 1.")), problems=(marked,)),
            replace(a_paper("rents.pdf", a_passage("Rents.")), problems=(let_in,)),
        ),
    )
    library = state.library()
    found = client.get(f"/papers/{key_of(library, 'sale.pdf')}.pdf")
    assert (found.status_code, found.text) == (403, NOT_PUBLIC)
    assert "sale" not in f"{found.text} {found.headers}"
    assert client.get(f"/papers/{key_of(library, 'rents.pdf')}.pdf").status_code == 200


def test_a_paper_that_could_not_be_checked_for_markings_is_not_served(
    client: TestClient, index: Path
) -> None:
    fault = Problem("fault", "A fault.", "Report it.")
    build(index, (replace(a_paper("sale.pdf"), problems=(fault,)), a_paper("rents.pdf")))
    library = state.library()
    assert client.get(f"/papers/{key_of(library, 'sale.pdf')}.pdf").status_code == 403
    assert client.get(f"/papers/{key_of(library, 'rents.pdf')}.pdf").status_code == 200


def test_an_empty_library_says_what_to_do(client: TestClient, index: Path) -> None:
    found = client.get("/papers/1.pdf")
    assert (found.status_code, found.text) == (
        503,
        "No papers are indexed yet. Run: python -m qa index FOLDER",
    )
