"""Of several candidates the one who is elected was decided on, whoever was moved last."""

from __future__ import annotations

import pytest

from qa.papers.registers.resolution import resolutions
from tests.made import a_passage


@pytest.mark.parametrize(
    ("text", "proposer", "seconder"),
    [
        (  # a parish: the one who was proposed first
            "Cllr Rowan proposed Cllr Teal, seconded by Cllr Larch.\n"
            "Cllr Oak proposed Cllr Wren, seconded by Cllr Fir.\n"
            "Cllr Teal was duly elected Chairman.",
            "Cllr Rowan",
            "Cllr Larch",
        ),
        (  # a district in Northern Ireland
            "Councillor Rowan proposed Councillor Teal as Chairperson, seconded by Councillor "
            "Larch.\nCouncillor Oak proposed Alderman Wren as Chairperson, seconded by Alderman "
            "Fir.\nOn a show of hands, 9 Members voted for Councillor Teal and 11 for Alderman "
            "Wren.\nAlderman Wren was declared elected as Chairperson.",
            "Councillor Oak",
            "Alderman Fir",
        ),
    ],
)
def test_who_is_elected_was_decided_on(text: str, proposer: str, seconder: str) -> None:
    [found] = [one for one in resolutions([a_passage(text)]) if one.outcome != "not stated"]
    assert (found.outcome, found.proposer, found.seconder) == ("agreed", proposer, seconder)


def test_a_resolution_that_elects_carries_the_nomination_of_who_is_elected() -> None:
    text = (
        "Councillor Rowan proposed that Councillor Teal be elected Chairman, this was seconded.\n"
        "Councillor Oak proposed that Councillor Wren be elected Chairman, this was seconded.\n"
        "RESOLVED that Councillor Teal be elected Chairman."
    )
    *_, found = resolutions([a_passage(text)])
    assert (found.outcome, found.proposer) == ("agreed", "Councillor Rowan")


def test_a_nomination_is_not_carried_by_the_election_of_another() -> None:
    text = (
        "Councillor Oak, seconded by Councillor Fir, moved the appointment of Councillor Wren.\n"
        "Councillor Teal was duly appointed."
    )
    assert all(found.outcome != "agreed" for found in resolutions([a_passage(text)]))


def test_who_would_not_stand_was_not_moved() -> None:
    text = (
        "Cllr Rowan proposed Cllr Oak, who declined the nomination.\n"
        "It was resolved that Cllr Teal be Chairman for the year."
    )
    [found] = resolutions([a_passage(text)])
    assert found.outcome == "agreed" and found.proposer is None
