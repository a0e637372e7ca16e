"""Whether a vote was unanimous, and on which side a member was."""

from __future__ import annotations

import pytest

from qa.checking.comparing import Comparison
from qa.checking.dissent import dissents_otherwise
from qa.checking.passage import CheckedPassage
from qa.checking.reading import read
from qa.checking.votes import voted_otherwise

# A parish, an Ontario township, a Scottish licensing board, a shire and a district, all invented.
SLIPWAY = CheckedPassage(
    "After discussion it was agreed, Cllr Pascoe dissenting, to close the slipway in winter."
)
KENNELS = CheckedPassage(
    "Moved by J. Arbour, seconded by L. Petrov, that the kennels be licensed. Carried 6-3. "
    "Councillor Petrov asked that her vote against the fee be recorded."
)
TAXIS = CheckedPassage("The Board agreed the tariff, Mr Geddes abstaining. It took effect in May.")
BRIDGE = CheckedPassage(
    "That the bridge be closed to lorries.\nYea – Tuttle, Moreau, Mayor Lasalle\nNay – Osterman"
)
BANDSTAND = CheckedPassage(
    "Cllr Wynn spoke against the bandstand. RESOLVED unanimously to mend the roof, and, by 7 votes "
    "to 2, to let the kiosk."
)


def compared(sentence: str, passage: CheckedPassage) -> Comparison:
    return Comparison(read(sentence), passage)


@pytest.mark.parametrize(
    ("passage", "sentence"),
    [
        (SLIPWAY, "The council agreed unanimously to close the slipway."),
        (SLIPWAY, "Nobody voted against closing the slipway."),
        (KENNELS, "The licence for the kennels was unanimous."),
        (BRIDGE, "All members voted for closing the bridge."),
    ],
)
def test_no_vote_is_unanimous_of_which_some_dissent(passage: CheckedPassage, sentence: str) -> None:
    assert dissents_otherwise(compared(sentence, passage))


@pytest.mark.parametrize(
    ("passage", "sentence"),
    [
        (SLIPWAY, "The council agreed to close the slipway."),
        (KENNELS, "The vote on the kennels was not unanimous."),
        (BANDSTAND, "Members were unanimous that the roof should be mended."),
        (TAXIS, "The Board agreed the tariff without dissent."),
    ],
)
def test_what_was_not_divided_or_not_told_as_unanimous_stands(
    passage: CheckedPassage, sentence: str
) -> None:
    assert not dissents_otherwise(compared(sentence, passage))


@pytest.mark.parametrize(
    ("passage", "right", "wrong"),
    [
        (TAXIS, "The tariff passed, though Mr Geddes abstained.", "But Mr Geddes voted against."),
        (
            KENNELS,
            "The fee was passed, though Councillor Petrov voted against.",
            "On the fee Councillor Petrov voted in favour.",
        ),
        (SLIPWAY, "In winter, Cllr Pascoe did not vote for this.", "Cllr Pascoe voted for this."),
    ],
)
def test_a_member_is_on_the_side_that_minutes_tell(
    passage: CheckedPassage, right: str, wrong: str
) -> None:
    assert not dissents_otherwise(compared(right, passage))
    assert dissents_otherwise(compared(wrong, passage))


def test_who_spoke_against_did_not_vote_so() -> None:
    assert not dissents_otherwise(compared("On the kiosk Cllr Wynn voted for it.", BANDSTAND))


def test_a_list_of_votes_may_stand_behind_a_dash() -> None:
    assert voted_otherwise(compared("In the end Mayor Lasalle voted against it.", BRIDGE))
    assert not voted_otherwise(compared("In the end Mayor Lasalle voted for it.", BRIDGE))
