"""What people's questions take for granted, from which the check learns lay words."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from qa.checking.passage import CheckedPassage
from qa.evaluation.sentences.asked import asked_in, taken_for_granted, with_wrong_ones
from qa.evaluation.sentences.example import Example


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why did they pull the plug on the lido?", "Did they pull the plug on the lido."),
        (
            "When were the bins by the quay last emptied?",
            "Were the bins by the quay last emptied.",
        ),
        ("Why didn't the lido open in May?", "Didn't the lido open in May."),
        (
            "How many trees were felled along Mill Lane?",
            "Trees were felled along Mill Lane.",
        ),
        (
            "Who coughed up for the new goalposts?",
            "Somebody coughed up for the new goalposts.",
        ),
    ],
)
def test_a_question_takes_for_granted_what_it_asks_about(question: str, said: str) -> None:
    assert taken_for_granted(question) == said


@pytest.mark.parametrize(
    "question",
    [
        "Was the lido closed after all?",  # asked, not taken for granted
        "Who did the council thank for the goalposts?",
        "Why was it shut, and when will it open again?",
        "I walk past the quay. When were the bins there last emptied?",
        "Why was it shut?",  # too little
        "lido opening hours winter",
    ],
)
def test_of_others_nothing_can_be_told(question: str) -> None:
    assert taken_for_granted(question) is None


def test_they_stand_beside_the_passage_that_answers_them_and_are_made_wrong(
    tmp_path: Path,
) -> None:
    lines = [
        {
            "id": "1",
            "heading": "4. Lido",
            "text": "The lido was closed on 3 May, as the boiler had failed for good.",
            "questions": ["Why was the lido closed in May this year?", "lido boiler"],
        },
        {
            "id": "2",
            "text": "Open questions have no heading.",
            "questions": ["Why is that so here?"],
        },
    ]
    (tmp_path / "brook.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    (one,) = asked_in(tmp_path)["brook"]
    assert one.sentence == "Was the lido closed in May this year."
    assert one.borne_out and one.passages[0].item == "4. Lido"
    found = list(with_wrong_ones([one], one.passages, Random(0)))
    assert found[0] == (one, None)
    assert found[1:] and not any(wrong.borne_out for wrong, _ in found[1:])


def test_what_is_asked_why_it_was_not_done_is_wrong_where_it_is_told_as_done() -> None:
    passage = CheckedPassage("The lido did not open in May, as the boiler had failed for good.")
    one = Example("", "Didn't the lido open in May.", (passage,), source="asked")
    found = [wrong.sentence for wrong, _ in with_wrong_ones([one], [passage], Random(0))]
    assert "Did the lido open in May." in found[1:]
