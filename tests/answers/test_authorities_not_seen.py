"""Plain questions to papers of more invented bodies: a fire authority and its committee, a Welsh
cabinet, a licensing sub-committee, a city in the United States, a shire in Australia, a borough's
scrutiny panel and cabinet, a parish and a district in New Zealand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.answers.answering import answer
from qa.library.library import Library
from tests.answers.invented import library_of, read_first

FIRE = "TRENT VALE FIRE AND RESCUE AUTHORITY"
PAPERS = {
    "authority-june": (
        f"{FIRE}|MINUTES OF THE MEETING OF THE AUTHORITY<br>held on Friday 20 June 2025|"
        "PRESENT: Councillor J Pashley (Chair), Councillors A Bhatt, R Cundall and T Wass|"
        "<b>15/25 HOLLINS FIRE STATION</b>|"
        "The Chief Fire Officer outlined an intention to consult upon the crewing of the second "
        "appliance at Hollins Fire Station.|"
        "RESOLVED that public consultation be carried out for eight weeks on withdrawal of the "
        "second appliance at night.|"
        "<b>16/25 TRAINING CENTRE</b>|"
        "The cost of the training centre at Brack Lane was estimated at £6.2m, with completion in "
        "May 2026.|"
        "RESOLVED that the tender of Harlow Build Ltd in the sum of £6,184,000 be accepted."
    ),
    "authority-september": (
        f"{FIRE}|MINUTES OF THE MEETING OF THE AUTHORITY<br>held on Friday 19 September 2025 at "
        "10.30 am|"
        "PRESENT: Councillor J Pashley (Chair), Councillors A Bhatt, R Cundall and T Wass|"
        "<b>24/25 CONSULTATION ON THE SECOND APPLIANCE AT HOLLINS FIRE STATION</b>|"
        "The Chief Fire Officer proposed that the second appliance at Hollins be withdrawn between "
        "midnight and 0700 hours. Some 1,840 responses had been received.|"
        "It was moved by Councillor Wass, seconded by Councillor Pashley, that the recommendation "
        "in the report be approved. Upon being put to the vote, the motion was declared lost (3 "
        "for, 5 against).|"
        "It was then moved by Councillor Cundall, seconded by Councillor Bhatt, and|"
        "RESOLVED (by 5 votes to 3)|"
        "(a) that the second appliance at Hollins Fire Station be retained at all hours; and|"
        "(b) that the Treasurer identify alternative savings of £412,000."
    ),
    "finance-november": (
        f"{FIRE}|FINANCE COMMITTEE<br>Minutes of the meeting held on Tuesday 18 November 2025|"
        "Present: Councillors P Inskip (Chair), M Fitch and T Wass.|"
        "<b>10/25 TRAINING CENTRE</b>|"
        "The Treasurer reported that completion of the training centre at Brack Lane had slipped "
        "to September 2026, and that the forecast cost had risen to £6.9m.|"
        "RESOLVED that the position be noted and a further report be brought in February."
    ),
    "cabinet": (
        "GLANDYFI COUNTY BOROUGH COUNCIL|MINUTES OF A MEETING OF CABINET HELD ON TUESDAY, 14 "
        "OCTOBER 2025 AT 2.00 P.M.|"
        "Present: Councillor E. Rees-Parry (Leader) in the Chair; Councillors D. Ceiriog and M. "
        "Hopkin|"
        "<b>31. HOUSEHOLD RECYCLING CENTRES</b>|"
        "The Cabinet Member submitted a report on the centres at Pant-y-waun and Cwmbach.|"
        "<b>Decision</b>|"
        "(1) That the closure of the Pant-y-waun Household Recycling Centre be deferred pending a "
        "further report in January 2026.<br>"
        "(2) That opening hours at Cwmbach be extended to seven days from 1 December 2025."
    ),
    "licensing": (
        "LONDON BOROUGH OF THAMESWICK|LICENSING SUB-COMMITTEE|"
        "Minutes of the meeting held on Thursday, 2nd October, 2025 at 6.30 pm|"
        "PRESENT: Councillors Nadia Aziz (Chair), Colm Brady and Ruth Teasdale|"
        "<b>5. SHAHI GRILL, 3 STATION PARADE – REVIEW OF PREMISES LICENCE</b>|"
        "The review had been sought by Trading Standards following the sale of illicit tobacco.|"
        "RESOLVED –|"
        "That the premises licence be SUSPENDED for a period of six weeks."
    ),
    "city": (
        "CITY OF ALDER FALLS|CITY COUNCIL REGULAR MEETING MINUTES|Monday, October 6, 2025|"
        "Present: Mayor Dunleavy, Councilmembers Abreu, Castellano, Haugen, Ono and Whitlow.|"
        "<b>4. ORDINANCE 1187, SHORT-TERM RENTALS.</b> M/S (Abreu/Castellano) to adopt Ordinance "
        "1187 with a cap of 60 licenses. Councilmember Haugen moved to amend by reducing the cap "
        "to 40; Councilmember Ono seconded. The amendment carried 4-3. The main motion as amended "
        "carried 5-2.|"
        "<b>5. CEDAR STREET OVERLAY.</b> M/S/C (Whitlow/Abreu) 6-1 (Rustad opposed) to award the "
        "contract for the Cedar Street overlay to Northline Paving."
    ),
    "shire": (
        "SHIRE OF WANDARRA|MINUTES – ORDINARY COUNCIL MEETING<br>held in the Council Chambers, "
        "Quandong, on Wednesday 17 September 2025, commencing at 5.00pm|"
        "Present: Cr M Illingworth (President), Cr S Tarrant, Cr B Nolan, Cr D Quist, Cr L Verran|"
        "<b>9.1 QUANDONG SWIMMING POOL – EXTENSION OF SEASON</b>|"
        "<b>Officer's Recommendation</b>|"
        "That Council keep the pool open until 30 April 2026 at an additional cost of $38,000.|"
        "<b>Council Decision 112/25</b>|Moved: Cr Nolan Seconded: Cr Quist|"
        "That Council keep the pool open until 6 April 2026 at an additional cost of $21,500.|"
        "<b>CARRIED 3/2</b><br>For: Cr Illingworth, Cr Nolan, Cr Quist<br>"
        "Against: Cr Tarrant, Cr Verran|Reason for change: attendance falls after Easter.|"
        "<b>9.2 SALE OF LOT 40 WATTLE STREET</b>|Moved: Cr Tarrant Seconded: Cr Nolan|"
        "That Council accept the offer of $64,000 for Lot 40 Wattle Street.|"
        "<b>CARRIED 5/0 BY ABSOLUTE MAJORITY</b>|"
        "<b>9.3 DOG POUND FEES</b>|Moved: Cr Verran Seconded: Cr Nolan|"
        "That the daily sustenance fee be raised to $25.|<b>LOST 2/3</b>"
    ),
    "panel": (
        "HARTSMERE BOROUGH COUNCIL|OVERVIEW AND SCRUTINY PANEL|"
        "Minutes of the meeting held at 7.00pm on Monday 8 September 2025|"
        "Present: Councillor Wendy Ashdown (Chairman), Councillors I. Bray and N. Choudhury|"
        "<b>17. VOID PROPERTIES</b>|"
        "17.1 The average time to relet a council home was 61 days.|"
        "17.2 The Panel AGREED to recommend to Cabinet that a dedicated voids team be established."
    ),
    "cabinet-october": (
        "HARTSMERE BOROUGH COUNCIL|CABINET|"
        "Minutes of the meeting held at 6.30pm on Tuesday 7 October 2025|"
        "Present: Councillor B. Swales (Leader), Councillors H. Lacey, T. Mundy and E. Pike|"
        "<b>44. RECOMMENDATION OF THE OVERVIEW AND SCRUTINY PANEL – VOIDS TEAM</b>|"
        "Cabinet thanked the Panel.|"
        "RESOLVED: That the recommendation be not accepted at this time."
    ),
    "parish": (
        "Great Thornby Parish Council|Minutes of the Parish Council meeting held on Thursday 11th "
        "September 2025 at 7.30pm in the Reading Room|"
        "Present: Cllrs G. Sleight (Chair), O. Birkett, J. Dacre, F. Moxon and V. Nattrass.|"
        "<b>67/25 Playground</b>|"
        "Three quotes had been received for the new surface: Softfall £8,940, Playtop £10,215, "
        "Groundsure £7,600. It was resolved to accept the quote from Softfall. Prop. Cllr Dacre, "
        "sec. Cllr Nattrass.|"
        "<b>69/25 Grant requests</b>|"
        "Thornby Cricket Club had asked for £500 towards a mower. It was proposed by Cllr Birkett "
        "and seconded by Cllr Moxon that £500 be granted. An amendment that £250 be granted was "
        "proposed by Cllr Dacre, seconded by Cllr Sleight, and carried 3–2. The substantive motion "
        "was carried unanimously."
    ),
    "committee-october": (
        "Lough Erran District Council|Minutes of Proceedings of the Regeneration and Community "
        "Committee held in the Council Offices, Drumcoo, on Tuesday 14 October 2025 at 7.00 pm|"
        "Members Present: Councillor Magee (Chairperson), Alderman Purvis, Councillors Gallen|"
        "<b>RC118/25 Playpark Refurbishment – Tullyard</b>|"
        "Costs had risen from £145,000 to £172,000 following the return of tenders.|"
        "Proposed by Councillor Gallen<br>Seconded by Alderman Purvis and|"
        "<b>Resolved</b> That it be recommended to the Council to proceed with the refurbishment "
        "of Tullyard playpark at a cost of £172,000."
    ),
    "council-october": (
        "Lough Erran District Council|Minutes of the Meeting of Lough Erran District Council held "
        "in the Council Chamber, Drumcoo, on Thursday 30 October 2025 at 7.00 pm|"
        "Present: The Chair, Councillor Breslin; Aldermen Purvis and Kerr; Councillors Magee|"
        "<b>C231/25 Regeneration and Community Committee – 14 October 2025</b>|"
        "Proposed by Councillor Magee, seconded by Councillor McQuaid and RESOLVED that the "
        "minutes of the Regeneration and Community Committee be adopted, save that item RC118/25 "
        "(Tullyard playpark) be referred back for a revised design within £150,000."
    ),
    "board": (
        "TOWN OF PELHAM CORNERS|SELECT BOARD|Minutes of Meeting – November 3, 2025|"
        "Members present: Carla Dietz, Chair; Owen Marsh; Priya Raman; Stan Wojcik; Ellen Foote.|"
        "<b>Transfer Station Fees</b>|"
        "Mr. Corliss recommended raising the annual sticker from $110 to $140. After discussion, "
        "Ms. Raman moved to set the annual sticker at $125 effective January 1. Mr. Marsh "
        "seconded. Motion carried 4-1.|"
        "<b>Library Roof</b>|"
        "Three bids were opened: Keystone Roofing $218,900; Valley Slate $241,500; Harmon Bros. "
        "$205,300. Mr. Wojcik moved to award the bid to Harmon Bros. Seconded by Ms. Foote. Motion "
        "failed 2-3. Mr. Marsh moved to award the contract to Keystone Roofing. Seconded by Ms. "
        "Raman. Motion carried 3-2."
    ),
    "district": (
        "Waimoana District Council|Minutes of an ordinary meeting of the Infrastructure Committee "
        "held on Thursday, 4 September 2025 at 9.30am|"
        "PRESENT: Cr T Rangihuna (Chair), Mayor J Haldane, Crs A Fairweather and C Wixon|"
        "<b>5.3 Kerbside recycling</b>|"
        "Staff advised that contamination had fallen to 9 per cent.|"
        "That the report lie on the table until the October meeting. <b>Moved</b> Mayor Haldane / "
        "<b>Seconded</b> Cr Wixon. <b>CARRIED</b>"
    ),
}


@pytest.fixture(scope="module")
def unseen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The library of the papers above, with the true model."""
    yield from library_of(PAPERS, tmp_path_factory.mktemp("authorities"))


@pytest.mark.parametrize(
    ("question", "told", "never"),
    [
        # a consultation that was carried out is no vote that was carried
        ("How did the vote go on withdrawing the Hollins appliance at night?", "3 for", "consult"),
        # what is told of it later stands before the estimate, and before the tender that it had
        ("When will the training centre at Brack Lane be finished?", "September 2026", "May 2026"),
        ("How much will the training centre at Brack Lane cost?", "£6.9m", "£6,184,000"),
        # one clause was put off, the other was agreed
        ("When does Cwmbach recycling centre open seven days?", "Agreed.", "Deferred"),
        ("Has the closure of the Pant-y-waun recycling centre been agreed?", "eferred", "Agreed"),
        # something else was done than is asked
        ("Was the Shahi Grill's licence revoked?", "SUSPENDED", "Agreed"),
        ("Was the Shahi Grill's licence suspended?", "Agreed", ""),
        # the vote on a motion as it was amended is the motion's
        ("How did the vote go on Ordinance 1187?", "carried 5-2", ""),
        ("How did the vote go on the Cedar Street overlay?", "for 6, against 1", ""),
        # what officers recommended is not what the council decided below it
        ("Until when will Quandong pool stay open?", "6 April 2026", "30 April"),
        ("How much extra will the longer pool season cost?", "$21,500", "$38,000"),
        ("Who voted against keeping the pool open to 6 April?", "Cr Tarrant", ""),
        # a result in heavy type belongs to the motion above it
        ("How did the vote go on Lot 40 Wattle Street?", "for 5, against 0", ""),
        ("Was the dog pound fee raised to $25?", "Motion lost: for 2, against 3", ""),
        # what was recommended is told with what became of it
        ("Is a dedicated voids team being set up?", "be not accepted", ""),
        # a sum tells the amendment from the motion, and what was given from what was asked for
        ("How much did the cricket club get?", "An amendment that £250 be granted", ""),
        ("How much will the new playground surface cost?", "accept the quote from Softfall", ""),
        # a recommendation is no decision, and the council may have sent it back
        ("Is the Tullyard playpark going ahead?", "Recommendation to another body", "Carried"),
        ("Is the Tullyard playpark going ahead?", "be referred back", ""),
        ("How much will the Tullyard playpark cost?", "be referred back", ""),
        # what was moved and carried goes before what an officer recommended, or who had bid
        ("How much is a transfer station sticker?", "Carried: for 4, against 1.", "$140"),
        ("How much will the library roof cost?", "award the contract to Keystone", "to Harmon"),
        # what was carried below its words is no proposal
        ("What happened to the kerbside recycling report?", "Agreed, 4 September 2025", ""),
    ],
)
def test_what_is_read_first_answers(unseen: Library, question: str, told: str, never: str) -> None:
    first = read_first(answer(question, unseen))
    assert told in first
    assert not never or never not in first
