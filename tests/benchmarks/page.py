"""How long people wait on the page: `python -m tests.benchmarks.page`.

Over the sample papers, in Chromium on this machine: from pressing Enter to the answer, as the first
question of a visit, and of so many visitors who ask at once. And from opening a citation's picture
to seeing it. Medians and the slowest, in seconds; the machine's own noise is in them.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from rich import print as tell

from qa.library.ingest import ingest
from qa.library.library import Library
from qa.settings import PROJECT
from tests.browser.app import ask, launched, running, until

QUESTIONS = (
    "what happened to the reconciliation process?",
    "how much had been repaid to tenancies at 30 June 2022?",
    "what was decided about heating charges?",
    "who proposed the motion on council tax?",
)
AT_ONCE = 20


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        with Library(folder / "index", create=True) as library:
            ingest([PROJECT / "corpus"], library)
        browser = launched(playwright)
        with running(folder / "index", folder) as address:
            told("first answer of a visit", [first(browser, address, q) for q in QUESTIONS * 2])
            told("picture of a page", pictures(browser, address))
            told(f"{AT_ONCE} visitors at once", together(browser, address))
        browser.close()


def told(what: str, seconds: list[float]) -> None:
    """Print the median and the slowest."""
    tell(f"{what}: median {statistics.median(seconds):.2f} s, slowest {max(seconds):.2f} s")


def first(browser: Browser, address: str, question: str) -> float:
    """Seconds from asking to the answer, as the first question of a visit."""
    page = visit(browser, address)
    began = time.perf_counter()
    ask(page, question)
    seconds = time.perf_counter() - began
    page.close()
    return seconds


def pictures(browser: Browser, address: str) -> list[float]:
    """Seconds from opening each citation's page to seeing it."""
    page = visit(browser, address)
    ask(page, QUESTIONS[0])
    found = []
    for quote in page.locator("article:visible").all():
        began = time.perf_counter()
        quote.get_by_text("See it on the page").click()
        until(quote.locator(".leaf img"), "img => img.complete && img.naturalWidth")
        found.append(time.perf_counter() - began)
    page.close()
    return found


def together(browser: Browser, address: str) -> list[float]:
    """Seconds of each of many visitors, who all ask before the first is answered."""
    pages = [visit(browser, address) for _ in range(AT_ONCE)]
    for n, page in enumerate(pages):
        page.get_by_placeholder("Ask about the papers").fill(QUESTIONS[n % len(QUESTIONS)])
    began = time.perf_counter()
    for page in pages:
        page.get_by_placeholder("Ask about the papers").press("Enter")
    found = []
    for page in pages:
        page.get_by_text("Searched").first.wait_for()
        assert page.locator("blockquote").count()
        found.append(time.perf_counter() - began)
        page.close()
    return found


def visit(browser: Browser, address: str) -> Page:
    """The page as a new visitor has it, quiet."""
    page = browser.new_page()
    page.set_default_timeout(120_000)
    page.goto(address)
    page.get_by_role("heading", name="You could ask").wait_for()
    page.wait_for_timeout(300)
    return page


if __name__ == "__main__":
    main()
