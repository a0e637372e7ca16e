"""The whole service in a real browser: `streamlit run app.py` over the sample papers."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, sync_playwright
from reportlab.pdfgen.canvas import Canvas

from qa.library.ingest import ingest
from qa.library.library import Library
from tests.benchmarks.crowd import PROXY
from tests.browser.app import launched, running

DESKTOP, WIDE, PHONE = (1180, 900), (1440, 900), (360, 740)
HOSTILE = (
    "Minutes of the meeting of Adults scrutiny committee held at",
    "Town Hall, Thurlbridge on Tuesday 13 February 2024 at 10.00 am",
    "1. BUS PASSES AND <IMG SRC=X> :SMILE:",
    "The hostile witness wrote <script>alert(1)</script> <b>bold</b> and",
    "[link](javascript:alert(1)) ![](https://example.org/x.png) and a -> b",
    "with :smile: :red[x] $x^2$ <img src=x onerror=alert(1)> at www.example.org.",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser, let go after each file: beside it nothing else may run an event loop."""
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        try:
            browser = launched(playwright)
        except Error:
            pytest.skip("no Chromium: install one, or run: python -m playwright install chromium")
        stack.callback(browser.close)
        yield browser


@pytest.fixture(scope="session")
def address(samples: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the app answers, over the sample papers and a hostile one."""
    folder = tmp_path_factory.mktemp("app")
    shutil.copytree(samples.folder, folder / "index")
    (folder / "papers").mkdir()
    typeset(folder / "papers" / "<img src=x onerror=alert(1)>.pdf", HOSTILE)
    with Library(folder / "index", embedder=samples.embedder) as library:
        ingest([folder / "papers"], library)
    with running(folder / "index", folder) as address:
        yield address


@pytest.fixture(scope="session")
def crowded(samples: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the app answers behind a proxy, which says where each visitor came from."""
    folder = tmp_path_factory.mktemp("crowd")
    limits = {"QA_PROXIES": PROXY, "QA_VISITORS": "60", "QA_RATE": "120"}
    with running(samples.folder, folder, **limits) as address:
        yield address


def typeset(path: Path, lines: tuple[str, ...]) -> None:
    """A PDF of one page with `lines`."""
    page = Canvas(str(path))
    for n, line in enumerate(lines):
        page.drawString(72, 760 - 24 * n, line)
    page.save()


@contextmanager
def opened(browser: Browser, address: str, size: tuple[int, int] = DESKTOP) -> Iterator[Page]:
    """The page as it is first seen. It must ask nothing of another host, nor complain, as it does
    of whatever the content security policy refuses."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    wrong: list[str] = []
    page = context.new_page()
    page.on("dialog", lambda dialog: wrong.append(f"dialog {dialog.message}"))
    page.on("pageerror", lambda error: wrong.append(f"error {error}"))
    page.on("console", lambda said: wrong.append(said.text) if _complains(said) else None)
    context.on(
        "request",
        lambda asked: (
            None if asked.url.startswith((address, "data:", "blob:")) else wrong.append(asked.url)
        ),
    )
    page.set_default_timeout(60_000)
    page.goto(address)
    page.get_by_placeholder("Ask about the papers").wait_for()
    yield page
    context.close()
    assert not wrong


def _complains(said: ConsoleMessage) -> bool:
    """Streamlit asks for its health below the page's address first, and is told that it is not
    there; and so is who turns the last page."""
    return said.type == "error" and not re.search(r"/_stcore/|/\d+\.png", said.location["url"])


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page on a desktop."""
    with opened(browser, address) as page:
        yield page
