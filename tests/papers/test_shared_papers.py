"""Real papers of three councils, where they lie beside the checkout: known pages and meetings."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from qa.errors import UnreadablePaper
from qa.papers.document import Document
from qa.papers.paper import Paper, Passage
from qa.papers.reading import reading

PAPERS = Path(__file__).parents[3] / "shared" / "papers"
pytestmark = pytest.mark.skipif(
    not PAPERS.is_dir(), reason="the real papers are not beside this checkout"
)


@cache
def paper(pattern: str) -> Paper:
    """The one paper whose path matches, read once."""
    [path] = PAPERS.glob(pattern)
    return reading().read(path)


def holding(pattern: str, words: str, document: Document | None = None) -> Passage:
    """The one passage of a paper (of that kind, if one is named) that holds `words`."""
    [found] = [
        p
        for p in paper(pattern).passages
        if words in " ".join(p.text.split()) and document in (None, p.document)
    ]
    return found


PACK = "*/Agenda reports pack 01122020*"


def test_minutes_in_a_pack_belong_to_their_own_meeting() -> None:
    found = holding(PACK, "Welcomes and supports the proposal for the", "minutes")
    assert found.meeting.date == date(2020, 9, 15)
    assert found.published_with == date(2020, 12, 1)
    assert (found.page, found.printed_page) == (7, "11")
    assert found.standing == "decided"


def test_a_resolution_without_the_word_is_still_decided() -> None:
    found = holding(PACK, "Recommends that clarification is provided", "minutes")
    assert found.standing == "decided"
    assert found.meeting.date == date(2020, 9, 15)


def test_a_reports_recommendation_is_proposed() -> None:
    found = holding(
        "*/Agenda reports pack 01062021*", "The committee agrees to develop a new approach"
    )
    assert found.standing == "proposed"
    assert found.document == "report"
    assert found.meeting.date == date(2021, 6, 1)


def test_trackers_rows_are_of_the_meeting_carried_down_to_them() -> None:
    found = holding("*/Schedule of recommendations*", "introduction of the care leavers covenant")
    assert found.meeting.date == date(2019, 7, 15)


def test_a_vote_is_whole_with_its_counts_and_result() -> None:
    found = holding("*/Printed minutes 09th-Jan*", "put the amendment set out in paragraph 17")
    assert "For (14)" in found.text
    assert "Against (45)" in found.text
    assert found.text.endswith("Amendment lost.")
    assert found.standing == "recorded"


def test_struck_out_words_are_not_read() -> None:
    text = " ".join(p.text for p in paper("*/Appendix 2 - Constitution*").passages)
    assert "This right of reply does not apply" not in " ".join(text.split())


def test_a_question_stands_with_its_answer() -> None:
    asked = [p for p in paper("*/Questions put and answers given*").passages if p.item]
    assert {p.item.partition(",")[0] for p in asked if p.item} == {
        f"Question {n}" for n in range(1, 13)
    }
    found = next(p for p in asked if (p.item or "").startswith("Question 2"))
    assert found.standing == "answered"
    assert "satnav" in found.text
    assert "I can confirm that this remains work in progress" in found.text


def test_a_misprinted_year_gives_way_to_the_file_name() -> None:
    dates = {p.meeting.date for p in paper("*/oct25agmm.pdf").passages}
    assert dates == {date(2025, 10, 8)}


def test_a_scan_is_named_page_by_page() -> None:
    [problem] = paper("*/scanned/*.pdf").problems
    assert problem.pages == tuple(range(1, 11))


def hostile(folder: str) -> list[Path]:
    """The hostile files in a folder, named by what is wrong with them."""
    found = sorted((PAPERS / "hostile" / folder).glob("*.pdf"))
    assert found
    return found


@pytest.mark.parametrize("folder", ["encrypted-needs-password", "zero-pages"])
def test_what_cannot_be_read_is_refused_with_a_reason_and_a_remedy(folder: str) -> None:
    for path in hostile(folder):
        with pytest.raises(UnreadablePaper) as refused:
            reading().read(path)
        assert refused.value.reason.endswith(".")
        assert refused.value.remedy.endswith(".")


def test_a_paper_without_a_word_is_named_page_by_page() -> None:
    for path in hostile("no-text-no-image"):
        read = reading().read(path)
        assert not read.passages
        assert [n for p in read.problems for n in p.pages] == [page.number for page in read.pages]
