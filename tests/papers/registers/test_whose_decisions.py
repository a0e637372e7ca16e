"""Whose decision a sentence of minutes tells, and votes that are printed as lists of names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.papers.register import Resolution
from qa.papers.registers.resolution import resolutions
from qa.papers.registers.vote import votes
from tests.made import a_passage


def entries(text: str) -> list[Resolution]:
    return list(resolutions([replace(a_passage(text), item="8. Quay")]))


@pytest.mark.parametrize(
    "text",
    [
        # parishes
        "After discussion the Council chose to appoint Rowan Fencing at £900.",
        "Councillors were happy to accept the offer of a bench from the sailing club.",
        "The Clerk was authorised to obtain three quotations for the gate.",
        "It was agreed that the Clerk obtain a quotation for the slipway.",
        "The bank reconciliation to 30 June was noted.",
        "The minutes, having been circulated, were taken as read, approved and signed.",
        "It was agreed by all members present that the quay be closed in August.",
        "The letter of the county was read and it was agreed to reply.",
        "It was agreed that the Clerk write a letter saying that the path is closed.",
        # a community council in Scotland
        "5.1 25/00001/PP Steading at Larch – no objection was agreed.",
        # a district
        "Having been put to the vote it was unanimously AGREED that:\n1. the plan be adopted; and",
        # under a list of appeals the meeting may decide something itself
        "APPEALS\nRowan Farm\nAllowed\nRESOLVED that the report be noted.",
        # a combined authority
        "The Combined Authority:\n(a) Noted the assessment; and\n(b) Approved the depot.",
    ],
)
def test_what_the_meeting_does_is_a_decision(text: str) -> None:
    assert len(entries(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        # what others agree, parishes
        "It was agreed by all the trustees that the hall be closed in August.",
        "It was agreed by most people that parking should be free.",
        "District Councillor’s report\nThe District Council agreed its budget.",
        "8. County Councillors’ reports\nCabinet approved the new ferry.",
        "Members voted 20 to 3 in favour in 2010, the petitioner said.",
        # a motion whose end is told of by others: a shire in Australia
        "A: The Director advised that the motion was lost because it lacked a majority.",
        # standing orders
        "A motion carried shall be recorded in the minutes with the names of those who moved it.",
        "A resolution that has been passed shall not be reversed within six months.",
        # a county: another body’s words
        "He explained that “RESOLVED that the agent be changed” was what its minutes recorded.",
        # what was decided before, and by the inspector: planning committees of districts
        "APPEALS\nSite\nCouncil’s decision\nOutcome\nRowan Farm\nRefused (Committee)\nAllowed\n"
        "Larch Parade\nRefused (delegated)\nDismissed",
        "Planning Appeals Determined\nRowan Farm – Refused (delegated)",
        # what papers say, and ask for: parishes, districts
        "The minutes of the ferry trust record that it was agreed to mend the ramp.",
        "A report in the Gazette says it was decided to shut the baths.",
        "The county’s letter states that it was resolved to close the path.",
        "It is recommended that the Board agrees the dues for the year.",
        # an officer who could be authorised
        "Members asked whether the Clerk was authorised to sign.",
    ],
)
def test_what_others_do_is_no_decision_of_the_meeting(text: str) -> None:
    assert not entries(text)


def test_under_a_report_of_others_the_meeting_still_decides() -> None:
    found = entries("District Councillor’s report\nIt was agreed to write to the District Council.")
    assert [one.outcome for one in found] == ["agreed"]


def test_the_chair_may_say_that_a_motion_was_carried() -> None:
    (found,) = entries(
        "Councillor Rowan moved, Councillor Larch seconded, that the quay be lit.\n"
        "The Chairman said that the motion was carried."
    )
    assert found.outcome == "carried"


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("For: Cllrs Rowan, Larch, Oak\nAgainst: Cllrs Hazel, Birch", (3, 2, None)),
        (
            "IN FAVOUR: Mayor Rowan, Councillors Larch, Oak and Élan\nOPPOSED: Councillor Hazel",
            (4, 1, None),
        ),
        ("For: Cllr Rowan\nAgainst: Cllr Oak\nAbstained: None Motion carried.", (1, 1, 0)),
        ("The vote was tied at 4 each and the Chairman voted against.", (4, 4, None)),
        ("The vote was equal, four each.", (4, 4, None)),
        ("YEAS: Mayor Rowan, Councillor Oak\nNAYS: Councillor Hazel", (2, 1, None)),
        ("Pleidleisiodd 8 o blaid a 5 yn erbyn.", (8, 5, None)),
        ("Ar son: 14 In aghaidh: 6", (14, 6, None)),
    ],
)
def test_votes_are_counted_from_whole_lists_of_names(
    text: str, counts: tuple[int | None, ...]
) -> None:
    found = votes(text)
    assert found and (found.favour, found.against, found.abstained) == counts


@pytest.mark.parametrize(
    "text",
    [
        "For the motion: Councillors Rowan, Larch, et al.",
        "For: Cllrs Rowan, Larch and others\nAgainst: Cllr Oak",
        "For: Cllrs Rowan, Larch\nAgainst: the remaining members",
        "For: Cllrs Rowan, Larch",  # one side alone
        "For: Cllrs Rowan, Larch,\nAgainst: Cllrs Oak, Hazel,",  # the list breaks off
        "For: a new slipway\nAgainst: the cost",
    ],
)
def test_a_list_that_is_not_whole_counts_nothing(text: str) -> None:
    assert votes(text) is None


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("The motion lapsed for want of a seconder.", "fell"),
        ("Cariwyd y cynnig.", "carried"),
        ("Collwyd y cynnig.", "lost"),
    ],
)
def test_ends_of_motions(text: str, outcome: str) -> None:
    (found,) = entries(f"Moved by Councillor Rowan that the quay be lit.\n{text}")
    assert found.outcome == outcome


def test_a_lease_that_lapsed_ends_no_motion() -> None:
    (found,) = entries("Moved by Councillor Rowan that the quay be lit.\nThe lease lapsed in May.")
    assert found.outcome == "not stated"


def test_a_payment_is_agreed_without_a_verb() -> None:
    assert [one.outcome for one in entries("Payment of £40 to the hall agreed.")] == ["agreed"]
    assert not entries("Payments that the diocese agreed.")


def test_initials_behind_a_resolution_are_its_movers() -> None:
    (found,) = entries("RESOLVED to order two swing seats.\nRESOLVED – KL / MN")
    assert (found.proposer, found.seconder) == ("KL", "MN")


def test_counts_in_brackets_behind_a_resolution_are_its_vote() -> None:
    (found,) = entries("Resolved: That it be granted. (6 in favour, 4 against, 1 abstention)")
    assert found.votes and (found.votes.favour, found.votes.against) == (6, 4)


def test_a_number_and_movers_before_be_it_resolved_are_of_one_resolution() -> None:
    (found,) = entries(
        "Resolution No. 2031-018\nMoved by: B. Rowan\nSeconded by: K. Hill\n"
        "BE IT RESOLVED THAT Council accept the tender of Larch Paving.\nCarried"
    )
    assert (found.proposer, found.seconder, found.outcome) == ("B. Rowan", "K. Hill", "carried")
