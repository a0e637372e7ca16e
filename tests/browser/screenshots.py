"""Makes the pictures of the README anew: `python -m tests.browser.screenshots`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from qa.library.ingest import ingest
from qa.library.library import Library
from qa.settings import PROJECT
from tests.browser.app import ask, launched, running, until, visit

FOLDER = PROJECT / "qa/web/screenshots"
STORY = "what happened to the reconciliation process?"


def story(page: Page) -> None:
    ask(page, STORY)
    page.wait_for_timeout(2000)
    page.locator(".question").evaluate("head => head.scrollIntoView()")


def on_the_page(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    ask(page, "how much had been repaid to tenancies at 30 June 2022?")
    quote = page.locator("article", has_text="£548,200").first
    quote.get_by_text("See it on the page").click()
    until(quote.locator(".leaf img"), "img => img.complete && img.naturalWidth")
    quote.get_by_text("See it on the page").evaluate("head => head.scrollIntoView()")


def papers(page: Page) -> None:
    visit(page, "Papers")
    page.locator(".calendar a").first.wait_for()


def briefing(page: Page) -> None:
    ask(page, STORY)
    for n in (0, 1):
        page.get_by_role("button", name="Keep").nth(n).click()
        page.locator("[aria-pressed=true]").nth(n).wait_for()
    visit(page, "Briefing")
    page.get_by_label("Note on 2").first.wait_for()


def main() -> None:
    """Index the sample papers, start the app, and photograph each of its pages."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        with Library(folder / "index", create=True) as library:
            ingest([PROJECT / "corpus"], library)
        browser = launched(playwright)
        with running(folder / "index", folder) as address:
            for take in (story, on_the_page, papers, briefing):
                page = browser.new_page(viewport={"width": 1200, "height": 800})
                page.goto(address)
                page.get_by_placeholder("Ask about the papers").wait_for()
                take(page)
                page.wait_for_timeout(1000)
                page.screenshot(path=FOLDER / f"{take.__name__}.png")
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
