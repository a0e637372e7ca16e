"""Papers without pages, as Word files and web pages, in all that shows papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from qa.answers.answering import answer
from qa.answers.citation import Citation, Quote
from qa.briefing.briefing import briefing
from qa.briefing.selection import KeptCitation, Selection
from qa.library.filters import Filters
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.papers.file_name import Form
from qa.web import address, paper_files, state
from qa.web.answer_view import answer_html
from tests.made import WordEmbedder, passages_of
from tests.papers.flowing.made import p, r, word_file
from tests.web.conftest import PAGE, key_of

HEAD = "Minutes of the meeting of Harbour Committee held on 7 May 2024 at 10.00 am"
SAID = "The engineer said that forty stones had fallen from the harbour wall in the January storm."
QUESTION = "what did the engineer say of the harbour wall?"


@pytest.fixture
def library(index: Path) -> Iterator[Library]:
    folder = index.with_name("papers")
    folder.mkdir()
    filler = "".join(
        p(f"A member spoke of the ferry, its fares and its {n} passengers.") for n in range(90)
    )
    wall, ferry = p(r("1. HARBOUR WALL", "<w:b/>")), p(r("2. FERRY", "<w:b/>"))
    word_file(folder / "Minutes.docx", p(HEAD) + filler + wall + p(SAID) + ferry + filler)
    page = "<h2>2. Bins</h2><p>The clerk said that the bins are to be emptied on Thursdays.</p>"
    (folder / "Notes.html").write_text(f"<script>alert(1)</script><p>{HEAD}</p>{page}")
    with Library(index, embedder=WordEmbedder(), create=True) as made:
        ingest([folder], made)
    yield state.library()


def cited_words(library: Library) -> tuple[Citation, Quote]:
    """What the engineer said, cited and quoted."""
    found = passages_of(library.store, key_of(library, "Minutes.docx"))
    [stored] = [one for one in found if SAID in one.passage.text]
    cited = Citation.of(stored, 1, 1.0)
    start = cited.text.index(SAID)
    return cited, Quote.of(cited, start, start + len(SAID))


def shown(page: AppTest) -> str:
    return " ".join(" ".join(node.proto.body for node in page.get("html")).split())


def test_an_answer_cites_the_heading_and_the_paragraph(library: Library) -> None:
    cited, quote = cited_words(library)
    assert (cited.form, cited.pdf_page, cited.printed_page) == ("word", 1, None)
    assert quote.paragraph == 93
    assert cited.spot_of(quote) == "paragraph 93"
    asked = answer(QUESTION, library)
    found = replace(asked, status="answered", citations=(cited,), quotes=(quote,), line=None)
    html = " ".join(answer_html(found, Filters(), library.store).split())
    assert "paragraph 93" in html.lower()
    assert ">See it in the text<" in html
    assert "PDF page" not in html and ".png" not in html
    as_json = found.to_json()
    [as_quoted, *_], [citation, *_] = as_json["quotes"], as_json["citations"]
    assert (as_quoted["paragraph"], as_quoted["pdf_page"]) == (93, 1)
    assert (citation["form"], citation["paragraph"]) == ("word", 92)


def test_what_is_cited_is_shown_in_the_text_however_far_down_it_stands(library: Library) -> None:
    cited, quote = cited_words(library)
    page = AppTest.from_file(str(PAGE), default_timeout=300).run()
    page.query_params["cite"] = str(cited.reference_to(quote))
    page.switch_page("paper.py").run()
    assert not page.exception
    html = shown(page)
    assert f"<mark>{SAID}</mark>" in html
    assert "Its text, around what is cited" in html
    assert "of the ferry" in html, "nothing of what stands around it is shown"
    assert ".png" not in html and "PDF page" not in html
    assert f'href="papers/{cited.paper_key}.docx" download>Save the Word file</a>' in html


def test_a_paper_without_pages_says_what_it_is(library: Library) -> None:
    page = AppTest.from_file(str(PAGE), default_timeout=300).run()
    page.query_params["paper"] = key_of(library, "Notes.html")
    page.switch_page("paper.py").run()
    assert not page.exception
    html = shown(page)
    assert "web page" in html and "PDF" not in html
    assert "paragraph 2" in html
    assert "emptied on Thursdays" in html and "alert(1)" not in html


def test_its_file_is_saved_and_never_shown_as_a_page_of_ours(library: Library) -> None:
    client = TestClient(Starlette(routes=paper_files.ROUTES), follow_redirects=False)
    names: dict[str, Form] = {"Minutes.docx": "word", "Notes.html": "web page"}
    for name, form in names.items():
        key = key_of(library, name)
        moved = client.get(f"/papers/{key}.pdf")
        assert moved.status_code == 307
        found = client.get(f"/{address.file(key, form)}")
        assert found.status_code == 200
        assert found.headers["content-disposition"].startswith("attachment;")
        assert "html" not in found.headers["content-type"]
        assert moved.headers["location"].rpartition("/")[2] == address.file(key, form)[7:]


def test_it_is_kept_with_its_paragraph(library: Library) -> None:
    cited, quote = cited_words(library)
    kept = KeptCitation(cited.reference_to(quote), "")
    [source] = briefing(Selection(kept=(kept,)), library.store).sources
    assert source.line == "Harbour Committee, 7 May 2024, minutes, item 1, paragraph 93"
    assert isinstance(source.quote, Quote) and source.quote.text == SAID
