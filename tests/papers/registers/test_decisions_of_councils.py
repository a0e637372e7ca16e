"""Decisions as councils of several kinds put them: with mover, vote and outcome."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.papers.registers.mover import movers
from qa.papers.registers.resolution import resolutions
from qa.papers.registers.vote import votes
from qa.papers.standing import standings_in_minutes
from tests.made import a_passage

Told = tuple[str, str, str | None, str | None, tuple[int | None, ...]]


def told(*texts: str, committee: str | None = None) -> list[Told]:
    """Of minutes: each entry's kind, outcome, proposer, seconder and counts."""
    passages = [replace(a_passage(text), item="8. Buses") for text in texts]
    if committee:
        passages = [replace(p, meeting=replace(p.meeting, committee=committee)) for p in passages]
    found = resolutions(passages)
    return [
        (
            one.kind,
            one.outcome,
            one.proposer,
            one.seconder,
            (one.votes.favour, one.votes.against, one.votes.abstained) if one.votes else (),
        )
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        (  # a parish: initials, and the movers behind
            "Agreed to buy three benches, at most £400. Prop: RB 2nd: TM",
            ("resolution", "agreed", "RB", "TM", ()),
        ),
        (  # a parish: a sentence that tells all
            "Payment of the hedge bill was proposed by RB, seconded by TM and agreed by all.",
            ("resolution", "unanimous", "RB", "TM", ()),
        ),
        (  # a village in Ontario: a number, names and a result behind
            "R2031-014 A. Rowan, B. Larch: That the culvert be relined. Carried.",
            ("resolution", "carried", "A. Rowan", "B. Larch", ()),
        ),
        (  # a shire: counts with a stroke
            "Council Decision: Moved: Cr A Rowan Seconded: Cr B Larch That the jetty be lit. "
            "Carried 7/2",
            ("resolution", "carried", "Cr A Rowan", "Cr B Larch", (7, 2, None)),
        ),
        (  # a borough: lost, with the greater count first
            "An amendment was moved by Councillor Rowan, seconded by Councillor Larch, that the "
            "word “free” be added. The amendment was put and fell by 21 votes to 9 with 2 "
            "abstentions.",
            ("amendment", "fell", "Councillor Rowan", "Councillor Larch", (9, 21, 2)),
        ),
        (  # a county: what a cabinet asks of the council is not decided
            "RESOLVED that Council be recommended to adopt the plan.",
            ("recommendation", "agreed", None, None, ()),
        ),
        ("Resolved: That the report be noted.", ("resolution", "noted", None, None, ())),
        (  # Ireland: the mover behind the verb
            "The disposal was approved on the proposal of Councillor Una Rowan and seconded by "
            "Councillor Sean Larch.",
            ("resolution", "agreed", "Councillor Una Rowan", "Councillor Sean Larch", ()),
        ),
        (  # Wales
            "Cynigiwyd gan y Cynghorydd Mair Bevan, ac eiliwyd gan y Cynghorydd Huw Rees:\n"
            "PENDERFYNWYD derbyn yr adroddiad.\nO blaid: 12 Yn erbyn: 3 Atal: 1",
            ("resolution", "carried", "Cynghorydd Mair Bevan", "Cynghorydd Huw Rees", (12, 3, 1)),
        ),
        (  # a town in the United States
            "ORDERED, that the Manager is authorized to sign the lease. Councilor Rowan moved the "
            "order; Councilor Larch seconded. Motion carried 6-1.",
            ("resolution", "carried", "Councilor Rowan", "Councilor Larch", (6, 1, None)),
        ),
        (  # nobody seconds
            "Prop: RB to sell the mower. No seconder.",
            ("motion", "fell", "RB", None, ()),
        ),
    ],
)
def test_a_decision_keeps_its_mover_its_vote_and_its_outcome(text: str, entry: Told) -> None:
    assert told(text) == [entry]


def test_in_scotland_a_vote_for_the_motion_is_one_against_the_amendment() -> None:
    assert told(
        "Councillor Rowan, seconded by Bailie Larch, moved that the grant be cut.\n"
        "As an amendment, Councillor Birch, seconded by Provost Yew, moved that it be kept.\n"
        "On a division, 18 members voted for the motion and 12 for the amendment."
    ) == [
        ("resolution", "carried", "Councillor Rowan", "Bailie Larch", (18, 12, None)),
        ("amendment", "lost", "Councillor Birch", "Provost Yew", (12, 18, None)),
    ]


def test_several_decisions_of_one_paragraph_are_entries_of_their_own() -> None:
    entries = told(
        "45/31 Finance: It was noted that the audit was late. Payment of £62 was proposed by AC, "
        "seconded by AS and agreed by all. 46/31 Verge: It was agreed to leave it until July."
    )
    assert [entry[1:4] for entry in entries] == [
        ("unanimous", "AC", "AS"),
        ("agreed", None, None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Council agreed in May to close the baths.",
        "It was decided in July 2022 to use a framework.",
        "Officers agreed to provide the costs. The firm had agreed a price.",
        "The tenant agreed to the rent. Members would have agreed to a shorter trial.",
        "Reasons for the decision: It was decided that the supplier offered the best value.",
        "Councillor Rowan withdrew her interest. The overspend would be carried forward.",
        "Would it be agreed that the gym should be rebuilt?",
        "EH suggested that a job-share could be more successful.",
        "The support group had moved from Mill Lane to the hall.",
        "Officer's recommendation: That the quotation be accepted.",
    ],
)
def test_what_is_told_of_others_or_of_another_day_is_no_decision(text: str) -> None:
    assert not told(text)


def test_what_the_council_decided_is_no_decision_of_a_committee() -> None:
    text = "The Council agreed to raise the charge."
    assert not told(text, committee="Audit Committee")
    assert told(text, committee="Weston Town Council")


def test_what_the_council_decided_stands_as_told_in_the_minutes_of_a_committee() -> None:
    line = ["The Council agreed to raise the charge."]
    assert standings_in_minutes(line, [0.0], [False], "Audit Committee") == ["recorded"]
    assert standings_in_minutes(line, [0.0], [False], "Weston Town Council") == ["decided"]


@pytest.mark.parametrize(
    ("lead", "first"),
    [
        ("RESOLVED –", "(1) That the charge be raised;"),  # a district
        ("RESOLVED:-", "1) That the charge be raised;"),
        ("RESOLVED/-", "1. That the charge be raised."),  # a combined authority
        ("The Committee agreed:-", "(i) to raise the charge;"),  # a Scottish council
    ],
)
def test_the_numbered_list_below_a_resolution_is_resolved(lead: str, first: str) -> None:
    texts = [lead, first, "(2) That free parking be kept.", "Reasons for decision: To help."]
    found = standings_in_minutes(texts, [0.0] * 4, [False] * 4)
    assert found == ["decided", "decided", "decided", "recorded"]


@pytest.mark.parametrize("after", ["Mr Ash left the room.", "5) The Mayor thanked the choir."])
def test_a_paragraph_after_a_resolution_that_ended_is_not_resolved(after: str) -> None:
    texts = ["RESOLVED – That the charge be raised.", after]
    assert standings_in_minutes(texts, [0.0] * 2, [False] * 2) == ["decided", "recorded"]


def test_what_a_committee_recommends_does_not_stand_as_decided() -> None:
    line = ["The Committee recommends that the charge be raised."]
    assert standings_in_minutes(line, [0.0], [False]) == ["recorded"]


def test_what_was_put_to_the_vote_without_a_printed_result_is_not_told_as_carried() -> None:
    [entry] = told(
        "Mr Ash proposed and Ms Elm seconded that the kiosk be let.\n"
        "The Chair put the motion to the vote."
    )
    assert entry[1] == "not stated"


def test_a_vote_list_that_is_cut_off_decides_nothing() -> None:
    [entry] = told(
        "Mr Ash proposed and Ms Elm seconded that the kiosk be let.\n"
        "The Chair put the motion to the vote and the voting was as follows:\nFor (3)\n"
        "Mr Ash, Ms Elm, Mr Oak"
    )
    assert entry[1] == "not stated"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Proposed by Cllr Rowan and seconded by Cllr Larch", ("Cllr Rowan", "Cllr Larch")),
        ("PROPOSED AB SECONDED CD ALL IN FAVOUR", ("AB", "CD")),
        ("OBJECT: prop Cllr Rowan, sec Cllr Larch, agreed", ("Cllr Rowan", "Cllr Larch")),
        ("(Cllrs Rowan/Larch)", ("Rowan", "Larch")),
        ("Motion No. 12 – Cllr. Séamus Ó Cadhain:", ("Cllr. Séamus Ó Cadhain", None)),
        (
            "Proposed by Cllr Rowan and seconded by Mr van der Holm",
            ("Cllr Rowan", "Mr van der Holm"),
        ),
        ("Motion by Rowan, seconded by Larch to adjourn", ("Rowan", "Larch")),
        ("Proposed MOT building and removal of the shed", (None, None)),
        ("The caravans on Mill Drive were moved", (None, None)),
    ],
)
def test_who_moved_and_seconded_is_named(text: str, names: tuple[str | None, str | None]) -> None:
    assert movers(text) == names


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("carried by 22 votes to one, with two abstentions", (22, 1, 2)),
        ("8 Members voted For, 3 Members voted Against and there was 1 Abstention", (8, 3, 1)),
        ("FOR 13 AGAINST 24 NOT VOTING 0", (13, 24, 0)),
        ("Ayes (2) Cllrs Ash and Elm Noes (3) Cllrs Fir, Oak and Yew", (2, 3, None)),
        ("lost by 13 votes to 10", (10, 13, None)),
        ("LOST 2-4", (2, 4, None)),
        ("RESOLVED (9:4:2) that the fee be raised.", (9, 4, 2)),
        ("There voted for the proposal 9, against 4, abstaining 2.", (9, 4, 2)),
        ("For it 6 and against it 5", (6, 5, None)),
        ("FOR: Cllrs Rowan, Larch (2)\nAGAINST: Cllr Fir (1)", (2, 1, None)),
        ("In Favour (3): Cllrs Rowan, Larch, Yew\nOpposed (1): Cllr Fir", (3, 1, None)),
    ],
)
def test_counts_are_read_as_printed(text: str, counts: tuple[int | None, ...]) -> None:
    found = votes(text)
    assert found and (found.favour, found.against, found.abstained) == counts


@pytest.mark.parametrize(
    "text",
    [
        "at a cost of 7/10 for 12 months",
        "for 2031/32",
        "page 3-4",
        "the zoning for 622 Alder Drive",
    ],
)
def test_what_is_no_vote_is_not_counted(text: str) -> None:
    assert votes(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "It was agreed that an increase is inevitable.",
        "After discussion it was agreed that an increase is inevitable, as costs will rise.",
        "Members agreed that a second ferry would be helpful.",
        "All agreed that the fete was excellent and should be praised.",
        "The Committee agreed that there is a need for more buses.",
    ],
)
def test_what_is_agreed_to_be_so_decides_nothing(text: str) -> None:
    assert told(text) == []
    assert standings_in_minutes([text], [0.0], [False]) == ["recorded"]


@pytest.mark.parametrize(
    "text",
    [
        "It was agreed that Cllr Rowan is to write to the ferry company.",
        "It was agreed that Cllr Rowan is appointed as tree warden.",
        "It was agreed that the lights have to be mended.",
        "AGREED that an increase is inevitable.",  # in the council's own capitals it is a decision
        "It was agreed that those who are in arrears be written to.",
    ],
)
def test_what_is_agreed_to_be_done_is_decided(text: str) -> None:
    assert [entry[:2] for entry in told(text)] == [("resolution", "agreed")]


def test_a_vote_behind_a_decision_is_its_vote() -> None:
    assert told(
        "AGREED: On the proposal of Councillor Rowan, seconded by Councillor Larch, it was agreed "
        "to refuse the application.\nThe proposal was put to a vote by show of hands and voting "
        "was as follows:\nFOR: 8\nAGAINST: 2\nABSTENTIONS: 1\nThe proposal was declared carried."
    ) == [("resolution", "carried", "Councillor Rowan", "Councillor Larch", (8, 2, 1))]


@pytest.mark.parametrize(
    ("casting", "outcome"),
    [
        ("The Mayor used the casting vote in favour.", "carried"),
        ("The Chair used her casting vote against the motion.", "lost"),
        ("This was lost on the Chair's casting vote, 4 having voted for and 4 against.", "lost"),
        ("It was carried by the Mayor's casting vote, 4 having voted against.", "carried"),
    ],
)
def test_a_casting_vote_settles_it_the_way_it_was_cast(casting: str, outcome: str) -> None:
    moved = "Cllr Rowan moved, seconded by Cllr Larch, that the fee be raised."
    (entry,) = told(f"{moved}\nFor: 4\nAgainst: 4\n{casting}")
    assert entry[1] == outcome
    assert entry[4] == (4, 4, None)


def test_welsh_minutes_and_a_title_with_one_word_decide() -> None:
    texts = ["Penderfyniad: Derbyn pris o £820 am ffens.", "Gohiriwyd y mater tan fis Mai."]
    assert [entry[1] for text in texts for entry in told(text)] == ["agreed", "deferred"]
    assert [entry[1] for entry in told("8 FERRY REPORT", "Noted.")] == ["noted"]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        (
            "Upon the motion of Cllr Rowan, seconded by Cllr Larch, it was resolved that the clock "
            "be repaired.",
            ("resolution", "agreed", "Cllr Rowan", "Cllr Larch", ()),
        ),
        (  # names that begin as other words do: "as", "had", "not"
            "Proposed Cllr Ash, seconded Cllr Hadley and agreed that the clock be repaired.",
            ("resolution", "agreed", "Cllr Ash", "Cllr Hadley", ()),
        ),
        (  # North America: the movers under the motion
            "THAT the clock be repaired.\nMoved by Rowan\nSeconded by Larch\nCARRIED",
            ("resolution", "carried", "Rowan", "Larch", ()),
        ),
        (
            "The recommendations set out in the report were unanimously agreed.",
            ("resolution", "unanimous", None, None, ()),
        ),
        (  # planning committees
            "APPROVED, subject to the conditions in the report.",
            ("resolution", "agreed", None, None, ()),
        ),
        (
            "DELEGATED to the Head of Planning to approve.",
            ("resolution", "agreed", None, None, ()),
        ),
        (
            "Moved by Cllr Rowan\nThat the clock be sold.\nUpon the motion of Cllr Rowan, the "
            "motion lost.",
            ("motion", "lost", "Cllr Rowan", None, ()),
        ),
    ],
)
def test_usual_wordings_of_decisions(text: str, entry: Told) -> None:
    assert told(text) == [entry]


@pytest.mark.parametrize(
    "text",
    [
        "The scheme was approved by Cabinet in March.",
        "The Council agreed last year to sell the clock.",
        "Cllr Rowan moved to her new house in May.",
        "The Chairman proposed a vote of thanks to the Clerk.",
    ],
)
def test_what_only_sounds_like_a_decision_is_none(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        (  # Ireland
            "A roll call vote was taken:\nTá: Cllrs Rowan, Larch, Yew (3)\nNíl: Cllr Fir (1)\nThe "
            "motion was carried.",
            ("resolution", "carried", None, None, (3, 1, None)),
        ),
        (
            "It was proposed by Cllr Rowan, seconded by Cllr Larch that the grant be paid.\nA vote "
            "was taken and the proposal was carried with 5 in favour and 1 abstention.",
            ("resolution", "carried", "Cllr Rowan", "Cllr Larch", (5, None, 1)),
        ),
        (  # what was decided is told shortly before the initials
            "Tree works: quotation of £480 accepted. Proposed KL, seconded MN, all agreed.",
            ("resolution", "agreed", "KL", "MN", ()),
        ),
        (
            "It was proposed that we buy a mower, all in favour.",
            ("resolution", "unanimous", None, None, ()),
        ),
        ("The precept was set at £9,000.", ("resolution", "agreed", None, None, ())),
        (  # a list in the middle of a motion
            "Moved by Cllr Rowan\nThat the meeting be closed for the following:\n1. A claim.\n"
            "Council will hear of it.\n2. A letter.\nIt came from a lawyer.\nCarried.",
            ("resolution", "carried", "Cllr Rowan", None, ()),
        ),
    ],
)
def test_decisions_told_shortly_or_over_many_lines(text: str, entry: Told) -> None:
    assert told(text) == [entry]


def test_in_scotland_the_amendment_may_become_the_decision() -> None:
    motion, amendment = told(
        "Councillor Rowan, seconded by Councillor Larch, moved refusal.\nBailie Yew, seconded by "
        "Councillor Fir, moved as an amendment that the licence be granted.\nOn a show of hands "
        "there voted for the amendment 5 and for the motion 2."
    )
    assert (motion[1], motion[4]) == ("lost", (2, 5, None))
    assert (amendment[1], amendment[4]) == ("carried", (5, 2, None))


@pytest.mark.parametrize(
    ("result", "ended"),
    [
        ("Upon the motion of Councillor Rowan to receive the talk, the motion carried.", 0),
        ("The motion carried.", 1),
    ],
)
def test_a_result_that_names_whose_motion_it_is_of_ends_no_other(result: str, ended: int) -> None:
    entries = told(
        "Moved by Councillor Rowan\nThat the talk on the regatta be received.\n"
        f"Moved by Councillor Larch\nThat a grant of $9,000 be given to the regatta.\n{result}"
    )
    outcomes = [one[1] for one in entries]
    assert outcomes[ended] == "carried"
    assert outcomes[1 - ended] == "not stated"


@pytest.mark.parametrize(
    "put",
    [
        "A vote was taken on the proposal of Cllr. Rowan and resulted as follows:",
        "A show of hands was called on the motion moved by Cllr. Rowan:",
    ],
)
def test_a_vote_on_what_somebody_moved_is_of_that_motion(put: str) -> None:
    moved = "Cllr. Rowan proposed, seconded by Cllr. Larch, that the rent be raised to €30 only."
    (entry,) = told(f"{moved}\n{put}\nFor (6)\nAgainst (4)\nThe proposal was declared carried.")
    assert entry == ("resolution", "carried", "Cllr. Rowan", "Cllr. Larch", (6, 4, None))
