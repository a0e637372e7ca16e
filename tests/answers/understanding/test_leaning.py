"""Which questions lean on the one before, and which stand alone however short they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.understanding.leaning import probability
from qa.answers.understanding.question import carrying_words, is_follow_up, parse_question

BEFORE = "Was the skate park in Dunmere approved?"


@pytest.mark.parametrize(
    "question",
    [
        "and how much of it comes from the county?",
        "who moved that and who seconded it?",
        "were there any votes against?",
        "is that more than last time?",
        "how long do they have to do it?",
        "what did she say to that?",
        "when does it have to be done by",
        "did it pass then",
    ],
)
def test_a_question_that_leans_is_joined(question: str) -> None:
    assert is_follow_up(question)


@pytest.mark.parametrize(
    "question",
    [
        "potholes",
        "allotment rents",
        "is the splash pad closing",
        "when will the Ferry Lane bridge be finished?",
        "who voted against the cycle track?",
        "has the boiler been replaced?",
        "Why was the kennels application refused in Dunmere?",
        "what is happening with the old cinema and who owns it",
        "did they ever fix the lift at Harrow House",
    ],
)
def test_a_complete_question_is_never_joined(question: str) -> None:
    assert not is_follow_up(question)
    assert parse_question(question, BEFORE).text == question


def test_what_the_person_says_counts_more() -> None:
    assert parse_question("potholes", BEFORE, joined=True).text == f"{BEFORE} potholes"
    assert parse_question("and why?", BEFORE, joined=False).text == "and why?"


@given(st.text(max_size=300))
def test_any_text_has_a_probability(text: str) -> None:
    assert 0 <= probability(text, carrying_words(text)) <= 1
