"""Petitions: told from reports about petitions, and never shown as a decision."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas
from typer.testing import CliRunner

from qa.answers.understanding.preference import preference_of
from qa.papers.kinds import opening
from qa.papers.paper import Paper
from qa.papers.reading import reading
from qa.terminal.cli import app

TITLE = "Petition: Keep the Weir Street library open on Saturdays"
ASK = (
    "We, the undersigned residents of Thurlbridge, call on the Council to keep the library in Weir "
    "Street open on Saturdays, when those who work in the week can go there with their children."
)
REASON = (
    "The library was used by 214 people on an average Saturday last year, more than on any other "
    "day of the week, and the nearest other one is six miles away without a bus on that day."
)


def write(path: Path, *pages: list[str]) -> Path:
    """A PDF with these lines on its pages, long ones broken."""
    drawn = canvas.Canvas(str(path), pagesize=A4)
    for lines in pages:
        top = 780
        for line in lines:
            words = line.split()
            while words:
                taken, words = words[:14], words[14:]
                drawn.drawString(60, top, " ".join(taken))
                top -= 15
            top -= 8
        drawn.showPage()
    drawn.save()
    return path


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("petition")
    name = "Petition - Weir Street library 14 March 2023 Council.pdf"
    return write(folder / name, [TITLE, ASK, REASON])


@pytest.fixture(scope="module")
def read(file: Path) -> Paper:
    return reading().read(file)


def test_a_petition_is_read_as_one(read: Paper) -> None:
    assert read.document == "petition"
    assert {passage.document for passage in read.passages} == {"petition"}
    assert read.meeting.date == date(2023, 3, 14)
    assert any("214 people" in passage.text for passage in read.passages)


def test_what_it_asks_for_is_no_decision(read: Paper) -> None:
    assert {passage.standing for passage in read.passages} == {"proposed"}
    assert read.resolutions == ()


def test_it_is_cited_as_a_petition_and_can_be_asked_for_alone(file: Path, tmp_path: Path) -> None:
    index = ["--index", str(tmp_path / "library")]
    run = CliRunner().invoke
    assert run(app, ["index", str(file.parent), *index]).exit_code == 0
    asked = ["ask", "how many people used the library on a Saturday?", *index]
    [first, *_] = json.loads(run(app, [*asked, "--json"]).stdout)["citations"]
    assert first["document"] == "petition"
    assert "14 March 2023, petition" in " ".join(run(app, asked).stdout.split())
    only = json.loads(run(app, [*asked, "--document", "petition", "--json"]).stdout)
    assert only["citations"] == [first]
    others = json.loads(run(app, [*asked, "--document", "minutes", "--json"]).stdout)
    assert others["citations"] == []


def test_a_question_can_say_that_it_wants_petitions() -> None:
    assert preference_of("what is the wording of the petition?").documents == {"petition"}
    assert preference_of("petitions only: the library").limits.document == "petition"
    assert not preference_of("what happened to the petition about the library?").documents


@pytest.mark.parametrize(
    "title",
    [
        "Petition - Keep our library",
        "E-Petition: A crossing on Mill Lane",  # a county council's own site
        "PETITION REQUESTING A CROSSING ON MILL LANE",  # a borough's agenda
        "Petition",
    ],
)
def test_the_titles_of_petitions(title: str) -> None:
    found = opening([title, ASK], named="other")
    assert found
    assert (found.document, found.title) == ("petition", title)


@pytest.mark.parametrize(
    "lines",
    [
        ["Petition scheme", "How the Council deals with petitions"],
        ["Petitions", "To receive any petitions from residents."],
        ["Petitioners may speak for three minutes"],
        ["Title: Response to the petition", "Meeting: Cabinet", "Meeting date: 3 May 2022"],
        ["Minutes of the meeting of the Council held on 3 May 2022", "Petition: the library"],
    ],
)
def test_what_is_only_about_petitions_is_none(lines: list[str]) -> None:
    found = opening(lines, named="other")
    assert not found or found.document != "petition"


def test_behind_a_report_it_must_be_in_the_words_of_those_who_signed() -> None:
    lines = ["Petition: Keep our library", "The lead officer will report on it in May."]
    assert opening(lines) is None
    found = opening([TITLE, ASK])
    assert found
    assert found.document == "petition"
