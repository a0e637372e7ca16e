"""Where councils print who moved, what was moved and how that ended: in any order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.papers.registers.ballot import votes_of_names
from qa.papers.registers.mover import movers
from qa.papers.registers.resolution import resolutions
from qa.papers.registers.vote import votes
from tests.made import a_passage
from tests.papers.registers.test_decisions_of_councils import Told, told


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        (  # a parish: how it ended stands at the end of who moved it
            "Nora Fell - proposed by Cllr Ash, seconded by Cllr Elm and unanimously appointed.",
            ("resolution", "agreed", "Cllr Ash", "Cllr Elm", ()),
        ),
        (  # a county in Ireland: who moved, then how it ended, then what it was
            "Proposed by Councillor T. Rowan\nSeconded by Councillor M. Larch\nAND AGREED\n"
            "“To lease the pier for €900.”",
            ("resolution", "agreed", "Councillor T. Rowan", "Councillor M. Larch", ()),
        ),
        (  # Ireland: what is done on a proposal is decided
            "On the proposal of Cllr Rowan, seconded by Cllr Larch, rents to rise by 2%.",
            ("resolution", "agreed", "Cllr Rowan", "Cllr Larch", ()),
        ),
        (  # a regional district in British Columbia: two names over the motion
            "J. Rowan/K. Larch:\nTHAT the arena be closed in May.\nCarried",
            ("resolution", "carried", "J. Rowan", "K. Larch", ()),
        ),
        (  # a shire: a number and two names over the motion
            "RESOLVED C24/031 (Cr Rowan / Cr Larch)\nThat the fees be raised.\nCARRIED",
            ("resolution", "carried", "Cr Rowan", "Cr Larch", ()),
        ),
        (  # a village in Alberta: a subject and one name before the motion
            "(Road ban) Ines Rowan – that the ban on 4th Street be lifted.\nCARRIED",
            ("resolution", "carried", "Ines Rowan", None, ()),
        ),
        (  # a county in Texas: an office with a number before the name, a label before the words
            "Motion By: Commissioner Precinct 4 Rob Rowan\n"
            "Second By: Commissioner Precinct 2 Ida Larch\nMotion: To pay the bills.\nVote: 3 - 0",
            (
                *("resolution", "carried"),
                *("Commissioner Precinct 4 Rob Rowan", "Commissioner Precinct 2 Ida Larch"),
                (3, 0, None),
            ),
        ),
        (  # a town in Massachusetts
            "Motion by Ms. Rowan, seconded by Mr. Larch, it was VOTED 3-1-1 (Mr. Oak opposed; "
            "Ms. Fir abstained) TO SEND THE BYLAW BACK.",
            ("resolution", "carried", "Ms. Rowan", "Mr. Larch", (3, 1, 1)),
        ),
        (  # a town in New Hampshire
            "Selectman Rowan moved to close the session. Second by Selectman Larch, with a roll "
            "call vote: Rowan - yea, Larch - yea, Oak - yea.",
            ("resolution", "carried", "Selectman Rowan", "Selectman Larch", (3, 0, None)),
        ),
        (  # a town in New Hampshire: the counts stand behind a label
            "Motion: Ada Rowan motioned to NOT recommend this article.\nSecond: Kit Larch\n"
            "Decision: 2-0",
            ("resolution", "carried", "Ada Rowan", "Kit Larch", (2, 0, None)),
        ),
        (  # a parish: "Resolved" stands before how it ended, and nothing is resolved anew
            "Ada Rowan was elected as Chair.\nProposed: Kit Larch Seconded: Jo Fir "
            "Resolved: Unanimous",
            ("resolution", "unanimous", "Kit Larch", "Jo Fir", ()),
        ),
        (  # a city in New South Wales: a number between those who moved and the words
            "Moved: Councillor Rowan\nSeconded: Councillor Larch\n43/26\n"
            "That the lease be ended.\nThe motion was put to the vote and declared LOST.",
            ("motion", "lost", "Councillor Rowan", "Councillor Larch", ()),
        ),
        (  # a district in Kent: "Decision" on a line of its own begins no item
            "Mr Rowan proposed that Mrs Fir be elected.\nMr Rowan's proposal was duly seconded by "
            "Mrs Larch.\nDecision\nRESOLVED\nThat Mrs Fir be elected Chairman.",
            ("resolution", "agreed", "Mr Rowan", "Mrs Larch", ()),
        ),
        (  # a village in Illinois: the result in the present
            "Moved by Rowan, seconded by Larch to pay the bills.\nMotion carries 4-1.",
            ("resolution", "carried", "Rowan", "Larch", (4, 1, None)),
        ),
        (  # a parish: what was put and refused
            "The minutes of the meeting of 4 December were not approved and were not signed.",
            ("resolution", "lost", None, None, ()),
        ),
        (  # a fire authority: a code between the label and the words
            "It was moved by Cllr Rowan, seconded by Cllr Larch and resolved:\n"
            "FRA/16.1 That two pumps be bought.",
            ("resolution", "agreed", "Cllr Rowan", "Cllr Larch", ()),
        ),
        (  # a borough: the vote below the reasons
            "Decision: that the bridge be closed.\nReasons: 1. It is unsafe for all who use it.\n"
            "Voting: For 7; Against 0; Abstain 2.",
            ("resolution", "carried", None, None, (7, 0, 2)),
        ),
    ],
)
def test_what_was_moved_is_told_with_mover_and_end(text: str, entry: Told) -> None:
    assert told(text) == [entry]


def test_heads_on_lines_of_their_own_tell_motion_and_amendment_apart() -> None:
    text = (
        "Motion\nTo approve the plan.\nMoved Councillor Rowan, seconded Councillor Larch.\n"
        "Amendment\nTo wait for the survey.\nMoved Councillor Oak, seconded Councillor Fir.\n"
        "On a vote the motion was carried by 18 votes to 11."
    )
    assert told(text) == [
        ("resolution", "carried", "Councillor Rowan", "Councillor Larch", (18, 11, None)),
        ("amendment", "lost", "Councillor Oak", "Councillor Fir", (11, 18, None)),
    ]


def test_votes_for_motion_and_amendment_may_stand_on_lines() -> None:
    text = (
        "Councillor Rowan, seconded by Councillor Larch, moved that the plan be approved.\n"
        "Councillor Oak, seconded by Councillor Fir, moved as an amendment that it be refused.\n"
        "Members voted as follows:-\nMotion - 6 votes\nAmendment - 3 votes"
    )
    assert [(one[0], one[1], one[4]) for one in told(text)] == [
        ("resolution", "carried", (6, 3, None)),
        ("amendment", "lost", (3, 6, None)),
    ]


def test_a_list_of_one_resolution_is_one_entry() -> None:
    lettered = "RESOLVED\nA. That the Council agreed the rota\nB. That the Council agreed the fees"
    [entry] = told(lettered)
    assert entry[:2] == ("resolution", "agreed")
    assert (
        len(told("The Authority:\n(i) AGREED the award;\n(ii) NOTED the position on rents.")) == 1
    )


def test_what_nobody_seconded_does_not_end_what_was_moved_before() -> None:
    text = (
        "Cllr Rowan moved, and Cllr Larch seconded, that the barn be refused. "
        "A motion to defer the item was moved but not seconded. "
        "The motion to refuse was put to the vote and carried."
    )
    assert [one[:2] for one in told(text)] == [("resolution", "carried"), ("motion", "fell")]


@pytest.mark.parametrize(
    "line", ["Hedges/Trees", "Footpaths / Bridleways", "Planning/Licensing 12 May", "24 / 25"]
)
def test_two_words_with_a_stroke_are_not_who_moved(line: str) -> None:
    assert movers(line) == (None, None)


def test_what_is_moved_to_be_agreed_is_not_agreed_yet() -> None:
    [entry] = told("Cllr Rowan proposed that the budget be agreed and approved.")
    assert entry[:2] == ("motion", "not stated")


def test_the_title_of_an_order_is_no_decision() -> None:
    assert told("ORDER NO. 2 RE: APPROVING THE MINUTES") == []


def test_a_roll_may_stand_in_brackets() -> None:
    found = votes_of_names("(Rowan – yes, Larch – yes, Oak – no)")
    assert found and (found.favour, found.against) == (2, 1)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        (  # a parish: "Resolved." says how it ended
            "Cllr Rowan proposed a grant of £90. Seconded Cllr Larch. Voting: 4 for, 0 against, "
            "2 abstentions. Resolved.",
            ("resolution", "carried", "Cllr Rowan", "Cllr Larch", (4, 0, 2)),
        ),
        (  # a township in Ontario: a title and a number over who moved
            "a) Motion to adopt the agenda.\nMotion No. C1207-1\nMoved by Rowan, Seconded by "
            "Larch\n"
            "Be it resolved that the agenda be adopted.\nCarried.",
            ("resolution", "carried", "Rowan", "Larch", ()),
        ),
        (  # a fire authority: in capitals, with who seconds in between
            "Councillor Rowan, with Councillor Larch seconding, MOVED an amendment that the reply "
            "be withdrawn. Upon a vote (6 for, 14 against) the amendment was declared LOST.",
            ("amendment", "lost", "Councillor Rowan", "Councillor Larch", (6, 14, None)),
        ),
        (  # a city in the United States: the vote in sentences of its own
            "MOTION by Commissioner Rowan, seconded by Commissioner Larch, to deny the permit. "
            "Roll Call Vote. 3 Ayes. 2 Nays. MOTION carried.",
            ("resolution", "carried", "Commissioner Rowan", "Commissioner Larch", (3, 2, None)),
        ),
        (  # a town: words behind the record of who moved
            "Resolution Record No. XT/34 Proposed by Cllr. N Rowan and seconded by Cllr. K Larch. "
            "CARRIED: 8 for 2 abstentions.\nTHAT THE CHEQUES LISTED BE SIGNED.",
            ("resolution", "carried", "Cllr. N Rowan", "Cllr. K Larch", (8, None, 2)),
        ),
        (  # a parish: what was done to one thing, and what to another
            "These corrections were noted, and the minutes were then approved and signed.",
            ("resolution", "agreed", None, None, ()),
        ),
    ],
)
def test_more_layouts(text: str, entry: Told) -> None:
    assert told(text) == [entry]


def test_a_numbered_label_over_who_moved_begins_another_motion() -> None:
    text = (
        "Moved: Cr Rowan\nSeconded: Cr Larch\nThat the rate be set.\nCARRIED 5/0\n"
        "RESOLUTION 2031/155\nMoved: Cr Oak\nSeconded: Cr Fir\nThat the report be received.\n"
        "CARRIED 6/0"
    )
    assert [one[2:] for one in told(text)] == [
        ("Cr Rowan", "Cr Larch", (5, 0, None)),
        ("Cr Oak", "Cr Fir", (6, 0, None)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Award of the tender for gritting",  # a title
        "Members voted 20 to 3 in favour, the petitioner said.",
        "The hall had been agreed in principle at that morning's meeting of the trust.",
    ],
)
def test_what_is_only_named_or_told_by_others_is_no_decision(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("The motion was carried with a majority of 7 to 3.", (7, 3, None)),
        ("Favour 7, Against 3", (7, 3, None)),
        ("(7) For (3) Against", (7, 3, None)),
        ("7 of those present voted for and 3 voted against", (7, 3, None)),
        ("Vote: 7 votes for and 3 against\nCARRIED", (7, 3, None)),
        ("In favour: Cr Rowan Cr Larch\nAgainst: Nil\nCARRIED", (2, 0, None)),
    ],
)
def test_counts_in_more_wordings(text: str, counts: tuple[int | None, ...]) -> None:
    found = votes(text)
    assert found and (found.favour, found.against, found.abstained) == counts


def test_minutes_that_were_approved_online_are_approved() -> None:  # community councils
    assert told("2. Minutes of Previous Meetings. Approved online via a chat.") == [
        ("resolution", "agreed", None, None, ())
    ]
    assert told("Approved as amended.")[0][:2] == ("resolution", "agreed")


def test_what_a_motion_rests_on_stays_with_it() -> None:  # North America
    text = (
        "Moved by A. Rowan, seconded by B. Larch:\nWHEREAS the pool leaks; AND WHEREAS a grant was "
        "offered; NOW THEREFORE BE IT RESOLVED THAT it be mended; AND THAT the grant be taken.\n"
        "Carried."
    )
    assert told(text) == [("resolution", "carried", "A. Rowan", "B. Larch", ())]


@pytest.mark.parametrize(
    "text",
    [  # parishes
        "A price came from Mr Oak and the cost will be £90, this quote was approved.",
        "After much talk, all the Councillors were in favour of the hall becoming a charity.",
    ],
)
def test_a_parish_may_decide_in_its_own_words(text: str) -> None:
    assert [one[0] for one in told(text)] == ["resolution"]


@pytest.mark.parametrize(
    ("clause", "proposer", "seconder"),
    [
        (
            "MOTION BY ORLEY, SECOND BY QUILLER TO APPROVE THE AGENDA AS MODIFIED.",
            "ORLEY",
            "QUILLER",
        ),
        (
            "MOVED BY COUNCILLOR ASH AND SECONDED BY COUNCILLOR BAY THAT THE MEETING ADJOURN.",
            "COUNCILLOR ASH",
            "COUNCILLOR BAY",
        ),
        (
            "Upon the motion by Councillor Pell to reconsider the ferry, the motion lost.",
            "Councillor Pell",
            None,
        ),
    ],
)
def test_who_moved_is_named_in_capitals_too(
    clause: str, proposer: str, seconder: str | None
) -> None:
    assert movers(clause) == (proposer, seconder)


@pytest.mark.parametrize(
    "clause",
    [
        "Second and Final Reading. The manager said that there would be ten licences.",
        "Rowan Pell, Second Deputy Mayor",
        "3.1 Organic Waste – Every Second Week Collection for Apartment Buildings",
        "Water Stewardship/Sustainability Harbour Bird Count Participants Harbour Choir Festival",
    ],
)
def test_a_rank_a_reading_and_a_list_name_nobody(clause: str) -> None:
    assert movers(clause) == (None, None)


@pytest.mark.parametrize(
    "head",
    [
        "RESOLVED CO 2024/41",  # a district in New Zealand
        "Resolved minute number 24/104",  # another
        "RESOLUTION NO. SPC 24/07",  # a shire in Australia
        "COUNCIL RESOLUTION C24/06/03",
        "Decision No. 31",
    ],
)
@pytest.mark.parametrize("between", [" ", "\n"])
def test_the_number_of_a_resolution_may_stand_over_who_moved_it(head: str, between: str) -> None:
    text = f"{head}\nMoved: Cr Rowan{between}Seconded: Cr Larch\nThat the pound be leased.\nCARRIED"
    assert told(text) == [("resolution", "carried", "Cr Rowan", "Cr Larch", ())]
    [entry] = resolutions([a_passage(text)])
    assert any("pound" in text[words.start : words.end] for words in entry.words)


@pytest.mark.parametrize(
    ("end", "outcome"),
    [
        ("There being no amendment, the motion was approved unanimously.", "unanimous"),
        ("There being no amendments, the motion became the finding of the meeting.", "carried"),
        ("No-one being otherwise minded, the motion was agreed.", "agreed"),
    ],
)
def test_a_motion_against_which_nothing_was_moved_is_carried(end: str, outcome: str) -> None:
    """Scotland."""
    text = f"Councillor Rowan, seconded by Councillor Larch, moved that the trial be kept.\n{end}"
    assert told(text) == [("resolution", outcome, "Councillor Rowan", "Councillor Larch", ())]


def test_an_amendment_that_became_the_finding_is_carried() -> None:
    text = (
        "Councillor Rowan, seconded by Councillor Larch, moved that the pier be shut.\n"
        "Councillor Oak, seconded by Councillor Fir, moved as an amendment that it be mended.\n"
        "The amendment became the finding of the meeting."
    )
    assert [(kind, outcome) for kind, outcome, *_ in told(text)][-1] == ("amendment", "carried")


def test_a_parish_may_end_a_line_with_how_it_was_carried() -> None:
    text = "Precept to be £42,600, an increase of 4.8%, prop KA sec BT, unanimous"
    assert told(text) == [("resolution", "unanimous", "KA", "BT", ())]


def test_a_vote_that_looks_like_a_title_is_of_what_was_decided_over_it() -> None:
    decided = "DECISION: That the barge be let. Proposed by Cllr Rowan, seconded by Cllr Larch."
    items = (("8. Barge", decided), ("VOTE:", "VOTE: FOR 6, AGAINST 5."))
    [found] = resolutions([replace(a_passage(text), item=item) for item, text in items])
    assert found.votes is not None
    assert (found.votes.favour, found.votes.against, found.proposer) == (6, 5, "Cllr Rowan")


def test_a_motion_of_several_sentences_is_whole_where_its_result_stands_behind_them() -> None:
    text = (
        "R2031-02 S. Ash, J. Birch:\nTHAT the statement of accounts dated June 3 and 4, 2031. "
        "Totaling $9,876.54 be approved. Carried."
    )
    passages = [replace(a_passage(text), item="8. Polls")]
    [one] = resolutions(passages)
    assert text[one.words[-1].start : one.words[-1].end].endswith("$9,876.54 be approved.")


def test_a_motion_ends_where_its_second_tells_that_it_was_carried() -> None:
    text = (
        "Rowan motioned to accept the bid of $1,800.\n"
        "Larch seconded the motion and the motion carried. We did confirm that mowing is weekly. "
        "The State approved the culvert."
    )
    [found] = resolutions([a_passage(text)])
    assert found.outcome == "carried"
    assert [text[w.start : w.end] for w in found.words] == [text.split("\n")[0]]
    assert len(found.how) == 1


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        (  # New South Wales: the sums stand behind the names
            "RESOLVED on the motion of Councillors Rowan and Larch that the fee be waived.\n"
            "For the Motion were Councillors Oak, Fir, Rowan and Larch (Total 4).\n"
            "Against the Motion were Councillors Elm and Yew (Total 2).",
            ("resolution", "carried", "Rowan", "Larch", (4, 2, None)),
        ),
        (
            "RESOLVED on the motion of Councillors Rowan and Larch that the meeting be adjourned "
            "for 5 minutes.",
            ("resolution", "agreed", "Rowan", "Larch", ()),
        ),
        (
            "RESOLVED on the motion of Councillors Rowan and Larch that the item be adjourned to "
            "May.",
            ("resolution", "deferred", "Rowan", "Larch", ()),
        ),
        (  # towns and counties in the United States
            "Motion by Rowan, second by Larch to approve the permit.\nRoll call: all ayes.",
            ("resolution", "unanimous", "Rowan", "Larch", ()),
        ),
        (  # a parish
            "Cllr Rowan proposed that the council object; seconded Cllr Larch; carried by 4 votes "
            "against nil.",
            ("resolution", "carried", "Cllr Rowan", "Cllr Larch", (4, 0, None)),
        ),
    ],
)
def test_forms_of_villages_and_shires(text: str, entry: Told) -> None:
    assert told(text) == [entry]


def test_what_was_resolved_accordingly_is_what_was_moved() -> None:
    text = (
        "Councillor Rowan proposed and Councillor Larch seconded that the pond be cleaned.\n"
        "The motion was put to the vote and was carried.\nRESOLVED: accordingly."
    )
    [found] = resolutions([a_passage(text)])
    assert "pond" in text[found.words[0].start : found.words[0].end]


def test_a_vote_that_says_the_opposite_of_how_it_ended_is_of_something_else() -> None:
    text = (
        "Moved by Councillor Rowan, seconded by Councillor Larch\nThat the pond be cleaned.\n"
        "CARRIED\nCouncillor Oak requested a recorded vote.\nYea Nay\n"
        "Yea Councillor Rowan Nay Councillor Oak\nNay Councillor Fir\n"
        "Upon item 11, the motion lost."
    )
    found, *_ = resolutions([a_passage(text)])
    assert (found.outcome, found.votes) == ("carried", None)
