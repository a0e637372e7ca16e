"""Plain questions to papers of invented councils of several kinds, read, searched and answered.

The papers are set as minutes and reports of Irish, Canadian and English councils are. A reader sees
the line first, and the first quote where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.answers.answering import answer
from qa.library.library import Library
from tests.answers.invented import library_of, read_first

PAPERS = {
    "Ardsallagh Monthly Meeting 10-02-2025": (
        "ARDSALLAGH COUNTY COUNCIL|"
        "MINUTES OF MONTHLY MEETING OF ARDSALLAGH COUNTY COUNCIL HELD IN THE COUNCIL CHAMBER,"
        " ARDSALLAGH, ON MONDAY 10TH FEBRUARY, 2025 AT 2.30 P.M.|"
        "PRESENT: Cathaoirleach, Cllr. Una Hanly (presiding); Cllrs. P. Dunne, T. Gilmartin, "
        "B. Quirke.|"
        "3. KILBEG TO LISNADEN GREENWAY|"
        "Ms. Brosnan gave an update. The preferred route had been published in November. The "
        "scheme is estimated to cost €14.2 million, of which €600,000 had been allocated for "
        "2025.|"
        "4. RENT REVIEW – DIFFERENTIAL RENT SCHEME|"
        "Mr. Heaney presented the revised scheme. He recommended that the minimum weekly rent"
        " be increased from €28 to €35 with effect from 1st May, 2025.|"
        "Cllr. Gilmartin proposed, seconded by Cllr. Ó Cadhain, that the minimum weekly rent "
        "be increased to €30 only. A vote was taken on the proposal of Cllr. Gilmartin and "
        "resulted as follows:|"
        "For (3): Cllrs. Fallon, Gilmartin, Ó Cadhain.|"
        "Against (2): Cllrs. Dunne, Quirke.|"
        "The Cathaoirleach declared the proposal carried."
    ),
    "Ardsallagh Monthly Meeting 12-05-2025": (
        "ARDSALLAGH COUNTY COUNCIL|"
        "MINUTES OF MONTHLY MEETING OF ARDSALLAGH COUNTY COUNCIL HELD IN THE COUNCIL CHAMBER,"
        " ARDSALLAGH, ON MONDAY 12TH MAY, 2025 AT 2.30 P.M.|"
        "PRESENT: Cathaoirleach, Cllr. Una Hanly (presiding); Cllrs. P. Dunne, T. Gilmartin, "
        "B. Quirke.|"
        "2. GREENWAY UPDATE|"
        "Ms. Brosnan reported that three landowners had withdrawn their consent. The estimate"
        " for the scheme had gone to €15.8 million."
    ),
    "2024-06-20 Regional Council Minutes": (
        "THE REGIONAL MUNICIPALITY OF HALLOWELL|"
        "REGIONAL COUNCIL MINUTES|"
        "Council Meeting CL 9-2024|"
        "Thursday, June 20, 2024|"
        "3.2 CAO 8-2024 Port Ennis Transit Terminal – Choice of Site|"
        "Moved by Councillor Ip<br>Seconded by Councillor Hollis|"
        "That the new transit terminal BE LOCATED at the former cannery, 44 Front Street.|"
        "Yes (3): Drury, Hollis, Ip.<br>No (1): Farkas.|"
        "Carried"
    ),
    "2024-10-24 CAO 15-2024 Transit Terminal": (
        "THE REGIONAL MUNICIPALITY OF HALLOWELL|"
        "Report to: Regional Council|"
        "Report date: Thursday, October 24, 2024|"
        "Subject: Port Ennis Transit Terminal – Cost Estimate|"
        "Recommendations|"
        "1. That Council APPROVE a gross budget of $38.6 million for the Port Ennis Transit "
        "Terminal."
    ),
    "Wexhall Planning Committee 17 September 2025": (
        "WEXHALL DISTRICT COUNCIL|"
        "PLANNING COMMITTEE|"
        "Minutes of a meeting of the Planning Committee held in Abbey House, Wexhall on "
        "Wednesday, 17 September 2025 at 6.00pm|"
        "Present: Councillor J Prowse (Chair), Councillors C Dyer and V Tull.|"
        "PL/33 25/00841/FUL – LAND EAST OF MILL LANE, OTTERSHAM|"
        "Erection of 74 dwellings.|"
        "Councillor Dyer proposed and Councillor Tull seconded that the application be "
        "refused, contrary to the officer's recommendation.|"
        "On being put to the vote, the motion was carried with 6 votes in favour and 3 "
        "against.|"
        "RESOLVED that permission be REFUSED for the following reasons:|"
        "1. The access onto Mill Lane would be unsafe in times of flood, contrary to Policy "
        "TR2, since the lane lies below the level of the river for nearly all of its length "
        "and has no footway on which people could walk to the school or to the bus.|"
        "2. The loss of 85 metres of hedgerow would harm biodiversity, contrary to Policy "
        "NE4.|"
        "PL/35 THE OLD FORGE, 2 HIGH STREET, WEXHALL|"
        "It was proposed by Councillor Benbow, seconded by Councillor Yeo, that the decision "
        "be deferred for a noise assessment. This was lost on the Chair's casting vote, 4 "
        "having voted for and 4 against, with 1 abstention."
    ),
    "Wexhall Cabinet report parking": (
        "Wexhall District Council|"
        "Report to Cabinet|"
        "Date: 6 October 2025|"
        "Car Park Charges 2026|"
        "2. Recommendations|"
        "2.1 That the charge for one hour be raised from £1.20 to £1.60 in all town centre "
        "car parks.|"
        "2.2 That charges be brought in on Sundays and bank holidays, at £2 for the day."
    ),
    "Wexhall Cabinet 6 October 2025 minutes": (
        "WEXHALL DISTRICT COUNCIL|"
        "CABINET|"
        "Minutes of the meeting held on Monday 6 October 2025 at 4.00pm in Abbey House|"
        "Present: Councillors T Asher (Leader, in the Chair), O Marsden and P Kettle|"
        "CAB/55 PUBLIC QUESTIONS|"
        "Mrs Jebb of Dene asked: “The swimming pool at Dene has been shut since March. When "
        "will it open again?”|"
        "Councillor Kettle replied: “The roof beams were found to be rotten and must be "
        "replaced. Contractors start on 20 October and we expect the pool to open again in "
        "February 2026.”|"
        "CAB/56 CAR PARK CHARGES 2026|"
        "RESOLVED:|"
        "(1) That the charge for one hour be raised to £1.50 in all town centre car parks "
        "from 5 January 2026; and|"
        "(2) That no charge be made on Sundays and bank holidays.|"
        "CAB/57 HOMELESSNESS STRATEGY|"
        "Councillor Rowe presented the draft strategy. There were 61 households in temporary "
        "accommodation at the end of August 2025, against 48 a year before.|"
        "RESOLVED TO RECOMMEND TO COUNCIL that the Homelessness Strategy 2025–2030 be "
        "adopted."
    ),
    "Tarnby TC 2025 01 20": (
        "TARNBY TOWN COUNCIL|"
        "Minutes of the Full Council meeting held in the Moot Hall on Monday 20th January "
        "2025 at 7pm|"
        "FC/25/005 Allotments<br>Resolved: that rents be held at £32 a plot for the year, and"
        " that the waiting list (27 names) be closed.|"
        "FC/25/006 CCTV in the Market Place<br>It was proposed by Cllr Nelson, seconded by "
        "Cllr Thwaite and resolved by 6 votes to 2 to accept the quotation of Fellside "
        "Security."
    ),
    "Tarnby TC 2025 04 14": (
        "TARNBY TOWN COUNCIL|"
        "Minutes of the Full Council meeting held in the Moot Hall on Monday 14th April 2025 "
        "at 7pm|"
        "FC/25/032 CCTV<br>The Clerk reported that Fellside Security had ceased trading. "
        "Resolved that the decision under FC/25/006 be rescinded and that the quotation of "
        "Dale Alarms be accepted.|"
        "FC/25/033 20 mph zone<br>A letter was read: the county council did not support a 20 "
        "mph zone. It was resolved to ask Cllr Thwaite to meet the county councillor."
    ),
    "Northmoor PCP 5 February 2025": (
        "NORTHMOOR POLICE AND CRIME PANEL|"
        "Minutes of a meeting held at County Hall, Astbury on Wednesday 5 February 2025 at "
        "10.30 am.|"
        "18. Proposed precept 2025/26|"
        "Councillor Wragg moved, seconded by Councillor Stubbs, that the Panel veto the "
        "proposed precept as being too high. On a vote, there were 4 for and 5 against, and "
        "the motion was lost.|"
        "19. Response times|"
        "In reply to Councillor Iqbal, the Chief Constable said that 82% of emergency calls "
        "in 2024 had been reached in time. Mrs Corrie asked how many calls to 101 were given "
        "up. The Commissioner said that 9.4% were."
    ),
    "Strathlyon Environment Committee 2025-06-12 Minute": (
        "STRATHLYON COUNCIL|"
        "Minute of Meeting of the ENVIRONMENT AND ECONOMY COMMITTEE held in the Council "
        "Chamber, Balmore, on Thursday, 12 June 2025 at 10.30 am|"
        "3. Parking Charges in Coastal Villages|"
        "With reference to item 5 of the minute of 17 April 2025, there had been submitted a "
        "report on the results of the consultation on parking charges at Sandhaven.|"
        "The Committee agreed that charges at Sandhaven begin on 1 April 2026 at £1 per hour.|"
        "4. Balmore Town Hall Clock|The Executive Director advised that repair of the clock "
        "would cost £27,500 and that a grant had been refused. The Committee agreed to take "
        "no action at present and to look for other funders.|"
    ),
    "Highways Committee minutes 2025-03-04": (
        "MARLOW VALE BOROUGH COUNCIL|Highways and Transport Committee|"
        "Tuesday 4 March 2025, 18:30, Guildhall|MINUTES|"
        "3. Bus lane on Quay Street|"
        "Cllr Hobbs proposed, and Cllr Bello seconded, that the bus lane be made permanent "
        "with loading allowed before 9 am. Agreed 4 votes to 1.|4. Footbridge at Weir End|"
        "The warden said that the footbridge was closed after the flood in January. The "
        "county had told him that it would be mended by the autumn.|"
    ),
    "Eastfen Scrutiny Committee 9 July 2025": (
        "EASTFEN COUNTY COUNCIL|CHILDREN AND FAMILIES SCRUTINY COMMITTEE|"
        "Minutes of the meeting held at Shire Hall on Wednesday 9 July 2025 at 2.00 pm.|"
        "14. HOME TO SCHOOL TRANSPORT|"
        "The Committee considered a report on spending on home to school transport.|"
        "RESOLVED|That the Cabinet be recommended:|"
        "(a) to pay parents a mileage allowance of 50p a mile where they drive their own "
        "child; and|(b) to appoint two travel trainers.|"
    ),
    "Halden Arts and Heritage Advisory Committee 2023-04-11": (
        "CITY OF HALDEN|Arts and Heritage Advisory Committee Minutes|April 11, 2023|"
        "Present Councillor Ferris, Chair<br>Una Sorley<br>Regrets Ada Quist|"
        "Staff Joss Brandt, Deputy Clerk<br>Lena Ortiz, Manager of Arts and Heritage<br>"
        "Piet Rowan, Public Art Manager|Call to Order|"
        "The Chair called the meeting to order at 5:30 p.m. in the Doon Room.|"
        "Mill Museum|Moved by Una Sorley|That the presentation be received.|Carried"
    ),
    "Halden Committee of the Whole 2022-11-14": (
        "CITY OF HALDEN|Committee of the Whole Minutes|November 14, 2022|"
        "Minutes of the Committee of the Whole held on November 14, 2022, in the Doon Room.|"
        "The meeting of Committee of the Whole was called to order at 5:46 p.m. in the Doon Room.|"
        "Moved by Councillor Ferris|That Committee move into closed session to discuss two items "
        "under Section 239(2)(c), a proposed or pending acquisition or disposition of land.|CARRIED"
    ),
    "Minutes-May-2-2023": (
        "TOWNSHIP OF OSKELANEO|MINUTES|Tuesday, May 2, 2023|"
        "R2023-77 T. Batt, S. Kerr:<br>WHEREAS the grass along our roads has grown high; AND "
        "WHEREAS a new roadside mower is cost prohibitive; NOW THEREFORE we authorize the purchase "
        "of a reconditioned Ransomes 213 from Marten Equipment at a cost of $9,400 before "
        "applicable taxes. Carried.|"
        "R2023-78 S. Kerr, D. York:<br>WHEREAS the ferry fare of $4 covers half of the cost; NOW "
        "THEREFORE we ask the Province for a subsidy of $60,000. Carried."
    ),
    "Corrieshire Youth Panel 2024-12-10": (
        "CORRIESHIRE COUNCIL|YOUTH PANEL|Minutes of the meeting held on 10 December 2024|"
        "4. Visit to Brae House|A member requested suggestions from the team for activities before "
        "his visit to the young people at Brae House. The team recommended cricket and drawing."
    ),
    # a neighbour's papers of the same matters, of later days
    "Otterwell Council 2026-02-09": (
        "OTTERWELL COUNTY COUNCIL|MINUTES OF MONTHLY MEETING OF OTTERWELL COUNTY COUNCIL HELD "
        "IN THE COUNCIL CHAMBER, OTTERWELL, ON MONDAY 9TH FEBRUARY, 2026 AT 2.30 P.M.|"
        "2. GREENWAY UPDATE|The estimate for the scheme had gone to €99.9 million.|"
        "3. HOME TO SCHOOL TRANSPORT|RESOLVED that the recommendation of a mileage allowance "
        "of 77p a mile for parents be accepted.|4. ALLOTMENTS|"
        "RESOLVED that the decision on allotment rents under FC/25/005 be rescinded.|"
    ),
    "Eastfen Cabinet 16 September 2025": (
        "EASTFEN COUNTY COUNCIL|CABINET|"
        "Minutes of a meeting held at Shire Hall on Tuesday 16 September 2025 at 10.00 am.|"
        "41. RECOMMENDATIONS OF SCRUTINY – HOME TO SCHOOL TRANSPORT|RESOLVED –|"
        "(1) That recommendation (b), two travel trainers, be accepted;|"
        "(2) That recommendation (a) be not accepted, and that the allowance stay at 45p a "
        "mile.|42. CHILDREN'S CENTRES – CONSULTATION|"
        "RESOLVED – That a consultation on the closing of seven children's centres be held "
        "from 29 September to 12 December 2025.|"
    ),
}


@pytest.fixture(scope="module")
def unseen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The library of the papers above, with the true model."""
    yield from library_of(PAPERS, tmp_path_factory.mktemp("unseen"))


@pytest.mark.parametrize(
    ("question", "told", "never"),
    [
        # what is told of the matter since stands before what was told first
        ("How much will the Kilbeg to Lisnaden greenway cost?", "12 May 2025: The estimate", ""),
        ("Who is installing the CCTV in the Market Place?", "Dale Alarms", "6 votes"),
        ("Was the quotation of Fellside Security accepted?", "Later, 14 April 2025: Res", ""),
        # what was decided stands over what was recommended
        ("What is the minimum weekly rent now?", "€30", "€35"),
        ("How much is an hour's parking going to be?", "£1.50", "£1.60"),
        # "carried" alone would read as a yes
        ("Was the Mill Lane application approved?", "REFUSED", ""),
        ("Did the panel veto the police precept?", "Motion lost: for 4, against 5", ""),
        # votes are neither turned round nor made of other figures
        ("How did the vote go on deferring the Old Forge?", "Motion lost: for 4, against 4", ""),
        ("Has the Homelessness Strategy been adopted?", "Recommendation to another body", "48"),
        ("How did Cllr Quirke vote on the rent?", "Quirke voted against", ""),
        # of another matter is no answer
        ("Has the budget for the transit terminal been approved?", "Proposed, not decided", "Carr"),
        ("Are we getting a 20mph zone?", "did not support", "Agreed"),
        ("How many calls to 101 are given up?", "9.4%", ""),
        # nor is what was asked
        ("When will Dene swimming pool reopen?", "February 2026", "Jebb"),
        ("When do parking charges start in Sandhaven?", "1 April 2026", "17 April 2025, there"),
        ("Is the Quay Street bus lane permanent?", "Agreed 4 votes to 1", "not decided"),
        # what a meeting did about it belongs to it
        ("Is the town hall clock going to be repaired?", "agreed to take no action", ""),
        # what was recommended, or is to be asked, is not what was decided
        ("Will parents get 50p a mile?", "Recommendation to another body", "Agreed."),
        (
            "Will parents get 50p a mile?",
            "Later, 16 September 2025: That recommendation (a) be",
            "",
        ),
        ("Are the children's centres closing?", "That a consultation on the closing", "Agreed."),
        # what a resolution is about may stand in its recitals
        ("What did we pay for the roadside mower?", "$9,400", ""),
        # that somebody wished to be told something is no answer, and tells who asks for that
        ("What did a member request before his visit to Brae House?", "suggestions", ""),
        ("When was the Committee of the Whole called to order?", "5:46 p.m.", ""),
        # a title says what its sentence is about
        ("How much is an allotment?", "£32", ""),
    ],
)
def test_what_is_read_first_answers(unseen: Library, question: str, told: str, never: str) -> None:
    first = read_first(answer(question, unseen))
    assert told in first
    assert not never or never not in first


def test_what_will_be_is_not_told_by_what_was(unseen: Library) -> None:
    found = answer("When will the footbridge at Weir End be mended?", unseen)
    assert found.line is None or "by the autumn" in found.line.text
    assert any("by the autumn" in quote.text for quote in found.quotes[:2])


@pytest.mark.parametrize(
    "question",
    [
        "How much will the Kilbeg to Lisnaden greenway cost?",
        "Will parents get 50p a mile?",
        "How much is an allotment in Tarnby?",
    ],
)
def test_what_a_neighbour_told_later_is_not_of_this_council(unseen: Library, question: str) -> None:
    first = read_first(answer(question, unseen))
    assert not any(words in first for words in ("99.9", "77p", "rescinded"))


@pytest.mark.parametrize(
    ("question", "never"),
    [
        # who stands in a roll did not therefore chair it
        ("Who chaired the arts and heritage committee in April 2023?", "Ortiz"),
        # nor does a meeting's own title or beginning say what it did
        ("What land did the Committee of the Whole discuss on November 14, 2022?", "Doon Room"),
        ("Which activities were suggested for the young people at Brae House?", "requested"),
    ],
)
def test_what_is_only_near_is_no_line(unseen: Library, question: str, never: str) -> None:
    found = answer(question, unseen)
    assert found.line is None or never not in found.line.text
