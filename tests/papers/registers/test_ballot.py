"""Votes by name, in the layouts of many kinds of councils: whole, or none."""

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
    ("text", "counts"),
    [
        # districts in England
        (
            "The following Members voted in favour: Councillors Rowan, Larch, Oak\n"
            "The following Members voted against: Councillors Hazel, Birch\n"
            "The following Members abstained: None\nCouncil RESOLVED to light the quay.",
            (3, 2, 0),
        ),
        # a head on a line of its own: counties
        (
            "FOR THE AMENDMENT\nCouncillors Rowan, Larch\nAGAINST THE AMENDMENT\n"
            "Councillors Hazel, Birch, Oak\nABSTENTIONS\nCouncillor Elm",
            (2, 3, 1),
        ),
        ("Aye\nCouncillors: Rowan, Larch\nNay\nCouncillors: Hazel\n(Aye 2 – Nay 1)", (2, 1, None)),
        # a city in Australia; Ireland; a city in Canada
        ("Voting for: Crs Rowan, O’Dea, Ng. Voting against: Crs Hazel, Elm.", (3, 2, None)),
        (
            "FOR: Comhairleoirí D. Rowan, T. Larch. (2)\nAGAINST: Comhairleoir K. Oak. (1)",
            (2, 1, None),
        ),
        ("Yes (3): Mayor Rowan, Councillors Larch and Oak\nNo (1): Councillor Hazel", (3, 1, None)),
        # a roll that was called: boroughs, townships in North America
        ("Councillor Rowan, aye; Councillor Larch, no; Councillor Oak, abstain.", (1, 1, 1)),
        ("J. Rowan Yea\nD. Larch Yea\nR. Oak Nay\nMayor K. Elm Yea\nCarried.", (3, 1, None)),
        ("Rowan - Yes\nLarch - Yes\nOak - Yes", (3, 0, None)),
        # in a sentence
        (
            "Councillors Rowan, Larch and Oak voted in favour and Councillor Elm voted against.",
            (3, 1, None),
        ),
        # counts of a kind of their own
        (
            "31 Members in favour, 19 Members not in favour, none abstained",
            (31, 19, 0),
        ),
        ("For refusal 7; against refusal 3; abstentions nil.", (7, 3, 0)),
        ("carried on the casting vote, three voting each way", (3, 3, None)),
        ("9 for none against, carried", (9, 0, None)),
        ("Vote: 3 yes, 2 no. Passed.", (3, 2, None)),
        # a village in the United States: in a sentence, and a list that the result ends
        (
            "Upon roll call, Trustees Rowan, Larch and Oak voted aye; Trustee Elm voted nay. "
            "The motion carried.",
            (3, 1, None),
        ),
        ("Ayes: Rowan, Larch, Oak Nays: None Motion carried.", (3, 0, None)),
        # a town in New England: a roll without marks between its rows, and one in brackets
        ("Mr. Rowan, yes Mrs. Larch, no Mr. Oak, yes Opposed, none", (2, 1, None)),
        ("(Rowan, Larch, Oak, Elm – yea; Hazel – nay)", (4, 1, None)),
        ("Roll Call: Mr. Rowan-yes; Mrs. Larch-abstain; Mayor-yes.", (2, 0, 1)),
        # a borough in England: what is voted upon in the head, leaders before the numbers
        (
            "There voted for the minutes being a correct record:\nCouncillors Rowan,\nLarch and "
            "Oak ........ 3\nThere voted against the minutes being a correct record:\n"
            "Councillor Elm ........ 1\nThere abstained from voting:\nCouncillor Hazel ........ 1",
            (3, 1, 1),
        ),
        # New Zealand: titles in a list, line by line, and a head with nobody under it
        (
            "For\nDeputy Chairperson JM Rowan\nMember DK Larch\nAgainst\nMember AM Oak\n"
            "Abstained\nThe motion was declared CARRIED by 2 votes to 1.",
            (2, 1, None),
        ),
        # a division in Scotland: on who asked for it nobody's vote depends
        (
            "Recorded vote requested by Cllr Elm\nCouncillor Rowan Yea\nCouncillor Larch Yea\n"
            "Councillor Elm Nay",
            (2, 1, None),
        ),
        # numbers with the names of some
        ("5 in favour, 1 against, with Cllr Oak abstaining", (5, 1, 1)),
        (
            "the Motion received 40 votes and the Amendment received 16 votes, with 3 abstentions",
            (40, 16, 3),
        ),
        ("MOTION CARRIED\n(7/0)", (7, 0, None)),
        (
            "Members voting FOR the proposal: Councillors Rowan, Larch (2)\nMembers voting AGAINST "
            "the proposal: Councillor Oak (1)\nMembers ABSTAINING: (0)",
            (2, 1, 0),
        ),
    ],
)
def test_a_vote_is_counted_in_any_layout(text: str, counts: tuple[int | None, ...]) -> None:
    found = votes(text)
    assert found and (found.favour, found.against, found.abstained) == counts


@pytest.mark.parametrize(
    "text",
    [
        "J. Rowan Yea\nD. Larch Yea\nR. Oak Nay\nK. Elm\nCarried.",  # somebody has no vote
        "Yes (4): Mayor Rowan, Councillors Larch, Oak\nNo (1): Councillor Hazel",  # one missing
        "Councillors Rowan, Larch and Oak voted in favour.",  # one side alone
        "Councillor Rowan Yea\nCouncillor Larch\nCouncillor Oak Nay\nCouncillor Elm Yea",
        "Rowan – yes, Larch, Oak – no, Elm – yes",  # Larch may have no vote
        "Alderpersons Rowan and Larch voted aye. Alderperson Oak voted for a smaller sum.",
        "Cllr Rowan was for the bridge. Cllr Oak was against.",  # an opinion
        "Councillors Rowan and Larch spoke for the motion and Councillor Oak against.",
        # columns whose names are read one after another
        "For Against Abstained\nCr Rowan Cr Larch Cr Elm\nCr Oak\nCr Fir Cr Ash",
    ],
)
def test_what_is_not_whole_counts_nobody_by_name(text: str) -> None:
    found = votes(text)
    assert found is None or not (found.in_favour or found.opposed)


@pytest.mark.parametrize(
    ("text", "outcome", "counts"),
    [
        # the vote stands before the motion that it is of: districts, Wales
        (
            "The vote was 12 for and 14 against, with 2 not voting. The motion, moved by "
            "Councillor Rowan and seconded by Councillor Larch, that the quay be lit, fell.",
            "fell",
            (12, 14, 2),
        ),
        # each count on a line: parishes
        (
            "Proposed by Mrs Rowan and seconded by Mr Larch that the quay be lit.\n"
            "4 For\n2 Against\n1 Abstained\nMotion carried.",
            "carried",
            (4, 2, 1),
        ),
        # a form that is filled in: parishes
        (
            "PROPOSAL: To have the quay lit\nPROPOSED BY: Cllr Rowan\nSECONDED BY: Cllr Larch\n"
            "IN FAVOUR: 3\nAGAINST: 4\nOUTCOME: Not carried",
            "lost",
            (3, 4, None),
        ),
        (
            "Motion: To print a map of the quay\nProposer: Cllr Rowan Seconder: Cllr Larch\n"
            "Vote: For 5, Against 0, Abstain 1\nResult: Carried",
            "carried",
            (5, 0, 1),
        ),
    ],
)
def test_a_vote_is_of_the_motion_beside_it(
    text: str, outcome: str, counts: tuple[int | None, ...]
) -> None:
    (found,) = entries(text)
    assert (found.outcome, found.seconder and found.seconder.split()[-1]) == (outcome, "Larch")
    told = found.votes
    assert told and (told.favour, told.against, told.abstained) == counts


def test_a_motion_on_a_form_that_nobody_moved_is_none() -> None:
    assert not entries("Motion: To print a map of the quay\nThis was left for another day.")


def test_names_are_those_of_a_side_and_nothing_besides() -> None:
    found = votes(
        "FOR (9) AGAINST (13) ABSTAINING (1) The motion was put to the meeting and carried."
    )
    assert found and not (found.in_favour or found.opposed or found.abstaining)
    found = votes("Ayes: Ann Rowan, J. D. Larch and Ó Broin Nays: Mayor Oak Motion carried.")
    assert found and found.in_favour == ("Ann Rowan", "J. D. Larch", "Ó Broin")
    assert found.opposed == ("Mayor Oak",)


def test_a_vote_with_names_is_no_part_of_what_is_moved_next() -> None:
    first, second = entries(
        "Trustee Rowan moved, seconded by Trustee Larch, to pave Mill Lane. Upon roll call, "
        "Trustees Rowan and Larch voted aye; Trustee Elm voted nay. The motion carried. Trustee "
        "Elm moved, seconded by Trustee Rowan, to sell the truck. Ayes: Rowan, Elm. Nays: Larch. "
        "Motion carried."
    )
    assert first.votes and (first.votes.favour, first.votes.against) == (2, 1)
    assert second.votes and second.votes.opposed == ("Larch",)


def test_counts_that_are_printed_twice_are_of_one_vote() -> None:
    amendment, motion = sorted(
        entries(
            "Proposed by Councillor Rowan, seconded by Councillor Larch: “That the fee be £9.”\n"
            "Councillor Oak proposed an amendment, seconded by Councillor Elm, that it be £8. On a "
            "recorded vote, with 9 voting FOR and 13 AGAINST, the amendment was declared LOST.\n"
            "FOR (9) AGAINST (13)\n"
            "The motion was put and, with 14 voting FOR and 8 AGAINST, it was declared CARRIED."
        ),
        key=lambda one: one.kind,
    )
    assert amendment.votes and (amendment.votes.favour, amendment.votes.against) == (9, 13)
    assert motion.votes and (motion.votes.favour, motion.votes.against) == (14, 8)


SALE = "Moved: Cr Nole Seconded: Cr Mullen\nThat Council does not sell the lot.\n"
SIDES = "For: Cr Haine, Cr Nole, Cr Trann, Cr Mullen\nAgainst: Cr Petrov, Cr Acht"


@pytest.mark.parametrize(
    "result",
    ["CARRIED 4/2", "CARRIED (4-2)", "Carried 4 votes to 2"],  # Australia, America, England
)
def test_the_names_below_a_result_with_its_counts_are_of_that_vote(result: str) -> None:
    [sale] = entries(f"{SALE}{result}\n{SIDES}")
    assert sale.votes
    assert (sale.votes.favour, sale.votes.against) == (4, 2)
    assert sale.votes.opposed == ("Cr Petrov", "Cr Acht")
    assert len(sale.votes.in_favour) == 4


def test_names_that_are_not_as_many_as_were_counted_are_not_told() -> None:
    [sale] = entries(f"{SALE}CARRIED 5/1\n{SIDES}")
    assert sale.votes
    assert (sale.votes.favour, sale.votes.against) == (5, 1)
    assert not sale.votes.in_favour and not sale.votes.opposed


def test_the_names_of_the_next_vote_are_not_of_the_one_before() -> None:
    text = (
        f"{SALE}CARRIED 4/2\nMoved: Cr Acht Seconded: Cr Petrov\nThat the pool be shut.\n"
        "For: Cr Petrov, Cr Acht, Cr Nole, Cr Mullen\nAgainst: Cr Haine, Cr Trann\nCARRIED 4/2"
    )
    sale, pool = entries(text)
    assert sale.votes and not sale.votes.in_favour
    assert pool.votes and pool.votes.opposed == ("Cr Haine", "Cr Trann")


@pytest.mark.parametrize("title", ["Councillors", "Cllrs", "Crs", "Commissioners", "Comhairleoirí"])
def test_the_title_before_several_names_is_no_part_of_the_first(title: str) -> None:
    found = votes(f"For (2): {title} Rowan, Larch\nAgainst (1): Councillor Elm")
    assert found
    assert found.in_favour == ("Rowan", "Larch")
    assert found.opposed == ("Councillor Elm",)


def test_names_that_are_not_those_of_the_result_are_not_told() -> None:
    """A page ends within the names of one side, and its others are read under the next."""
    [sale] = entries(
        f"{SALE}For\nCr Haine Cr Nole\nAgainst\nCr Petrov\nAbstained\nCr Acht Cr Trann\n"
        "The motion was declared CARRIED by 3 votes to 1."
    )
    assert sale.votes
    assert (sale.votes.favour, sale.votes.against) == (3, 1)
    assert not sale.votes.in_favour and not sale.votes.abstaining


@pytest.mark.parametrize(
    "text",
    [
        "Recorded Vote:\nYes (2) No (4)\nLarch Rowan\nElder Oakley\nHolm\nAlder\nDefeated",
        "For: 2 Against: 3\nLarch Rowan\nElder Oakley\nHolm\nThe motion was lost",
    ],
)
def test_names_below_heads_side_by_side_are_of_no_side(text: str) -> None:
    found = votes(text)
    assert found is None or not (found.in_favour or found.opposed)
