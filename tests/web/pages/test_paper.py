"""The page of one paper, as the address of a paper, of a page and of a citation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from qa.library.library import Library
from qa.library.reference import Reference, mark
from qa.papers.paper import Meeting, Page, Paper, Problem
from qa.web import register_view, state
from qa.web.address import citation
from qa.web.pages import paper as module
from tests.made import KEY, MEETING, PUBLISHED, a_paper, a_passage, passages_of
from tests.web.conftest import EVIL, HOSTILE, PAGE, build, key_of

PAPER = Path(module.__file__)
JULY, AUTUMN = date(2021, 7, 13), date(2021, 9, 14)
BUSES = "The committee heard that 412 bus passes were renewed. Nobody spoke against it."
LIBRARY = "RESOLVED: that the mobile library keeps its round to Ashcombe."
SCAN = Problem("no text", "This page has no text.", "Run it through OCR.", (3,))


def papers() -> tuple[Paper, ...]:
    pack = a_paper(
        "pack_for_autumn.pdf",
        replace(a_passage("A report on trams.", AUTUMN), document="report", item="16. Trams"),
        replace(a_passage(BUSES, page=2), item="8. Bus passes", published_with=AUTUMN),
        replace(a_passage(LIBRARY, page=2), item="9. Mobile library", standing="decided"),
    )
    evil = Meeting("<i>Council</i>", "<u>Committee</u>")
    return (
        replace(pack, meeting=replace(MEETING, date=AUTUMN), problems=(SCAN,)),
        replace(
            a_paper(EVIL, replace(a_passage(HOSTILE), meeting=evil, item="<img src=x>")),
            meeting=evil,
        ),
        replace(a_paper("broken.pdf"), problems=(replace(SCAN, pages=()),)),
        replace(a_paper("secret.pdf"), problems=(Problem("exempt", "It says so.", "Let it in."),)),
    )


@pytest.fixture
def library(index: Path) -> Library:
    build(index, papers())
    return state.library()


def opened(**asked: str) -> AppTest:
    """The page with what is asked in its address, within the frame of the pages."""
    page = AppTest.from_file(str(PAGE), default_timeout=300).run()
    for name, value in asked.items():
        page.query_params[name] = value
    page.switch_page("paper.py").run()
    assert not page.exception
    return page


def shown(page: AppTest) -> str:
    """All text of the page that is HTML, with each run of spaces as one."""
    return " ".join(" ".join(node.proto.body for node in page.get("html")).split())


def refers(library: Library, words: str, text: str = BUSES, page: int = 2) -> str:
    """The reference to `words` of a passage of the pack."""
    start = text.index(words)
    key = key_of(library, "pack_for_autumn.pdf")
    return str(Reference(key, page, mark(text), start, start + len(words)))


def test_a_paper_tells_what_it_is_and_what_stands_in_it(library: Library) -> None:
    key = key_of(library, "pack_for_autumn.pdf")
    page = opened(paper=key)
    assert page.title[0].value == "pack\\_for\\_autumn\\.pdf"
    found = shown(page)
    assert "Minutes, <bdi>Thurlbridge Council</bdi>, 3 pages. Meeting:" in found
    assert "meeting=2021-09-14" in found
    assert "<strong>Problem:</strong> <bdi>This page has no text.</bdi> Page 3. <bdi>Run" in found
    assert f'href="paper?paper={key}&amp;page=2"><bdi>8. Bus passes</bdi></a>, printed' in found
    assert "<strong>Minutes</strong> of <a" in found
    assert "Tuesday 13 July 2021</a>, from <a" in found


def test_a_page_has_its_picture_and_its_passages_word_for_word(library: Library) -> None:
    key = key_of(library, "pack_for_autumn.pdf")
    found = shown(opened(paper=key, page="2"))
    assert '<h2 class="heading lot">PDF page 2 of 3</h2>' in found
    assert f'src="papers/{key}/2.png"' in found
    passages = found[found.index("Words of page 3") :]
    assert f"<p>{BUSES}</p>" in passages
    assert f"<p>{LIBRARY}</p>" in passages
    assert "A report on trams." not in passages
    assert '<strong class="standing decided">Decided</strong> this was resolved' in passages
    whole = Reference(key, 2, mark(BUSES), 0, len(BUSES))
    assert f'data-keep="{whole}"' in passages
    assert f'href="{citation(whole)}">Link to this' in passages
    assert f'href="./?like={whole}">More like this' in passages
    assert "published with the papers for Tuesday 14 September 2021" in passages
    assert f'href="paper?paper={key}&amp;page=1">Words of page 1<' in found


def test_a_citation_is_quoted_and_marked(library: Library) -> None:
    cite = refers(library, "412 bus passes were renewed")
    found = shown(opened(cite=cite))
    quote = found[found.index("What is cited</h2>") : found.index("PDF page 2 of 3</h2>")]
    assert "<blockquote>412 bus passes were renewed</blockquote>" in quote
    assert "Recorded</strong> debate or narrative" in quote
    assert "8. Bus passes</bdi>" in quote
    assert "Printed page 4 (PDF page 2)" in quote
    assert f'data-keep="{cite}"' in quote
    leaf = found[found.index("PDF page 2 of 3</h2>") :]
    assert f"/2.png?cite={cite}" in leaf[: leaf.index("</figure>")]
    assert (
        "<p>The committee heard that <mark>412 bus passes were renewed</mark>. Nobody spoke" in leaf
    )


def test_words_that_are_gone_are_told_and_their_page_is_shown(library: Library) -> None:
    cite = refers(library, "trams", "Of trams nothing was said.", 2)
    page = opened(cite=cite)
    assert page.warning[0].value == module.NOT_THERE
    found = shown(page)
    assert "PDF page 2 of 3</h2>" in found
    assert "<mark>" not in found
    assert "?cite=" not in found[: found.index("</figure>")]


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({}, module.NO_PAPER),
        ({"paper": KEY}, module.NO_PAPER),
        ({"paper": "<script>"}, module.NO_PAPER),
        ({"cite": f"{KEY}.1.00000000.0-9"}, module.TAKEN_OUT),
        ({"cite": "nonsense<script>"}, "This address names no words of the papers."),
    ],
)
def test_an_address_of_nothing_says_what_to_do(
    library: Library, asked: dict[str, str], error: str
) -> None:
    page = opened(**asked)
    assert page.title[0].value == "Paper"
    assert page.error[0].value.replace("\\", "").startswith(error)


@pytest.mark.parametrize(
    ("asked", "number"), [("9", 3), ("0", 1), ("-4", 1), ("two", 1), ("9" * 40, 1), ("²", 1)]
)
def test_a_page_that_there_is_not_gives_the_nearest_and_says_so(
    library: Library, asked: str, number: int
) -> None:
    page = opened(paper=key_of(library, "pack_for_autumn.pdf"), page=asked)
    assert f"this is page {number}" in page.info[0].value
    assert f"PDF page {number} of 3</h2>" in shown(page)


def test_a_page_without_words_says_so(library: Library) -> None:
    page = opened(paper=key_of(library, "pack_for_autumn.pdf"), page="3")
    assert "No words of this page can be searched or quoted." in shown(page)
    assert not page.info


def test_a_file_that_could_not_be_read_tells_why_and_has_no_picture(library: Library) -> None:
    found = shown(opened(paper=key_of(library, "broken.pdf")))
    assert "Run it through OCR." in found
    assert "<figure" not in found


def test_a_paper_that_is_held_back_is_no_paper_here(library: Library) -> None:
    page = opened(paper=key_of(library, "secret.pdf"))
    assert page.title[0].value == "Paper"
    assert page.error[0].value.replace("\\", "") == module.NO_PAPER
    assert "secret" not in shown(page)


def test_a_page_that_is_held_back_is_not_shown(index: Path) -> None:
    held = Problem("exempt", "It says so.", "Let it in.", (2, 3))
    [pack, *_] = papers()
    open_page = replace(pack, passages=pack.passages[:1], problems=(held,))
    build(index, (open_page,))
    key = key_of(state.library(), pack.name)
    found = shown(opened(paper=key, page="2"))
    assert "Pages 2 to 3 are marked as not for the public and are held back." in found
    assert "Page 2 is marked as not for the public and is held back." in found
    assert "<figure" not in found and "It says so." not in found
    assert "<figure" in shown(opened(paper=key, page="1"))


def test_words_of_a_picture_say_so_beside_the_page(index: Path) -> None:
    [pack, *_] = papers()
    read = tuple(replace(passage, ocr=True) for passage in pack.passages)
    build(index, (replace(pack, passages=read),))
    cite = refers(state.library(), "412 bus passes were renewed")
    found = shown(opened(cite=cite))
    assert found.count(">Read from a picture (OCR)</strong> check the words on the page") == 3
    assert (
        '<details class="page"> <summary>See it <span class="long">on the page' in found
    )  # it is there
    assert " open>" not in found and "the cited words marked" not in found
    assert "of which PDF page 3 could not be read" in found


def test_all_passages_are_shown_some_at_a_time(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_view, "PART_SIZE", 2)
    page = opened(paper=key_of(library, "pack_for_autumn.pdf"), page="3")
    assert BUSES not in shown(page)
    page.toggle[0].set_value(True).run()
    found = shown(page)
    assert "1 to 2 of 3</h2>" in found
    assert BUSES in found
    assert LIBRARY not in found
    page.button[-1].click().run()
    assert LIBRARY in shown(page)


def test_words_from_papers_are_inert(library: Library) -> None:
    page = opened(paper=key_of(library, EVIL))
    assert "<" not in page.title[0].value.replace("\\<", "")
    found = shown(page)
    assert "The hostile witness wrote &lt;script&gt;" in found
    for live in ("<script", "<img src=x", "<b>", "<u>", "<i>", 'href="javascript'):
        assert live not in found


def test_a_long_paper_shows_a_part(index: Path) -> None:
    passages = [replace(a_passage(f"Number {n}."), item=f"{n}. Item") for n in range(500)]
    long = replace(a_paper("long.pdf", *passages), pages=tuple(Page(n, None, "") for n in (1, 2)))
    build(index, (long,))
    found = shown(opened(paper=key_of(state.library(), "long.pdf")))
    assert found.count('<article class="entry">') == module.MAX_PASSAGES
    assert "<summary>480 more items</summary>" in found


@pytest.fixture
def over_samples(samples: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """The page over the sample papers."""
    monkeypatch.setattr(state, "library", lambda: samples)
    st.cache_resource.clear()
    yield samples
    st.cache_resource.clear()


def test_every_sample_paper_opens_and_quotes_its_words(over_samples: Library) -> None:
    for paper in over_samples.store.papers.all():
        stored = passages_of(over_samples.store, paper.key)[-1:]
        asked = {"paper": paper.key}
        if stored:
            said = stored[0].passage
            cite = Reference(paper.key, said.page_end, mark(said.text), 0, len(said.text))
            asked = {"cite": str(cite)}
        page = AppTest.from_file(str(PAPER), default_timeout=300)
        for name, value in asked.items():
            page.query_params[name] = value
        page.run()
        assert not page.exception
        assert not page.warning
        assert ("<mark>" in shown(page)) == bool(stored)


def test_a_paper_tells_what_was_said_where_it_was_published(index: Path) -> None:
    source = replace(PUBLISHED, title="<b>Minutes</b> of July", withdrawn=date(2026, 3, 3))
    paper = replace(a_paper("a.pdf", a_passage(BUSES)), source=source)
    build(index, (replace(paper, meeting=replace(MEETING, date=JULY)),))
    found = shown(opened(paper=key_of(state.library(), "a.pdf")))
    top = found[: found.index("PDF page 1 of 1</h2>")]
    assert "Withdrawn from the council&#39;s site</strong> first noticed on 3 March 2026" in top
    assert "Minutes (approved), <bdi>Thurlbridge Council</bdi>" in top
    assert "Tuesday 13 July 2021</a>, <bdi>10.00 am</bdi></p>" in top
    assert "Published as “<bdi>&lt;b&gt;Minutes&lt;/b&gt; of July</bdi>”" in top
    assert "Former address of the council&#39;s copy" in top
    assert "The meeting of 13 July 2021, on democracy.example.gov.uk</a>" in top


def test_what_was_inferred_of_a_meeting_is_marked_on_the_page(index: Path) -> None:
    agenda = a_paper("agenda of june.pdf", replace(a_passage("1. Map", JULY), document="agenda"))
    agenda = replace(agenda, meeting=replace(MEETING, date=JULY), document="agenda")
    unsaid = replace(a_passage("The map shows it."), meeting=Meeting(), document="appendix")
    appendix = replace(a_paper("map.pdf", unsaid), meeting=Meeting(), document="appendix")
    build(index, (agenda, appendix))
    library = state.library()
    found = shown(opened(paper=key_of(library, "map.pdf")))
    assert "Committee and date inferred from “agenda of june.pdf”" in found
    assert "Tuesday 13 July 2021" in found
    assert "inferred" not in shown(opened(paper=key_of(library, "agenda of june.pdf")))
