"""What a letter that was pasted asks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.answering import answer
from qa.answers.understanding.letter import (
    MAX_LETTER_LENGTH,
    MAX_QUESTIONS,
    is_letter,
    question_and_note,
    questions_in,
)
from qa.answers.understanding.question import MAX_QUESTION_LENGTH
from qa.library.library import Library

SALUTATION = "Dear Councillor Marlow,\n\nI hope you are well, and thank you for your time. "
STORY = (
    "My neighbours and I have lived on Quarry Rise for thirty years, and have never known it so "
    "bad. The lorries come past before six in the morning and the dust is on every window sill. "
    "My mother, who is eighty-four, has not slept through a night since the spring. "
) * 2
END = "\n\nYours sincerely,\nA. Resident"


@pytest.mark.parametrize(
    ("asking", "question"),
    [
        ("What hours may lorries use Quarry Rise?", "What hours may lorries use Quarry Rise?"),
        (
            "I would like to know whether the weight limit was ever agreed.",
            "I would like to know whether the weight limit was ever agreed.",
        ),
        ("How are you? Was the weight limit at Quarry Rise agreed?",
         "Was the weight limit at Quarry Rise agreed?"),
        ("Could you please confirm the date of the next works at the quarry.",
         "Could you please confirm the date of the next works at the quarry."),
        ("A weight limit was promised in 2021. When will it be put in place?",
         "A weight limit was promised in 2021. When will it be put in place?"),
    ],
)  # fmt: skip
def test_the_question_in_a_letter_is_found(asking: str, question: str) -> None:
    letter = SALUTATION + STORY + asking + END
    assert is_letter(letter)
    assert questions_in(letter) == (question,)
    read, note = question_and_note(letter)
    assert read == question
    assert f"“{question}”" in note


def test_a_letter_that_asks_several_things_says_so() -> None:
    letter = SALUTATION + STORY + "Who owns the quarry? And when does its licence end?" + END
    first, second = questions_in(letter)
    assert first == "Who owns the quarry?"
    assert "when does its licence end?" in second
    read, note = question_and_note(letter)
    assert read == first
    assert "asks 2 things" in note


def test_a_letter_that_asks_nothing_says_how_much_was_read() -> None:
    _, note = question_and_note(SALUTATION + STORY + END)
    assert f"first {MAX_QUESTION_LENGTH} characters" in note


def test_what_only_leads_up_to_a_question_is_none() -> None:
    for lead in (
        "What I would like to know is this.",
        "My question is the following.",
        "Could you tell me two things.",
    ):
        asked = questions_in(f"{STORY}\n{lead} Who cleans the culvert at Mill Lane?")
        assert asked == ("Who cleans the culvert at Mill Lane?",)
    plain = "I would like to know who pays for the culvert at Mill Lane."
    assert questions_in(f"{STORY}\n{plain}") == (plain,)


def test_a_question_is_no_letter() -> None:
    assert question_and_note("Was the weight limit agreed?") == ("Was the weight limit agreed?", "")


def test_lines_that_a_page_broke_are_joined() -> None:
    broken = "What hours may\nthe lorries use\nQuarry Rise?"
    assert questions_in(STORY + "\n\n" + broken) == ("What hours may the lorries use Quarry Rise?",)


def test_an_answer_is_to_the_question_of_the_letter(samples: Library) -> None:
    question = "What happened to the reconciliation process?"
    found = answer(SALUTATION + STORY + question + END, samples)
    assert found.status == "answered"
    assert found.asked == question
    assert any("question in your letter" in note for note in found.notes)


@given(st.text(max_size=2 * MAX_LETTER_LENGTH))
def test_any_text_is_read_within_bounds(text: str) -> None:
    questions = questions_in(text)
    assert len(questions) <= MAX_QUESTIONS
    assert all(len(question) <= MAX_QUESTION_LENGTH for question in questions)
