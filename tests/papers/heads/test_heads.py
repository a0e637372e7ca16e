"""Heads of papers of invented councils: what kind they are, who met, and when."""

from __future__ import annotations

from datetime import date

import pytest

from qa.papers.heads.body import BodyCandidate
from qa.papers.heads.council import council_named
from qa.papers.kinds import opening
from qa.papers.opening import Opening

DAY = date(2023, 6, 13)


def opened(*lines: str) -> Opening:
    """How a file that says nothing by its name opens."""
    found = opening(list(lines), named="other")
    assert found
    return found


MINUTES = [
    ("WEIRSHIRE COUNTY COUNCIL", "HARBOURS COMMITTEE", "13TH JUNE 2023", "PRESENT: Mrs D Bell"),
    ("Cabinet", "Tuesday, 13 June 2023", "Attendance:", "Councillors Bell (Chair) and Crane"),
    ("Thurl Parish Council", "13.06.23", "Present: Cllrs Bell, Crane", "1. Minutes of 09.05.23"),
    ("City of Thurl", "Regular Council Minutes", "June 13, 2023", "Present: Mayor Bell"),
    ("Minutes of a meeting of Thurl Town Council", "held on the 13th day of June 2023"),
    (
        "CYNGOR TREF THURL",
        "Cofnodion y cyfarfod a gynhaliwyd ar 13 Mehefin 2023",
        "Presennol: Bell",
    ),
    ("MINUTE OF MEETING OF THURL COUNCIL", "held on 13 and 14 June 2023", "Sederunt: Bell, Crane"),
    ("Draft minutes of the Allotments Committee", "2023-06-13 19:00", "Present: Bell, Crane"),
]


@pytest.mark.parametrize("lines", MINUTES, ids=lambda lines: lines[0])
def test_minutes_of_all_sorts_have_their_day(lines: tuple[str, ...]) -> None:
    found = opened(*lines)
    assert found.document == "minutes"
    assert found.meeting.date == DAY


@pytest.mark.parametrize(
    ("lines", "committee"),
    [
        (MINUTES[0], "Harbours Committee"),
        (MINUTES[1], "Cabinet"),
        (MINUTES[2], "Council"),
        (MINUTES[3], "Council"),
        (MINUTES[4], "Council"),
        (MINUTES[5], "Council"),
        (MINUTES[7], "Allotments Committee"),
        (
            (
                "Minutes of the meeting of Piers and sea walls scrutiny",
                "committee held on 13 June 2023",
            ),
            "Piers and sea walls scrutiny committee",
        ),
    ],
)
def test_a_committee_is_told_from_its_council(lines: tuple[str, ...], committee: str) -> None:
    assert opened(*lines).meeting.committee == committee


def test_the_day_is_not_that_of_another_meeting_nor_of_publication() -> None:
    found = opened(
        "THURL TOWN COUNCIL",
        "Harbours Committee",
        "Minutes of the meeting held on Tuesday 13 June 2023",
        "Published: 20 June 2023",
        "Present: Cllr Bell (Chair)",
        "1. Minutes of the meeting held on 9 May 2023",
        "Next meeting: 11 July 2023",
    )
    assert found.meeting.date == DAY


def test_an_agenda_has_the_day_of_its_meeting_not_that_of_the_summons() -> None:
    found = opened(
        "Thurl Parish Council",
        "7 June 2023",
        "Dear Councillor",
        "You are summoned to a meeting of the Council on Tuesday 13 June 2023 at 7 pm.",
        "AGENDA",
        "1. To approve the minutes of the meeting held on 9 May 2023",
    )
    assert (found.document, found.meeting.date) == ("agenda", DAY)


def test_minutes_without_a_day_of_their_own_have_none() -> None:
    found = opened(
        "Thurl Parish Council",
        "Minutes of the meeting held in the hall",
        "Present: Cllr Bell, Cllr Crane",
        "2. The minutes of the meeting held on 9 May 2023 were signed.",
        "7. Next meeting: 11 July 2023",
    )
    assert found.meeting.date is None


def test_a_year_that_only_the_head_gives_fits_the_day_of_the_week() -> None:
    lines = ["Minutes", "of the meeting held at the hall", "on Tuesday 13th June at 7 pm"]
    found = opened(*lines, "THURL PARISH COUNCIL 2023", "Present: Mrs Bell (Chairman)")
    assert found.meeting.date == DAY
    other_year = opened(*lines, "THURL PARISH COUNCIL 2022", "Present: Mrs Bell (Chairman)")
    assert other_year.meeting.date is None


def test_what_one_officer_decided_is_of_no_body() -> None:
    found = opened(
        "Weirshire Council",
        "Record of officer decision",
        "Decision maker: Director of Harbours",
        "Date of decision: 13 June 2023",
        "Authority: Cabinet, 9 May 2023",
    )
    assert (found.document, found.meeting.committee) == ("decision", None)
    assert found.meeting.date == DAY


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Full Council", "Council"),
        ("Thurl Parish Council", "Council"),
        ("County Council", "Council"),
        ("Parks & Piers Committee", "Parks and Piers Committee"),
        ("Parks And Piers Committee", "Parks and Piers Committee"),
        ("Thurl Youth Council", "Thurl Youth Council"),
    ],
)
def test_a_body_has_one_name(printed: str, name: str) -> None:
    assert BodyCandidate(printed, frozenset()).body == name


def test_a_meeting_of_electors_is_not_the_councils() -> None:
    found = opened("THURL PARISH", "NOTICE OF ANNUAL PARISH MEETING", "on 13 June 2023 at 7 pm")
    assert (found.meeting.committee, found.meeting.date) == ("Annual Parish Meeting", DAY)


def test_minutes_bound_in_behind_a_report_open_by_their_head() -> None:
    lines = ["HARBOURS COMMITTEE", "TUESDAY, 13 JUNE 2023", "PRESENT: Councillor Bell (Chair)"]
    found = opening([*lines, "Councillors Crane and Dodd", "12. MOORINGS"])
    assert found
    assert (found.document, found.meeting.committee) == ("minutes", "Harbours Committee")
    assert found.meeting.date == DAY


def test_a_page_that_goes_on_opens_nothing() -> None:
    assert opening(["the members who were present on 13 June 2023", "agreed that the pier"]) is None
    assert opening(["Councillors present were asked to sign", "the sheet by 13 June 2023."]) is None


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (("MINUTE OF MEETING OF THURL COUNCIL", "held on 13 and 14 June 2023"), 14),
        (("Town of Thurl", "Council Minutes", "June 13 and 15, 2023", "Present: Mayor Bell"), 15),
        (
            (
                "Minutes of the Thurl Town Council meeting held on 13 June 2023",
                "and adjourned to 20 June 2023",
                "Present: Cllrs Bell, Crane",
            ),
            20,
        ),
        (("Minutes of the Cabinet", "held on 13 June 2023", "adjourned from 6 June 2023"), None),
        (("Minutes of the Cabinet", "held on 13 June 2023", "Next meeting: 20 June 2023"), None),
    ],
)
def test_a_meeting_may_go_on_upon_another_day(lines: tuple[str, ...], last: int | None) -> None:
    meeting = opened(*lines).meeting
    assert meeting.date == DAY
    assert meeting.last_day == (DAY.replace(day=last) if last else None)


@pytest.mark.parametrize(
    ("lines", "council"),
    [
        (("Agenda", "Cabinet", "Contact: a.bell@thurl.gov.uk", "Thurl Borough Council and"), True),
        (("Weir Council was consulted.", "Weir Council wrote. Weir Council asked."), False),
        (("We wrote to Weir Council.", "Enquiries: thurl.gov.uk"), False),
    ],
)
def test_a_council_is_not_told_by_how_often_it_is_named(
    lines: tuple[str, ...], council: bool
) -> None:
    body = ("The report says more.",) * 40
    found = council_named([*body, *lines])
    assert found == ("Thurl Borough Council" if council else None)


def test_a_township_alone_at_the_head_is_its_council() -> None:
    found = opened("Township of Thurl", "MINUTES", "June 13, 2023", "PRESENT: Mayor Bell, A. Crane")
    assert found.meeting.committee == "Council"
    assert council_named(["Corporation of the Township of Thurl", "MINUTES"]) == "Township of Thurl"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (["Ashwell Parish Council - 4th September 2018", "Present"], "Council"),
        (["Minutes of Dunsley Town Council, 4 September 2018", "In attendance:"], "Council"),
        (["Village of Garrow", "Minutes of the Regular Council Meeting", "September 4, 2018",
          "Present:"], "Council"),
        (["Dunsley Town Council", "Amenities Committee", "Minutes of 4 September 2018",
          "Present:"], "Amenities Committee"),
        (["Ashwell Parish Council - Allotments Sub-Committee - 4 September 2018", "Present"],
         "Allotments Sub-Committee"),
    ],
)  # fmt: skip
def test_a_body_that_an_item_names_did_not_meet(head: list[str], body: str) -> None:
    lines = [
        *head,
        "Councillors D Marsh (Chair), R Hale and P Mott",
        "1. Apologies",
        "A Armitage",
        "2. Village hall",
        "The chair of the Village Hall Committee had written to the Parish Council.",
        "The Village Hall Committee asked for a grant.",
    ]
    found = opening(lines, "minutes")
    assert found
    assert found.meeting.committee == body
    assert found.meeting.date == date(2018, 9, 4)


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        # a county, a district, a unitary: over two lines and three
        (
            ("MINUTES of the meeting of the ADULT CARE AND", "HEALTH SCRUTINY COMMITTEE held on"),
            "Adult Care and Health Scrutiny Committee",
        ),
        (
            ("Weirshire District Council", "Harbours and", "Open Spaces", "Committee"),
            "Harbours and Open Spaces Committee",
        ),
        # a borough: brackets within a name
        (
            ("Minutes of the Meeting of the Licensing (Hearings)", "Sub-Committee"),
            "Licensing (Hearings) Sub-Committee",
        ),
        # a county in Ireland: behind its noun
        (
            ("Minutes of Meeting of the Strategic Policy Committee for Housing,", "Arts and Sport"),
            "Strategic Policy Committee for Housing, Arts and Sport",
        ),
        # a city in North America: the name of the place above is none of the body's
        (
            ("CITY OF THURL", "PARKS, HARBOURS AND", "TREE COMMISSION", "MINUTES"),
            "Parks, Harbours and Tree Commission",
        ),
    ],
)
def test_a_name_of_a_body_may_run_over_lines(lines: tuple[str, ...], body: str) -> None:
    found = opened(*lines, "Tuesday 13 June 2023", "Present: Councillors Bell (Chair) and Crane")
    assert found.meeting.committee == body


@pytest.mark.parametrize(
    "lines",
    [
        (
            "KELBY PARISH COUNCIL",
            "Clerk: Mrs D Bell, 4 Mill Lane, Kelby",
            "6th June 2023",
            "To all members of the Council",
            "You are summoned to attend the Meeting of the Council on Tuesday next, 13th June 2023",
            "in the Village Hall at 7.30 p.m.",
            "Signed: D Bell",
            "1. Apologies",
            "2. To approve the minutes of the meeting held on 9th May 2023",
        ),  # the letter's day stands first
        (
            "THE CORPORATION OF THE TOWN OF KELBY",
            "A G E N D A",
            "160 LAKE ROAD",  # no item
            "TUESDAY, JUNE 13TH, 2023",
            "@ 7:00 P.M.",
            "1. Call to Order",
        ),
        (
            "AGENDA",
            "BOARD OF SELECTMEN",
            "TUESDAY, JUNE 13, 2023",
            "6:30 p.m. - Convene Meeting - Town Hall",
            "MINUTES",  # an entry of the business
            "Approval of the following:",
            "May 9, 2023 Regular Session",
        ),
    ],
    ids=lambda lines: lines[0],
)
def test_agendas_have_the_day_of_their_meeting(lines: tuple[str, ...]) -> None:
    found = opened(*lines)
    assert (found.document, found.meeting.date) == ("agenda", DAY)


@pytest.mark.parametrize(
    ("lines", "council", "committee"),
    [
        (
            ("KELBY & HOLLIN CITY COUNCIL", "POLICY & RESOURCES COMMITTEE"),
            "Kelby & Hollin City Council",
            "Policy and Resources Committee",
        ),
        (("KELBY PARISH COUNCIL", "Clerk: Mrs D Bell"), "Kelby Parish Council", "Council"),
    ],
)
def test_below_the_name_of_a_council_another_line_begins(
    lines: tuple[str, str], council: str, committee: str
) -> None:
    found = opened(*lines, "Minutes of the meeting held on 13 June 2023", "Present: Cllr Bell")
    assert found.meeting.committee == committee
    assert council_named(lines) == council


def test_a_municipal_district_may_be_named_over_two_lines() -> None:
    found = opened(
        "MINUTES OF THE MEETING OF THE MUNICIPAL DISTRICT OF",
        "KELBY HELD IN COUNTY HALL ON TUESDAY 13TH JUNE 2023",
        "Present: Cllrs Bell, Crane",
    )
    assert found.meeting.committee == "Municipal District of Kelby"


def test_how_recommendations_are_followed_up_is_a_tracker() -> None:
    found = opened(
        "OVERVIEW AND SCRUTINY BOARD - MONITORING OF RECOMMENDATIONS",
        "Updated: 6 June 2023",
        "Year Review Recommendation Progress Lead officer",
        "2022 Bins That a calendar be sent Sent in May D Bell",
    )
    assert (found.document, found.meeting.date) == ("tracker", None)
    assert found.meeting.committee == "Overview and Scrutiny Board"


@pytest.mark.parametrize(
    ("lines", "committee"),
    [
        (("Select Board Meeting Agenda", "Tuesday, June 13, 2023 - 7:00pm"), "Select Board"),
        (
            ("Licensing Sub-Committee (A)", "MINUTES of the meeting held on Tuesday 13 June 2023"),
            "Licensing Sub-Committee (A)",
        ),
    ],
)
def test_a_board_of_a_town_and_a_lettered_committee_are_named(
    lines: tuple[str, ...], committee: str
) -> None:
    assert opened(*lines, "Present: A Bell, D Crane").meeting.committee == committee
