"""What a question is taken to ask, and when it is read together with the one before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.understanding.question import MAX_QUESTION_LENGTH, is_follow_up, parse_question

VOTE = "How close was the vote on the leisure centre roof?"


@pytest.mark.parametrize(
    "question",
    [
        "And who abstained?",
        "why?",
        "what about the libraries?",
        "who proposed it?",
        "when was that?",
        "and the year after?",
        "did they agree to it?",
    ],
)
def test_a_follow_up_is_completed_from_the_one_before(question: str) -> None:
    assert is_follow_up(question)
    assert parse_question(question, VOTE).text == f"{VOTE} {question}"


@pytest.mark.parametrize(
    "question",
    [
        "What did the council decide about bus subsidies in 2022?",
        "How many days of sickness absence were there in adult social care last year?",
        "Are there any plans to close the library in Hexley?",
        "Is it true that the market charges doubled?",
        "wait times for adult care assessments",
        "No overspend in children's services?",
    ],
)
def test_a_new_subject_is_not_dragged_along(question: str) -> None:
    assert not is_follow_up(question)
    assert parse_question(question, VOTE).text == question


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("what happened to the reconciliation process?", "the reconciliation process?"),
        ("What's the latest on the pool roof", "the pool roof"),
        ("whatever happened to the mobile library", "to the mobile library"),
    ],
)
def test_what_happened_is_no_part_of_the_subject(question: str, subject: str) -> None:
    asked = parse_question(question)
    assert asked.story
    assert subject.split("the ")[1].strip("?") in asked.subject
    assert "happened" not in asked.terms


@pytest.mark.parametrize(
    ("before", "now", "asked"),
    [
        ("How was the vote in May 2023?", "no, the March one", "How was the vote, the March one"),
        ("Who chaired it in 2021?", "and in 2022?", "Who chaired it, and in 2022?"),
        (VOTE, "sorry, I meant the libraries", f"{VOTE} the libraries"),
        (VOTE, "no the pool roof", f"{VOTE} the pool roof"),
        (VOTE, "not the roof, the libraries", f"{VOTE} the libraries"),
    ],
)  # fmt: skip
def test_a_correction_takes_the_place_of_what_it_corrects(
    before: str, now: str, asked: str
) -> None:
    assert parse_question(now, before).text == asked


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What did Bill Wiggin say about the A438?", ("Bill", "Wiggin", "A438")),
        ("what happened in Leominster in March 2020?", ("Leominster",)),
        ("What Happened To The Reconciliation Process", ()),
        ("Did Cllr Rao vote? The budget passed.", ("Rao",)),
        ("how many kids get free dinners", ()),
    ],
)
def test_what_a_question_names(question: str, named: tuple[str, ...]) -> None:
    assert parse_question(question).named == named


def test_what_to_do_with_a_subject_is_no_part_of_it() -> None:
    asked = parse_question("Summarise the discussion about the pool roof")
    assert asked.terms == ("pool", "roof")


def test_a_plain_question_asks_for_no_story() -> None:
    assert not parse_question("How much is council tax for band D?").story


def test_lay_words_bring_the_papers_words_along() -> None:
    names = parse_question("how many kids in care get free dinners?").names
    assert "looked after children" in names
    assert "free school meals" in names


@given(st.text(), st.none() | st.text())
def test_any_question_is_understood_within_bounds(question: str, previous: str | None) -> None:
    asked = parse_question(question, previous)
    assert len(asked.text) <= 2 * MAX_QUESTION_LENGTH + 1


@pytest.mark.parametrize(
    "question",
    [
        "What happened to the mobile library?",
        "what's the latest on the pool roof",
        "Has the flood survey been done?",
        "have the drains on Castle Street been sorted yet",
        "was the noise survey ever carried out?",
        "Did the talks with the trust ever happen?",
        "has the opening of the framework slipped?",
    ],
)
def test_what_became_of_a_thing_is_a_story(question: str) -> None:
    assert parse_question(question).story


@pytest.mark.parametrize(
    "question",
    [
        "Has anything been done about fares?",
        "Buses have become hopeless. What is behind it, and has anything been done on fares?",
        "Has it been done?",
        "Did the committee vote for it?",
        "Was the amendment carried?",
        "Has the council ever had a mayor?",
        "who proposed the motion?",
    ],
)
def test_a_plain_question_is_no_story(question: str) -> None:
    assert not parse_question(question).story


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("Faint mae trwydded barcio yn costio?", ("trwydded", "barcio", "costio")),
        ("Beth yw cost y bont?", ("cost", "bont")),
        ("What did Beth Holm say about faint road markings?", ("beth", "holm", "faint", "road")),
    ],
)
def test_welsh_words_that_ask_are_no_subject(asked: str, words: tuple[str, ...]) -> None:
    assert parse_question(asked).terms[:4] == words


@pytest.mark.parametrize("name", ["Łukasz Żurek", "Lukasz Zurek"])
def test_letters_are_typed_with_their_accents_or_without(name: str) -> None:
    question = parse_question(f"What did Councillor {name} ask about?")
    assert question.terms[1:3] == ("lukasz", "zurek")
    assert question.named == ("Lukasz", "Zurek")


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("What is the precept for Lower Hexley?", "What is the precept"),
        ("Does Lower Hexley Parish Council own the green?", "Does own the green"),
        ("lower hexley's allotment rents", "allotment rents"),
        ("the Hexley Brass Band", "the Hexley Brass Band"),  # only a part of the name
        ("the Lower Hexley Challenge", "the Lower Hexley Challenge"),  # a name of something else
        ("who runs it in Lower Hexley Hall", "who runs it in Lower Hexley Hall"),
        ("Lower Hexley Parish Council", "Lower Hexley Parish Council"),  # nothing else is asked
    ],
)
def test_a_council_s_name_is_no_part_of_what_is_asked_of_its_papers(
    question: str, subject: str
) -> None:
    own, other = "Lower Hexley Parish Council", "Thurlbridge City Council"
    found = parse_question(question, councils=(own, other))
    assert found.subject.rstrip("? ") == subject
    assert found.text == question
    # Where there is only the one, its papers say the name of what is theirs.
    assert parse_question(question, councils=(own,)).subject == question
