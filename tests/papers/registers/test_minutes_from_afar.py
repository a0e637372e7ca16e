"""Kinds met in minutes of councils that nobody here had read: what changes a motion and is called
one, what others decided, votes in pieces, and the same decision in two languages."""

from __future__ import annotations

import pytest

from qa.evaluation.forms import Form
from qa.papers.register import Resolution
from qa.papers.registers.mover import movers
from qa.papers.registers.vote import votes
from tests.papers.registers.test_decisions_of_councils import Told

TITLE = "5. MATTERS"


def entries(text: str) -> list[Resolution]:
    """The entries of minutes whose lines are set on a sheet, under the title of an item."""
    return list(Form(0, (TITLE, *text.split("\n")), {"decisions": []}).read().resolutions)


def told(text: str) -> list[Told]:
    """What is read of each entry."""
    return [
        (
            one.kind,
            one.outcome,
            one.proposer,
            one.seconder,
            (one.votes.favour, one.votes.against, one.votes.abstained) if one.votes else (),
        )
        for one in entries(text)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (  # a district in England: what changes the minutes is called a motion
            "Councillor Rowan moved that the minutes be amended by removing the word “often”.\n"
            "The motion was seconded by Councillor Larch.\n"
            "Upon being put to the vote, the motion was declared LOST.",
            [("amendment", "lost", "Councillor Rowan", "Councillor Larch", ())],
        ),
        (  # a motion is put while an amendment waits
            "Councillor Rowan moved, seconded by Councillor Larch, that the ferry grant be paid.\n"
            "Councillor Fir moved, seconded by Councillor Oak, an amendment that it be halved.\n"
            "The motion was put to the vote and carried.",
            [
                ("resolution", "carried", "Councillor Rowan", "Councillor Larch", ()),
                ("amendment", "lost", "Councillor Fir", "Councillor Oak", ()),
            ],
        ),
        (  # a planning commission in Minnesota: both are motions, and each vote names its own
            "MOTION by Commissioner Rowan, seconded by Commissioner Larch to approve the plat.\n"
            "MOTION to Amend by Commissioner Fir, seconded by Commissioner Oak to cap the height.\n"
            "Roll Call Vote on MOTION to Amend. 2 Ayes. 3 Nays. (Rowan, Fir, Elm) MOTION failed.\n"
            "Roll Call Vote on Main MOTION. 4 Ayes. 1 Nay. (Oak) MOTION carried.",
            [
                *[
                    (
                        "resolution",
                        "carried",
                        "Commissioner Rowan",
                        "Commissioner Larch",
                        (4, 1, None),
                    )
                ],
                *[("amendment", "lost", "Commissioner Fir", "Commissioner Oak", (2, 3, None))],
            ],
        ),
        (  # to amend a by-law is no amendment
            "Motion by Trustee Rowan, seconded by Trustee Larch, to amend the zoning ordinance.\n"
            "Motion carried 5-0.",
            [("resolution", "carried", "Trustee Rowan", "Trustee Larch", (5, 0, None))],
        ),
    ],
)
def test_what_changes_a_motion_has_its_own_result(text: str, found: list[Told]) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (  # a town in Massachusetts
            "Upon motion by Selectman Rowan and seconded by Selectman Larch, the Board\n"
            "VOTED:\tTo grant the licence to Mill Motors.\n"
            "Three in favor; Selectman Fir abstained.",
            ("resolution", "agreed", "Selectman Rowan", "Selectman Larch", (3, None, 1)),
        ),
        (  # a township in Michigan: a motion that nobody supports has died
            "Motion by Rowan to table the ordinance. No support. Motion died.",
            ("motion", "fell", "Rowan", None, ()),
        ),
        (  # those who are named in a result moved nothing
            "Motion by Rowan to buy a mower. Seconded by Larch. Motion carried by a roll call vote "
            "of 3 in favor (Rowan, Larch, Fir) and 2 opposing (Beech, Holm)",
            ("resolution", "carried", "Rowan", "Larch", (3, 2, None)),
        ),
        (  # a title with a name is of who moves it: counties in Ireland
            "Notice of Motion – Councillor Una Rowan\n"
            "“To ask the Executive to provide a crossing at the school.”\n"
            "The motion was seconded by Councillor Larch. It was agreed to refer the matter on.",
            ("resolution", "agreed", "Councillor Una Rowan", "Councillor Larch", ()),
        ),
        (  # the number of a resolution is no vote: districts in New Zealand
            "Resolved\tCO 22/14\nMoved\tCr Rowan\nSeconded\tCr Larch\nThat Council:\n"
            "a) confirms the minutes of 3 May.\nCarried",
            ("resolution", "carried", "Cr Rowan", "Cr Larch", ()),
        ),
        (  # a label before a motion opens no list of actions: cities in California
            "Recommendation: Approve the plat.\nACTION: Motion by Council Member Rowan, seconded "
            "by Council Member Larch, to deny the plat.\nAYES: Rowan, Larch, Fir. NOES: Oak.",
            ("resolution", "carried", "Council Member Rowan", "Council Member Larch", (3, 1, None)),
        ),
        (  # a motion that is denied for want of a majority
            "Council Member Rowan moved to deny the variance. Council Member Larch seconded. "
            "Motion failed for lack of a majority, 3-4.",
            ("motion", "lost", "Council Member Rowan", "Council Member Larch", (3, 4, None)),
        ),
        (  # how it ended behind those who moved it, on one line
            "Motion to buy the barge. Moved: Rowan Seconded: Larch Passed 3-0-0",
            ("resolution", "carried", "Rowan", "Larch", (3, 0, 0)),
        ),
        (  # four figures: for, against, and two that are not told apart
            "Motion by Member Rowan, seconded by Member Larch, to continue the item to June 4. "
            "Motion carried, 4/0/0/1 (Fir – Absent).",
            ("resolution", "carried", "Member Rowan", "Member Larch", (4, 0, None)),
        ),
        (  # the counts alone below the heads of their columns
            "Moved by Councillor Rowan, seconded by Councillor Larch, that the ferry be sold.\n"
            "For\tAgainst\tAbstained\n5\t2\t1\nCarried",
            ("resolution", "carried", "Councillor Rowan", "Councillor Larch", (5, 2, 1)),
        ),
        (  # a municipality in South Africa: only those who abstained are counted
            "RESOLVED (majority vote with 5 abstentions)\nthat the sale of Erf 11 be put back.",
            ("resolution", "carried", None, None, (None, None, 5)),
        ),
        (  # a parish: what is to be done, and how that ended behind it
            "To pay the invoices as listed. Agreed (7-0)",
            ("resolution", "agreed", None, None, (7, 0, None)),
        ),
        (  # those who abstained are all that is counted
            "Proposed by Cllr Rowan, seconded by Cllr Larch that the grant be paid. Agreed with "
            "one abstention (Cllr Fir).",
            ("resolution", "agreed", "Cllr Rowan", "Cllr Larch", (None, None, 1)),
        ),
        (  # sides by other names: councils in Australia
            "MOTION\nMoved Cr Rowan, seconded Cr Larch\nThat Council does not build the pool.\n"
            "A division was called and voting was as follows:\nAffirmative: Crs Rowan, Larch and "
            "Fir\nNegative: Crs Oak, Beech, Holm and Dale\nLOST",
            ("motion", "lost", "Cr Rowan", "Cr Larch", (3, 4, None)),
        ),
        (  # a community in Wales: two languages, one decision
            "Llythyr gan yr ysgol / Letter from the school – Penderfynwyd cyfrannu £40 / It was "
            "resolved to give £40",
            ("resolution", "agreed", None, None, ()),
        ),
        (  # a parish: the minutes of a day that is named are agreed now
            "The minutes of the meeting held on 6th June were agreed as a correct record. "
            "Proposed KR Seconded PL",
            ("resolution", "agreed", "KR", "PL", ()),
        ),
    ],
)
def test_a_decision_is_one_entry_with_its_own_people_and_vote(text: str, found: Told) -> None:
    assert told(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        # what the planning authority decided, told to a parish
        "Planning decisions received from the Borough Council:\n20/0123/FUL Hop Farm – GRANTED\n"
        "20/0124/LBC The Old Oast – REFUSED",
        "To note the following decisions made by the District Council:\n"
        "DC/21/0456 Ferry House: Approved\nDC/21/0457 Quay House: Refused",
        # a list of what is to be approved, and titles
        "Accounts Payable of $21,515.63 to be approved (recommend approval: Clerk)",
        "13 ELECTED MEMBERS REPORTS\nCouncillor Rowan attended the opening of the hall.",
        # what is to be decided, and nothing behind it says that it was
        "To pay the invoices as listed. The Clerk would send the list.",
        # what was decided at another time or place
        "City Council approved a zoning amendment for this property two years ago to permit it.",
        "The proposal was agreed in principle at that morning’s partnership meeting.",
    ],
)
def test_what_others_decided_and_titles_are_no_decisions(text: str) -> None:
    assert told(text) == []


def test_a_committee_that_decides_plans_decides_under_such_a_title() -> None:
    text = "20/0123/FUL Land at Hop Farm\nRESOLVED: That permission be granted."
    found = entries(f"6 DECISIONS ON PLANNING APPLICATIONS\n{text}")
    assert [one.outcome for one in found] == ["agreed"]


def test_the_council_decides_again_behind_what_others_decided() -> None:
    text = "Planning decisions from the Borough Council:\n20/0123/FUL Hop Farm – GRANTED\n"
    found = entries(f"{text}9.3 The Council RESOLVED to object to 20/0456/FUL.")
    assert len(found) == 1


@pytest.mark.parametrize(
    ("name", "decides"), [("Millbrook Parish Council", False), ("Millbrook County Council", True)]
)
def test_another_sort_of_council_decides_nothing_here(name: str, decides: bool) -> None:
    text = "The County Council agreed to resurface Mill Lane."
    head = (name.upper(), f"Minutes of the meeting of {name} held on Monday, 4 November 2024")
    read = Form(0, (*head, "Present: Councillor C Carver", TITLE, text), {}).read()
    assert bool(read.resolutions) is decides


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("The Chairman proposed refusal, but found no seconder.", ("The Chairman", None)),
        (
            "Second By: Commissioner Precinct 2 Ida Larch",
            (None, "Commissioner Precinct 2 Ida Larch"),
        ),
        ("Second: None", (None, None)),
        ("Seconded: Carried", (None, None)),
        ("Second Reading - By-law 12", (None, None)),
        ("The Mayor put the motion; Rowan and Larch opposed.", (None, None)),
        ("The report by Larch Associates proposed three options.", (None, None)),
        (
            "That funds of the Ministry of Municipal Affairs and Housing (MMAH) be used.",
            (None, None),
        ),
        ("Proposed Telecommunications Structure", (None, None)),
    ],
)
def test_who_moves_is_told_where_it_is_sure(
    text: str, people: tuple[str | None, str | None]
) -> None:
    assert movers(text) == people


@pytest.mark.parametrize(
    "text",
    [
        "Approved the minutes of 12/4/24",  # a day: towns in the United States
        "Approved minutes of 5/6",
        "Motion carried for Lots 3-5",
        "The Board approved invoice 12-4",
        "passed by a 2/3 majority",
        "RESOLVED 22/14",  # the number of a resolution
        "Agreed 24/25 budget",  # a year
    ],
)
def test_figures_of_other_things_are_no_vote(text: str) -> None:
    assert votes(text) is None


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Motion passed on a roll call vote 5-2", (5, 2)),
        ("vote of the Commission was 5-1", (5, 1)),
        ("Approved by Council 6/1", (6, 1)),
        ("The amendment was rejected by 9 votes to 4", (4, 9)),
    ],
)
def test_figures_of_a_vote_are_one(text: str, counts: tuple[int, int]) -> None:
    found = votes(text)
    assert found and (found.favour, found.against) == counts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (  # a zoning board in New York: who moves stands before the word, and what was withdrawn
            # takes no vote of what is moved next
            "Mr. Rowan MOVED for APPROVAL of the sign.\nMr. Rowan withdrew the motion.\n"
            "Mrs. Larch MOVED DENIAL of the sign. Mr. Oak seconded.\nPassed 5 yes, 1 no (Mr. Elm).",
            [
                ("motion", "withdrawn", "Mr. Rowan", None, ()),
                ("resolution", "carried", "Mrs. Larch", "Mr. Oak", (5, 1, None)),
            ],
        ),
        (  # a county in Wisconsin: what is to amend is called a motion, and so is its end
            "Moved (Rowan/Larch), to adopt the rules as printed.\n"
            "Motion (Oak/Elm), to amend the rules by striking Section D. Vote on motion to amend: "
            "AYES: (2) Oak, Elm. NAYS: (3) Rowan, Larch and Fir. ABSENT: (1) Hazel. "
            "Motion to amend failed.\nThe rules were adopted: motion carried unanimously.",
            [
                ("resolution", "unanimous", "Rowan", "Larch", ()),
                ("motion", "lost", "Oak", "Elm", (2, 3, None)),
            ],
        ),
        (  # the same: a title in capitals stands over who moves what it names
            "Moved (Rowan/Larch), to approve the minutes. Motion carried unanimously.\n"
            "RESOLUTION 41-09 AUTHORIZING A LAND TRADE. Moved (Oak/Elm). VOTE: AYES: (3) Oak, Elm "
            "and Fir. NAYS: (1) Hazel. Motion carried.",
            [
                ("resolution", "unanimous", "Rowan", "Larch", ()),
                ("resolution", "carried", "Oak", "Elm", (3, 1, None)),
            ],
        ),
        (  # a district council in Hong Kong: the amended motion is what the amendment would make
            # of it
            "22. Mr ROWAN Ka-lok moved the following motion, which was seconded by Ms OAK "
            "Pui-ling:\n"
            "“The Council requests a subway at the station.”\n"
            "23. Mr ELM Hok-man moved an amendment to the motion, seconded by Mr FIR Chi-wai:\n"
            "“The Council requests a footbridge at the station.”\n"
            "24. The Chairman put the amended motion to vote by a show of hands. There were 6 "
            "votes "
            "for, 8 votes against and 2 abstentions. The amended motion was negatived.\n"
            "25. The original motion was then put to vote. The motion was passed with 11 "
            "affirmative "
            "votes, 4 negative votes and 1 abstention.",
            [
                ("resolution", "carried", "Mr ROWAN Ka-lok", "Ms OAK Pui-ling", (11, 4, 1)),
                ("amendment", "lost", "Mr ELM Hok-man", "Mr FIR Chi-wai", (6, 8, 2)),
            ],
        ),
        (  # a municipality in Quebec: others recommend, and nobody decided it
            "The manager presents the request and the committee recommends that it be refused.",
            [],
        ),
        (  # Scotland: the decision says again what was carried
            "Mr Rowan, seconded by Mrs Larch, moved that permission be granted for the quay "
            "houses.\n"
            "As an AMENDMENT, Mr Oak, seconded by Ms Elm, moved that permission be refused.\n"
            "On a vote being taken, there were 9 votes in favour of the motion and 4 votes in "
            "favour "
            "of the amendment. The MOTION was therefore CARRIED, the votes having been "
            "cast as follows:-\nFor the Motion:\nRowan, J; Larch, A.\nFor the Amendment:\n"
            "Oak, D; Elm, P.\n"
            "Decision\n"
            "The Committee AGREED to GRANT permission for the quay houses.",
            [
                ("amendment", "lost", "Mr Oak", "Ms Elm", (4, 9, None)),
                ("resolution", "carried", "Mr Rowan", "Mrs Larch", (9, 4, None)),
            ],
        ),
        (  # and one that has other words is another decision
            "Mr Rowan, seconded by Mrs Larch, moved that permission be granted for the quay "
            "houses. "
            "The motion was carried.\nThe Committee agreed to visit the harbour and the "
            "lighthouse.",
            [
                ("resolution", "carried", "Mr Rowan", "Mrs Larch", ()),
                ("resolution", "agreed", None, None, ()),
            ],
        ),
        (  # Northern Ireland: the proposal that is put is the one above, whose initials it leaves
            # out
            "2.4 Councillor Miss K Rowan proposed that a letter be sent to the Minister.\n"
            "2.4.1 Councillor Oak, as an amendment, proposed that a deputation be sought.\n"
            "2.4.2 This was seconded by Councillor Elm, and on being put to the meeting, four "
            "voted in "
            "favour and nine against. The amendment was declared lost.\n"
            "2.4.3 The proposal by Councillor Miss Rowan, seconded by Councillor Larch, was then "
            "put "
            "and was carried by ten votes to three.",
            [
                (
                    "resolution",
                    "carried",
                    "Councillor Miss K Rowan",
                    "Councillor Larch",
                    (10, 3, None),
                ),
                ("amendment", "lost", "Councillor Oak", "Councillor Elm", (4, 9, None)),
            ],
        ),
    ],
)
def test_what_is_put_is_given_to_what_was_moved(text: str, found: list[Told]) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("VOTED on the main motion: 5-2 in favor.", (5, 2)),  # school committees in Massachusetts
        ("They were 5-2 in favor of it.", None),  # and never two alone
        ("CARRIED BY ABSOLUTE MAJORITY 5/2", (5, 2)),  # shires in Western Australia
        # "Three" is no member
        ("Selectman Rowan opposed. Three in favor. Selectman Larch abstained.", None),
    ],
)
def test_a_count_in_words_is_no_member(text: str, counts: tuple[int, int] | None) -> None:
    read = votes(text)
    assert (read and (read.favour, read.against)) == counts


def test_those_who_were_absent_are_not_among_those_who_voted() -> None:
    """Counties in Wisconsin: the names of a side end before those who had no part in the vote."""
    read = votes("AYES: (2) Rowan and Larch. NAYS: (3) Oak, Elm and Fir. ABSENT: (1) Hazel.")
    assert read and read.in_favour == ("Rowan", "Larch")
    assert read.opposed == ("Oak", "Elm", "Fir")


def test_what_is_proposed_behind_its_reasons_has_its_words() -> None:
    """Municipalities in Quebec: they stand on the line below, with no colon before them."""
    paper = Form(
        0,
        (
            TITLE,
            "WHEREAS three tenders were received;",
            "THEREFORE, it is proposed by Councillor Rowan, seconded by Councillor Larch",
            "That Council award the contract to Oak Ltd for $14,250.",
            "Carried.",
        ),
        {"decisions": []},
    ).read()
    (entry,) = paper.resolutions
    told = " ".join(paper.passages[w.passage].text[w.start : w.end] for w in entry.words)
    assert told.endswith("That Council award the contract to Oak Ltd for $14,250.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (  # a county in Wisconsin: a title in capitals decides nothing; what is told of it does
            "Motion by Supervisor Rowan second by Supervisor Larch to approve the budget.\n"
            "A roll call vote was taken. The budget passed with all 21 Supervisors voting yes.\n"
            "RESOLUTION 07-13-04\nRESOLUTION AUTHORIZING THE SALE OF THE BARN\n"
            "The foregoing resolution was moved for adoption by Supervisor Oak second by "
            "Supervisor "
            "Elm. A roll call vote was taken. The resolution failed 8-13.",
            [
                ("resolution", "carried", "Supervisor Rowan", "Supervisor Larch", ()),
                ("motion", "lost", "Supervisor Oak", "Supervisor Elm", (8, 13, None)),
            ],
        ),
        (  # the same: nothing is told of it
            "RESOLUTION AUTHORIZING THE SALE OF THE BARN\nThe Clerk read it a first time.",
            [],
        ),
        (  # a city in Northern Ireland: a head with a title stands over an amendment
            "Moved by Councillor Rowan,\nSeconded by Councillor Larch,\n"
            "That the minutes of the Parks Committee be approved and adopted.\n"
            "Amendment - Opening Hours of the Park\n"
            "Moved by Councillor Oak,\nSeconded by Councillor Elm,\n"
            "That the park remain closed on Sundays.\n"
            "On a vote, eighteen Members voted for the amendment and twenty-seven against and it "
            "was "
            "declared lost.",
            [
                ("motion", "not stated", "Councillor Rowan", "Councillor Larch", ()),
                ("amendment", "lost", "Councillor Oak", "Councillor Elm", (18, 27, None)),
            ],
        ),
        (  # a county in Ireland: who gave notice stands over the words, who moved them below
            "12.1 Submitted by Councillor M. Rowan\n“That this Council provide a footpath.”\n"
            "The Director replied that there was no funding.\nProposed by Councillor M. Rowan\n"
            "Seconded by Councillor D. Larch\nAnd agreed.",
            [("resolution", "agreed", "Councillor M. Rowan", "Councillor D. Larch", ())],
        ),
        (  # a district in New Zealand: "and resolved" ends the line of the movers
            "Resolution\nMoved Cr Rowan, seconded Deputy Mayor Larch and resolved\n"
            "That Council confirms the minutes.\n"
            "Crs Oak and Elm requested that their votes against the motion be recorded.",
            [("resolution", "agreed", "Cr Rowan", "Deputy Mayor Larch", ())],
        ),
        (  # a rural municipality in Saskatchewan: what it is of stands before who moves
            "2. MINUTES ROWAN - That the minutes of 14 May be approved.\nCARRIED.",
            [("resolution", "carried", "ROWAN", None, ())],
        ),
        (  # a council area in Scotland: the amendment that was carried is the decision
            "Motion\nThat the nursery be kept.\n"
            "Moved by Councillor Rowan, seconded by Councillor Larch.\nAmendment\n"
            "That the nursery be closed.\nMoved by Councillor Oak, seconded by Councillor Elm.\n"
            "The Amendment was carried by 4 votes to 3 and the Council resolved accordingly.",
            [
                ("motion", "lost", "Councillor Rowan", "Councillor Larch", (3, 4, None)),
                ("amendment", "carried", "Councillor Oak", "Councillor Elm", (4, 3, None)),
            ],
        ),
        (  # a parish: who nominated moved it, and "this" was carried
            "Cllr Rowan nominated Cllr Larch as Vice Chairman, this was seconded by Cllr Oak and "
            "this "
            "was carried on a majority of 7 for and 1 against.",
            [("resolution", "carried", "Cllr Rowan", "Cllr Oak", (7, 1, None))],
        ),
        (  # a community council in Wales: minutes that are proposed as correct are agreed
            "They were proposed as a correct record by DRW and this was seconded by EMO.",
            [("resolution", "agreed", "DRW", "EMO", ())],
        ),
        (  # a district council in Hong Kong
            "Mr ROWAN Ka-lok moved that the item be deferred. No Member seconded.",
            [("motion", "fell", "Mr ROWAN Ka-lok", None, ())],
        ),
        (  # a national park in Scotland: the heads of a table move nothing
            "NAME MOTION AMENDMENT ABSTAIN\nPeter Rowan X\nCarol Larch X\nTOTAL 1 1 0",
            [],
        ),
    ],
)
def test_what_stands_over_a_motion_and_behind_it_is_told(text: str, found: list[Told]) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    "first", ["Unanimously AGREED to recommend APPROVAL", "Resolved: No Objection."]
)
def test_another_planning_application_is_no_part_of_what_was_decided(first: str) -> None:
    """Parishes: their applications stand one below the other, each with what was decided."""
    read = entries(
        f"24/501261/FUL 7 Brook Close\nErection of a porch.\n{first}\n"
        "24/501113/FUL 2 Mill Road\nErection of a barn.\nResolved: Objection on grounds of "
        "drainage."
    )
    texts = [sum(w.end - w.start for w in one.words) for one in read]
    assert len(read) == 2 and texts[0] <= len(first)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (  # a municipal district in Ireland: a nomination that nobody seconded ends no other
            "Councillor Rowan proposed Councillor Larch for the position of Cathaoirleach.\n"
            "This was seconded by Councillor Oak.\n"
            "Councillor Elm proposed that Councillor Elm be nominated. There was no seconder.",
            [
                ("motion", "not stated", "Councillor Rowan", "Councillor Oak", ()),
                ("motion", "fell", "Councillor Elm", None, ()),
            ],
        ),
        (  # a town in North Carolina: what the Council did is no action that is to be done
            "Action: The Council approved a motion to send the plat to the Planning Board.\n"
            "Motion By: Rowan\nSecond By: Larch\nVote: The motion carried following a 3-2 vote.",
            [("resolution", "carried", "Rowan", "Larch", (3, 2, None))],
        ),
        (  # a planning commission in Utah
            "MOTION: Commissioner Rowan moved to deny the plat. There was no second and the motion "
            "died.\nMOTION: Commissioner Larch made a motion to approve the plat. Commissioner Oak "
            "seconded the motion. All voted aye.",
            [
                ("motion", "fell", "Commissioner Rowan", None, ()),
                ("resolution", "unanimous", "Commissioner Larch", "Commissioner Oak", ()),
            ],
        ),
        (  # a school committee in Massachusetts: the main motion is the one that waits
            "Mr. Rowan moved to pay the warrant; Ms. Larch seconded; VOTED 6-0-1.\n"
            "Ms. Larch moved to adopt the calendar; Mr. Rowan seconded. Ms. Oak moved to "
            "amend by starting in May; no second.\nVOTED on the main motion: 5-2 in favor. Motion "
            "carried.",
            [
                ("resolution", "carried", "Mr. Rowan", "Ms. Larch", (6, 0, 1)),
                ("resolution", "carried", "Ms. Larch", "Mr. Rowan", (5, 2, None)),
                ("amendment", "fell", "Ms. Oak", None, ()),
            ],
        ),
        (  # a borough in New Jersey: the Mayor, who broke the tie, is none of a side
            "Councilman Rowan moved, Councilman Larch seconded, that the ordinance be passed.\n"
            "Ayes: Rowan, Larch, Oak\nNays: Elm, Fir, Hazel\n"
            "The Mayor broke the tie by voting no. The ordinance was defeated.",
            [("motion", "lost", "Councilman Rowan", "Councilman Larch", (3, 3, None))],
        ),
        (  # a city in New South Wales: the Mayor's minute has no seconder
            "Resolved (Cr Dennis Rowan)\nThat Council:\n1. Calls on the Government to act.",
            [("resolution", "agreed", "Cr Dennis Rowan", None, ())],
        ),
        (  # a town in New York: counts with names, on lines that look like titles
            "A motion was made by Councilman Rowan, seconded by Councilwoman Larch to waive the "
            "fee.\n"
            "DEFEATED\nAyes\t2\tRowan, Larch\nNoes\t3\tOak, Elm, Fir",
            [("motion", "lost", "Councilman Rowan", "Councilwoman Larch", (2, 3, None))],
        ),
    ],
)
def test_an_end_is_that_of_what_was_moved_and_seconded(text: str, found: list[Told]) -> None:
    assert told(text) == found
