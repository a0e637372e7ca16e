"""The chat in a real browser."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Route

from tests.browser.app import ask, open_menu, settled, until
from tests.browser.conftest import HOSTILE, WIDE

KEY = "[0-9a-f]{16}"
WORDS = rf"{KEY}\.\d+\.[0-9a-f]{{8}}\.\d+-\d+"
LINKS = (
    rf"papers/{KEY}\.pdf#page=\d+|\./\?(?:like|follow)={WORDS}|\./\?q=[\w%&=.~-]+"
    rf"|paper\?cite={WORDS}|paper\?paper={KEY}&page=\d+|#(?:source|step)-[0-9a-f]+-\d+"
)
TYPED = "what of <b>bus</b> <img src=x onerror=alert(1)> [a](javascript:alert(1)) :smile: $x$ -> :red[y] www.example.org me@example.org ![](https://example.org/x.png)?"  # noqa: E501


def test_an_answer_opens_its_paper_at_the_page(page: Page, address: str) -> None:
    ask(page, "how much had been repaid to tenancies at 30 June 2022?")
    quote = page.locator("article", has_text="£548,200").first
    quote.get_by_text("See it on the page").click()
    link = quote.get_by_role("link", name="Open the PDF at page 2")
    assert link.get_attribute("target") == "_blank"
    href = link.get_attribute("href") or ""
    assert href.endswith("#page=2")
    paper = page.request.get(f"{address}/{href}")
    assert (paper.status, paper.headers["content-type"]) == (200, "application/pdf")
    assert paper.body().startswith(b"%PDF-")


def test_the_passage_opens_by_keyboard_with_the_quote_marked(page: Page) -> None:
    ask(page, "how much had been repaid to tenancies at 30 June 2022?")
    mark = page.locator(".passage mark").first
    assert not mark.is_visible()
    page.get_by_text("More about it").first.press("Enter")
    page.get_by_text("Read the passage around it").first.press("Enter")
    mark.wait_for()
    assert "£548,200" in mark.inner_text()


def test_a_follow_up_is_read_from_its_question(page: Page) -> None:
    ask(page, "what happened to the reconciliation process?")
    ask(page, "and who chaired it?")
    page.get_by_text("Understood as: what happened to the reconciliation process?").wait_for()
    asked = page.get_by_text("and who chaired it?", exact=True)
    until(asked, "box => box.getBoundingClientRect().top < 300")
    assert page.get_by_placeholder("Ask about the papers").is_visible()


def test_words_from_papers_and_people_are_inert(page: Page) -> None:
    ask(page, TYPED)
    assert page.locator(".question").inner_text() == TYPED
    ask(page, "what did the hostile witness write?")
    quote = page.locator("blockquote", has_text="hostile witness").first.inner_text()
    for line in HOSTILE[3:]:
        assert line in " ".join(quote.split())
    said = page.locator(".stChatMessage :is(.stMarkdown, .stHtml)")
    assert said.locator(":is(script, i, u, code, .katex, [style])").count() == 0
    assert said.locator("b").count() == said.locator("blockquote > b").count()  # what answers
    pictures = said.locator("img").evaluate_all("all => all.map(img => img.getAttribute('src'))")
    assert all(re.fullmatch(rf"papers/{KEY}/\d+\.png\?cite={WORDS}", src) for src in pictures)
    links = said.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert links
    assert all(re.fullmatch(LINKS, link) for link in links)


def test_a_narrow_screen_needs_no_scrolling_sideways(page: Page) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    ask(page, "what happened to the reconciliation process?")
    page.get_by_text("More passages").click()
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 400


def answered(page: Page, address: str, width: int, height: int) -> Locator:
    """Where an answer that a link leads to begins, on a screen of this size."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{address}/?q=how much had been repaid to tenancies at 30 June 2022?")
    first = page.locator(".answer-line, .quote blockquote").first
    first.wait_for()
    return first


def test_on_a_phone_an_answer_begins_in_the_upper_third(page: Page, address: str) -> None:
    first = answered(page, address, 390, 844)
    until(first, "e => 0 < e.getBoundingClientRect().top && e.getBoundingClientRect().top < 281")


def test_at_400_percent_more_than_two_lines_of_an_answer_are_seen(page: Page, address: str) -> None:
    first = answered(page, address, 320, 256)
    line = "parseFloat(getComputedStyle(e).lineHeight)"
    until(first, f"e => (256 - e.getBoundingClientRect().top) / {line} > 2")


LETTER = (
    "Dear council,\n\n"
    + "I have lived beside the river for thirty years and write on behalf of my street. " * 12
    + "\nWhat I would like to know is this. What happened to the reconciliation process? "
    "And how much had been repaid to tenancies at 30 June 2022?\n\nYours faithfully,\nA. Reader"
)


def test_the_question_box_is_within_five_tabs(page: Page, address: str) -> None:
    page.goto(f"{address}/?q=how+much+had+been+repaid+to+tenancies+at+30+June+2022%3F")
    page.locator("blockquote").first.wait_for()
    settled(page)
    box = page.get_by_placeholder("Ask about the papers")
    for _ in range(5):
        if box.evaluate("e => e === document.activeElement"):
            break
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('.skip')"):
            page.keyboard.press("Enter")
    assert box.evaluate("e => e === document.activeElement")


def test_of_a_pasted_letter_one_chooses_what_to_ask(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_placeholder("Ask about the papers").fill(LETTER)
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", name="Your letter asks 2 things.")
    heading.wait_for()
    page.get_by_role("button", name="And how much had been repaid").click()
    page.locator("article", has_text="£548,200").first.wait_for()


@pytest.mark.parametrize("is_interrupted", [False, True])
def test_what_a_letter_asks_is_in_sight_below_a_long_answer(
    page: Page, is_interrupted: bool
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    ask(page, "what happened to the reconciliation process?")
    page.locator(".timeline > li").nth(3).wait_for()
    page.get_by_placeholder("Ask about the papers").fill(LETTER)
    page.keyboard.press("Enter")
    if is_interrupted:  # by another run of the page, before the browser drew that one
        page.evaluate("document.querySelector('[data-keep]').click()")
    first = page.get_by_role("button", name="What happened to the reconciliation process?")
    first.wait_for()
    until(
        first,
        "e => { const {top, bottom} = e.getBoundingClientRect(); return top > 0 && bottom < 600 }",
    )


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


def test_a_story_is_turned_round(page: Page) -> None:
    ask(page, "what happened to the reconciliation process?")
    days = page.locator(".timeline h3")
    oldest_first = days.all_inner_texts()
    page.get_by_role("button", name="Newest first").click()
    page.get_by_role("list", name="Timeline, newest first").wait_for()
    assert days.all_inner_texts() == oldest_first[::-1]
    page.get_by_role("button", name="Oldest first").click()
    page.get_by_role("list", name="Timeline, oldest first").wait_for()
    assert days.all_inner_texts() == oldest_first


def test_a_citation_is_followed_through_time_and_back_again(page: Page) -> None:
    ask(page, "how many tenancies have registered for reconciliation?")
    before = page.url
    open_menu(page)
    page.get_by_role("link", name="Follow this through time").first.click()
    page.get_by_role("heading", name="Followed through time").wait_for()
    page.locator(".question").nth(1).wait_for()
    page.get_by_text("Searched").nth(1).wait_for()
    assert "follow=" in page.url
    page.go_back()
    page.wait_for_url(before)
    until(page, "document.querySelector('.question').getBoundingClientRect().top > 0")
    assert page.locator(".question").count() == 2  # nothing is asked again


def test_an_address_opens_the_same_answer(page: Page, browser: Browser) -> None:
    page.get_by_role("button", name="Search in").click()
    page.get_by_role("combobox", name="Committee").click()
    page.get_by_role("option", name="Cabinet").click()
    page.wait_for_url("**committee=Cabinet*")
    ask(page, "what was decided about heating charges?")
    link = page.get_by_role("link", name="Link to this answer").evaluate("link => link.href")
    assert parse_qs(urlsplit(page.url).query) == parse_qs(urlsplit(link).query)
    other = browser.new_page()
    other.goto(link)
    other.get_by_text("Limited to: Cabinet").wait_for()
    told = [tab.locator("blockquote").all_inner_texts() for tab in (page, other)]
    assert told[0] == told[1]
    other.close()


def test_on_a_wide_screen_the_cited_page_stands_beside_the_answer(page: Page) -> None:
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    ask(page, "how much had been repaid to tenancies at 30 June 2022?")
    first, second = page.locator("article.quote").nth(0), page.locator("article.quote").nth(1)
    first.locator(".leaf").wait_for()
    words, beside = (
        first.locator("blockquote").bounding_box(),
        first.locator(".leaf").bounding_box(),
    )
    assert words and beside
    assert beside["x"] >= words["x"] + words["width"]
    assert beside["y"] < words["y"] + words["height"]
    second.get_by_text("See it on the page").click()
    second.locator(".leaf").wait_for()
    first.locator(".leaf").wait_for(state="hidden")  # one page at a time


def test_questions_asked_before_are_found_again_and_can_be_removed(page: Page) -> None:
    for question in ("what happened to the reconciliation process?", "who chairs the panel?"):
        ask(page, question)
    page.get_by_role("button", name="New conversation").click()
    before = page.locator("[data-asked]")
    before.get_by_role("link", name="who chairs the panel?").wait_for()
    before.get_by_role("searchbox").fill("reconciliation")
    before.get_by_role("link", name="who chairs the panel?").wait_for(state="hidden")
    page.reload()
    before.get_by_role("button", name="Remove: who chairs the panel?").click()
    before.get_by_role("link", name="who chairs the panel?").wait_for(state="detached")
    before.get_by_role("link", name="what happened to the reconciliation").click()
    page.get_by_text("Searched").first.wait_for()
    page.get_by_role("button", name="New conversation").click()
    before.get_by_role("button", name="Remove all").click()
    before.get_by_role("link").first.wait_for(state="detached")


def test_a_question_left_at_once_is_among_those_asked_before(page: Page) -> None:
    ask(page, "who chairs the panel?")
    page.evaluate(
        """new MutationObserver((_, observer) => {
            if (document.body.innerText.split("Searched").length < 3) return;
            observer.disconnect();
            [...document.querySelectorAll("button")]
                .find((button) => button.innerText === "New conversation").click();
        }).observe(document.body, { childList: true, subtree: true })"""
    )
    box = page.get_by_placeholder("Ask about the papers")
    box.fill("how much had been repaid to tenancies at 30 June 2022?")
    box.press("Enter")
    page.locator("[data-asked]").get_by_role("link", name="how much had been repaid").wait_for()


def test_a_citation_is_copied_as_one_line(page: Page) -> None:
    ask(page, "how much had been repaid to tenancies at 30 June 2022?")
    page.get_by_role("button", name="Copy citation").first.press("Enter")
    said = page.locator(".unseen[role=status]")
    said.filter(has_text="Copied").filter(has_text="quotes.").wait_for()  # neither is lost
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(r".+, 12 July 2022, .+, p\. \d+ \(PDF p\. 2\)", copied)


def test_an_answer_is_announced_and_the_keyboard_stays_in_the_box(page: Page) -> None:
    ask(page, "how much had been repaid to tenancies at 30 June 2022?")
    page.locator(".unseen[role=status]", has_text="quotes.").wait_for()
    focused = page.evaluate("document.activeElement.getAttribute('placeholder')")
    assert focused == "Ask about the papers"
    ask(page, "are there mermaids in the harbour?")
    page.locator(".unseen[role=status]", has_text="The papers do not answer this.").wait_for()


def test_what_is_pressed_and_gone_leaves_the_keyboard_at_the_answer(page: Page) -> None:
    page.get_by_role("button", name="?").first.press("Enter")
    page.get_by_text("Searched").first.wait_for()
    until(page, "document.activeElement.matches('.question')")


def test_a_page_is_turned_and_enlarged_in_its_place(page: Page) -> None:
    ask(page, "how much had been repaid to tenancies at 30 June 2022?")
    quote = page.locator("article", has_text="£548,200").first
    quote.get_by_text("See it on the page").press("Enter")
    picture = quote.locator(".leaf img")
    drawn = "img => img.complete && img.naturalWidth > 700"
    until(picture, drawn)
    quote.get_by_role("button", name="Next page").press("Enter")
    quote.get_by_text("PDF page 3", exact=True).wait_for()
    until(picture, drawn)
    assert quote.get_by_role("link", name="Open the PDF at page 3").count() == 1
    for _ in range(30):
        quote.get_by_role("button", name="Next page").press("Enter")
        page.wait_for_timeout(150)
    quote.get_by_text("There is no further page.").wait_for()
    until(picture, drawn)
    width = picture.bounding_box()
    quote.get_by_role("button", name="Larger").press("Enter")
    wider = picture.bounding_box()
    assert width and wider and wider["width"] > 1.4 * width["width"]
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 1280


def test_a_picture_that_was_refused_for_the_moment_is_asked_for_again(page: Page) -> None:
    refused: list[str] = []

    def busy(route: Route) -> None:
        if len(refused) < 3:  # the picture, the question what was wrong, and the picture again
            refused.append(route.request.url)
            route.fulfill(status=503, headers={"Retry-After": "3"})
        else:
            route.continue_()

    page.route("**/papers/*/*.png*", busy)
    ask(page, "how much had been repaid to tenancies at 30 June 2022?")
    quote = page.locator("article", has_text="£548,200").first
    quote.get_by_text("See it on the page").press("Enter")
    until(quote.locator(".leaf img"), "img => img.complete && img.naturalWidth > 700")
    assert len(set(refused)) == 1
    assert quote.get_by_text("cannot be shown as a picture").count() == 0
