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
        (  # a county in Ireland: no "whether" or "when"
            "61. Councillor Una Ash asked the Chief Executive the status of the canal study.\n"
            "Reply\nThe study ends in March.",
            "Councillor Una Ash",
            "the status of the canal study",
            "The study ends in March.",
        ),
        (  # a London borough: a label for each
            "PUBLIC QUESTION 3 ASKED BY: Ms Ola Fenn WARD: Canal TO: The Leader\n"
            "Will the lease be published?\nANSWER\nYes, in January.",
            "Ms Ola Fenn",
            "Will the lease be published?",
            "Yes, in January.",
        ),
        (  # a unitary council: labels in capitals
            "QUESTION 1: SUBMITTED BY COUNCILLOR REAY How many holes were filled?\n"
            "RESPONSE BY COUNCILLOR TATE 1,204 were filled.",
            "COUNCILLOR REAY",
            "How many holes were filled?",
            "1,204 were filled.",
        ),
        (  # a district: question and reply in one sentence
            "In answer to a question from Mrs Vine as to when the pool would open, the Leader said "
            "that it would in May.",
            "Mrs Vine",
            "as to when the pool would open,",
            "it would in May.",
        ),
        (  # a parish: the reply behind a semicolon
            "A second resident asked why the bench had gone; the Clerk said that it had rotted.",
            "A second resident",
            "why the bench had gone",
            "it had rotted.",
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


def test_several_petitions_of_one_report_are_told_one_by_one() -> None:
    first, second = put(
        "The Mayor confirmed the receipt of 2 petitions.\n"
        "• Containing 97 signatures calling on the Council to close Mill Lane to lorries.\n"
        "• Containing 38 signatures requesting lamps in Quay Street.\n"
        "Resolved: That the petitioners be written to."
    )
    assert "close Mill Lane" in first[1]
    assert "lamps in Quay Street" in second[1]


def test_a_title_in_capital_letters_is_nobody_who_asks() -> None:
    [(asker, words, _)] = put(
        "Petition Requesting the Council to Take Action to Reduce Fumes The Council received a "
        "petition containing 305 signatures, requesting the Council to act on fumes.\n"
        "The Council referred the petition to Councillor Ash."
    )
    assert asker is None
    assert "act on fumes" in words


def test_a_question_after_one_of_a_resident_is_not_taken_for_theirs() -> None:
    *_, last = put("A resident asked if the verge is cut. It is.\nQ. Is the kiosk safe?\nA. Yes.")
    assert last[0] is None
