"""Questions that were put at a meeting: who asked what, and the reply, in any layout."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.papers.document import Document
from qa.papers.paper import Passage
from qa.papers.registers.asked import asked
from tests.made import a_passage


def put(
    text: str, document: Document = "questions", item: str | None = None
) -> list[tuple[str | None, str, list[str]]]:
    """Who asked, the question, and the replies, of one passage."""
    passages: list[Passage] = [replace(a_passage(text), document=document, item=item)]

    def said(words: tuple[object, ...]) -> str:
        return " ".join(passages[0].text[w.start : w.end] for w in words)  # type: ignore[attr-defined]

    return [
        (one.by, said(one.question), [said(reply.words) for reply in one.replies])
        for one in asked(passages)
        if one.formal
    ]


@pytest.mark.parametrize(
    ("text", "by", "question", "reply"),
    [
        (  # a borough: questioner and addressee in the label
            "Question 3 from Councillor Ash to Councillor Elm, Cabinet Member for Parks\n"
            "How many oaks were felled?\nReply from Councillor Elm\nNine, in March.",
            "Councillor Ash",
            "How many oaks were felled?",
            "Nine, in March.",
        ),
        (  # a district: all in one paragraph
            "(2) Question to the Portfolio Holder for Parks from Mrs Jean Oak Why is the pond dry? "
            "Response: The pump failed in May.",
            "Mrs Jean Oak",
            "Why is the pond dry?",
            "The pump failed in May.",
        ),
        (  # a Scottish council
            "In terms of Standing Order 9 Councillor Rowan asked the Convener of Roads:-\n"
            '"When will the bridge be painted?"\nReply given by the Convener:-\n"Next spring."',
            "Councillor Rowan",
            '"When will the bridge be painted?"',
            '"Next spring."',
        ),
        (  # a parish
            "Mr Birch asked whether the gate would be mended. Cllr Fir: it has been ordered.",
            "Mr Birch",
            "Mr Birch asked whether the gate would be mended.",
            "it has been ordered.",
        ),
        (  # a shire in Australia
            "Mr P Yew of Mill Road asked:\nQ1. Who mows the verge?\nA1. The contractor does.",
            "Mr P Yew",
            "Who mows the verge?",
            "The contractor does.",
        ),
        (  # a Welsh council
            "(1) Cwestiwn gan y Cynghorydd Mair Bevan\nPryd fydd y pwll yn agor?\n"
            "Ateb gan yr Aelod Cabinet\nYm mis Mai.",
            "Cynghorydd Mair Bevan",
            "Pryd fydd y pwll yn agor?",
            "Ym mis Mai.",
        ),
    ],
)
def test_a_question_has_who_put_it_its_words_and_its_reply(
    text: str, by: str, question: str, reply: str
) -> None:
    [(asker, words, replies)] = put(text)
    assert asker == by
    assert question in words
    assert reply in " ".join(replies)
    assert reply not in words


def test_two_questions_of_one_person_have_their_own_replies() -> None:
    first, second = put(
        "Councillor Ash had given notice of the following two questions to Councillor Elm:\n"
        '1. "Why is the pool shut?"\nCouncillor Elm replied:\n"The tiles are loose."\n'
        '2. "What will it cost?"\nCouncillor Elm replied:\n"Some £9,000."'
    )
    assert (first[0], second[0]) == ("Councillor Ash", "Councillor Ash")
    assert "loose" in first[2][0]
    assert "£9,000" in second[2][0]


def test_a_supplementary_question_and_its_reply_are_not_those_of_the_question() -> None:
    [(_, question, replies)] = put(
        "Question from Mr Birch:\nIs the slide safe?\nAnswer: It is.\n"
        "Supplementary question\nAnd the swing?\nAnswer: That too."
    )
    assert "swing" not in question
    assert all("That too" not in reply for reply in replies)


def test_minutes_that_only_speak_of_questions_enter_none() -> None:
    text = "Two questions had been received from Mr Birch. Copies are attached."
    assert not put(text, "minutes", "4. Public questions")
    assert not put("Mr Birch asked whether the gate would be mended.", "minutes", "9. Gate")
