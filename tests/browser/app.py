"""The app as it is started for people, and a browser to see it with."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, Playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from qa.passphrase import hash_passphrase
from qa.settings import PROJECT

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = "--disable-background-networking --disable-component-update --disable-sync --disable-quic"
ALONE = "--no-first-run --no-sandbox --disable-gpu"
PUT_AWAY = "[data-testid=stSidebarNavLink]"
PASSPHRASE = "the reeds beside the weir"


def launched(playwright: Playwright) -> Browser:
    """The browser of this machine. Raises Playwright's `Error` where there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return playwright.chromium.launch(executable_path=found, args=f"{QUIET} {ALONE}".split())


@contextmanager
def running(index: Path, folder: Path, **also: str) -> Iterator[str]:
    """The address of the app over the library in `index`; its log and uploads are in `folder`.
    `also` are settings, by their variables."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
    chosen = {
        "QA_INDEX": str(index),
        "QA_UPLOADS": str(folder / "uploads"),
        "QA_ADDING": "passphrase",
        "QA_PASSPHRASE_HASH": hash_passphrase(PASSPHRASE),
        "QA_RATE": "0",
        **also,
    }
    with (folder / "log").open("w") as log:
        app = subprocess.Popen(
            [*command, f"--server.port={port}"],
            cwd=PROJECT,
            env={**os.environ, **chosen},
            stdout=log,
            stderr=log,
        )
    try:
        _wait_for(f"http://localhost:{port}/healthz", app)
        yield f"http://localhost:{port}"
    finally:
        app.terminate()
        app.wait(30)
    logged = (folder / "log").read_text()
    assert "Traceback" not in logged, logged[logged.index("Traceback") :][:3000]


def _wait_for(url: str, app: subprocess.Popen[bytes]) -> None:
    for _ in range(480):
        assert app.poll() is None, "the app ended"
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.25)
        else:
            return
    raise AssertionError("the app was not ready within two minutes")


def ask(page: Page, question: str) -> None:
    """Ask `question` and wait for its answer."""
    answers = page.get_by_text("Searched")
    before = answers.count()
    box = page.get_by_placeholder("Ask about the papers")
    box.fill(question)
    box.press("Enter")
    answers.nth(before).wait_for()


def open_menu(where: Page | Locator) -> None:
    """Open what else can be done with the first source."""
    where.get_by_text("More about it").first.click()


def visit(page: Page, name: str) -> None:
    """Follow the link to another page: that at the top, or of the page itself where the screen is
    narrow. Streamlit's own list is then put away beside the screen, "visible" all the same."""
    link = page.get_by_role("link", name=name, exact=True).and_(page.locator(f"a:not({PUT_AWAY})"))
    for _ in range(30):  # a link may be put away as the page comes to be drawn, and another shown
        with suppress(PlaywrightTimeout):
            link.locator("visible=true").last.click(timeout=2000)
            break
    page.get_by_role("heading", name=name, exact=True, level=1).wait_for()


def settled(page: Page) -> None:
    """Wait until all of the page is drawn: before, some of it is faint, and more may come."""
    until(
        page,
        "[...document.querySelectorAll('[data-test-script-state]')]"
        ".every((app) => app.dataset.testScriptState === 'notRunning')"
        " && document.getAnimations().every((one) => one.playState !== 'running')",
    )


def until(where: Page | Locator, holds: str) -> None:
    """Wait until `holds` in the page, or of the element that a locator finds, as often as it is
    drawn anew. The page's policy lets Playwright's own way of waiting not run."""
    page = where if isinstance(where, Page) else where.page
    for _ in range(600):
        if where.evaluate(holds):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"It never came to hold: {holds}")
