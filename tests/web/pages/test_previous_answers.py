"""The page of previous answers as a visitor uses it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from qa.papers.paper import Paper
from qa.papers.register import Asked, Reply, Words
from tests.made import a_paper, a_passage
from tests.web.conftest import HOSTILE, PAGE, build
from tests.web.pages.test_decisions import shown

BUS = "Will the number 17 bus run after December?"
BUS_ANSWER = "The subsidy of the number 17 bus is not in the budget."
AGAIN = "And who decides?"
AGAIN_ANSWER = "The cabinet member decides."
POOL = "It was asked whether the pool would reopen."
POOL_ANSWER = "The head of leisure said that the pool would reopen in May."
SINCE = "The number 17 bus will run after December at a cost of £36,000 until 31 December 2024."


def answered(name: str, question: str, answer: str, day: date, more: Asked | None = None) -> Paper:
    """A paper of one page with a question and its answer, and a supplementary one in `more`."""
    text = f"{question}\n{answer}\n{AGAIN}\n{AGAIN_ANSWER}" if more else f"{question}\n{answer}"
    passage = replace(a_passage(text, day), item="PQ 1" if more else f"8. {name.upper()}")
    record = replace(
        more or Asked(False, (), ()),
        question=(words(text, question),),
        replies=(Reply((words(text, answer),), "the leader" if more else None),),
    )
    if more:
        record = replace(
            record,
            supplementary=(words(text, AGAIN),),
            supplementary_replies=(Reply((words(text, AGAIN_ANSWER),)),),
        )
    return replace(a_paper(f"{name}.pdf", passage), asked=(record,))


def words(text: str, part: str) -> Words:
    start = text.index(part)
    return Words(0, start, start + len(part))


def papers() -> tuple[Paper, ...]:
    july, later = date(2021, 7, 13), date(2022, 1, 18)
    formal = Asked(True, (), (), "PQ 1", "Ms T Abara, Tolbury", ("Leader <b>",))
    return (
        answered("bus", BUS, BUS_ANSWER, july, formal),
        answered("pool", POOL, POOL_ANSWER, later),
        answered("witness", HOSTILE, "The chairman thanked him.", date(2020, 1, 1)),
        a_paper("report.pdf", a_passage(SINCE, later)),
    )


@pytest.fixture
def page(index: Path) -> AppTest:
    """The page, as a visitor first sees it."""
    build(index, papers())
    return opened()


def opened() -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=300).run()
    page.switch_page("previous_answers.py").run()
    assert not page.exception
    return page


def find(page: AppTest, draft: str) -> str:
    """What the page shows for a draft."""
    page.text_area[0].set_value(draft)
    page.form_submit_button[0].click().run()
    assert not page.exception
    return shown(page)


def test_it_says_first_that_an_old_answer_is_not_todays(page: AppTest) -> None:
    assert page.title[0].value == "Previous answers"
    assert "An answer given then is not today's" in page.markdown[0].value


def test_without_a_draft_the_newest_are_listed(page: AppTest) -> None:
    found = shown(page)
    assert "<strong>3 entries</strong>, newest first." in found
    assert found.index(POOL) < found.index(BUS)
    assert "Said since" not in found
    table = page.dataframe[0].value
    assert table["Meeting"].iloc[0] == date(2022, 1, 18)
    assert list(table["Kind"])[:2] == ["Point of debate", "Formal question"]


def test_a_formal_question_comes_with_its_answer_and_its_page(page: AppTest) -> None:
    found = find(page, BUS)
    entry = found[found.index("<article") : found.index("</article>")]
    for told in (
        "<h3>Formal question: <bdi>PQ 1</bdi>, Tuesday 13 July 2021</h3>",
        "Asked</strong> by <bdi>Ms T Abara, Tolbury</bdi></p>",
        "Put to</strong> <bdi>Leader &lt;b&gt;</bdi>",
        f"<blockquote>{BUS}</blockquote>",
        f"Answer given then</strong> by <bdi>the leader</bdi></p> <blockquote>{BUS_ANSWER}",
        f"Supplementary question</strong></p> <blockquote>{AGAIN}</blockquote>",
        f"<blockquote>{AGAIN_ANSWER}</blockquote>",
        'Printed page 3 (PDF page 1) of <bdi class="file">bus.pdf</bdi>',
        '.pdf#page=1" target="_blank">Open the PDF at page 1</a>',
    ):
        assert told in entry
    assert "<p><bdi>PQ 1</bdi></p>" not in entry  # its number is not told twice


def test_what_was_said_since_is_flagged_in_words(page: AppTest) -> None:
    found = find(page, BUS)
    since = found[found.index("<h4>Said since</h4>") : found.index("</article>")]
    assert f"<blockquote>{SINCE}</blockquote>" in since
    flag = since[since.index("New since the answer:") :]
    flag = flag[: flag.index("</strong>")]
    assert "£36,000" in flag
    assert "31 December 2024" in flag
    assert "Tuesday 18 January 2022" in since
    assert 'of <bdi class="file">report.pdf</bdi>' in since


def test_that_nothing_was_said_since_is_told(page: AppTest) -> None:
    found = find(page, POOL)
    entry = found[found.index(POOL) :]
    entry = entry[: entry.index("</article>")]
    assert "Nothing later in papers up to Tuesday 18 January 2022." in entry


def test_a_point_of_debate_is_marked_as_such(page: AppTest) -> None:
    found = shown(page)
    entry = found[found.index("<article") : found.index("</article>")]
    assert "<h3>Point of debate, Tuesday 18 January 2022</h3>" in entry
    assert "Asked</strong> in debate, and answered there" in entry
    assert "<p><bdi>8. POOL</bdi></p>" in entry


def test_what_is_chosen_in_the_table_opens(page: AppTest) -> None:
    key = page.dataframe[0].key
    assert key
    page.session_state[key] = {"selection": {"rows": [], "columns": [], "cells": [(1, "Kind")]}}
    page.run()
    found = shown(page)
    assert BUS in found[found.index("Chosen in the table") : found.index("1 to 3 of 3")]


def test_filters_limit_what_is_found(page: AppTest) -> None:
    page.date_input[0].set_value(date(2022, 1, 1))
    found = find(page, "")
    assert "<strong>1 entry</strong>" in found
    assert "Limited to: <bdi>from Saturday 1 January 2022</bdi>." in found


def test_what_was_never_asked_says_what_was_searched(page: AppTest) -> None:
    found = find(page, "mermaids")
    assert "Nothing like it was asked and answered in these papers." in found
    assert "Searched 4 papers" in found
    assert not page.get("download_button")


def test_words_from_papers_are_inert(page: AppTest) -> None:
    found = shown(page)
    assert "The hostile witness wrote &lt;script&gt;" in found
    for live in ("<script", "<img src=x", "<b>", 'href="javascript'):
        assert live not in found


def test_an_empty_library_says_what_to_do(index: Path) -> None:
    assert "No papers are indexed yet" in opened().error[0].value


def test_entries_that_were_read_from_a_picture_say_so_and_show_it(index: Path) -> None:
    paper, *_ = papers()
    read = tuple(replace(passage, ocr=True) for passage in paper.passages)
    build(index, (replace(paper, passages=read),))
    found = find(opened(), BUS)
    entries = found.split('<article class="entry">')[1:]
    [scanned] = [entry for entry in entries if "bus.pdf</bdi>" in entry]
    assert "Read from a picture (OCR)</strong> check the words on the page" in scanned
    assert '<details class="page" open> <summary>See it <span class="long">on the page' in scanned
    assert "the cited words marked" not in scanned
    assert 'read from a picture (OCR)">' in scanned
