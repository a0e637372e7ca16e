"""What tells of a decision and is none, and what is one though its words are seldom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.evaluation.forms import Form
from qa.papers.registers.resolution import resolutions
from tests.made import a_passage
from tests.papers.registers.test_decisions_of_councils import Told, told


def printed(text: str) -> list[tuple[Told, bool]]:
    """The entries of minutes whose lines are set on a sheet, so that a passage joins them, and
    whether each says that a barge be bought."""
    read = Form(0, tuple(text.split("\n")), {"decisions": []}).read()
    return [
        (
            (
                one.kind,
                one.outcome,
                one.proposer,
                one.seconder,
                (one.votes.favour, one.votes.against, one.votes.abstained) if one.votes else (),
            ),
            any("barge" in read.passages[w.passage].text[w.start : w.end] for w in one.words),
        )
        for one in read.resolutions
    ]


@pytest.mark.parametrize(
    "text",
    [
        # somebody who presides promises to do something: towns, parishes
        "The Mayor agreed to raise the matter with the owner of the mill.",
        "(a) The Mayor agreed to take the late request from the rowers onto the agenda.",
        "The Chairman agreed that he would write to the brewery.",
        # what was decided on another day is only recalled: communities in Wales
        "19/33 The Council has already approved the addition of Mr Rowan and Mr Larch as trustees.",
        "The Committee had previously agreed to close the ferry.",
    ],
)
def test_a_promise_and_a_recollection_decide_nothing(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "decides"),
    [
        ("DM/0987/18/FUL A barn at 4 Mill Lane – object.", True),
        ("DM/0987/18/FUL A barn at 4 Mill Lane – no objections.", False),
        (
            "23/0440 Vary a condition at the quay – Recommend refusal as it overlooks the mill.",
            True,
        ),
        ("21/01/FUL The ferry house: object on the grounds of its height.", True),
        ("DM/0987/18/FUL A barn at 4 Mill Lane – objections from the neighbours.", False),
        ("23/0398 The Limes: refused by the District Council.", False),
        ("The bridge in Mill Lane – no objections had been heard.", False),
    ],
)
def test_what_is_thought_of_a_planning_application_is_decided(text: str, decides: bool) -> None:
    assert bool(told(f"18/205 Planning\n{text}")) == decides


@pytest.mark.parametrize(
    "text",
    [
        "The Mayor agreed to approve the lease of the mill.",
        "The Mayor agreed the recommendations in the report.",
        "The Committee agreed to write to the owner of the mill.",
        "It was agreed to raise the matter with the owner of the mill.",
    ],
)
def test_what_is_agreed_by_those_who_decide_is_a_decision(text: str) -> None:
    [entry] = told(text)
    assert entry[:2] == ("resolution", "agreed")


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        (  # a city in the United States: another body stands in the words of the motion
            "Mr. Rowan made a motion that the Committee recommend to City Council the sale of the "
            "barge. Mrs. Larch seconded the motion and it passed 5-1 with Mr. Oak voting no.",
            ("resolution", "carried", "Mr. Rowan", "Mrs. Larch", (5, 1, None)),
        ),
        (  # a town in the United States: in short
            "M/S (Rowan/Larch) to buy the barge for $90. Passed unanimously 5-0.",
            ("resolution", "unanimous", "Rowan", "Larch", (5, 0, None)),
        ),
        (  # the same with the end and the vote in short: moved, seconded, carried
            "M/S/C (Rowan/Larch) 6-1 (Oak opposed) to buy the barge of the mill.",
            ("resolution", "agreed", "Rowan", "Larch", (6, 1, None)),
        ),
        (
            "MSC, Rowan/Larch, to buy the barge of the mill.",
            ("resolution", "agreed", "Rowan", "Larch", ()),
        ),
        (  # a motion to amend a by-law is no amendment of a motion
            "Councilmember Rowan moved to amend the barge by-law. Seconded by Larch. Carried.",
            ("resolution", "carried", "Councilmember Rowan", "Larch", ()),
        ),
        (  # a form: "Motion Made By"
            "Motion: To buy the barge of the mill\nMotion Made By: Rowan\nSecond: Larch\n"
            "In favor: 2 Opposed: 3 Abstained: 0\nMotion fails.",
            ("motion", "lost", "Rowan", "Larch", (2, 3, 0)),
        ),
        (  # a village in Alberta: a code over the words
            "Moved by Councillor Rowan\nRC19-290 That Council buy the barge.\nDefeated.",
            ("motion", "lost", "Councillor Rowan", None, ()),
        ),
        (  # a shire in Western Australia: the number of the resolution before its result
            "COUNCIL DECISION\nMoved Cr Rowan, seconded Cr Larch that the barge be bought.\n"
            "RESOLUTION 2014/141 LOST 2/4",
            ("motion", "lost", "Cr Rowan", "Cr Larch", (2, 4, None)),
        ),
        (  # a township in Ontario: a title in the style of one, and "Be it resolved" in its line
            "a) Motion to Buy the Barge.\nMotion No. 0120-1\nMoved by Rowan, Seconded by Larch\n"
            "Be it resolved that the barge be bought.\nCarried.",
            ("resolution", "carried", "Rowan", "Larch", ()),
        ),
        (  # a town in England: who proposed it stands behind
            "It was proposed that the barge be bought. Proposed by: Cllr Rowan Seconded by: Cllr "
            "Larch\nThis was put to the vote: 4 in favour, 8 against. The proposal fell.",
            ("motion", "fell", "Cllr Rowan", "Cllr Larch", (4, 8, None)),
        ),
    ],
)
def test_a_motion_keeps_its_words_its_movers_and_its_end(
    text: str, entry: tuple[object, ...]
) -> None:
    assert printed(text) == [(entry, True)]


@pytest.mark.parametrize(
    "text",
    [
        "M/S (Rowan/Larch) to buy the barge for $60. Councilmember Oak moved to amend by reducing "
        "the price to $40; Councilmember Ash seconded. The amendment carried 4-3 (Rowan, Larch and "
        "Elm opposed). The main motion as amended carried 5-2 (Rowan and Larch opposed).",
        "M/S (Rowan/Larch) to buy the barge for $60. Councilmember Oak moved to amend to $40. "
        "Seconded by Ash. The amendment carried 4-3. The motion as amended carried 5-2.",
    ],
)
def test_an_amendment_in_the_paragraph_of_a_motion_takes_neither_its_mover_nor_its_vote(
    text: str,
) -> None:
    motion, amendment = printed(text)
    assert motion == (("resolution", "carried", "Rowan", "Larch", (5, 2, None)), True)
    kind, outcome, mover, _, counts = amendment[0]
    assert (kind, outcome, mover) == ("amendment", "carried", "Councilmember Oak")
    assert counts == (4, 3, None)


def test_the_next_paragraph_of_the_minutes_is_no_part_of_what_was_agreed() -> None:
    text = (
        "8. Standing Orders: to be looked at in June. Proposed PK, seconded KH, all agreed.\n"
        "9. The clerk said that the county had agreed to cut the verge."
    )
    [found] = resolutions([replace(a_passage(text), item="8. Standing Orders")])
    assert len(found.words) == 1


def test_the_number_of_what_is_adopted_begins_no_resolution() -> None:
    text = (
        "Supervisor Rowan moved, seconded by Supervisor Larch, to adopt Resolution 2019-44 on the "
        "barge. Motion carried."
    )
    assert printed(f"8. RESOLUTION 2019-44\n{text}") == [
        (("resolution", "carried", "Supervisor Rowan", "Supervisor Larch", ()), True)
    ]


def test_the_title_of_a_resolution_that_is_adopted_by_number_is_told_once() -> None:
    [(entry, _)] = printed(
        "RESOLUTION NO. 19-07, ADOPTING FEES FOR THE BARGE\n"
        "On a motion by Director Rowan, seconded by Director Larch, the Board adopted Resolution "
        "No. 19-07 by the following vote:\nAYES: Directors Rowan, Larch, Oak\nNOES: None\n"
        "ABSENT: Director Elm"
    )
    assert entry == ("resolution", "carried", "Director Rowan", "Director Larch", (3, 0, None))


def test_what_was_voted_in_a_sentence_is_not_the_result_of_what_stands_before() -> None:
    first, second = told(
        "Payment of £150.00 for the barge was agreed. The precept was talked of and it was voted "
        "5 - 1 that it would remain at £2,000."
    )
    assert (first[-1], second[-1]) == ((), (5, 1, None))


def test_adopted_in_a_word_is_a_result() -> None:
    [(entry, _)] = printed(
        "Motion to buy the barge of the mill.\nAdopted 4-1, Commissioner Oak opposed"
    )
    assert entry == ("resolution", "agreed", None, None, (4, 1, None))


TOWER = "Motion by Ames, second by Bell, to paint the water tower for $318,400. Motion carried 5-0."


@pytest.mark.parametrize(
    ("title", "item", "number"),
    [
        ("RESOLUTION 2031-19, WATER TOWER", "Resolution 2031-19, water tower", 1),
        ("ORDINANCE NO. 512", "Ordinance no. 512", 1),
        ("RESOLUTION 2031-19: That the tower be painted.", "Water tower", 2),  # it resolves
    ],
)
def test_the_title_of_an_item_that_names_a_resolution_resolves_nothing(
    title: str, item: str, number: int
) -> None:
    text = f"{title}\n{TOWER}"
    passage = replace(a_passage(text), document="minutes", standing="recorded", item=item)
    found = [one for one in resolutions([passage]) if one.kind != "actions"]
    assert len(found) == number
    assert (found[-1].proposer, found[-1].seconder, found[-1].outcome) == (
        "Ames",
        "Bell",
        "carried",
    )


@pytest.mark.parametrize(
    "text",
    [
        "A vote was taken on the amendment, which was not carried.",
        "Councillor Oak requested a recorded vote.\nFor: Councillors Oak and Fir\n"
        "Against: Councillor Ash\nThe motion was lost.",
    ],
)
def test_a_vote_is_not_told_beside_a_decision_where_nobody_knows_what_it_was_on(text: str) -> None:
    [(found, is_told)] = printed(
        f"RESOLVED that a barge be bought.\nMembers spoke of the state of the harbour.\n{text}"
    )
    assert is_told and found[1] != "lost"
