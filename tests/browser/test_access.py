"""For everyone: no rule of axe-core is broken, and nothing runs off the side, in any state."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.app import PASSPHRASE, ask, open_menu, settled, until, visit
from tests.browser.conftest import opened

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STORY = "what happened to the reconciliation process?"
FIGURE = "how much had been repaid to tenancies at 30 June 2022?"
# In CSS pixels: a laptop's screen at 200 %, and the narrowest that there is to be.
ZOOMED, NARROW = (640, 450), (320, 700)
WIDTH = "document.querySelector('.stMain').scrollWidth"  # of all that is shown, in CSS pixels
IS_DARK = "getComputedStyle(document.querySelector('.stApp')).colorScheme === 'dark'"


def first(page: Page) -> None:
    page.get_by_role("heading", name="You could ask").wait_for()


def passages(page: Page) -> None:
    ask(page, FIGURE)
    page.get_by_text("More passages").click()
    open_menu(page)
    page.get_by_text("Read the passage around it").first.click()
    page.get_by_text("See it on the page").first.click()
    until(page.locator(".leaf img").first, "img => img.complete && img.naturalWidth")


def story(page: Page) -> None:
    ask(page, STORY)
    page.get_by_role("button", name="Keep").first.click()
    page.locator("[aria-pressed=true]").first.wait_for()


def nothing(page: Page) -> None:
    ask(page, "are there mermaids in the harbour?")


def decisions(page: Page) -> None:
    visit(page, "Decisions")
    page.locator("article").first.wait_for()


def no_decisions(page: Page) -> None:
    page.goto(page.url + "decisions?about=mermaids")
    page.get_by_text("No decision was found.").wait_for()


def previous(page: Page) -> None:
    visit(page, "Previous answers")
    page.get_by_label("Your question").fill("how many tenancies have registered?")
    page.get_by_role("button", name="Find earlier answers").click()
    page.get_by_role("heading", name="Said since").first.wait_for()


def checked(page: Page) -> None:
    visit(page, "Check")
    page.get_by_label("Your text").fill(
        "The pool reopened on 3 September 2022. The pool reopened on 4 September 2022. Mermaids."
    )
    page.get_by_role("button", name="Check it").click()
    page.get_by_role("heading", name="Sentence by sentence").wait_for()


def briefing(page: Page) -> None:
    ask(page, FIGURE)
    for n in (0, 1):
        page.get_by_role("button", name="Keep").nth(n).click()
        page.locator("[aria-pressed=true]").nth(n).wait_for()
    visit(page, "Briefing")
    page.get_by_label("Note on 2").first.wait_for()


def empty_briefing(page: Page) -> None:
    visit(page, "Briefing")


def door(page: Page) -> None:
    visit(page, "Add papers")
    page.get_by_label("Passphrase").wait_for()


def adding(page: Page) -> None:
    door(page)
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_label("Passphrase").press("Enter")
    page.get_by_role("button", name="Add these papers").wait_for()


def held(page: Page) -> None:
    visit(page, "Held back")
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_label("Passphrase").press("Enter")
    page.get_by_role("heading", name="Papers with something held back").wait_for()


def papers(page: Page) -> None:
    visit(page, "Papers")
    page.locator(".calendar a").first.wait_for()


def meeting(page: Page) -> None:
    papers(page)
    page.locator(".calendar a").first.click()
    page.wait_for_url("**meeting=*")
    page.locator("a[href^='paper?']").first.wait_for()


def paper(page: Page) -> None:
    meeting(page)
    page.locator("a[href^='paper?']").first.click()
    page.wait_for_url("**/paper?*")
    page.locator(".leaf img:visible").first.wait_for()


def citation(page: Page) -> None:
    ask(page, FIGURE)
    open_menu(page)
    page.get_by_role("link", name=re.compile(r"^Link to this\s*,")).first.click()
    page.wait_for_url("**/paper?cite=*")
    page.locator(".leaf img:visible").first.wait_for()


STATES: tuple[Callable[[Page], None], ...] = (
    first,
    passages,
    story,
    nothing,
    decisions,
    no_decisions,
    previous,
    checked,
    briefing,
    empty_briefing,
    papers,
    meeting,
    paper,
    citation,
    door,
    adding,
    held,
)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_nobody_is_shut_out(browser: Browser, address: str, state: Callable[[Page], None]) -> None:
    with opened(browser, address) as page:
        state(page)
        check(page)
        page.set_viewport_size({"width": ZOOMED[0], "height": ZOOMED[1]})
        settled(page)
        until(page, f"{WIDTH} <= {ZOOMED[0]}")
        page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        until(page, IS_DARK)
        check(page)
        until(page, f"{WIDTH} <= {NARROW[0]}")


def check(page: Page) -> None:
    """No rule is broken."""
    settled(page)  # what fades in is not yet in its colours
    # What the bar with the question box covers is reached by scrolling, so it is no small target.
    page.evaluate(
        "document.querySelectorAll(':has(> .st-key-ask)')"
        ".forEach((bar) => { bar.style.position = 'static'; })"
    )
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    assert not found.response["violations"], found.generate_report()


def test_the_api_page_too(browser: Browser, address: str) -> None:
    with opened(browser, address, NARROW) as page:
        page.goto(f"{address}/api")
        check(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]


def test_the_question_box_is_near_for_who_uses_the_keyboard(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        box = page.get_by_placeholder("Ask about the papers")
        until(box, "box => box === document.activeElement")  # at once, on the front page
        short_cut = page.locator("a[href], button, input, textarea, [tabindex]").first
        assert short_cut.inner_text() == "Go to the question box"
        short_cut.focus()
        check(page)
        page.keyboard.press("Enter")
        until(box, "box => box === document.activeElement")
