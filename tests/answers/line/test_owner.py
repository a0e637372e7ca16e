"""Whose an action is is told with it, a cover sheet never, and what was done settles a question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.answers.answer_line import AnswerLine
from qa.answers.answering import answer
from qa.papers.document import Document
from qa.papers.paper import Paper, Standing
from tests.made import a_paper, a_passage, library_of

DAY, LATER = date(2031, 3, 4), date(2032, 3, 2)
ELSEWHERE = "Apologies were received. The wages of the keeper of the baths were paid."


def paper(
    name: str,
    text: str,
    document: Document = "minutes",
    standing: Standing = "recorded",
    day: date = DAY,
) -> Paper:
    return a_paper(name, replace(a_passage(text, day), standing=standing, document=document))


def line_of(question: str, folder: Path, *papers: Paper) -> AnswerLine | None:
    with library_of([*papers, paper("baths.pdf", ELSEWHERE)], folder) as library:
        return answer(question, library).line


@pytest.mark.parametrize(
    ("row", "question", "owner"),
    [
        (  # a county's tracker: action, owner, by when, progress
            "Crews to be encouraged to use the tide tables when they plan a crossing.\n"
            "Ruth Holm\n– Harbour Manager\n30th September 2031\nNot discussed yet.",
            "Who is in charge of encouraging crews to use the tide tables for a crossing?",
            "Ruth Holm",
        ),
        (  # a district's: an office over three lines, and a quarter
            "The lamps on the north pier are to be replaced before the winter storms.\n"
            "Assistant\nDirector,\nPiers\nQ3 2031\nIn train",
            "Which officer leads on the lamps on the north pier to be replaced before winter?",
            "Assistant\nDirector,\nPiers",
        ),
        (  # a scrutiny committee's action log
            "provide an example of a crew's induction pack for new starters\nRuth Holm\n"
            "2 November 2031\nOVERDUE",
            "Who is to provide an induction pack for new starters?",
            "Ruth Holm",
        ),
        (  # a borough's: the owner and the day on one line, as the page printed them
            "P/41 3 June 2030\nPrint a leaflet on the lamps of the north pier for visitors\n"
            "Head of Piers 30 June 2031 Printed on 8 June. Complete",
            "Who is responsible for the leaflet on the lamps of the north pier?",
            "Head of Piers",
        ),
    ],
)
def test_the_owner_in_a_row_is_told_with_its_action(
    tmp_path: Path, row: str, question: str, owner: str
) -> None:
    line = line_of(question, tmp_path, paper("tracker.pdf", row, "tracker"))
    assert line
    assert owner in line.text
    assert "2031" not in line.text


def test_what_stands_below_an_action_in_minutes_is_no_owner(tmp_path: Path) -> None:
    text = "The lamps on the north pier are to be replaced this year.\nAnn Elm\nMay 2031"
    line = line_of(
        "Who is responsible for the lamps on the north pier?", tmp_path, paper("m.pdf", text)
    )
    assert line is None or "Ann Elm" not in line.text


@pytest.mark.parametrize(
    "cover",
    [
        "Title of report: The dredging of the inner harbour and its cost to the trust.",
        "Report author: Head of Piers. Meeting date: 4 March 2031. Report by: the harbour master.",
        "Lead officer: Ruth Holm\nWards affected: the inner harbour and the dredging berths.",
    ],
)
@pytest.mark.parametrize(
    "question",
    ["What is the cost of dredging the inner harbour?", "Is the inner harbour being dredged?"],
)
def test_a_cover_sheet_is_no_answer(tmp_path: Path, cover: str, question: str) -> None:
    assert line_of(question, tmp_path, paper("c.pdf", cover, "report")) is None


def test_who_wrote_a_report_is_told_by_its_label(tmp_path: Path) -> None:
    cover = "Report author: Mrs Ruth Holm, harbour engineer, for the dredging report."
    line = line_of(
        "Who is the author of the dredging report?", tmp_path, paper("c.pdf", cover, "report")
    )
    assert line
    assert "Ruth Holm" in line.text


@pytest.mark.parametrize(
    ("text", "settles"),
    [
        ("The new tide tables are in print and have now been shared with all schools.", True),
        ("The new tide tables are to be shared with all schools once they are in print.", False),
        ("It was proposed that the new tide tables be shared with all schools.", False),
    ],
)
def test_what_is_told_as_done_settles_the_question(
    tmp_path: Path, text: str, settles: bool
) -> None:
    line = line_of(
        "Have the new tide tables been shared with schools?", tmp_path, paper("t.pdf", text)
    )
    assert (line is not None and text in line.text) == settles


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("When is the training on tides for new members?", "4 March 2031"),  # of the meeting
        ("When will the certificate for 2029/30 be issued?", "2029/30"),  # of the question
    ],
)
def test_a_day_in_a_row_that_is_not_the_one_asked_for_is_not_told(
    tmp_path: Path, question: str, wrong: str
) -> None:
    rows = (
        "T/47 4 March 2031\nArrange training on tides for new members\nHarbour Manager\n"
        "In hand. The date is offered to all.",
        "T/48 4 March 2031\nWrite about the late certificate for 2029/30\nTreasurer\nIn hand.",
    )
    papers = [paper(f"{n}.pdf", row, "tracker") for n, row in enumerate(rows)]
    line = line_of(question, tmp_path, *papers)
    assert line is None or wrong not in line.text
