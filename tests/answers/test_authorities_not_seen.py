"""Plain questions to papers of invented bodies beside councils: a fire authority and its committee,
a Welsh cabinet, a licensing sub-committee and a city in the United States."""

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
    ],
)
def test_what_is_read_first_answers(unseen: Library, question: str, told: str, never: str) -> None:
    first = read_first(answer(question, unseen))
    assert told in first
    assert not never or never not in first
