"""How sentences are put together: verbs of several words, and what a denial reaches."""

from __future__ import annotations

import pytest

from qa.checking.check import check
from qa.checking.passage import CheckedPassage
from qa.checking.reading import read

ROOF = CheckedPassage(
    "That the tender for the library roof be deferred until a survey has been received. The "
    "offer of the second firm was rejected. Carried.",
    standing="decided",
)
INTEREST = CheckedPassage(
    "Owing to their declared interests Councillors Amos and Bell did not discuss or vote on this "
    "item. Councillor Cole moved the grant, and it was carried."
)
STREETS = CheckedPassage(
    "There was an agreed repair programme for Hope Street but Castle Brae is not on it. Most "
    "schools have a policy on bullying of their own."
)


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("The matter was put off.", "deferred"),
        ("They turned down the offer.", "rejected"),
        ("The fair was called off.", "cancelled"),
        ("Ms Ede takes the place of Mr Orr.", "replaced"),
        ("The rent went up.", "increased"),
    ],
)
def test_a_verb_of_several_words_is_one_word(written: str, word: str) -> None:
    [found] = [one for one in read(written).units if one.word == word]
    assert " " in written[found.start : found.end]


def test_small_words_beside_other_words_are_no_such_verb() -> None:
    words = {one.word for one in read("He put the lamp up and off the wall.").units}
    assert not words & {"deferred", "increased"}


@pytest.mark.parametrize(
    ("passage", "sentence"),
    [
        (ROOF, "The tender for the library roof was put off until a survey has been received."),
        (ROOF, "The second firm's offer was turned down."),
        (INTEREST, "Councillor Bell did not vote on the item."),
        (STREETS, "Castle Brae is not in the repair programme."),
    ],
)
def test_it_is_borne_out_in_peoples_words(passage: CheckedPassage, sentence: str) -> None:
    assert check(sentence, [passage]).borne_out


@pytest.mark.parametrize(
    ("passage", "sentence"),
    [
        (INTEREST, "Councillor Amos took part in the vote on this item."),
        (INTEREST, "Councillors Amos and Bell vote on this item."),
        (STREETS, "Castle Brae is on the repair programme."),
        (STREETS, "Most schools have yet to have a policy on bullying."),
    ],
)
def test_a_denial_is_not_passed_over(passage: CheckedPassage, sentence: str) -> None:
    assert not check(sentence, [passage]).borne_out


def test_nobody_and_himself_are_no_words_that_a_paper_must_have() -> None:
    said = read("Nobody measured the noise, and the Mayor himself did nothing.")
    assert [one.word for one in said.counted] == ["measured", "noise", "mayor"]
