"""Decision notices: all of one is of its subject."""

from __future__ import annotations

import pytest

from qa.evaluation.forms import Form

HEAD = ("Marshwick City Council", "", "RECORD OF EXECUTIVE DECISION", "", "Decision number: 45", "")
BODY = (
    "",
    "Decision:",
    "That the street by the school be closed to motor traffic from 8.15am on school days.",
    "",
    "Reasons for decision:",
    "Traffic by the gate fell by 63% while this was tried, and more children walked to the school.",
)


@pytest.mark.parametrize(
    "lines",
    [
        ("Subject: School Street at Tollgate Primary",),  # a city
        ("Subject\tSchool Street at Tollgate Primary",),  # the same, as a row of a form
        ("Subject Matter / Title of Decision\tSchool Street at Tollgate Primary",),  # a county
        ("Decision title: School Street at Tollgate Primary",),  # a district
    ],
)
def test_what_a_decision_is_about_is_the_item_of_all_its_passages(lines: tuple[str, ...]) -> None:
    paper = Form(0, (*HEAD, *lines, *BODY), {"document": "decision"}).read()
    assert paper.document == "decision"
    assert {passage.item for passage in paper.passages} == {"School Street at Tollgate Primary"}
    assert any("63%" in passage.text for passage in paper.passages)


def test_a_decision_without_a_subject_has_no_item() -> None:
    paper = Form(0, (*HEAD, "Subject to call-in until 30 May.", *BODY), {"document": ""}).read()
    assert {passage.item for passage in paper.passages} == {None}
