"""What changed is told as it is now, and as it was before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.answers.answering import answer
from qa.answers.line.certainty import LEAST
from qa.papers.register import Asked, Reply, Words
from tests.answers.line.lines import (
    MARCH,
    line_of,
    line_to,
    recorded,
)
from tests.made import a_paper, a_passage, library_of

FEE_2029, FEE_2030 = date(2029, 2, 6), date(2030, 2, 5)


@pytest.mark.parametrize(
    ("question", "earlier", "later", "shown"),
    [
        (
            "what is the mooring fee?",
            "Councillors resolved that the mooring fee be £120.",
            "Councillors resolved that the mooring fee be raised to £145.",
            "£145",
        ),
        (
            "how much does the hazardous waste programme cost us?",
            "THAT we participate in the hazardous waste programme at a total cost of $4,100.",
            "THAT we participate in the hazardous waste programme at a total cost of $5,300.",
            "$5,300",
        ),
    ],
)
def test_of_what_changed_the_newest_is_told_first_and_the_older_as_earlier(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    question: str,
    earlier: str,
    later: str,
    shown: str,
) -> None:
    monkeypatch.setitem(LEAST, "figure", 0.5)  # of few papers nothing is so sure
    monkeypatch.setitem(LEAST, "sentence", 0.5)
    papers = [
        a_paper("then.pdf", a_passage(f"The clerk spoke. {earlier}", FEE_2029)),
        a_paper("now.pdf", a_passage(f"The bridge is shut. {later}", FEE_2030)),
        a_paper("hall.pdf", a_passage("The hall was painted green by the scouts.", FEE_2030)),
    ]
    with library_of(papers, tmp_path) as library:
        line = line_of(answer(question, library))
        assert line.text == f"5 February 2030: {later} Earlier, 6 February 2029: {earlier}"
        assert [part.text[a:b] for part in line.parts[:2] for a, b in part.marked] == [shown]
        # A time that is named is not superseded.
        of_2029 = answer(f"{question.rstrip('?')} in 2029?", library)
        assert not of_2029.line or "2030" not in of_2029.line.text


def test_what_another_thing_costs_is_not_the_newest_cost_of_this(tmp_path: Path) -> None:
    motion = (
        "Mr Oak moved, and Mr Ash seconded, the following motion:\n"
        "“This Council believes that the lido should stay open and calls on the Cabinet to provide "
        "£150,000 for its repair.”"
    )
    survey = "Decision To appoint Larch Structures Ltd to survey the lido at a cost of £18,750."
    passage = replace(a_passage(survey, date(2031, 8, 5)), standing="recorded", document="minutes")
    papers = [recorded("a.pdf", motion), a_paper("b.pdf", passage)]
    line = line_to("How much will the lido repair cost?", tmp_path, *papers)
    assert line is None or "£18,750" not in line.text


OPENING = (
    "The school was to have opened in August 2031. "
    "Because of a fault in the drains it will now open in January 2032."
)


@pytest.mark.parametrize("more", ["", " " + "The drains run under the annexe and the hall. " * 8])
def test_what_was_to_be_is_told_with_what_came_of_it(more: str, tmp_path: Path) -> None:
    text = f"When will the new school at Seaview open?\n{OPENING}{more}".strip()
    asked = Words(0, 0, text.index("\n"))
    reply = Reply((Words(0, asked.end + 1, len(text)),), "Mrs Yew")
    passage = replace(a_passage(text, MARCH), standing="answered")
    paper = replace(
        a_paper("a.pdf", passage), asked=(Asked(True, (asked,), (reply,), by="Mr Oak"),)
    )
    line = line_to("When will the new school at Seaview open?", tmp_path, paper)
    assert line
    assert line.kind == "earlier answer"
    assert "January 2032" in line.text


def test_minutes_say_what_was_to_be_and_no_line_tells_it_as_what_holds(tmp_path: Path) -> None:
    text = "The pier was to have opened to visitors in May 2031. The wind took its roof."
    line = line_to("When will the pier open to visitors?", tmp_path, recorded("a.pdf", text))
    assert line is None or "was to have" not in line.text
