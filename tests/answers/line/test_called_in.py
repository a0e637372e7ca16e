"""A decision that was called in since is told with that, and a call-in by what came of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa.answers.answer_line import AnswerLine, Part
from qa.answers.answering import answer
from qa.answers.registers.entry import only_notes
from qa.papers.document import Document
from qa.papers.paper import Paper
from qa.papers.register import Resolution
from tests.answers.line.lines import APRIL, MARCH, decided_on, line_to, of_words
from tests.made import a_paper, a_passage, library_of

MADE = "RESOLVED that the school street at Osier Primary be made permanent from September 2031."
REFERRED = "RESOLVED that the decision be referred back to the Cabinet Member."


def minutes(item: str, *texts: str, lost: str = "", document: Document = "minutes") -> Paper:
    """Minutes of April with passages under one item; those that resolve are decided."""
    passages = [
        replace(
            a_passage(text, APRIL),
            item=item,
            document=document,
            standing="decided" if text.startswith("RESOLVED") else "recorded",
        )
        for text in texts
    ]
    entries = [
        Resolution("motion", "lost", (of_words(text, text, n),))
        for n, text in enumerate(texts)
        if text == lost
    ]
    return replace(a_paper("scrutiny.pdf", *passages), resolutions=tuple(entries))


@pytest.mark.parametrize(
    ("item", "texts", "told"),
    [
        (  # a city with a scrutiny board
            "5. Call-in: School street at Osier Primary",
            ["The Board considered the call-in by Councillors Ash and Elm.", REFERRED],
            REFERRED,
        ),
        (  # a county, whose minutes say it in a sentence
            "6. Decisions reviewed",
            ["The decision on the school street at Osier Primary was called in by four members."],
            "was called in by four members.",
        ),
    ],
)
def test_a_decision_is_told_with_its_call_in(
    item: str, texts: list[str], told: str, tmp_path: Path
) -> None:
    made = decided_on("made.pdf", MARCH, MADE)
    question = "Was the school street at Osier Primary made permanent?"
    line = line_to(question, tmp_path, made, minutes(item, *texts))
    assert line
    assert "Called in since, 1 April 2031: " in line.text
    assert line.text.endswith(told)


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("5. Call-in: Bus lanes", "The Board considered the call-in by Councillors Ash and Elm."),
        (
            "5. School street at Osier Primary",
            "The school street at Osier Primary is subject to call-in, of which the call-in period "
            "ends on Monday.",
        ),
    ],
)
def test_another_call_in_or_that_there_may_be_one_is_not_told(
    item: str, text: str, tmp_path: Path
) -> None:
    made = decided_on("made.pdf", MARCH, MADE)
    question = "Was the school street at Osier Primary made permanent?"
    line = line_to(question, tmp_path, made, minutes(item, text))
    assert line
    assert "Called in" not in line.text


def test_a_motion_lost_on_a_call_in_is_told_with_what_was_resolved(tmp_path: Path) -> None:
    lost = "Mr Ash moved that no action be taken on the school street at Osier Primary. Lost."
    called_in = minutes("5. School street at Osier Primary", lost, REFERRED, lost=lost)
    with library_of([decided_on("made.pdf", MARCH, MADE), called_in], tmp_path) as library:
        line = answer("What happened to the school street at Osier Primary?", library).line
    assert line
    assert line.text.startswith("Not agreed, 1 April 2031:")
    assert f"Then decided: {REFERRED}" in line.text


def test_words_without_their_end_do_not_run_into_the_fields_behind_them() -> None:
    quoted, fields = Part("to implement the decision", 1, True), Part("Cabinet, 1 May.", 1, False)
    line = AnswerLine("decision", (Part("Agreed.", 1, False), quoted, fields), 0.9)
    assert line.text == "Agreed. to implement the decision. Cabinet, 1 May."
    whole = replace(quoted, text="“to go ahead.”")
    assert replace(line, parts=(whole, fields)).text == "“to go ahead.” Cabinet, 1 May."


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("(a) Receives the report on the lido", True),  # New Zealand
        ("That the presentation of the friends of the lido be received for information.", True),
        ("(b) Adopts the plan for the lido", False),
        ("That the report be received and the lido be closed.", False),
        ("That the fees received from the lido be kept apart.", False),
        # of several clauses each must
        ("THAT we receive Staff Report – Lido; AND THAT we close the lido.", False),  # Ontario
        ("(a) notes the report; and\n(b) recommends that the lido be closed", False),
        ("(a) notes the report; and\n(b) notes the minutes", True),
        # who moved it, and what else was resolved
        ("Proposed by Ms Elm and carried, it was resolved that the board notes the plan.", True),
        ("RESOLVED (by 7 votes to 1): That the board notes the plan and asks for baths.", False),
    ],
)
def test_what_is_only_received_is_only_noted(text: str, notes: bool) -> None:
    assert only_notes(text) == notes
