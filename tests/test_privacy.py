"""What is asked is kept nowhere unless that is wanted, and nothing leaves the machine.

Only a writer that whoever keeps the service named is told something.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Error, sync_playwright

from qa import logs
from qa.library.library import Library
from qa.settings import PROJECT, settings
from tests.browser.app import ask, launched, running
from tests.writing.model_server import serving, writes_sentences

SENTINEL = "quizzacious"  # a word that stands nowhere but in what is asked here
QUESTION = f"is the {SENTINEL} reconciliation process complete?"
ANSWERED = "what got damaged above the swimming pool?"
# Seen by Python at its start, in each process: every host that is looked up or spoken to.
WATCH = """
import os, sys
def watch(event, args):
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event in ("socket.connect", "socket.sendto"):
        host = args[1][0] if isinstance(args[1], tuple) else "localhost"
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host not in (None, "", "localhost", "127.0.0.1", "::1"):
        with open(os.environ["WATCHED"], "a") as log:
            log.write(f"{event} {host}\\n")
sys.addaudithook(watch)
"""


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that names each other host that a process begun here speaks to."""
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path / 'watch'}{os.pathsep}{PROJECT}")
    monkeypatch.setenv("WATCHED", str(tmp_path / "hosts"))
    for name in ("home", "temporary"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.delenv("TRANSFORMERS_OFFLINE", raising=False)
    return tmp_path / "hosts"


def test_the_watch_sees_what_leaves(watched: Path) -> None:
    code = (
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 9))"
    )
    subprocess.run([sys.executable, "-c", code], check=False)
    assert "192.0.2.1" in watched.read_text()


def test_the_commands_speak_to_no_other_host(watched: Path, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    shutil.copy(next((PROJECT / "corpus").rglob("*.pdf")), tmp_path / "papers")
    index = ["--index", str(tmp_path / "index")]
    for words in (["index", str(tmp_path / "papers")], ["ask", QUESTION], ["papers"]):
        command = [sys.executable, "-m", "qa", *words, *index]
        subprocess.run(command, check=True, capture_output=True, cwd=PROJECT)
    assert not watched.exists(), watched.read_text()


def asked_in_terminal(index: Path, *words: str) -> str:
    """What the command prints to a question whose papers answer it."""
    command = [sys.executable, "-m", "qa", "ask", ANSWERED, "--index", str(index), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=PROJECT).stdout


def test_the_writer_that_is_named_is_told_what_it_writes_of_and_nobody_else_anything(
    watched: Path, samples: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(writes_sentences()) as server:
        monkeypatch.setenv("QA_WRITER_URL", server.address)
        asked_in_terminal(samples.folder)
        assert server.asked == []  # naming it is not asking it
        assert "quotes stand alone" in asked_in_terminal(samples.folder, "--write")
    assert not watched.exists(), watched.read_text()
    [sent] = server.asked
    assert ANSWERED in sent.text
    for of_the_reader in (str(Path.home()), os.uname().nodename, "cookie", "referer"):
        assert of_the_reader.lower() not in json.dumps([sent.headers, sent.body]).lower()


def test_nothing_goes_to_a_writer_outside_by_plain_http(
    watched: Path, samples: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_WRITER_URL", "http://192.0.2.1/v1")
    assert "quotes stand alone" in asked_in_terminal(samples.folder, "--write")
    assert "connect" not in watched.read_text()


def test_nothing_that_is_asked_is_kept_and_nothing_leaves(
    watched: Path, tmp_path: Path, samples: Library
) -> None:
    shutil.copytree(samples.folder, tmp_path / "index")
    # To the whole network, where Streamlit would ask others for this machine's address.
    with running(tmp_path / "index", tmp_path, STREAMLIT_SERVER_ADDRESS="0.0.0.0") as address:
        asked_of(f"{address}/api/ask?q={quote(QUESTION)}")
        asked_of(f"{address}/api/ask?q={quote(SENTINEL * 80)}", refused=True)
        asked_of(f"{address}/{SENTINEL}?q={SENTINEL}")
        request = {"Origin": f"https://{SENTINEL}.example"}
        asked_of(f"{address}/_stcore/health", refused=True, headers=request)
        on_page(address)
    assert not watched.exists(), watched.read_text()
    kept = [file for file in tmp_path.rglob("*") if file.is_file() and has_sentinel(file)]
    assert kept == []


def asked_of(url: str, *, refused: bool = False, headers: dict[str, str] | None = None) -> None:
    """Ask, and be answered or refused."""
    try:
        urllib.request.urlopen(urllib.request.Request(url, headers=headers or {})).close()
    except urllib.error.HTTPError as error:
        assert refused, error
    else:
        assert not refused


def on_page(address: str) -> None:
    """Ask on the page, where there is a browser."""
    with sync_playwright() as playwright:
        try:
            browser = launched(playwright)
        except Error:
            print("No Chromium: the page was not asked.")
            return
        page = browser.new_page()
        page.goto(address)
        ask(page, QUESTION)
        assert "stores the questions" not in page.inner_text("body")
        page.goto(f"{address}/previous-answers?question={SENTINEL}")
        page.get_by_role("heading", name="Previous answers", level=1).wait_for()
        browser.close()


def has_sentinel(file: Path) -> bool:
    return SENTINEL.encode() in file.read_bytes()


@pytest.fixture
def questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file that the settings name for questions."""
    monkeypatch.setenv("QA_LOG_QUESTIONS", str(tmp_path / "questions.jsonl"))
    settings.cache_clear()
    yield tmp_path / "questions.jsonl"
    settings.cache_clear()


def test_questions_are_stored_where_that_is_wanted_one_a_line(questions: Path) -> None:
    logs.log_question("who asked?\n\x1b[2J\u202e", "answered")
    logs.log_question("and\u2028then?", "not_found")
    text = questions.read_text("ascii")
    assert text.isascii() and "\x1b" not in text
    first, second = map(json.loads, text.splitlines())
    assert first["question"] == "who asked?\n\x1b[2J\u202e"
    assert (first["status"], second["status"]) == ("answered", "not_found")
    assert first["at"].endswith("+00:00")
    assert questions.stat().st_mode & 0o077 == 0


def test_who_asks_is_answered_though_it_cannot_be_stored(
    questions: Path, caplog: pytest.LogCaptureFixture
) -> None:
    questions.mkdir()
    logs.log_question(SENTINEL, "answered")
    assert "QA_LOG_QUESTIONS" in caplog.text
    assert SENTINEL not in caplog.text


def test_without_that_nothing_is_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QA_LOG_QUESTIONS", raising=False)
    monkeypatch.chdir(tmp_path)
    settings.cache_clear()
    logs.log_question(SENTINEL, "answered")
    assert list(tmp_path.iterdir()) == []
