"""Plain questions of which the first screen told another thing: of another council or deed,
an older word, the head of the minutes. The bodies are invented."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.answers.answering import answer
from qa.library.library import Library
from tests.answers.invented import library_of, read_first

PAPERS = {
    "parish-may": (
        "GREAT HARBOROUGH PARISH COUNCIL|"
        "Minutes of the Parish Council Meeting held on Tuesday 13 May 2025 at 7.00pm in the "
        "Reading Room|"
        "Present: Cllrs M Tasker (Chair), J Plumb, R Ogden and S Leigh. Clerk: Mrs P Dunn.|"
        "<b>25/061 Planning applications</b>|"
        "25/00412/FUL – Two storey extension, 4 Chapel Row. No objection.|"
        "25/00437/OUT – Outline for nine dwellings, land east of Mill Lane. Strongly object: "
        "access is unsafe and the drains are at capacity.|"
        "<b>25/062 Clerk vacancy</b>|"
        "Following interviews it was resolved to appoint Mr Tobias Fell as Clerk and RFO at "
        "SCP 22. He will take up the post on 1 July 2025. Mrs Dunn will stay on until then.|"
        "<b>25/063 Fen Field</b>|"
        "Cllr Plumb proposed, seconded by Cllr Leigh, that Fen Field be let to Mr Garner for "
        "grazing at £180 a year. Carried.|"
        "Cllr Ogden proposed, seconded by Cllr Tasker, that Fen Field be sold by auction. "
        "Lost, 1 to 3.|"
        "<b>25/064 Payments</b>|"
        "Approved: Hedgeworks £240.00; Anglian Water £31.12; Clerk's salary £612.40.|"
        "<b>25/065 Date of next meeting</b>|"
        "Tuesday 10 June 2025 at 7.00pm."
    ),
    "parish-june": (
        "GREAT HARBOROUGH PARISH COUNCIL|"
        "Minutes of the Parish Council Meeting held on Tuesday 10 June 2025 at 7.00pm in the "
        "Reading Room|"
        "Present: Cllrs M Tasker (Chair), J Plumb, R Ogden and S Leigh.|"
        "<b>25/071 Bus shelter</b>|"
        "Three quotations were considered: Littlethorpe £4,870; Queensbury £5,425; Ace "
        "Shelters £4,310. It was resolved to accept Queensbury because it carries a ten year "
        "guarantee.|"
        "<b>25/072 Fen Field</b>|"
        "Mr Garner has withdrawn. It was resolved that the field be left unlet this year.|"
        "<b>25/073 Date of next meeting</b>|"
        "Tuesday 8 July 2025 at 7.00pm."
    ),
    "council-february": (
        "WENDOVER VALE DISTRICT COUNCIL|"
        "MINUTES of the meeting of the COUNCIL held on Wednesday 26 February 2025 at 7.30 pm|"
        "PRESENT: Councillor Ms D Arkwright (Chair), Councillors A Birch, C Dale, E Frost, G "
        "Hale and I Kemp|"
        "<b>74. BUDGET 2025/26</b>|"
        "Councillor Birch moved and Councillor Dale seconded the budget as set out in the "
        "report.|"
        "<u>Amendment 1</u> moved by Councillor Frost, seconded by Councillor Kemp: that "
        "£60,000 be added for youth workers. On being put to the vote the amendment was LOST "
        "(For 11, Against 24).|"
        "<u>Amendment 2</u> moved by Councillor Hale, seconded by Councillor Frost: that the "
        "garden waste charge be frozen at £48. On being put to the vote the amendment was "
        "CARRIED (For 19, Against 16).|"
        "<u>Amendment 3</u> moved by Councillor Kemp, seconded by Councillor Hale: that "
        "£25,000 be taken from reserves for hedgehog crossings. On being put to the vote the "
        "amendment was LOST (For 4, Against 31).|"
        "The substantive motion was put to the vote and CARRIED (For 22, Against 13).|"
        "RESOLVED that the budget as amended be approved.|"
        "<b>75. LEISURE CENTRE CONTRACT</b>|"
        "The Head of Leisure reported the outcome of the tender:|"
        "<table><tr><th>Bidder</th><th>Price</th><th>Quality</th><th>Total "
        "score</th></tr><tr><td>Vitalis "
        "Leisure</td><td>£2.41m</td><td>52</td><td>84</td></tr><tr><td>Swimwell "
        "Trust</td><td>£2.60m</td><td>58</td><td>91</td></tr><tr><td>Parkform</td><td>£2.38m</td><td>40</td><td>73</td></tr></table>|"
        "RESOLVED that the contract be awarded to the bidder with the highest total score."
    ),
    "cabinet-october": (
        "WENDOVER VALE DISTRICT COUNCIL|"
        "MINUTES of the meeting of the CABINET held on Tuesday 7 October 2025 at 6.00 pm|"
        "PRESENT: Councillor A Birch (Leader), Councillors C Dale and G Hale|"
        "<b>31. YOUTH WORKERS</b>|"
        "Cabinet considered why two youth worker posts remained vacant. The Head of "
        "Communities said that the salary was below that of neighbouring councils.|"
        "RESOLVED that the posts be advertised again at grade 8.|"
        "<b>32. SWIM LESSONS</b>|"
        "The money for free swim lessons comes from the Public Health Grant. Lessons start on "
        "3 November 2025.|"
        "RESOLVED that the report be noted.|"
        "<b>33. NORTH DOWN SOLAR PARK</b>|"
        "RESOLVED that the draft planning statement for the solar park be approved for "
        "consultation."
    ),
    "cabinet-december": (
        "WENDOVER VALE DISTRICT COUNCIL|"
        "MINUTES of the meeting of the CABINET held on Tuesday 9 December 2025 at 6.00 pm|"
        "PRESENT: Councillor A Birch (Leader), Councillors C Dale and G Hale|"
        "<b>44. NORTH DOWN SOLAR PARK</b>|"
        "The Leader reported that the grid connection had been refused until 2034. RESOLVED "
        "that work on the North Down solar park be stopped.|"
        "<b>45. STAFF CAR PARK</b>|"
        "RESOLVED that the decision of 7 October on parking permits be noted.|"
        "<b>46. MARKET HALL</b>|"
        "RESOLVED to open the Market Hall on Sundays as a trial until Easter."
    ),
    "solar-statement": (
        "WENDOVER VALE DISTRICT COUNCIL|"
        "DRAFT PLANNING STATEMENT|"
        "North Down solar park|"
        "Report to Cabinet, 7 October 2025|"
        "<b>1. Programme</b>|"
        "Construction of the North Down solar park will begin in spring 2026 and the park "
        "will be switched on in 2027.|"
        "<b>2. Size</b>|"
        "The park has 21,000 panels."
    ),
    "borough-september": (
        "ELSTEAD BOROUGH COUNCIL|"
        "MINUTES of the COMMUNITIES COMMITTEE held on Thursday 4 September 2025|"
        "PRESENT: Councillors B Norris (Chair), T Vane and L Wray|"
        "<b>12. YOUTH WORKERS</b>|"
        "The committee heard that all four youth worker posts had been filled since August.|"
        "RESOLVED that the four youth worker posts be made permanent.|"
        "<b>13. GARDEN WASTE</b>|"
        "RESOLVED that the garden waste charge be raised to £55."
    ),
    "borough-november": (
        "ELSTEAD BOROUGH COUNCIL|"
        "MINUTES of the COMMUNITIES COMMITTEE held on Thursday 20 November 2025|"
        "PRESENT: Councillors B Norris (Chair), T Vane and L Wray|"
        "<b>21. YOUTH WORKERS</b>|"
        "RESOLVED that the report on the youth workers' first summer be noted.|"
        "<b>22. DEPOT</b>|"
        "The depot was sold for £1.2m on 3 October 2025 to Brandt Homes."
    ),
    "township": (
        "TOWNSHIP OF LOON RIVER|"
        "MINUTES|"
        "Tuesday, March 11, 2025|"
        "A regular meeting of the Township of Loon River Council was held on Tuesday, March "
        "11, 2025 starting at 6:30 p.m.|"
        "Present: Mayor Ida Coutts and Councillors Ray Sloane, Beth Amos and Leo Pratt.|"
        "R2025-031 R. Sloane, B. Amos:<br>THAT we award Tender LR-PW-2-2025, Supply of Winter "
        "Sand, to Bouchard Aggregates Inc., total tender price $48,215.00 including taxes. "
        "Carried.|"
        "R2025-032 L. Pratt, R. Sloane:<br>THAT we accept with regret the resignation of "
        "Chief Hal Morin effective April 30, 2025. Carried.|"
        "R2025-033 B. Amos, L. Pratt:<br>THAT we appoint Nadine Roy as Fire Chief effective "
        "May 12, 2025. Carried.|"
        "R2025-034 R. Sloane, L. Pratt:<br>That the meeting be adjourned. Time: 7:52 p.m. "
        "Next regular meeting to be held March 25, 2025. Carried."
    ),
    "community-august": (
        "GLENFARROCH COMMUNITY COUNCIL|"
        "Minutes of the meeting held on 20 August 2025 in the Old School|"
        "Present: J Rennie (Chair), K Dow (Secretary), M Peat (Treasurer) and A Shaw|"
        "1. Apologies: none.|"
        "2. Website. It was agreed to move the website to Kirkhost from January.|"
        "3. Christmas lights. Agreed to buy two new sets from Brightline at £640.|"
        "4. Next meeting: 15 October 2025."
    ),
    "community-october": (
        "GLENFARROCH COMMUNITY COUNCIL|"
        "Minutes of the meeting held on 15 October 2025 in the Old School|"
        "Present: J Rennie (Chair), K Dow (Secretary) and A Shaw|"
        "1. Apologies: M Peat.|"
        "2. Website. KD said Kirkhost had doubled its price. Agreed to stay with the present "
        "provider for another year.|"
        "3. Christmas lights. The delivery of the sets is put back to 28 November.|"
        "4. Next meeting: 10 December 2025."
    ),
}
OTHERS = {
    "town-march": (
        "CYNGOR TREF ABERLLYN / ABERLLYN TOWN COUNCIL|"
        "Minutes of the Ordinary Meeting held on Monday 3 March 2025 at 6.30pm in Neuadd y "
        "Dref|"
        "Present: Cllrs H Pritchard (Mayor), S Ellis, G Wyn and M Tudor. Clerk: Mr I Bevan.|"
        "<b>112. Public toilets</b>|"
        "Cllr Ellis reported that the county council had given notice to close the toilets on "
        "1 April because of the cost of repairs.|"
        "RESOLVED to take on the lease of the toilets from 1 May 2025 at a rent of £1 a "
        "year.|"
        "<b>113. Planning</b>|"
        "C25/0091 – Change of use of chapel to holiday flats, Stryd Fawr. Objection: loss of "
        "parking.|"
        "C25/0102 – New shop front, 8 Stryd Fawr. Support.|"
        "<b>114. Appointments</b>|"
        "RESOLVED that Ms Catrin Mai be appointed Deputy Clerk with effect from 14 April "
        "2025.|"
        "<b>115. Bilingual signs</b>|"
        "An amendment by Cllr Wyn that the signs be in Welsh only was lost by 5 votes to 6. "
        "The motion that the signs be bilingual was carried, 8 votes to 3.|"
        "<b>116. Next meeting</b>|"
        "Monday 7 April 2025."
    ),
    "town-april": (
        "CYNGOR TREF ABERLLYN / ABERLLYN TOWN COUNCIL|"
        "Minutes of the Ordinary Meeting held on Monday 7 April 2025 at 6.30pm in Neuadd y "
        "Dref|"
        "Present: Cllrs H Pritchard (Mayor), S Ellis and M Tudor.|"
        "<b>121. Public toilets</b>|"
        "The solicitor advised that the lease makes the town liable for asbestos. RESOLVED "
        "not to sign the lease until a survey has been made.|"
        "<b>122. Deputy Clerk</b>|"
        "The Clerk reported that Ms Mai had declined the post. It will be advertised again in "
        "June.|"
        "<b>123. Next meeting</b>|"
        "Monday 12 May 2025."
    ),
    "shire-june": (
        "Shire of Karrabin|"
        "MINUTES|"
        "Ordinary Council Meeting|"
        "Wednesday 18 June 2025 at 5.30pm|"
        "Present: Cr J Mullane (Shire President), Cr P Dvorak, Cr S Okoye, Cr T Lyle, Cr B "
        "Finn|"
        "<b>9.1 TENDER 04/2025 – WASTE TRUCK</b>|"
        "Four tenders were received. The panel's scores are in the attachment.|"
        "OFFICER RECOMMENDATION: That Council accepts the tender of Ironbark Trucks for "
        "$412,000.|"
        "COUNCIL DECISION: Moved Cr Lyle, Seconded Cr Finn. That Council accepts the tender "
        "of Coastline Equipment for $398,500, as the truck can be delivered by October. "
        "CARRIED 4/1. Against: Cr Dvorak|"
        "<b>9.2 RATES 2025/26</b>|"
        "COUNCIL DECISION: Moved Cr Okoye, Seconded Cr Lyle. That the minimum rate be $1,140. "
        "LOST 2/3.|"
        "COUNCIL DECISION: Moved Cr Finn, Seconded Cr Dvorak. That the minimum rate be "
        "$1,095. CARRIED 3/2.|"
        "<b>9.3 AIRSTRIP REPORT</b>|"
        "COUNCIL DECISION: Moved Cr Finn, Seconded Cr Okoye. That Council notes the airstrip "
        "report. CARRIED 5/0."
    ),
    "shire-august": (
        "Shire of Karrabin|"
        "MINUTES|"
        "Ordinary Council Meeting|"
        "Wednesday 20 August 2025 at 5.30pm|"
        "Present: Cr J Mullane (Shire President), Cr P Dvorak, Cr S Okoye, Cr T Lyle|"
        "<b>8.2 WASTE TRUCK</b>|"
        "The Works Manager advised that delivery of the waste truck has slipped to January "
        "2026.|"
        "COUNCIL DECISION: Moved Cr Lyle, Seconded Cr Okoye. That the information be "
        "received. CARRIED 4/0.|"
        "<b>8.3 AIRSTRIP</b>|"
        "COUNCIL DECISION: Moved Cr Dvorak, Seconded Cr Lyle. That the airstrip be closed to "
        "night landings from 1 September 2025. CARRIED 3/1.|"
        "The President advised that the CEO, Ms Grace Tan, will finish on 26 September 2025."
    ),
    "county": (
        "MARCHSHIRE COUNTY COUNCIL|"
        "Minutes of the Highways Committee held on 12 September 2025|"
        "Present: Councillors A Lott (Chair), B Quill, C Roe and D Sim|"
        "<b>21. Hinton bypass</b>|"
        "The Director reported that the bypass had been paused because the Government "
        "withdrew its grant of £14m.|"
        "RESOLVED that officers report again in March 2026.|"
        "<b>22. Speed limits</b>|"
        "RESOLVED that the speed limit on Cuckoo Lane be reduced to 30mph.|"
        "<b>23. Gritting</b>|"
        "It was explained that footways are not gritted as there are too few staff.|"
        "RESOLVED that the gritting plan be approved."
    ),
    "borough-october": (
        "MARCHAM BOROUGH COUNCIL|"
        "Minutes of the Environment Committee held on 2 October 2025|"
        "Present: Councillors E Tully (Chair), F Upton and G Vine|"
        "<b>7. Speed limits</b>|"
        "The Chair said that the county council had refused a 20mph limit on Quarry Road.|"
        "<b>8. Gritting</b>|"
        "RESOLVED that the borough grit the market place footways.|"
        "<b>9. Allotment rents</b>|"
        "RESOLVED that rents be £52 a plot from 1 April 2026.|"
        "<b>10. Grants</b>|"
        "The following were agreed: Silver Band £400; Youth Theatre £750; Pétanque Club nil, "
        "as it holds £9,000 in reserves."
    ),
}


@pytest.fixture(scope="module")
def unseen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The library of the papers above, with the true model."""
    yield from library_of(PAPERS, tmp_path_factory.mktemp("first"))


@pytest.mark.parametrize(
    ("question", "told", "never"),
    [
        # the few words behind what is only named say what was made of it
        ("What did we say about 4 Chapel Row?", "No objection.", "object:"),
        # the head of the minutes holds every word of it, and tells nothing
        ("When does the new parish clerk start?", "1 July 2025", "Present"),
        # one motion on a field was to let it, another to sell it; and it stands unlet since
        ("Is Fen Field let?", "left unlet", "auction"),
        ("who moved the sale of fen field?", "Moved by Cllr Ogden", "Plumb"),
        # all amendments that were lost, and none that was carried
        ("Which amendments to the budget were lost?", "youth workers", "garden waste"),
        ("Which amendments to the budget were lost?", "hedgehog crossings", "garden waste"),
        ("Which amendments to the budget were carried?", "frozen at £48", "hedgehog"),
        ("What happened to the amendment about £25,000?", "hedgehog", "youth"),
        # of another council nothing is told, nor is it a step of the story
        ("What's the garden waste charge in Wendover Vale?", "£48", "£55"),
        ("what happened to the youth workers in Wendover Vale?", "grade 8", "permanent"),
        ("what happened to the youth workers in Wendover Vale?", "ioned 7 October", "20 November"),
        ("what is the latest on the youth workers in Elstead?", "made permanent", "vacant"),
        # a plan of no day is no later word than what was decided
        ("Is the North Down solar park going ahead?", "be stopped", "will begin"),
        # who comes is not who goes
        ("when is the fire chief leaving", "April 30, 2025", "May 12"),
        ("When does the new fire chief start?", "May 12, 2025", "April 30"),
        # what was agreed, and left again under the same title
        ("Is the website moving to Kirkhost?", "Later, 15 October 2025", ""),
        ("Did the community council move its website?", "stay with the present", ""),
        # the latest paper tells it
        ("When is the next council meeting in Loon River?", "March 25, 2025", ""),
        ("When does Glenfarroch Community Council meet next?", "10 December 2025", "20 August"),
    ],
)
def test_what_is_read_first_answers(unseen: Library, question: str, told: str, never: str) -> None:
    first = read_first(answer(question, unseen))
    assert told in first
    assert not never or never not in first


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The library of the other papers."""
    yield from library_of(OTHERS, tmp_path_factory.mktemp("others"))


@pytest.mark.parametrize(
    ("question", "told", "never"),
    [
        ("Are we taking over the toilets?", "Later, 7 April 2025: RESOLVED not to sign", ""),
        # one word of the matter under another title is of another matter
        ("Were the bilingual signs agreed?", "for 8, against 3", "lease"),
        # who was appointed may not have come
        ("When does the deputy clerk start?", "declined the post", ""),
        # what was lost is no price
        ("How much is the minimum rate?", "$1,095", "$1,140"),
        # of one council or another
        ("What happened to the speed limits in Marcham?", "refused", "30mph"),
    ],
)
def test_what_is_read_first_holds(others: Library, question: str, told: str, never: str) -> None:
    first = read_first(answer(question, others))
    assert told in first
    assert not never or never not in first
