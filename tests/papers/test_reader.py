"""The sample papers, whose truth we wrote: each page, part, meeting and struck-out word."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from qa.papers.paper import Paper, Passage
from qa.papers.reading import reading

CORPUS = Path(__file__).parents[2] / "corpus"
TRUTH: list[dict[str, Any]] = json.loads((CORPUS / "truth.json").read_text(encoding="utf-8"))
NAMES = [paper["file"] for paper in TRUTH]


@cache
def the_paper(name: str) -> Paper:
    """The sample paper of that file name, read once."""
    [path] = CORPUS.rglob(name)
    return reading().read(path)


def truth(name: str) -> dict[str, Any]:
    """What was written of that paper."""
    return next(paper for paper in TRUTH if paper["file"] == name)


def on_page(name: str, page: int) -> list[Passage]:
    """The passages that begin on a page."""
    return [p for p in the_paper(name).passages if p.page == page]


@pytest.mark.parametrize("name", NAMES)
def test_printed_numbers_are_those_on_the_sheets(name: str) -> None:
    wanted = {
        page["page"]: page["printed"] and re.sub(r"^Page ", "", page["printed"])
        for page in truth(name)["pages"]
        if page["text"]
    }
    read = {page.number: page.printed for page in the_paper(name).pages if page.number in wanted}
    assert read == wanted


@pytest.mark.parametrize("name", NAMES)
def test_passages_belong_to_the_meeting_they_record(name: str) -> None:
    for section in truth(name)["sections"]:
        first, last = section["pages"]
        for page in range(first, last + 1):
            for passage in on_page(name, page):
                if passage.document == "tracker":
                    continue  # each row has its own date: tested below
                day = passage.meeting.date
                assert (day and day.isoformat()) == section["meeting"], (page, passage.text[:80])
                assert passage.meeting.committee == section["committee"], (page, passage.text[:80])


@pytest.mark.parametrize("name", NAMES)
def test_passages_say_which_papers_they_came_in(name: str) -> None:
    published = {p.published_with for p in the_paper(name).passages}
    wanted = truth(name)["meeting"] and date.fromisoformat(truth(name)["meeting"])
    assert published <= {wanted}


@pytest.mark.parametrize("name", NAMES)
def test_parts_are_of_their_kind(name: str) -> None:
    for section in truth(name)["sections"]:
        first, last = section["pages"]
        for page in range(first, last + 1):
            kinds = {p.document for p in on_page(name, page)}
            assert kinds <= {section["kind"]}, (page, section["kind"])


@pytest.mark.parametrize("name", NAMES)
def test_struck_out_words_are_left_out(name: str) -> None:
    for struck in truth(name)["struck_out"]:
        if len(struck["text"]) < 5:
            continue  # "not" stands elsewhere on the page too
        for page in struck["pages"]:
            text = " ".join(p.text for p in on_page(name, page))
            assert struck["text"] not in " ".join(text.split())


@pytest.mark.parametrize("name", NAMES)
def test_pages_without_text_are_named(name: str) -> None:
    silent = tuple(page["page"] for page in truth(name)["pages"] if not page["text"])
    named = [n for problem in the_paper(name).problems for n in problem.pages]
    assert tuple(named) == silent


@pytest.mark.parametrize("name", NAMES)
def test_resolutions_are_decided_and_nothing_else_of_reports(name: str) -> None:
    paper = the_paper(name)
    for resolution in truth(name)["resolutions"]:
        if not paper.passages:
            continue  # a scan
        start = " ".join(resolution["text"].split())[:60]
        found = [p for p in paper.passages if start in " ".join(p.text.split())]
        assert found and all(p.standing == "decided" for p in found), start
    assert not [
        p for p in paper.passages if p.document in ("report", "agenda") and p.standing == "decided"
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_recorded_vote_is_one_passage_and_worth_its_result(name: str) -> None:
    for vote in truth(name)["votes"]:
        [passage] = [
            p
            for p in on_page(name, vote["pages"][0])
            if vote["text"] in p.text and vote["result"] in p.text
        ]
        text = " ".join(passage.text.split())
        assert all(who in text for who in (*vote["for"], *vote["against"], *vote["abstain"]))
        assert f"Against ({len(vote['against'])})" in text
        assert passage.standing == ("recorded" if "lost" in vote["result"] else "decided")
        assert vote["proposer"] in passage.context
        assert vote["seconder"] in passage.context


@pytest.mark.parametrize("name", NAMES)
def test_the_items_of_minutes_follow_each_other(name: str) -> None:
    minutes = [p for p in the_paper(name).passages if p.document == "minutes"]
    numbers = [int(i.split(".")[0]) for i in dict.fromkeys(p.item for p in minutes) if i]
    first = numbers[0] if numbers else 0
    assert numbers == list(range(first, first + len(numbers)))
    assert len(numbers) > 4 or not minutes


def test_a_trackers_rows_keep_to_their_meeting_and_item() -> None:
    found = {
        " ".join(p.text.split())[:60]: (p.meeting.date, p.item)
        for p in the_paper("Schedule of recommendations and actions.pdf").passages
    }
    grants = next(v for text, v in found.items() if "Furniture project at Brindle" in text)
    assert grants == (date(2022, 3, 15), "Voluntary sector grants")
    warm = next(v for text, v in found.items() if text.startswith("13 September 2022 Warm"))
    assert warm == (date(2022, 9, 13), "Warm spaces")


@pytest.mark.parametrize("name", NAMES)
def test_each_formal_question_stands_with_its_answer(name: str) -> None:
    for question in truth(name)["questions"]:
        found = [p for p in the_paper(name).passages if question["number"] in (p.item or "")]
        assert found, question["number"]
        assert {p.standing for p in found} == {"answered"}
        assert found[0].page in question["pages"]


@pytest.mark.parametrize("name", NAMES)
def test_passages_are_whole_and_of_a_size(name: str) -> None:
    for passage in the_paper(name).passages:
        assert len(passage.text.split()) <= 420
        assert passage.page <= passage.page_end <= passage.page + 3
        assert list(passage.breaks) == sorted(passage.breaks)
        assert len(passage.breaks) == passage.page_end - passage.page
