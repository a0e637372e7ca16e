"""Questions are found in layouts that nobody described: by a question mark, and a word for a reply.

The councils, people and subjects are invented.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.papers.register import Asked
from qa.papers.registers.asked import asked
from tests.made import a_passage

QUESTION = "Why is there no shelter at Low Farm?"
ANSWER = "One will be put up in May."


def found(text: str) -> tuple[str, list[Asked]]:
    passage = replace(a_passage(text), document="questions", item=None)
    return text, list(asked([passage]))


def said(text: str, one: Asked) -> tuple[str, str]:
    words = one.question[0], one.replies[0].words[0]
    question, reply = (text[word.start : word.end] for word in words)
    return question, reply


@pytest.mark.parametrize(
    "text",
    [
        f"Asked by: Mr J Rowan\n{QUESTION}\nAnswered by: Councillor Larch\n{ANSWER}",
        f"Mr Rowan (Low Farm) asked the following question:\n“{QUESTION}”\nThe Leader gave the "
        f"following answer:\n“{ANSWER}”",
        f"FQ3 – Friends of Low Farm – Bus shelter\nTo Councillor Larch\n{QUESTION}\nResponse\n"
        f"{ANSWER}",
        f"Mrs J Rowan, Low Farm\nSummary of question: {QUESTION}\nSummary of response: {ANSWER}",
        f"Mr Rowan submitted a question in writing: “{QUESTION}”\nThe Chair read out the response: "
        f"“{ANSWER}”",
    ],
)
def test_a_question_and_its_reply_are_found_in_a_layout_that_nobody_described(text: str) -> None:
    text, (one,) = found(text)
    question, reply = said(text, one)
    assert QUESTION in question
    assert one.formal
    assert any(ANSWER in text[word.start : word.end] for word in one.replies[0].words)
    assert QUESTION not in reply


def test_each_question_has_its_own_reply() -> None:
    text, (first, second) = found(
        f"Asked by: Mr Rowan\n{QUESTION}\nAnswered by: the Leader\n{ANSWER}\n"
        "Asked by: Mrs Yew\nWhen does the ferry sail?\nAnswered by: the Leader\nAt noon."
    )
    assert QUESTION in said(text, first)[0]
    assert "ferry" in said(text, second)[0]
    assert first.by == "Mr Rowan" and second.by == "Mrs Yew"


def test_a_question_that_nobody_replied_to_has_no_reply_of_another() -> None:
    _, entries = found(f"{QUESTION}\nThe meeting went on with the accounts.")
    assert not any(one.replies for one in entries)


@pytest.mark.parametrize(
    ("label", "reply"), [("CWESTIWN GAN Y CYNGHORYDD RHYS ONN", "ATEB"), ("Q", "A")]
)
def test_welsh_labels_and_letters_alone_set_out_a_question(label: str, reply: str) -> None:
    head = label if reply == "ATEB" else f"{label} Councillor B Rowan to the Leader"
    text, entries = found(f"{head}\n{QUESTION}\n{reply} No shelter was asked for.")
    assert [QUESTION in said(text, one)[0] for one in entries if one.formal] == [True]
