"""The whole service in a real browser: `streamlit run app.py` over sample papers."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright
from reportlab.pdfgen.canvas import Canvas

from qa.library.embedder import PACKAGE
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.settings import PROJECT
from qa.web.words import JOINER

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = "--disable-background-networking --disable-component-update --disable-sync --disable-quic"
ALONE = "--no-first-run --no-sandbox --disable-gpu"
SAMPLES = ("Printed minutes 12072022 *.pdf", "Printed minutes 19092023 *.pdf")
HOSTILE = (
    "Minutes of the meeting of Adults scrutiny committee held at",
    "Town Hall, Thurlbridge on Tuesday 13 February 2024 at 10.00 am",
    "1. BUS PASSES AND <IMG SRC=X> :SMILE:",
    "The hostile witness wrote <script>alert(1)</script> <b>bold</b> and",
    "[link](javascript:alert(1)) ![](https://example.org/x.png) and a -> b",
    "with :smile: :red[x] $x^2$ <img src=x onerror=alert(1)> at www.example.org.",
)
TYPED = "what of <b>bus</b> <img src=x onerror=alert(1)> [a](javascript:alert(1)) :smile: $x$ -> :red[y] www.example.org me@example.org ![](https://example.org/x.png)?"  # noqa: E501


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        found = next(filter(None, map(shutil.which, BROWSERS)), None)
        try:
            browser = playwright.chromium.launch(
                executable_path=found, args=f"{QUIET} {ALONE}".split()
            )
        except Error:
            pytest.skip("no Chromium: install one, or run: python -m playwright install chromium")
        stack.callback(browser.close)
        yield browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the app answers, over two sample papers and a hostile one."""
    if not find_spec(PACKAGE):
        pytest.skip("the embedding model is not installed")
    folder = tmp_path_factory.mktemp("app")
    papers = folder / "papers"
    papers.mkdir()
    for pattern in SAMPLES:
        [sample] = (PROJECT / "corpus").rglob(pattern)
        shutil.copy(sample, papers)
    typeset(papers / "<img src=x onerror=alert(1)>.pdf", HOSTILE)
    with Library(folder / "index", create=True) as library:
        ingest([papers], library)
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
    with (folder / "log").open("w") as log:
        app = subprocess.Popen(
            [*command, f"--server.port={port}"],
            cwd=PROJECT,
            env={**os.environ, "QA_INDEX": str(folder / "index")},
            stdout=log,
            stderr=log,
        )
    try:
        wait_for(f"http://localhost:{port}/_stcore/health", app)
        yield f"http://localhost:{port}"
    finally:
        app.terminate()
        app.wait(30)
    assert "Traceback" not in (folder / "log").read_text()


def wait_for(url: str, app: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        assert app.poll() is None, "the app ended"
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.25)
        else:
            return
    pytest.fail("the app did not answer within a minute")


def typeset(path: Path, lines: tuple[str, ...]) -> None:
    """A PDF of one page with `lines`."""
    page = Canvas(str(path))
    for n, line in enumerate(lines):
        page.drawString(72, 760 - 24 * n, line)
    page.save()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page as it is first seen. It must ask nothing of another host, nor complain."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    wrong: list[str] = []
    page.on("dialog", lambda dialog: wrong.append(f"dialog {dialog.message}"))
    page.on("pageerror", lambda error: wrong.append(f"error {error}"))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on(
        "request",
        lambda asked: (
            None if asked.url.startswith((address, "data:", "blob:")) else wrong.append(asked.url)
        ),
    )
    page.set_default_timeout(60_000)
    page.goto(address)
    page.get_by_placeholder("Ask about the papers").wait_for()
    yield page
    page.close()
    assert not wrong


def ask(page: Page, question: str) -> None:
    """Ask `question` and wait for its answer."""
    answers = page.get_by_text("Searched")
    before = answers.count()
    box = page.get_by_placeholder("Ask about the papers")
    box.fill(question)
    box.press("Enter")
    answers.nth(before).wait_for()


def test_an_answer_opens_its_paper_at_the_page(page: Page, address: str) -> None:
    ask(page, "how much had been repaid to tenancies at 30 June 2022?")
    quote = page.locator("article", has_text="£548,200").first
    link = quote.get_by_role("link", name="Open the paper at PDF page 2")
    assert link.get_attribute("target") == "_blank"
    href = link.get_attribute("href") or ""
    assert href.endswith("#page=2")
    paper = page.request.get(f"{address}/{href}")
    assert (paper.status, paper.headers["content-type"]) == (200, "application/pdf")
    assert paper.body().startswith(b"%PDF-")


def test_the_passage_opens_by_keyboard_with_the_quote_marked(page: Page) -> None:
    ask(page, "how much had been repaid to tenancies at 30 June 2022?")
    mark = page.locator("mark").first
    assert not mark.is_visible()
    page.get_by_text("Read the passage around it").first.press("Enter")
    mark.wait_for()
    assert mark.inner_text() == page.locator("blockquote").first.inner_text()


def test_a_follow_up_is_read_from_its_question(page: Page) -> None:
    ask(page, "what happened to the reconciliation process?")
    ask(page, "and who chaired it?")
    page.get_by_text("Understood as: what happened to the reconciliation process?").wait_for()
    asked = page.get_by_text("and who chaired it?", exact=True)
    page.wait_for_function(
        "box => box.getBoundingClientRect().top < 300", arg=asked.element_handle()
    )
    assert page.get_by_placeholder("Ask about the papers").is_visible()


def test_words_from_papers_and_people_are_inert(page: Page) -> None:
    offered = page.get_by_role("button", name="<img src=x>")
    offered.wait_for()
    assert offered.locator("img").count() == 0
    ask(page, TYPED)
    asked = page.get_by_label("Chat message from user").get_by_test_id("stMarkdown")
    assert asked.inner_text().replace(JOINER, "") == TYPED
    ask(page, "what did the hostile witness write?")
    quote = page.locator("blockquote", has_text="hostile witness").first.inner_text()
    for line in HOSTILE[3:]:
        assert line in " ".join(quote.split())
    said = page.locator(".stChatMessage :is(.stMarkdown, .stHtml)")
    assert said.locator(":is(script, img, b, i, u, code, .katex, [style])").count() == 0
    links = said.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert links
    assert all(re.match(r"papers/\d+\.pdf#page=\d+$|\./\?(?:like|follow)=\d+$", x) for x in links)


def test_a_narrow_screen_needs_no_scrolling_sideways(page: Page) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    ask(page, "what happened to the reconciliation process?")
    page.get_by_text("More passages").click()
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 400


def test_a_point_of_the_picture_opens_its_step_by_keyboard(page: Page) -> None:
    ask(page, "what happened to the reconciliation process?")
    points = page.locator(".axis a")
    assert points.count() > 2
    point = points.last
    opens = (point.get_attribute("href") or "").removeprefix("#")
    kind = (point.get_attribute("aria-label") or "").split(": ")[1].split(" (")[0]
    point.focus()
    page.keyboard.press("Enter")
    step = page.locator(".timeline > li:target")
    step.wait_for()
    assert step.get_attribute("id") == opens
    assert f"Step: {kind}" in step.inner_text()
    box = step.bounding_box()
    assert box and 0 <= box["y"] < 800
    assert page.locator(".stChatMessage").count() == 2


def test_a_citation_is_followed_through_time_in_a_new_tab(page: Page) -> None:
    ask(page, "how many tenancies have registered for reconciliation?")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="follow this through time").first.click()
    other = opened.value
    other.get_by_text("Followed through time").wait_for()
    other.locator(".timeline, .quote").first.wait_for()
    assert page.locator(".stChatMessage").count() == 2
    other.close()
