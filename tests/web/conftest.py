"""A small library of three papers, and the page over it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from qa.answers.citation import Citation
from qa.library.embedder import Embedder
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.papers.paper import Meeting, Paper
from qa.settings import settings
from qa.web import state
from tests.made import WordEmbedder, a_paper, a_passage, passages_of

ANSWER_ID = re.compile(r"\b(source|step|timeline)-[0-9a-f]{8}")
PAGE = Path(state.__file__).parent / "pages" / "frame.py"
CABINET = Meeting("Thurlbridge Council", "Cabinet", date(2021, 11, 9))
EVIL = "<img src=x onerror=alert(1)>\r\nX-Evil: \u00e9.pdf"
HOSTILE = (
    "The hostile witness wrote <script>alert(1)</script> <img src=x onerror=alert(1)> <b>bold</b> "
    "[link](javascript:alert(1)) ![](https://example.org/x.png) :smile: :material/home: :red[x] "
    "$\\frac{1}{2}$ **strong** `code` www.example.org me@example.org a -> b &amp; \u202eabc."
)
PAPERS = (
    a_paper(
        "minutes july.pdf",
        replace(
            a_passage("The committee heard that 412 bus passes were renewed in the spring."),
            item="8. BUS PASSES",
            published_with=date(2021, 9, 14),
        ),
        replace(
            a_passage("RESOLVED: that the mobile library keeps its round to Ashcombe.", page=2),
            item="9. MOBILE LIBRARY",
            standing="decided",
        ),
    ),
    a_paper(
        "report.pdf",
        replace(
            a_passage("It is recommended that 300 bus passes be printed for older riders."),
            meeting=CABINET,
            document="report",
            standing="proposed",
        ),
    ),
    a_paper(
        EVIL,
        replace(
            a_passage(HOSTILE),
            meeting=Meeting("<i>Council</i>", "<u>Committee</u>"),
            document="letter",
            item="<img src=x>",
        ),
    ),
)


def build(folder: Path, papers: tuple[Paper, ...] = PAPERS) -> None:
    """Make the library in `folder`, from files beside it."""
    files = folder.with_name("papers")
    files.mkdir(exist_ok=True)
    for file in files.iterdir():
        file.unlink()
    for paper in papers:
        (files / paper.name).write_bytes(b"%PDF-1.4 " + paper.name.encode())
    by_name = {paper.name: paper for paper in papers}
    with Library(folder, embedder=WordEmbedder(), create=True) as library:
        ingest([files], library, read=lambda path: by_name[path.name])


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder that the settings name, empty; the page embeds without a model."""
    folder = tmp_path / "index"
    monkeypatch.setenv("QA_INDEX", str(folder))
    opened: list[Library] = []

    def open_library(folder: Path, embedder: Embedder) -> Library:
        opened.append(Library(folder, embedder=embedder))
        return opened[-1]

    monkeypatch.setattr(state, "Library", open_library)
    monkeypatch.setattr(state, "embedder", WordEmbedder)
    settings.cache_clear()
    st.cache_resource.clear()
    yield folder
    for library in opened:
        library.close()
    settings.cache_clear()
    st.cache_resource.clear()


@pytest.fixture
def library(index: Path) -> Library:
    """The library that the page uses."""
    build(index)
    return state.library()


@pytest.fixture
def page(library: Library) -> AppTest:
    """The page, as a visitor first sees it."""
    return AppTest.from_file(str(PAGE), default_timeout=300).run()


def key_of(library: Library, name: str) -> str:
    """The key of the paper with that name."""
    return next(paper.key for paper in library.store.papers.all() if paper.name == name)


def a_reference(library: Library) -> str:
    """The lasting name of the first passage of the minutes."""
    [stored, *_] = passages_of(library.store, key_of(library, "minutes july.pdf"))
    return str(Citation.of(stored, 1, 1.0).reference)


def answers(page: AppTest) -> list[str]:
    """The answers on the page as HTML, with each run of spaces as one.

    The ids of an answer, which differ each time it is shown, are taken as one.
    """
    said = [message for message in page.chat_message if message.name == "assistant"]
    found = [node.proto.body for message in said for node in message.get("html")]
    return [ANSWER_ID.sub(r"\1-0", " ".join(body.split())) for body in found]


def ask(page: AppTest, question: str) -> str:
    """The answer that the page gives to `question`."""
    page.chat_input[0].set_value(question).run()
    assert not page.exception
    return answers(page)[-1]
