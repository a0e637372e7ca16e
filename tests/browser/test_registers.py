"""The pages of the registers in a real browser, over the same app as the chat."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser import app

ROW, HEAD = 35, 35  # pixels of a table


def visit(page: Page, name: str) -> None:
    """Follow the link to a register and wait for what it lists."""
    app.visit(page, name)
    page.locator("article").first.wait_for()


def choose(page: Page, row: int) -> None:
    """Click in a row of the table."""
    table = page.get_by_test_id("stDataFrame")
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box
    page.mouse.click(box["x"] + 40, box["y"] + HEAD + ROW * row + ROW / 2)


def opens(page: Page, link: Locator) -> None:
    """The link leads to a PDF, from where the page stands."""
    assert link.get_attribute("target") == "_blank"
    paper = page.request.get(str(link.evaluate("link => link.href")))
    assert (paper.status, paper.headers["content-type"]) == (200, "application/pdf")


@pytest.mark.parametrize("name", ["Decisions", "Previous answers"])
def test_a_link_opens_its_paper_from_every_page(page: Page, name: str) -> None:
    visit(page, name)
    assert page.title() == f"{name} – Council papers"
    opens(page, page.locator("article a[href*='.pdf']").first)
    page.get_by_role("link", name="Ask", exact=True).locator("visible=true").click()
    page.get_by_placeholder("Ask about the papers").wait_for()


def test_an_address_leads_to_its_page(browser: Browser, address: str) -> None:
    page = browser.new_page()
    for path in ("decisions", "previous-answers", "decisions/"):
        page.goto(f"{address}/{path}")
        opens(page, page.locator("article a[href*='.pdf']").first)
    page.close()


def test_what_is_chosen_in_the_table_opens_below_it(page: Page) -> None:
    visit(page, "Decisions")
    choose(page, 1)
    page.get_by_role("heading", name="Chosen in the table").wait_for()
    assert page.locator("article").first.inner_html() == page.locator("article").nth(2).inner_html()


def test_the_file_has_every_word(page: Page, tmp_path: Path) -> None:
    visit(page, "Decisions")
    button = page.get_by_role("button", name="Download as CSV")
    button.wait_for()  # the one: the table's own is not there
    with page.expect_download() as download:
        button.click()
    assert download.value.suggested_filename == "decisions.csv"
    download.value.save_as(tmp_path / "decisions.csv")
    text = (tmp_path / "decisions.csv").read_text(encoding="utf-8-sig")
    assert text.startswith("Meeting,Committee,Item,Kind,Outcome,Decision,")
    assert "with a statement of what is being done about each of them." in text


def test_a_draft_finds_the_answer_given_then(page: Page) -> None:
    visit(page, "Previous answers")
    page.get_by_label("Your question").fill(
        "what is the council doing about damp and mould in its homes?"
    )
    page.get_by_role("button", name="Find earlier answers").click()
    page.get_by_text("nearest first").first.wait_for()
    page.get_by_role("heading", name="Said since").first.wait_for()
    assert page.get_by_text("Answer given then").count()
    assert not page.get_by_test_id("stDataFrame").count()


@pytest.mark.parametrize("name", ["Decisions", "Previous answers"])
def test_headings_leave_out_no_level_and_inputs_have_labels(page: Page, name: str) -> None:
    visit(page, name)
    levels = page.locator("h1, h2, h3, h4").evaluate_all(
        "heads => heads.map(head => +head.tagName[1])"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    page.get_by_role("combobox", name="Committee").wait_for()
    page.get_by_label("Meetings from").first.wait_for()


@pytest.mark.parametrize("name", ["Decisions", "Previous answers"])
def test_a_narrow_screen_needs_no_scrolling_sideways(page: Page, name: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    visit(page, name)
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 320
