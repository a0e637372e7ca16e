"""What each kind of user does from beginning to end, on a phone and on a desktop."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Locator, Page

from qa.settings import PROJECT
from tests.browser.app import PASSPHRASE, open_menu, settled, until, visit
from tests.browser.conftest import DESKTOP, PHONE, opened

REPAID = "how much had been repaid to tenancies at 30 June 2022?"
DRAWN = "img => img.complete && img.naturalWidth > 700"


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    with opened(browser, address, request.param) as page:
        yield page


def test_a_councillor_prepares_a_question(page: Page, tmp_path: Path) -> None:
    page.get_by_role("button", name="What happened to").first.click()
    page.locator(".timeline > li").first.wait_for()
    quote = page.locator(".timeline article").first
    quote.get_by_text("See it on the page").click()
    until(quote.locator(".leaf img"), DRAWN)
    keep(page, 0, 1)
    visit(page, "Briefing")
    quotes = page.locator("article.entry blockquote:first-of-type")
    page.get_by_label("Note on 2").first.wait_for()
    first, second = quotes.all_inner_texts()
    page.get_by_role("button", name="Move down: citation 1").click()
    # The keyboard stays on the citation that was moved.
    until(page, "!!document.activeElement.closest('.st-key-up-2, .st-key-down-2')")
    page.locator("blockquote").first.filter(has_text=second[:40]).wait_for()
    until(page, "document.querySelectorAll('[aria-label=\"Note on 1\"]').length === 1")
    settled(page)  # what is typed while the page is drawn anew is lost on a machine that is busy
    page.get_by_label("Note on 1").fill("Ask whether this was done.")
    page.get_by_label("Your question").fill("When was the process finished, and who was told?")
    page.get_by_label("Your question").blur()
    page.get_by_text("With its sources, to be pasted").wait_for()
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    download.value.save_as(tmp_path / "briefing.docx")
    with ZipFile(tmp_path / "briefing.docx") as file:
        body = file.read("word/document.xml").decode()
        notes = file.read("word/footnotes.xml").decode()
    assert body.index("When was the process finished") < body.index(second[-30:])
    assert body.index(second[-30:]) < body.index(first[-30:])
    assert "Ask whether this was done." in body
    assert "(PDF p. " in notes
    page.get_by_role("link", name="See whether it was asked before").click()
    page.get_by_role("heading", name="Previous answers", level=1).wait_for()
    page.locator("article").first.wait_for()
    assert page.get_by_label("Your question").input_value().startswith("When was the process")


def test_a_resident_explores_decisions(page: Page, address: str) -> None:
    page.goto(f"{address}/?q=what+was+decided+about+heating+charges%3F")
    page.locator("blockquote").first.wait_for()
    open_menu(page)
    page.get_by_role("link", name=re.compile(r"^Link to this\s*,")).first.click()
    page.wait_for_url("**/paper?cite=*")
    page.locator("mark").first.wait_for()
    until(page.locator(".leaf img:visible").first, DRAWN)
    page.go_back()
    page.locator(".question").first.wait_for()
    visit(page, "Papers")
    page.locator(".calendar a").last.click()
    page.wait_for_url("**meeting=*")
    page.locator("a[href^='paper?']").first.click()
    page.wait_for_url("**/paper?paper=*")
    until(page.locator(".leaf img:visible").first, DRAWN)
    visit(page, "Decisions")
    settled(page)  # its table for saving is made anew with every drawing, and looked for by each
    page.get_by_label("What they are about").fill("council tax")
    page.get_by_label("What they are about").press("Enter")
    page.get_by_text("nearest first").first.wait_for()
    page.wait_for_url("**about=council*")
    page.locator("article", has_text="Proposed by").first.wait_for()


def test_an_officer_checks_an_answer_and_adds_a_paper(page: Page, tmp_path: Path) -> None:
    visit(page, "Previous answers")
    page.get_by_label("Your question").fill("how many tenancies have registered?")
    page.get_by_role("button", name="Find earlier answers").click()
    page.get_by_role("heading", name="Said since").first.wait_for()
    page.get_by_role("button", name="Copy citation").first.click()
    page.locator(".unseen", has_text="Copied").wait_for()
    assert "PDF p" in page.evaluate("navigator.clipboard.readText()")
    visit(page, "Add papers")
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_label("Passphrase").press("Enter")
    sent = tmp_path / "A copy.pdf"
    shutil.copy(next((PROJECT / "corpus").rglob("*.pdf")), sent)
    page.locator("input[type=file]").set_input_files(str(sent))
    page.get_by_text("A copy.pdf").first.wait_for()
    page.get_by_role("button", name="Add these papers").click()
    page.get_by_text("Already there, as").wait_for()


def test_a_councillor_does_it_all_by_keyboard(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        reach(page, page.get_by_placeholder("Ask about the papers"))
        page.keyboard.type(REPAID)
        page.keyboard.press("Enter")
        page.get_by_text("Searched").first.wait_for()
        quote = page.locator("article").first
        press(page, quote.get_by_text("See it on the page"), back=True)
        until(quote.locator(".leaf img"), DRAWN)
        press(page, quote.get_by_role("button", name="Larger"))
        reach(page, quote.locator(".sheet"))  # to be scrolled by its arrows
        press(page, quote.get_by_role("button", name=re.compile("^Keep")))
        quote.locator("[aria-pressed=true]").wait_for()
        press(page, quote.get_by_text("More about it"))
        press(page, quote.get_by_role("link", name="Follow this through time"))
        page.locator(".question").nth(1).wait_for()
        page.get_by_text("Searched").nth(1).wait_for()
        briefing = page.get_by_role("link", name="Briefing", exact=True).locator("visible=true")
        press(page, briefing, back=True)
        reach(page, page.get_by_label("Note on 1"))
        page.keyboard.type("Read this first.")
        press(page, page.get_by_role("button", name="Remove: citation 1"))
        page.get_by_text("Nothing is kept yet.").wait_for()


def keep(page: Page, *numbers: int) -> None:
    """Keep the citations with these numbers, from 0."""
    for n in numbers:
        button = page.locator("[data-keep]").nth(n)  # its name is another once it is pressed
        button.click()
        button.and_(page.locator("[aria-pressed=true]")).wait_for()


def reach(page: Page, wanted: Locator, *, back: bool = False) -> None:
    """Put the keyboard on what is wanted, as who has no mouse does."""
    wanted.wait_for()
    for _ in range(400):
        if wanted.evaluate("wanted => wanted === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"the keyboard does not come to {wanted}")


def press(page: Page, wanted: Locator, *, back: bool = False) -> None:
    """Reach what is wanted, and press it."""
    reach(page, wanted, back=back)
    page.keyboard.press("Enter")
