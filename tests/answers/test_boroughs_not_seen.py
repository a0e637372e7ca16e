"""Plain questions to papers of more invented bodies: a borough's cabinet and scrutiny, and what its
council answered; a county in Ireland, a district in South Australia, a town council, a community
council in Wales and a planning committee."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.answers.answering import answer
from qa.library.library import Library
from tests.answers.invented import library_of, read_first

BOROUGH = "Ellerdale Borough Council"
PAPERS = {
    "cabinet": (
        f"{BOROUGH}|CABINET|Minutes of the meeting held on Tuesday 9 September 2025 at 5.00 pm in "
        "Committee Room 1, Civic Centre|"
        "Present: Councillor N Rowe (Leader, in the Chair); Councillors B Kettle and I March|"
        "<b>23. LEISURE CENTRE REPLACEMENT</b>|"
        "The Cabinet considered a report of the Director of Place on options for replacing "
        "Netherby Leisure Centre. Councillor March, Cabinet Member for Leisure, said that the "
        "preferred option would cost £24.5 million and that a new centre could open in autumn "
        "2028.|<b>RESOLVED –</b>|"
        "(1) That Option 3 (a new centre on the Tannery site) be approved as the preferred "
        "option.|(2) That the Director of Place be authorised to appoint a design team at a cost "
        "not exceeding £850,000.|"
        "<b>24. GARDEN WASTE CHARGES</b>|"
        "<b>RESOLVED –</b> That the charge for the garden waste service be £55 from 1 April 2026."
    ),
    "scrutiny": (
        f"{BOROUGH}|OVERVIEW AND SCRUTINY COMMITTEE|Minutes of the meeting held on Tuesday 23 "
        "September 2025 at 6.30 pm|Present: Councillors T Vos (Chair), C Dalloway, G Hume, J Ivey|"
        "<b>14. CALL-IN: GARDEN WASTE CHARGES (CABINET MINUTE 24)</b>|"
        "Councillor Dalloway, who had requested the call-in, said that the increase fell hardest "
        "upon pensioners. Councillor Hume moved, and Councillor Ivey seconded, that no action be "
        "taken on the call-in. On a vote the motion was lost (3 for, 4 against).|"
        "<b>RESOLVED</b> (4 votes to 3) – That the decision be referred back to Cabinet, with a "
        "request that a concession for households on low incomes be considered."
    ),
    "cabinet-october": (
        f"{BOROUGH}|CABINET|Minutes of the meeting held on Tuesday 7 October 2025 at 5.00 pm|"
        "Present: Councillor N Rowe (Leader, in the Chair); Councillors B Kettle and I March|"
        "<b>33. CALL-IN: GARDEN WASTE CHARGES</b>|"
        "The Overview and Scrutiny Committee, having called in minute 24, had asked Cabinet to "
        "consider a concession.|"
        "<b>RESOLVED –</b> That the charge of £55 be confirmed, with a concession of £10 for "
        "households in receipt of council tax reduction."
    ),
    "welsh-community": (
        "CYNGOR CYMUNED LLANGROES – LLANGROES COMMUNITY COUNCIL|Minutes of the Ordinary Meeting "
        "held on Wednesday 8 October 2025 at 7.30pm at the Memorial Hall|"
        "Present: Cllrs Gwen Parry (Chair), Alun Rees, Meinir Howells, Tom Bowen.|"
        "<b>2025/89 Bus shelter</b>|"
        "Cllr Bowen had measured the shelter and proposed repainting it in green; no seconder, and "
        "the proposal fell. Cllr Howells proposed that it be painted by volunteers in cream and "
        "that up to £120 be spent. Seconded Cllr Rees. All in favour."
    ),
    "planning": (
        "Marlow Fen District Council|MINUTES of a meeting of the DEVELOPMENT CONTROL COMMITTEE "
        "held in the Guildhall on Wednesday 12 November 2025 at 6.30pm|"
        "PRESENT: Councillor P Askew (Chairman); Councillors R Bell, T Crouch, H Dunning|"
        "<b>42. 25/01342/OUT – LAND NORTH OF FEN LANE, STOKE ELTHORPE</b>|"
        "Outline application for up to 85 dwellings with access from Fen Lane. The Principal "
        "Planning Officer reported the receipt of 114 letters of objection. The recommendation was "
        "to approve subject to a Section 106 agreement.|"
        "Councillor Crouch proposed, and Councillor Bell seconded, that the application be "
        "approved in accordance with the officer's recommendation. On being put to the vote the "
        "motion was lost, 3 voting for and 5 against.|"
        "Councillor Dunning then proposed that the application be refused on the grounds of the "
        "loss of farmland. Councillor Askew seconded the proposal.|"
        "<b>RESOLVED</b> (5 for, 2 against, 1 abstention): that the application be <b>REFUSED</b> "
        "for the reasons given above."
    ),
    "questions": (
        f"{BOROUGH}|COUNCIL – 15 OCTOBER 2025|QUESTIONS FROM MEMBERS OF THE PUBLIC AND WRITTEN "
        "ANSWERS|"
        "<b>Question 1</b> from Mr Alan Tib to the Cabinet Member for Housing, Councillor Omar:|"
        "How many families are in bed and breakfast, and for how long have they been there?|"
        "<b>Answer:</b> On 30 September 2025 there were 29 families in bed and breakfast. Eleven "
        "of them had been there for more than six weeks."
    ),
    "irish-county": (
        "CULLAGH COUNTY COUNCIL|Minutes of the October Monthly Meeting of Cullagh County Council "
        "held in Áras an Chontae, Kilbane on Monday, 13th October 2025 at 2.30 p.m.|"
        "Cathaoirleach: Cllr. Maura Hanlon. I láthair: Cllrs. D. Breslin, P. Coyne, N. Durcan, T. "
        "Garrity, A. Lowry, C. McEntee.|"
        "<b>3. Local Property Tax</b>|"
        "The Chief Executive recommended that the local adjustment factor be increased by 15%. "
        "Cllr. Garrity proposed that the factor be left unchanged at 5%. This was seconded by "
        "Cllr. Breslin. Cllr. McEntee proposed an increase of 10%, seconded by Cllr. Lowry. A vote "
        "was taken by roll call on the proposal of Cllr. Garrity with the following result:|"
        "For (3): Cllrs. Garrity, Breslin, Coyne.|"
        "Against (4): Cllrs. Hanlon, Durcan, Lowry, McEntee.|The proposal was defeated.|"
        "A vote was then taken on the proposal of Cllr. McEntee:|"
        "For (4): Cllrs. Hanlon, Durcan, Lowry, McEntee.|"
        "Against (3): Cllrs. Garrity, Breslin, Coyne.|"
        "The Cathaoirleach declared the proposal carried."
    ),
    "australian-district": (
        "District Council of Wirranda|MINUTES of the Ordinary Meeting of Council held in the "
        "Council Chambers, Wirranda on Tuesday 18 November 2025 commencing at 5.30 pm|"
        "PRESENT Mayor Colin Prentis, Crs Ben Hoskin, Dianne Lobb, Leanne Obst, Trevor Schulz|"
        "<b>7.1 Jetty Road Footpath</b>|<b>Moved</b> Cr Hoskin <b>Seconded</b> Cr Obst|"
        "That Council allocate $180,000 in the 2025/26 budget review for the Jetty Road footpath.|"
        "<b>AMENDMENT</b>|<b>Moved</b> Cr Lobb <b>Seconded</b> Cr Schulz|"
        "That the amount be $120,000 and that the balance be sought from the State Government's "
        "Open Space Fund.|The amendment was put and <b>CARRIED</b>|"
        "The amendment became the motion and was put and <b>CARRIED 210/2025</b>|"
        "<b>7.3 Depot Manager's Contract</b>|<b>Moved</b> Cr Obst <b>Seconded</b> Cr Lobb|"
        "That the contract of the Depot Manager be extended to 30 June 2029.|"
        "<b>CARRIED UNANIMOUSLY 211/2025</b>"
    ),
    "town": (
        "HARBURY TOWN COUNCIL|Minutes of the Meeting of the Town Council held on Monday 3rd "
        "November 2025 at 7.00pm in the Corn Exchange|"
        "Present: Cllrs Mrs L Abney (Mayor), D Birt, C Cawood, F Earnshaw, G Firth|"
        "<b>116/25 Allotment rents</b>|"
        "The Finance Committee had recommended an increase from £42 to £48 per plot from 1st April "
        "2026. Cllr Earnshaw proposed an amendment that the rent be £45. The amendment was "
        "seconded by Cllr Birt and CARRIED (4 for, 2 against). The substantive motion was then put "
        "and CARRIED.|"
        "<b>117/25 CCTV</b>|"
        "Three quotations had been received: A. Sentinel Ltd £11,900; B. Watchers £9,480. RESOLVED "
        "that the quotation of Watchers be accepted."
    ),
}


@pytest.fixture(scope="module")
def unseen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The library of the papers above, with the true model."""
    yield from library_of(PAPERS, tmp_path_factory.mktemp("boroughs"))


@pytest.mark.parametrize(
    ("question", "told", "never"),
    [
        # what a design team costs is not what the building costs; but it may be asked for
        ("How much will the new leisure centre cost?", "£24.5 million", "£850,000"),
        ("How much will the design team for the leisure centre cost?", "£850,000", ""),
        # the first sentence of an answer stands behind its label
        ("How many families are in bed and breakfast?", "there were 29", ""),
        # a vote that names whose proposal it is on is of that one
        ("Who proposed the 10% increase in the local property tax?", "Carried: for 4", "lost"),
        # other words were carried than were moved
        ("How much will be spent on the Jetty Road footpath?", "$120,000", "$180,000"),
        # what was lost is told with what was carried behind it, and not as still to be decided
        ("What colour will the bus shelter be?", "in cream", ""),
        ("Was the Fen Lane housing application approved?", "REFUSED", "was lost"),
        ("How did the vote go on Fen Lane?", "motion was lost, 3 voting for", "not decided"),
        # a charge that was called in is told with what was made of it in the end
        ("How much will the garden waste charge be?", "confirmed, with a concession", "was lost"),
        # what a body did that is named is what that body decided
        ("What did scrutiny decide about garden waste?", "no action be taken", "confirmed"),
        # what was decided later of something else has but a word of the question
        ("Who got the CCTV contract?", "quotation of Watchers", "Depot"),
    ],
)
def test_what_is_read_first_answers(unseen: Library, question: str, told: str, never: str) -> None:
    first = read_first(answer(question, unseen))
    assert told in first
    assert not never or never not in first


def test_a_rent_that_an_amendment_set_and_the_motion_carried_is_decided(unseen: Library) -> None:
    first = answer("What will the allotment rent be?", unseen).citations[0]
    assert "£45" in first.text and first.standing == "decided"
