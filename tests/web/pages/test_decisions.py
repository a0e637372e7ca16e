"""The page of decisions as a visitor uses it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from qa.papers.paper import Paper
from qa.papers.register import Action, Resolution, Votes, Words
from qa.web import register_view
from tests.made import a_paper, a_passage
from tests.web.conftest import HOSTILE, PAGE, build

LIBRARY = "RESOLVED: that the mobile library keeps its round to Ashcombe until the spring."
BUSES = "Mr Rees moved that bus passes be printed for older riders. The amendment was lost."
ACTION = "The head of transport to report on the cost of a minibus by September 2022."
TRACKED = "that the mobile library keeps its round to Ashcombe until the spring\nCompleted in March"
LONG = "RESOLVED that the allotments be let. " + "And so to each of the tenants of the land. " * 40
VOTES = Votes(9, 14, 1, ("Mr Rees", "Mrs <b>Marsh</b>"), ("Mr Pell",), ("Mrs Oduya",))


WHOLE = Resolution("resolution", "agreed", ())


def minutes(name: str, text: str, day: date, record: Resolution = WHOLE) -> Paper:
    """A paper of minutes of one page that has one entry, of all its words."""
    passage = replace(a_passage(text, day), item=f"8. {name.upper()}", standing="decided")
    record = replace(record, words=(Words(0, 0, len(text)),))
    return replace(a_paper(f"{name}.pdf", passage), resolutions=(record,))


def papers() -> tuple[Paper, ...]:
    july, later = date(2021, 7, 13), date(2022, 1, 18)
    amended = Resolution(
        "amendment",
        "lost",
        (),
        votes=VOTES,
        proposer="Mr Rees",
        seconder="Mrs Marsh",
        actions=(Action(Words(0, len(BUSES) + 1, len(BUSES + ACTION) + 1), "The head", "by 2022"),),
    )
    tracker = replace(a_passage(TRACKED, july), document="tracker", published_with=later)
    return (
        minutes("library", LIBRARY, july, replace(WHOLE, outcome="unanimous")),
        minutes("buses", f"{BUSES}\n{ACTION}", later, amended),
        minutes("allotments", LONG, july),
        minutes("witness", HOSTILE, date(2020, 1, 1), replace(WHOLE, proposer="<img src=x>")),
        a_paper("tracker.pdf", tracker),
    )


@pytest.fixture
def page(index: Path) -> AppTest:
    """The page, as a visitor first sees it."""
    build(index, papers())
    return opened()


def opened() -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=300).run()
    page.switch_page("decisions.py").run()
    assert not page.exception
    return page


def shown(page: AppTest) -> str:
    """All text of the page that is HTML, with each run of spaces as one."""
    return " ".join(" ".join(node.proto.body for node in page.get("html")).split())


def about(page: AppTest, text: str) -> str:
    page.text_input[0].set_value(text).run()
    assert not page.exception
    return shown(page)


def test_all_are_listed_newest_first_with_what_was_searched(page: AppTest) -> None:
    assert page.title[0].value == "Decisions"
    found = shown(page)
    assert "<strong>4 entries</strong>, newest first." in found
    assert "Searched 5 papers, of meetings from Wednesday 1 January 2020" in found
    heads = [
        found.index(words) for words in ("1 to 4 of 4", "8. BUSES", "8. LIBRARY", "8. WITNESS")
    ]
    assert heads == sorted(heads)


def test_an_entry_tells_everything_with_its_page(page: AppTest) -> None:
    found = shown(page)
    entry = found[found.index("8. BUSES") :]
    entry = entry[: entry.index("</article>")]
    for words in (
        "Adults and communities scrutiny committee</bdi></strong>, <bdi>Thurlbridge Council</bdi>",
        "Tuesday 18 January 2022",
        "Amendment: lost by 9 to 14, 1 abstention</strong>",
        "Proposed by <bdi>Mr Rees</bdi>, seconded by <bdi>Mrs Marsh</bdi>",
        f"<blockquote>{BUSES} {ACTION}</blockquote>",
        'Printed page 3 (PDF page 1) of <bdi class="file">buses.pdf</bdi>',
        "<details> <summary>How each member voted (4 names)</summary>",
        "<dt>For (9)</dt> <dd><bdi>Mr Rees</bdi>, <bdi>Mrs &lt;b&gt;Marsh&lt;/b&gt;</bdi></dd>",
        "<dt>Against (14)</dt> <dd><bdi>Mr Pell</bdi></dd>",
        "<strong>Owner:</strong> <bdi>The head</bdi>. <strong>Due:</strong> <bdi>by 2022</bdi>.",
        f"<p>{ACTION}</p>",
    ):
        assert words in entry
    assert entry.count('.pdf#page=1" target="_blank">Open the PDF at page 1</a>') == 2


def test_a_response_in_a_tracker_stands_with_its_resolution(page: AppTest) -> None:
    found = shown(page)
    entry = found[found.index("8. LIBRARY") :]
    since = entry[entry.index("Said of it since") : entry.index("</article>")]
    assert 'class="standing">Completed</strong>' in since
    assert "<p>Completed in March</p>" in since
    assert "With the papers for Tuesday 18 January 2022" in since
    assert 'of <bdi class="file">tracker.pdf</bdi>' in since


def test_a_long_decision_is_folded_under_its_first_words(page: AppTest) -> None:
    found = shown(page)
    assert "…</blockquote> <details> <summary>Read all of it (406 words)</summary>" in found
    assert LONG.strip() in found


def test_the_table_has_dates_and_outcomes_in_words(page: AppTest) -> None:
    table = page.dataframe[0].value
    assert table["Meeting"].iloc[0] == date(2022, 1, 18)
    assert table["Outcome"].iloc[0] == "Lost by 9 to 14, 1 abstention"
    assert set(table["Status since"]) == {"", "completed"}
    assert max(map(len, table["Decision"])) <= register_view.MAX_CELL_LENGTH


def test_what_is_chosen_in_the_table_opens_whole(page: AppTest) -> None:
    titles = list(page.dataframe[0].value["Item"])
    key = page.dataframe[0].key
    assert key
    row = titles.index("8. ALLOTMENTS")
    page.session_state[key] = {"selection": {"rows": [], "columns": [], "cells": [(row, "Item")]}}
    page.run()
    found = shown(page)
    chosen = found[found.index("Chosen in the table") : found.index("1 to 4 of 4")]
    assert "8. ALLOTMENTS" in chosen
    assert f"<blockquote>{LONG} </blockquote>".replace(" ", "") in chosen.replace(" ", "")
    page.selectbox[1].select("Amendment").run()
    assert "Chosen in the table" not in shown(page)


def test_kind_outcome_committee_and_dates_limit_what_is_listed(page: AppTest) -> None:
    committee, kind, outcome = page.selectbox
    assert kind.options == [
        "All kinds",
        "Resolution",
        "Recommendation to another body",
        "Motion",
        "Amendment",
        "Actions",
    ]
    kind.select("Resolution").run()
    assert "<strong>3 entries</strong>" in shown(page)
    outcome.select("Carried unanimously")
    committee.select("Adults and communities scrutiny committee").run()
    found = shown(page)
    assert "<strong>1 entry</strong>" in found
    assert "8. LIBRARY" in found
    assert "; Resolution; Carried unanimously</bdi>." in found
    page.date_input[0].set_value(date(2022, 1, 1)).run()
    assert "No decision was found." in shown(page)


def test_a_text_finds_what_speaks_of_it(page: AppTest) -> None:
    found = about(page, "mobile library")
    assert "nearest first" in found
    assert found.index("8. LIBRARY") < found.index("</article>")
    assert "8. ALLOTMENTS" not in found


def test_nothing_found_says_what_was_searched_and_shows_no_table(page: AppTest) -> None:
    found = about(page, "mermaids")
    assert "<strong>No decision was found.</strong>" in found
    assert "Searched 5 papers" in found
    assert not page.dataframe
    assert not page.get("download_button")


def test_dates_the_wrong_way_round_are_told(page: AppTest) -> None:
    page.date_input[0].set_value(date(2022, 1, 18))
    page.date_input[1].set_value(date(2021, 7, 13)).run()
    assert "is after the last" in page.error[0].value
    assert not page.dataframe


def test_more_entries_are_shown_when_asked(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register_view, "PART_SIZE", 3)
    build(index, papers())
    page = opened()
    assert "8. WITNESS" not in shown(page)
    [more] = [button for button in page.button if button.label == "Show 1 more"]
    more.click().run()
    found = shown(page)
    assert "4 of 4" in found
    assert "8. WITNESS" in found
    assert not [button for button in page.button if button.label.startswith("Show")]


def test_a_listing_that_is_cut_says_so(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(index, papers())
    monkeypatch.setattr("qa.answers.registers.decisions.MAX_ENTRIES", 2)
    found = shown(opened())
    assert "<strong>2 entries</strong>" in found
    assert "There are more: only the first 2 entries, newest first, were looked through." in found


def test_words_from_papers_are_inert(page: AppTest) -> None:
    found = shown(page)
    assert "The hostile witness wrote &lt;script&gt;" in found
    for live in ("<script", "<img src=x", "<b>", 'href="javascript'):
        assert live not in found


def test_an_empty_library_says_what_to_do(index: Path) -> None:
    page = opened()
    assert page.title[0].value == "Decisions"
    assert page.error[0].value.replace("\\", "") == (
        "No papers are indexed yet. Run: python -m qa index FOLDER"
    )


def test_entries_that_were_read_from_a_picture_say_so_and_show_it(index: Path) -> None:
    paper, other, *_ = papers()
    read = tuple(replace(passage, ocr=True) for passage in paper.passages)
    build(index, (replace(paper, passages=read), other))
    found = shown(opened())
    entries = found.split('<article class="entry">')[1:]
    [scanned] = [entry for entry in entries if "library.pdf</bdi>" in entry]
    assert "Read from a picture (OCR)</strong> check the words on the page" in scanned
    assert '<details class="page" open> <summary>See it <span class="long">on the page' in scanned
    assert "the cited words marked" not in scanned
    assert 'read from a picture (OCR)">' in scanned
    assert len(entries) == 2 and "".join(entries).count("(OCR)</strong>") == 1
