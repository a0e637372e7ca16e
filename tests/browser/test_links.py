"""Links within the service, whose clicks the browser sends until it is told that they arrived."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, WebSocketRoute

from tests.browser.app import settled, visit

LINK = b"paper?paper="
Message = str | bytes


@pytest.mark.parametrize("copies", [1, 3])
def test_a_click_that_is_sent_again_leads_where_it_leads(
    page: Page, address: str, copies: int
) -> None:
    """Copies are on their way, from the page that is left, when the server shows the next one."""
    clicked: list[Message] = []
    left = copies

    def pass_on(browser: WebSocketRoute) -> None:
        server = browser.connect_to_server()

        def to_server(message: Message) -> None:
            if LINK in _bytes(message):
                clicked.append(message)
            server.send(message)

        def to_browser(message: Message) -> None:
            nonlocal left
            if clicked and left and b"paper=" in _bytes(message) and LINK not in _bytes(message):
                left -= 1
                server.send(clicked[0])
            browser.send(message)

        browser.on_message(to_server)
        server.on_message(to_browser)

    page.route_web_socket("**/_stcore/stream", pass_on)
    page.goto(f"{address}/papers")
    page.locator(".calendar a").last.click()
    page.wait_for_url("**meeting=*")
    settled(page)
    page.locator("a[href^='paper?']").first.click()
    page.wait_for_url("**/paper?paper=*")
    page.wait_for_timeout(1000)
    settled(page)
    assert not left
    page.locator(".leaf img:visible").first.wait_for(timeout=5000)
    visit(page, "Decisions")
    page.go_back()
    page.locator(".leaf img:visible").first.wait_for()


def _bytes(message: Message) -> bytes:
    return message.encode() if isinstance(message, str) else message
