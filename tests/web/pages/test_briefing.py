"""The page of the briefing as a visitor uses it, and its files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from qa.answers.citation import Citation
from qa.briefing.selection import Selection
from qa.library.library import Library
from qa.papers.register import Resolution, Words
from qa.web import address, downloads
from qa.web.selection import VisitorSelection
from tests.made import WordEmbedder, a_paper, a_passage, passages_of
from tests.web.conftest import PAGE, PAPERS, build, key_of

NAMES = ("minutes july.pdf", "report.pdf")


@pytest.fixture
def page(library: Library) -> AppTest:
    """The page of a visitor who kept three citations."""
    held = Selection()
    for name in NAMES:
        for stored in passages_of(library.store, key_of(library, name)):
            held = held.toggled(Citation.of(stored, 1, 1.0).reference)
    return opened(held)


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A browser that fetches the files."""
    monkeypatch.setattr(downloads, "TYPING_DELAY", 0)
    yield TestClient(Starlette(routes=downloads.ROUTES))


def opened(held: Selection) -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=300)
    page.session_state["selection"] = VisitorSelection(held)
    page.run()
    page.switch_page("briefing.py").run()
    assert not page.exception
    return page


def selection(page: AppTest) -> Selection:
    held: VisitorSelection = page.session_state["selection"]
    return held.selection


def shown(page: AppTest) -> str:
    """All text of the page that is HTML, with each run of spaces as one."""
    return " ".join(" ".join(node.proto.body for node in page.get("html")).split())


def quotes(page: AppTest) -> list[str]:
    """The beginning of each quote, in order."""
    return [part[:12] for part in shown(page).split("<blockquote>")[1:]]


def press(page: AppTest, label: str) -> None:
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception


def note(page: AppTest, n: int) -> str:
    return str(next(area for area in page.text_area if area.label == f"Note on {n}").value)


def write(page: AppTest, label: str, words: str) -> None:
    inputs = [*page.text_area, *page.text_input]
    next(one for one in inputs if one.label == label).set_value(words).run()
    assert not page.exception


def test_an_empty_briefing_says_how_to_fill_it(library: Library) -> None:
    page = opened(Selection())
    assert page.title[0].value == "Briefing"
    assert "Choose **Keep** under any citation" in page.markdown[0].value
    links = [link.proto.label for link in page.get("page_link")]
    assert links[-3:] == [
        "Ask a question",
        "Look through the decisions",
        "Look through previous answers",
    ]
    assert not page.button


def test_a_citation_is_shown_as_elsewhere_with_its_link(page: AppTest) -> None:
    found = shown(page)
    entry = found[found.index("Citation 1") : found.index("Citation 2")]
    for words in (
        "<blockquote>The committee heard that 412 bus passes were renewed in the spring.<",
        'class="standing recorded">Recorded</strong> debate or narrative',
        "Adults and communities scrutiny committee</bdi></strong>, <bdi>Thurlbridge Council</bdi>",
        "Tuesday 13 July 2021",
        "Minutes, <bdi>8. BUS PASSES</bdi>",
        'Printed page 3 (PDF page 1) of <bdi class="file">minutes july.pdf</bdi>',
        f'href="{address.citation(selection(page).kept[0].reference)}"',
    ):
        assert words in entry


def test_citations_are_put_in_another_order(page: AppTest) -> None:
    assert quotes(page) == ["The committe", "RESOLVED: th", "It is recomm"]
    press(page, "Move up: citation 3")
    assert quotes(page) == ["The committe", "It is recomm", "RESOLVED: th"]
    press(page, "Move down: citation 1")
    assert quotes(page) == ["It is recomm", "The committe", "RESOLVED: th"]
    ends = [b.label for b in page.button if b.disabled]
    assert ends == ["Move up: citation 1", "Move down: citation 3"]


def test_a_note_goes_with_its_citation_and_outlasts_the_page(page: AppTest) -> None:
    write(page, "Note on 2", "Ask\nfor the date.")
    press(page, "Move up: citation 2")
    assert [note(page, n) for n in (1, 2, 3)] == ["Ask\nfor the date.", "", ""]
    page.switch_page("decisions.py").run()
    page.switch_page("briefing.py").run()
    assert note(page, 1) == "Ask\nfor the date."
    assert selection(page).kept[0].note == "Ask\nfor the date."


def test_what_another_window_wrote_is_shown(page: AppTest) -> None:
    held: VisitorSelection = page.session_state["selection"]
    held.change(
        held.selection.with_note(held.selection.kept[0].reference, "From there.").with_title(
            "There"
        )
    )
    page.run()
    assert note(page, 1) == "From there."
    assert page.text_input[0].value == "There"


def test_a_citation_is_removed_with_its_note_and_no_other(page: AppTest) -> None:
    write(page, "Note on 3", "Stays.")
    press(page, "Remove: citation 2")
    assert quotes(page) == ["The committe", "It is recomm"]
    assert note(page, 2) == "Stays."
    press(page, "Remove: citation 2")
    press(page, "Remove: citation 1")
    assert "Nothing is kept yet." in page.markdown[0].value


def test_a_question_is_drafted_over_its_sources(page: AppTest) -> None:
    write(page, "Your question", "How many <b>passes</b>?")
    pasted = page.code[0].value
    assert pasted.startswith("How many <b>passes</b>?\n\nSources\n\n1. Adults and communities")
    assert pasted.endswith("3. Cabinet, 9 November 2021, report, p. 3 (PDF p. 1)")
    [link] = [one.proto for one in page.get("page_link") if "asked before" in one.proto.label]
    assert "question=How+many+%3Cb%3Epasses" in link.query_string


def test_all_of_it_can_be_copied_as_text(page: AppTest) -> None:
    write(page, "Title of the briefing", "Buses")
    write(page, "Note on 1", "=cmd()")
    assert page.code[1].value.startswith("Buses\n\n")
    assert "Note: =cmd()" in page.code[1].value


def test_words_that_are_gone_are_named_and_can_be_removed(page: AppTest, index: Path) -> None:
    write(page, "Note on 1", "Where is it?")
    build(index, PAPERS[1:])
    page.run()
    assert quotes(page) == ["It is recomm"]
    assert page.header[1].value == "No longer in the library"
    told = " ".join(node.value for node in page.markdown)
    assert "**Citation 2.** Words on PDF page 1 of a paper that is no longer in" in told
    assert [note(page, n) for n in (1, 2, 3)] == ["", "Where is it?", ""]
    press(page, "Remove: citation 3")
    press(page, "Remove: citation 2")
    assert len(selection(page).kept) == 1


def test_clearing_is_asked_again_first(page: AppTest) -> None:
    press(page, "Clear the briefing")
    assert "3 citations with every note" in page.warning[0].value
    press(page, "No, keep it")
    assert len(selection(page).kept) == 3
    press(page, "Clear the briefing")
    press(page, "Yes, clear it")
    assert selection(page) == Selection()
    assert "Nothing is kept yet." in page.markdown[0].value


def links(page: AppTest) -> list[str]:
    """The addresses of the files."""
    return [part.split('"')[0] for part in shown(page).split('<a href="briefing/')[1:]]


def test_the_files_say_what_the_page_says(page: AppTest, client: TestClient) -> None:
    write(page, "Title of the briefing", "../CON: Buses & <b>")
    write(page, "Note on 1", "The last words typed.")
    word, markdown, sheet = (client.get(f"/briefing/{link}") for link in links(page))
    told = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(word.content)).paragraphs)
    for text in (told, markdown.text, sheet.text):
        assert "The committee heard that 412 bus passes were renewed in the spring." in text
        assert "The last words typed." in text
    assert word.headers["content-type"].endswith("wordprocessingml.document")
    assert sheet.content.startswith("\ufeffPosition,".encode())
    assert [found.headers["content-disposition"] for found in (word, markdown, sheet)] == [
        f'attachment; filename="briefing-con-buses-b.{ending}"' for ending in ("docx", "md", "csv")
    ]
    assert word.headers["cache-control"] == "no-store"


def test_a_file_links_to_citations_where_the_page_is(page: AppTest, client: TestClient) -> None:
    page.session_state["selection"].address = "https://papers.example/council/briefing"
    markdown = client.get(f"/briefing/{links(page)[1]}").text
    assert "](<https://papers.example/council/paper?cite=" in markdown


@pytest.mark.parametrize("name", ["x.docx", ".md", "..%2f.csv"])
def test_a_file_of_nobodys_is_not_found(client: TestClient, library: Library, name: str) -> None:
    found = client.get(f"/briefing/{name}")
    assert found.status_code == 404


def test_a_file_of_no_kind_is_not_found(page: AppTest, client: TestClient) -> None:
    key = links(page)[0].partition(".")[0]
    assert client.get(f"/briefing/{key}.exe").text == downloads.GONE


def test_an_entry_of_which_two_quotes_are_kept_is_told_with_the_first(index: Path) -> None:
    text = "Mrs Moor proposed that the weir be lowered by a foot.\nThe motion was lost."
    put, ended = (Words(0, 0, text.index("\n")), Words(0, text.index("The motion"), len(text)))
    weir = Resolution("motion", "lost", (put,), (ended,), "Mrs Moor")
    build(index, (replace(a_paper("weir.pdf", a_passage(text)), resolutions=(weir,)),))
    with Library(index, embedder=WordEmbedder()) as library:
        held = Selection()
        for part in (put, ended):
            whole = passages_of(library.store, key_of(library, "weir.pdf"))[0]
            own = Citation.of(whole, 1, 1.0).reference
            held = held.toggled(replace(own, start=part.start, end=part.end))
    page = shown(opened(held))
    assert page.count("Moved by Mrs Moor.") == 1
    assert "Of the entry that is told with citation 1:" in page
